//! A secret in the keyring: one that works, one that is not there, and ones that misbehave.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    time::Duration,
};

use keyring_core::{CredentialStore, Error};
use tokio::time::Instant;
use usher_tui::{
    api::{Arguments, Call, Reason, Session, Update, koyeb::GET_CURRENT_USER},
    config::{Address, KoyebAccount, Profile, SecretSource},
    domain::{Clean, Provider, Secret},
    worker::{self, Access, Keyring, Limits, Order, Unkept, Vault},
};

use crate::shelf::{Behaviour, Shelf};

const NAME: &str = "koyeb.token";
/// For keyrings that answer: on the slowest machine too.
const PATIENCE: Duration = Duration::from_secs(60);
/// For those that hang.
const MOMENT: Duration = Duration::from_millis(300);

fn keyring(behaviour: impl Fn() -> keyring_core::Result<()> + Send + Sync + 'static) -> Keyring {
    waited_for(PATIENCE, behaviour)
}

fn waited_for(
    patience: Duration,
    behaviour: impl Fn() -> keyring_core::Result<()> + Send + Sync + 'static,
) -> Keyring {
    let shelf = Shelf {
        entries: Arc::default(),
        behaviour: Arc::new(behaviour),
        room: usize::MAX,
    };
    Keyring::on(
        move || Ok(Arc::new(shelf) as Arc<CredentialStore>),
        patience,
    )
}

fn vault(keyring: Keyring) -> Vault {
    Vault::with_keyring("work", &Limits::default(), keyring)
}

/// What the person is told when they fetch, store and remove.
async fn complaints(vault: &Vault) -> Vec<String> {
    let source = SecretSource::Keyring;
    let canary = Secret::new("CANARY");
    let mut said = Vec::new();
    for outcome in [
        vault.fetch(NAME, &source).await.map(drop),
        vault.check(NAME, &source).await,
        vault.store(NAME, &source, &canary).await,
        vault.remove(NAME, &source).await.map(drop),
    ] {
        let why = outcome.unwrap_err().to_string();
        assert!(!why.contains("CANARY"), "{why}");
        said.push(why);
    }
    said
}

#[tokio::test]
async fn what_is_stored_can_be_fetched_replaced_and_removed() {
    let vault = vault(keyring(|| Ok(())));
    let source = SecretSource::Keyring;
    vault.check(NAME, &source).await.unwrap();
    for secret in ["CANARY", "ANOTHER\n"] {
        let secret = Secret::new(secret);
        vault.store(NAME, &source, &secret).await.unwrap();
        vault.check(NAME, &source).await.unwrap();
    }
    let secret = vault.fetch(NAME, &source).await.unwrap();
    assert_eq!(secret.expose(), "ANOTHER");
    let other = vault.fetch("koyeb.other", &source).await;
    assert!(other.is_err(), "another key is another entry");
    assert_eq!(vault.remove(NAME, &source).await, Ok(true));
    assert_eq!(vault.remove(NAME, &source).await, Ok(false));
}

#[tokio::test]
async fn each_profile_has_its_own_entries() {
    let keyring = keyring(|| Ok(()));
    let limits = Limits::default();
    let work = Vault::with_keyring("work", &limits, keyring.clone());
    let home = Vault::with_keyring("home", &limits, keyring);
    let source = SecretSource::Keyring;
    work.store(NAME, &source, &Secret::new("W")).await.unwrap();
    let why = home.fetch(NAME, &source).await.unwrap_err();
    assert_eq!(
        why.as_str(),
        "the keyring has no entry for it: `usher login koyeb --profile home` makes one"
    );
    assert_eq!(work.fetch(NAME, &source).await.unwrap().expose(), "W");
}

#[tokio::test]
async fn without_a_keyring_the_other_places_are_named_and_it_is_looked_for_once() {
    let looked = Arc::new(AtomicUsize::new(0));
    let counter = looked.clone();
    let open = move || {
        counter.fetch_add(1, Ordering::SeqCst);
        Err(Unkept::Absent(Clean::from("there is no D-Bus session")))
    };
    let vault = vault(Keyring::on(open, PATIENCE));
    assert_eq!(looked.load(Ordering::SeqCst), 0, "before it is needed");
    for said in complaints(&vault).await {
        assert_eq!(
            said,
            "there is no keyring here (there is no D-Bus session): in the configuration, name another place, \
             { file = \"...\" }, { command = \"...\" } or { env = \"...\" }"
        );
    }
    assert_eq!(looked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_locked_keyring_is_not_an_empty_one() {
    let locked = || Err(Error::NoStorageAccess("CANARY".into()));
    for said in complaints(&vault(keyring(locked))).await {
        assert_eq!(
            said,
            "the keyring is locked, or refuses access: unlock it, then try again"
        );
    }
}

#[tokio::test]
async fn no_error_of_a_keyring_repeats_a_secret() {
    let bytes = || b"CANARY".to_vec();
    let errors: [(&str, Box<Behaviour>); 6] = [
        (
            "can't be read",
            Box::new(move || Err(Error::BadEncoding(bytes()))),
        ),
        (
            "can't be read",
            Box::new(move || Err(Error::BadDataFormat(bytes(), "CANARY".into()))),
        ),
        (
            "damaged",
            Box::new(|| Err(Error::BadStoreFormat("CANARY".into()))),
        ),
        (
            "several entries",
            Box::new(|| Err(Error::Ambiguous(Vec::new()))),
        ),
        (
            "no more than 7",
            Box::new(|| Err(Error::TooLong("CANARY".into(), 7))),
        ),
        (
            "can't do that",
            Box::new(|| Err(Error::Invalid("CANARY".into(), "CANARY".into()))),
        ),
    ];
    for (words, behaviour) in errors {
        for said in complaints(&vault(keyring(behaviour))).await {
            assert!(said.starts_with("the keyring failed: "), "{said}");
            assert!(said.contains(words), "{said}");
        }
    }
    let full = || Err(Error::PlatformFailure("the disk is full \u{1b}[2J".into()));
    for said in complaints(&vault(keyring(full))).await {
        assert!(said.contains("the disk is full"), "{said}");
        assert!(!said.contains('\u{1b}'), "{said:?}");
    }
}

#[tokio::test]
async fn an_entry_that_is_no_text_is_refused() {
    let shelf = Shelf {
        entries: Arc::new(Mutex::new(HashMap::from([
            ("work/koyeb.token".to_owned(), b"CANARY\xff".to_vec()),
            ("work/koyeb.empty".to_owned(), b"\n".to_vec()),
        ]))),
        behaviour: Arc::new(|| Ok(())),
        room: usize::MAX,
    };
    let open = move || Ok(Arc::new(shelf) as Arc<CredentialStore>);
    let vault = vault(Keyring::on(open, PATIENCE));
    let source = SecretSource::Keyring;
    let why = vault.fetch(NAME, &source).await.unwrap_err();
    assert!(why.as_str().contains("not UTF-8"), "{why}");
    let why = vault.fetch("koyeb.empty", &source).await.unwrap_err();
    assert!(why.as_str().contains("is empty"), "{why}");
}

#[tokio::test]
async fn a_keyring_that_hangs_is_waited_for_once_and_may_come_back() {
    let (release, wait) = mpsc::channel::<()>();
    let wait = Mutex::new(wait);
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = asked.clone();
    let vault = vault(waited_for(MOMENT, move || {
        counter.fetch_add(1, Ordering::SeqCst);
        wait.lock().unwrap().recv().ok();
        Ok(())
    }));
    for said in complaints(&vault).await {
        assert!(said.contains("gave no answer within 0 s"), "{said}");
        assert!(said.contains("unlock it, then try again"), "{said}");
    }
    assert_eq!(asked.load(Ordering::SeqCst), 1, "the rest did not wait");

    // The person has typed the keyring's password. Nothing of what was given up is done now.
    drop(release);
    let deadline = Instant::now() + Duration::from_secs(60);
    let source = SecretSource::Keyring;
    loop {
        let why = vault.fetch(NAME, &source).await.unwrap_err();
        if why.as_str().contains("no entry") {
            break;
        }
        assert!(Instant::now() < deadline, "{why}");
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_keyring_that_hangs_while_it_is_looked_for_is_not_waited_for_either() {
    let (release, wait) = mpsc::channel::<()>();
    let open = move || {
        wait.recv().ok();
        Err(Unkept::NoEntry)
    };
    let vault = vault(Keyring::on(open, MOMENT));
    for said in complaints(&vault).await {
        assert!(said.contains("gave no answer"), "{said}");
    }
    drop(release);
}

#[tokio::test]
async fn a_keyring_that_breaks_is_reported() {
    let vault = vault(keyring(|| panic!("CANARY")));
    for said in complaints(&vault).await {
        assert_eq!(said, "the keyring failed: it stopped working");
    }
}

#[tokio::test]
async fn several_secrets_are_fetched_at_a_time() {
    let vault = Arc::new(vault(keyring(|| Ok(()))));
    let source = SecretSource::Keyring;
    let names = ["a.a", "a.b", "a.c", "a.d", "a.e", "a.f", "a.g", "a.h"];
    for name in names {
        vault
            .store(name, &source, &Secret::new(name))
            .await
            .unwrap();
    }
    let tasks = names.map(|name| {
        let vault = vault.clone();
        tokio::spawn(async move { vault.fetch(name, &SecretSource::Keyring).await })
    });
    for (name, task) in names.into_iter().zip(tasks) {
        assert_eq!(task.await.unwrap().unwrap().expose(), name);
    }
}

/// Through the worker: the person looks at a vendor whose token is in a keyring that is locked.
#[tokio::test]
async fn a_vendor_whose_token_is_locked_away_says_so_and_nothing_is_sent() {
    let profile = Profile {
        name: "work".to_owned(),
        koyeb: Some(KoyebAccount {
            base_url: Address::new("http://127.0.0.1:9").unwrap(),
            token: Some(SecretSource::Keyring),
            ..KoyebAccount::default()
        }),
        ..Profile::default()
    };
    let vault = vault(keyring(|| Err(Error::NoStorageAccess("".into()))));
    let handle = tokio::runtime::Handle::current();
    let limits = Limits::default();
    let mut worker = worker::start_on(profile, vault, Access::ReadWrite, limits, &handle);
    let call = Call {
        id: 1,
        operation: &GET_CURRENT_USER,
        arguments: Arguments::NONE,
        target: None,
    };
    worker.orders.send(Order::Call(call)).unwrap();
    let words = "koyeb.token: the keyring is locked, or refuses access: unlock it, then try again";
    let mut told = Session::Ready;
    let problem = loop {
        match worker.updates.recv().await.unwrap() {
            Update::Session(Provider::Koyeb, session) => told = session,
            Update::Done(1, outcome) => break outcome.unwrap_err(),
            _ => {}
        }
    };
    assert_eq!(told, Session::Absent(Clean::from(words)));
    assert_eq!(problem.reason, Reason::SignIn);
    assert_eq!(problem.message.as_str(), words);
}

#[tokio::test]
async fn a_keyring_that_keeps_half_of_a_secret_is_found_out() {
    let entries = Arc::default();
    let shelf = Shelf {
        entries: Arc::clone(&entries),
        behaviour: Arc::new(|| Ok(())),
        room: 3,
    };
    let open = move || Ok(Arc::new(shelf) as Arc<CredentialStore>);
    let vault = vault(Keyring::on(open, PATIENCE));
    let canary = Secret::new("CANARY");
    let why = vault.store(NAME, &SecretSource::Keyring, &canary).await;
    let why = why.unwrap_err();
    assert!(
        why.as_str().contains("does not have what was stored in it"),
        "{why}"
    );
    assert!(!why.as_str().contains("CAN"), "{why}");
    assert!(entries.lock().unwrap().is_empty(), "and the half is gone");
}

#[tokio::test]
async fn a_keyring_that_is_slow_is_waited_for() {
    let vault = vault(keyring(|| {
        std::thread::sleep(MOMENT);
        Ok(())
    }));
    let source = SecretSource::Keyring;
    let canary = Secret::new("CANARY");
    vault.store(NAME, &source, &canary).await.unwrap();
    let kept = vault.fetch(NAME, &source).await.unwrap();
    assert_eq!(kept.expose(), "CANARY");
}

//! T23: whatever a keyring does, the person is told soon, the other vendors go on, and no secret goes elsewhere.

#[path = "resilience/server.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod server;
#[path = "secrets/shelf.rs"]
mod shelf;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, mpsc},
    time::{Duration, Instant as RealInstant},
};

use keyring_core::{CredentialStore, Error};
use server::{Server, fine};
use shelf::Shelf;
use tokio::{
    runtime::Handle,
    task::{spawn_blocking, yield_now},
    time::{Instant, advance},
};
use usher_tui::{
    api::{
        Arguments, Call, Operation, Problem, Reply, Update, contabo::RETRIEVE_USER_CLIENT,
        koyeb::GET_CURRENT_USER,
    },
    config::{Profile, SecretSource},
    domain::{Clean, Secret},
    worker::{self, Access, Keyring, Limits, Order, Unkept, Vault, Worker},
};

const NAME: &str = "koyeb.token";
/// What a person waits for a keyring at the most.
const PATIENCE: Duration = Duration::from_millis(3_500);

/// What a keyring does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Hangs,
    Locked,
    Absent,
    Full,
    WrongData,
    Denies,
    KeepsHalf,
    Slow,
}

/// Each, with what the person is told who wants a secret of it, and who wants it to keep one.
const FAULTS: &[(Fault, &str, &str)] = &[
    (Fault::Hangs, "no answer within 3 s", "no answer within 3 s"),
    (Fault::Locked, "is locked", "is locked"),
    (Fault::Absent, "there is no keyring", "there is no keyring"),
    (Fault::Full, "the disk is full", "the disk is full"),
    (Fault::WrongData, "not UTF-8", ""),
    (Fault::Denies, "refuses access", "refuses access"),
    (Fault::KeepsHalf, "", "does not have what was stored"),
    (Fault::Slow, "", ""),
];

/// A keyring with such a fault, that has a token for Koyeb; and what lets it go on where it waits.
fn keyring(fault: Fault) -> (Keyring, mpsc::Sender<()>) {
    let (release, waits) = mpsc::channel::<()>();
    let waits = Mutex::new(waits);
    let token = match fault {
        Fault::WrongData => b"K\xff".to_vec(),
        _ => b"K".to_vec(),
    };
    let shelf = Shelf {
        entries: Arc::new(Mutex::new(HashMap::from([(format!("work/{NAME}"), token)]))),
        behaviour: Arc::new(move || match fault {
            Fault::Hangs | Fault::Slow => {
                // Whoever waits is let go when the test is over.
                let _ = waits.lock().unwrap().recv();
                Ok(())
            }
            Fault::Locked => Err(Error::NoStorageAccess("CANARY".into())),
            Fault::Denies => Err(Error::NoStorageAccess(
                "org.freedesktop.DBus.AccessDenied".into(),
            )),
            Fault::Full => Err(Error::PlatformFailure("the disk is full".into())),
            Fault::Absent | Fault::WrongData | Fault::KeepsHalf => Ok(()),
        }),
        room: if fault == Fault::KeepsHalf {
            3
        } else {
            usize::MAX
        },
    };
    let open = move || match fault {
        Fault::Absent => Err(Unkept::Absent(Clean::from("there is no D-Bus session"))),
        _ => Ok(Arc::new(shelf) as Arc<CredentialStore>),
    };
    (Keyring::on(open, Limits::default().keyring), release)
}

/// What is known of calls that have ended.
type Ends = HashMap<u64, Result<Reply, Problem>>;

/// Waits, by the clock on the wall, until a call has ended.
async fn end_of(id: u64, worker: &mut Worker, ends: &mut Ends) -> Result<Reply, Problem> {
    let deadline = RealInstant::now() + Duration::from_secs(60);
    loop {
        if let Some(end) = ends.remove(&id) {
            return end;
        }
        match worker.updates.try_recv() {
            Ok(Update::Done(id, end)) => drop(ends.insert(id, end)),
            Ok(_) => {}
            Err(_) => yield_now().await,
        }
        assert!(RealInstant::now() < deadline, "call {id} has no end");
    }
}

fn order(worker: &Worker, id: u64, operation: &'static Operation) {
    let call = Call {
        id,
        operation,
        arguments: Arguments::NONE,
        target: None,
    };
    worker.orders.send(Order::Call(call)).unwrap();
}

#[track_caller]
fn assert_told<T>(outcome: &Result<T, String>, words: &str, fault: Fault) {
    match outcome {
        Ok(_) => assert_eq!(words, "", "{fault:?}"),
        Err(told) => {
            assert!(
                !words.is_empty() && told.contains(words),
                "{fault:?}: {told}"
            );
            assert!(!told.contains("CAN"), "{fault:?}: {told}");
        }
    }
}

/// What a person is told of a vendor whose token is in such a keyring, while another vendor answers; and what of storing
/// another token.
async fn live_with(fault: Fault, fetched: &str, stored: &str) {
    let server = Server::start(|_, _| fine()).await;
    let (keyring, release) = keyring(fault);
    let mut profile = Profile {
        name: "work".to_owned(),
        ..server::profile(&server.base_url())
    };
    if let Some(koyeb) = &mut profile.koyeb {
        koyeb.token = Some(SecretSource::Keyring);
    }
    let limits = Limits::default();
    let vault = || Vault::with_keyring("work", &limits, keyring.clone());
    let handle = Handle::current();
    let mut worker = worker::start_on(profile, vault(), Access::ReadWrite, limits, &handle);
    let (begun, mut ends) = (Instant::now(), Ends::new());
    order(&worker, 1, &GET_CURRENT_USER);
    order(&worker, 2, &RETRIEVE_USER_CLIENT);
    let other = end_of(2, &mut worker, &mut ends).await;
    let told = other.err().map(|it| it.message.to_string());
    assert!(!told.is_some_and(|it| it.contains("keyring")), "{fault:?}");
    assert_eq!(
        begun.elapsed(),
        Duration::ZERO,
        "{fault:?}: the others wait for nothing"
    );

    match fault {
        Fault::Hangs => {
            assert!(!ends.contains_key(&1));
            advance(PATIENCE).await;
        }
        Fault::Slow => {
            advance(limits.keyring.mul_f32(0.9)).await;
            drop(release);
        }
        _ => {}
    }
    let end = end_of(1, &mut worker, &mut ends).await;
    let token_arrived = server
        .seen()
        .iter()
        .any(|it| it.text.contains("Bearer K\r"));
    assert_eq!(token_arrived, fetched.is_empty(), "{fault:?}");
    let end = end.map_err(|it| it.message.to_string());
    if !token_arrived {
        assert_told(&end, fetched, fault);
    }
    let canary = Secret::new("CANARY");
    let end = vault().store(NAME, &SecretSource::Keyring, &canary).await;
    assert_told(&end.map_err(|why| why.to_string()), stored, fault);
    assert!(
        begun.elapsed() <= PATIENCE,
        "{fault:?}: {:?}",
        begun.elapsed()
    );
    assert!(!server.seen().iter().any(|it| it.text.contains("CAN")));
}

#[tokio::test(start_paused = true)]
async fn a_keyring_with_a_fault_is_told_soon_and_holds_up_nobody_else() {
    // The clock goes by itself only while nobody works.
    let (end_of_work, work) = mpsc::channel::<()>();
    let still = spawn_blocking(move || work.recv());
    for (fault, fetched, stored) in FAULTS {
        live_with(*fault, fetched, stored).await;
    }
    drop(end_of_work);
    assert!(still.await.unwrap().is_err());
    println!(
        "T23: {} faults of a keyring: each told within 3.5 s, other vendors answer meanwhile, the secret nowhere else",
        FAULTS.len()
    );
}

//! T8: no redirect takes anything anywhere, least of all a secret.

#[path = "catalogue/sample.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod sample;
#[path = "resilience/server.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod server;

use std::collections::BTreeSet;

use server::{Asker, Server, answer, hasty, profile};
use usher_tui::{
    api::{Arguments, Reason, catalogue, contabo::RETRIEVE_USER_LIST},
    config::{Address, ContaboAccount, Profile, SecretSource, TripartieAccount},
    domain::Secret,
};

const CODES: [u16; 5] = [301, 302, 303, 307, 308];

const SECRETS: [&str; 7] = [
    "CANARY-KOYEB",
    "CANARY-TRIPARTIE",
    "CANARY-PERSONA",
    "CANARY-CONTABO",
    "CANARY-CLIENT",
    "CANARY-PASSWORD",
    "secretsecret",
];

fn held(text: &str) -> SecretSource {
    SecretSource::Held(Secret::new(text))
}

/// Accounts whose secrets would be known again.
fn canaries(base_url: &str) -> Profile {
    let mut profile = profile(base_url);
    profile.koyeb.as_mut().unwrap().token = Some(held("CANARY-KOYEB"));
    profile.contabo.as_mut().unwrap().token = Some(held("CANARY-CONTABO"));
    profile.tripartie = Some(TripartieAccount {
        token: Some(held("CANARY-TRIPARTIE")),
        persona_token: Some(held("CANARY-PERSONA")),
        ..profile.tripartie.unwrap()
    });
    profile
}

/// An account that must sign in first.
fn with_password(base_url: &str) -> Profile {
    let base_url = Address::new(base_url).unwrap();
    Profile {
        contabo: Some(ContaboAccount {
            base_url: base_url.clone(),
            auth_url: base_url,
            client_id: Some(held("id")),
            client_secret: Some(held("CANARY-CLIENT")),
            username: Some(held("me@example.com")),
            password: Some(held("CANARY-PASSWORD")),
            token: None,
        }),
        ..Profile::default()
    }
}

fn without_secrets(words: &str) {
    for secret in SECRETS {
        assert!(!words.contains(secret), "{secret} in {words}");
    }
}

#[tokio::test]
async fn no_redirect_is_followed_and_nothing_reaches_a_second_origin() {
    let elsewhere = Server::start(|_, _| server::fine()).await;
    let (mut cells, mut methods, mut sent) = (0, BTreeSet::new(), String::new());
    for code in CODES {
        for target in [
            format!("{}/v1/steal", elsewhere.base_url()),
            "/v1/steal".to_owned(),
            format!("http://me:word@{}/steal?token=x#y", elsewhere.address),
        ] {
            let location = format!("location: {target}\r\n");
            let api = Server::start(move |_, _| answer(code, &location, "{}")).await;
            let mut asker = Asker::of(canaries(&api.base_url()), hasty());
            for operation in catalogue() {
                let problem = asker.call(operation, &sample::fullest(operation)).await;
                let problem = problem.unwrap_err();
                assert_eq!(
                    (problem.reason, problem.status),
                    (Reason::Refused, Some(code)),
                    "{}",
                    operation.id
                );
                without_secrets(&format!("{problem} {problem:?}"));
                methods.insert(operation.method.as_str());
                cells += 1;
            }
            assert_eq!(api.count(), catalogue().count(), "each was sent once");
            sent.extend(api.seen().into_iter().map(|seen| seen.text));

            let api =
                Server::start(move |_, _| answer(code, &format!("location: {target}\r\n"), "{}"))
                    .await;
            let mut asker = Asker::of(with_password(&api.base_url()), hasty());
            let problem = asker.call(&RETRIEVE_USER_LIST, &Arguments::NONE).await;
            let problem = problem.unwrap_err();
            assert!(
                problem
                    .message
                    .as_str()
                    .contains("signing in failed: 127.0.0.1"),
                "{problem:?}"
            );
            without_secrets(&format!("{problem} {problem:?}"));
            assert_eq!(api.count(), 1);
            sent.extend(api.seen().into_iter().map(|seen| seen.text));
            cells += 1;
        }
    }
    for secret in SECRETS {
        assert!(sent.contains(secret), "{secret} was sent to its own vendor");
    }
    assert_eq!(methods.len(), 5);
    assert_eq!((elsewhere.count(), elsewhere.connections()), (0, 0));
    println!(
        "T8: {cells} cells (5 codes, 5 methods, 3 targets, every operation and the token endpoint), {} secrets: 0 bytes at a second origin",
        SECRETS.len()
    );
}

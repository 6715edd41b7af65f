//! T12: a session of hours. Time is the test's to move: the requests are real ones, and take none of it.

#[allow(dead_code, reason = "each test file uses its own part of it")]
mod dice;
#[path = "resilience/server.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod server;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, mpsc},
    time::Duration,
};

use dice::cases;
use server::{Server, answer};
use tokio::{
    runtime::Handle,
    task::spawn_blocking,
    time::{Instant, advance},
};
use usher_tui::{
    api::{Arguments, Call, Update, contabo::RETRIEVE_USER_CLIENT},
    config::{Address, ContaboAccount, Profile, SecretSource},
    domain::Secret,
    worker::{self, Access, Limits, Order, Worker},
};

/// For how long the person works.
const SESSION: Duration = Duration::from_secs(10_000);
/// How long a token lives.
const LIFE: Duration = Duration::from_secs(300);

/// What the vendor remembers.
#[derive(Default)]
struct Ledger {
    /// When each token was handed out.
    tokens: HashMap<String, Instant>,
    sign_ins: usize,
    refreshes: usize,
    /// Requests with a token that had ended, or none.
    refused: usize,
}

impl Ledger {
    /// Hands out a token, or looks whether one is still good.
    fn answer(&mut self, request: &str) -> Vec<u8> {
        if request.starts_with("POST /token") {
            if request.contains("grant_type=refresh_token") {
                self.refreshes += 1;
            } else {
                self.sign_ins += 1;
            }
            let token = format!("token-{}", self.tokens.len());
            self.tokens.insert(token.clone(), Instant::now());
            let (life, refresh) = (LIFE.as_secs(), self.tokens.len());
            let body = format!(
                r#"{{"access_token":"{token}","expires_in":{life},"refresh_token":"refresh-{refresh}"}}"#
            );
            return answer(200, "", &body);
        }
        let mut lines = request.lines();
        let given = lines.find_map(|line| line.strip_prefix("authorization: Bearer "));
        let handed_out = given.and_then(|token| self.tokens.get(token));
        if handed_out.is_some_and(|at| at.elapsed() < LIFE) {
            return answer(200, "", r#"{"data":[{"id":"1","clientId":"me"}]}"#);
        }
        self.refused += 1;
        answer(401, "", r#"{"message":"the token has ended"}"#)
    }
}

fn profile(base_url: &str) -> Profile {
    let held = |text: &str| Some(SecretSource::Held(Secret::new(text)));
    Profile {
        contabo: Some(ContaboAccount {
            base_url: Address::new(base_url).unwrap(),
            auth_url: Address::new(&format!("{base_url}/token")).unwrap(),
            client_id: held("id"),
            client_secret: held("secret"),
            username: held("me@example.com"),
            password: held("password"),
            token: None,
        }),
        ..Profile::default()
    }
}

async fn ask(worker: &mut Worker, id: u64) {
    let call = Call {
        id,
        operation: &RETRIEVE_USER_CLIENT,
        arguments: Arguments::NONE,
        target: None,
    };
    worker.orders.send(Order::Call(call)).unwrap();
    loop {
        if let Update::Done(of, outcome) = worker.updates.recv().await.unwrap() {
            assert_eq!(of, id);
            outcome.unwrap();
            return;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn nobody_sees_a_token_end_in_a_long_session() {
    // The clock goes by itself only while nobody works.
    let (end_of_work, work) = mpsc::channel::<()>();
    let still = spawn_blocking(move || work.recv());
    let ledger: Arc<Mutex<Ledger>> = Arc::default();
    let vendor = ledger.clone();
    let server = Server::start(move |text, _| vendor.lock().unwrap().answer(text)).await;
    let limits = Limits::default();
    let profile = profile(&server.base_url());
    let mut worker = worker::start_with(profile, Access::ReadWrite, limits, &Handle::current());

    let begun = Instant::now();
    let pace = Duration::from_secs(60) / u32::try_from(cases(20, 200)).unwrap();
    let mut calls = 0;
    while begun.elapsed() < SESSION {
        calls += 1;
        ask(&mut worker, calls).await;
        advance(pace).await;
    }
    assert!(
        begun.elapsed() < SESSION + 2 * pace,
        "the clock went by itself"
    );
    drop(end_of_work);
    assert!(still.await.unwrap().is_err());

    let Ledger {
        sign_ins,
        refreshes,
        refused,
        ..
    } = *ledger.lock().unwrap();
    assert_eq!((sign_ins, refused), (1, 0));
    // One each 240 seconds.
    assert!((41..=43).contains(&refreshes), "{refreshes}");
    println!(
        "T12: {} s, {calls} calls, tokens of {} s: 1 sign-in, {refreshes} refreshes, 0 refused",
        SESSION.as_secs(),
        LIFE.as_secs()
    );
}

//! T16: a vendor that says when it wants to be asked again is not asked before, however it spells that; and what makes
//! something new is not sent again at all.

#[path = "resilience/server.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod server;

use std::{
    collections::HashSet,
    sync::Mutex,
    time::{Duration, SystemTime},
};

use futures_util::future::join_all;
use jiff::Timestamp;
use server::{Asker, Server, answer, fine, hasty};
use usher_tui::api::{
    Arguments, Method, Operation, Reason,
    koyeb::{
        CREATE_ORGANIZATION, DELETE_ORGANIZATION_INVITATION, GET_CURRENT_USER, UPDATE_USER_PATCH,
        UPDATE_USER_PUT,
    },
    tripartie::GET_ME,
};

/// The longest pause that is believed, in seconds, and the time that a slow machine takes to hear of it.
const LONGEST: u64 = 120 + 60;

fn asked() -> [(&'static Operation, Arguments); 6] {
    let name = Arguments::NONE.text("name", "x");
    [
        (&GET_CURRENT_USER, Arguments::NONE),
        (&GET_ME, Arguments::NONE),
        (&CREATE_ORGANIZATION, name.clone()),
        (&UPDATE_USER_PUT, name.clone()),
        (&UPDATE_USER_PATCH, name),
        (
            &DELETE_ORGANIZATION_INVITATION,
            Arguments::NONE.text("id", "7"),
        ),
    ]
}

fn busy(headers: &str) -> Vec<u8> {
    answer(429, headers, r#"{"message":"too many requests"}"#)
}

/// As Tripartie says how many requests are left, and from when on there are more.
fn allowance(left: u32, seconds: u64) -> String {
    let reset = Timestamp::now() + Duration::from_secs(seconds);
    let reset = reset.strftime("%Y-%m-%dT%H:%M:%S");
    format!("x-rate-limit: {left}; reset=\"{reset}\"\r\n")
}

fn date(seconds: u64) -> String {
    let at = SystemTime::now() + Duration::from_secs(seconds);
    format!("retry-after: {}\r\n", httpdate::fmt_http_date(at))
}

/// Spellings of a minute or more; nobody waits for so long.
fn long() -> Vec<String> {
    let mut long = [
        "retry-after: 60\r\n",
        "Retry-After: 61\r\n",
        "retry-after:  62 \r\n",
        "retry-after: 120\r\n",
        "retry-after: 99999999999999999999\r\n",
    ]
    .map(str::to_owned)
    .to_vec();
    long.extend([date(60), date(86_400)]);
    // Only Tripartie's clients look at this one, and so may usher.
    long.push(format!("{}retry-after: 60\r\n", allowance(0, 60)));
    long.push(format!("{}retry-after: 60\r\n", allowance(7, 60)));
    long.push("RETRY-AFTER: 0000000060\r\n".to_owned());
    long
}

/// Spellings that ask for no pause, or that nobody understands.
const SHORT: [&str; 10] = [
    "retry-after: 0\r\n",
    "retry-after: Sun, 06 Nov 1994 08:49:37 GMT\r\n",
    "retry-after: -1\r\n",
    "retry-after: soon\r\n",
    "retry-after: \r\n",
    "retry-after: 1.5\r\n",
    "x-rate-limit: 0\r\n",
    "x-rate-limit: 0; reset=\"yesterday\"\r\n",
    "x-rate-limit: 0; reset=\"2020-01-01T00:00:00\"\r\n",
    "",
];

/// Asks although there is a long pause: the answer is told, and nothing else is sent.
async fn is_left_alone(headers: String) -> usize {
    let mut refused = 0;
    for (operation, arguments) in asked() {
        let words = headers.clone();
        let server = Server::start(move |_, _| busy(&words)).await;
        let mut asker = Asker::new(&server.base_url(), hasty());
        for status in [Some(429), None, None] {
            let problem = asker.call(operation, &arguments).await.unwrap_err();
            let Reason::Limited(Some(until)) = problem.reason else {
                panic!("{headers}: {problem:?}");
            };
            assert_eq!(problem.status, status, "{headers}: {problem:?}");
            let longest = Timestamp::now() + Duration::from_secs(LONGEST);
            assert!(until <= longest, "{headers}: {until}");
            refused += 1;
        }
        assert_eq!(server.count(), 1, "{headers}: {}", operation.id);
    }
    refused
}

/// Asks where there is no pause: once more where that does no harm.
async fn is_asked_again(headers: &'static str) -> usize {
    let known = Mutex::new(HashSet::new());
    let server = Server::start(move |text, _| {
        let first = text.lines().next().unwrap_or_default().to_owned();
        if known.lock().unwrap().insert(first) {
            busy(headers)
        } else {
            fine()
        }
    })
    .await;
    let mut asker = Asker::new(&server.base_url(), hasty());
    let (mut refused, mut sent) = (0, 0);
    for (operation, arguments) in asked() {
        let outcome = asker.call(operation, &arguments).await;
        let once = matches!(operation.method, Method::Post | Method::Patch);
        sent += if once { 1 } else { 2 };
        assert_eq!(server.count(), sent, "{headers}: {}", operation.id);
        assert_eq!(outcome.is_err(), once, "{headers}: {outcome:?}");
        refused += 1;
    }
    refused
}

#[tokio::test]
async fn every_spelling_is_kept_to_and_nothing_new_is_made_twice() {
    let alone = join_all(long().into_iter().map(is_left_alone)).await;
    let again = join_all(SHORT.into_iter().map(is_asked_again)).await;
    let refused: usize = alone.into_iter().chain(again).sum();
    println!(
        "T16: {refused} requests met a 429 in {} spellings: 0 sent again too early, 0 creations or edits sent again",
        long().len() + SHORT.len()
    );
}

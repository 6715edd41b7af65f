//! T14: however large, deep or broken an answer is, it ends in an error and takes no more memory than it may.

#[path = "resilience/server.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod server;

use std::{fs, time::Instant};

use server::{Asker, Server, answer, hasty};
use tokio::time::Duration;
use usher_tui::{
    api::{
        Arguments, Operation, Reason,
        contabo::RETRIEVE_USER_LIST,
        koyeb::{CREATE_ORGANIZATION, GET_CURRENT_USER, GET_ORGANIZATION},
        tripartie::LIST_USERS,
    },
    config::Profile,
    domain::Provider,
    sandbox::{Fault, FaultKind, Options, Sandbox},
};

/// By how much the program may grow while it reads an answer.
const GROWTH: usize = 64 << 20;

const MB: usize = 1 << 20;

fn packed(status: u16, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

/// Spaces, packed with gzip a thousand to one: two million, and a million more for each thousand zeros.
fn bomb(zeros: usize) -> Vec<u8> {
    const HEAD: &[u8] = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xed\xc1\x31\x01\x00\x00\x00\xc2\xa0\x2a\xeb\x9f\xd2\x18\x3e\x40\x01";
    [HEAD, &vec![0; zeros]].concat()
}

/// The answers, by name.
fn answers(status: u16) -> Vec<(&'static str, Vec<u8>)> {
    let text = |text: String| answer(status, "", &text);
    let (lists, objects) = ("[".repeat(1_000_000), "{\"data\":".repeat(1_000_000));
    let declared = |length: usize, sent: &str| {
        format!("HTTP/1.1 {status} X\r\ncontent-length: {length}\r\n\r\n{sent}").into_bytes()
    };
    let spaces = " ".repeat(33 * MB);
    vec![
        ("33 MB of blanks", text(spaces.clone())),
        ("1 GB declared", declared(1 << 30, &spaces)),
        ("a length beyond all numbers", declared(usize::MAX, &spaces)),
        (
            "one text of 33 MB",
            text(format!("{{\"data\":\"{spaces}\"}}")),
        ),
        ("a gzip bomb", packed(status, &bomb(40_000))),
        ("no gzip at all", packed(status, b"not gzip at all")),
        ("half a gzip", packed(status, &bomb(10))),
        ("a million lists", text(lists.clone())),
        (
            "a million lists where rows belong",
            text(format!("{{\"data\":{lists}")),
        ),
        ("a million objects", text(objects.clone())),
        (
            "a million lists in a row",
            text(format!(
                "{{\"data\":[{{\"firstName\":{lists}{}}}]",
                "]".repeat(1_000_000)
            )),
        ),
        (
            "31 MB of empty rows",
            text(format!("{{\"data\":[{{}}{}]}}", ",{}".repeat(10 * MB))),
        ),
        (
            "31 MB of rows that are none",
            text(format!("{{\"data\":[1{}]}}", ",1".repeat(15 * MB))),
        ),
        (
            "31 MB of empty rows by themselves",
            text(format!("[{{}}{}]", ",{}".repeat(10 * MB))),
        ),
    ]
}

/// The most memory that this process had since `forget`, in bytes.
fn most() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.unwrap().trim().trim_end_matches(" kB");
    kilobytes.parse::<usize>().unwrap() << 10
}

/// Counts the most memory from now on.
fn forget() -> usize {
    fs::write("/proc/self/clear_refs", "5").unwrap();
    most()
}

/// What each kind of decoder reads: a record, the rows of an object, rows by themselves, anything at all; and a change.
const ASKED: [&Operation; 5] = [
    &GET_CURRENT_USER,
    &RETRIEVE_USER_LIST,
    &LIST_USERS,
    &GET_ORGANIZATION,
    &CREATE_ORGANIZATION,
];

fn arguments(operation: &Operation) -> Arguments {
    let required = operation.fields.iter().filter(|field| field.required);
    required.fold(Arguments::NONE, |arguments, field| {
        arguments.text(field.name, "x")
    })
}

/// Generous: a slow machine is no failure, but a program that does not come to an end is.
const PATIENCE: Duration = Duration::from_secs(20);

#[cfg(target_os = "linux")]
#[tokio::test]
async fn no_answer_takes_more_than_it_may() {
    // Memory belongs to the process: everything here is one test.
    an_answer_without_end_ends_in_an_error().await;
    let (mut worst, mut count) = (0, 0);
    for status in [200, 400] {
        for (name, answer) in answers(status) {
            let size = answer.len();
            let server = Server::start(move |_, _| answer.clone()).await;
            for operation in ASKED {
                let mut asker = Asker::new(&server.base_url(), hasty());
                let (before, begun) = (forget(), Instant::now());
                let outcome = asker.call(operation, &arguments(operation)).await;
                let took = begun.elapsed();
                let problem = outcome.unwrap_err();
                assert!(took < PATIENCE, "{name}, {}: {took:?}", operation.id);
                assert!(problem.endpoint.contains(operation.path), "{problem:?}");
                let fits = match (&problem.reason, status) {
                    (Reason::Refused, 400) => true,
                    (Reason::Unconfirmed, _) => operation.changes(),
                    (Reason::Unreadable | Reason::Offline, _) => !operation.changes(),
                    _ => false,
                };
                assert!(fits, "{name}: {problem:?}");
                // The server of this test holds its answer a second time while it sends it.
                let grown = most().saturating_sub(before + size);
                assert!(grown < GROWTH, "{name}, {}: {grown} bytes", operation.id);
                worst = worst.max(grown);
                count += 1;
            }
        }
    }
    println!(
        "T14: {count} bodies that are endless, deep, packed or broken: an error each, at most {} MB more",
        worst / MB
    );
}

async fn an_answer_without_end_ends_in_an_error() {
    let sandbox = Sandbox::start(Options::default()).await.unwrap();
    let mut asker = Asker::of(Profile::demo(sandbox.addresses()).unwrap(), hasty());
    for (operation, expected) in [
        (&GET_CURRENT_USER, Reason::Unreadable),
        (&CREATE_ORGANIZATION, Reason::Unconfirmed),
    ] {
        sandbox.fail_next(Fault {
            provider: Provider::Koyeb,
            method: None,
            path: String::new(),
            times: 1,
            kind: FaultKind::EndlessBody,
        });
        let problem = asker.call(operation, &arguments(operation)).await;
        let problem = problem.unwrap_err();
        assert_eq!(problem.reason, expected, "{problem:?}");
        assert!(problem.message.as_str().contains("larger than 32 MB"));
    }
}

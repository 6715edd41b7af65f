//! T26: replies that no description promises are read or told, and never end the program.

#[allow(dead_code, reason = "each test file uses its own part of it")]
mod dice;
#[path = "replies/golden.rs"]
mod golden;
#[path = "replies/mutation.rs"]
mod mutation;
#[path = "catalogue/sample.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod sample;

use std::collections::BTreeSet;

use dice::{Dice, cases, seed};
use golden::Golden;
use proptest::prelude::*;
use serde_json::{Map, Value};
use usher_tui::api::{Arguments, Detail, Headers, Operation, Problem, Raw, catalogue};

/// Names that the decoders look for, so that odd values turn up where they hurt.
const NAMES: &[&str] = &[
    "organizations",
    "organization",
    "invitations",
    "invitation",
    "user",
    "token",
    "data",
    "_pagination",
    "totalElements",
    "count",
    "has_next",
    "id",
    "userId",
    "identifier",
    "name",
    "status",
    "expires_at",
    "inviter",
    "roles",
    "flags",
    "scopes",
    "accessKey",
    "secret",
    "secretKey",
    "credentialId",
    "objectStorageId",
    "message",
    "fields",
    "violations",
    "field",
    "code",
    "error",
];

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        Just(Value::from("CANARY")),
    ];
    leaf.prop_recursive(5, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((prop::sample::select(NAMES), inner), 0..6).prop_map(|entries| {
                let entries = entries
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), value));
                Value::Object(entries.collect::<Map<_, _>>())
            }),
        ]
    })
}

fn read(operation: &Operation, body: &[u8]) {
    read_with(operation, &Headers::default(), body);
}

/// Reads a reply; what can't be read is told without quoting it.
///
/// # Returns
/// Whether it could be read.
fn read_with(operation: &Operation, headers: &Headers, body: &[u8]) -> bool {
    let raw = Raw { headers, body };
    let reply = operation.read(&Arguments::NONE, &raw);
    if let Err(unreadable) = &reply {
        let words = format!("{unreadable} {unreadable:?}");
        assert!(!words.contains("CANARY"), "{}: {words}", operation.id);
        assert!(words.contains("reply"), "{}: {words}", operation.id);
    }
    reply.is_ok()
}

/// Reads a refusal; whatever it says, it is told what was tried and where.
fn refuse(operation: &Operation, status: u16, headers: &Headers, body: &[u8]) {
    let problem = Problem::from_response(operation, status, headers, body);
    let (words, endpoint) = (problem.to_string(), operation.path);
    assert!(problem.endpoint.ends_with(endpoint), "{problem:?}");
    assert!(words.contains(operation.title), "{words}");
    assert!(!problem.message.is_empty(), "{problem:?}");
    assert!(!problem.hint().is_empty(), "{problem:?}");
}

fn headers(dice: &mut Dice) -> Headers {
    let mut text = |plain: &str| match dice.below(4) {
        0 => None,
        1 => Some(dice.text(20)),
        2 => Some(plain.to_owned()),
        _ => Some(plain.replacen(dice.character(), &dice.text(3), 1)),
    };
    Headers {
        content_range: text("0-50/28441"),
        rate_limit: text("554; reset=\"2025-01-12T12:11:02\""),
        retry_after: text("120"),
        request_id: text("04e0f898-37b4-48bc-a794-1a57abe6aa31"),
    }
}

#[tokio::test]
async fn any_mutation_of_a_reply_is_read_or_told() {
    let golden = Golden::collect().await;
    let known: BTreeSet<_> = golden
        .replies
        .iter()
        .map(|(operation, _)| operation.id)
        .collect();
    assert!(known.len() >= 40, "{known:?}");
    for (operation, body) in &golden.replies {
        let body = body.to_string();
        assert!(
            read_with(operation, &Headers::default(), body.as_bytes()),
            "{}: {body}",
            operation.id
        );
    }
    let operations: Vec<&Operation> = catalogue().collect();
    let (count, mut well) = (cases(100_000, 1_000_000), 0);
    let mut dice = Dice::new(seed());
    for _ in 0..count {
        let (operation, body) = dice.pick(&golden.replies);
        // Now and then it is the answer to something else.
        let operation = if dice.percent(5) {
            *dice.pick(&operations)
        } else {
            operation
        };
        let headers = headers(&mut dice);
        let body = mutation::of(body, &mut dice);
        well += usize::from(read_with(operation, &headers, &body));
        let refusal = mutation::of(dice.pick(&golden.refusals), &mut dice);
        let status = u16::try_from(300 + dice.below(700)).unwrap();
        refuse(operation, status, &headers, &refusal);
    }
    assert!(well > count / 10 && well < count, "{well}");
    println!(
        "T26: {count} mutated replies of {} operations and as many refusals: {well} read, {} told, 0 panics, the endpoint named each time (seed {})",
        known.len(),
        count - well,
        seed()
    );
}

proptest! {
    #[test]
    fn any_json_is_read_or_told_without_quoting_it(reply in json()) {
        let body = reply.to_string();
        for operation in catalogue() {
            read(operation, body.as_bytes());
        }
        prop_assert!(Detail::new(&reply).lines.len() <= Detail::MAX_LINES);
    }

    #[test]
    fn any_bytes_are_read_or_told(body in prop::collection::vec(any::<u8>(), 0..64)) {
        for operation in catalogue() {
            read(operation, &body);
        }
    }

    #[test]
    fn any_refusal_says_something(status in 300_u16..600, reply in json(), pick in any::<prop::sample::Index>()) {
        let operations: Vec<_> = catalogue().collect();
        let operation = operations[pick.index(operations.len())];
        refuse(operation, status, &Headers::default(), reply.to_string().as_bytes());
    }
}

#[test]
fn a_reply_cut_short_anywhere_is_told() {
    let body = r#"{"data": [{"userId": "u", "secret": "CANARY", "token": {"id": "CANARY"}}], "organizations": [{"id": "ü"}]}"#;
    for end in 0..body.len() {
        for operation in catalogue() {
            read(operation, &body.as_bytes()[..end]);
        }
    }
}

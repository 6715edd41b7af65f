//! What becomes of replies that no description promises.

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
    let headers = Headers::default();
    let raw = Raw {
        headers: &headers,
        body,
    };
    if let Err(unreadable) = operation.read(&Arguments::NONE, &raw) {
        let words = format!("{unreadable} {unreadable:?}");
        assert!(!words.contains("CANARY"), "{}: {words}", operation.id);
    }
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
        let body = reply.to_string();
        let problem = Problem::from_response(operation, status, &Headers::default(), body.as_bytes());
        prop_assert!(!problem.message.is_empty());
        prop_assert!(!problem.hint().is_empty());
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

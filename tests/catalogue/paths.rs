//! What becomes of ids from outside.

use proptest::prelude::*;
use usher_tui::api::{Argument, Arguments, Kind, Operation, Place, Request, catalogue};
use usher_tui::domain::Secret;

/// Ids that have climbed out of a path somewhere.
const HOSTILE: &[&str] = &[
    "",
    ".",
    "..",
    "../x",
    "%2e",
    "%2e%2E",
    ".%2e",
    "%2f",
    "a/b",
    "a\\b",
    "a?b",
    "a#b",
    "a;b",
    "a%00b",
    "..;",
    "%252e%252e",
    "//evil.example",
    "\\\\evil",
    "https://evil.example/",
    " ",
    "\t",
    "a\r\nb",
    "\u{202e}",
    "%",
    "%zz",
    "@",
    ":80",
];

fn with_id(operation: &Operation, id: &str) -> Arguments {
    let required = operation
        .fields
        .iter()
        .filter(|field| field.required && !field.is_made());
    required.fold(Arguments::NONE, |arguments, field| {
        let value = match (field.place, field.kind) {
            (Place::Path, Kind::Integer) => Argument::Integer(7),
            (Place::Path, Kind::Secret { .. }) => Argument::Secret(Secret::new(id)),
            (Place::Path, _) => Argument::Text(id.to_owned()),
            (Place::Query | Place::Header | Place::Body, _) => crate::sample::value(field),
        };
        arguments.with(field.name, value)
    })
}

/// Either the id is refused, or it stands in the URL where the template has its name, and nowhere else.
fn holds(operation: &'static Operation, id: &str) {
    let Ok(request) = Request::new(operation, &with_id(operation, id)) else {
        return;
    };
    let url = request
        .url(&"https://api.example.com/base".parse().unwrap())
        .unwrap();
    assert_eq!(url.host_str(), Some("api.example.com"), "{id:?}");
    assert_eq!((url.query(), url.fragment()), (None, None), "{id:?}");
    // Parsed once more, as a server or a proxy would.
    let url: url::Url = url.as_str().parse().unwrap();
    let segments: Vec<_> = url.path_segments().unwrap().map(decoded).collect();
    let expected: Vec<Vec<u8>> = ["base"]
        .into_iter()
        .chain(operation.path.split('/').skip(1))
        .map(|part| match part {
            "{credentialId}" => b"7".to_vec(),
            _ if part.starts_with('{') => id.as_bytes().to_vec(),
            _ => part.as_bytes().to_vec(),
        })
        .collect();
    assert_eq!(segments, expected, "{id:?} in {}", operation.path);
}

fn decoded(segment: &str) -> Vec<u8> {
    let mut bytes = segment.bytes();
    let mut decoded = Vec::new();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let digits = [bytes.next().unwrap(), bytes.next().unwrap()];
            let digits = str::from_utf8(&digits).unwrap().to_owned();
            decoded.push(u8::from_str_radix(&digits, 16).unwrap());
        } else {
            decoded.push(byte);
        }
    }
    decoded
}

fn addressed() -> impl Iterator<Item = &'static Operation> {
    catalogue().filter(|operation| operation.path.contains('{'))
}

#[test]
fn a_hostile_id_is_refused_or_stays_where_it_belongs() {
    for operation in addressed() {
        for id in HOSTILE {
            holds(operation, id);
        }
    }
}

#[test]
fn an_id_that_would_change_the_path_is_refused() {
    for operation in addressed() {
        for id in ["", ".", "..", "%2e%2E", ".%2e", "a\r\nb", &"x".repeat(257)] {
            assert!(
                Request::new(operation, &with_id(operation, id)).is_err(),
                "{id:?} in {}",
                operation.path
            );
        }
    }
}

proptest! {
    #[test]
    fn any_id_is_refused_or_stays_where_it_belongs(id in any::<String>(), pick in any::<prop::sample::Index>()) {
        let operations: Vec<_> = addressed().collect();
        holds(operations[pick.index(operations.len())], &id);
    }

    #[test]
    fn any_id_of_awkward_characters_is_refused_or_stays_where_it_belongs(id in r"[./\\%?#;:@ a-f0-9]{0,12}", pick in any::<prop::sample::Index>()) {
        let operations: Vec<_> = addressed().collect();
        holds(operations[pick.index(operations.len())], &id);
    }
}

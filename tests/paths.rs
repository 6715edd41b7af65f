//! T9: no id from outside leads a request anywhere else than the operation's own path.

#[allow(dead_code, reason = "each test file uses its own part of it")]
mod dice;
#[path = "catalogue/sample.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod sample;

use dice::{Dice, cases, seed};
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
///
/// # Returns
/// Whether it may be sent.
fn holds(operation: &'static Operation, id: &str) -> bool {
    let Ok(request) = Request::new(operation, &with_id(operation, id)) else {
        return false;
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
    true
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

/// An id: of characters that mean something in a path, of any, or a hostile one with something around it.
fn id(dice: &mut Dice) -> String {
    const AWKWARD: &[char] = &[
        '.', '/', '\\', '%', '?', '#', ';', ':', '@', ' ', 'a', 'f', '2', 'e', '0', '&', '=', '+',
    ];
    match dice.below(3) {
        0 => (0..dice.below(13)).map(|_| *dice.pick(AWKWARD)).collect(),
        1 => dice.text(20),
        _ => format!("{}{}{}", dice.text(1), dice.pick(HOSTILE), dice.text(1)),
    }
}

#[test]
fn any_id_is_refused_or_stays_where_it_belongs() {
    let operations: Vec<_> = addressed().collect();
    let (count, mut sent) = (cases(100_000, 1_000_000), 0);
    let mut dice = Dice::new(seed());
    for _ in 0..count {
        sent += usize::from(holds(dice.pick::<&Operation>(&operations), &id(&mut dice)));
    }
    assert!(sent > count / 4, "{sent}");
    println!(
        "T9: {count} random ids, {sent} sent, {} refused, 0 outside of their template (seed {})",
        count - sent,
        seed()
    );
}

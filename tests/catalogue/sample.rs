//! Values that an operation takes.

use serde_json::json;
use usher_tui::{
    api::{Argument, Arguments, Field, Kind, Operation},
    domain::Secret,
};

/// Values for the required fields alone.
pub fn smallest(operation: &Operation) -> Arguments {
    arguments(operation.fields.iter().filter(|field| field.required))
}

/// Values for all fields.
pub fn fullest(operation: &Operation) -> Arguments {
    arguments(operation.fields.iter())
}

fn arguments(fields: impl Iterator<Item = &'static Field>) -> Arguments {
    fields
        .filter(|field| !field.is_made())
        .fold(Arguments::NONE, |arguments, field| {
            arguments.with(field.name, value(field))
        })
}

/// A value that the field takes.
pub fn value(field: &Field) -> Argument {
    let texts =
        |texts: &[&str]| Argument::Texts(texts.iter().map(|text| (*text).to_owned()).collect());
    match field.kind {
        Kind::Text { min, max } => Argument::Text(fitting(field.wire_name(), min, max)),
        Kind::Secret { min, max } => Argument::Secret(Secret::new(fitting("secret", min, max))),
        Kind::Email { .. } => Argument::Text("ada@example.com".to_owned()),
        Kind::Digits | Kind::Money => Argument::Text("500".to_owned()),
        Kind::Duration => Argument::Text("3600s".to_owned()),
        Kind::Json => Argument::Json(json!({"version": 3, "usage": null})),
        Kind::Choice(choices) => Argument::Text(choices[0].to_owned()),
        Kind::Ticks(choices) => texts(&choices[..2]),
        Kind::Texts => texts(&["a:asc", "b c"]),
        Kind::Integers | Kind::Roles => Argument::Integers(vec![1, 2]),
        Kind::Flag => Argument::Flag(false),
        Kind::Integer => Argument::Integer(7),
        Kind::Time => Argument::Text("2026-01-31T12:00:00Z".to_owned()),
        Kind::Date => Argument::Text("2026-01-31".to_owned()),
        Kind::Made => panic!("{} is made by the program", field.name),
    }
}

fn fitting(text: &str, min: usize, max: usize) -> String {
    text.chars()
        .cycle()
        .take(text.len().clamp(min, max))
        .collect()
}

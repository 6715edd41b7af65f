//! Holds a request against the fields of its operation.

use serde_json::{Map, Value};

use crate::api::{Field, Kind, Place};

use super::{ask::Ask, clock::is_time};

/// What is wrong with one field; each vendor has its own words for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Flaw {
    /// The field's name.
    pub field: &'static str,
    /// Where in the request it is.
    pub place: Place,
    /// What is wrong.
    pub wrong: Wrong,
}

/// What can be wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// Not there.
    Missing,
    /// Of another type than this one.
    Type(&'static str),
    /// Fewer characters than this.
    Short(usize),
    /// More characters than this.
    Long(usize),
    /// None of these.
    Choice(&'static [&'static str]),
    /// Not an e-mail address.
    Email,
    /// Not a date, or not a time.
    Time,
}

/// Everything that is wrong with a request, in the order of the operation's fields.
pub(super) fn flaws(ask: &Ask) -> Vec<Flaw> {
    let flaw = |field: &'static Field| {
        let wrong = match field.place {
            Place::Path => in_text(field, ask.path(field.name)),
            Place::Query => in_query(field, ask),
            Place::Body => in_body(field, &ask.body),
            // The few headers are each vendor's own affair.
            Place::Header => None,
        }?;
        Some(Flaw {
            field: field.name,
            place: field.place,
            wrong,
        })
    };
    ask.operation.fields.iter().filter_map(flaw).collect()
}

fn in_query(field: &Field, ask: &Ask) -> Option<Wrong> {
    if field.required && ask.query(field.name).is_none() {
        return Some(Wrong::Missing);
    }
    ask.queries(field.name)
        .find_map(|value| in_text(field, value))
}

/// A value of the path or the query: always text, whatever it means.
fn in_text(field: &Field, text: &str) -> Option<Wrong> {
    match field.kind {
        Kind::Integer | Kind::Integers | Kind::Roles => {
            (text.parse::<i64>().is_err()).then_some(Wrong::Type("int"))
        }
        Kind::Flag => (!matches!(text, "true" | "false")).then_some(Wrong::Type("bool")),
        Kind::Ticks(choices) | Kind::Choice(choices) => choice(choices, text),
        Kind::Text { min, max } | Kind::Secret { min, max } => length(text, min, max),
        Kind::Email { max } => email(text, max),
        Kind::Digits | Kind::Money => (text.parse::<u64>().is_err()).then_some(Wrong::Type("int")),
        Kind::Time | Kind::Date => (!is_time(text)).then_some(Wrong::Time),
        Kind::Duration | Kind::Json | Kind::Texts | Kind::Made => None,
    }
}

fn in_body(field: &Field, body: &Map<String, Value>) -> Option<Wrong> {
    match find(body, field.name) {
        Found::Value(Value::Null) | Found::Nothing => field.required.then_some(Wrong::Missing),
        Found::NoParent => None,
        // An empty text in a field that may be left out says as much as nothing.
        Found::Value(Value::String(text)) if text.is_empty() && may_be_empty(field) => None,
        Found::Value(value) => in_value(field.kind, value),
    }
}

fn in_value(kind: Kind, value: &Value) -> Option<Wrong> {
    let text = |check: &dyn Fn(&str) -> Option<Wrong>| match value.as_str() {
        Some(text) => check(text),
        None => Some(Wrong::Type("string")),
    };
    let each = |check: &dyn Fn(&Value) -> Option<Wrong>| match value.as_array() {
        Some(values) => values.iter().find_map(check),
        None => Some(Wrong::Type("array")),
    };
    match kind {
        Kind::Text { min, max } | Kind::Secret { min, max } => text(&|text| length(text, min, max)),
        Kind::Email { max } => text(&|text| email(text.trim(), max)),
        Kind::Digits | Kind::Money => {
            text(&|text| (text.parse::<u64>().is_err()).then_some(Wrong::Type("int")))
        }
        Kind::Duration => text(&|_| None),
        Kind::Choice(choices) => text(&|text| choice(choices, text)),
        Kind::Time | Kind::Date => text(&|text| (!is_time(text)).then_some(Wrong::Time)),
        Kind::Ticks(choices) => each(&|value| match value.as_str() {
            Some(text) => choice(choices, text),
            None => Some(Wrong::Type("string")),
        }),
        Kind::Texts => each(&|value| (!value.is_string()).then_some(Wrong::Type("string"))),
        Kind::Integers | Kind::Roles => each(&|value| integer(value)),
        Kind::Integer => integer(value),
        Kind::Flag => (!value.is_boolean()).then_some(Wrong::Type("bool")),
        Kind::Json | Kind::Made => None,
    }
}

fn integer(value: &Value) -> Option<Wrong> {
    (!value.is_i64()).then_some(Wrong::Type("int"))
}

fn choice(choices: &'static [&'static str], text: &str) -> Option<Wrong> {
    (!choices.contains(&text)).then_some(Wrong::Choice(choices))
}

fn length(text: &str, min: usize, max: usize) -> Option<Wrong> {
    let length = text.chars().count();
    if length < min {
        return Some(Wrong::Short(min));
    }
    (length > max).then_some(Wrong::Long(max))
}

fn email(text: &str, max: usize) -> Option<Wrong> {
    if !is_email(text) {
        return Some(Wrong::Email);
    }
    length(text, 0, max)
}

/// Whether a text has the shape of an e-mail address.
pub(super) fn is_email(text: &str) -> bool {
    let plain =
        |part: &str| !part.is_empty() && !part.chars().any(|c| c.is_whitespace() || c == '@');
    text.split_once('@').is_some_and(|(name, domain)| {
        plain(name)
            && plain(domain)
            && domain.contains('.')
            && domain.split('.').all(|label| !label.is_empty())
    })
}

fn may_be_empty(field: &Field) -> bool {
    !field.required
        && matches!(
            field.kind,
            Kind::Email { .. } | Kind::Choice(_) | Kind::Time | Kind::Date
        )
}

enum Found<'a> {
    Value(&'a Value),
    Nothing,
    /// The object that would hold it is not there: then nothing in it is required either.
    NoParent,
}

/// A value of the body; dots in the name lead into objects.
fn find<'a>(body: &'a Map<String, Value>, name: &str) -> Found<'a> {
    match name.split_once('.') {
        None => body.get(name).map_or(Found::Nothing, Found::Value),
        Some((parent, rest)) => match body.get(parent) {
            Some(Value::Object(object)) => find(object, rest),
            Some(_) | None => Found::NoParent,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::is_email;

    #[test]
    fn an_address_needs_a_name_and_a_domain() {
        for good in ["a@b.example", "anna.müller+x@sub.example.org"] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "@b.example",
            "a@",
            "a@b",
            "a@b@c.example",
            "a b@c.example",
            "a@b..c",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}

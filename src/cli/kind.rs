use usher_tui::api::{Kind, Place};

/// Where in the request a parameter goes.
pub fn place(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Body => "body",
    }
}

/// A kind of value by its name, for programs.
pub fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Text { .. } => "text",
        Kind::Email { .. } => "email",
        Kind::Secret { .. } => "secret",
        Kind::Digits => "digits",
        Kind::Money => "cents",
        Kind::Duration => "duration",
        Kind::Json => "json",
        Kind::Choice(_) => "choice",
        Kind::Ticks(_) => "choices",
        Kind::Texts => "texts",
        Kind::Integers | Kind::Roles => "integers",
        Kind::Flag => "flag",
        Kind::Integer => "integer",
        Kind::Time => "time",
        Kind::Date => "date",
        Kind::Made => "made",
    }
}

/// The same for people, with its limits and choices.
pub fn words(kind: Kind) -> String {
    match kind {
        Kind::Text { .. } => with_limits("text", kind),
        Kind::Email { .. } => with_limits("e-mail address", kind),
        Kind::Secret { .. } => with_limits("secret", kind),
        Kind::Digits => "whole number, sent as a text".to_owned(),
        Kind::Money => "whole number of cents, sent as a text".to_owned(),
        Kind::Duration => "length of time, such as 3600s or 90m".to_owned(),
        Kind::Json => "JSON object".to_owned(),
        Kind::Choice(choices) => format!("one of {}", choices.join(", ")),
        Kind::Ticks(choices) => format!("some of {}", choices.join(", ")),
        Kind::Texts => "list of texts".to_owned(),
        Kind::Integers | Kind::Roles => "list of whole numbers".to_owned(),
        Kind::Flag => "true or false".to_owned(),
        Kind::Integer => "whole number".to_owned(),
        Kind::Time => "date and time, such as 2026-01-31 12:00".to_owned(),
        Kind::Date => "date, such as 2026-01-31".to_owned(),
        Kind::Made => "made by usher unless it is given".to_owned(),
    }
}

/// What may be chosen from; nothing where anything may be written.
pub fn choices(kind: Kind) -> Option<&'static [&'static str]> {
    match kind {
        Kind::Choice(choices) | Kind::Ticks(choices) => Some(choices),
        Kind::Text { .. }
        | Kind::Email { .. }
        | Kind::Secret { .. }
        | Kind::Digits
        | Kind::Money
        | Kind::Duration
        | Kind::Json
        | Kind::Texts
        | Kind::Integers
        | Kind::Roles
        | Kind::Flag
        | Kind::Integer
        | Kind::Time
        | Kind::Date
        | Kind::Made => None,
    }
}

/// The fewest and the most characters, where they are limited.
pub fn limits(kind: Kind) -> (Option<usize>, Option<usize>) {
    let most = |max| (max != usize::MAX).then_some(max);
    match kind {
        Kind::Text { min, max } | Kind::Secret { min, max } => {
            ((min != 0).then_some(min), most(max))
        }
        Kind::Email { max } => (None, most(max)),
        Kind::Digits
        | Kind::Money
        | Kind::Duration
        | Kind::Json
        | Kind::Choice(_)
        | Kind::Ticks(_)
        | Kind::Texts
        | Kind::Integers
        | Kind::Roles
        | Kind::Flag
        | Kind::Integer
        | Kind::Time
        | Kind::Date
        | Kind::Made => (None, None),
    }
}

fn with_limits(what: &str, kind: Kind) -> String {
    match limits(kind) {
        (None, None) => what.to_owned(),
        (None, Some(max)) => format!("{what} of up to {max} characters"),
        (Some(min), None) => format!("{what} of {min} characters or more"),
        (Some(min), Some(max)) => format!("{what} of {min} to {max} characters"),
    }
}

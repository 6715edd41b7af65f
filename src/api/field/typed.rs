//! What people type into a form, and what becomes of it. It differs from what scripts give: money is typed in dollars, and a
//! time may be said as `in 7 days`.

use jiff::{Span, Timestamp, Zoned, tz::TimeZone};

use super::{Field, Kind, money};
use crate::api::Argument;

impl Field {
    /// Reads what was typed into a form at a time of day, and checks it.
    ///
    /// # Errors
    /// Says what is wrong, to be read after the field's label. What was typed is not quoted.
    pub fn typed(&self, text: &str, now: Timestamp) -> Result<Argument, String> {
        match self.kind {
            Kind::Money => self.parse(&money::cents(text)?),
            Kind::Time => match relative(text, now) {
                Some(time) => self.parse(&time.timestamp().to_string()),
                None => self.parse(text).map_err(|_| {
                    "must be a date and time, such as 2026-12-31 18:00, tomorrow, or in 7 days"
                        .to_owned()
                }),
            },
            Kind::Date => match relative(text, now) {
                Some(time) => self.parse(&time.date().to_string()),
                None => self.parse(text).map_err(|_| {
                    "must be a date, such as 2026-12-31, tomorrow, or in 7 days".to_owned()
                }),
            },
            Kind::Text { .. }
            | Kind::Email { .. }
            | Kind::Secret { .. }
            | Kind::Digits
            | Kind::Duration
            | Kind::Json
            | Kind::Choice(_)
            | Kind::Ticks(_)
            | Kind::Texts
            | Kind::Integers
            | Kind::Roles
            | Kind::Flag
            | Kind::Integer
            | Kind::Made => self.parse(text),
        }
    }

    /// What will be sent, where that isn't what was typed.
    pub fn preview(&self, text: &str, now: Timestamp) -> Option<String> {
        let sent = match (self.kind, self.typed(text, now).ok()?) {
            (Kind::Money, Argument::Text(cents)) => return Some(format!("Sent as {cents} cents")),
            (Kind::Duration | Kind::Time | Kind::Date, Argument::Text(sent)) => sent,
            _ => return None,
        };
        (sent != text.trim()).then(|| format!("Sent as {sent}"))
    }

    /// An amount as it was typed, with two places after the point; anything else as it was typed.
    pub fn tidied(&self, text: &str) -> String {
        let dollars = || money::dollars(&money::cents(text).ok()?);
        let tidied = match self.kind {
            Kind::Money => dollars(),
            _ => None,
        };
        tidied.unwrap_or_else(|| text.to_owned())
    }

    /// A value as a record says it, in the way in which it is typed: cents as dollars, JSON over several lines.
    pub fn as_typed(&self, said: &str) -> String {
        let shown = match self.kind {
            Kind::Money => money::dollars(said),
            Kind::Json => serde_json::from_str(said)
                .ok()
                .map(|value: serde_json::Value| format!("{value:#}")),
            Kind::Texts => Some(said.replace(", ", "\n")),
            Kind::Text { .. }
            | Kind::Email { .. }
            | Kind::Secret { .. }
            | Kind::Digits
            | Kind::Duration
            | Kind::Choice(_)
            | Kind::Ticks(_)
            | Kind::Integers
            | Kind::Roles
            | Kind::Flag
            | Kind::Integer
            | Kind::Time
            | Kind::Date
            | Kind::Made => None,
        };
        shown.unwrap_or_else(|| said.to_owned())
    }
}

/// The beginnings of what [`relative`] takes, as far as they are fixed.
pub(super) const RELATIVE: [&str; 4] = ["now", "today", "tomorrow", "in "];

/// `tomorrow` and `in 7 days`: the same time of day then, in UTC.
fn relative(text: &str, now: Timestamp) -> Option<Zoned> {
    let now = now.to_zoned(TimeZone::UTC);
    let text = text.trim().to_ascii_lowercase();
    let span = match text.as_str() {
        "now" | "today" => Span::new(),
        "tomorrow" => Span::new().days(1),
        text => text.strip_prefix("in ")?.trim().parse().ok()?,
    };
    let then = now.checked_add(span).ok()?;
    then.round(jiff::Unit::Second).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(kind: Kind, text: &str) -> Result<Argument, String> {
        let now = "2026-03-01T12:00:00Z".parse().unwrap();
        Field::body("name", "Name", kind).typed(text, now)
    }

    fn sent(kind: Kind, text: &str) -> String {
        match typed(kind, text) {
            Ok(Argument::Text(sent)) => sent,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn a_time_may_be_said_from_now_on() {
        assert_eq!(sent(Kind::Time, "tomorrow"), "2026-03-02T12:00:00Z");
        assert_eq!(sent(Kind::Time, "In 7 days"), "2026-03-08T12:00:00Z");
        assert_eq!(sent(Kind::Time, "in 90 minutes"), "2026-03-01T13:30:00Z");
        assert_eq!(sent(Kind::Time, "2026-12-31"), "2026-12-31T00:00:00Z");
        assert_eq!(sent(Kind::Date, "in 1 month"), "2026-04-01");
        assert_eq!(sent(Kind::Date, "2026-12-31"), "2026-12-31");
        for wrong in ["in", "in a while", "yesterday", "in 99999999 years"] {
            assert!(typed(Kind::Time, wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn money_is_typed_in_dollars_and_a_script_gives_cents() {
        assert_eq!(sent(Kind::Money, "19.99"), "1999");
        let field = Field::body("amount", "Amount", Kind::Money);
        assert!(matches!(field.parse("1999"), Ok(Argument::Text(cents)) if cents == "1999"));
        assert!(field.parse("19.99").is_err(), "cents are whole");
        assert_eq!(field.as_typed("1999"), "19.99");
    }

    #[test]
    fn what_is_sent_otherwise_than_typed_is_shown() {
        let now = Timestamp::UNIX_EPOCH;
        let preview = |kind, text| Field::body("name", "Name", kind).preview(text, now);
        assert_eq!(
            preview(Kind::Duration, "90m").as_deref(),
            Some("Sent as 5400s")
        );
        assert_eq!(preview(Kind::Duration, "60s"), None);
        assert_eq!(
            preview(Kind::Money, "5").as_deref(),
            Some("Sent as 500 cents")
        );
        assert_eq!(
            preview(Kind::Time, "tomorrow").as_deref(),
            Some("Sent as 1970-01-02T00:00:00Z")
        );
        assert_eq!(preview(Kind::TEXT, "text"), None);
    }
}

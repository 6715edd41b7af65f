//! What is typed, looked at while it is typed: right, not right yet, or wrong whatever follows.

use jiff::Timestamp;

use super::{Field, Kind, money, typed::RELATIVE};

/// How things stand with a text that is being typed. What is wrong is to be read after the field's label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It can be sent.
    Fine,
    /// It can't be sent yet, but what follows may make it right.
    Unfinished(String),
    /// Whatever follows, it can't become right.
    Wrong(String),
}

impl Field {
    /// Looks at a text that is being typed at a time of day. An empty one is fine: whether it is needed is asked at the end.
    pub fn judge(&self, text: &str, now: Timestamp) -> Verdict {
        if text.trim().is_empty() {
            return Verdict::Fine;
        }
        if self.kind == Kind::Money {
            return money::judge(text);
        }
        match self.typed(text, now) {
            Ok(_) => Verdict::Fine,
            Err(why) if self.may_become_right(text) => Verdict::Unfinished(why),
            Err(why) => Verdict::Wrong(why),
        }
    }

    /// The most characters that it takes, where there is a limit.
    pub const fn limit(&self) -> Option<usize> {
        match self.kind {
            Kind::Text { max, .. } | Kind::Secret { max, .. } | Kind::Email { max } => {
                if max == usize::MAX { None } else { Some(max) }
            }
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
            | Kind::Made => None,
        }
    }

    /// Whether a text that is not right may be the beginning of one that is.
    fn may_become_right(&self, text: &str) -> bool {
        let fits = || self.limit().is_none_or(|max| text.chars().count() <= max);
        let one_line = || !text.chars().any(char::is_control);
        match self.kind {
            Kind::Text { .. } => fits() && one_line(),
            Kind::Secret { .. } => fits(),
            Kind::Email { .. } => fits() && begins_email(text.trim()),
            Kind::Duration => self.parse(&format!("{}s", text.trim())).is_ok(),
            Kind::Integer => text.trim() == "-",
            Kind::Integers | Kind::Roles => text
                .split([',', '\n'])
                .map(str::trim)
                .all(|item| item.is_empty() || item == "-" || item.parse::<i64>().is_ok()),
            Kind::Json => {
                serde_json::from_str::<serde_json::Value>(text).is_err_and(|error| error.is_eof())
            }
            Kind::Time => begins_relative(text) || begins_time(text.trim()),
            Kind::Date => begins_relative(text) || begins_as(text.trim(), DATE),
            Kind::Choice(choices) => begins_choice(text, choices),
            Kind::Flag => begins_choice(text, &["true", "false", "yes", "no"]),
            Kind::Digits | Kind::Money | Kind::Ticks(_) | Kind::Texts | Kind::Made => false,
        }
    }
}

/// A date, with a 0 for each digit.
const DATE: &str = "0000-00-00";
/// The beginning of a time, with a 0 for each digit; what follows may be a fraction and a zone.
const TIME: &str = "0000-00-00T00:00:00";

/// Whether the shape is that of an address, or of its beginning.
fn begins_email(text: &str) -> bool {
    let plain = !text.chars().any(|c| c.is_whitespace() || c.is_control());
    let (name, domain) = text.split_once('@').unwrap_or((text, ""));
    plain
        && !name.is_empty()
        && !domain.contains('@')
        && !domain.starts_with('.')
        && !domain.contains("..")
}

fn begins_relative(text: &str) -> bool {
    let text = text.trim_start().to_ascii_lowercase();
    let follows =
        |word: &str| word.starts_with(&text) || (word.ends_with(' ') && text.starts_with(word));
    RELATIVE.into_iter().any(follows)
}

fn begins_time(text: &str) -> bool {
    const LONGEST: usize = 40;
    let text = text.replacen(' ', "T", 1);
    text.len() < LONGEST && has_shape(&text, TIME)
}

/// Whether a text is the beginning of one of that shape.
fn begins_as(text: &str, shape: &str) -> bool {
    text.len() < shape.len() && has_shape(text, shape)
}

/// Whether a text has that shape as far as both go.
fn has_shape(text: &str, shape: &str) -> bool {
    let fits = |(c, wanted): (char, char)| match wanted {
        '0' => c.is_ascii_digit(),
        other => c == other,
    };
    text.chars().zip(shape.chars()).all(fits)
}

fn begins_choice(text: &str, choices: &[&str]) -> bool {
    let text = text.trim().to_ascii_lowercase();
    choices
        .iter()
        .any(|choice| choice.to_ascii_lowercase().starts_with(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(kind: Kind, text: &str) -> Verdict {
        Field::body("name", "Name", kind).judge(text, Timestamp::UNIX_EPOCH)
    }

    /// What is right as far as it goes, in each kind, and what can't become right any more.
    #[test]
    fn a_beginning_is_not_wrong_yet() {
        let name = Kind::Text { min: 2, max: 4 };
        let cases: [(Kind, &[&str], &[&str]); 9] = [
            (name, &["a"], &["abcde", "a\u{1b}b"]),
            (
                Kind::EMAIL,
                &["ada", "ada@", "ada@example", "ada@example."],
                &["a b", "a@b@", "@", "a@.", "a@b..c"],
            ),
            (
                Kind::Duration,
                &["90", "1h30"],
                &["m", "90d", "1.5h", "25h"],
            ),
            (Kind::Digits, &[], &["5a", "-5"]),
            (Kind::Integer, &["-"], &["5a", "--"]),
            (Kind::Integers, &["1, -"], &["1, two"]),
            (
                Kind::Json,
                &["{", "{\"a\": [1,"],
                &["}", "{a", "[1]", "{} 7"],
            ),
            (
                Kind::Date,
                &["2", "2026-1", "tom", "in 7"],
                &["2026/", "2026-13-01", "soon"],
            ),
            (
                Kind::Time,
                &["2026-12-31 1", "2026-12-31T10:00:00+", "in 7 da"],
                &["2026-12-3x", "never"],
            ),
        ];
        for (kind, beginnings, wrong) in cases {
            for text in beginnings {
                assert!(
                    matches!(judge(kind, text), Verdict::Unfinished(_)),
                    "{kind:?} {text}"
                );
            }
            for text in wrong {
                assert!(
                    matches!(judge(kind, text), Verdict::Wrong(_)),
                    "{kind:?} {text}"
                );
            }
        }
    }

    #[test]
    fn what_is_right_or_empty_is_fine() {
        for (kind, text) in [
            (Kind::Text { min: 2, max: 4 }, "Żółć"),
            (Kind::EMAIL, "ada@example.com"),
            (Kind::Money, "$19.99"),
            (Kind::Duration, "90m"),
            (Kind::Json, "{}"),
            (Kind::Time, "in 7 days"),
            (Kind::Secret { min: 8, max: 9 }, ""),
        ] {
            assert_eq!(judge(kind, text), Verdict::Fine, "{kind:?} {text}");
        }
    }

    #[test]
    fn an_unfinished_secret_is_not_quoted() {
        let Verdict::Unfinished(why) = judge(Kind::Secret { min: 8, max: 9 }, "CANARY") else {
            panic!("it is too short");
        };
        assert!(!why.contains("CANARY"));
    }
}

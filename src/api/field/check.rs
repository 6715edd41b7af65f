use jiff::civil;

use super::{Field, Kind};
use crate::{api::Argument, domain::parse_time};

/// The longest that anything may last, in seconds.
const DAY: u32 = 24 * 60 * 60;

impl Field {
    /// Checks a value before it is sent: its type, its length in characters, its choices.
    ///
    /// # Errors
    /// Says what is wrong, to be read after the field's label: `is longer than 64 characters`. A secret is not quoted.
    pub fn check(&self, value: &Argument) -> Result<(), String> {
        match (self.kind, value) {
            (Kind::Text { min, max }, Argument::Text(text)) => check_line(text, min, max),
            (Kind::Secret { min, max }, Argument::Secret(secret)) => {
                check_length(secret.expose(), min, max)
            }
            (Kind::Email { max }, Argument::Text(text)) => check_email(text, max),
            (Kind::Choice(choices), Argument::Text(text)) => check_choice(text, choices),
            (Kind::Ticks(choices), Argument::Texts(texts)) => texts
                .iter()
                .try_for_each(|text| check_choice(text, choices)),
            (Kind::Texts, Argument::Texts(texts)) => texts
                .iter()
                .try_for_each(|text| check_line(text, 0, usize::MAX)),
            (Kind::Time, Argument::Text(text)) => {
                parse_time(text).map_or_else(|| wrong("is not a date and time"), |_| Ok(()))
            }
            (Kind::Date, Argument::Text(text)) => text
                .parse::<civil::Date>()
                .map_or_else(|_| wrong("is not a date"), |_| Ok(())),
            (Kind::Digits | Kind::Money, Argument::Text(text)) => {
                let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
                if digits {
                    Ok(())
                } else {
                    Err(format!("must be {}", self.kind.words()))
                }
            }
            (Kind::Duration, Argument::Text(text)) => match text.strip_suffix('s') {
                Some(seconds) if seconds.parse::<u32>().is_ok_and(|it| it <= DAY) => Ok(()),
                Some(seconds) if seconds.parse::<u32>().is_ok() => wrong("is more than a day"),
                Some(_) | None => wrong("must be a length of time, such as 90m, 1h30m or 3600s"),
            },
            (Kind::Json, Argument::Json(value)) if !value.is_object() => {
                wrong("must be a JSON object")
            }
            (Kind::Json, Argument::Json(_))
            | (Kind::Integers | Kind::Roles, Argument::Integers(_))
            | (Kind::Flag, Argument::Flag(_))
            | (Kind::Integer, Argument::Integer(_)) => Ok(()),
            (kind, _) => Err(format!("must be {}", kind.words())),
        }
    }

    /// Whether a value says nothing, as an empty text or list does.
    pub(in crate::api) fn is_blank(value: &Argument) -> bool {
        match value {
            Argument::Text(text) => text.is_empty(),
            Argument::Secret(secret) => secret.expose().is_empty(),
            Argument::Texts(texts) => texts.is_empty(),
            Argument::Integers(numbers) => numbers.is_empty(),
            Argument::Json(value) => value.is_null(),
            Argument::Flag(_) | Argument::Integer(_) => false,
        }
    }
}

impl Kind {
    /// What a value of this kind is, in words.
    pub(in crate::api) fn words(self) -> &'static str {
        match self {
            Kind::Text { .. } => "a text",
            Kind::Email { .. } => "an e-mail address",
            Kind::Secret { .. } => "a secret",
            Kind::Duration => "a length of time, such as 3600s",
            Kind::Json => "a JSON object",
            Kind::Choice(_) => "one of the choices",
            Kind::Ticks(_) => "some of the choices",
            Kind::Texts => "a list of texts",
            Kind::Integers | Kind::Roles => "a list of whole numbers",
            Kind::Flag => "true or false",
            Kind::Digits | Kind::Integer => "a whole number",
            Kind::Money => "a whole number of cents",
            Kind::Time => "a date and time",
            Kind::Date => "a date",
            Kind::Made => "left to the program",
        }
    }
}

fn wrong(message: &str) -> Result<(), String> {
    Err(message.to_owned())
}

fn check_line(text: &str, min: usize, max: usize) -> Result<(), String> {
    if text.chars().any(char::is_control) {
        return wrong("has control characters or more than one line");
    }
    check_length(text, min, max)
}

fn check_length(text: &str, min: usize, max: usize) -> Result<(), String> {
    let length = text.chars().count();
    if length > max {
        return Err(format!("is longer than {max} characters"));
    }
    if length < min {
        return Err(match (min, length) {
            (1, _) => "is needed".to_owned(),
            _ => format!("is shorter than {min} characters"),
        });
    }
    Ok(())
}

/// The shape only: one `@`, something before it, a domain with a dot after it. Whether it exists, the vendor finds out.
fn check_email(text: &str, max: usize) -> Result<(), String> {
    check_length(text, 1, max)?;
    let well_formed = text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && domain.contains('.')
            && domain
                .split('.')
                .all(|label| !label.is_empty() && !label.contains('@'))
    });
    if !well_formed || text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return wrong("is not an e-mail address");
    }
    Ok(())
}

fn check_choice(text: &str, choices: &[&str]) -> Result<(), String> {
    if choices.contains(&text) {
        return Ok(());
    }
    Err(format!("must be one of: {}", choices.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Secret;

    fn check(kind: Kind, value: &Argument) -> Result<(), String> {
        Field::body("name", "Name", kind).check(value)
    }

    fn text(text: &str) -> Argument {
        Argument::Text(text.to_owned())
    }

    #[test]
    fn a_length_is_counted_in_characters() {
        let kind = Kind::Text { min: 2, max: 4 };
        assert_eq!(check(kind, &text("Żółć")), Ok(()));
        assert_eq!(
            check(kind, &text("田中さくら")).unwrap_err(),
            "is longer than 4 characters"
        );
        assert_eq!(
            check(kind, &text("é")).unwrap_err(),
            "is shorter than 2 characters"
        );
    }

    #[test]
    fn a_line_has_no_line_breaks_and_no_escapes() {
        assert!(check(Kind::TEXT, &text("one\ntwo")).is_err());
        assert!(check(Kind::TEXT, &text("a\u{1b}[2J")).is_err());
    }

    #[test]
    fn an_email_address_has_a_name_and_a_domain() {
        for good in [
            "ada@example.com",
            "a.b+c@mail.example.co.uk",
            "ü@exämple.de",
        ] {
            assert_eq!(check(Kind::EMAIL, &text(good)), Ok(()), "{good}");
        }
        for bad in [
            "",
            "ada",
            "@example.com",
            "ada@",
            "ada@example",
            "a@b@c.de",
            "a b@c.de",
            "a@.de",
            "a@c.de.",
        ] {
            assert!(check(Kind::EMAIL, &text(bad)).is_err(), "{bad}");
        }
        assert!(check(Kind::Email { max: 8 }, &text("ada@example.com")).is_err());
    }

    #[test]
    fn only_the_choices_are_taken() {
        let one = Kind::Choice(&["MALE", "FEMALE"]);
        assert_eq!(check(one, &text("MALE")), Ok(()));
        assert_eq!(
            check(one, &text("male")).unwrap_err(),
            "must be one of: MALE, FEMALE"
        );
        let some = Kind::Ticks(&["A", "B"]);
        assert_eq!(
            check(some, &Argument::Texts(vec!["A".into(), "B".into()])),
            Ok(())
        );
        assert!(check(some, &Argument::Texts(vec!["C".into()])).is_err());
    }

    #[test]
    fn a_value_of_another_type_is_refused_and_a_secret_is_not_quoted() {
        assert_eq!(
            check(Kind::Flag, &text("true")).unwrap_err(),
            "must be true or false"
        );
        assert_eq!(
            check(Kind::Integer, &text("7")).unwrap_err(),
            "must be a whole number"
        );
        assert_eq!(
            check(Kind::Made, &text("id")).unwrap_err(),
            "must be left to the program"
        );
        assert!(check(Kind::TEXT, &Argument::Secret(Secret::new("CANARY"))).is_err());
        let short = check(
            Kind::Secret { min: 8, max: 9 },
            &Argument::Secret(Secret::new("CANARY")),
        );
        assert_eq!(short.unwrap_err(), "is shorter than 8 characters");
    }

    #[test]
    fn dates_and_times_must_exist() {
        assert_eq!(check(Kind::Date, &text("2024-02-29")), Ok(()));
        assert!(check(Kind::Date, &text("2023-02-29")).is_err());
        assert_eq!(check(Kind::Time, &text("2025-01-12T12:11:02Z")), Ok(()));
        assert!(check(Kind::Time, &text("tomorrow")).is_err());
    }
}

use jiff::civil;

use super::{Field, Kind};
use crate::{
    api::Argument,
    domain::{Secret, parse_time},
};

impl Field {
    /// Reads what stands after `--param name=`, and checks it.
    ///
    /// Lists are parted by commas or line breaks, truth values are `true`, `false`, `yes` or `no`, choices are taken in
    /// any case.
    ///
    /// # Errors
    /// Says what is wrong, to be read after the field's label. What was typed is not quoted.
    pub fn parse(&self, text: &str) -> Result<Argument, String> {
        let value = match self.kind {
            Kind::Text { .. } => Argument::Text(text.to_owned()),
            Kind::Email { .. } | Kind::Digits | Kind::Money => {
                Argument::Text(text.trim().to_owned())
            }
            Kind::Duration => Argument::Text(seconds(text.trim())),
            Kind::Secret { .. } => Argument::Secret(Secret::new(text)),
            Kind::Choice(choices) => Argument::Text(chosen(text.trim(), choices)),
            Kind::Ticks(choices) => {
                Argument::Texts(items(text).map(|item| chosen(item, choices)).collect())
            }
            Kind::Texts => Argument::Texts(items(text).map(str::to_owned).collect()),
            Kind::Integers | Kind::Roles => items(text)
                .map(str::parse)
                .collect::<Result<_, _>>()
                .map(Argument::Integers)
                .map_err(|_| "must be whole numbers".to_owned())?,
            Kind::Flag => Argument::Flag(parse_flag(text.trim())?),
            Kind::Integer => text
                .trim()
                .parse()
                .map(Argument::Integer)
                .map_err(|_| "must be a whole number".to_owned())?,
            Kind::Json => Argument::Json(parse_json(text)?),
            Kind::Time => parse_time(text)
                .map(|time| Argument::Text(time.to_string()))
                .ok_or("must be a date and time, such as 2025-01-31 12:00")?,
            Kind::Date => text
                .trim()
                .parse::<civil::Date>()
                .map(|date| Argument::Text(date.to_string()))
                .map_err(|_| "must be a date, such as 2025-01-31".to_owned())?,
            Kind::Made => return Err("is made by the program".to_owned()),
        };
        self.check(&value)?;
        Ok(value)
    }
}

/// `90m`, `2h` and `1h30m` in seconds; anything else stays as it was typed.
fn seconds(text: &str) -> String {
    match total(text) {
        Some(seconds) => format!("{seconds}s"),
        None => text.to_owned(),
    }
}

/// The seconds of numbers that are each followed by a unit.
fn total(text: &str) -> Option<u32> {
    let mut sum: u32 = 0;
    let mut rest = text.trim();
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let (count, after) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit())?);
        let mut after = after.trim_start().chars();
        let length = match after.next()? {
            'h' => 3600,
            'm' => 60,
            's' => 1,
            _ => return None,
        };
        let count: u32 = count.parse().ok()?;
        sum = sum.checked_add(count.checked_mul(length)?)?;
        rest = after.as_str().trim_start();
    }
    Some(sum)
}

fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', '\n'])
        .map(str::trim)
        .filter(|item| !item.is_empty())
}

fn chosen(text: &str, choices: &[&str]) -> String {
    choices
        .iter()
        .find(|choice| choice.eq_ignore_ascii_case(text))
        .map_or(text, |choice| choice)
        .to_owned()
}

fn parse_flag(text: &str) -> Result<bool, String> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" => Ok(true),
        "false" | "no" => Ok(false),
        _ => Err("must be true or false".to_owned()),
    }
}

fn parse_json(text: &str) -> Result<serde_json::Value, String> {
    serde_json::from_str(text).map_err(|error| {
        format!(
            "is not JSON (line {}, column {})",
            error.line(),
            error.column()
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_of_time_is_typed_as_people_say_it() {
        for (typed, sent) in [("90m", "5400s"), ("2h", "7200s"), ("30 s", "30s")] {
            let Ok(Argument::Text(text)) = parse(Kind::Duration, typed) else {
                panic!("{typed}")
            };
            assert_eq!(text, sent);
        }
        for wrong in [
            "banana",
            "1d",
            "-5s",
            "s",
            "25h",
            "1h30",
            "24h1s",
            "99999999999h",
        ] {
            assert!(parse(Kind::Duration, wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_number_that_is_sent_as_a_text_is_a_number() {
        assert!(parse(Kind::Digits, " 500 ").is_ok());
        for wrong in ["abc", "1e3", "-5", "1.5"] {
            assert!(parse(Kind::Digits, wrong).is_err(), "{wrong}");
        }
        assert!(parse(Kind::Json, "[1]").is_err());
    }

    fn parse(kind: Kind, text: &str) -> Result<Argument, String> {
        Field::body("name", "Name", kind).parse(text)
    }

    #[test]
    fn lists_are_parted_by_commas_or_lines() {
        let Ok(Argument::Texts(texts)) = parse(Kind::Texts, "a.de, b.de\n\nc.de,") else {
            panic!("a list of texts is read");
        };
        assert_eq!(texts, ["a.de", "b.de", "c.de"]);
        let Ok(Argument::Integers(numbers)) = parse(Kind::Integers, "1, 2\n3") else {
            panic!("a list of numbers is read");
        };
        assert_eq!(numbers, [1, 2, 3]);
        assert!(parse(Kind::Integers, "1, two").is_err());
    }

    #[test]
    fn truth_is_true_false_yes_or_no() {
        assert!(matches!(parse(Kind::Flag, "Yes"), Ok(Argument::Flag(true))));
        assert!(matches!(
            parse(Kind::Flag, " false "),
            Ok(Argument::Flag(false))
        ));
        assert!(parse(Kind::Flag, "maybe").is_err());
        assert!(parse(Kind::Flag, "").is_err());
    }

    #[test]
    fn choices_are_taken_in_any_case_and_kept_in_the_vendors() {
        let kind = Kind::Choice(&["de-DE", "en"]);
        assert!(matches!(parse(kind, "DE-de"), Ok(Argument::Text(text)) if text == "de-DE"));
        assert_eq!(parse(kind, "fr").unwrap_err(), "must be one of: de-DE, en");
    }

    #[test]
    fn dates_and_times_are_sent_as_the_vendors_write_them() {
        assert!(
            matches!(parse(Kind::Time, "2025-01-12 12:11"), Ok(Argument::Text(text)) if text == "2025-01-12T12:11:00Z")
        );
        assert!(
            matches!(parse(Kind::Date, " 1990-05-01 "), Ok(Argument::Text(text)) if text == "1990-05-01")
        );
    }

    #[test]
    fn what_was_typed_is_not_quoted() {
        for kind in [
            Kind::Json,
            Kind::Integer,
            Kind::Flag,
            Kind::Time,
            Kind::SECRET,
            Kind::EMAIL,
        ] {
            let message = parse(kind, "{\"CANARY\": ").err().unwrap_or_default();
            assert!(!message.contains("CANARY"), "{message}");
        }
        assert_eq!(
            parse(Kind::Json, "{").unwrap_err(),
            "is not JSON (line 1, column 1)"
        );
    }
}

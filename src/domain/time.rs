use jiff::{Timestamp, civil::DateTime, tz::TimeZone};

/// Reads a time as the vendors write it: RFC 3339, also with a space for the `T`, also without a zone (then UTC).
pub fn parse_time(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    text.parse::<Timestamp>().ok().or_else(|| {
        let civil: DateTime = text.parse().ok()?;
        civil
            .to_zoned(TimeZone::UTC)
            .ok()
            .map(|zoned| zoned.timestamp())
    })
}

/// The time from `now` until `at` in its two largest units (`6 d 4 h`, `12 min`, `9 s`), or `None` when it has passed.
pub fn countdown(now: Timestamp, at: Timestamp) -> Option<String> {
    let seconds = at.as_second() - now.as_second();
    (seconds > 0).then(|| span(seconds))
}

/// `in 6 d 4 h` for a time to come, `3 h 2 min ago` for one that has passed, `now` between them.
pub fn ago_or_in(now: Timestamp, at: Timestamp) -> String {
    match at.as_second() - now.as_second() {
        0 => "now".to_owned(),
        seconds if seconds > 0 => format!("in {}", span(seconds)),
        seconds => format!("{} ago", span(-seconds)),
    }
}

/// The distance in words, as people say it: `3 days ago`, `in 2 hours`, `just now`.
pub fn in_words(now: Timestamp, at: Timestamp) -> String {
    const UNITS: [(i64, &str); 5] = [
        (365 * 86_400, "year"),
        (30 * 86_400, "month"),
        (86_400, "day"),
        (3600, "hour"),
        (60, "minute"),
    ];
    let seconds = at.as_second() - now.as_second();
    let distance = seconds.abs();
    let unit = UNITS.iter().find(|(length, _)| distance >= *length);
    let words = match unit {
        None if seconds <= 0 => return "just now".to_owned(),
        None => counted(distance, "second"),
        Some((length, name)) => counted(distance / length, name),
    };
    if seconds > 0 {
        format!("in {words}")
    } else {
        format!("{words} ago")
    }
}

/// The day and minute, and the distance in words: `2026-02-28 09:00 UTC, 1 day ago`.
pub fn moment(now: Timestamp, at: Timestamp) -> String {
    format!(
        "{}, {}",
        at.strftime("%Y-%m-%d %H:%M UTC"),
        in_words(now, at)
    )
}

fn counted(count: i64, name: &str) -> String {
    match count {
        1 => format!("1 {name}"),
        more => format!("{more} {name}s"),
    }
}

fn span(seconds: i64) -> String {
    const MINUTE: i64 = 60;
    const HOUR: i64 = 60 * MINUTE;
    const DAY: i64 = 24 * HOUR;
    if seconds < MINUTE {
        format!("{seconds} s")
    } else if seconds < HOUR {
        format!("{} min", seconds / MINUTE)
    } else if seconds < DAY {
        pair(seconds / HOUR, "h", seconds % HOUR / MINUTE, "min")
    } else {
        pair(seconds / DAY, "d", seconds % DAY / HOUR, "h")
    }
}

fn pair(large: i64, large_unit: &str, small: i64, small_unit: &str) -> String {
    if small == 0 {
        format!("{large} {large_unit}")
    } else {
        format!("{large} {large_unit} {small} {small_unit}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vendors_spellings_are_read() {
        let expected = "2025-01-12T12:11:02Z".parse::<Timestamp>().unwrap();
        for text in [
            "2025-01-12T12:11:02Z",
            "2025-01-12 12:11:02",
            "2025-01-12T12:11:02",
            "2025-01-12T13:11:02+01:00",
        ] {
            assert_eq!(parse_time(text), Some(expected), "{text}");
        }
        assert_eq!(parse_time("soon"), None);
    }

    #[test]
    fn a_countdown_names_two_units_at_most() {
        let now = Timestamp::UNIX_EPOCH;
        let at = |seconds| Timestamp::from_second(seconds).unwrap();
        assert_eq!(countdown(now, at(9)).as_deref(), Some("9 s"));
        assert_eq!(countdown(now, at(725)).as_deref(), Some("12 min"));
        assert_eq!(countdown(now, at(3600)).as_deref(), Some("1 h"));
        assert_eq!(
            countdown(now, at(6 * 86_400 + 4 * 3600 + 59)).as_deref(),
            Some("6 d 4 h")
        );
        assert_eq!(countdown(at(9), now), None);
        assert_eq!(ago_or_in(at(90), now), "1 min ago");
    }

    #[test]
    fn a_distance_is_said_in_the_largest_whole_unit() {
        let noon = "2026-03-01T12:00:00Z".parse::<Timestamp>().unwrap();
        let said = |seconds| in_words(noon, noon + jiff::SignedDuration::from_secs(seconds));
        assert_eq!(said(0), "just now");
        assert_eq!(said(-59), "just now");
        assert_eq!(said(40), "in 40 seconds");
        assert_eq!(said(-60), "1 minute ago");
        assert_eq!(said(2 * 3600 + 59 * 60), "in 2 hours");
        assert_eq!(said(-3 * 86_400), "3 days ago");
        assert_eq!(said(-45 * 86_400), "1 month ago");
        assert_eq!(said(800 * 86_400), "in 2 years");
        assert_eq!(
            moment(noon, noon - jiff::SignedDuration::from_hours(27)),
            "2026-02-28 09:00 UTC, 1 day ago"
        );
    }
}

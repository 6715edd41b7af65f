use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::{api::Headers, domain::parse_time};

/// The longest wait that a vendor can ask for, so that a slip in a header does not stop the program for a day.
const LONGEST: SignedDuration = SignedDuration::from_secs(120);

impl Headers {
    /// When the vendor wants to be asked again: `Retry-After` in seconds or as a date, else Tripartie's
    /// `X-Rate-Limit: 0; reset="2025-01-12T12:11:02"`. Two minutes from now at the latest.
    pub fn asked_until(&self, now: Timestamp) -> Option<Timestamp> {
        let asked = self.retry_after.as_deref();
        let at = asked
            .and_then(|text| after(text.trim(), now))
            .or_else(|| reset(self.rate_limit.as_deref()?))?;
        Some(at.clamp(now, now.checked_add(LONGEST).ok()?))
    }

    /// How many requests are left, where the vendor tells.
    pub fn left(&self) -> Option<u64> {
        let limit = self.rate_limit.as_deref()?;
        limit.split(';').next()?.trim().parse().ok()
    }

    /// When Tripartie's allowance is renewed, where this answer used it up. A time that is not within two minutes says more
    /// about the clocks, and nothing is known then.
    pub fn used_up_until(&self, now: Timestamp) -> Option<Timestamp> {
        let left = self.left()?;
        let at = reset(self.rate_limit.as_deref()?).filter(|_| left == 0)?;
        (now..=now.checked_add(LONGEST).ok()?)
            .contains(&at)
            .then_some(at)
    }
}

fn after(text: &str, now: Timestamp) -> Option<Timestamp> {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let seconds = text.parse().unwrap_or(u64::MAX);
        let wait = SignedDuration::try_from(Duration::from_secs(seconds)).unwrap_or(LONGEST);
        return now.checked_add(wait.min(LONGEST)).ok();
    }
    Timestamp::try_from(httpdate::parse_http_date(text).ok()?).ok()
}

fn reset(rate_limit: &str) -> Option<Timestamp> {
    let (_, rest) = rate_limit.split_once("reset=")?;
    parse_time(rest.split(';').next()?.trim().trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2025-01-12T12:00:00Z".parse().unwrap()
    }

    fn wait(retry_after: Option<&str>, rate_limit: Option<&str>) -> Option<i64> {
        let headers = Headers {
            retry_after: retry_after.map(str::to_owned),
            rate_limit: rate_limit.map(str::to_owned),
            ..Headers::default()
        };
        Some(headers.asked_until(now())?.as_second() - now().as_second())
    }

    #[test]
    fn retry_after_is_read_in_both_spellings_and_capped() {
        for (text, seconds) in [
            ("30", Some(30)),
            (" 0 ", Some(0)),
            ("121", Some(120)),
            ("99999999999999999999999", Some(120)),
            ("Sun, 12 Jan 2025 12:00:45 GMT", Some(45)),
            ("Sun, 12 Jan 2025 11:00:00 GMT", Some(0)),
            ("Mon, 12 Jan 2099 11:00:00 GMT", Some(120)),
            ("-1", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(wait(Some(text), None), seconds, "{text}");
        }
    }

    #[test]
    fn tripartie_says_when_its_allowance_is_renewed() {
        let limit = r#"0; reset="2025-01-12T12:00:50""#;
        assert_eq!(wait(None, Some(limit)), Some(50));
        assert_eq!(wait(Some("7"), Some(limit)), Some(7));
        assert_eq!(wait(Some("soon"), Some(limit)), Some(50));
        assert_eq!(wait(None, Some("554")), None);
        assert_eq!(wait(None, None), None);
    }

    #[test]
    fn an_allowance_that_is_used_up_is_known_before_anything_is_refused() {
        for (limit, seconds) in [
            (r#"0; reset="2025-01-12T12:00:50""#, Some(50)),
            (r#" 0 ;reset="2025-01-12T12:02:00""#, Some(120)),
            (r#"1; reset="2025-01-12T12:00:50""#, None),
            (r#"0; reset="2025-01-12T12:02:01""#, None),
            (r#"0; reset="2025-01-12T11:59:59""#, None),
            (r#"0; reset="2025-01-12T14:00:50""#, None),
            ("0", None),
            (r#"many; reset="2025-01-12T12:00:50""#, None),
            ("", None),
        ] {
            let headers = Headers {
                rate_limit: Some(limit.to_owned()),
                ..Headers::default()
            };
            let until = headers.used_up_until(now());
            let until = until.map(|at| at.as_second() - now().as_second());
            assert_eq!(until, seconds, "{limit}");
        }
    }
}

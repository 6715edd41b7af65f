//! Money as people write it and as it is sent: dollars here, whole cents there. No floating point is involved.

use super::Verdict;

/// The most digits of dollars that fit into the 64 bits that the vendors have for cents.
const MOST_DIGITS: usize = 16;

/// Dollars as people type them (`19.99`, `$1,200`, `5`) in whole cents.
///
/// # Errors
/// Says what is wrong, to be read after the field's label.
pub(super) fn cents(typed: &str) -> Result<String, String> {
    match judge(typed) {
        Verdict::Wrong(why) | Verdict::Unfinished(why) => return Err(why),
        Verdict::Fine => {}
    }
    let (dollars, rest) = parts(typed);
    let digits: String = dollars.chars().filter(char::is_ascii_digit).collect();
    let all = format!("{digits}{:0<2}", rest.unwrap_or_default());
    let whole = all.trim_start_matches('0');
    Ok(if whole.is_empty() { "0" } else { whole }.to_owned())
}

/// Whole cents as people type dollars: `1999` is `19.99`. `None` for what is no number.
pub(super) fn dollars(cents: &str) -> Option<String> {
    if cents.is_empty() || !cents.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let padded = format!("{cents:0>3}");
    let (dollars, rest) = padded.split_at(padded.len() - 2);
    Some(format!("{dollars}.{rest}"))
}

/// Whether dollars that are being typed are an amount, or may still become one.
pub(super) fn judge(typed: &str) -> Verdict {
    let wrong = |why: &str| Verdict::Wrong(why.to_owned());
    let unfinished = |why: &str| Verdict::Unfinished(why.to_owned());
    let (dollars, rest) = parts(typed);
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(&dollars.replace(',', "")) || !is_number(rest.unwrap_or_default()) {
        return wrong("must be dollars, such as 19.99");
    }
    if rest.is_some_and(|rest| rest.len() > 2) {
        return wrong("has more than two places after the point");
    }
    if dollars.len() > MOST_DIGITS {
        return wrong("is more than can be sent");
    }
    let mut groups = dollars.split(',');
    let first = groups.next().unwrap_or_default();
    let groups: Vec<_> = groups.collect();
    let too_long = groups.iter().any(|group| group.len() > 3);
    if !groups.is_empty() && (first.is_empty() || first.len() > 3 || too_long) {
        return wrong("has a comma that doesn't part thousands");
    }
    match groups.split_last() {
        Some((_, before)) if before.iter().any(|group| group.len() < 3) => {
            wrong("has a comma that doesn't part thousands")
        }
        Some((last, _)) if last.len() < 3 && rest.is_some() => {
            wrong("has a comma that doesn't part thousands")
        }
        Some((last, _)) if last.len() < 3 => {
            unfinished("has a comma, after which three digits belong")
        }
        Some(_) | None if first.is_empty() && rest.is_none_or(str::is_empty) => {
            unfinished("must be dollars, such as 19.99")
        }
        Some(_) | None => Verdict::Fine,
    }
}

/// What stands before the point, and what after it.
fn parts(typed: &str) -> (&str, Option<&str>) {
    let typed = typed.trim();
    let typed = typed.strip_prefix('$').map_or(typed, str::trim_start);
    match typed.split_once('.') {
        Some((dollars, rest)) => (dollars, Some(rest)),
        None => (typed, None),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dollars_become_exact_cents() {
        for (typed, sent) in [
            ("19.99", "1999"),
            ("$1,200", "120000"),
            ("5", "500"),
            (" $ 5.5 ", "550"),
            ("5.", "500"),
            (".50", "50"),
            ("0.07", "7"),
            ("0", "0"),
            ("1,234,567.89", "123456789"),
            ("1234567", "123456700"),
        ] {
            assert_eq!(cents(typed).as_deref(), Ok(sent), "{typed}");
        }
    }

    #[test]
    fn what_could_mean_another_amount_is_refused() {
        for typed in [
            "",
            "$",
            ".",
            "19,99",
            "1,2,3",
            "1,20.5",
            "1234,567",
            ",500",
            "19.999",
            "-5",
            "5 €",
            "1e3",
            "99999999999999999",
        ] {
            assert!(cents(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn an_amount_may_be_unfinished() {
        for typed in ["$", ".", "1,", "1,20"] {
            assert!(matches!(judge(typed), Verdict::Unfinished(_)), "{typed}");
        }
        for typed in ["x", "1,2345", "1.999", "12,34.5"] {
            assert!(matches!(judge(typed), Verdict::Wrong(_)), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn cents_are_the_same_after_they_were_shown(amount in 0..=9_999_999_999_999_999_u64) {
            let sent = amount.to_string();
            let shown = dollars(&sent).unwrap();
            prop_assert_eq!(cents(&shown).unwrap(), sent);
        }
    }
}

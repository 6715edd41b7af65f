/// An amount of US cents in dollars, exact: 1999 is `$19.99`.
pub fn dollars(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let cents = cents.unsigned_abs();
    format!("{sign}${}.{:02}", cents / 100, cents % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cents_stay_exact() {
        assert_eq!(dollars(1999), "$19.99");
        assert_eq!(dollars(5), "$0.05");
        assert_eq!(dollars(25_000), "$250.00");
        assert_eq!(dollars(-101), "-$1.01");
        assert_eq!(dollars(i64::MIN), "-$92233720368547758.08");
    }
}

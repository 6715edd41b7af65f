//! Numbers that look random and are the same for the same seed.

/// A stream of numbers, made by `SplitMix64`.
#[derive(Clone, Debug)]
pub(super) struct Chance(u64);

impl Chance {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The stream that belongs to one record of a seed: it can be had without going through the records before it.
    pub fn of(seed: u64, record: u64) -> Self {
        Self(Self(seed ^ record.wrapping_mul(0xD134_2543_DE82_EF95)).next())
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`, or 0 when `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    /// Whether something that happens in `percent` of all cases happens now.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// A number from 0 to 1; never 1 itself.
    pub fn fraction(&mut self) -> f64 {
        let steps = u32::try_from(self.next() >> 32).unwrap_or(0);
        f64::from(steps) / (f64::from(u32::MAX) + 1.0)
    }

    /// Whether something that happens in this share of all cases happens now.
    pub fn share(&mut self, share: f64) -> bool {
        self.fraction() < share
    }

    /// One of a list that is not empty.
    pub fn pick<T: Copy>(&mut self, first: T, rest: &[T]) -> T {
        match self.below(rest.len() + 1).checked_sub(1) {
            Some(index) => rest.get(index).copied().unwrap_or(first),
            None => first,
        }
    }

    /// A text of so many characters from an alphabet.
    pub fn text(&mut self, length: usize, alphabet: &str) -> String {
        let alphabet: Vec<char> = alphabet.chars().collect();
        (0..length)
            .filter_map(|_| alphabet.get(self.below(alphabet.len())))
            .collect()
    }

    /// A text of letters and digits.
    pub fn letters(&mut self, length: usize) -> String {
        const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        self.text(length, LETTERS)
    }

    /// A UUID of version 4.
    pub fn uuid(&mut self) -> String {
        let bytes = (u128::from(self.next()) << 64) | u128::from(self.next());
        uuid::Builder::from_random_bytes(bytes.to_be_bytes())
            .into_uuid()
            .to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        assert_eq!(Chance::new(7).letters(20), Chance::new(7).letters(20));
        assert_ne!(Chance::new(7).letters(20), Chance::new(8).letters(20));
        assert_ne!(Chance::of(7, 1).uuid(), Chance::of(7, 2).uuid());
    }

    #[test]
    fn a_share_is_about_that_share() {
        let mut chance = Chance::new(1);
        let hits = (0..10_000).filter(|_| chance.share(0.3)).count();
        assert!((2_700..3_300).contains(&hits), "{hits}");
        assert!(!chance.share(0.0));
        assert!(chance.share(1.0));
    }
}

//! Chance for tests: the same seed throws the same dice.

/// How many cases a test tries: a few where every change is tested, many where `USHER_LONG` is set.
pub fn cases(few: usize, many: usize) -> usize {
    match std::env::var_os("USHER_LONG") {
        Some(_) => many,
        None => few,
    }
}

/// What a run is made from: `USHER_SEED`, to see a failure again, or the same for all.
pub fn seed() -> u64 {
    let seed = std::env::var("USHER_SEED").ok();
    seed.map_or(1, |seed| seed.parse().expect("USHER_SEED is a number"))
}

pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number, made by `SplitMix64`.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.roll() % u64::try_from(end).unwrap()).unwrap()
    }

    /// Whether something that happens in so many of a hundred cases happens now.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of a list.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// A character: mostly of those that do harm, else any at all.
    pub fn character(&mut self) -> char {
        const HARMFUL: &str = "\u{1b}\u{9b}\u{90}\u{9d}\u{7}\n\r\t\0\u{7f}\u{202e}\u{2066}\u{200b}\u{200d}\u{fe0f}\u{feff}\u{ad}\u{301}\u{e0041}\u{3164}\u{600}[];]mJhc2;0?/\\%.#: 田🦊👩♥가ﾞאب";
        let any = |dice: &mut Self| {
            let code = match dice.below(4) {
                0 => dice.below(0x100),
                1 => dice.below(0x3000),
                2 => dice.below(0x1_0000),
                _ => dice.below(0x11_0000),
            };
            u32::try_from(code).ok().and_then(char::from_u32)
        };
        match self.below(3) {
            0 => any(self).unwrap_or('\u{fffd}'),
            1 => *self.pick(&HARMFUL.chars().collect::<Vec<_>>()),
            _ => char::from(b' ' + u8::try_from(self.below(95)).unwrap()),
        }
    }

    /// A text of up to so many characters.
    pub fn text(&mut self, longest: usize) -> String {
        let length = self.below(longest + 1);
        (0..length).map(|_| self.character()).collect()
    }
}

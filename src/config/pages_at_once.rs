use serde::{Deserialize, Deserializer, de};

/// How many pages of its lists a vendor is asked for at a time: from 1 to 32. A vendor that says it is asked too often gets
/// fewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PagesAtOnce(u8);

impl PagesAtOnce {
    /// The most that can be set.
    const MOST: u8 = 32;

    /// The number.
    pub fn get(self) -> usize {
        usize::from(self.0)
    }

    /// So many; `None` where that is out of range.
    pub fn new(number: u8) -> Option<Self> {
        (1..=Self::MOST).contains(&number).then_some(Self(number))
    }
}

impl Default for PagesAtOnce {
    fn default() -> Self {
        Self(8)
    }
}

impl<'de> Deserialize<'de> for PagesAtOnce {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wanted = || de::Error::custom("a number from 1 to 32 is wanted");
        let number = i64::deserialize(deserializer).map_err(|_| wanted())?;
        let number = u8::try_from(number).ok().and_then(Self::new);
        number.ok_or_else(wanted)
    }
}

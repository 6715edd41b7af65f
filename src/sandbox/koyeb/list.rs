use crate::sandbox::ask::Ask;

use super::refusal::Refusal;

/// Which part of a list is asked for. Koyeb takes both numbers as texts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slice {
    pub limit: usize,
    pub offset: usize,
}

impl Slice {
    /// The most rows of one answer.
    const MOST: usize = 100;
    /// The rows of an answer when no number is asked for.
    const USUAL: usize = 10;

    /// Reads `limit` and `offset`.
    pub fn new(ask: &Ask) -> Result<Self, Refusal> {
        let number = |name: &'static str, usual: usize| match ask.query(name) {
            None => Ok(usual),
            Some(text) => (text.parse::<usize>())
                .map_err(|_| Refusal::field(name, "must be a number that is not negative")),
        };
        Ok(Self {
            limit: match number("limit", 0)? {
                0 => Self::USUAL,
                limit => limit.min(Self::MOST),
            },
            offset: number("offset", 0)?,
        })
    }

    /// The rows of a list that are asked for.
    pub fn of<T>(self, rows: &[T]) -> impl Iterator<Item = &T> {
        rows.iter().skip(self.offset).take(self.limit)
    }

    /// Whether a list of that length goes on after them.
    pub fn has_next(self, length: usize) -> bool {
        self.offset.saturating_add(self.limit) < length
    }
}

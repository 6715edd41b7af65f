//! What many rows have in common.

use std::mem::take;

use indexmap::Equivalent;

use super::{Store, writing::texts};
use crate::app::{Row, filter::lower};

/// What many rows have in common.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Common {
    /// The columns that are the same in many rows, in lower case.
    pub text: Box<str>,
    pub rank: (u8, i64),
    pub wants_answer: bool,
}

/// The same, to be looked for: nearly always it is there already.
#[derive(Hash)]
struct Sought<'a> {
    text: &'a str,
    rank: (u8, i64),
    wants_answer: bool,
}

impl Equivalent<Common> for Sought<'_> {
    fn equivalent(&self, common: &Common) -> bool {
        let own = (self.text, self.rank, self.wants_answer);
        own == (&*common.text, common.rank, common.wants_answer)
    }
}

impl<R: Row> Store<R> {
    /// The number of what a row has in common with others.
    pub(super) fn share(&mut self, row: &R) -> Option<u32> {
        let mut text = take(&mut self.scratch_text);
        text.clear();
        lower(&mut text, texts(row, true));
        let (rank, wants_answer) = (row.rank(), row.wants_answer());
        let sought = Sought {
            text: &text,
            rank,
            wants_answer,
        };
        let number = self.commons.get_index_of(&sought).unwrap_or_else(|| {
            let common = Common {
                text: text.as_str().into(),
                rank,
                wants_answer,
            };
            self.commons.insert_full(common).0
        });
        self.scratch_text = text;
        u32::try_from(number).ok()
    }
}

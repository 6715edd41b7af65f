//! How a row is written into the memory that all of them share.

use std::{borrow::Cow, mem::take};

use super::{Span, Store};
use crate::app::{Row, filter::lower, table::fold::fold};

impl<R: Row> Store<R> {
    /// Packs a row, without what is in its search texts.
    pub(super) fn pack(&mut self, row: &R, text: Span, common: u32) -> Option<Span> {
        let mut scratch = take(&mut self.scratch);
        scratch.clear();
        scratch = postcard::to_extend(row, scratch).ok()?;
        let mut packed = take(&mut self.packed);
        let start = packed.len();
        if let Some(texts) = self.search_texts(text, common) {
            fold(&mut scratch, texts, &mut packed);
        }
        (self.packed, self.scratch) = (packed, scratch);
        Span::new(start, self.packed.len() - start)
    }

    /// Writes a row's own search text.
    pub(super) fn write(&mut self, row: &R) -> Option<Span> {
        let start = self.texts.len();
        lower(&mut self.texts, texts(row, false));
        Span::new(start, self.texts.len() - start)
    }
}

/// The texts of the columns that are the same in many rows, or of the others.
pub(super) fn texts<R: Row>(row: &R, common: bool) -> impl Iterator<Item = Cow<'_, str>> {
    let columns = R::COLUMNS.iter();
    let wanted = columns.filter(move |column| column.head.common == common);
    wanted.map(|column| (column.text)(row))
}

//! The order by a column that a person chose: what is empty comes last, equals keep the default order.

use std::cmp::Ordering;

use super::{Sort, Table};
use crate::app::{Piece, Row};

/// What a row is sorted by, as far as a number can tell: whether it has nothing, then how high it stands. Where two rows
/// have the same, their texts decide.
pub(super) type SortKey = (bool, u64);

impl<R: Row> Table<R> {
    /// Sorts rows by a column.
    pub(super) fn sort_rows(&self, sort: Sort, rows: &mut [u32]) {
        let mut keyed: Vec<(SortKey, u32)> = match self.piece(sort) {
            Some(Piece::Common(_)) => {
                let heights = self.heights(sort);
                let key = |at: &u32| {
                    let number = self.store.text(*at).map_or(0, |text| text.number);
                    (heights.get(number).copied().unwrap_or((true, 0)), *at)
                };
                rows.iter().map(key).collect()
            }
            Some(Piece::Own(_)) | None => {
                let key = |at: &u32| (self.sort_key(sort, *at), *at);
                rows.iter().map(key).collect()
            }
        };
        if self.has_texts(sort) {
            keyed.sort_by(|(a, a_at), (b, b_at)| {
                a.cmp(b)
                    .then_with(|| self.compare_texts(sort, *a_at, *b_at))
            });
        } else {
            keyed.sort_by_key(|(key, _)| *key);
        }
        for (row, (_, at)) in rows.iter_mut().zip(keyed) {
            *row = at;
        }
    }

    /// What a row is sorted by: its value, or how its text begins.
    pub(super) fn sort_key(&self, sort: Sort, at: u32) -> SortKey {
        let height = match R::COLUMNS.get(sort.column).and_then(|column| column.value) {
            Some(value) => self
                .store
                .row(at)
                .and_then(|row| value(&row))
                .map(|value| value.cast_unsigned() ^ (1 << 63)),
            None => beginning(self.text_of(sort, at)),
        };
        key(height, sort)
    }

    /// Which of two rows with the same key comes first.
    pub(super) fn compare_texts(&self, sort: Sort, a: u32, b: u32) -> Ordering {
        if R::COLUMNS
            .get(sort.column)
            .is_some_and(|column| column.value.is_some())
        {
            return Ordering::Equal;
        }
        let order = self.text_of(sort, a).cmp(self.text_of(sort, b));
        if sort.reversed {
            order.reverse()
        } else {
            order
        }
    }

    /// Whether texts decide where keys are the same.
    fn has_texts(&self, sort: Sort) -> bool {
        let column = R::COLUMNS.get(sort.column);
        let is_text = column.is_some_and(|column| column.value.is_none());
        is_text && matches!(self.piece(sort), Some(Piece::Own(_)))
    }

    /// For each of the texts that rows have in common: how high it stands among them.
    fn heights(&self, sort: Sort) -> Vec<SortKey> {
        let texts: Vec<&str> = self.store.commons(sort.column).collect();
        let mut sorted = texts.clone();
        sorted.sort_unstable();
        sorted.dedup();
        let height = |text: &&str| {
            let height = sorted.partition_point(|other| other < text);
            let height = u64::try_from(height).unwrap_or(u64::MAX);
            key((!text.is_empty()).then_some(height), sort)
        };
        texts.iter().map(height).collect()
    }

    fn piece(&self, sort: Sort) -> Option<Piece> {
        self.store.pieces().get(sort.column).copied()
    }

    fn text_of(&self, sort: Sort, at: u32) -> &str {
        let text = self.store.text(at);
        text.map_or("", |text| text.column(sort.column))
    }
}

fn key(height: Option<u64>, sort: Sort) -> SortKey {
    let height = height.map(|height| if sort.reversed { !height } else { height });
    (height.is_none(), height.unwrap_or_default())
}

/// The first bytes of a text as a number; nothing where there is no text.
fn beginning(text: &str) -> Option<u64> {
    let mut bytes = [0; 8];
    for (byte, from) in bytes.iter_mut().zip(text.as_bytes()) {
        *byte = *from;
    }
    (!text.is_empty()).then(|| u64::from_be_bytes(bytes))
}

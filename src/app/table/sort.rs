//! The order by a column that a person chose: what is empty comes last, equals keep the default order. Turned round, all
//! that is not empty stands the other way round.

use std::cmp::Ordering;

use super::{Sort, Table};
use crate::app::{Piece, Row};

/// What a row is sorted by: whether it has nothing, then how high it stands, then its text where that is not enough.
type SortKey<'a> = (bool, u64, &'a str);

impl<R: Row> Table<R> {
    /// Sorts rows that are in the default order by a column.
    pub(super) fn sort_rows(&self, sort: Sort, rows: &mut [u32]) {
        let mut keyed: Vec<_> = match self.store.pieces().get(sort.column) {
            Some(Piece::Common(_)) if value_of::<R>(sort).is_none() => {
                let heights = self.heights(sort);
                let height = |at: u32| heights.get(self.store.text(at)?.number).copied();
                let keyed = rows
                    .iter()
                    .map(|at| (height(*at).unwrap_or((true, 0, "")), *at));
                keyed.collect()
            }
            Some(_) | None => {
                let keyed = rows.iter().map(|at| (self.sort_key(sort, *at), *at));
                keyed.collect()
            }
        };
        keyed.sort_by_key(|(key, _)| *key);
        for (row, (_, at)) in rows.iter_mut().zip(keyed) {
            *row = at;
        }
        if sort.reversed {
            self.turn_round(sort, rows);
        }
    }

    /// Turns rows round that are sorted by a column; those that have nothing in it stay last.
    pub(super) fn turn_round(&self, sort: Sort, rows: &mut [u32]) {
        let is_empty = |at: &&u32| self.sort_key(sort, **at).0;
        let empty = rows.iter().rev().take_while(is_empty).count();
        let filled = rows.len() - empty;
        if let Some(filled) = rows.get_mut(..filled) {
            filled.reverse();
        }
    }

    /// Which of two rows comes first.
    pub(super) fn compare_sorted(&self, sort: Sort, a: u32, b: u32) -> Ordering {
        let (first, second) = (self.sort_key(sort, a), self.sort_key(sort, b));
        let order = first.cmp(&second).then_with(|| self.compare_places(a, b));
        if sort.reversed && !first.0 && !second.0 {
            order.reverse()
        } else {
            order
        }
    }

    fn sort_key(&self, sort: Sort, at: u32) -> SortKey<'_> {
        let Some(value) = value_of::<R>(sort) else {
            let text = self.store.text(at);
            let text = text.map_or("", |text| text.column(sort.column));
            return (text.is_empty(), beginning(text), text);
        };
        let value = self.store.row(at).and_then(|row| value(&row));
        let height = value.map(|value| value.cast_unsigned() ^ (1 << 63));
        (height.is_none(), height.unwrap_or_default(), "")
    }

    /// For each of the texts that rows have in common: how high it stands among them.
    fn heights(&self, sort: Sort) -> Vec<SortKey<'static>> {
        let texts: Vec<&str> = self.store.commons(sort.column).collect();
        let mut sorted = texts.clone();
        sorted.sort_unstable();
        let height = |text: &&str| sorted.partition_point(|other| other < text);
        let key = |text: &&str| {
            let height = u64::try_from(height(text)).unwrap_or(u64::MAX);
            (text.is_empty(), height, "")
        };
        texts.iter().map(key).collect()
    }
}

/// What a column is sorted by, where that is no text.
fn value_of<R: Row>(sort: Sort) -> Option<fn(&R) -> Option<i64>> {
    R::COLUMNS.get(sort.column)?.value
}

/// The first bytes of a text as a number: most texts differ in them.
fn beginning(text: &str) -> u64 {
    let mut bytes = [0; 8];
    for (byte, from) in bytes.iter_mut().zip(text.as_bytes()) {
        *byte = *from;
    }
    u64::from_be_bytes(bytes)
}

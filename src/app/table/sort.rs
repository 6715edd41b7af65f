//! The order by a column that a person chose: what is empty comes last, equals keep the default order. Turned round, all
//! that is not empty stands the other way round.

use std::cmp::Ordering;

use rayon::slice::ParallelSliceMut;

use super::{Sort, Table};
use crate::app::{Piece, Row};

/// What a row is sorted by: whether it has nothing, then how high it stands, then its text where that is not enough.
type SortKey<'a> = (bool, u64, &'a str);

impl<R: Row> Table<R> {
    /// Sorts rows that are in the default order by a column.
    pub(super) fn sort_rows(&self, sort: Sort, rows: &mut [u32]) {
        match self.heights(sort) {
            Some(heights) => {
                let height = |at: u32| heights.get(self.store.text(at)?.number).copied();
                order_by(rows, |at| height(at).unwrap_or((true, 0)));
            }
            None if value_of::<R>(sort).is_some() => order_by(rows, |at| {
                let (empty, height, _) = self.sort_key(sort, at);
                (empty, height)
            }),
            None => order_by(rows, |at| self.sort_key(sort, at)),
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

    /// For each of the texts that rows have in common, where a column is among them: whether it is empty there, and how
    /// high it stands.
    fn heights(&self, sort: Sort) -> Option<Vec<(bool, u64)>> {
        let piece = self.store.pieces().get(sort.column)?;
        if !matches!(piece, Piece::Common(_)) || value_of::<R>(sort).is_some() {
            return None;
        }
        let texts: Vec<&str> = self.store.commons(sort.column).collect();
        let mut sorted = texts.clone();
        sorted.sort_unstable();
        let height = |text: &&str| {
            let height = sorted.partition_point(|other| other < text);
            (text.is_empty(), u64::try_from(height).unwrap_or(u64::MAX))
        };
        Some(texts.iter().map(height).collect())
    }
}

/// Sorts rows by what is read of each once; equals stay as they are.
fn order_by<K: Ord + Send>(rows: &mut [u32], key: impl Fn(u32) -> K) {
    let mut keyed: Vec<_> = rows.iter().map(|at| (key(*at), *at)).collect();
    keyed.par_sort_by(|(a, _), (b, _)| a.cmp(b));
    for (row, (_, at)) in rows.iter_mut().zip(keyed) {
        *row = at;
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

//! The order by a column that a person chose: what is empty comes last, equals keep the default order. Turned round, all
//! that is not empty stands the other way round.

use std::{cmp::Ordering, ops::Range};

use rayon::slice::ParallelSliceMut;

use super::{
    Sort, Store, Table,
    store::{Span, small},
};
use crate::app::{Piece, Row};

/// Sixteen bytes, of which those that stand first count most: a `u128` would take more room beside a row's number.
type Number = (u64, u64);

/// What a row is sorted by: whether it has nothing, then how high it stands, then its text where that is not enough.
type SortKey<'a> = (bool, Number, &'a str);

/// How much of a text is looked at at a time, in bytes: most names and addresses differ within so many, and each further look
/// at a text is one at memory that no cache has.
const CHUNK: usize = 15;
/// Stands in a key for a text that goes on behind its chunk.
const GOES_ON: u8 = 16;
/// How many times as long it takes to unpack a row as to look at its text.
const UNPACKING: usize = 8;
/// The key of a row that has nothing in the column.
const EMPTY: Number = (u64::MAX, u64::MAX);

/// Rows that are being sorted by a column, as many at a time as one wants.
///
/// They are sorted by the first bytes of their texts as a number, then those that agree in these by the next ones.
#[derive(Debug)]
pub(super) struct Sorting {
    column: usize,
    rows: Vec<u32>,
    /// Whether the column is one that many rows have in common: then `rows` are in their order already.
    are_stacked: bool,
    /// The texts of the rows, where they are sorted by texts.
    texts: Vec<Span>,
    /// What rows are sorted by now, and the place in `rows` of each.
    keyed: Vec<(Number, u32)>,
    is_sorted: bool,
    /// Which of `keyed` agree so far, and in how many bytes.
    runs: Vec<(usize, usize, usize)>,
}

impl Sorting {
    /// Rows that are in the default order.
    pub fn new<R: Row>(store: &Store<R>, column: usize, rows: Vec<u32>) -> Self {
        let stacked = stacked(store, column, &rows);
        Self {
            column,
            are_stacked: stacked.is_some(),
            rows: stacked.unwrap_or(rows),
            texts: Vec::new(),
            keyed: Vec::new(),
            is_sorted: false,
            runs: Vec::new(),
        }
    }

    /// Goes on for about so many rows; `true` at the end.
    pub fn go_on<R: Row>(&mut self, store: &Store<R>, left: &mut usize) -> bool {
        if self.are_stacked {
            return true;
        }
        self.keyed.reserve_exact(self.rows.len() - self.keyed.len());
        let from = self.keyed.len();
        let unpacks = value_of::<R>(self.column).is_some();
        let cost = if unpacks { UNPACKING } else { 1 };
        let upto = self
            .rows
            .len()
            .min(from.saturating_add(left.div_ceil(cost)));
        for (place, at) in (from..upto).zip(self.rows.get(from..upto).unwrap_or_default()) {
            let key = if let Some(value) = value_of::<R>(self.column) {
                store.row(*at).and_then(|row| value(&row)).map(height)
            } else {
                let span = store.span(*at, self.column);
                self.texts.push(span);
                let text = store.at(span);
                (!text.is_empty()).then(|| chunk(text, 0))
            };
            self.keyed.push((key.unwrap_or(EMPTY), small(place)));
        }
        *left = left.saturating_sub((upto - from).saturating_mul(cost));
        if upto < self.rows.len() {
            return false;
        }
        if !self.is_sorted {
            self.keyed.par_sort_unstable();
            self.is_sorted = true;
            *left = left.saturating_sub(self.rows.len());
            self.find_runs(0..self.keyed.len(), CHUNK);
        }
        while let Some((start, end, depth)) = self.runs.pop() {
            if *left == 0 {
                self.runs.push((start, end, depth));
                return false;
            }
            *left = left.saturating_sub(end - start);
            let run = self.keyed.get_mut(start..end).unwrap_or_default();
            for (key, place) in &mut *run {
                let span = self.texts.get(*place as usize).copied();
                *key = chunk(span.map_or("", |span| store.at(span)), depth);
            }
            run.sort_unstable();
            self.find_runs(start..end, depth + CHUNK);
        }
        true
    }

    /// About how much of it is done, of a hundred.
    pub fn percent(&self) -> usize {
        const SORTED: usize = 80;
        self.keyed.len() * SORTED / self.rows.len().max(1)
    }

    /// The rows in their order.
    pub fn rows(self) -> Vec<u32> {
        if self.are_stacked {
            return self.rows;
        }
        let places = self.keyed.iter().map(|(_, place)| *place as usize);
        places.filter_map(|at| self.rows.get(at).copied()).collect()
    }

    /// Finds those that agree and whose texts go on.
    fn find_runs(&mut self, range: Range<usize>, depth: usize) {
        if self.texts.is_empty() {
            return;
        }
        let mut start = range.start;
        let keyed = self.keyed.get(range).unwrap_or_default();
        for run in keyed.chunk_by(|(a, _), (b, _)| a == b) {
            let goes_on =
                |((_, end), _): &(Number, u32)| end.to_be_bytes().last() == Some(&GOES_ON);
            if run.len() > 1 && run.first().is_some_and(goes_on) {
                self.runs.push((start, start + run.len(), depth));
            }
            start += run.len();
        }
    }
}

impl<R: Row> Table<R> {
    /// Sorts rows that are in the default order by a column.
    pub(super) fn sort_rows(&self, sort: Sort, rows: &mut [u32]) {
        let mut sorting = Sorting::new(&self.store, sort.column, rows.to_vec());
        let mut left = usize::MAX;
        sorting.go_on(&self.store, &mut left);
        rows.copy_from_slice(&sorting.rows());
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
        let order = first.cmp(&second);
        let order = order.then_with(|| self.store.compare_places(a, b));
        if sort.reversed && !first.0 && !second.0 {
            order.reverse()
        } else {
            order
        }
    }

    fn sort_key(&self, sort: Sort, at: u32) -> SortKey<'_> {
        let Some(value) = value_of::<R>(sort.column) else {
            let text = self.store.text(at);
            let text = text.map_or("", |text| text.column(sort.column));
            return (text.is_empty(), (0, 0), text);
        };
        let value = self.store.row(at).and_then(|row| value(&row));
        (value.is_none(), value.map(height).unwrap_or_default(), "")
    }
}

/// What a column is sorted by, where that is no text.
fn value_of<R: Row>(column: usize) -> Option<fn(&R) -> Option<i64>> {
    R::COLUMNS.get(column)?.value
}

/// A number as one that is compared without its sign, and is never [`EMPTY`].
fn height(value: i64) -> Number {
    (value.cast_unsigned() ^ (1 << 63), 0)
}

/// Rows by a column that many of them have in common: there are few texts in it, so that rows are not compared but stacked.
fn stacked<R: Row>(store: &Store<R>, column: usize, rows: &[u32]) -> Option<Vec<u32>> {
    let piece = store.pieces().get(column)?;
    if !matches!(piece, Piece::Common(_)) || value_of::<R>(column).is_some() {
        return None;
    }
    let texts: Vec<&str> = store.commons(column).collect();
    let mut sorted = texts.clone();
    sorted.sort_unstable();
    let height = |text: &&str| {
        if text.is_empty() {
            texts.len()
        } else {
            sorted.partition_point(|other| other < text)
        }
    };
    let heights: Vec<usize> = texts.iter().map(height).collect();
    let mut stacks = vec![Vec::new(); heights.len() + 1];
    for at in rows {
        let height = store.common_number(*at).and_then(|it| heights.get(it));
        if let Some(stack) = stacks.get_mut(height.copied().unwrap_or(heights.len())) {
            stack.push(*at);
        }
    }
    Some(stacks.concat())
}

/// Some bytes of a text as a number, and how many there are from there on.
fn chunk(text: &str, from: usize) -> Number {
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    let mut bytes = [0; CHUNK + 1];
    // Nearly all texts have so many bytes, and as many as are known before are copied at once.
    if let (Some(first), Some(all)) = (bytes.first_chunk_mut::<CHUNK>(), rest.first_chunk()) {
        *first = *all;
    } else {
        for (byte, of_text) in bytes.iter_mut().zip(rest) {
            *byte = *of_text;
        }
    }
    bytes[CHUNK] = u8::try_from(rest.len()).map_or(GOES_ON, |length| length.min(GOES_ON));
    let half = |half: Option<&[u8; 8]>| half.map_or(0, |half| u64::from_be_bytes(*half));
    (half(bytes.first_chunk()), half(bytes.last_chunk()))
}

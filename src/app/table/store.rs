//! Where the rows of a table are while they are not on screen.

mod common;
mod compact;
mod search;
mod writing;

use std::{
    cmp::Ordering,
    hash::{BuildHasher, RandomState},
    marker::PhantomData,
    ops::Range,
};

use common::Common;
use hashbrown::HashTable;
use indexmap::IndexSet;

use super::fold::unfold;
use crate::{
    app::{Piece, Row},
    domain::Key,
};

/// Rows in little room: a hundred thousand are normal, and a screen shows forty.
///
/// A row lies packed in one long piece of memory that all of them share, and its texts in lower case in another one, which
/// the filter looks through. What many rows have in common is there once. Rows are told apart by their numbers, from 0;
/// those change only when a row is removed.
#[derive(Debug)]
pub(super) struct Store<R> {
    entries: Vec<Entry>,
    packed: Vec<u8>,
    texts: String,
    commons: IndexSet<Common>,
    pieces: Vec<Piece>,
    numbers: HashTable<u32>,
    hashing: RandomState,
    /// What the next row is packed into.
    scratch: Vec<u8>,
    /// What its common columns are written into.
    scratch_text: String,
    /// How many bytes of `packed` and `texts` belong to no row any more.
    waste: usize,
    /// Whether the rows' texts are in their order.
    is_in_order: bool,
    /// How often rows were changed, or got other numbers.
    changes: u64,
    rows: PhantomData<fn() -> R>,
}

/// Where a row is, and where it came from.
#[derive(Clone, Copy, Debug)]
struct Entry {
    packed: Span,
    text: Span,
    common: u32,
    hash: u32,
    origin: Origin,
}

/// Where a row came from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin {
    /// Which source brought it first.
    pub source: u32,
    /// As the how manieth that source brought it last.
    pub nth: u32,
    /// How many rows had come before it.
    pub arrival: u32,
    /// The last load of that source that brought it.
    pub load: u32,
}

/// A part of a long piece of memory.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Span {
    start: u32,
    len: u32,
}

impl<R: Row> Store<R> {
    pub fn new() -> Self {
        Self {
            entries: Vec::new(),
            packed: Vec::new(),
            texts: String::new(),
            commons: IndexSet::new(),
            pieces: Piece::of(R::COLUMNS.iter().map(|column| column.head)),
            numbers: HashTable::new(),
            hashing: RandomState::new(),
            scratch: Vec::new(),
            scratch_text: String::new(),
            waste: 0,
            is_in_order: true,
            changes: 0,
            rows: PhantomData,
        }
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// How often rows were changed, or got other numbers.
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// The number that the next row will have.
    pub fn end(&self) -> u32 {
        small(self.entries.len())
    }

    /// The number of a record's row.
    pub fn number(&self, key: &Key) -> Option<u32> {
        self.known(key).map(|(at, _)| at)
    }

    /// The number of a record's row, and the row.
    pub fn known(&self, key: &Key) -> Option<(u32, R)> {
        let hash = self.hash(key);
        let mut row = None;
        let is_it = |at: &u32| {
            let same_hash = self.entry(*at).is_some_and(|entry| entry.hash == hash);
            row = same_hash.then(|| self.row(*at)).flatten();
            row.as_ref().is_some_and(|row| row.key() == *key)
        };
        let at = *self.numbers.find(spread(hash), is_it)?;
        Some((at, row?))
    }

    /// A row.
    pub fn row(&self, at: u32) -> Option<R> {
        let entry = self.entry(at)?;
        let folded = self.packed.get(entry.packed.range())?;
        let texts = self.search_texts(entry.text, entry.common)?;
        postcard::from_bytes(&unfold(folded, texts)?).ok()
    }

    /// Where a row came from.
    pub fn origin(&self, at: u32) -> Option<Origin> {
        self.entry(at).map(|entry| entry.origin)
    }

    /// Where a row came from, to be changed.
    pub fn origin_mut(&mut self, at: u32) -> Option<&mut Origin> {
        let entry = self.entries.get_mut(usize::try_from(at).ok()?)?;
        Some(&mut entry.origin)
    }

    /// A row's place in the default order.
    pub fn rank(&self, at: u32) -> (u8, i64) {
        self.common(at).map_or((u8::MAX, 0), |common| common.rank)
    }

    /// Which of two rows comes first in the default order.
    pub fn compare_places(&self, a: u32, b: u32) -> Ordering {
        let place = |at: u32| {
            let origin = self.origin(at).map(|origin| (origin.source, origin.nth));
            (self.rank(at), origin, at)
        };
        place(a).cmp(&place(b))
    }

    /// How many rows want an answer.
    pub fn wanting(&self) -> usize {
        let wants = |at: &u32| self.common(*at).is_some_and(|common| common.wants_answer);
        self.all().filter(wants).count()
    }

    /// The numbers of all rows.
    pub fn all(&self) -> Range<u32> {
        0..self.end()
    }

    /// Takes another row; `None` where there is no room for it.
    pub fn add(&mut self, key: &Key, row: &R, origin: Origin) -> Option<u32> {
        let at = u32::try_from(self.entries.len()).ok()?;
        self.make_room();
        let hash = self.hash(key);
        let text = self.write(row)?;
        let common = self.share(row)?;
        let entry = Entry {
            packed: self.pack(row, text, common)?,
            text,
            common,
            hash,
            origin,
        };
        self.entries.push(entry);
        let entries = &self.entries;
        let hash_of = |at: &u32| spread(entries.get(*at as usize).map_or(0, |entry| entry.hash));
        self.numbers.insert_unique(spread(hash), at, hash_of);
        Some(at)
    }

    /// Takes over what a newer reply says of a known row; `true` when that may change the row's place.
    pub fn replace(&mut self, (at, mut row): (u32, R), newer: R) -> bool {
        let Some(before) = self.entry(at).copied() else {
            return false;
        };
        row.replace(newer);
        let Some(now) = self.renewed(&row, before) else {
            return false;
        };
        if let Some(entry) = self.entries.get_mut(at as usize) {
            *entry = now;
        }
        self.changes += 1;
        now.common != before.common || now.text.start != before.text.start
    }

    /// Forgets a row. The last one takes its number.
    pub fn remove(&mut self, at: u32) {
        if (at as usize) >= self.entries.len() {
            return;
        }
        self.changes += 1;
        let gone = self.entries.swap_remove(at as usize);
        self.waste += gone.packed.len as usize + gone.text.len as usize;
        let last = self.end();
        let is = |number: u32| move |other: &u32| *other == number;
        if let Ok(found) = self.numbers.find_entry(spread(gone.hash), is(at)) {
            found.remove();
        }
        self.is_in_order &= at == last;
        if let Some(moved) = self.entry(at).copied()
            && let Some(number) = self.numbers.find_mut(spread(moved.hash), is(last))
        {
            *number = at;
        }
    }

    /// Forgets all rows but those that come from where they are wanted.
    pub fn retain(&mut self, mut wanted: impl FnMut(Origin) -> bool) {
        let mut waste = 0;
        let before = self.entries.len();
        self.entries.retain(|entry| {
            let stays = wanted(entry.origin);
            if !stays {
                waste += entry.packed.len as usize + entry.text.len as usize;
            }
            stays
        });
        self.waste += waste;
        if self.entries.len() < before {
            self.changes += 1;
            self.number_again();
        }
        if self.is_wasteful() {
            self.compact();
        }
    }

    /// Finds rows by the numbers that they have now.
    fn number_again(&mut self) {
        self.numbers.clear();
        let entries = &self.entries;
        let hash_of = |at: &u32| spread(entries.get(*at as usize).map_or(0, |entry| entry.hash));
        for (at, entry) in (0..).zip(entries) {
            self.numbers.insert_unique(spread(entry.hash), at, hash_of);
        }
    }

    /// Where a row that was there before is now: where it was, as far as nothing changed.
    fn renewed(&mut self, row: &R, before: Entry) -> Option<Entry> {
        let (text, common) = (self.write(row)?, self.share(row)?);
        let is_same = self.texts.get(text.range()) == self.texts.get(before.text.range());
        let packed = self.pack(row, text, common)?;
        let is_equal = self.packed.get(packed.range()) == self.packed.get(before.packed.range());
        if is_same {
            self.texts.truncate(text.range().start);
        } else {
            self.waste += before.text.len as usize;
            self.is_in_order = false;
        }
        if is_equal {
            self.packed.truncate(packed.range().start);
        } else {
            self.waste += before.packed.len as usize;
        }
        Some(Entry {
            text: if is_same { before.text } else { text },
            packed: if is_equal { before.packed } else { packed },
            common,
            ..before
        })
    }

    fn entry(&self, at: u32) -> Option<&Entry> {
        self.entries.get(at as usize)
    }

    fn common(&self, at: u32) -> Option<&Common> {
        let number = self.entry(at)?.common;
        self.commons.get_index(number as usize)
    }

    /// A row's own search text, and the one that it has in common with others.
    fn search_texts(&self, own: Span, common: u32) -> Option<[&str; 2]> {
        let common = self.commons.get_index(common as usize)?;
        Some([self.texts.get(own.range())?, &common.text])
    }

    fn hash(&self, key: &Key) -> u32 {
        let hash = self.hashing.hash_one(key);
        u32::try_from(hash >> u32::BITS).unwrap_or_default()
    }
}

impl Span {
    fn new(start: usize, len: usize) -> Option<Self> {
        u32::try_from(start.checked_add(len)?).ok()?;
        Some(Self {
            start: small(start),
            len: small(len),
        })
    }

    fn range(self) -> Range<usize> {
        let start = self.start as usize;
        start..start + self.len as usize
    }
}

/// A number that is small wherever it means something.
pub(super) fn small(number: impl TryInto<u32>) -> u32 {
    number.try_into().unwrap_or(u32::MAX)
}

/// A hash of the length that the table of numbers wants.
fn spread(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

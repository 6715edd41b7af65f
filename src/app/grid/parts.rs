use std::ops::Range;

use crate::{
    api::{Arguments, Operation},
    app::{Cell, Work},
    domain::{Clean, Key},
};

/// Which row it is, and how it stands on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stand {
    /// Its number, as long as no rows come or go.
    pub row: u32,
    /// Whether the cursor is on it.
    pub is_selected: bool,
    /// Whether it is marked.
    pub is_marked: bool,
}

/// A row on screen.
#[derive(Debug, PartialEq)]
pub struct Line {
    /// Which one, and how it stands there.
    pub stand: Stand,
    /// Whether it may be taken for another one.
    pub is_disguised: bool,
    /// What its columns show, of those on screen.
    pub cells: Vec<Cell>,
    /// Which parts of each the filter found.
    pub hits: Vec<Vec<Range<usize>>>,
    /// What is being done to it.
    pub status: Option<Cell>,
}

/// How many rows there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// After the filter.
    pub shown: usize,
    /// Loaded so far.
    pub loaded: usize,
    /// In all, as far as the vendors tell.
    pub total: usize,
    /// Brought by the newest load of each list: less than are loaded while rows from before wait to be read again.
    pub read: usize,
    /// Marked.
    pub marked: usize,
    /// Whether the cursor's movements mark.
    pub ranging: bool,
    /// Where the cursor is, from 0.
    pub position: usize,
    /// Whether more are coming.
    pub loading: bool,
    /// Whether more would have come: a list broke off.
    pub broken: bool,
    /// What is being done to the rows for longer than a moment.
    pub work: Option<Work>,
}

impl Counts {
    /// How much of all is there, where it isn't all (yet): `500 of 3000`, `500` where nobody knows how many there are.
    pub fn missing(&self) -> Option<String> {
        (self.broken || self.loading).then(|| {
            let of = (self.total > self.loaded).then(|| format!(" of {}", self.total));
            format!("{}{}", self.loaded, of.unwrap_or_default())
        })
    }
}

/// The record under the cursor, for the detail.
#[derive(Debug)]
pub struct Selection {
    /// What it is known by.
    pub key: Key,
    /// What people call it.
    pub name: Clean,
    /// How all of it is read.
    pub read: Option<(&'static Operation, Arguments)>,
}

/// The record under the cursor, as the target of an operation.
#[derive(Debug)]
pub struct Addressed {
    /// What it is known by.
    pub key: Key,
    /// What people call it, and what is typed before something destructive is done to it.
    pub name: Clean,
    /// The values of the operation's path.
    pub arguments: Arguments,
    /// Why the operation can't be done to it now.
    pub refusal: Option<String>,
}

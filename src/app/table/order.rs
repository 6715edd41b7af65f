//! Which rows are shown, and in which order.

use std::borrow::Cow;

use super::{Entry, Table};
use crate::app::{Column, Row};

/// By which column a table is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The column, from 0.
    pub column: usize,
    /// Whether the last comes first.
    pub reversed: bool,
}

impl<R: Row> Table<R> {
    /// Shows the entries from `first` on below the others, if that is where they belong: a long list comes in its own
    /// order, and need not be arranged anew for each page.
    pub(super) fn append_from(&mut self, first: usize) -> bool {
        if self.sort.is_some() || (first == 0 && self.anchor.is_some()) {
            return false;
        }
        let mut last = self.view.last().and_then(|at| self.place(*at));
        for at in first..self.entries.len() {
            let place = self.place(at);
            if place < last {
                return false;
            }
            last = place;
            if self.entries.get(at).is_some_and(|entry| self.stays(entry)) {
                self.view.push(at);
            }
        }
        self.cursor.go(self.cursor.position(), self.view.len());
        true
    }

    /// By which column the rows are sorted; `None` for the default order.
    pub fn sort(&self) -> Option<Sort> {
        self.sort
    }

    /// Sorts by the next column, after the last one in the default order again.
    pub fn sort_by_next(&mut self) {
        let column = self.sort.map_or(0, |sort| sort.column + 1);
        self.sort = (column < R::COLUMNS.len()).then_some(Sort {
            column,
            reversed: false,
        });
        self.hold();
        self.arrange();
    }

    /// Sorts by a column, or in the default order.
    pub fn sort_by(&mut self, sort: Option<Sort>) {
        self.sort = sort;
        self.hold();
        self.arrange();
    }

    /// Turns the order round.
    pub fn reverse(&mut self) {
        let sort = self.sort.unwrap_or(Sort {
            column: 0,
            reversed: false,
        });
        self.sort = Some(Sort {
            reversed: !sort.reversed,
            ..sort
        });
        self.hold();
        self.arrange();
    }

    /// Brings the view up to date: filtered, ordered, the cursor on its record.
    pub fn arrange(&mut self) {
        let shown = self
            .entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| self.stays(entry));
        let mut view: Vec<_> = shown.map(|(at, _)| at).collect();
        match self.sort {
            None => view.sort_by_key(|at| self.place(*at)),
            Some(sort) => {
                view.sort_by_cached_key(|at| (self.text_at(*at, sort.column), self.place(*at)));
                if sort.reversed {
                    view.reverse();
                }
            }
        }
        self.view = view;
        let entries = &self.entries;
        let anchored = self.anchor.as_ref().and_then(|anchor| {
            let held = |at: &usize| entries.get(*at).is_some_and(|entry| entry.key == *anchor);
            self.view.iter().position(held)
        });
        self.cursor
            .go(anchored.unwrap_or(self.cursor.position()), self.view.len());
    }

    fn stays(&self, entry: &Entry<R>) -> bool {
        self.filter.is_empty() || self.filter.matches(&texts(&entry.row))
    }

    /// Where an entry stands in the default order.
    fn place(&self, at: usize) -> Option<((u8, i64), usize, usize)> {
        self.entries
            .get(at)
            .map(|entry| (entry.row.rank(), entry.source, at))
    }

    /// What an entry is sorted by in a column; what is empty comes last.
    fn text_at(&self, at: usize, column: usize) -> (bool, String) {
        let entry = self.entries.get(at).zip(R::COLUMNS.get(column));
        let text = entry.map_or_else(String::new, |(entry, column)| {
            (column.text)(&entry.row).to_lowercase()
        });
        (text.is_empty(), text)
    }
}

fn texts<R: Row>(row: &R) -> Vec<(&'static str, Cow<'_, str>)> {
    let text = |column: &Column<R>| {
        (
            column.head.title,
            Cow::Owned((column.text)(row).to_lowercase()),
        )
    };
    R::COLUMNS.iter().map(text).collect()
}

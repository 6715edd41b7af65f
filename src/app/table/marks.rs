//! Which rows are marked: one by one, all that are shown, or those that the cursor passes.

use std::collections::HashSet;

use super::Table;
use crate::{
    app::{Motion, Row},
    domain::Key,
};

/// A range that follows the cursor.
#[derive(Debug)]
pub struct Range {
    /// The record where it began, and where that stands now.
    start: Key,
    position: usize,
    /// What it has marked; what was marked before is not its own.
    own: HashSet<Key>,
}

impl<R: Row> Table<R> {
    /// How many rows are marked.
    pub fn marked(&self) -> usize {
        self.marks.len()
    }

    /// Whether the cursor's movements mark.
    pub fn is_ranging(&self) -> bool {
        self.range.is_some()
    }

    /// Ends a range. Without one, marks the row under the cursor, or takes its mark away, and goes on to the next one.
    pub fn toggle_mark(&mut self) {
        if self.range.take().is_some() {
            return;
        }
        let Some(key) = self.selected().map(|row| row.key()) else {
            return;
        };
        if !self.marks.remove(&key) {
            self.marks.insert(key);
        }
        self.step(Motion::Down);
    }

    /// Begins a range at the cursor, or ends the one that was begun: its rows stay marked.
    pub fn toggle_range(&mut self) {
        if self.range.take().is_some() {
            return;
        }
        let Some(start) = self.selected().map(|row| row.key()) else {
            return;
        };
        self.hold();
        let position = self.cursor.position();
        self.range = Some(Range {
            start,
            position,
            own: HashSet::new(),
        });
        self.mark_on_the_way(position);
    }

    /// Forgets what the range has marked; `false` when none was begun.
    pub fn drop_range(&mut self) -> bool {
        let Some(range) = self.range.take() else {
            return false;
        };
        self.marks.retain(|key| !range.own.contains(key));
        true
    }

    /// Marks all rows that are shown.
    pub fn mark_all(&mut self) {
        self.range = None;
        let shown = self
            .places
            .shown()
            .iter()
            .filter_map(|at| self.store.row(*at));
        self.marks.extend(shown.map(|row| row.key()));
    }

    /// Takes all marks away; `false` when there were none.
    pub fn unmark_all(&mut self) -> bool {
        self.range = None;
        let any = !self.marks.is_empty();
        self.marks.clear();
        any
    }

    /// Takes the mark of a record away.
    pub fn unmark(&mut self, key: &Key) {
        self.marks.remove(key);
    }

    /// Whether rows are marked besides the one under the cursor.
    pub fn marks_others(&self) -> bool {
        let here = self.selected().map(|row| row.key());
        self.marks.iter().any(|key| Some(key) != here.as_ref())
    }

    /// How many of some records are loaded and not shown, because the filter hides them.
    pub fn hidden(&self, keys: &[&Key]) -> usize {
        let loaded = keys.iter().filter_map(|key| self.store.number(key));
        let mut hidden: HashSet<u32> = loaded.collect();
        for at in self.places.shown() {
            hidden.remove(at);
        }
        hidden.len()
    }

    pub(super) fn is_marked(&self, at: u32) -> bool {
        let row = || self.seen(at);
        !self.marks.is_empty() && row().is_some_and(|row| self.marks.contains(&row.key()))
    }

    /// The cursor came from there: what lies between belongs to the range, or no longer does. Only those rows are looked
    /// at.
    pub(super) fn mark_on_the_way(&mut self, from: usize) {
        let to = self.cursor.position();
        let Some(range) = &mut self.range else {
            return;
        };
        let inside = range.position.min(to)..=range.position.max(to);
        for position in from.min(to)..=from.max(to) {
            let row = self
                .places
                .shown()
                .get(position)
                .and_then(|at| self.store.row(*at));
            let Some(key) = row.map(|row| row.key()) else {
                continue;
            };
            if inside.contains(&position) {
                if self.marks.insert(key.clone()) {
                    range.own.insert(key);
                }
            } else if range.own.remove(&key) {
                self.marks.remove(&key);
            }
        }
    }

    /// The rows stand elsewhere: so does the beginning of the range. One whose beginning is not shown any more ends.
    pub(super) fn find_range(&mut self) {
        let Some(range) = &mut self.range else {
            return;
        };
        let start = self.store.number(&range.start);
        match self.places.shown().iter().position(|at| Some(*at) == start) {
            Some(position) => range.position = position,
            None => self.range = None,
        }
    }
}

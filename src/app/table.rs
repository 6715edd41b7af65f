use std::collections::{HashMap, HashSet};

mod order;

pub use order::Sort;

use super::{Cursor, Filter, Motion, Phase, Row, Source};
use crate::{
    api::{LoadId, Problem},
    domain::Key,
};

/// The rows of one pane, merged over the providers: filled by its sources, narrowed by its filter, walked by its cursor.
///
/// Cursor and marks hold on to records, not to positions: whatever loads, is filtered or goes, they stay where they were.
#[derive(Debug)]
pub struct Table<R> {
    /// The list operations that fill it.
    pub sources: Vec<Source>,
    filter: Filter,
    entries: Vec<Entry<R>>,
    positions: HashMap<Key, usize>,
    view: Vec<usize>,
    cursor: Cursor,
    /// The record under the cursor, once a person has moved it; before, the cursor stays on the first row.
    anchor: Option<Key>,
    marks: HashSet<Key>,
    sort: Option<Sort>,
}

/// A row, which source brought it first, and when that source brought it last.
#[derive(Debug)]
struct Entry<R> {
    row: R,
    key: Key,
    source: usize,
    load: LoadId,
}

impl<R: Row> Table<R> {
    /// An empty table with its sources.
    pub fn new(sources: Vec<Source>) -> Self {
        Self {
            sources,
            filter: Filter::default(),
            entries: Vec::new(),
            positions: HashMap::new(),
            view: Vec::new(),
            cursor: Cursor::default(),
            anchor: None,
            marks: HashSet::new(),
            sort: None,
        }
    }

    /// A page came: its rows replace those of the same key and follow the others. Pages of an older load are dropped.
    pub fn extend(&mut self, load: LoadId, rows: Vec<R>, total: Option<usize>) {
        let Some(at) = self.source_of(load) else {
            return;
        };
        if let Some(source) = self.sources.get_mut(at) {
            source.loaded += rows.len();
            source.total = total.or(source.total);
        }
        let known = self.entries.len();
        let mut replaced = false;
        for row in rows {
            let key = row.key();
            let position = self.positions.get(&key);
            if let Some(entry) = position.and_then(|position| self.entries.get_mut(*position)) {
                entry.row.replace(row);
                replaced = true;
                if entry.source == at {
                    entry.load = load;
                }
            } else {
                self.positions.insert(key.clone(), self.entries.len());
                self.entries.push(Entry {
                    row,
                    key,
                    source: at,
                    load,
                });
            }
        }
        if replaced || !self.append_from(known) {
            self.arrange();
        }
    }

    /// Rows as another reply tells them, such as the answer to a change; unknown ones are left to the next reload.
    pub fn refresh(&mut self, rows: Vec<R>) {
        for row in rows {
            let position = self.positions.get(&row.key());
            if let Some(entry) = position.and_then(|at| self.entries.get_mut(*at)) {
                entry.row.replace(row);
            }
        }
        self.arrange();
    }

    /// A load is complete: what its source had brought before, and did not bring again, is gone.
    pub fn finish(&mut self, load: LoadId) {
        let Some(at) = self.source_of(load) else {
            return;
        };
        if let Some(source) = self.sources.get_mut(at) {
            source.phase = Phase::Complete;
            source.total = Some(source.loaded);
        }
        self.retain(|entry| entry.source != at || entry.load == load);
    }

    /// A load failed: what it brought stays, and so does what was there before.
    pub fn fail(&mut self, load: LoadId, problem: Problem) {
        let at = self.source_of(load);
        if let Some(source) = at.and_then(|at| self.sources.get_mut(at)) {
            source.phase = Phase::Failed(Box::new(problem));
        }
    }

    /// A record was deleted.
    pub fn remove(&mut self, key: &Key) {
        self.retain(|entry| entry.key != *key);
    }

    /// The row of a record.
    pub fn row(&self, key: &Key) -> Option<&R> {
        let at = self.positions.get(key)?;
        self.entries.get(*at).map(|entry| &entry.row)
    }

    /// All rows, in no particular order.
    pub fn rows(&self) -> impl Iterator<Item = &R> {
        self.entries.iter().map(|entry| &entry.row)
    }

    /// All rows, to be changed in place.
    pub fn rows_mut(&mut self) -> impl Iterator<Item = &mut R> {
        self.entries.iter_mut().map(|entry| &mut entry.row)
    }

    /// The row under the cursor.
    pub fn selected(&self) -> Option<&R> {
        self.at(self.cursor.position())
    }

    /// The marked rows in the order of the table, or the row under the cursor where none is marked. Marks that the filter
    /// hides count too: they were set on purpose.
    pub fn targets(&self) -> Vec<&R> {
        if self.marks.is_empty() {
            return self.selected().into_iter().collect();
        }
        let marked = |entry: &&Entry<R>| self.marks.contains(&entry.key);
        let mut targets: Vec<_> = self
            .entries
            .iter()
            .filter(marked)
            .map(|entry| &entry.row)
            .collect();
        targets.sort_by_key(|row| row.rank());
        targets
    }

    /// The rows that are on screen: whether each is under the cursor, whether it is marked, and itself.
    pub fn window(&self) -> impl Iterator<Item = (bool, bool, &R)> {
        self.cursor.window(self.view.len()).filter_map(|position| {
            let row = self.at(position)?;
            Some((
                position == self.cursor.position(),
                self.is_marked(position),
                row,
            ))
        })
    }

    /// How many rows are shown.
    pub fn shown(&self) -> usize {
        self.view.len()
    }

    /// How many rows are marked.
    pub fn marked(&self) -> usize {
        self.marks.len()
    }

    /// How many rows there are, shown or not.
    pub fn loaded(&self) -> usize {
        self.entries.len()
    }

    /// Where the cursor is, counted from 0.
    pub fn position(&self) -> usize {
        self.cursor.position()
    }

    /// The screen has room for so many rows.
    pub fn resize(&mut self, height: usize) {
        self.cursor.resize(height, self.view.len());
    }

    /// Moves the cursor.
    pub fn step(&mut self, motion: Motion) {
        self.cursor.step(motion, self.view.len());
        self.hold();
    }

    /// Puts the cursor on a line of those on screen, from 0; `false` where there is none.
    pub fn go_to_line(&mut self, line: usize) -> bool {
        let Some(position) = self.cursor.window(self.view.len()).nth(line) else {
            return false;
        };
        self.cursor.go(position, self.view.len());
        self.hold();
        true
    }

    /// Rolls the window by so many lines; the cursor stays where it is as long as that is on screen.
    pub fn roll(&mut self, lines: isize) {
        self.cursor.roll(lines, self.view.len());
        self.hold();
    }

    /// Marks the row under the cursor, or takes its mark away, and goes on to the next one.
    pub fn toggle_mark(&mut self) {
        let Some(key) = self.selected().map(Row::key) else {
            return;
        };
        if !self.marks.remove(&key) {
            self.marks.insert(key);
        }
        self.step(Motion::Down);
    }

    /// Marks all rows that are shown.
    pub fn mark_all(&mut self) {
        let shown = self.view.iter().filter_map(|at| self.entries.get(*at));
        self.marks.extend(shown.map(|entry| entry.key.clone()));
    }

    /// Takes all marks away; `false` when there were none.
    pub fn unmark_all(&mut self) -> bool {
        let any = !self.marks.is_empty();
        self.marks.clear();
        any
    }

    /// What narrows the table down.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// What narrows the table down, to be typed into; [`Table::narrow`] applies it.
    pub fn filter_mut(&mut self) -> &mut Filter {
        &mut self.filter
    }

    /// Narrows the table down to what a text asks for.
    pub fn narrow(&mut self, text: &str) {
        if self.filter.set(text) {
            self.arrange();
        }
    }

    fn source_of(&self, load: LoadId) -> Option<usize> {
        self.sources
            .iter()
            .position(|source| source.load == load && source.is_loading())
    }

    fn at(&self, position: usize) -> Option<&R> {
        self.view
            .get(position)
            .and_then(|at| self.entries.get(*at))
            .map(|entry| &entry.row)
    }

    fn is_marked(&self, position: usize) -> bool {
        let entry = self.view.get(position).and_then(|at| self.entries.get(*at));
        entry.is_some_and(|entry| self.marks.contains(&entry.key))
    }

    fn hold(&mut self) {
        self.anchor = self.selected().map(Row::key);
    }

    fn retain(&mut self, stays: impl Fn(&Entry<R>) -> bool) {
        self.entries.retain(stays);
        let keys = self.entries.iter().enumerate();
        self.positions = keys.map(|(at, entry)| (entry.key.clone(), at)).collect();
        self.marks.retain(|key| self.positions.contains_key(key));
        self.arrange();
    }
}

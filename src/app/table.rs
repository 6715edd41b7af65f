use std::{
    cell::OnceCell,
    collections::{HashMap, HashSet},
};

mod cursor;
mod grid;
mod marks;
mod order;

use marks::Range;
pub use order::Sort;

use super::{Asked, Columns, Cursor, Filter, Phase, Row, SearchText, Source};
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
    /// What the vendors are asked to narrow down.
    pub asked: Asked,
    /// Which columns are shown.
    pub columns: Columns,
    filter: Filter,
    entries: Vec<Entry<R>>,
    positions: HashMap<Key, usize>,
    /// All entries in the order of the table.
    order: Vec<usize>,
    /// Those that the filter leaves.
    view: Vec<usize>,
    cursor: Cursor,
    /// The record under the cursor, once a person has moved it; before, the cursor stays on the first row.
    anchor: Option<Key>,
    /// Where the cursor was before a filter was typed, until it is moved.
    before_filter: Option<Left>,
    marks: HashSet<Key>,
    range: Option<Range>,
    /// How many rows want an answer, once somebody asked.
    wanting: OnceCell<usize>,
    sort: Option<Sort>,
    /// How many rows have ever come.
    arrivals: u64,
}

/// Where the cursor was: on a record, or else on the first row.
#[derive(Debug)]
struct Left(Option<Key>);

/// A row, which source brought it first, when that source brought it last, and as the how manieth.
#[derive(Debug)]
struct Entry<R> {
    row: R,
    search: SearchText,
    key: Key,
    source: usize,
    load: LoadId,
    nth: usize,
    /// How many rows had come before it.
    arrival: u64,
}

impl<R: Row> Entry<R> {
    /// Takes over what a newer reply says; `true` when that may change its place.
    fn replace(&mut self, row: R) -> bool {
        let rank = self.row.rank();
        self.row.replace(row);
        let search = search_text(&self.row);
        let moved = rank != self.row.rank() || search != self.search;
        self.search = search;
        moved
    }
}

fn search_text<R: Row>(row: &R) -> SearchText {
    SearchText::new(R::COLUMNS.iter().map(|column| (column.text)(row)))
}

impl<R: Row> Table<R> {
    /// An empty table with its sources.
    pub fn new(sources: Vec<Source>) -> Self {
        let heads = || R::COLUMNS.iter().map(|column| column.head);
        Self {
            sources,
            asked: Asked::default(),
            columns: Columns::new(heads().collect()),
            filter: Filter::over(heads()),
            entries: Vec::new(),
            positions: HashMap::new(),
            order: Vec::new(),
            view: Vec::new(),
            cursor: Cursor::default(),
            anchor: None,
            before_filter: None,
            marks: HashSet::new(),
            range: None,
            wanting: OnceCell::new(),
            sort: None,
            arrivals: 0,
        }
    }

    /// A page came: its rows replace those of the same key and follow the others; one that came before in this load, and
    /// has moved to this page meanwhile, stays where it is. Pages of an older load are dropped.
    pub fn extend(&mut self, load: LoadId, rows: Vec<R>, total: Option<usize>) {
        let Some(at) = self.source_of(load) else {
            return;
        };
        let mut nth = 0;
        if let Some(source) = self.sources.get_mut(at) {
            nth = source.loaded;
            source.total = total.or(source.total);
        }
        let known = self.entries.len();
        let mut moved = Vec::new();
        for row in rows {
            let key = row.key();
            let position = self.positions.get(&key).copied();
            if let Some((position, entry)) =
                position.and_then(|position| Some((position, self.entries.get_mut(position)?)))
            {
                if entry.replace(row) && position < known {
                    moved.push(position);
                }
                if entry.source == at {
                    if std::mem::replace(&mut entry.load, load) == load {
                        continue;
                    }
                    // Its new place counts when the list is complete.
                    entry.nth = nth;
                }
            } else {
                self.positions.insert(key.clone(), self.entries.len());
                self.entries.push(Entry {
                    search: search_text(&row),
                    row,
                    key,
                    source: at,
                    load,
                    nth,
                    arrival: self.arrivals,
                });
                self.arrivals += 1;
            }
            nth += 1;
        }
        if let Some(source) = self.sources.get_mut(at) {
            source.loaded = nth;
        }
        self.place_again(moved);
        self.insert_from(known);
    }

    /// Rows as another reply tells them, such as the answer to a change; unknown ones are left to the next reload.
    pub fn refresh(&mut self, rows: Vec<R>) {
        let mut moved = Vec::new();
        for row in rows {
            let position = self.positions.get(&row.key()).copied();
            if let Some(at) = position
                && let Some(entry) = self.entries.get_mut(at)
                && entry.replace(row)
            {
                moved.push(at);
            }
        }
        self.place_again(moved);
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
        let before = self.entries.len();
        self.entries
            .retain(|entry| entry.source != at || entry.load == load);
        if self.entries.len() < before {
            let keys = self.entries.iter().enumerate();
            self.positions = keys.map(|(at, entry)| (entry.key.clone(), at)).collect();
            self.marks.retain(|key| self.positions.contains_key(key));
        }
        self.arrange();
    }

    /// A load failed: what it brought stays, and so does what was there before.
    pub fn fail(&mut self, load: LoadId, problem: Problem) {
        let at = self.source_of(load);
        if let Some(source) = at.and_then(|at| self.sources.get_mut(at)) {
            source.phase = Phase::Failed(Box::new(problem));
        }
    }

    /// A record was deleted: the last entry takes its place, so that the others stay where they are.
    pub fn remove(&mut self, key: &Key) {
        let Some(gone) = self.positions.remove(key) else {
            return;
        };
        self.marks.remove(key);
        self.wanting.take();
        self.order.retain(|at| *at != gone);
        self.view.retain(|at| *at != gone);
        self.entries.swap_remove(gone);
        let last = self.entries.len();
        if let Some(entry) = self.entries.get(gone) {
            self.positions.insert(entry.key.clone(), gone);
            let places = self.order.iter_mut().chain(&mut self.view);
            for at in places.filter(|at| **at == last) {
                *at = gone;
            }
        }
        self.find_anchor();
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

    /// The rows that came after so many others.
    pub fn arrived_since(&self, since: u64) -> impl Iterator<Item = &R> {
        let new = self.entries.iter().filter(move |it| it.arrival >= since);
        new.map(|entry| &entry.row)
    }

    /// The keys of all rows.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        self.entries.iter().map(|entry| &entry.key)
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
        let positions = self.marks.iter().filter_map(|key| self.positions.get(key));
        let mut targets: Vec<_> = positions.copied().collect();
        self.put_in_order(&mut targets);
        let entries = targets.iter().filter_map(|at| self.entries.get(*at));
        entries.map(|entry| &entry.row).collect()
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

    /// How many rows there are, shown or not.
    pub fn loaded(&self) -> usize {
        self.entries.len()
    }

    /// How many rows want an answer. They are counted when rows came, went or changed.
    pub fn wanting(&self) -> usize {
        let count = || self.rows().filter(|row| row.wants_answer()).count();
        *self.wanting.get_or_init(count)
    }

    /// What narrows the table down.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// The rows that are shown, in their order.
    pub fn shown_rows(&self) -> impl Iterator<Item = &R> {
        let entries = self.view.iter().filter_map(|at| self.entries.get(*at));
        entries.map(|entry| &entry.row)
    }

    /// What narrows the table down, to be typed into; [`Table::narrow`] applies it.
    pub fn filter_mut(&mut self) -> &mut Filter {
        &mut self.filter
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

    fn stay(&mut self) {
        self.anchor = self.selected().map(Row::key);
    }
}

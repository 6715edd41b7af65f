mod cursor;
mod fold;
mod grid;
mod lately;
mod lines;
mod marks;
mod order;
mod pass;
mod places;
mod sift;
mod sort;
mod store;

use std::{
    cell::{OnceCell, RefCell},
    collections::HashSet,
    rc::Rc,
};

use lately::Lately;
use marks::Range;
pub use order::Sort;
pub use pass::Work;
use pass::{PIECE, Pass};
use places::Places;
use store::{Origin, Store, small};

use super::{Asked, Columns, Cursor, Filter, Phase, Row, Source, filter::Needle};
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
    store: Store<R>,
    lately: RefCell<Lately<R>>,
    places: Places,
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
    /// What is being done to the rows, and how many of them at a time.
    pass: Option<Pass>,
    piece: usize,
    /// How many rows have ever come.
    arrivals: u32,
}

/// Where the cursor was: on a record, or else on the first row.
#[derive(Debug)]
struct Left(Option<Key>);

impl<R: Row> Table<R> {
    /// An empty table with its sources.
    pub fn new(sources: Vec<Source>) -> Self {
        let heads = || R::COLUMNS.iter().map(|column| column.head);
        Self {
            sources,
            asked: Asked::default(),
            columns: Columns::new(heads().collect()),
            filter: Filter::over(heads()),
            store: Store::new(),
            lately: RefCell::new(Lately::new()),
            places: Places::default(),
            cursor: Cursor::default(),
            anchor: None,
            before_filter: None,
            marks: HashSet::new(),
            range: None,
            wanting: OnceCell::new(),
            sort: None,
            pass: None,
            piece: PIECE,
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
            nth = small(source.loaded);
            source.total = total.or(source.total);
        }
        let (source, load) = (small(at), small(load));
        let known = self.store.end();
        let mut moved = Vec::new();
        for row in rows {
            let key = row.key();
            if let Some(before) = self.store.known(&key) {
                let at = before.0;
                if self.store.replace(before, row) && at < known {
                    moved.push(at);
                }
                if let Some(origin) = self.store.origin_mut(at)
                    && origin.source == source
                {
                    if std::mem::replace(&mut origin.load, load) == load {
                        continue;
                    }
                    // Its new place counts when the list is complete.
                    origin.nth = nth;
                }
            } else {
                let origin = Origin {
                    source,
                    nth,
                    arrival: self.arrivals,
                    load,
                };
                self.store.add(&key, &row, origin);
                self.arrivals = self.arrivals.saturating_add(1);
            }
            nth = nth.saturating_add(1);
        }
        if let Some(source) = self.sources.get_mut(at) {
            source.loaded = usize::try_from(nth).unwrap_or(usize::MAX);
        }
        if moved.is_empty() {
            self.insert_from(known);
        } else {
            self.place_again(moved.into_iter().chain(known..self.store.end()));
        }
    }

    /// Rows as another reply tells them, such as the answer to a change; unknown ones are left to the next reload.
    pub fn refresh(&mut self, rows: Vec<R>) {
        let mut moved = Vec::new();
        for row in rows {
            if let Some(before) = self.store.known(&row.key()) {
                let at = before.0;
                if self.store.replace(before, row) {
                    moved.push(at);
                }
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
        let (source, load) = (small(at), small(load));
        let before = self.store.len();
        self.store
            .retain(|origin| origin.source != source || origin.load == load);
        if self.store.len() < before {
            self.marks.retain(|key| self.store.number(key).is_some());
        }
        self.arrange();
        if self.store.len() < before {
            // What is shown until then has the numbers of rows that are gone.
            self.complete();
        }
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
        self.complete();
        let Some(gone) = self.store.number(key) else {
            return;
        };
        self.marks.remove(key);
        self.wanting.take();
        self.store.remove(gone);
        let last = self.store.end();
        for rows in self.places.each() {
            rows.retain(|at| *at != gone);
            for at in rows.iter_mut().filter(|at| **at == last) {
                *at = gone;
            }
        }
        self.find_anchor();
    }

    /// The row of a record.
    pub fn row(&self, key: &Key) -> Option<R> {
        self.store.row(self.store.number(key)?)
    }

    /// All rows, in no particular order.
    pub fn rows(&self) -> impl Iterator<Item = R> {
        self.store.all().filter_map(|at| self.store.row(at))
    }

    /// The rows that have a text in some column, in any case; others may be among them.
    pub fn rows_with(&self, text: &str) -> impl Iterator<Item = R> {
        let needle = Needle::new(text);
        let with = self
            .store
            .all()
            .filter(move |at| self.store.holds(*at, &needle));
        with.filter_map(|at| self.store.row(at))
    }

    /// The rows that came after so many others.
    pub fn arrived_since(&self, since: u32) -> impl Iterator<Item = R> {
        let is_new = move |at: &u32| {
            let origin = self.store.origin(*at);
            origin.is_some_and(|origin| origin.arrival >= since)
        };
        let new = self.store.all().filter(is_new);
        new.filter_map(|at| self.store.row(at))
    }

    /// The row under the cursor.
    pub fn selected(&self) -> Option<Rc<R>> {
        self.seen(self.selected_number()?)
    }

    /// The marked rows in the order of the table, or the row under the cursor where none is marked. Marks that the filter
    /// hides count too: they were set on purpose.
    pub fn targets(&self) -> impl Iterator<Item = Rc<R>> {
        let marked = self.marks.iter().filter_map(|key| self.store.number(key));
        let mut targets: Vec<_> = marked.collect();
        if self.marks.is_empty() {
            targets.extend(self.selected_number());
        }
        self.put_in_order(&mut targets);
        targets.into_iter().filter_map(|at| self.seen(at))
    }

    /// How many rows are shown.
    pub fn shown(&self) -> usize {
        self.places.shown().len()
    }

    /// How many rows there are, shown or not.
    pub fn loaded(&self) -> usize {
        self.store.len()
    }

    /// How many rows want an answer. They are counted when rows came, went or changed.
    pub fn wanting(&self) -> usize {
        *self.wanting.get_or_init(|| self.store.wanting())
    }

    /// What narrows the table down.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// The rows that are shown, in their order.
    pub fn shown_rows(&self) -> impl Iterator<Item = R> {
        self.places
            .shown()
            .iter()
            .filter_map(|at| self.store.row(*at))
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

    fn seen(&self, at: u32) -> Option<Rc<R>> {
        self.lately.borrow_mut().row(at, &self.store)
    }

    fn selected_number(&self) -> Option<u32> {
        self.places.shown().get(self.cursor.position()).copied()
    }

    fn stay(&mut self) {
        self.anchor = self.selected().map(|row| row.key());
    }
}

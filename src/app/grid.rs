use std::ops::Range;

use super::{
    Asked, Cell, Columns, Draft, Facts, Filter, LeftOut, Listing, Motion, Phase, Row, Sort, Source,
    Step, Table, TableAction, Tone,
};
use crate::{
    api::{Arguments, Guard, LoadId, Operation, Problem, Rows},
    domain::{Clean, Key},
};

/// A table of whatever rows, as the screen and the program see it.
pub trait Grid {
    /// Which columns are shown.
    fn columns(&self) -> &Columns;
    /// Which columns are shown, to be changed.
    fn columns_mut(&mut self) -> &mut Columns;
    /// The rows on screen.
    fn lines(&self, facts: &Facts<'_>) -> Vec<Line>;
    /// How many rows there are.
    fn counts(&self) -> Counts;
    /// The list operations that fill it.
    fn sources(&self) -> &[Source];
    /// The list operations that fill it, to be started.
    fn sources_mut(&mut self) -> &mut Vec<Source>;
    /// What the vendors are asked to narrow down.
    fn asked(&self) -> &Asked;
    /// What the vendors are to be asked from the next load on.
    fn ask(&mut self, asked: Asked);
    /// The rows that are shown, with all their columns, as texts.
    fn listing(&self) -> Listing;
    /// By which column it is sorted.
    fn sort(&self) -> Option<Sort>;
    /// Sorts by a column, or in the default order.
    fn sort_by(&mut self, sort: Option<Sort>);
    /// What narrows it down.
    fn filter(&self) -> &Filter;
    /// What narrows it down, to be typed into.
    fn filter_mut(&mut self) -> &mut Filter;
    /// Narrows it down.
    fn narrow(&mut self, text: &str);
    /// The record under the cursor.
    fn selection(&self, facts: &Facts<'_>) -> Option<Selection>;
    /// How the record under the cursor is addressed by an operation, if the operation is about it.
    fn addressed(&self, operation: &Operation) -> Option<Addressed>;
    /// How the record that some arguments lead to is addressed by an operation, if it is one of these.
    fn find(&self, operation: &Operation, arguments: &Arguments) -> Option<Addressed>;
    /// Why a record does not allow an operation, if it is one of these.
    fn refusal(&self, key: &Key, operation: &Operation) -> Option<String>;
    /// What people call a record, if it is one of these.
    fn name(&self, key: &Key) -> Option<Clean>;
    /// An operation for each marked row, or for the one under the cursor, and which of them don't allow it.
    fn drafts(
        &self,
        operation: &'static Operation,
        facts: &Facts<'_>,
    ) -> (Vec<Draft>, Vec<LeftOut>);
    /// Forgets the rows that a range has marked so far; `false` when none was begun.
    fn drop_range(&mut self) -> bool;
    /// The key of the record under the cursor.
    fn selected_key(&self) -> Option<Key>;
    /// Does what concerns every table; opening and reloading are the program's.
    fn act(&mut self, action: TableAction) -> Step;
    /// Takes all marks away; `false` when there were none.
    fn unmark_all(&mut self) -> bool;
    /// Moves the cursor.
    fn step(&mut self, motion: Motion);
    /// There is room for so many cells and rows.
    fn resize(&mut self, width: u16, height: usize);
    /// A page came.
    fn extend(&mut self, load: LoadId, rows: Rows, total: Option<usize>);
    /// Rows as the answer to a change tells them.
    fn refresh(&mut self, rows: Rows);
    /// A load is complete.
    fn finish(&mut self, load: LoadId);
    /// A load failed.
    fn fail(&mut self, load: LoadId, problem: Problem);
    /// A record was deleted.
    fn remove(&mut self, key: &Key);
    /// Whether a load is under way here.
    fn owns(&self, load: LoadId) -> bool {
        self.sources().iter().any(|source| source.load == load)
    }
}

/// A row on screen.
#[derive(Debug)]
pub struct Line {
    /// What its columns show, of those on screen.
    pub cells: Vec<Cell>,
    /// Which parts of each the filter found.
    pub hits: Vec<Vec<Range<usize>>>,
    /// What is being done to it.
    pub status: Option<Cell>,
    /// Whether the cursor is on it.
    pub selected: bool,
    /// Whether it is marked.
    pub marked: bool,
    /// Whether it may be taken for another one.
    pub disguised: bool,
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
    /// Marked.
    pub marked: usize,
    /// Whether the cursor's movements mark.
    pub ranging: bool,
    /// Where the cursor is, from 0.
    pub position: usize,
    /// Whether more are coming.
    pub loading: bool,
}

/// The record under the cursor, for the detail.
#[derive(Debug)]
pub struct Selection {
    /// What it is known by.
    pub key: Key,
    /// What people call it.
    pub name: Clean,
    /// What the table has no room for.
    pub summary: Vec<(&'static str, Cell)>,
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

impl<R: Row> Grid for Table<R> {
    fn columns(&self) -> &Columns {
        &self.columns
    }

    fn columns_mut(&mut self) -> &mut Columns {
        &mut self.columns
    }

    fn lines(&self, facts: &Facts<'_>) -> Vec<Line> {
        let window = self.columns.window();
        let shown = || {
            let columns = window.columns.iter().map(|shown| shown.column);
            columns.filter_map(|at| Some((at, R::COLUMNS.get(at)?)))
        };
        let line = |(selected, marked, row): (bool, bool, &R)| {
            let cells: Vec<_> = shown()
                .map(|(_, column)| (column.cell)(row, facts))
                .collect();
            let hits = shown()
                .zip(&cells)
                .map(|((at, _), cell)| self.filter().hits(at, cell.text.as_str()));
            Line {
                disguised: row.disguise().is_some(),
                hits: hits.collect(),
                cells,
                status: facts.calls.status(&row.key(), facts.uptime, facts.undo_key),
                selected,
                marked,
            }
        };
        self.window().map(line).collect()
    }

    fn counts(&self) -> Counts {
        let expected = |source: &Source| match source.phase {
            Phase::Loading => source.total.unwrap_or(source.loaded).max(source.loaded),
            Phase::Idle | Phase::Complete | Phase::Failed(_) => source.loaded,
        };
        Counts {
            shown: self.shown(),
            loaded: self.loaded(),
            total: self
                .sources
                .iter()
                .map(expected)
                .fold(0, usize::saturating_add)
                .max(self.loaded()),
            marked: self.marked(),
            ranging: self.is_ranging(),
            position: self.position(),
            loading: self.sources.iter().any(Source::is_loading),
        }
    }

    fn sources(&self) -> &[Source] {
        &self.sources
    }

    fn sources_mut(&mut self) -> &mut Vec<Source> {
        &mut self.sources
    }

    fn asked(&self) -> &Asked {
        &self.asked
    }

    fn ask(&mut self, asked: Asked) {
        self.asked = asked;
    }

    fn listing(&self) -> Listing {
        let texts = |row: &R| {
            let columns = R::COLUMNS.iter();
            columns
                .map(|column| (column.text)(row).into_owned())
                .collect()
        };
        Listing {
            names: R::COLUMNS.iter().map(|column| column.head.name()).collect(),
            rows: self.shown_rows().map(texts).collect(),
        }
    }

    fn sort(&self) -> Option<Sort> {
        Table::sort(self)
    }

    fn sort_by(&mut self, sort: Option<Sort>) {
        Table::sort_by(self, sort);
    }

    fn filter(&self) -> &Filter {
        Table::filter(self)
    }

    fn filter_mut(&mut self) -> &mut Filter {
        Table::filter_mut(self)
    }

    fn narrow(&mut self, text: &str) {
        Table::narrow(self, text);
    }

    fn selection(&self, facts: &Facts<'_>) -> Option<Selection> {
        let row = self.selected()?;
        let mut summary = row.summary(facts);
        if let Some(disguise) = row.disguise() {
            summary.push(("Beware", Cell::new(disguise.words(), Tone::Warning)));
        }
        if let Some(problem) = facts.calls.problem(&row.key()) {
            summary.push(("Failed", Cell::new(problem.to_string(), Tone::Bad)));
            summary.push(("Next", Cell::plain(problem.hint())));
        }
        Some(Selection {
            key: row.key(),
            name: row.name().clone(),
            summary,
            read: row.read(),
        })
    }

    fn addressed(&self, operation: &Operation) -> Option<Addressed> {
        addressed(self.selected()?, operation)
    }

    fn find(&self, operation: &Operation, arguments: &Arguments) -> Option<Addressed> {
        let mut found = self.rows().filter_map(|row| addressed(row, operation));
        found.find(|addressed| addressed.arguments.are_within(arguments))
    }

    fn refusal(&self, key: &Key, operation: &Operation) -> Option<String> {
        self.row(key).and_then(|row| row.refuses(operation))
    }

    fn name(&self, key: &Key) -> Option<Clean> {
        self.row(key).map(|row| row.name().clone())
    }

    fn drafts(
        &self,
        operation: &'static Operation,
        facts: &Facts<'_>,
    ) -> (Vec<Draft>, Vec<LeftOut>) {
        super::pane::drafts(self, facts, |_| Ok(operation))
    }

    fn drop_range(&mut self) -> bool {
        Table::drop_range(self)
    }

    fn selected_key(&self) -> Option<Key> {
        self.selected().map(Row::key)
    }

    fn act(&mut self, action: TableAction) -> Step {
        match action {
            TableAction::Open
            | TableAction::Repeat
            | TableAction::Actions
            | TableAction::CopyId
            | TableAction::CopyRecord
            | TableAction::Columns
            | TableAction::Narrow
            | TableAction::Export
            | TableAction::Reload => return Step::Ignored,
            TableAction::Filter => self.filter_mut().edit(),
            TableAction::Mark => self.toggle_mark(),
            TableAction::Range => self.toggle_range(),
            TableAction::MarkAll => self.mark_all(),
            TableAction::Sort => self.sort_by_next(),
            TableAction::Reverse => self.reverse(),
            TableAction::ScrollLeft => self.columns.scroll_left(),
            TableAction::ScrollRight => self.columns.scroll_right(),
            TableAction::MarkNone => {
                self.unmark_all();
            }
        }
        Step::Handled
    }

    fn unmark_all(&mut self) -> bool {
        Table::unmark_all(self)
    }

    fn step(&mut self, motion: Motion) {
        Table::step(self, motion);
    }

    fn resize(&mut self, width: u16, height: usize) {
        Table::resize(self, width, height);
    }

    fn extend(&mut self, load: LoadId, rows: Rows, total: Option<usize>) {
        if let Some(rows) = R::from_rows(rows) {
            Table::extend(self, load, rows, total);
        }
    }

    fn refresh(&mut self, rows: Rows) {
        if let Some(rows) = R::from_rows(rows) {
            Table::refresh(self, rows);
        }
    }

    fn finish(&mut self, load: LoadId) {
        Table::finish(self, load);
    }

    fn fail(&mut self, load: LoadId, problem: Problem) {
        Table::fail(self, load, problem);
    }

    fn remove(&mut self, key: &Key) {
        Table::remove(self, key);
    }
}

/// A row as the target of an operation.
fn addressed<R: Row>(row: &R, operation: &Operation) -> Option<Addressed> {
    let arguments = row.address(operation)?;
    let typed = operation.guard == Guard::TypeName;
    Some(Addressed {
        key: row.key(),
        name: if typed { row.typed_name() } else { row.name() }.clone(),
        arguments,
        refusal: row.refuses(operation),
    })
}

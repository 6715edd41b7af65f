use super::{
    Cell, Extra, Facts, Filter, Head, Letter, Motion, Phase, Row, Sort, Source, Step, Table,
    TableAction,
};
use crate::{
    api::{Arguments, Guard, LoadId, Operation, Problem, Rows},
    domain::{Clean, Key},
};

/// A table of whatever rows, as the screen and the program see it.
pub trait Grid {
    /// The headings.
    fn heads(&self) -> Vec<Head>;
    /// The rows on screen.
    fn lines(&self, facts: &Facts<'_>) -> Vec<Line>;
    /// How many rows there are.
    fn counts(&self) -> Counts;
    /// The list operations that fill it.
    fn sources(&self) -> &[Source];
    /// The list operations that fill it, to be started.
    fn sources_mut(&mut self) -> &mut Vec<Source>;
    /// By which column it is sorted.
    fn sort(&self) -> Option<Sort>;
    /// What narrows it down.
    fn filter(&self) -> &Filter;
    /// What narrows it down, to be typed into.
    fn filter_mut(&mut self) -> &mut Filter;
    /// Narrows it down.
    fn narrow(&mut self, text: &str);
    /// The record under the cursor.
    fn selection(&self) -> Option<Selection>;
    /// Tells the record under the cursor in words; `false` when there is none.
    fn write(&self, letter: &mut Letter<'_>, facts: &Facts<'_>) -> bool;
    /// What else is to be read for the detail of the record under the cursor.
    fn extras(&self, facts: &Facts<'_>) -> Vec<Extra>;
    /// How the record under the cursor is addressed by an operation, if the operation is about it.
    fn addressed(&self, operation: &Operation) -> Option<Addressed>;
    /// Whether there is such a record, and it does not allow an operation.
    fn has_refusal(&self, key: &Key, operation: &Operation) -> bool;
    /// The key of the record under the cursor.
    fn selected_key(&self) -> Option<Key>;
    /// Does what concerns every table; opening and reloading are the program's.
    fn act(&mut self, action: TableAction) -> Step;
    /// Takes all marks away; `false` when there were none.
    fn unmark_all(&mut self) -> bool;
    /// Moves the cursor.
    fn step(&mut self, motion: Motion);
    /// There is room for so many rows.
    fn resize(&mut self, height: usize);
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
    /// What its columns show.
    pub cells: Vec<Cell>,
    /// Whether the cursor is on it.
    pub selected: bool,
    /// Whether it is marked.
    pub marked: bool,
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
    fn heads(&self) -> Vec<Head> {
        R::COLUMNS.iter().map(|column| column.head).collect()
    }

    fn lines(&self, facts: &Facts<'_>) -> Vec<Line> {
        let line = |(selected, marked, row): (bool, bool, &R)| {
            let mut cells: Vec<_> = R::COLUMNS
                .iter()
                .map(|column| (column.cell)(row, facts))
                .collect();
            let status = facts.calls.status(&row.key(), facts.uptime, facts.undo_key);
            if let (Some(status), Some(last)) = (status, cells.last_mut()) {
                *last = status;
            }
            Line {
                cells,
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

    fn sort(&self) -> Option<Sort> {
        Table::sort(self)
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

    fn selection(&self) -> Option<Selection> {
        let row = self.selected()?;
        Some(Selection {
            key: row.key(),
            name: row.name().clone(),
            read: row.read(),
        })
    }

    fn write(&self, letter: &mut Letter<'_>, facts: &Facts<'_>) -> bool {
        let row = self.selected();
        if let Some(row) = row {
            row.write(letter, facts);
        }
        row.is_some()
    }

    fn extras(&self, facts: &Facts<'_>) -> Vec<Extra> {
        self.selected()
            .map(|row| row.extras(facts))
            .unwrap_or_default()
    }

    fn addressed(&self, operation: &Operation) -> Option<Addressed> {
        let row = self.selected()?;
        let arguments = row.address(operation)?;
        let typed = operation.guard == Guard::TypeName;
        Some(Addressed {
            key: row.key(),
            name: if typed { row.typed_name() } else { row.name() }.clone(),
            arguments,
            refusal: row.refuses(operation),
        })
    }

    fn has_refusal(&self, key: &Key, operation: &Operation) -> bool {
        self.row(key)
            .is_some_and(|row| row.refuses(operation).is_some())
    }

    fn selected_key(&self) -> Option<Key> {
        self.selected().map(Row::key)
    }

    fn act(&mut self, action: TableAction) -> Step {
        match action {
            TableAction::Open
            | TableAction::Actions
            | TableAction::CopyId
            | TableAction::CopyRecord
            | TableAction::Json
            | TableAction::ScrollLeft
            | TableAction::ScrollRight
            | TableAction::Reload => return Step::Ignored,
            TableAction::Filter => self.filter_mut().edit(),
            TableAction::Mark => self.toggle_mark(),
            TableAction::MarkAll => self.mark_all(),
            TableAction::Sort => self.sort_by_next(),
            TableAction::Reverse => self.reverse(),
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

    fn resize(&mut self, height: usize) {
        Table::resize(self, height);
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

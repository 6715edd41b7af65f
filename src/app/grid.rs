mod parts;

pub use self::parts::{Addressed, Counts, Line, Selection, Stand};

use std::rc::Rc;

use super::{
    Asked, Columns, Draft, Extra, Facts, Filter, LeftOut, Letter, Listing, Motion, Sort, Source,
    Step, TableAction, Window,
};
use crate::{
    api::{Arguments, LoadId, Operation, Problem, Rows},
    domain::{Clean, Key, Provider},
};

/// A table of whatever rows, as the screen and the program see it.
pub trait Grid {
    /// Which columns are shown.
    fn columns(&self) -> &Columns;
    /// Which columns are shown, to be changed.
    fn columns_mut(&mut self) -> &mut Columns;
    /// The rows on screen, with these columns. Of those `before` each that is there still is taken as it is: it must say the
    /// same.
    fn lines(&self, facts: &Facts<'_>, window: &Window, before: &[Rc<Line>]) -> Vec<Rc<Line>>;
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
    /// Puts the cursor on a line of those on screen, from 0; `false` where there is none.
    fn go_to_line(&mut self, line: usize) -> bool;
    /// Rolls the window by so many lines; the cursor stays where it is as long as that is on screen.
    fn roll(&mut self, lines: isize);
    /// What narrows it down.
    fn filter(&self) -> &Filter;
    /// What narrows it down, to be typed into.
    fn filter_mut(&mut self) -> &mut Filter;
    /// Narrows it down.
    fn narrow(&mut self, text: &str);
    /// Whether sorting or filtering is under way.
    fn is_at_work(&self) -> bool;
    /// Does another piece of it.
    fn work(&mut self);
    /// Ends the sorting or filtering that is under way: something is to be done with the rows.
    fn complete(&mut self);
    /// The record under the cursor.
    fn selection(&self) -> Option<Selection>;
    /// Tells the record under the cursor in words; `false` when there is none.
    fn write(&self, letter: &mut Letter<'_>, facts: &Facts<'_>) -> bool;
    /// What else is to be read for the detail of the record under the cursor.
    fn extras(&self, facts: &Facts<'_>) -> Vec<Extra>;
    /// How the record under the cursor is addressed by an operation, if the operation is about it.
    fn addressed(&self, operation: &Operation) -> Option<Addressed>;
    /// How the record that some arguments lead to is addressed by an operation, if it is one of these.
    fn find(&self, operation: &Operation, arguments: &Arguments) -> Option<Addressed>;
    /// Why a record does not allow an operation, if it is one of these.
    fn refusal(&self, key: &Key, operation: &Operation) -> Option<String>;
    /// What people call a record, if it is one of these.
    fn name(&self, key: &Key) -> Option<Clean>;
    /// Whose a record is, where others have the like of it.
    fn whose(&self, key: &Key) -> Option<Clean>;
    /// Whether what is typed for a record would do for another one too.
    fn has_namesake(&self, key: &Key) -> bool;
    /// What tells a record from another one of the same name, if it is one of these.
    fn aside(&self, key: &Key) -> Option<Clean>;
    /// How many of some records are here and not shown, because the filter hides them.
    fn hidden(&self, keys: &[&Key]) -> usize;
    /// Whether rows are marked besides the one under the cursor.
    fn marks_others(&self) -> bool;
    /// Takes the mark of a record away.
    fn unmark(&mut self, key: &Key);
    /// An operation for each marked row, or for the one under the cursor, and which of them don't allow it.
    fn drafts(
        &self,
        operation: &'static Operation,
        facts: &Facts<'_>,
    ) -> (Vec<Draft>, Vec<LeftOut>);
    /// Forgets the rows that a range has marked so far; `false` when none was begun.
    fn drop_range(&mut self) -> bool;
    /// How all of a record is read, if it is one of these.
    fn reading_of(&self, key: &Key) -> Option<(&'static Operation, Arguments)>;
    /// The record of a vendor with this id, if it is one of these.
    fn key_with(&self, provider: Provider, id: &str) -> Option<Key>;
    /// How many rows have ever come.
    fn arrivals(&self) -> u32;
    /// The records of a vendor that came after so many others, and that are called so in any column.
    fn called(&self, provider: Provider, name: &str, since: u32) -> Vec<Key>;
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

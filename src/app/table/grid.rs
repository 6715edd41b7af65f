//! A table of some kind of rows, as one of whatever rows.

use std::rc::Rc;

use super::Table;
use crate::{
    api::{Arguments, Guard, LoadId, Operation, Problem, Rows},
    app::{
        Addressed, Asked, Cell, Columns, Counts, Draft, Extra, Facts, Filter, Grid, LeftOut,
        Letter, Line, Listing, Motion, Phase, Row, Selection, Sort, Source, Step, TableAction,
        Tone, Window,
    },
    domain::{Clean, Key, Provider},
};

impl<R: Row> Grid for Table<R> {
    fn columns(&self) -> &Columns {
        &self.columns
    }

    fn columns_mut(&mut self) -> &mut Columns {
        &mut self.columns
    }

    fn lines(&self, facts: &Facts<'_>, window: &Window, before: &[Rc<Line>]) -> Vec<Rc<Line>> {
        Table::lines(self, facts, window, before)
    }

    fn counts(&self) -> Counts {
        let expected = |source: &Source| match source.phase {
            Phase::Loading | Phase::Stopped | Phase::Failed(_) => {
                source.total.unwrap_or(source.loaded).max(source.loaded)
            }
            Phase::Idle | Phase::Complete => source.loaded,
        };
        let total = self.sources.iter().map(expected);
        let total = total.fold(0, usize::saturating_add).max(self.loaded());
        let broken = |source: &Source| {
            let broken = matches!(source.phase, Phase::Failed(_) | Phase::Stopped);
            let failed = broken && source.loaded > 0;
            failed && (source.total.is_none() || total > self.loaded())
        };
        let read = self.sources.iter().map(|source| source.loaded);
        Counts {
            read: read.fold(0, usize::saturating_add).min(self.loaded()),
            shown: self.shown(),
            loaded: self.loaded(),
            total,
            marked: self.marked(),
            ranging: self.is_ranging(),
            position: self.position(),
            loading: self.sources.iter().any(Source::is_loading),
            broken: self.sources.iter().any(broken),
            work: self.at_work(),
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
        let texts = |row: R| {
            let columns = R::COLUMNS.iter();
            columns
                .map(|column| (column.text)(&row).into_owned())
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

    fn go_to_line(&mut self, line: usize) -> bool {
        Table::go_to_line(self, line)
    }

    fn roll(&mut self, lines: isize) {
        Table::roll(self, lines);
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

    fn is_at_work(&self) -> bool {
        Table::is_at_work(self)
    }

    fn work(&mut self) {
        Table::work(self);
    }

    fn complete(&mut self) {
        Table::complete(self);
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
        let Some(row) = self.selected() else {
            return false;
        };
        if let Some(disguise) = row.disguise() {
            letter.say("Beware", Cell::new(disguise.words(), Tone::Warning));
        }
        row.write(letter, facts);
        if let Some(problem) = facts.calls.problem(&row.key()) {
            letter.section("Last attempt");
            letter.say("Failed", Cell::new(problem.to_string(), Tone::Bad));
            letter.say("Next", Cell::plain(problem.hint()));
        }
        true
    }

    fn extras(&self, facts: &Facts<'_>) -> Vec<Extra> {
        self.selected()
            .map(|row| row.extras(facts))
            .unwrap_or_default()
    }

    fn addressed(&self, operation: &Operation) -> Option<Addressed> {
        let row = self.selected()?;
        addressed(row.as_ref(), operation)
    }

    fn find(&self, operation: &Operation, arguments: &Arguments) -> Option<Addressed> {
        let mut found = self.rows().filter_map(|row| addressed(&row, operation));
        found.find(|addressed| addressed.arguments.are_within(arguments))
    }

    fn refusal(&self, key: &Key, operation: &Operation) -> Option<String> {
        self.row(key).and_then(|row| row.refuses(operation))
    }

    fn name(&self, key: &Key) -> Option<Clean> {
        self.row(key).map(|row| row.name().clone())
    }

    fn whose(&self, key: &Key) -> Option<Clean> {
        self.row(key)?.whose().cloned()
    }

    fn has_namesake(&self, key: &Key) -> bool {
        let Some(row) = self.row(key) else {
            return false;
        };
        let name = row.typed_name();
        self.rows_with(name.raw()).any(|other| {
            let it = other.key();
            let like = (it.provider, it.family) == (key.provider, key.family);
            like && it != *key && other.typed_name() == name
        })
    }

    fn reading_of(&self, key: &Key) -> Option<(&'static Operation, Arguments)> {
        self.row(key)?.read()
    }

    fn key_with(&self, provider: Provider, id: &str) -> Option<Key> {
        let mut keys = self.rows_with(id).map(|row| row.key());
        keys.find(|key| key.provider == provider && *key.id == *id)
    }

    fn arrivals(&self) -> u32 {
        self.arrivals
    }

    fn called(&self, provider: Provider, name: &str, since: u32) -> Vec<Key> {
        let is_called = |row: &R| {
            let mut texts = R::COLUMNS.iter().map(|column| (column.text)(row));
            texts.any(|text| text.trim().to_lowercase() == name.to_lowercase())
        };
        let new = self.arrived_since(since);
        let keys = new.filter(is_called).map(|row| row.key());
        keys.filter(|key| key.provider == provider).collect()
    }

    fn aside(&self, key: &Key) -> Option<Clean> {
        self.row(key).map(|row| row.aside())
    }

    fn hidden(&self, keys: &[&Key]) -> usize {
        Table::hidden(self, keys)
    }

    fn marks_others(&self) -> bool {
        Table::marks_others(self)
    }

    fn unmark(&mut self, key: &Key) {
        Table::unmark(self, key);
    }

    fn drafts(
        &self,
        operation: &'static Operation,
        facts: &Facts<'_>,
    ) -> (Vec<Draft>, Vec<LeftOut>) {
        crate::app::pane::drafts(self, facts, |_| Ok(operation))
    }

    fn drop_range(&mut self) -> bool {
        Table::drop_range(self)
    }

    fn selected_key(&self) -> Option<Key> {
        self.selected().map(|row| row.key())
    }

    fn act(&mut self, action: TableAction) -> Step {
        match action {
            TableAction::Open
            | TableAction::Repeat
            | TableAction::Actions
            | TableAction::CopyId
            | TableAction::CopyRecord
            | TableAction::Json
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

//! What the rows on screen say.

use std::rc::Rc;

use super::Table;
use crate::app::{Facts, Line, Row, Stand, Window};

impl<R: Row> Table<R> {
    /// The rows that are on screen.
    pub fn window(&self) -> impl Iterator<Item = Rc<R>> {
        self.stands().filter_map(|stand| self.seen(stand.row))
    }

    /// The same as they are drawn, with these columns. Of those `before` each that is there still is taken as it is: it must
    /// say the same.
    pub fn lines(&self, facts: &Facts<'_>, window: &Window, before: &[Rc<Line>]) -> Vec<Rc<Line>> {
        let shown = || {
            let columns = window.columns.iter().map(|shown| shown.column);
            columns.filter_map(|at| Some((at, R::COLUMNS.get(at)?)))
        };
        let mut hits = self.filter().hits();
        let quiet = facts.calls.is_quiet();
        let mut line = |stand: Stand| {
            let row = self.seen(stand.row)?;
            let cells: Vec<_> = shown()
                .map(|(_, column)| (column.cell)(&row, facts))
                .collect();
            let hits = shown()
                .zip(&cells)
                .map(|((at, _), cell)| hits.of(at, cell.text.as_str()))
                .collect();
            let status = || facts.calls.status(&row.key(), facts.uptime, facts.keymap);
            Some(Rc::new(Line {
                stand,
                is_disguised: row.disguise().is_some(),
                hits,
                cells,
                status: if quiet { None } else { status() },
            }))
        };
        let mut lines = Vec::with_capacity(before.len());
        lines.extend(self.stands().filter_map(|stand| {
            let known = before.iter().find(|line| line.stand == stand);
            known.cloned().or_else(|| line(stand))
        }));
        lines
    }

    /// Which rows are on screen, and how they stand there.
    fn stands(&self) -> impl Iterator<Item = Stand> {
        self.cursor.window(self.shown()).filter_map(|position| {
            let row = *self.places.shown().get(position)?;
            Some(Stand {
                row,
                is_selected: position == self.cursor.position(),
                is_marked: self.is_marked(row),
            })
        })
    }
}

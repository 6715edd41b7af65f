//! What the person does to see the table in front another way, and to take it along.

use std::{path::PathBuf, time::Duration};

use jiff::tz::TimeZone;

use super::{
    Action, Adjust, App, ColumnList, Context, DialogAction, Effect, Export, ExportForm, Exported,
    Format, Narrow, Notice, Overlay, Overwrite, Source, Tab, TableAction,
};

impl App {
    /// Goes on with the sorting and filtering that is under way.
    pub(super) fn work(&mut self) {
        for tab in Tab::ALL {
            let grid = self.panes.get_mut(tab).grid_mut();
            if grid.is_at_work() {
                grid.work();
                if !grid.is_at_work() || grid.counts().work.is_some() {
                    self.screen.redraw();
                }
            }
        }
    }

    /// When to go on with sorting and filtering: at once, while there is any.
    pub(super) fn work_due(&self) -> Option<Duration> {
        let mut tabs = Tab::ALL.into_iter();
        let is_at_work = tabs.any(|tab| self.panes.get(tab).grid().is_at_work());
        is_at_work.then_some(self.now.uptime)
    }

    /// The rows follow what has been typed into the filter.
    pub(super) fn narrow(&mut self) {
        let grid = self.panes.grid_mut();
        let text = grid
            .filter()
            .input
            .as_ref()
            .and_then(|input| input.lines().first().cloned());
        grid.narrow(&text.unwrap_or_default());
    }

    /// Enter keeps what was typed, esc throws it away.
    pub(super) fn end_filter(&mut self, action: Action) {
        let grid = self.panes.grid_mut();
        grid.filter_mut().input = None;
        if action == Action::Back {
            grid.narrow("");
        }
    }

    /// Opens what chooses columns.
    pub(super) fn open_columns(&mut self) {
        let grid = self.panes.grid();
        let list = ColumnList::new(grid.columns(), grid.sort());
        self.overlays.push(Overlay::Columns(list));
    }

    /// Opens what the vendors can narrow down.
    pub(super) fn open_narrow(&mut self) {
        let grid = self.panes.grid();
        let lists = grid.sources().iter().map(|source| source.operation);
        match Narrow::new(lists, grid.asked(), self.now.wall) {
            Some(narrow) => self.overlays.push(Overlay::Narrow(narrow)),
            None => self.say(Notice::warning(
                "The vendors can't narrow these lists down: / filters what is loaded",
            )),
        }
    }

    /// Opens what exports the rows that are shown.
    pub(super) fn open_export(&mut self) {
        let pane = self.panes.front.title().to_lowercase();
        let day = self.now.wall.to_zoned(TimeZone::UTC).date();
        let counts = self.panes.grid().counts();
        let read = counts.missing();
        let form = ExportForm::new(&format!("usher-{pane}-{day}"), counts.shown, read);
        self.overlays.push(Overlay::Export(form));
    }

    /// The keys that end what the vendors narrow down.
    pub fn end_of_asking(&self) -> Option<String> {
        let open = Action::Table(TableAction::Narrow);
        let clear = Action::Dialog(DialogAction::Reset);
        let keys = &self.keys.map;
        Some(format!(
            "{} {}",
            keys.keys_for(&[Context::List], open)?,
            keys.keys_for(&[Context::Narrow], clear)?
        ))
    }

    /// Shows the table in front another way.
    pub(super) fn adjust(&mut self, adjust: Adjust) -> Vec<Effect> {
        let grid = self.panes.grid_mut();
        match adjust {
            Adjust::Columns(columns) => grid.columns_mut().choose(columns),
            Adjust::Sort(sort) => grid.sort_by(sort),
            Adjust::Ask(asked) => {
                let before = grid.asked().clone();
                grid.ask(asked.clone());
                self.overlays.pop();
                let changed = |source: &Source| !asked.agrees(&before, source.operation);
                return self.load(self.panes.front, changed);
            }
        }
        Vec::new()
    }

    /// The rows that are shown leave as a file.
    pub(super) fn export(
        &mut self,
        format: Format,
        path: PathBuf,
        overwrite: Overwrite,
    ) -> Vec<Effect> {
        let mut overlays = self.overlays.iter();
        let journal = overlays.find_map(|overlay| match overlay {
            Overlay::Changes(changes) => Some(changes.listing()),
            _ => None,
        });
        self.panes.grid_mut().complete();
        let listing = journal.unwrap_or_else(|| self.panes.grid().listing());
        vec![Effect::Export(Box::new(Export {
            path,
            format,
            overwrite,
            listing,
        }))]
    }

    /// What came of writing a file.
    pub(super) fn exported(&mut self, exported: &Exported) {
        self.screen.redraw();
        let form = self
            .overlays
            .iter_mut()
            .position(|overlay| matches!(overlay, Overlay::Export(form) if form.is_writing()));
        if let Some(at) = form
            && let Some(Overlay::Export(form)) = self.overlays.get_mut(at)
        {
            if !form.end(exported) {
                return;
            }
            self.overlays.remove(at);
        }
        self.say(match (exported, exported.failure()) {
            (Exported::Done { path, rows: 1 }, _) => {
                Notice::good(format!("Exported 1 row to {path}"))
            }
            (Exported::Done { path, rows }, _) => {
                Notice::good(format!("Exported {rows} rows to {path}"))
            }
            (Exported::Exists { .. } | Exported::Failed { .. }, why) => {
                Notice::bad(why.unwrap_or_default())
            }
        });
    }
}

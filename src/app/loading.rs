//! Lists while they are read: begun, a page more, stopped.

use std::time::Duration;

use super::{Action, App, Context, Credentials, Effect, Notice, Phase, Source, Tab, TableAction};
use crate::{
    api::{Load, LoadId, Page, Rows},
    domain::{Clean, Provider},
};

/// How long the further pages of a list may wait to be seen.
const FRAME: Duration = Duration::from_millis(100);

impl App {
    /// Reads the lists of a pane again, those of one provider or all; rows stay until the new ones are there.
    pub(super) fn reload(&mut self, tab: Tab, provider: Option<Provider>) -> Vec<Effect> {
        let of_provider =
            |source: &Source| provider.is_none_or(|it| source.operation.provider == it);
        self.load(tab, of_provider)
    }

    /// Reads what has never been asked for.
    pub(super) fn load_new(&mut self, tab: Tab) -> Vec<Effect> {
        self.load(tab, |source| source.phase == Phase::Idle)
    }

    /// Reads some lists of a pane again.
    pub(super) fn load(&mut self, tab: Tab, wanted: impl Fn(&Source) -> bool) -> Vec<Effect> {
        let calls = &mut self.calls;
        let grid = self.panes.get_mut(tab).grid_mut();
        let asked = grid.asked().clone();
        let sources = grid.sources_mut();
        let load = |source: &mut Source| {
            let old = source.stop().map(Effect::Stop);
            let id = calls.next_id();
            source.begin(id);
            let new = Effect::Load(Load {
                id,
                operation: source.operation,
                arguments: asked.with(source.operation, &source.arguments),
            });
            old.into_iter().chain([new])
        };
        sources
            .iter_mut()
            .filter(|source| wanted(source))
            .flat_map(load)
            .collect()
    }

    /// Whether the way back stops a long list that is being read: nothing else is open or chosen.
    pub(super) fn stops_loading(&self) -> bool {
        let grid = self.panes.grid();
        let counts = grid.counts();
        let is_long = grid.sources().iter().any(Source::is_long);
        let is_plain = grid.filter().is_empty() && grid.filter().input.is_none();
        is_long
            && is_plain
            && self.overlays.is_empty()
            && !self.detail.focused
            && !counts.ranging
            && counts.marked == 0
    }

    /// The lists of the pane in front are read no further.
    pub(super) fn stop_loading(&mut self) -> Vec<Effect> {
        let sources = self.panes.grid_mut().sources_mut().iter_mut();
        let long = sources.filter(|source| source.is_long());
        let mut effects: Vec<_> = long.filter_map(Source::stop).map(Effect::Stop).collect();
        effects.extend(self.judge_listed());
        effects
    }

    /// A page of a list came.
    pub(super) fn page(&mut self, load: LoadId, mut page: Page) {
        self.panes.users.mark_own(&mut page.rows);
        self.accounts.learn(&page.rows);
        self.panes.users.know_roles(page.roles);
        Credentials::name_owners(&mut page.rows, &self.panes.users);
        let names_owners = matches!(page.rows, Rows::Users(_));
        let mut is_first = true;
        self.with_owner(load, |grid| {
            is_first = !grid
                .sources()
                .iter()
                .any(|it| it.load == load && it.is_long());
            grid.extend(load, page.rows, page.total);
        });
        if is_first {
            self.screen.redraw();
        } else {
            // Pages come faster than anybody reads.
            self.screen.redraw_by(self.now.uptime + FRAME);
        }
        if names_owners {
            self.panes.credentials.know_owners(&self.panes.users);
        }
    }

    /// Does something with the table that a load belongs to, if it still does.
    pub(super) fn with_owner(&mut self, load: LoadId, then: impl FnOnce(&mut dyn super::Grid)) {
        let owner = Tab::ALL
            .into_iter()
            .find(|tab| self.panes.get(*tab).grid().owns(load));
        if let Some(tab) = owner {
            then(self.panes.get_mut(tab).grid_mut());
        }
    }

    /// How far a list came that somebody stopped, and how it is read whole.
    pub(super) fn stopped(&self, source: &Source) -> String {
        let reload = Action::Table(TableAction::Reload);
        let key = self.keys.map.keys_for(&[Context::List], reload);
        let read = match source.total {
            Some(total) => format!("stopped after {} of {total}", source.loaded),
            None => format!("stopped after {}", source.loaded),
        };
        match key {
            Some(key) => format!("{read}. {key} reads all of it"),
            None => read,
        }
    }

    /// A list is not what its vendor says it is: that is said once.
    pub(super) fn note_odd(&mut self, load: LoadId, words: &Clean) {
        let mut sources = Tab::ALL
            .into_iter()
            .flat_map(|tab| self.panes.get(tab).grid().sources());
        let Some(source) = sources.find(|source| source.load == load) else {
            return;
        };
        let (title, provider) = (source.operation.title, source.operation.provider);
        let notice = Notice::warning(format!("{title} at {provider}: {words}"));
        let mut said = self.notices.journal.said().iter();
        if !said.any(|said| said.notice.text == notice.text) {
            self.say(notice);
        }
    }
}

use super::{App, Effect, Tab};
use crate::{
    api::{LoadId, Method, Operation},
    domain::Key,
};

impl App {
    /// A list was read again from its beginning: a record that no longer allows a change whose outcome was not known tells
    /// that it was made. One that still allows it keeps its failure, to be repeated.
    pub(super) fn settle_unsure(&mut self, load: LoadId) -> Vec<Effect> {
        let grids = || Tab::ALL.into_iter().map(|tab| self.panes.get(tab).grid());
        let mut sources = grids().flat_map(super::Grid::sources);
        let Some(source) = sources.find(|source| source.load == load) else {
            return Vec::new();
        };
        let unsure = self.calls.unsure(source.operation.provider, load);
        let made = |(key, operation): &(Key, &'static Operation)| {
            let whole = grids().all(|grid| grid.asked().is_empty());
            let gone = operation.method == Method::Delete && whole;
            grids().any(|grid| grid.refusal(key, operation).is_some())
                || (gone && !grids().any(|grid| grid.name(key).is_some()))
        };
        let (made, others): (Vec<_>, Vec<_>) = unsure.into_iter().partition(made);
        let mut effects = Vec::new();
        for (key, operation) in made {
            self.calls.settle(&key);
            effects.extend(self.settle_by_row(&key, operation));
        }
        for (key, _) in others {
            self.calls.looked(&key);
        }
        effects
    }
}

use super::{App, Tab};
use crate::{
    api::{LoadId, Method, Operation},
    domain::Key,
};

impl App {
    /// A list was read again from its beginning: a record that no longer allows a change whose outcome was not known tells
    /// that it was made. One that still allows it keeps its failure, to be repeated.
    pub(super) fn settle_unsure(&mut self, load: LoadId) {
        let grids = || Tab::ALL.into_iter().map(|tab| self.panes.get(tab).grid());
        let mut sources = grids().flat_map(super::Grid::sources);
        let Some(source) = sources.find(|source| source.load == load) else {
            return;
        };
        let unsure = self.calls.unsure(source.operation.provider, load);
        let made = |(key, operation): &(Key, &'static Operation)| {
            let gone = operation.method == Method::Delete;
            grids().any(|grid| grid.refusal(key, operation).is_some())
                || (gone && !grids().any(|grid| grid.name(key).is_some()))
        };
        let (made, others): (Vec<_>, Vec<_>) = unsure.into_iter().partition(made);
        for (key, _) in made {
            self.calls.settle(&key);
        }
        for (key, _) in others {
            self.calls.looked(&key);
        }
    }
}

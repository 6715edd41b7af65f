//! What the lists tell about changes: what is gone, what is there now, and what came after a change was sent.

use super::{
    Before, Open,
    witness::{Verdict, deletes, made_as},
};
use crate::{
    api::{LoadId, Operation, tripartie},
    app::{App, Draft, Grid, Phase, Tab},
    domain::{Key, Provider},
};

impl App {
    /// What there is before a change is sent: what turns up later may be what it made.
    pub(in crate::app) fn before_making(&self, draft: &Draft) -> Before {
        let grid = made_as(draft).and_then(|_| self.list_of_made(draft.operation));
        grid.map_or_else(Before::default, |grid| {
            let mut all = sources(grid, draft.operation.provider).into_iter();
            Before {
                arrivals: grid.arrivals(),
                is_whole: grid.asked().is_empty() && all.all(|it| it.0 == Phase::Complete),
            }
        })
    }

    /// What the lists tell, once all of them have been read after `after`.
    pub(super) fn judge_by_lists(&self, open: &Open, after: LoadId) -> Option<Verdict> {
        let operation = open.operation?;
        let provider = operation.provider;
        let mut whole = true;
        for grid in self.lists_of(operation) {
            for (phase, load) in sources(grid, provider) {
                match phase {
                    _ if load <= after => return None,
                    Phase::Complete => {}
                    Phase::Failed(_) | Phase::Stopped => whole = false,
                    Phase::Idle | Phase::Loading => return None,
                }
            }
            whole &= grid.asked().is_empty();
        }
        if !whole {
            return Some(Verdict::Unclear);
        }
        Some(match &open.sent {
            Some(sent) if made_as(sent).is_some() => self.judge_making(open, sent),
            _ if !deletes(operation) => self.judge_state(open, operation),
            _ if open
                .target()
                .cloned()
                .or_else(|| self.key_of(open))
                .is_some_and(|key| self.is_there(&key)) =>
            {
                Verdict::NotMade
            }
            _ if open.change.target.is_some() => Verdict::Made,
            _ => Verdict::Unclear,
        })
    }

    /// A record that no longer allows a change of an earlier run.
    fn judge_state(&self, open: &Open, operation: &Operation) -> Verdict {
        let key = open.target().cloned().or_else(|| self.key_of(open));
        let mut grids = self.lists_of(operation);
        let refuses =
            key.is_some_and(|key| grids.any(|grid| grid.refusal(&key, operation).is_some()));
        if refuses {
            Verdict::Made
        } else {
            Verdict::Unclear
        }
    }

    fn is_there(&self, key: &Key) -> bool {
        let mut grids = Tab::ALL.into_iter().map(|tab| self.panes.get(tab).grid());
        grids.any(|grid| grid.name(key).is_some())
    }

    /// Whether what was to be made is there: a row that came after the change was sent, and that nothing else made.
    fn judge_making(&self, open: &Open, sent: &Draft) -> Verdict {
        let Some(name) = made_as(sent) else {
            return Verdict::Unclear;
        };
        let provider = sent.operation.provider;
        let made = &self.unconfirmed.made;
        let Some(grid) = self.list_of_made(sent.operation) else {
            return Verdict::Unclear;
        };
        let found = grid.called(provider, name, open.before.arrivals);
        let found = found.iter().filter(|key| !made.keys.contains(key)).count();
        let same = |other: &&Open| {
            let draft = other.sent.as_ref();
            draft.is_some_and(|it| it.operation == sent.operation && made_as(it) == Some(name))
        };
        let rivals = self.unconfirmed.open.iter().filter(same).count();
        let known_name = (sent.operation.id, name.to_lowercase());
        match found {
            // Nobody says that those who were invited stand in the list.
            0 if *sent.operation == tripartie::INVITE_USER => Verdict::Unclear,
            0 => Verdict::NotMade,
            _ if !open.before.is_whole || made.names.contains(&known_name) => Verdict::Unclear,
            found if found == rivals => Verdict::Made,
            _ => Verdict::Unclear,
        }
    }

    pub(super) fn lists_of(&self, operation: &Operation) -> impl Iterator<Item = &dyn Grid> {
        let tabs = operation.reloads.iter().filter_map(|home| Tab::of(*home));
        tabs.map(|tab| self.panes.get(tab).grid())
    }

    /// The list in which what is made turns up.
    fn list_of_made(&self, operation: &Operation) -> Option<&dyn Grid> {
        let mut grids = self.lists_of(operation);
        grids.find(|grid| !sources(*grid, operation.provider).is_empty())
    }
}

/// The lists of a vendor in a table: how far each has come, and its newest load.
fn sources(grid: &dyn Grid, provider: Provider) -> Vec<(Phase, LoadId)> {
    let of_it = grid.sources().iter();
    let of_it = of_it.filter(|source| source.operation.provider == provider);
    of_it
        .map(|source| (source.phase.clone(), source.load))
        .collect()
}

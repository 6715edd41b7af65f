use super::{App, Confirm, Draft, Effect, Notice, Overlay, Phase, Source, Tab};
use crate::{
    api::{Guard, Load},
    domain::{Mistake, Provider},
};

impl App {
    /// Puts drafts of one operation through its guard.
    pub(super) fn submit(&mut self, drafts: Vec<Draft>) -> Vec<Effect> {
        let Some(first) = drafts.first() else {
            return Vec::new();
        };
        if self.options.read_only && first.operation.changes() {
            self.say(read_only());
            return Vec::new();
        }
        match first.operation.guard {
            Guard::Read | Guard::Write if first.changes.is_empty() => self.start_all(drafts),
            Guard::Read | Guard::Write | Guard::YesNo | Guard::TypeName => {
                self.overlays
                    .extend(Confirm::new(drafts).map(Overlay::Confirm));
                Vec::new()
            }
            Guard::Undo => {
                let due = self.now.uptime + self.options.undo_window;
                for draft in drafts {
                    self.calls.wait(draft, due);
                }
                Vec::new()
            }
        }
    }

    /// Sends drafts whose guard is behind them.
    pub(super) fn start_all(&mut self, drafts: Vec<Draft>) -> Vec<Effect> {
        drafts.into_iter().map(|draft| self.start(draft)).collect()
    }

    /// Sends one draft.
    pub(super) fn start(&mut self, draft: Draft) -> Effect {
        let call = self.calls.start(draft);
        self.look_out(&call);
        Effect::Call(call)
    }

    /// Takes back what was asked for last and still waits.
    pub(super) fn undo(&mut self) {
        let dropped = self.calls.undo();
        self.say(match dropped.as_slice() {
            [] => Notice::warning("Nothing waits any more: what was sent can't be taken back"),
            [only] => Notice::good(format!("Taken back: {} is as it was", only.name)),
            several => Notice::good(format!("Taken back: {} are as they were", several.len())),
        });
    }

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

    fn load(&mut self, tab: Tab, wanted: impl Fn(&Source) -> bool) -> Vec<Effect> {
        let calls = &mut self.calls;
        let sources = self.panes.get_mut(tab).grid_mut().sources_mut();
        let load = |source: &mut Source| {
            let id = calls.next_id();
            source.begin(id);
            Effect::Load(Load {
                id,
                operation: source.operation,
                arguments: source.arguments.clone(),
            })
        };
        sources
            .iter_mut()
            .filter(|source| wanted(source))
            .map(load)
            .collect()
    }

    /// Shows a notice.
    pub(super) fn say(&mut self, notice: Notice) {
        self.notices.show(notice, self.now.uptime);
    }

    /// Says at the start what makes no sense in the person's own keys and colours: the first of it, and how much more.
    pub fn admit(&mut self, mistakes: &[Mistake]) {
        let Some((first, more)) = mistakes.split_first() else {
            return;
        };
        let first = first.brief();
        self.say(Notice::warning(match more.len() {
            0 => first,
            more => format!("{first} (and {more} more: see them when you left)").into(),
        }));
    }

    /// The person asked to leave: at once, or after saying what becomes of the changes that wait.
    pub(super) fn quit(&mut self) -> Vec<Effect> {
        match (self.calls.waiting(), self.overlays.last()) {
            (0, _) | (_, Some(Overlay::Leave(_))) => vec![Effect::Quit],
            (waiting, _) => {
                self.calls.hold(self.now.uptime);
                self.overlays.push(Overlay::Leave(super::Leave { waiting }));
                Vec::new()
            }
        }
    }
}

/// What is said to a change in a run that may change nothing.
pub(super) fn read_only() -> Notice {
    Notice::warning("Read-only: this run may look, and change nothing")
}

mod bulk;
mod failure;
mod running;
mod window;

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

pub use bulk::{Bulk, Progress};
use failure::Failure;
pub use running::{Running, Sequel};
use window::Window;

use super::{
    Action, Cell, Draft, Keymap, ProgramAction, Tone, late::Late, unconfirmed::Before, undo::Last,
};
use crate::{
    api::{Call, CallId, Finding, LoadId, Operation, Problem, Reason},
    domain::{Key, Provider},
};

/// The life of every change: it waits (while it can still be taken back), takes its turn, runs, and ends; a failed one stays
/// on its row until it is repeated or the row is reloaded away.
#[derive(Debug, Default)]
pub struct Calls {
    last_id: CallId,
    window: Window,
    running: HashMap<CallId, Running>,
    failed: HashMap<Key, Failure>,
    /// Changes that were asked for together.
    pub bulk: Bulk,
    /// The last change that was made, and how it can be undone.
    pub last: Option<Last>,
    /// Whether the person wanted to go while something was under way that is told once.
    pub(super) was_held_back: bool,
    /// What the vendor took and doesn't show yet.
    pub(super) late: Option<Late>,
    /// Whether nothing may be changed for as long as the person only wants to look.
    pub looks_only: bool,
}

impl Calls {
    /// The next number for a call, a load or a batch.
    pub fn next_id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }

    /// The last number that was given.
    pub fn last_id(&self) -> u64 {
        self.last_id
    }

    /// Holds a change back until `due`.
    pub fn wait(&mut self, draft: Draft, due: Duration) {
        self.forget(draft.target.as_ref());
        self.window.wait(draft, due);
    }

    /// A call goes out now.
    pub fn start(&mut self, draft: Draft) -> Call {
        self.start_with(draft, Sequel::default())
    }

    /// A call goes out now, and something is to be done with its success. A change makes what failed before on its record a
    /// thing of the past; a reading doesn't.
    pub fn start_with(&mut self, draft: Draft, sequel: Sequel) -> Call {
        if draft.operation.changes() {
            self.forget(draft.target.as_ref());
        }
        let id = self.next_id();
        let verb = draft.verb();
        let Draft {
            operation,
            arguments,
            target,
            name,
            asked,
            changes,
        } = draft;
        self.running.insert(
            id,
            Running {
                operation,
                target: target.clone(),
                name,
                asked,
                verb,
                sequel,
                arguments: arguments.clone(),
                changes,
            },
        );
        Call {
            id,
            operation,
            arguments,
            target,
        }
    }

    /// The changes whose undo window has passed, to be started: those that were asked for together in one list.
    pub fn take_due(&mut self, uptime: Duration) -> Vec<Vec<Draft>> {
        self.window.take_due(uptime)
    }

    /// From now on nothing that waits goes out: the person is being asked what becomes of it.
    pub fn hold(&mut self, uptime: Duration) {
        self.window.hold(uptime);
    }

    /// What waits goes on where it stood still.
    pub fn go_on(&mut self, uptime: Duration) {
        self.window.go_on(uptime);
    }

    /// All changes that wait or take turns, to be started now.
    pub fn take_waiting(&mut self) -> Vec<Draft> {
        let mut all = self.window.take_all();
        all.extend(self.bulk.take_queued());
        all
    }

    /// Drops all that was asked for and not sent yet, and says how many changes that were.
    pub fn drop_waiting(&mut self) -> usize {
        let waiting = self.waiting();
        self.window.take_all();
        self.bulk.stop();
        waiting
    }

    /// Takes back what was asked for last and still waits: all that goes out at the same moment.
    pub fn undo(&mut self) -> Vec<Draft> {
        self.window.take_last()
    }

    /// The next change of a bulk that may go out, and its batch.
    pub fn next_of_bulk(&mut self) -> Option<(Draft, u64)> {
        if self.window.is_held() {
            return None;
        }
        self.bulk.take_next()
    }

    /// A call ended; `None` when nobody asked for it any more.
    pub fn end(&mut self, id: CallId) -> Option<Running> {
        self.running.remove(&id)
    }

    /// A change failed: its row says why.
    pub fn fail(&mut self, draft: &Draft, problem: Problem) {
        let after = self.last_id;
        if let Some(target) = &draft.target {
            let failure = Failure {
                draft: draft.clone(),
                problem,
                looked: false,
                after,
            };
            self.failed.insert(target.clone(), failure);
        }
    }

    /// The changes of a provider that were not confirmed before a load began: what it brought tells whether they were made.
    pub fn unsure(&self, provider: Provider, load: LoadId) -> Vec<(Key, &'static Operation)> {
        let unsure = |(key, failure): &(&Key, &Failure)| {
            let unsure = failure.problem.reason == Reason::Unconfirmed;
            unsure && key.provider == provider && load > failure.after
        };
        let found = self.failed.iter().filter(unsure);
        found
            .map(|(key, failure)| (key.clone(), failure.draft.operation))
            .collect()
    }

    /// A list was read since a change was not confirmed, and does not tell that it was made.
    pub fn looked(&mut self, key: &Key) {
        if let Some(failure) = self.failed.get_mut(key) {
            failure.looked = true;
        }
    }

    /// Whether nobody knows whether the last change of a record was made, or has looked since.
    pub fn is_unsure(&self, key: &Key) -> bool {
        self.failed.get(key).is_some_and(Failure::is_unsure)
    }

    /// The change of a record that failed by itself, not as one of many.
    pub fn failed_alone(&self, key: &Key) -> Option<&Draft> {
        let draft = &self.failed.get(key)?.draft;
        let id = draft.id();
        let mut many = self.bulk.to_repeat();
        (!many.any(|one| one.id() == id)).then_some(draft)
    }

    /// A change was made after all.
    pub fn settle(&mut self, key: &Key) {
        self.failed.remove(key);
        self.bulk.forget_record(key);
    }

    /// A call that was sent and has no answer yet: the change, and what there was before.
    pub fn sent(&self, id: CallId) -> Option<(Draft, Before)> {
        let running = self.running.get(&id)?;
        Some((running.draft(), running.sequel.before))
    }

    /// It is known by now whether an unconfirmed change was made.
    pub fn know(&mut self, draft: &Draft, finding: Finding) {
        if finding == Finding::Made {
            self.bulk.forget(&HashSet::from([draft.id()]));
        }
        let Some(key) = &draft.target else { return };
        let failed = self.failed.get_mut(key);
        let Some(failure) = failed.filter(|it| it.draft.operation == draft.operation) else {
            return;
        };
        match finding {
            Finding::Made => self.settle(key),
            Finding::NotMade => {
                failure.problem.reason = Reason::TimedOut;
                failure.problem.message = "it was not made: the record shows it".into();
            }
            Finding::Seen => {}
        }
    }

    /// How many changes were asked for and not sent yet.
    pub fn waiting(&self) -> usize {
        self.window.len() + self.bulk.unsent()
    }

    /// Whether there is nothing to be said of any record.
    pub fn is_quiet(&self) -> bool {
        self.waiting() == 0 && self.running.is_empty() && self.failed.is_empty()
    }

    /// Whether a change of something runs, or will without anybody's doing.
    pub fn is_changing(&self) -> bool {
        let changes = |running: &Running| running.operation.changes();
        self.bulk.unsent() > 0 || self.running.values().any(changes)
    }

    /// Whether a call of an operation runs.
    pub fn runs(&self, operation: &Operation) -> bool {
        self.running
            .values()
            .any(|running| running.operation == operation)
    }

    /// What is under way that hands out a secret once.
    pub fn handing_out(&self) -> Option<&Running> {
        self.running.values().find(|it| it.operation.tells_once)
    }

    /// Whether something waits or runs for a record, so that nothing else may be asked of it.
    pub fn is_busy(&self, key: &Key) -> bool {
        self.window.of(key, Duration::ZERO).is_some()
            || self.bulk.queued_for(key).is_some()
            || self.running_for(key).is_some()
    }

    /// Why the last change of a record failed.
    pub fn problem(&self, key: &Key) -> Option<&Problem> {
        self.failed.get(key).map(|failure| &failure.problem)
    }

    /// What is being done to a record, in words.
    pub fn status(&self, key: &Key, uptime: Duration, keymap: &Keymap) -> Option<Cell> {
        let accent = |text: String| Some(Cell::new(text, Tone::Accent));
        if let Some((verb, seconds)) = self.window.of(key, uptime) {
            let doing = verb.with_part(verb.doing);
            let undo = keymap.in_lists(Action::Program(ProgramAction::Undo));
            return accent(format!("{doing} in {seconds} s, {undo} to undo"));
        }
        if let Some(verb) = self.bulk.queued_for(key) {
            return accent(format!("to be {}", verb.done));
        }
        if let Some(running) = self.running_for(key) {
            let verb = running.verb;
            return accent(format!("{} …", verb.with_part(verb.doing)));
        }
        self.failed.get(key).map(|failure| failure.status(keymap))
    }

    /// When a visible number of seconds changes, or a change falls due.
    pub fn wake_at(&self, uptime: Duration) -> Option<Duration> {
        self.window.wake_at(uptime)
    }

    /// The person looks anew: failures have been read. Only what is not known is still to be found out.
    pub fn forget_failures(&mut self) {
        self.failed.retain(|_, failure| failure.is_unsure());
    }

    /// Changes are begun: what failed of them before need not be repeated any more.
    /// Says whether one of them did.
    pub fn begin(&mut self, drafts: &[Draft]) -> bool {
        let before = self.bulk.to_repeat().count();
        if before > 0 {
            let begun: HashSet<_> = drafts.iter().map(Draft::id).collect();
            self.bulk.forget(&begun);
        }
        self.bulk.to_repeat().count() < before
    }

    fn running_for(&self, key: &Key) -> Option<&Running> {
        let about = |running: &&Running| {
            let then = running.sequel.then.as_deref();
            let then = then.and_then(|draft| draft.target.as_ref());
            let it = running.target.as_ref() == Some(key) && running.operation.changes();
            it || then == Some(key)
        };
        self.running.values().find(about)
    }

    fn forget(&mut self, target: Option<&Key>) {
        if let Some(key) = target {
            self.failed.remove(key);
        }
    }
}

use std::{collections::HashMap, time::Duration};

use super::{Cell, Draft, Tone, late::Late};
use crate::{
    api::{Call, CallId, LoadId, Operation, Problem, Reason},
    domain::{Clean, Key, Provider},
};

/// The life of every change: it waits (while it can still be taken back), runs, and ends; a failed one stays on its row
/// until it is repeated or the row is reloaded away.
#[derive(Debug, Default)]
pub struct Calls {
    last_id: CallId,
    waiting: Vec<Waiting>,
    /// Since when the undo windows stand still, if they do.
    held: Option<Duration>,
    running: HashMap<CallId, Running>,
    failed: HashMap<Key, Failure>,
    /// What the vendor took and doesn't show yet.
    pub(super) late: Option<Late>,
}

/// A change in its undo window.
#[derive(Debug)]
struct Waiting {
    draft: Draft,
    due: Duration,
}

/// A call that was sent.
#[derive(Debug)]
pub struct Running {
    /// What was sent.
    pub operation: &'static Operation,
    /// The record that it is about.
    pub target: Option<Key>,
    /// What people call that record.
    pub name: Clean,
    /// Whether a person asked for it, and wants to see the answer.
    pub asked: bool,
}

impl Running {
    /// What failed, why, and what to do.
    pub fn failure(&self, problem: &Problem) -> Clean {
        let base = self.operation.verb.base;
        Clean::from(format!("Can't {base} {}: {}", self.name, problem.advice()))
    }
}

#[derive(Debug)]
struct Failure {
    operation: &'static Operation,
    problem: Problem,
    /// Loads with a higher number began after it.
    after: LoadId,
}

impl Calls {
    /// The next number for a call or a load.
    pub fn next_id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }

    /// Holds a change back until `due`.
    pub fn wait(&mut self, draft: Draft, due: Duration) {
        self.forget(draft.target.as_ref());
        self.waiting.push(Waiting { draft, due });
    }

    /// A call goes out now. A change makes what failed before on its record a thing of the past; a reading doesn't.
    pub fn start(&mut self, draft: Draft) -> Call {
        if draft.operation.changes() {
            self.forget(draft.target.as_ref());
        }
        let id = self.next_id();
        let Draft {
            operation,
            arguments,
            target,
            name,
            asked,
            changes: _,
        } = draft;
        self.running.insert(
            id,
            Running {
                operation,
                target: target.clone(),
                name,
                asked,
            },
        );
        Call {
            id,
            operation,
            arguments,
            target,
        }
    }

    /// The changes whose undo window has passed, to be started.
    pub fn take_due(&mut self, uptime: Duration) -> Vec<Draft> {
        let uptime = self.window_time(uptime);
        let due = self.waiting.extract_if(.., |waiting| waiting.due <= uptime);
        due.map(|waiting| waiting.draft).collect()
    }

    /// From now on no undo window passes: the person is being asked what becomes of what waits.
    pub fn hold(&mut self, uptime: Duration) {
        self.held.get_or_insert(uptime);
    }

    /// The undo windows go on where they stood still.
    pub fn go_on(&mut self, uptime: Duration) {
        if let Some(since) = self.held.take() {
            let stood = uptime.saturating_sub(since);
            for waiting in &mut self.waiting {
                waiting.due += stood;
            }
        }
    }

    /// All changes that wait, to be started now.
    pub fn take_waiting(&mut self) -> Vec<Draft> {
        self.waiting
            .drain(..)
            .map(|waiting| waiting.draft)
            .collect()
    }

    /// Takes back what was asked for last and still waits: all that goes out at the same moment.
    pub fn undo(&mut self) -> Vec<Draft> {
        let Some(last) = self.waiting.last().map(|waiting| waiting.due) else {
            return Vec::new();
        };
        self.waiting
            .extract_if(.., |waiting| waiting.due == last)
            .map(|waiting| waiting.draft)
            .collect()
    }

    /// A call ended; `None` when nobody asked for it any more.
    pub fn end(&mut self, id: CallId) -> Option<Running> {
        self.running.remove(&id)
    }

    /// A change failed: its row says why.
    pub fn fail(&mut self, target: Key, operation: &'static Operation, problem: Problem) {
        let after = self.last_id;
        self.failed.insert(
            target,
            Failure {
                operation,
                problem,
                after,
            },
        );
    }

    /// The changes of a provider that were not confirmed before a load began: what it brought tells whether they were made.
    pub fn unsure(&self, provider: Provider, load: LoadId) -> Vec<(Key, &'static Operation)> {
        let unsure = |(key, failure): &(&Key, &Failure)| {
            let unsure = failure.problem.reason == Reason::Unconfirmed;
            unsure && key.provider == provider && load > failure.after
        };
        let found = self.failed.iter().filter(unsure);
        found
            .map(|(key, failure)| (key.clone(), failure.operation))
            .collect()
    }

    /// A change was made after all.
    pub fn settle(&mut self, key: &Key) {
        self.failed.remove(key);
    }

    /// How many changes wait.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Whether a change of something runs.
    pub fn is_changing(&self) -> bool {
        self.running
            .values()
            .any(|running| running.operation.changes())
    }

    /// Whether a call of an operation runs.
    pub fn runs(&self, operation: &Operation) -> bool {
        self.running
            .values()
            .any(|running| running.operation == operation)
    }

    /// Whether something waits or runs for a record, so that nothing else may be asked of it.
    pub fn is_busy(&self, key: &Key) -> bool {
        self.waiting_for(key).is_some() || self.running_for(key).is_some()
    }

    /// Why the last change of a record failed.
    pub fn problem(&self, key: &Key) -> Option<&Problem> {
        self.failed.get(key).map(|failure| &failure.problem)
    }

    /// What is being done to a record, in words.
    pub fn status(&self, key: &Key, uptime: Duration, undo_key: &str) -> Option<Cell> {
        if let Some(waiting) = self.waiting_for(key) {
            let seconds = seconds_until(waiting.due, self.window_time(uptime));
            let doing = waiting.draft.operation.verb.doing;
            return Some(Cell::new(
                format!("{doing} in {seconds} s, {undo_key} to undo"),
                Tone::Accent,
            ));
        }
        if let Some(running) = self.running_for(key) {
            return Some(Cell::new(
                format!("{} …", running.operation.verb.doing),
                Tone::Accent,
            ));
        }
        let failure = self.failed.get(key)?;
        Some(Cell::new(
            format!(
                "can't {}: {}",
                failure.operation.verb.base, failure.problem.message
            ),
            Tone::Bad,
        ))
    }

    /// When a visible number of seconds changes, or a change falls due.
    pub fn wake_at(&self, uptime: Duration) -> Option<Duration> {
        if self.held.is_some() {
            return None;
        }
        let until = |waiting: &Waiting| {
            let whole = seconds_until(waiting.due, uptime).saturating_sub(1);
            waiting.due.saturating_sub(Duration::from_secs(whole))
        };
        self.waiting.iter().map(until).min()
    }

    /// The person looks anew: failures have been read.
    pub fn forget_failures(&mut self) {
        self.failed.clear();
    }

    /// The time as the undo windows know it.
    fn window_time(&self, uptime: Duration) -> Duration {
        self.held.unwrap_or(uptime)
    }

    fn waiting_for(&self, key: &Key) -> Option<&Waiting> {
        self.waiting
            .iter()
            .find(|waiting| waiting.draft.target.as_ref() == Some(key))
    }

    fn running_for(&self, key: &Key) -> Option<&Running> {
        let about = |running: &&Running| {
            running.target.as_ref() == Some(key) && running.operation.changes()
        };
        self.running.values().find(about)
    }

    fn forget(&mut self, target: Option<&Key>) {
        if let Some(key) = target {
            self.failed.remove(key);
        }
    }
}

/// Whole seconds until `due`, rounded up: a window of 5 s begins as "5 s".
fn seconds_until(due: Duration, uptime: Duration) -> u64 {
    let left = due.saturating_sub(uptime);
    left.as_secs() + u64::from(left.subsec_nanos() > 0)
}

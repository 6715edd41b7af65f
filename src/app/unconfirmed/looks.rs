//! Looking whether a change was made: the record is read, or the lists, some time after the answer was missing, and a few
//! times more where it does not show.

use std::time::Duration;

use super::{
    LOOKS, Open, Stage, counted,
    witness::{self, Verdict, after_not_found, beside, deletes, is_told_by_record, made_as},
};
use crate::{
    api::{Arguments, CallId, Change, Operation, Problem, Reason, Reply},
    app::{App, Draft, Effect, Notice, Tab},
    domain::Key,
};

impl App {
    /// A change was made that other ones could be taken for.
    pub(in crate::app) fn note_made(&mut self, draft: &Draft, keys: Vec<Key>) {
        if made_as(draft).is_some() {
            self.unconfirmed.know(draft, keys);
        }
    }

    /// Changes that earlier runs left unconfirmed. The lists that are being read anyway may tell of them.
    pub(in crate::app) fn remind(&mut self, changes: Vec<Change>) -> Vec<Effect> {
        for change in changes {
            let mut open = Open::new(change, None, Stage::Listing(0));
            if !open.operation.is_some_and(is_told_by_record) {
                open.stage = Stage::Idle;
            }
            self.unconfirmed.add(open);
        }
        let all = self.unconfirmed.len();
        if all > 0 {
            let key = self.journal_key();
            let words = format!("{}: {key} shows the journal", counted(all));
            self.say(Notice::warning(words));
        }
        self.judge_listed()
    }

    /// A change of this run is unconfirmed.
    pub(in crate::app) fn look_after(&mut self, change: Change) {
        let sent = change.call.and_then(|call| self.calls.sent(call));
        let told = sent.as_ref().is_some_and(|(draft, _)| {
            is_told_by_record(draft.operation)
                || made_as(draft).is_some()
                || beside(draft.operation, &draft.arguments).is_some()
        });
        let [first, ..] = LOOKS;
        let stage = if told {
            Stage::Due(self.now.uptime + first)
        } else {
            Stage::Idle
        };
        self.unconfirmed.add(Open::new(change, sent, stage));
    }

    /// The person wants it to be looked at once more, from the beginning.
    pub(in crate::app) fn look_again(&mut self, id: &str) -> bool {
        let uptime = self.now.uptime;
        let Some(open) = self.unconfirmed.find(id) else {
            return false;
        };
        if matches!(open.stage, Stage::Idle | Stage::Listing(_)) && open.operation.is_some() {
            open.looks = 0;
            open.stage = Stage::Due(uptime);
        }
        true
    }

    /// Begins the looks that are due.
    pub(in crate::app) fn look_at_unconfirmed(&mut self) -> Vec<Effect> {
        let uptime = self.now.uptime;
        let mut effects = Vec::new();
        let mut lists = Vec::new();
        while let Some(at) = self.due_look(uptime) {
            let reading = self
                .unconfirmed
                .open
                .get(at)
                .and_then(|it| self.reading(it));
            if let Some((operation, arguments)) = reading {
                let (id, effect) = self.look_with(operation, arguments);
                self.set_stage(at, Stage::Reading(id));
                effects.push(effect);
                continue;
            }
            let after = self.calls.last_id();
            self.set_stage(at, Stage::Listing(after));
            let open = self.unconfirmed.open.get(at);
            if let Some(operation) = open.and_then(|open| open.operation) {
                let tabs = operation.reloads.iter().filter_map(|home| Tab::of(*home));
                lists.extend(tabs.map(|tab| (tab, operation.provider)));
            }
        }
        lists.sort_by_key(|(tab, provider)| (*tab as u8, *provider));
        lists.dedup();
        for (tab, provider) in lists {
            effects.extend(self.reload(tab, Some(provider)));
        }
        effects
    }

    /// Takes the reading of a record that was made to see whether a change of it was.
    ///
    /// # Errors
    /// Gives the answer back where it is another one's.
    pub(in crate::app) fn looked_at(
        &mut self,
        id: CallId,
        result: Result<Reply, Problem>,
    ) -> Result<Vec<Effect>, Result<Reply, Problem>> {
        let mut open = self.unconfirmed.open.iter();
        let Some(at) = open.position(|open| open.stage == Stage::Reading(id)) else {
            return Err(result);
        };
        let record = result.map(|reply| self.record_in(reply));
        let Some(open) = self.unconfirmed.open.get(at) else {
            return Ok(Vec::new());
        };
        let verdict = match (&record, open.operation, &open.sent) {
            (Err(problem), Some(operation), _) if problem.reason == Reason::NotFound => {
                after_not_found(operation)
            }
            (Ok(record), _, Some(sent)) => witness::judge(sent, record),
            (Ok(_), Some(operation), None) if deletes(operation) => Verdict::NotMade,
            (Ok(_) | Err(_), _, _) => Verdict::Unclear,
        };
        Ok(self.conclude(at, verdict))
    }

    /// A list was read to its end, or given up: those that wait for lists are judged by what is there now.
    pub(in crate::app) fn judge_listed(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        let mut at = 0;
        while let Some(open) = self.unconfirmed.open.get(at) {
            if let Stage::Listing(after) = open.stage
                && let Some(verdict) = self.judge_by_lists(open, after)
            {
                effects.extend(self.conclude(at, verdict));
            }
            at += 1;
        }
        effects
    }

    fn due_look(&self, uptime: Duration) -> Option<usize> {
        self.unconfirmed.due().filter(|due| *due <= uptime)?;
        let due = |open: &Open| matches!(open.stage, Stage::Due(at) if at <= uptime);
        self.unconfirmed.open.iter().position(due)
    }

    /// The reading that tells about a change, where one does.
    fn reading(&self, open: &Open) -> Option<(&'static Operation, Arguments)> {
        let operation = open.operation?;
        if let Some(sent) = &open.sent
            && let Some(beside) = beside(sent.operation, &sent.arguments)
        {
            return Some(beside);
        }
        let key = open.target().cloned().or_else(|| self.key_of(open))?;
        let told = is_told_by_record(operation);
        let mut grids = Tab::ALL.into_iter().map(|tab| self.panes.get(tab).grid());
        grids
            .find_map(|grid| grid.reading_of(&key))
            .filter(|_| told)
    }

    /// The record that a change of an earlier run was about, where it is there.
    pub(super) fn key_of(&self, open: &Open) -> Option<Key> {
        let (provider, id) = (open.change.provider, open.change.target.as_ref()?);
        let mut grids = self.lists_of(open.operation?);
        grids.find_map(|grid| grid.key_with(provider, id.raw()))
    }

    fn look_with(
        &mut self,
        operation: &'static Operation,
        arguments: Arguments,
    ) -> (CallId, Effect) {
        let call = self.calls.start(Draft::reading(operation, arguments));
        (call.id, Effect::Call(call))
    }

    pub(super) fn set_stage(&mut self, at: usize, stage: Stage) {
        if let Some(open) = self.unconfirmed.open.get_mut(at) {
            open.stage = stage;
        }
    }
}

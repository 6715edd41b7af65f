use std::collections::HashSet;

use super::{
    Action, App, Context, Draft, Effect, LeftOut, Notice, Progress, RecordAction, Running, Step,
    Tab, TableAction, draft::hands_out_secrets,
};
use crate::{
    api::{CallId, Guard, Method, Operation, Problem, Reason, koyeb},
    domain::Clean,
};

impl App {
    /// What of the marked rows an operation can be done to, with nothing to be asked; `None` where no row is marked or there
    /// is something to ask.
    pub(super) fn for_marked(&self, operation: &'static Operation) -> Option<Step> {
        let grid = self.panes.grid();
        if grid.counts().marked == 0 || operation.guard == Guard::Read {
            return None;
        }
        let (drafts, left_out) = grid.drafts(operation, &self.facts());
        let known = &drafts.first()?.arguments;
        let asks = super::Form::about(operation, "", known.clone(), None);
        if !asks.fields.is_empty() {
            return None;
        }
        if drafts.len() > 1 && hands_out_secrets(operation) {
            let words = "Each of these hands out a secret that is shown once: take one at a time";
            return Some(Step::Say(Notice::warning(words)));
        }
        Some(Step::SendSome(drafts, left_out))
    }

    /// Says that something is for one row where several are marked, and how to take the marks away.
    pub(super) fn is_for_one(&mut self, what: &str) -> bool {
        let many = self.panes.grid().marks_others();
        if many {
            let action = Action::Table(TableAction::MarkNone);
            let key = self.keys.map.in_lists(action);
            let words = format!("{what} is for one row: {key} takes the marks away");
            self.say(Notice::warning(words));
        }
        many
    }

    /// Sends exactly what failed last once more, through its guard: what failed by itself on the row under the cursor, else
    /// what failed of many, and what of them was stopped.
    pub(super) fn repeat(&mut self) -> Vec<Effect> {
        let mut left_out = Vec::new();
        let mut drafts = Vec::new();
        let pending: HashSet<_> = self.panes.invitations.pending_anywhere().collect();
        let here = self.panes.grid().selected_key();
        let alone = here.and_then(|key| self.calls.failed_alone(&key));
        let wanted: Vec<_> = match alone {
            Some(draft) => vec![draft],
            None => self.calls.bulk.to_repeat().collect(),
        };
        let unsure = |draft: &&&Draft| {
            let key = draft.target.as_ref();
            key.is_some_and(|key| self.calls.is_unsure(key))
        };
        let unknown = wanted.iter().find(unsure).map(|draft| {
            let what = draft.verb().perhaps(&draft.name);
            let key = self.keys.map.in_lists(Action::Table(TableAction::Reload));
            format!("Look first: {key}. It is not known whether {what}")
        });
        for draft in wanted {
            match self.done_meanwhile(draft, &pending) {
                Some(why) => left_out.push(LeftOut {
                    name: draft.name.clone(),
                    why,
                }),
                None => drafts.push(draft.clone()),
            }
        }
        if let (true, Some(words)) = (drafts.is_empty(), unknown) {
            self.say(Notice::warning(words));
        } else if let (true, Some(first)) = (drafts.is_empty(), left_out.first()) {
            let words = format!("Nothing to repeat: {}: {}", first.name, first.why);
            self.say(Notice::warning(words));
        } else if drafts.is_empty() {
            self.say(Notice::warning("Nothing failed that could be repeated"));
        }
        self.submit_some(drafts, left_out)
    }

    /// Why something that failed needs no repeating, or can't be repeated now.
    fn done_meanwhile(&self, draft: &Draft, pending: &HashSet<String>) -> Option<Clean> {
        if self.unconfirmed.looks_for(draft) {
            return Some(Clean::from("whether it was made is still being looked at"));
        }
        let grids = || Tab::ALL.into_iter().map(|tab| self.panes.get(tab).grid());
        let Some(key) = &draft.target else {
            let invites = *draft.operation == koyeb::CREATE_ORGANIZATION_INVITATION;
            let email = || draft.name.raw().trim().to_lowercase();
            return (invites && pending.contains(&email()))
                .then(|| Clean::from("the invitation is there"));
        };
        if self.calls.is_busy(key) {
            return Some(Clean::from("something is being done to it already"));
        }
        if self.calls.is_unsure(key) {
            let done = draft.verb().done;
            return Some(format!("it is not known whether it was {done}: look first").into());
        }
        let gone = draft.operation.method == Method::Delete
            && !grids().any(|grid| grid.name(key).is_some());
        if gone {
            return Some(Clean::from("it is gone"));
        }
        let refusal = grids().find_map(|grid| grid.refusal(key, draft.operation));
        refusal.map(Clean::from)
    }

    /// Stops what has not been sent yet; `false` when there is nothing of the kind.
    pub(super) fn stop_bulk(&mut self) -> bool {
        let stops = self.calls.bulk.stop();
        if stops {
            self.say(Notice::warning(
                "Stopped: what is on its way already is waited for",
            ));
        }
        self.say_result();
        stops
    }

    /// A change was made: says whether it was one of many, whose result is told together.
    pub(super) fn one_succeeded(&mut self, id: CallId) -> bool {
        let one_of_many = self.calls.bulk.succeeded(id);
        if one_of_many {
            self.say_result();
        }
        one_of_many
    }

    /// The same for one that failed. Where nothing more can be sent to the vendor, the rest need not be tried.
    pub(super) fn one_failed(&mut self, id: CallId, running: &Running, problem: &Problem) -> bool {
        let draft = running.sequel.then.as_deref().cloned();
        let draft = draft.unwrap_or_else(|| running.draft());
        let provider = draft.operation.provider;
        let one_of_many = self.calls.bulk.failed(id, draft);
        if one_of_many {
            self.note(Notice::bad(running.failure(problem)));
            if is_hopeless(problem.reason) {
                for draft in self.calls.bulk.give_up(provider) {
                    self.calls.fail(&draft, problem.clone());
                    self.put_aside_too(draft, problem);
                }
            }
            self.say_result();
        }
        one_of_many
    }

    /// Once the last of many is answered: how many were made, and what can be done about the others.
    pub(super) fn say_result(&mut self) {
        let Some(result) = self.calls.bulk.take_result() else {
            return;
        };
        let Progress {
            verb,
            done,
            failed,
            dropped,
            ..
        } = result;
        let counts = [
            (failed > 0).then(|| format!("{failed} failed{}", self.failed_names())),
            (dropped > 0).then(|| format!("{dropped} not sent")),
        ];
        let counts = counts.into_iter().flatten();
        let mut words = std::iter::once(format!("{done} {}", verb.done))
            .chain(counts)
            .collect::<Vec<_>>()
            .join(", ");
        let again = match self.calls.bulk.left_over() {
            (0, 0) => None,
            (0, unsent) => Some(format!("sends the {unsent} unsent")),
            (_, 0) => Some("repeats the failed ones".to_owned()),
            (failed, unsent) => Some(format!(
                "repeats the {failed} failed and sends the {unsent} unsent"
            )),
        };
        if let (Some(again), Some(key)) = (again, self.repeat_key()) {
            words = format!("{words}: {key} {again}");
        }
        self.say(if failed + dropped == 0 {
            Notice::good(words)
        } else {
            Notice::warning(words)
        });
    }

    /// The first of those that failed, in brackets; the history has them all.
    fn failed_names(&self) -> String {
        let failed = self.calls.bulk.failed_ones();
        let first = failed.iter().take(3).map(|draft| draft.name.as_str());
        let first = first.collect::<Vec<_>>().join(", ");
        match failed.len() {
            0 => String::new(),
            1..=3 => format!(" ({first})"),
            _ => format!(" ({first} …)"),
        }
    }

    /// How to press for repeating what failed.
    fn repeat_key(&self) -> Option<String> {
        let action = Action::Table(TableAction::Repeat);
        self.keys.map.keys_for(&[Context::List], action)
    }

    /// How to press for stopping what is not sent yet; `None` where that key means something else now.
    pub fn stop_key(&self) -> Option<String> {
        let here = self.overlays.is_empty()
            && !self.detail.focused
            && self.panes.grid().filter().input.is_none();
        let stops = here && self.calls.bulk.unsent() > 0;
        stops
            .then(|| self.keys.map.keys_for(&[Context::List], Action::Back))
            .flatten()
    }
}

/// Whether the next request to the same vendor would fail in the same way.
fn is_hopeless(reason: Reason) -> bool {
    match reason {
        Reason::Offline | Reason::SignIn | Reason::Limited(_) | Reason::NoJournal => true,
        Reason::TimedOut
        | Reason::Forbidden
        | Reason::NotFound
        | Reason::Fields
        | Reason::Refused
        | Reason::Server
        | Reason::Unreadable
        | Reason::Unconfirmed
        | Reason::NotSent
        | Reason::Internal => false,
    }
}

/// What an action is called that is for one row at a time.
pub const fn only_for_one(action: RecordAction) -> Option<&'static str> {
    match action {
        RecordAction::Edit => Some("Editing"),
        RecordAction::Budget => Some("The budget"),
        RecordAction::Switch => Some("Switching"),
        RecordAction::Accept
        | RecordAction::Decline
        | RecordAction::New
        | RecordAction::Resend
        | RecordAction::Delete
        | RecordAction::Toggle => None,
    }
}

use super::{
    Action, App, Context, Draft, Effect, LeftOut, Notice, Progress, Running, Step, Tab,
    TableAction, draft::hands_out_secrets,
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
        let undo_key = self.undo_key();
        let (drafts, left_out) = grid.drafts(operation, &self.facts(&undo_key));
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

    /// Sends exactly what failed last once more, through its guard.
    pub(super) fn repeat(&mut self) -> Vec<Effect> {
        let mut left_out = Vec::new();
        let mut drafts = Vec::new();
        for draft in self.calls.bulk.to_repeat() {
            match self.done_meanwhile(draft) {
                Some(why) => left_out.push(LeftOut {
                    name: draft.name.clone(),
                    why,
                }),
                None => drafts.push(draft.clone()),
            }
        }
        if let (true, Some(first)) = (drafts.is_empty(), left_out.first()) {
            let words = format!("Nothing to repeat: {}: {}", first.name, first.why);
            self.say(Notice::warning(words));
        } else if drafts.is_empty() {
            self.say(Notice::warning("Nothing failed that could be repeated"));
        }
        self.submit_some(drafts, left_out)
    }

    /// Why something that failed needs no repeating, or can't be repeated now.
    fn done_meanwhile(&self, draft: &Draft) -> Option<Clean> {
        let grids = || Tab::ALL.into_iter().map(|tab| self.panes.get(tab).grid());
        let Some(key) = &draft.target else {
            let invites = *draft.operation == koyeb::CREATE_ORGANIZATION_INVITATION;
            let pending = invites && self.panes.invitations.has_pending(&draft.name);
            return pending.then(|| Clean::from("the invitation is there"));
        };
        if self.calls.is_busy(key) {
            return Some(Clean::from("something is being done to it already"));
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
            (failed > 0).then(|| format!("{failed} failed")),
            (dropped > 0).then(|| format!("{dropped} not sent")),
        ];
        let counts = counts.into_iter().flatten();
        let mut words = std::iter::once(format!("{done} {}", verb.done))
            .chain(counts)
            .collect::<Vec<_>>()
            .join(", ");
        if failed > 0
            && let Some(key) = self.repeat_key()
        {
            words = format!("{words}: {key} repeats the failed ones");
        }
        self.say(if failed + dropped == 0 {
            Notice::good(words)
        } else {
            Notice::warning(words)
        });
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
        Reason::Offline | Reason::SignIn | Reason::Limited(_) => true,
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

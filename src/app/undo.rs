mod reasons;

use self::reasons::why_not;
use super::{App, Confirm, Draft, Form, Notice, Overlay, Question, Running, pane::switch_into};
use crate::{
    api::{Argument, Arguments, Home, Method, Operation, Reply, Rows, koyeb},
    domain::{Clean, InvitationStatus, Key},
};

/// How a change can be undone once it was made.
#[derive(Clone, Debug)]
pub enum Undo {
    /// By another change.
    By(Box<Reverse>),
    /// Not at all: why, and what to do instead.
    Not(Clean),
}

/// The change that undoes another one.
#[derive(Clone, Debug)]
pub struct Reverse {
    /// The change.
    pub draft: Draft,
    /// What it does, in words: before the name, and after it.
    pub words: (&'static str, &'static str),
    /// What it does not bring back.
    pub missing: Vec<Clean>,
    /// The organization that must be current then: its id and its name.
    pub inside: Option<(Clean, Clean)>,
}

/// The last change that was made, or those that were asked for together.
#[derive(Clone, Debug)]
pub struct Last {
    batch: u64,
    title: &'static str,
    undo: Vec<Undo>,
}

impl App {
    /// Takes back what was asked for last: what still waits at once, what was made after a question, by the reverse change.
    pub(super) fn undo(&mut self) {
        let dropped = self.calls.undo();
        match dropped.as_slice() {
            [] => self.ask_to_undo(),
            [only] => self.say(Notice::good(format!(
                "Taken back: {} is as it was",
                only.name
            ))),
            several => {
                let count = several.len();
                self.say(Notice::good(format!(
                    "Taken back: {count} are as they were"
                )));
            }
        }
    }

    fn ask_to_undo(&mut self) {
        if let Some(refused) = self.refuses_changes() {
            self.say(refused);
            return;
        }
        if self.calls.bulk.progress().is_some() {
            self.say(Notice::warning(
                "Changes are still being made: wait for them, or stop them first",
            ));
            return;
        }
        let Some(last) = self.calls.last.clone() else {
            self.say(Notice::warning(
                "Nothing waits any more, and there is no change of this run to undo",
            ));
            return;
        };
        let mut reverses = Vec::new();
        let mut why = Clean::default();
        for undo in last.undo {
            match undo {
                Undo::By(reverse) => reverses.push(*reverse),
                Undo::Not(reason) => why = reason,
            }
        }
        let elsewhere = reverses
            .iter()
            .find_map(|reverse| self.is_elsewhere(reverse));
        if let Some(organization) = elsewhere {
            let words = format!("Switch into {organization} first: that is where it can be undone");
            self.say(Notice::warning(words));
        } else if reverses.is_empty() {
            let words = format!("Nothing can undo '{}': {why}", last.title);
            self.say(Notice::warning(words));
        } else {
            let question = self.question_to_undo(reverses);
            let confirm = Confirm::new(question).map(Overlay::Confirm);
            self.overlays.extend(confirm);
        }
    }

    fn question_to_undo(&self, reverses: Vec<Reverse>) -> Question {
        let undoes = match reverses.as_slice() {
            [only] => {
                let (before, after) = only.words;
                format!("{before}{}{after}", only.draft.name)
            }
            several => {
                let (before, after) = several.first().map_or(("", ""), |first| first.words);
                format!("{before}these {}{after}", several.len())
            }
        };
        let mut remarks = Vec::new();
        for missing in reverses.iter().flat_map(|reverse| &reverse.missing) {
            if !remarks.contains(missing) {
                remarks.push(missing.clone());
            }
        }
        let drafts: Vec<_> = reverses.into_iter().map(|reverse| reverse.draft).collect();
        Question {
            protected: self.protected(&drafts),
            drafts: self.with_words(drafts),
            left_out: Vec::new(),
            remarks,
            undoes: Some(undoes.into()),
        }
    }

    /// The organization that must be switched into before.
    fn is_elsewhere(&self, reverse: &Reverse) -> Option<Clean> {
        let (id, name) = reverse.inside.as_ref()?;
        let current = self.accounts.organization.as_ref();
        current
            .is_none_or(|(now, _)| now != id)
            .then(|| name.clone())
    }

    /// How a change that is about to be sent can be undone once it was made. `None`: it is not one that anybody would undo.
    pub(super) fn undo_of(&self, draft: &Draft) -> Option<Undo> {
        let operation = draft.operation;
        if operation.home == Home::Session || operation.method == Method::Get {
            return None;
        }
        let form = match self.overlays.last() {
            Some(Overlay::Form(form)) if form.operation == operation => Some(form),
            Some(_) | None => None,
        };
        let is_new = form.is_some_and(Form::is_new);
        let reverse = toggled_back(draft)
            .or_else(|| self.invited_again(draft))
            .or_else(|| self.plan_of_before(draft))
            .or_else(|| self.switched_back(draft))
            .or_else(|| no_budget_again(draft, is_new))
            .or_else(|| form.and_then(|form| form.undo(draft)));
        Some(reverse.map_or_else(
            || Undo::Not(why_not(operation)),
            |reverse| Undo::By(Box::new(reverse)),
        ))
    }

    /// What only the answer to a change tells about undoing it.
    pub(super) fn undo_after(running: &Running, reply: &Reply) -> Option<Undo> {
        let Reply::Page(page) = reply else {
            return None;
        };
        let (Rows::Invitations(rows), true) = (
            &page.rows,
            *running.operation == koyeb::CREATE_ORGANIZATION_INVITATION,
        ) else {
            return None;
        };
        let invitation = rows.first()?;
        let operation = &koyeb::DELETE_ORGANIZATION_INVITATION;
        let arguments = Arguments::NONE.text("id", invitation.id.raw());
        let draft = change(
            operation,
            arguments,
            Some(invitation.key()),
            &invitation.email,
        );
        Some(Undo::By(Box::new(Reverse {
            words: ("delete the invitation of ", ""),
            ..Reverse::new(draft)
        })))
    }

    /// A change was made: `z` is about it from now on.
    pub(super) fn note_undo(&mut self, running: &Running, undo: Undo) {
        let batch = running.sequel.batch;
        match &mut self.calls.last {
            Some(last) if last.batch == batch => last.undo.push(undo),
            _ => {
                self.calls.last = Some(Last {
                    batch,
                    title: running.draft().title(),
                    undo: vec![undo],
                });
            }
        }
    }

    fn invited_again(&self, draft: &Draft) -> Option<Reverse> {
        let deleted = *draft.operation == koyeb::DELETE_ORGANIZATION_INVITATION;
        let key = draft.target.as_ref().filter(|_| deleted)?;
        let row = self.panes.invitations.get(key)?;
        match row.status {
            InvitationStatus::Pending | InvitationStatus::Expired => {}
            InvitationStatus::Accepted | InvitationStatus::Refused | InvitationStatus::Other(_) => {
                return None;
            }
        }
        let arguments = Arguments::NONE.text("email", row.email.raw());
        let operation = &koyeb::CREATE_ORGANIZATION_INVITATION;
        let name = if row.organization.is_empty() {
            Clean::from("its organization")
        } else {
            row.organization.clone()
        };
        let known = !row.organization_id.is_empty();
        Some(Reverse {
            words: ("invite ", " again"),
            inside: known.then(|| (row.organization_id.clone(), name)),
            ..Reverse::new(change(operation, arguments, None, &row.email))
        })
    }

    fn plan_of_before(&self, draft: &Draft) -> Option<Reverse> {
        let is_plan = *draft.operation == koyeb::UPDATE_ORGANIZATION_PLAN;
        let key = draft.target.as_ref().filter(|_| is_plan)?;
        let plan = self.panes.organizations.get(key)?.plan.raw();
        let value = draft.operation.field("plan")?.parse(plan).ok()?;
        let id = draft.arguments.get("id")?.clone();
        let arguments = Arguments::NONE.with("id", id).with("plan", value);
        let changes = vec![Clean::from(format!("Plan: {plan}, as before"))];
        Some(Reverse::new(Draft {
            arguments,
            changes,
            ..draft.clone()
        }))
    }

    fn switched_back(&self, draft: &Draft) -> Option<Reverse> {
        let switches = *draft.operation == koyeb::SWITCH_ORGANIZATION
            || *draft.operation == koyeb::UNSCOPE_ORGANIZATION_TOKEN;
        if !switches {
            return None;
        }
        let Some((id, name)) = &self.accounts.organization else {
            let operation = &koyeb::UNSCOPE_ORGANIZATION_TOKEN;
            let draft = change(operation, Arguments::NONE, None, &draft.name);
            return Some(Reverse {
                words: ("leave ", ""),
                ..Reverse::new(draft)
            });
        };
        Some(Reverse {
            words: ("switch back into ", ""),
            ..Reverse::new(switch_into(id, name))
        })
    }
}

impl Reverse {
    /// Puts back what was.
    pub fn new(draft: Draft) -> Self {
        Self {
            draft,
            words: ("change ", " back"),
            missing: Vec::new(),
            inside: None,
        }
    }
}

fn toggled_back(draft: &Draft) -> Option<Reverse> {
    let enabled = draft.enables()?;
    let mut back = draft.clone();
    back.arguments.set("enabled", Argument::Flag(!enabled));
    let before = if enabled { "disable " } else { "enable " };
    Some(Reverse {
        words: (before, " again"),
        ..Reverse::new(back)
    })
}

fn no_budget_again(draft: &Draft, is_new: bool) -> Option<Reverse> {
    let updated = *draft.operation == koyeb::UPDATE_BUDGET;
    let created = *draft.operation == koyeb::CREATE_BUDGET || (updated && is_new);
    let id = draft.arguments.get("organization_id").filter(|_| created)?;
    let arguments = Arguments::NONE.with("organization_id", id.clone());
    let operation = &koyeb::DELETE_BUDGET;
    let draft = change(operation, arguments, draft.target.clone(), &draft.name);
    Some(Reverse {
        words: ("delete the budget of ", ""),
        ..Reverse::new(draft)
    })
}

fn change(
    operation: &'static Operation,
    arguments: Arguments,
    target: Option<Key>,
    name: &Clean,
) -> Draft {
    Draft {
        operation,
        arguments,
        target,
        name: name.clone(),
        asked: true,
        changes: Vec::new(),
    }
}

mod reasons;
mod ways;

use self::{
    reasons::why_not,
    ways::{change, no_budget_again, toggled_back},
};
use super::{App, Confirm, Draft, Form, Notice, Overlay, Question, Running};
use crate::{
    api::{Arguments, Home, Method, Reply, Rows, koyeb},
    domain::Clean,
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

impl Last {
    /// Why nothing can undo it; none where something can.
    pub fn refusal(&self) -> Option<Clean> {
        let mut why = None;
        for undo in &self.undo {
            match undo {
                Undo::By(_) => return None,
                Undo::Not(reason) => why = Some(reason),
            }
        }
        let why = why?;
        Some(format!("Nothing can undo '{}': {why}", self.title).into())
    }
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
            whose: None,
            namesake: false,
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
        let reverse = form
            .and_then(|form| form.undo(draft))
            .or_else(|| toggled_back(draft))
            .or_else(|| self.invited_again(draft))
            .or_else(|| self.plan_of_before(draft))
            .or_else(|| self.switched_back(draft))
            .or_else(|| self.budget_of_before(draft))
            .or_else(|| no_budget_again(draft, is_new));
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

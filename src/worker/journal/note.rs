use std::process;

use jiff::Timestamp;
use uuid::Uuid;

use super::{
    Journal,
    line::{Intent, Line, What, begun},
};
use crate::{
    api::{Argument, Arguments, CallId, Change, Fate, Method, Operation, Place, Problem, Reason},
    domain::{Clean, Key},
    worker::fault::NOT_KNOWN,
};

/// A request under way, as the journal has it, if it is a change.
pub(in crate::worker) struct Note<'a> {
    operation: &'static Operation,
    /// What is to be written down; nothing for what only reads.
    intent: Option<(&'a Journal, Intent)>,
    call: Option<CallId>,
    /// Once it stands in the journal.
    change: Option<Change>,
    /// Whether an earlier try may have made the change after all.
    pub may_be_done: bool,
}

impl<'a> Note<'a> {
    /// Nothing is written yet: whatever is not sent leaves no trace.
    pub fn new(
        journal: &'a Journal,
        operation: &'static Operation,
        arguments: &Arguments,
        about: Option<(CallId, Option<&Key>)>,
    ) -> Self {
        // What makes something new is about no record, wherever the cursor was.
        let is_about_one = operation.method != Method::Post
            || operation.fields.iter().any(|it| it.place == Place::Path);
        let key = about.and_then(|(_, key)| key).filter(|_| is_about_one);
        let target = key.map(|key| key.id.to_string());
        let intent = Change::is_recorded(operation).then(|| {
            let intent = Intent {
                process: process::id(),
                profile: journal.profile.clone(),
                who: None,
                provider: operation.provider,
                operation: operation.id.to_owned(),
                target: target.or_else(|| path_of(operation, arguments)),
                request: None,
                fields: names(operation, arguments),
            };
            (journal, intent)
        });
        Self {
            operation,
            intent,
            call: about.map(|(call, _)| call),
            change: None,
            may_be_done: false,
        }
    }

    /// It is about to be sent, or sent again: that is on the disk before this returns. Only where a change is written down
    /// for the first time, `who` is asked who makes it.
    ///
    /// # Errors
    /// [`Reason::NoJournal`], and then it must not be sent.
    pub async fn write_down(
        &mut self,
        who: impl FnOnce() -> Option<Clean>,
        request: Option<&Clean>,
    ) -> Result<(), Problem> {
        let Some((journal, intent)) = &self.intent else {
            return Ok(());
        };
        let request = request.map(|id| id.raw().to_owned());
        let (id, what, change) = if let Some(change) = self.change.take() {
            (change.id.clone(), What::Again { request }, change)
        } else {
            let intent = Intent {
                who: who().map(|who| who.raw().to_owned()),
                request,
                ..intent.clone()
            };
            let id: Box<str> = Uuid::new_v4().to_string().into();
            let change = begun(id.clone(), intent.clone(), Timestamp::now());
            (id, What::Intent(intent), change)
        };
        let is_first = matches!(what, What::Intent(_));
        let written = journal.append(&Line::new(&id, what), true).await;
        if written.is_ok() || !is_first {
            self.change = Some(Change {
                call: self.call,
                ..change
            });
        }
        written.map_err(|why| Problem::new(self.operation, Reason::NoJournal, why))
    }

    /// What came of it.
    ///
    /// # Returns
    /// The same; or that nobody knows, where an earlier try may have made the change.
    pub async fn end<T>(&mut self, outcome: Result<T, Problem>) -> Result<T, Problem> {
        let outcome = outcome.map_err(|problem| self.judge(problem));
        if let (Some((journal, _)), Some(change)) = (&self.intent, self.change.take()) {
            let fate = outcome.as_ref().err().map_or(Fate::Done, Fate::of);
            journal.end(change, fate).await;
        }
        outcome
    }

    fn judge(&self, problem: Problem) -> Problem {
        if self.intent.is_none() || !self.may_be_done || problem.reason == Reason::Unconfirmed {
            return problem;
        }
        let words = format!(
            "{}; an earlier try may have made the change: {NOT_KNOWN}",
            problem.message
        );
        Problem {
            reason: Reason::Unconfirmed,
            message: words.into(),
            ..problem
        }
    }
}

/// What the path says about the record, unless that is a secret.
fn path_of(operation: &Operation, arguments: &Arguments) -> Option<String> {
    let fields = operation.fields.iter();
    let open = fields.filter(|field| field.place == Place::Path && !field.is_secret());
    let parts = open.filter_map(|field| match arguments.get(field.name)? {
        Argument::Text(text) => Some(text.clone()),
        Argument::Integer(number) => Some(number.to_string()),
        Argument::Secret(_)
        | Argument::Flag(_)
        | Argument::Texts(_)
        | Argument::Integers(_)
        | Argument::Json(_) => None,
    });
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| parts.join("\n"))
}

/// The names of what is sent besides, as the catalogue has them.
fn names(operation: &Operation, arguments: &Arguments) -> Vec<String> {
    let sent = |name: &str| {
        let field = operation.field(name);
        field.is_some_and(|field| field.place != Place::Path && !field.is_made())
    };
    let given = arguments.iter().map(|(name, _)| name);
    given.filter(|name| sent(name)).map(str::to_owned).collect()
}

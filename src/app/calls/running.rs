use crate::{
    api::{Arguments, Operation, Problem, Reason, Verb},
    app::{Draft, unconfirmed::Before, undo::Undo},
    domain::{Clean, Key},
};

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
    /// What is being done.
    pub verb: Verb,
    /// What becomes of it.
    pub sequel: Sequel,
    /// With which values.
    pub arguments: Arguments,
    pub(super) changes: Vec<Clean>,
}

/// What is to be done and known once a change was made.
#[derive(Debug, Default)]
pub struct Sequel {
    /// How it can be undone; nothing for what undoes something itself.
    pub undo: Option<Undo>,
    /// The change that goes out next, because it needs this one.
    pub then: Option<Box<Draft>>,
    /// Changes that were asked for together have the same number.
    pub batch: u64,
    /// What there was before, where it makes something.
    pub before: Before,
}

impl Running {
    /// What failed, why, and what to do.
    pub fn failure(&self, problem: &Problem) -> Clean {
        let advice = problem.advice();
        Clean::from(if problem.reason == Reason::Unconfirmed {
            let what = self.verb.perhaps(&self.name);
            format!("It is not known whether {what}: {advice}")
        } else {
            let what = self.verb.about(&self.name);
            format!("Can't {what}: {advice}")
        })
    }

    /// That the change that needed this one was never sent, as the program ends here.
    pub fn unsent(&self) -> Option<Clean> {
        let then = self.sequel.then.as_deref()?;
        let (done, name) = (then.verb().done, &then.name);
        Some(Clean::from(format!(
            "{name} was not {done}: the program ended before that could be sent"
        )))
    }

    /// The change as it was asked for.
    pub fn draft(&self) -> Draft {
        Draft {
            operation: self.operation,
            arguments: self.arguments.clone(),
            target: self.target.clone(),
            name: self.name.clone(),
            asked: self.asked,
            changes: self.changes.clone(),
        }
    }
}

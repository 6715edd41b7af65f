use super::{Form, Sends};
use crate::{
    api::{CallId, Detail, Operation, Problem},
    app::overlay::{Clash, FormField},
    domain::{Clean, Key},
};

impl Form {
    /// The record that it edits is being read once more, just before it is sent.
    pub fn check(&mut self, call: CallId) {
        self.sending = Some(call);
        self.reading = Some(call);
    }

    /// Whether it is this reading that it waits for before it is sent.
    pub fn checks(&self, call: CallId) -> bool {
        self.reading == Some(call) && self.sending == Some(call)
    }

    /// The record that it edits, if it edits one with this operation.
    pub fn edited(&self, operation: &Operation) -> Option<Option<&Key>> {
        let edits = self.sends != Sends::Given && self.operation == operation;
        edits.then(|| self.target.as_ref().map(|(key, _)| key))
    }

    /// The record was read once more. What the person has not touched follows it; what somebody else changed to something
    /// else than the person does is answered.
    pub fn compare(&mut self, record: Detail) -> Vec<Clash> {
        self.reading = None;
        self.sending = None;
        let mut clashes = Vec::new();
        for field in &mut self.fields {
            let Some(newer) = field.newer(&record) else {
                continue;
            };
            match clash(field, &newer) {
                Some(clash) => clashes.push(clash),
                None => field.adopt(&record),
            }
        }
        self.theirs = (!clashes.is_empty()).then_some(record);
        clashes
    }

    /// Whether somebody else changed what the person changes too.
    pub fn is_contested(&self) -> bool {
        self.theirs.is_some()
    }

    /// Whether anything in it differs from the record.
    pub fn is_touched(&self) -> bool {
        self.fields.iter().any(FormField::is_changed)
    }

    /// What somebody else changed stays as they did.
    pub fn take_theirs(&mut self) {
        self.give_way(FormField::adopt);
    }

    /// What the person typed stays, also where somebody else changed the same.
    pub fn keep_mine(&mut self) {
        self.give_way(FormField::rebase);
    }

    /// The record could not be read once more: nothing was sent.
    pub fn stay(&mut self, problem: &Problem) {
        self.reading = None;
        self.sending = None;
        let why = problem.advice();
        let words = format!("Nothing was sent: what is there now can't be read. {why}");
        self.problem = Some(Clean::from(words));
    }

    fn give_way(&mut self, settle: impl Fn(&mut FormField, &Detail)) {
        let Some(record) = self.theirs.take() else {
            return;
        };
        for field in &mut self.fields {
            if field.newer(&record).is_some() {
                settle(field, &record);
                field.look(self.now);
            }
        }
    }
}

/// What two people made of the same field, unless only one of them touched it or both want the same.
fn clash(mine: &FormField, newer: &FormField) -> Option<Clash> {
    let (was, yours) = mine.told();
    let (_, theirs) = newer.told();
    let differs = mine.is_changed() && yours != theirs;
    differs.then(|| Clash {
        label: mine.field.label,
        was,
        theirs,
        yours,
    })
}

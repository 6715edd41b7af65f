use super::{Form, Sends};
use crate::{
    api::{Arguments, CallId, Detail, Operation, Problem},
    app::overlay::{Clash, FormField},
    domain::Clean,
};

impl Form {
    /// The record that it edits is being read once more, just before it is sent.
    pub fn check(&mut self, call: CallId) {
        self.sending = Some(call);
        self.reading = Some(call);
    }

    /// Whether it is this reading that it waits for before it is sent.
    pub fn checks(&self, call: CallId) -> bool {
        self.reading == Some(call) && self.is_checked()
    }

    /// Whether its record is being read once more.
    pub fn is_checked(&self) -> bool {
        self.reading.is_some() && self.reading == self.sending
    }

    /// The person doesn't want to wait for the record: nothing is sent.
    pub fn stop_check(&mut self) {
        self.reading = None;
        self.sending = None;
        self.problem = Some(Clean::from("Nothing was sent."));
    }

    /// Whether it edits a record with this operation.
    pub fn edits(&self, operation: &Operation) -> bool {
        self.sends != Sends::Given && self.operation == operation
    }

    /// How the record that it edits is read.
    pub fn reading_again(&self) -> Option<(&'static Operation, Arguments)> {
        self.original().or_else(|| self.source.clone())
    }

    /// The record was read once more. What the person has not touched follows it; what somebody else changed to something
    /// else than the person does is answered. `None` where the answer tells nothing of the record.
    pub fn compare(&mut self, record: Detail) -> Option<Vec<Clash>> {
        let tells = self.fields.iter().any(|field| field.is_told(&record));
        if !tells {
            return None;
        }
        self.reading = None;
        self.sending = None;
        let mut clashes = Vec::new();
        for field in self.fields.iter_mut().chain(&mut self.unasked) {
            let Some(newer) = field.newer(&record) else {
                continue;
            };
            if let Some(clash) = clash(field, &newer) {
                clashes.push(clash);
            } else {
                field.adopt(&record);
                field.look(self.now);
            }
        }
        self.theirs = (!clashes.is_empty()).then_some(record);
        Some(clashes)
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

    /// The record could not be read once more: nothing was sent. The person may try again.
    pub fn stay(&mut self, problem: Option<&Problem>) {
        self.reading = None;
        self.sending = None;
        let why = match problem {
            Some(problem) => format!("what is there now can't be read. {}", problem.advice()),
            None => "the answer tells nothing of the record.".to_owned(),
        };
        let words = format!("Nothing was sent: {why} Submit it again to try again.");
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
    differs.then_some(Clash {
        label: mine.field.label,
        was,
        theirs,
        yours,
    })
}

use crate::{
    api::{LoadId, Problem, Reason},
    app::{Cell, Draft, RowKeys, Tone},
};

/// A change that failed, or that nobody knows of whether it did.
#[derive(Debug)]
pub struct Failure {
    /// What was asked for.
    pub draft: Draft,
    /// Why it failed.
    pub problem: Problem,
    /// Whether a list was read since, and did not tell that it was made after all.
    pub looked: bool,
    /// Loads with a higher number began after it.
    pub after: LoadId,
}

impl Failure {
    /// Whether nobody knows whether it was made, or has looked since.
    pub fn is_unsure(&self) -> bool {
        self.problem.reason == Reason::Unconfirmed && !self.looked
    }

    /// What its row says.
    pub fn status(&self, keys: &RowKeys) -> Cell {
        let verb = self.draft.verb();
        let done = verb.done;
        match (self.problem.reason, self.looked) {
            (Reason::Unconfirmed, false) => {
                let words = format!("not known whether {done}, {} looks", keys.look);
                Cell::new(words, Tone::Warning)
            }
            (Reason::Unconfirmed, true) => {
                let words = format!("perhaps not {done}: look, {} repeats", keys.repeat);
                Cell::new(words, Tone::Warning)
            }
            _ => {
                let (what, message) = (verb.with_part(verb.base), &self.problem.message);
                Cell::new(format!("can't {what}: {message}"), Tone::Bad)
            }
        }
    }
}

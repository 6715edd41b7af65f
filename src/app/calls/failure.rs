use crate::{
    api::{LoadId, Problem, Reason},
    app::{Action, Cell, Draft, Keymap, TableAction, Tone},
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
    pub fn status(&self, keymap: &Keymap) -> Cell {
        let keys = |action| keymap.in_lists(Action::Table(action));
        let verb = self.draft.verb();
        let done = verb.done;
        match (self.problem.reason, self.looked) {
            (Reason::Unconfirmed, false) => {
                let look = keys(TableAction::Reload);
                let words = format!("not known whether {done}, {look} looks");
                Cell::new(words, Tone::Warning)
            }
            (Reason::Unconfirmed, true) => {
                let repeat = keys(TableAction::Repeat);
                let words = format!("perhaps not {done}: look, {repeat} repeats");
                Cell::new(words, Tone::Warning)
            }
            _ => {
                let (what, message) = (verb.with_part(verb.base), &self.problem.message);
                Cell::new(format!("can't {what}: {message}"), Tone::Bad)
            }
        }
    }
}

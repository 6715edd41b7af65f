use super::Draft;
use crate::{
    api::{Argument, Arguments, Guard, Operation, Place, Verb, contabo},
    domain::{Clean, Key},
};

/// What tells that two drafts are about the same change.
pub type DraftId = (&'static str, Option<Key>, String);

impl Draft {
    /// A reading that the program makes by itself: nobody is told how it ended.
    pub fn reading(operation: &'static Operation, arguments: Arguments) -> Self {
        Self {
            operation,
            arguments,
            target: None,
            name: Clean::default(),
            asked: false,
            changes: Vec::new(),
        }
    }

    /// What it does, as a title: the operation's, but for one that does several things.
    pub fn title(&self) -> &'static str {
        match self.enables() {
            Some(true) => "Enable user",
            Some(false) => "Disable user",
            None => self.operation.title,
        }
    }

    /// What it does, as a verb.
    pub fn verb(&self) -> Verb {
        match self.enables() {
            Some(true) => Verb::new("enable", "enabling", "enabled"),
            Some(false) => Verb::new("disable", "disabling", "disabled"),
            None => self.operation.verb,
        }
    }

    /// Whether nothing but a user's being enabled is changed, and how.
    pub fn enables(&self) -> Option<bool> {
        let body = |name: &str| {
            let field = self.operation.field(name);
            field.is_some_and(|field| field.place == Place::Body)
        };
        let mut said = self.arguments.iter().filter(|(name, _)| body(name));
        match (
            *self.operation == contabo::UPDATE_USER,
            said.next(),
            said.next(),
        ) {
            (true, Some(("enabled", Argument::Flag(enabled))), None) => Some(*enabled),
            _ => None,
        }
    }

    /// What tells that another draft is about the same change.
    pub fn id(&self) -> DraftId {
        let name = self.name.raw().to_owned();
        (self.operation.id, self.target.clone(), name)
    }
}

/// The guard of several drafts together: the strictest of theirs.
pub fn guard_of(drafts: &[Draft]) -> Option<Guard> {
    let rank = |guard: Guard| match guard {
        Guard::Read => 0,
        Guard::Write => 1,
        Guard::Undo => 2,
        Guard::YesNo => 3,
        Guard::TypeName => 4,
    };
    let guards = drafts.iter().map(|draft| draft.operation.guard);
    guards.max_by_key(|guard| rank(*guard))
}

/// Whether an operation hands out something that is shown once: then its records take their turns by hand, so that nothing
/// is lost behind the next.
pub fn hands_out_secrets(operation: &Operation) -> bool {
    *operation == contabo::REGENERATE_OBJECT_STORAGE_CREDENTIALS
        || *operation == contabo::GENERATE_CLIENT_SECRET
}

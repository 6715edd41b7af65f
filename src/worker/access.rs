use std::sync::atomic::{AtomicBool, Ordering};

use super::Effect;
use crate::{
    api::{Operation, Problem, Reason},
    config::Profile,
};

/// Whether anything may be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Nothing: a request that would is refused before it is sent.
    ReadOnly,
    /// What the vendors allow.
    ReadWrite,
}

impl Access {
    /// The same, or nothing where the profile allows nothing.
    pub(super) fn with(self, profile: &Profile) -> Self {
        if profile.read_only {
            Access::ReadOnly
        } else {
            self
        }
    }

    /// Why an operation is not carried out, if it is one that changes something and nothing may be changed.
    pub(super) fn refuses(self, operation: &'static Operation) -> Option<Problem> {
        let message = "usher is read-only: nothing was sent";
        let refuses = self == Access::ReadOnly && Effect::of(operation) == Effect::Changes;
        refuses.then(|| Problem::new(operation, Reason::NotSent, message))
    }
}

/// What may be changed now, for all vendors of a run: never more than the run allows, and nothing while the person only
/// wants to look.
#[derive(Debug)]
pub(super) struct Gate {
    most: Access,
    looks_only: AtomicBool,
}

impl Gate {
    /// What a run allows at most, and allows now.
    pub fn new(most: Access) -> Self {
        Self {
            most,
            looks_only: AtomicBool::new(false),
        }
    }

    /// From now on that much, as far as the run allows it.
    pub fn allow(&self, wanted: Access) {
        let looks_only = wanted == Access::ReadOnly;
        self.looks_only.store(looks_only, Ordering::SeqCst);
    }

    /// What a request that is made now may do.
    pub fn now(&self) -> Access {
        if self.looks_only.load(Ordering::SeqCst) {
            Access::ReadOnly
        } else {
            self.most
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_that_may_only_read_can_not_be_talked_into_more() {
        let gate = Gate::new(Access::ReadOnly);
        gate.allow(Access::ReadWrite);
        assert_eq!(gate.now(), Access::ReadOnly);
        let gate = Gate::new(Access::ReadWrite);
        gate.allow(Access::ReadOnly);
        assert_eq!(gate.now(), Access::ReadOnly);
        gate.allow(Access::ReadWrite);
        assert_eq!(gate.now(), Access::ReadWrite);
    }
}

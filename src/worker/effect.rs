use crate::api::{Guard, Operation};

/// Whether a request may change something at the vendor's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// It reads.
    Reads,
    /// It may change something.
    Changes,
}

impl Effect {
    /// By the method, and by the guard: there are a few `GET`s that begin something.
    pub fn of(operation: &Operation) -> Self {
        if operation.method.writes() || operation.guard != Guard::Read {
            Effect::Changes
        } else {
            Effect::Reads
        }
    }
}

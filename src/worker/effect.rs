use crate::api::Operation;

/// Whether a request may change something at the vendor's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// It reads.
    Reads,
    /// It may change something.
    Changes,
}

impl Effect {
    /// What a request of this operation does.
    pub fn of(operation: &Operation) -> Self {
        if operation.changes() {
            Effect::Changes
        } else {
            Effect::Reads
        }
    }
}

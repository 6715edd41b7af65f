use serde_json::Value;

use super::{answer::Answer, ask::Incoming};

/// One vendor: its world, and how it speaks.
pub(super) trait Vendor: Send {
    /// Answers a request.
    fn answer(&mut self, incoming: &Incoming) -> Answer;

    /// What it mails to somebody because of a request that it granted.
    fn mail(&self, incoming: &Incoming) -> Option<Value>;

    /// Refuses a request with this status, in the vendor's error shape.
    fn refuse(&mut self, status: u16) -> Answer;

    /// Revokes every token that was handed out since the start.
    fn revoke_tokens(&mut self);
}

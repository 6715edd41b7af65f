use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use tokio::sync::mpsc::UnboundedSender;

use crate::{
    api::{Headers, Limit, Update},
    domain::Provider,
};

/// How much a vendor lets us ask, told whenever it changes.
pub(super) struct Allowance {
    provider: Provider,
    updates: UnboundedSender<Update>,
    told: Mutex<Limit>,
}

impl Allowance {
    /// Nothing is known yet.
    pub fn new(provider: Provider, updates: UnboundedSender<Update>) -> Self {
        Self {
            provider,
            updates,
            told: Mutex::default(),
        }
    }

    /// An answer came with these headers, and the vendor is left alone until then. An answer that says nothing of what is
    /// left does not change what is known of it.
    pub fn learn(&self, headers: &Headers, pause: Option<Timestamp>) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let limit = Limit {
            left: headers.left().or(told.left),
            pause,
        };
        if limit != *told {
            *told = limit;
            // Nobody listens any more when the program is about to end.
            let update = Update::Limit(self.provider, limit);
            self.updates.send(update).ok();
        }
    }
}

use std::{collections::VecDeque, sync::Arc};

use jiff::Timestamp;

use super::Notice;
use crate::api::Logged;

/// What was said in this run, and what was asked of the vendors, the newest first. The oldest is forgotten where there
/// would be too much.
#[derive(Debug, Default)]
pub struct Journal {
    said: VecDeque<Said>,
    requests: VecDeque<Arc<Logged>>,
}

/// A notice, and when it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// When.
    pub at: Timestamp,
    /// What.
    pub notice: Notice,
}

impl Journal {
    /// The most notices that are kept.
    pub const NOTICES: usize = 200;
    /// The most requests that are kept.
    pub const REQUESTS: usize = 500;

    /// One more notice.
    pub fn say(&mut self, said: Said) {
        self.said.truncate(Self::NOTICES - 1);
        self.said.push_front(said);
    }

    /// One more request.
    pub fn ask(&mut self, request: Arc<Logged>) {
        self.requests.truncate(Self::REQUESTS - 1);
        self.requests.push_front(request);
    }

    /// The notices.
    pub fn said(&self) -> &VecDeque<Said> {
        &self.said
    }

    /// The requests.
    pub fn requests(&self) -> &VecDeque<Arc<Logged>> {
        &self.requests
    }
}

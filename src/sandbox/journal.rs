use std::collections::VecDeque;

use crate::domain::Provider;

/// A request that arrived, without anything secret: no header but the request id, no value of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// The vendor that was asked.
    pub provider: Provider,
    /// `GET`, `POST`, ...
    pub method: String,
    /// The path as it came; where an id in it is a secret, the path's template.
    pub path: String,
    /// The query, decoded.
    pub query: Vec<(String, String)>,
    /// The names of the body's properties, in alphabetical order.
    pub properties: Vec<String>,
    /// `x-request-id`, where there was one.
    pub request_id: Option<String>,
    /// The operation of the catalogue, where the request is one.
    pub operation: Option<&'static str>,
    /// The status of the answer; `None` while there is none, and for ever when the connection was closed instead.
    pub status: Option<u16>,
}

/// What arrived, oldest first. The oldest are forgotten when there are very many.
#[derive(Debug, Default)]
pub(super) struct Journal {
    rows: VecDeque<Received>,
    forgotten: usize,
}

impl Journal {
    const LIMIT: usize = 100_000;

    /// Notes a request; the number finds it again.
    pub fn push(&mut self, received: Received) -> usize {
        if self.rows.len() == Self::LIMIT {
            self.rows.pop_front();
            self.forgotten += 1;
        }
        self.rows.push_back(received);
        self.forgotten + self.rows.len() - 1
    }

    /// Notes the status of the answer to a request.
    pub fn answered(&mut self, number: usize, status: u16) {
        let row = number.checked_sub(self.forgotten);
        if let Some(row) = row.and_then(|row| self.rows.get_mut(row)) {
            row.status = Some(status);
        }
    }

    /// All requests that are still known.
    pub fn rows(&self) -> Vec<Received> {
        self.rows.iter().cloned().collect()
    }
}

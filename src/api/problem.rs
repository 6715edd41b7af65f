mod excerpt;
mod hint;
mod response;
mod retry;
#[cfg(test)]
mod tests;

use std::fmt;

use jiff::Timestamp;
use thiserror::Error;

pub(super) use self::excerpt::mask_values;
pub use self::excerpt::{beginning, without};
use super::{FieldProblem, Method, Operation};
use crate::domain::{Clean, Provider};

/// Why something did not work, for people: what was tried, what happened, what to do next.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub struct Problem {
    /// What went wrong, by kind.
    pub reason: Reason,
    /// What was tried: the operation's title.
    pub tried: &'static str,
    /// The vendor.
    pub provider: Provider,
    /// The method and path template, such as `GET /v1/users`; empty when nothing was asked of the vendor.
    pub endpoint: String,
    /// The HTTP status, where there was an answer.
    pub status: Option<u16>,
    /// The vendor's error code.
    pub code: Option<Clean>,
    /// What happened: the vendor's words, or ours.
    pub message: Clean,
    /// What is wrong with which field.
    pub fields: Vec<FieldProblem>,
    /// The id under which the vendor can find the request.
    pub request_id: Option<Clean>,
}

/// The kinds of problems that people handle differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The vendor can't be reached; nothing was sent.
    Offline,
    /// No answer in time; nothing was changed.
    TimedOut,
    /// No credential, or one that the vendor does not take.
    SignIn,
    /// Signed in, but not allowed.
    Forbidden,
    /// There is no such thing (any more).
    NotFound,
    /// Some fields are wrong.
    Fields,
    /// Asked too often; until when, where the vendor tells.
    Limited(Option<Timestamp>),
    /// The vendor refused for another reason (any other 4xx, or a redirect).
    Refused,
    /// The vendor failed (5xx).
    Server,
    /// The answer can't be read.
    Unreadable,
    /// A change was sent, and whether it took effect is not known.
    Unconfirmed,
    /// The program itself refused: read-only, or a value that can't be sent.
    NotSent,
    /// The change could not be written into the journal, and was not sent therefore.
    NoJournal,
    /// A fault of usher itself.
    Internal,
}

impl Reason {
    /// Whether there was no answer that tells how things stand: what was known before may still be so.
    pub const fn says_nothing(self) -> bool {
        match self {
            Reason::Offline
            | Reason::TimedOut
            | Reason::Limited(_)
            | Reason::Server
            | Reason::Unreadable
            | Reason::Internal => true,
            Reason::SignIn
            | Reason::Forbidden
            | Reason::NotFound
            | Reason::Fields
            | Reason::Refused
            | Reason::Unconfirmed
            | Reason::NotSent
            | Reason::NoJournal => false,
        }
    }
}

impl Problem {
    /// A problem with an operation, in our own words.
    pub fn new(operation: &Operation, reason: Reason, message: impl Into<Clean>) -> Self {
        Self {
            reason,
            tried: operation.title,
            provider: operation.provider,
            endpoint: endpoint(operation.method, operation.path),
            status: None,
            code: None,
            message: message.into(),
            fields: Vec::new(),
            request_id: None,
        }
    }

    /// A problem with some fields, found before anything was sent. Each message begins with its field's label.
    pub fn of_fields(operation: &Operation, fields: Vec<FieldProblem>) -> Self {
        let sentences: Vec<&str> = fields.iter().map(|field| field.message.raw()).collect();
        let mut problem = Self::new(operation, Reason::Fields, sentences.join("; "));
        problem.fields = fields;
        problem
    }
}

fn endpoint(method: Method, path: &str) -> String {
    format!("{} {path}", method.as_str())
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} at {} failed: {}",
            self.tried, self.provider, self.message
        )
    }
}

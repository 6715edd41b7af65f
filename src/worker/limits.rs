use std::time::Duration;

use super::{client::Answer, fault::Fault};

/// How long the worker waits, and how much it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// For a connection.
    pub connect: Duration,
    /// For the next part of an answer.
    pub read: Duration,
    /// For a whole answer.
    pub total: Duration,
    /// Before another try of a request that failed; the one after that waits twice as long.
    pub backoff: Duration,
    /// For how long somebody waits for a request to begin: through a vendor's pause, and for another try.
    pub patience: Duration,
    /// The same for the further pages of a list, which nobody looks at yet.
    pub patience_in_lists: Duration,
    /// For a program that prints a secret.
    pub command: Duration,
    /// For the system's keyring.
    pub keyring: Duration,
    /// For how long a refused sign-in is remembered before it is tried again: vendors lock accounts that fail too often.
    pub refusal: Duration,
    /// For the changes that are on their way when the program ends.
    pub finish: Duration,
    /// The largest answer in bytes, unpacked.
    pub body: usize,
    /// How many readings are on their way to one vendor at a time. Pages of lists have places of their own besides.
    pub at_once: usize,
    /// And how many changes: they have places of their own, so that they don't wait behind long lists.
    pub changes_at_once: usize,
    /// How many pages a list may have.
    pub pages: usize,
    /// And how many rows.
    pub rows: usize,
    /// And how many bytes of text in them.
    pub texts: usize,
}

/// For how long a request may take to begin, and how often it is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Patience {
    pub wait: Duration,
    pub tries: usize,
    /// Whether it is tried again where no answer came in time.
    pub outlasts_silence: bool,
}

impl Patience {
    /// Whether another try may go better where somebody in a hurry had better be told.
    pub fn allows(self, outcome: &Result<Answer, Fault>) -> bool {
        let body = outcome.as_ref().map(|answer| &answer.body);
        let is_silence = matches!(body, Err(Fault::TimedOut) | Ok(Err(Fault::TimedOut)));
        self.outlasts_silence && is_silence
    }
}

impl Limits {
    /// For what somebody waits for.
    pub(super) fn patience(&self) -> Patience {
        Patience {
            wait: self.patience,
            tries: 3,
            outlasts_silence: false,
        }
    }

    /// For the page of that number, from 0: nobody waits for the further ones, and one of a thousand that fails must not
    /// end the list.
    pub(super) fn patience_for(&self, page: usize) -> Patience {
        match page {
            0 => self.patience(),
            _ => Patience {
                wait: self.patience_in_lists,
                tries: 6,
                outlasts_silence: true,
            },
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            read: Duration::from_secs(15),
            total: Duration::from_secs(30),
            backoff: Duration::from_millis(200),
            patience: Duration::from_secs(10),
            patience_in_lists: Duration::from_secs(150),
            command: Duration::from_secs(10),
            keyring: Duration::from_secs(3),
            refusal: Duration::from_secs(30),
            finish: Duration::from_secs(35),
            body: 32 << 20,
            at_once: 8,
            changes_at_once: 4,
            pages: 20_000,
            rows: 2_000_000,
            texts: 512 << 20,
        }
    }
}

use std::time::Duration;

use super::{Cursor, Grid, Motion};
use crate::{
    api::{Arguments, CallId, Detail, Operation, Problem},
    domain::Key,
};

/// How long the cursor must rest on a row before the whole record is read: walking down a list asks for nothing.
const REST: Duration = Duration::from_millis(150);

/// The whole record under the cursor.
#[derive(Debug, Default)]
pub struct DetailView {
    /// Which record it is.
    pub key: Option<Key>,
    /// How far the reading has come.
    pub reading: Reading,
    /// What is to be done with the record once it is read.
    pub then: Option<&'static Operation>,
    /// Whether keys go to it.
    pub focused: bool,
    /// Where it is scrolled to.
    pub cursor: Cursor,
    /// How many lines it has, as the last drawing's caller counted them.
    pub length: usize,
}

/// How far the reading of a whole record has come.
#[derive(Debug, Default)]
pub enum Reading {
    /// Nothing to read, or nothing more than the list says.
    #[default]
    Nothing,
    /// To be read when the cursor has rested until then.
    Due(Duration),
    /// Asked for.
    Asked(CallId),
    /// Read.
    Done(Detail),
    /// Could not be read.
    Failed(Box<Problem>),
}

impl DetailView {
    /// The cursor may be on another record: then that one is to be read, after a rest.
    pub fn follow(&mut self, key: Option<Key>, uptime: Duration) -> bool {
        if self.key == key {
            return false;
        }
        self.reading = if key.is_some() {
            Reading::Due(uptime + REST)
        } else {
            Reading::Nothing
        };
        self.key = key;
        self.then = None;
        self.cursor = Cursor::default();
        true
    }

    /// The record changed: it is to be read again.
    pub fn renew(&mut self, uptime: Duration) {
        if self.key.is_some() {
            self.reading = Reading::Due(uptime + REST);
        }
    }

    /// When the record is to be read.
    pub fn due(&self) -> Option<Duration> {
        match self.reading {
            Reading::Due(due) => Some(due),
            Reading::Nothing | Reading::Asked(_) | Reading::Done(_) | Reading::Failed(_) => None,
        }
    }

    /// Whether it is this reading whose answer is wanted.
    pub fn awaits(&self, id: CallId) -> bool {
        matches!(self.reading, Reading::Asked(asked) if asked == id)
    }

    /// The answer to a reading, if it is the one that was asked for last.
    pub fn answer(&mut self, id: CallId, answer: Result<Detail, Problem>) -> bool {
        let asked = self.awaits(id);
        if asked {
            self.reading = match answer {
                Ok(detail) => Reading::Done(detail),
                Err(problem) => Reading::Failed(Box::new(problem)),
            };
        }
        asked
    }

    /// Scrolls.
    pub fn scroll(&mut self, motion: Motion) {
        self.cursor.scroll(motion, self.length);
    }
}

/// How the record under a table's cursor is read, if that is due.
pub fn reading_of(
    grid: &dyn Grid,
    facts: &super::Facts<'_>,
) -> Option<(&'static Operation, Arguments)> {
    grid.selection(facts).and_then(|selection| selection.read)
}

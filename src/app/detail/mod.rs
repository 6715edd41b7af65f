mod extra;
mod rows;

use std::time::Duration;

pub use extra::{About, BUDGET, Extra, GITHUB, SETTINGS};
pub use rows::{DetailRow, Told, wrapped};

use super::{App, Cursor, Draft, Effect, Json, Motion, Notice, Overlay};
use crate::{
    api::{Arguments, CallId, Detail, Operation, Problem},
    domain::Key,
};

/// How long the cursor must rest on a row before the whole record is read: walking down a list asks for nothing.
const REST: Duration = Duration::from_millis(150);
/// How long secrets are shown.
pub const REVEALED: Duration = Duration::from_secs(15);

/// What is said to somebody who wants more of a record than is there.
const UNREAD: &str = "The record is not read yet: open it first";

/// The whole record under the cursor.
#[derive(Debug, Default)]
pub struct DetailView {
    /// Which record it is.
    pub key: Option<Key>,
    /// How far the reading has come.
    pub reading: Reading,
    /// What else is read for it, each by itself.
    pub extras: Vec<Extra>,
    /// Until when what is masked is shown, counted from the start of the program.
    pub revealed_until: Option<Duration>,
    /// What is to be done with the record once it is read.
    pub then: Option<Then>,
    /// Whether keys go to it.
    pub focused: bool,
    /// Where it is scrolled to.
    pub cursor: Cursor,
}

/// What waits for a record to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// An operation whose form begins with what the record says.
    Choose(&'static Operation),
    /// The whole reply as JSON.
    Json,
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
        self.extras.clear();
        self.revealed_until = None;
        self.then = None;
        self.cursor = Cursor::default();
        true
    }

    /// The record changed: it is to be read again.
    pub fn renew(&mut self, uptime: Duration) {
        if self.key.is_some() {
            self.reading = Reading::Due(uptime + REST);
            self.revealed_until = None;
        }
    }

    /// What was read of the record.
    pub fn whole(&self) -> Option<&Detail> {
        match &self.reading {
            Reading::Done(detail) => Some(detail),
            Reading::Nothing | Reading::Due(_) | Reading::Asked(_) | Reading::Failed(_) => None,
        }
    }

    /// Whether there is something masked that could be shown.
    pub fn hides(&self) -> bool {
        let extras = self.extras.iter().map(|extra| &extra.reading);
        let mut readings = extras.chain([&self.reading]);
        readings.any(|reading| match reading {
            Reading::Done(detail) => detail.hides(),
            Reading::Nothing | Reading::Due(_) | Reading::Asked(_) | Reading::Failed(_) => false,
        })
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
            self.reading = Reading::of(answer);
        }
        asked
    }

    /// What is read beside the record and waits for this answer.
    pub fn extra_awaiting(&mut self, id: CallId) -> Option<&mut Extra> {
        let mut extras = self.extras.iter_mut();
        extras.find(|extra| matches!(extra.reading, Reading::Asked(asked) if asked == id))
    }
}

impl Reading {
    /// The end of a reading.
    pub fn of(answer: Result<Detail, Problem>) -> Self {
        match answer {
            Ok(detail) => Reading::Done(detail),
            Err(problem) => Reading::Failed(Box::new(problem)),
        }
    }
}

impl App {
    /// Scrolls the record under the cursor.
    pub(super) fn scroll_detail(&mut self, motion: Motion) {
        let length = self.detail_rows().len();
        self.detail.cursor.scroll(motion, length);
    }

    /// Reads the whole record under the cursor, and then what belongs to it.
    pub(super) fn read_detail(&mut self) -> Vec<Effect> {
        self.detail.extras.clear();
        let reading = self.panes.grid().selection().and_then(|it| it.read);
        let Some((operation, arguments)) = reading else {
            self.detail.reading = Reading::Nothing;
            return Vec::new();
        };
        let mut extras = self.panes.grid().extras(&self.facts());
        let (id, effect) = self.read(operation, arguments);
        self.detail.reading = Reading::Asked(id);
        let mut effects = vec![effect];
        for extra in &mut extras {
            let (id, effect) = self.read(extra.about.operation, extra.arguments.clone());
            extra.reading = Reading::Asked(id);
            effects.push(effect);
        }
        self.detail.extras = extras;
        effects
    }

    fn read(&mut self, operation: &'static Operation, arguments: Arguments) -> (CallId, Effect) {
        let call = self.calls.start(Draft {
            target: self.detail.key.clone(),
            ..Draft::reading(operation, arguments)
        });
        (call.id, Effect::Call(call))
    }

    /// Opens the whole reply about the record under the cursor, which may have to be read first.
    pub(super) fn open_json(&mut self) -> Vec<Effect> {
        let Some(selection) = self.panes.grid().selection() else {
            return Vec::new();
        };
        match &self.detail.reading {
            Reading::Done(whole) => {
                let json = Json::new(selection.name, whole.json.clone());
                self.overlays.push(Overlay::Json(json));
                self.detail.revealed_until = None;
                Vec::new()
            }
            Reading::Failed(problem) => {
                self.say(Self::not_read(problem));
                Vec::new()
            }
            Reading::Nothing | Reading::Due(_) | Reading::Asked(_) if selection.read.is_none() => {
                self.say(Notice::warning(
                    "The vendor says no more of it than the list does",
                ));
                Vec::new()
            }
            Reading::Nothing | Reading::Due(_) | Reading::Asked(_) => self.read_for(Then::Json),
        }
    }

    /// Has the record under the cursor read, unless it is asked for already, and then goes on.
    pub(super) fn read_for(&mut self, then: Then) -> Vec<Effect> {
        self.detail.key = self.panes.grid().selected_key();
        self.detail.then = Some(then);
        match self.detail.reading {
            Reading::Asked(_) => Vec::new(),
            Reading::Nothing | Reading::Due(_) | Reading::Done(_) | Reading::Failed(_) => {
                self.read_detail()
            }
        }
    }

    /// Goes on with a record that was read.
    pub(super) fn go_on_with(&mut self, then: Then) -> Vec<Effect> {
        match then {
            Then::Choose(operation) => self.choose(operation),
            Then::Json => self.open_json(),
        }
    }

    /// Shows what is masked in the detail, for a while.
    pub(super) fn reveal_detail(&mut self) {
        if self.detail.hides() {
            self.detail.revealed_until = Some(self.now.uptime + REVEALED);
        } else if self.detail.whole().is_some() {
            self.say(Notice::warning("Nothing is masked here"));
        } else {
            self.say(Notice::warning(UNREAD));
        }
    }
}

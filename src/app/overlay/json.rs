use std::time::Duration;

use super::super::{Action, Cursor, DialogAction, Step, TableAction};
use crate::{
    api::{JsonLine, JsonPart},
    domain::Clean,
};

/// A whole reply as JSON, to be scrolled both ways.
#[derive(Debug)]
pub struct Json {
    /// What it is about.
    pub title: Clean,
    /// The reply, line by line.
    pub lines: Vec<JsonLine>,
    /// Where it is scrolled to.
    pub cursor: Cursor,
    /// How many cells it is scrolled to the right.
    pub left: usize,
    /// Until when what is masked is shown, counted from the start of the program.
    pub revealed_until: Option<Duration>,
}

/// How far one key scrolls sideways, in cells.
const SIDEWAYS: usize = 8;

impl Json {
    /// A reply, what is not known to be harmless masked.
    pub fn new(title: impl Into<Clean>, lines: Vec<JsonLine>) -> Self {
        Self {
            title: title.into(),
            lines,
            cursor: Cursor::default(),
            left: 0,
            revealed_until: None,
        }
    }

    /// Whether anything is masked.
    pub fn hides(&self) -> bool {
        let masked = |line: &JsonLine| matches!(line.part, JsonPart::Masked(_));
        self.lines.iter().any(masked)
    }

    /// Scrolls, reveals or closes.
    pub fn act(&mut self, action: Action) -> Step {
        match action {
            Action::Table(TableAction::ScrollLeft) => {
                self.left = self.left.saturating_sub(SIDEWAYS);
            }
            Action::Table(TableAction::ScrollRight) => {
                self.left = (self.left + SIDEWAYS).min(self.widest());
            }
            Action::Move(motion) => self.cursor.scroll(motion, self.lines.len()),
            Action::Back => return Step::Close,
            Action::Dialog(DialogAction::Reveal) => return Step::Reveal,
            _ => {}
        }
        Step::Handled
    }

    /// The most that it can be scrolled to the right: its longest line, roughly, so that it never leaves the screen whole.
    fn widest(&self) -> usize {
        let revealed = self.revealed_until.is_some();
        let width = |line: &JsonLine| {
            let name = line.name.as_ref().map_or(0, |name| name.as_str().len() + 2);
            let part = match &line.part {
                JsonPart::Text(text) | JsonPart::Number(text) => text.as_str().len(),
                JsonPart::Masked(secret) if revealed => secret.expose().len(),
                JsonPart::Bracket(_)
                | JsonPart::Literal(_)
                | JsonPart::Masked(_)
                | JsonPart::More => 0,
            };
            2 * line.depth + name + part
        };
        let widest = self.lines.iter().map(width).max().unwrap_or(0);
        widest.saturating_sub(SIDEWAYS)
    }
}

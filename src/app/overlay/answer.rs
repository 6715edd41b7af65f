use std::time::Duration;

use super::super::{Action, Cursor, DialogAction, Step};
use crate::{api::Detail, domain::Clean};

/// What an operation answered, for reading; what it hands out in secret is masked until somebody wants to see it.
#[derive(Debug)]
pub struct Answer {
    /// The operation's title.
    pub title: Clean,
    /// What it said.
    pub detail: Detail,
    /// Where the text is scrolled to.
    pub cursor: Cursor,
    /// Until when its secrets are shown, counted from the start of the program.
    pub revealed_until: Option<Duration>,
}

impl Answer {
    /// An answer, its secrets masked.
    pub fn new(title: impl Into<Clean>, detail: Detail) -> Self {
        Self {
            title: title.into(),
            detail,
            cursor: Cursor::default(),
            revealed_until: None,
        }
    }

    /// Scrolls, reveals or closes.
    pub fn act(&mut self, action: Action) -> Step {
        match action {
            Action::Move(motion) => self.cursor.scroll(motion, self.detail.lines.len()),
            Action::Back => return Step::Close,
            Action::Dialog(DialogAction::Reveal) => return Step::Reveal,
            _ => {}
        }
        Step::Handled
    }
}

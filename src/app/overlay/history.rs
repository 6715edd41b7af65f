use jiff::{Timestamp, tz::TimeZone};

use super::Scroll;
use crate::{
    app::{Action, Cell, Said, Step},
    domain::Clean,
};

/// The notices of this run, the newest first, each in full.
#[derive(Debug)]
pub struct History {
    /// What is read.
    pub text: Scroll,
    zone: TimeZone,
}

impl History {
    /// The notices so far.
    pub fn new<'a>(said: impl IntoIterator<Item = &'a Said>, zone: &TimeZone) -> Self {
        let paragraphs = said.into_iter().map(|said| paragraph(said, zone));
        Self {
            text: Scroll::new(paragraphs.collect()),
            zone: zone.clone(),
        }
    }

    /// One more notice.
    pub fn add(&mut self, said: &Said) {
        let (time, text) = paragraph(said, &self.zone);
        self.text.begin_with(time, text);
    }

    /// Scrolls or closes.
    pub fn act(&mut self, action: Action) -> Step {
        match action {
            Action::Move(motion) => self.text.go(motion),
            Action::Back => return Step::Close,
            _ => {}
        }
        Step::Handled
    }
}

fn paragraph(said: &Said, zone: &TimeZone) -> (Clean, Cell) {
    let text = Cell::new(said.notice.text.clone(), said.notice.tone);
    (time_of_day(said.at, zone).into(), text)
}

/// The hour, the minute and the second where the person is.
pub fn time_of_day(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%H:%M:%S").to_string()
}

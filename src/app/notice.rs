use std::time::Duration;

use super::Journal;
use crate::domain::Clean;

/// How long good news stays; bad news stays until a key is pressed.
const STAY: Duration = Duration::from_secs(6);

/// One sentence at the foot of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The sentence.
    pub text: Clean,
    /// Good or bad news.
    pub tone: Tone,
}

/// An organization that was just joined and can be switched into by one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Koyeb's id of it.
    pub id: Clean,
    /// Its name.
    pub name: Clean,
}

/// What a text means, whatever colour that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing special.
    Plain,
    /// Less important.
    Dim,
    /// Important.
    Accent,
    /// As it should be.
    Good,
    /// Wants attention.
    Warning,
    /// Wrong.
    Bad,
}

/// The notice that is shown, if any, and until when; and what was said and asked before.
#[derive(Debug, Default)]
pub struct Notices {
    current: Option<(Notice, Option<Duration>)>,
    /// Until when a secret that was copied stays in the clipboard.
    pub clip_until: Option<Duration>,
    /// What is offered until it is taken or refused, whatever else is said meanwhile.
    pub offer: Option<Offer>,
    /// What was said in this run, and what was asked of the vendors.
    pub journal: Journal,
}

impl Notice {
    /// Something worked.
    pub fn good(text: impl Into<Clean>) -> Self {
        Self {
            text: text.into(),
            tone: Tone::Good,
        }
    }

    /// Something can't be done, and nothing was lost.
    pub fn warning(text: impl Into<Clean>) -> Self {
        Self {
            text: text.into(),
            tone: Tone::Warning,
        }
    }

    /// Something failed.
    pub fn bad(text: impl Into<Clean>) -> Self {
        Self {
            text: text.into(),
            tone: Tone::Bad,
        }
    }
}

impl Notices {
    /// Shows a notice in place of the one before.
    pub fn show(&mut self, notice: Notice, uptime: Duration) {
        let passes = notice.tone == Tone::Good;
        self.current = Some((notice, passes.then(|| uptime + STAY)));
    }

    /// The notice to show.
    pub fn current(&self) -> Option<&Notice> {
        self.current.as_ref().map(|(notice, _)| notice)
    }

    /// A key was pressed: what is shown has been read.
    pub fn dismiss(&mut self) -> bool {
        self.current.take().is_some()
    }

    /// Removes what has been shown long enough.
    pub fn expire(&mut self, uptime: Duration) -> bool {
        self.until().is_some_and(|until| until <= uptime) && self.dismiss()
    }

    /// When the notice goes by itself.
    pub fn until(&self) -> Option<Duration> {
        self.current.as_ref().and_then(|(_, until)| *until)
    }
}

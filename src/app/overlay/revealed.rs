//! Secrets that are shown for a while.

use std::time::Duration;

use super::Overlay;

impl Overlay {
    /// Until when it shows secrets, counted from the start of the program.
    pub fn shown_until(&self) -> Option<Duration> {
        match self {
            Overlay::Answer(answer) => answer.revealed_until,
            Overlay::Json(json) => json.revealed_until,
            Overlay::Totp(totp) => totp.revealed_until,
            Overlay::Help(_)
            | Overlay::Form(_)
            | Overlay::Confirm(_)
            | Overlay::Invite(_)
            | Overlay::Leave(_)
            | Overlay::Palette(_)
            | Overlay::SignIn(_)
            | Overlay::Columns(_)
            | Overlay::Narrow(_)
            | Overlay::Export(_)
            | Overlay::Log(_)
            | Overlay::Request(_)
            | Overlay::History(_)
            | Overlay::Changes(_)
            | Overlay::Conflict(_) => None,
        }
    }

    /// The same, to be set, and to be taken away when that time has come; `None` where there are no secrets.
    pub fn revealed_until(&mut self) -> Option<&mut Option<Duration>> {
        match self {
            Overlay::Answer(answer) => Some(&mut answer.revealed_until),
            Overlay::Json(json) => Some(&mut json.revealed_until),
            Overlay::Totp(totp) => Some(&mut totp.revealed_until),
            Overlay::Help(_)
            | Overlay::Form(_)
            | Overlay::Confirm(_)
            | Overlay::Invite(_)
            | Overlay::Leave(_)
            | Overlay::Palette(_)
            | Overlay::SignIn(_)
            | Overlay::Columns(_)
            | Overlay::Narrow(_)
            | Overlay::Export(_)
            | Overlay::Log(_)
            | Overlay::Request(_)
            | Overlay::History(_)
            | Overlay::Changes(_)
            | Overlay::Conflict(_) => None,
        }
    }
}

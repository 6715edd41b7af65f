//! What was typed somewhere and is on its way: it stays there until it is taken.

use super::Overlay;
use crate::api::{CallId, Problem};

impl Overlay {
    /// The call that carries what was typed here, while it runs.
    pub fn sending(&self) -> Option<CallId> {
        match self {
            Overlay::Form(form) => form.sending,
            Overlay::Invite(invite) => invite.sending,
            Overlay::Totp(totp) => totp.sending,
            Overlay::Help(_)
            | Overlay::Confirm(_)
            | Overlay::Leave(_)
            | Overlay::Palette(_)
            | Overlay::Answer(_)
            | Overlay::Json(_)
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

    /// Its values are sent again.
    pub fn send_again(&mut self, id: CallId) {
        match self {
            Overlay::Form(form) => form.sending = Some(id),
            Overlay::Invite(invite) => invite.sending = Some(id),
            Overlay::Totp(totp) => totp.sending = Some(id),
            Overlay::Help(_)
            | Overlay::Confirm(_)
            | Overlay::Leave(_)
            | Overlay::Palette(_)
            | Overlay::Answer(_)
            | Overlay::Json(_)
            | Overlay::SignIn(_)
            | Overlay::Columns(_)
            | Overlay::Narrow(_)
            | Overlay::Export(_)
            | Overlay::Log(_)
            | Overlay::Request(_)
            | Overlay::History(_)
            | Overlay::Changes(_)
            | Overlay::Conflict(_) => {}
        }
    }

    /// That call failed.
    pub fn fail(&mut self, problem: &Problem) {
        match self {
            Overlay::Form(form) => form.fail(problem),
            Overlay::Invite(invite) => invite.fail(problem),
            Overlay::Totp(totp) => totp.fail(problem),
            Overlay::Help(_)
            | Overlay::Confirm(_)
            | Overlay::Leave(_)
            | Overlay::Palette(_)
            | Overlay::Answer(_)
            | Overlay::Json(_)
            | Overlay::SignIn(_)
            | Overlay::Columns(_)
            | Overlay::Narrow(_)
            | Overlay::Export(_)
            | Overlay::Log(_)
            | Overlay::Request(_)
            | Overlay::History(_)
            | Overlay::Changes(_)
            | Overlay::Conflict(_) => {}
        }
    }
}

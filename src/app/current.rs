//! What is about the organization that the session works in, whichever row the cursor is on.

use super::{App, Draft, pane::is_about_current};
use crate::{
    api::Operation,
    domain::{Clean, Family, Key, Provider},
};

impl App {
    /// A change of the current organization's whose request names none: this is the one.
    pub(super) fn name_current(&self, draft: &mut Draft) {
        if let (true, None, Some((id, name))) = (
            is_about_current(draft.operation),
            &draft.target,
            &self.accounts.organization,
        ) {
            draft.name = name.clone();
            draft.target = Some(Key::new(Provider::Koyeb, Family::Organization, id.raw()));
        }
    }

    /// Why an operation that acts on the current organization alone can't be done to another one.
    pub(super) fn elsewhere(&self, operation: &Operation, key: &Key) -> Option<Clean> {
        if !is_about_current(operation) || key.family != Family::Organization {
            return None;
        }
        match &self.accounts.organization {
            Some((id, _)) if *key.id == *id.raw() => None,
            Some((_, name)) => Some(Clean::from(format!(
                "That is about the organization that you work in, {name}: switch into this one first"
            ))),
            None => Some("You work in no organization: switch into this one first".into()),
        }
    }
}

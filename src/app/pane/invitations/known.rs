//! Who is invited already, and who has come.

use super::{Invitations, is_pending};
use crate::domain::{Clean, Direction, Invitation, InvitationStatus, Key};

impl Invitations {
    /// One of them.
    pub fn get(&self, key: &Key) -> Option<&Invitation> {
        self.table.row(key)
    }

    /// The addresses whose invitation into an organization is pending, in lower case.
    pub fn pending_into(&self, organization: &Clean) -> impl Iterator<Item = String> {
        self.sent_into(organization)
            .filter(|row| is_pending(row))
            .map(address)
    }

    /// The addresses that have accepted an invitation into an organization, in lower case.
    pub fn joined(&self, organization: &Clean) -> impl Iterator<Item = String> {
        self.sent_into(organization)
            .filter(|row| row.status == InvitationStatus::Accepted)
            .map(address)
    }

    /// The addresses to which a sent invitation is pending, in lower case.
    pub fn pending_anywhere(&self) -> impl Iterator<Item = String> {
        let sent = |row: &&Invitation| row.direction == Direction::Sent && is_pending(row);
        self.table.rows().filter(sent).map(address)
    }

    fn sent_into(&self, organization: &Clean) -> impl Iterator<Item = &Invitation> {
        self.table.rows().filter(move |row| {
            row.direction == Direction::Sent
                && (row.organization_id.is_empty() || row.organization_id == *organization)
        })
    }
}

fn address(invitation: &Invitation) -> String {
    invitation.email.raw().trim().to_lowercase()
}

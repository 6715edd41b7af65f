mod columns;
mod known;
mod letter;

use jiff::Timestamp;

use super::{Pane, organizations::switch_into, send};
use crate::{
    api::{Arguments, Home, Operation, Rows, koyeb},
    app::{
        Cell, Column, Facts, Grid, Letter, Notice, RecordAction, Row, Source, Step, Table, Tone,
    },
    domain::{Clean, Direction, Invitation, InvitationStatus, Key, Provider, countdown},
};

/// The invitations that you received at Koyeb, and those that the current organization sent.
#[derive(Debug)]
pub struct Invitations {
    table: Table<Invitation>,
}

impl Default for Invitations {
    fn default() -> Self {
        let sources = [
            &koyeb::LIST_USER_ORGANIZATION_INVITATIONS,
            &koyeb::LIST_ORGANIZATION_INVITATIONS,
        ];
        let sources = sources
            .into_iter()
            .map(|list| Source::new(list, Arguments::NONE))
            .collect();
        Self {
            table: Table::new(sources),
        }
    }
}

impl Invitations {
    /// How many received ones wait for an answer.
    pub fn pending(&self) -> usize {
        self.table.wanting()
    }

    /// The moments at which the countdowns on screen reach their end.
    pub fn expiries(&self) -> impl Iterator<Item = Timestamp> {
        self.table
            .window()
            .filter(|row| is_pending(row))
            .filter_map(|row| row.expires_at)
    }

    /// Whether the row under the cursor leads into an organization.
    pub fn leads_somewhere(&self) -> bool {
        self.table.selected().is_some_and(|row| is_joined(&row))
    }

    fn switch(&self) -> Step {
        match self.table.selected() {
            Some(row) if is_joined(&row) => {
                Step::Send(vec![switch_into(&row.organization_id, &row.organization)])
            }
            Some(_) | None => Step::Say(Notice::warning(
                "Only the organization of an accepted invitation can be switched into",
            )),
        }
    }
}

fn is_joined(invitation: &Invitation) -> bool {
    (invitation.direction, &invitation.status) == (Direction::Received, &InvitationStatus::Accepted)
}

fn is_pending(invitation: &Invitation) -> bool {
    invitation.status == InvitationStatus::Pending
}

fn can_answer(invitation: &Invitation) -> Result<(), String> {
    match (invitation.direction, is_pending(invitation)) {
        (Direction::Received, true) => Ok(()),
        (Direction::Received, false) => Err(format!(
            "Only a pending invitation can be answered; this one is {}",
            invitation.status.words()
        )),
        (Direction::Sent, _) => {
            Err("Only a received invitation can be answered; this one was sent".to_owned())
        }
    }
}

fn can_resend(invitation: &Invitation) -> Result<(), String> {
    can_delete(invitation)?;
    match invitation.status {
        InvitationStatus::Pending | InvitationStatus::Expired => Ok(()),
        InvitationStatus::Accepted | InvitationStatus::Refused | InvitationStatus::Other(_) => {
            Err(format!(
                "There is nothing to resend: the invitation is {}",
                invitation.status.words()
            ))
        }
    }
}

fn can_delete(invitation: &Invitation) -> Result<(), String> {
    match invitation.direction {
        Direction::Sent => Ok(()),
        Direction::Received => {
            Err("Only a sent invitation can be resent or deleted; this one came to you".to_owned())
        }
    }
}

impl Pane for Invitations {
    fn grid(&self) -> &dyn Grid {
        &self.table
    }

    fn grid_mut(&mut self) -> &mut dyn Grid {
        &mut self.table
    }

    fn act(&self, action: RecordAction, facts: &Facts<'_>) -> Step {
        let operation = match action {
            RecordAction::Accept => &koyeb::ACCEPT_ORGANIZATION_INVITATION,
            RecordAction::Decline => &koyeb::DECLINE_ORGANIZATION_INVITATION,
            RecordAction::Resend => &koyeb::RESEND_ORGANIZATION_INVITATION,
            RecordAction::Delete => &koyeb::DELETE_ORGANIZATION_INVITATION,
            RecordAction::New => return Step::Invite,
            RecordAction::Switch => return self.switch(),
            RecordAction::Edit | RecordAction::Toggle | RecordAction::Budget => {
                return Step::Ignored;
            }
        };
        send(&self.table, operation, facts)
    }
}

impl Row for Invitation {
    const COLUMNS: &'static [Column<Self>] = columns::COLUMNS;

    fn from_rows(rows: Rows) -> Option<Vec<Self>> {
        match rows {
            Rows::Invitations(rows) => Some(rows),
            Rows::Users(_) | Rows::Organizations(_) | Rows::Credentials(_) => None,
        }
    }

    fn key(&self) -> Key {
        Invitation::key(self)
    }

    fn name(&self) -> &Clean {
        match self.direction {
            Direction::Received => &self.organization,
            Direction::Sent => &self.email,
        }
    }

    /// What needs an answer comes first, and of that what expires first.
    fn rank(&self) -> (u8, i64) {
        let expires = self.expires_at.map_or(i64::MAX, Timestamp::as_second);
        match (self.direction, is_pending(self)) {
            (Direction::Received, true) => (0, expires),
            (Direction::Sent, true) => (1, expires),
            (Direction::Received, false) => (2, 0),
            (Direction::Sent, false) => (3, 0),
        }
    }

    fn wants_answer(&self) -> bool {
        self.direction == Direction::Received && is_pending(self)
    }

    fn replace(&mut self, newer: Self) {
        *self = newer;
    }

    fn read(&self) -> Option<(&'static Operation, Arguments)> {
        let operation = match self.direction {
            Direction::Received => &koyeb::GET_USER_ORGANIZATION_INVITATION,
            Direction::Sent => &koyeb::GET_ORGANIZATION_INVITATION,
        };
        Some((operation, Arguments::NONE.text("id", self.id.raw())))
    }

    fn address(&self, operation: &Operation) -> Option<Arguments> {
        let way = if operation.path.starts_with("/v1/account/") {
            Direction::Received
        } else {
            Direction::Sent
        };
        let about = operation.provider == Provider::Koyeb && operation.home == Home::Invitations;
        let one = operation.field("id").is_some();
        (about && one && way == self.direction).then(|| Arguments::NONE.text("id", self.id.raw()))
    }

    fn refuses(&self, operation: &Operation) -> Option<String> {
        let answers = *operation == koyeb::ACCEPT_ORGANIZATION_INVITATION
            || *operation == koyeb::DECLINE_ORGANIZATION_INVITATION;
        let allowed = if answers {
            can_answer(self)
        } else if *operation == koyeb::RESEND_ORGANIZATION_INVITATION {
            can_resend(self)
        } else if *operation == koyeb::DELETE_ORGANIZATION_INVITATION {
            can_delete(self)
        } else {
            Ok(())
        };
        allowed.err()
    }

    fn write(&self, letter: &mut Letter<'_>, facts: &Facts<'_>) {
        letter::write(self, letter, facts);
    }
}

fn other_side(invitation: &Invitation) -> Cell {
    match (invitation.direction, &invitation.inviter) {
        (Direction::Sent, _) => Cell::plain(invitation.email.clone()),
        (Direction::Received, Some(inviter)) => Cell::plain(inviter.clone()),
        (Direction::Received, None) => Cell::dim("nobody named"),
    }
}

fn status(invitation: &Invitation) -> Cell {
    let tone = match (&invitation.status, invitation.direction) {
        (InvitationStatus::Pending, Direction::Received) => Tone::Warning,
        (InvitationStatus::Pending, Direction::Sent) | (InvitationStatus::Other(_), _) => {
            Tone::Plain
        }
        (InvitationStatus::Accepted, _) => Tone::Good,
        (InvitationStatus::Refused | InvitationStatus::Expired, _) => Tone::Dim,
    };
    Cell::new(invitation.status.words(), tone)
}

fn expiry(invitation: &Invitation, facts: &Facts<'_>) -> Cell {
    const DAY: i64 = 24 * 60 * 60;
    match (invitation.expires_at, is_pending(invitation)) {
        (None, _) | (_, false) => Cell::dim("-"),
        (Some(at), true) => match countdown(facts.wall, at) {
            None => Cell::new("over", Tone::Bad),
            Some(left) if at.as_second() - facts.wall.as_second() < DAY => {
                Cell::new(left, Tone::Warning)
            }
            Some(left) => Cell::plain(left),
        },
    }
}

use super::{expiry, other_side, status};
use crate::{
    app::{Cell, Condition, Facts, Letter},
    domain::{Clean, Direction, Invitation, OrganizationStatus},
};

/// Tells an invitation.
pub(super) fn write(invitation: &Invitation, letter: &mut Letter<'_>, facts: &Facts<'_>) {
    letter.section("Identity");
    letter.text_or(
        "Organization",
        "organization.name",
        &invitation.organization,
    );
    match invitation.direction {
        Direction::Received => {
            letter.say("Invited by", other_side(invitation));
        }
        Direction::Sent => letter.text_or("Invited", "email", &invitation.email),
    }
    letter.told(&["inviter.name", "inviter.email", "email"]);
    letter.section("Access");
    letter.say("Status", status(invitation));
    letter.say("Expires", expiry(invitation, facts));
    letter.time_or("Until", "expires_at", invitation.expires_at);
    letter.say("Role", role(invitation));
    letter.text("Plan", "organization.plan");
    if let Some(raw) = letter.raw("organization.status") {
        let condition = Condition::new(&OrganizationStatus::new(&Clean::from(raw)), "", "");
        letter.say("Its status", condition.words);
    }
    letter.told(&["status", "role", "organization.status"]);
    letter.section("Addresses");
    letter.text("Inviter", "inviter.email");
    letter.text_or("Sent to", "email", &invitation.email);
}

/// Koyeb knows one role; who has it may do everything.
fn role(invitation: &Invitation) -> Cell {
    match invitation.role.raw() {
        "OWNER" => Cell::plain("owner: may do everything"),
        _ => Cell::plain(invitation.role.clone()),
    }
}

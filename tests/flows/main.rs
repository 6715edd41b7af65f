//! What a person presses, and what comes of it: keys in, effects and screen out.

#[allow(dead_code, reason = "each test file uses its own part of the desk")]
#[path = "../desk/mod.rs"]
mod desk;

mod answering;
mod answers;
mod asking;
mod bulk;
mod choosing;
mod columns;
mod contested;
mod creating;
mod detail;
mod disguised;
mod editing;
mod exporting;
mod filling;
mod finding;
mod guarding;
mod helping;
mod hinting;
mod inviting;
mod journal;
mod late_changes;
mod leaving;
mod loading;
mod logging;
mod long_texts;
mod looking;
mod mouse;
mod moving;
mod narrowing;
mod noticing;
mod opening;
mod ordering;
mod panes;
mod profiles;
mod protecting;
mod ranging;
mod recalling;
mod sent_ones;
mod sharing;
mod signing_in;
mod size;
mod sleeping;
mod small;
mod switching;
mod titles;
mod typing;
mod unconfirmed;
mod undoing;

use desk::{Desk, problem, sample};
use usher_tui::{
    api::{Argument, Detail, Page, Reason, Reply, Rows, Update},
    app::{Effect, Tab},
    domain::{CredentialKind, Direction, InvitationStatus},
};

fn at_invitations() -> Desk {
    let mut desk = Desk::loaded(120, 40);
    desk.press("3");
    desk
}

/// The same, and what was sent is the current organization's.
fn at_our_invitations() -> Desk {
    let mut desk = at_invitations();
    desk.press("R");
    for load in std::mem::take(&mut desk.loads) {
        let mut rows = sample::rows(load.operation);
        if let Rows::Invitations(rows) = &mut rows {
            for row in rows {
                row.organization_id = "o-1".into();
            }
        }
        desk.load(&load, rows);
    }
    desk.answer_current_organization();
    desk
}

/// The answer to an accept or decline of the sample invitation `id`.
fn answered(id: &str, organization: &str, status: InvitationStatus) -> Reply {
    let mut row = sample::invitation(
        Direction::Received,
        id,
        organization,
        "PENDING",
        "2026-03-07T16:00:00Z",
    );
    row.status = status;
    Reply::Page(Page::whole(Rows::Invitations(vec![row])))
}

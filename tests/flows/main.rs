//! What a person presses, and what comes of it: keys in, effects and screen out.

#[allow(dead_code, reason = "each test file uses its own part of the desk")]
#[path = "../desk/mod.rs"]
mod desk;

mod answering;
mod answers;
mod choosing;
mod detail;
mod editing;
mod finding;
mod leaving;
mod moving;
mod panes;
mod sent_ones;
mod size;
mod sleeping;
mod switching;

use desk::{Desk, problem, sample};
use usher_tui::{
    api::{Argument, Page, Reason, Reply, Rows, Update},
    app::Tab,
    domain::{Direction, InvitationStatus},
};

fn at_invitations() -> Desk {
    let mut desk = Desk::loaded(120, 40);
    desk.press("3");
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

//! What can't be done now is grey, says why, and is not done.

use ratatui::style::Style;
use usher_tui::{
    api::{Session, Update},
    app::Overlay,
    domain::Provider,
    ui::{Depth, Styles, Theme},
};

use super::Desk;

/// Looks at an operation in a palette that was opened by some keys: it is grey, its reason is told, and enter does nothing
/// but tell it.
fn assert_blocked(mut desk: Desk, keys: &str, title: &str, why: &str) {
    desk.styles = Styles::of(Theme::Dark, Depth::Full);
    desk.calls.clear();
    desk.press(keys).type_text(title);
    let Some(Overlay::Palette(palette)) = desk.app.overlays.last() else {
        panic!("there is no palette:\n{}", desk.screen());
    };
    let chosen = palette.chosen().expect("something is found");
    assert_eq!(chosen.pick.title().as_str(), title);
    assert!(desk.sees(why), "{}", desk.screen());
    // Not the chosen line, whose colours are laid over, but the same one under another.
    let dim = desk.styles.dim.fg;
    assert_eq!(style_of(&mut desk, title).fg, dim, "it is grey");
    desk.press("<enter> y");
    assert!(desk.changes().is_empty() && desk.calls.is_empty());
    assert!(desk.sees(why), "{}", desk.screen());
}

fn style_of(desk: &mut Desk, text: &str) -> Style {
    let screen = desk.screen();
    let found = screen.lines().zip(0..).filter_map(|(line, y)| {
        let (before, _) = line.split_once(text)?;
        let x = unicode_width::UnicodeWidthStr::width(before);
        Some((u16::try_from(x).unwrap(), y))
    });
    let place = found.last().expect("the text is on the screen");
    desk.buffer()[place].style()
}

#[test]
fn without_a_credential() {
    let mut desk = Desk::loaded(120, 40);
    let why = "no token for Koyeb: put one into the profile";
    desk.tell(Update::Session(
        Provider::Koyeb,
        Session::Absent(why.into()),
    ));
    assert_blocked(desk, "2 :", "New organization", why);
}

#[test]
fn signing_up_needs_no_credential() {
    let mut desk = Desk::loaded(120, 40);
    let absent = Session::Absent("no token".into());
    desk.tell(Update::Session(Provider::Koyeb, absent));
    desk.press(":").type_text("koyeb.signup").press("<enter>");
    assert!(matches!(desk.app.overlays.last(), Some(Overlay::Form(_))));
}

#[test]
fn an_invitation_that_is_not_pending() {
    for (title, why) in [
        (
            "Accept invitation",
            "Only a pending invitation can be answered; this one is accepted",
        ),
        (
            "Decline invitation",
            "Only a pending invitation can be answered; this one is accepted",
        ),
    ] {
        let mut desk = Desk::loaded(120, 40);
        desk.press("3 j j j j");
        assert!(desk.selected().contains("gamma"));
        assert_blocked(desk, ".", title, why);
    }
}

#[test]
fn an_organization_that_is_not_deactivated() {
    for title in ["Delete organization", "Reactivate organization"] {
        let mut desk = Desk::loaded(120, 40);
        desk.press("2");
        let why = "Only a deactivated organization allows it; this one is active";
        assert_blocked(desk, ".", title, why);
    }
}

#[test]
fn a_run_that_may_only_look() {
    for (keys, title) in [("2 .", "Edit organization"), ("1 :", "New user")] {
        let desk = Desk::read_only(120, 40);
        assert_blocked(
            desk,
            keys,
            title,
            "Read-only: this run may look, and change nothing",
        );
    }
}

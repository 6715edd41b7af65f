//! What a person sees and does.

use vt100::Screen;

use crate::terminal::Pty;

#[test]
fn the_demo_shows_four_panes() {
    let pty = Pty::usher(&["--demo"]);
    for (key, pane) in [
        ("1", "Users"),
        ("2", "Organizations"),
        ("3", "Invitations"),
        ("4", "Credentials"),
    ] {
        pty.send(key);
        pty.see(&format!("╭ {pane} ─"));
        pty.see("› ");
    }
}

#[test]
fn one_invitation_is_accepted_and_another_is_declined() {
    let pty = invitations();
    let accepted = pty.read("the first invitation", first_row);
    pty.send("gga");
    pty.wait("see that it will be accepted", |screen| {
        row_of(screen, &accepted).is_some_and(|row| row.contains("accepting"))
    });
    let declined = pty.read("the second invitation", |screen| under_cursor(screen));
    assert_ne!(accepted, declined, "the cursor goes on to the next");
    pty.send("d");
    pty.wait("see that it will be declined", |screen| {
        row_of(screen, &declined).is_some_and(|row| row.contains("declining"))
    });
    pty.send("G");
    pty.wait("see both answered", |screen| {
        let says = |name, word| row_of(screen, name).is_some_and(|row| row.contains(word));
        says(&accepted, "accepted") && says(&declined, "declined")
    });
}

use usher_tui::app::Options;

use super::*;

/// The program with a protected profile called `vault`.
fn protected(pane: &str) -> Desk {
    let protect = |options: &mut Options| {
        options.profile = "vault".into();
        options.setup.is_protected = true;
    };
    let mut desk = Desk::with(120, 40, protect).filled();
    desk.press(pane);
    desk
}

fn find(desk: &mut Desk, text: &str) {
    desk.press("/").type_text(text).press("<enter>");
}

#[test]
fn it_can_not_be_mistaken_for_another_one() {
    let mut desk = protected("1");
    assert!(
        desk.sees("PROTECTED") && desk.sees("╔ Users"),
        "{}",
        desk.screen()
    );
    let mut desk = Desk::loaded(120, 40);
    assert!(
        !desk.sees("PROTECTED") && !desk.sees("╔"),
        "{}",
        desk.screen()
    );
}

#[test]
fn what_goes_out_at_once_elsewhere_wants_the_name_of_the_profile() {
    let mut desk = protected("2");
    desk.press("n").type_text("acme-new").press("<ctrl-s>");
    assert!(
        desk.sees("vault is a protected profile") && desk.sees("Type vault to confirm:"),
        "{}",
        desk.screen()
    );
    desk.press("<enter>").type_text("y").press("<enter>");
    desk.paste("vault");
    desk.press("<enter>");
    assert!(desk.changes().is_empty(), "{}", desk.screen());
    desk.press("<backspace>")
        .type_text("vault")
        .press("<enter>");
    assert_eq!(desk.changes().len(), 1, "{}", desk.screen());
    assert!(desk.sees("acme-new"), "the form waits for the answer");
}

#[test]
fn what_is_about_nothing_that_has_a_name_is_named_once() {
    let mut desk = protected("2");
    desk.press(":").type_text("koyeb.validate").press("<enter>");
    desk.type_text("CANARY").press("<ctrl-s>");
    assert!(desk.sees("║Validate account? "), "{}", desk.screen());
}

#[test]
fn what_can_be_taken_back_is_asked_about_and_waits_all_the_same() {
    let mut desk = protected("3");
    desk.press("a");
    assert!(
        desk.sees("Accept invitation") && desk.sees("Type vault"),
        "{}",
        desk.screen()
    );
    desk.type_text("vault").press("<enter>");
    assert!(desk.line("alpha").contains("accepting in 5 s"));
    assert!(desk.changes().is_empty());
    desk.press("z").wait(10.0);
    assert!(desk.changes().is_empty(), "it was taken back");
    desk.press("a")
        .type_text("vault")
        .press("<enter>")
        .wait(6.0);
    assert_eq!(desk.changes().len(), 1);
}

#[test]
fn what_is_destroyed_wants_its_own_name_and_then_the_profile() {
    let mut desk = protected("1");
    find(&mut desk, "Person 30");
    desk.press("D").type_text("vault").press("<enter>");
    assert!(desk.changes().is_empty());
    desk.press("<esc> D")
        .type_text("p30@acme.example")
        .press("<enter>");
    assert!(desk.changes().is_empty());
    assert!(desk.sees("Type vault to confirm:"), "{}", desk.screen());
    desk.press("<enter>");
    assert!(desk.changes().is_empty());
    desk.type_text("vault").press("<enter>");
    assert_eq!(desk.changes(), [("contabo.delete_user", "c-30".into())]);
}

#[test]
fn many_changes_want_it_once() {
    let mut desk = protected("1");
    find(&mut desk, "Person 1");
    desk.press("<ctrl-a> D")
        .type_text("delete 29")
        .press("<enter>")
        .type_text("vault")
        .press("<enter>");
    assert_eq!(desk.changes().len(), 4, "{}", desk.screen());
}

#[test]
fn undoing_is_a_change_too() {
    let mut desk = protected("1");
    find(&mut desk, "Person 30");
    desk.press("t").type_text("vault").press("<enter>");
    let call = desk.take_call("contabo.update_user");
    desk.answer(&call, Ok(Reply::Done));
    desk.press("z y <enter>");
    assert!(desk.changes().is_empty());
    assert!(desk.sees("Undo:"), "{}", desk.screen());
    desk.press("<backspace>")
        .type_text("vault")
        .press("<enter>");
    assert_eq!(desk.changes().len(), 1, "{}", desk.screen());
}

#[test]
fn saying_no_loses_no_mark_and_reading_wants_nothing() {
    let mut desk = protected("3");
    desk.press("<space> <space> a <esc>");
    assert!(desk.changes().is_empty());
    assert!(desk.sees("2 marked"), "{}", desk.screen());
    desk.press("R");
    assert!(!desk.loads.is_empty());
}

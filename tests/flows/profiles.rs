use super::*;

#[test]
fn another_profile_is_chosen_by_name() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("P");
    desk.type_text("play").press("<enter>");
    assert_eq!(desk.profile.as_deref(), Some("play"));
    assert!(!desk.quit);
}

#[test]
fn the_profile_that_one_is_in_is_not_begun_anew() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("P");
    desk.type_text("work").press("<enter>");
    assert!(desk.sees("You are in work already"), "{}", desk.screen());
    assert_eq!(desk.profile, None);
}

#[test]
fn what_waits_is_asked_about_as_at_quitting() {
    for (key, sent) in [("s", 1), ("d", 0)] {
        let mut desk = at_invitations();
        desk.press("a P");
        desk.type_text("live").press("<enter>");
        assert!(
            desk.sees("One change has not been sent yet"),
            "{}",
            desk.screen()
        );
        assert_eq!(desk.profile, None);
        desk.press(key);
        assert_eq!(desk.profile.as_deref(), Some("live"));
        assert_eq!(desk.changes().len(), sent);
        assert!(!desk.quit);
    }
    let mut desk = at_invitations();
    desk.press("a P");
    desk.type_text("live").press("<enter> n");
    assert_eq!(desk.profile, None);
    desk.wait(6.0);
    desk.take_call("koyeb.accept_organization_invitation");
}

#[test]
fn nobody_leaves_while_a_change_has_no_answer() {
    let mut desk = at_invitations();
    desk.press("a").wait(6.0);
    desk.press("P");
    desk.type_text("live").press("<enter>");
    assert!(desk.sees("A change is under way"), "{}", desk.screen());
    assert_eq!(desk.profile, None);
}

#[test]
fn the_demo_has_no_other_profile() {
    let mut desk = Desk::with(120, 40, |options| options.setup.profiles.clear());
    desk.press("P");
    assert!(
        desk.sees("The demo has no other profile"),
        "{}",
        desk.screen()
    );
}

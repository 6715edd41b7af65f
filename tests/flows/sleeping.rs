use super::*;

#[test]
fn nothing_wakes_the_program_while_nothing_moves() {
    let mut desk = Desk::loaded(120, 40);
    desk.wait(10.0);
    assert_eq!(desk.app.wake_at(), None);
}

#[test]
fn a_countdown_on_screen_wakes_it_by_the_minute() {
    let mut desk = at_invitations();
    desk.wait(10.0);
    let before = desk.line("alpha");
    let wake = desk.app.wake_at().unwrap();
    assert!(wake.as_secs() >= 30, "{wake:?}");
    desk.wait(61.0);
    assert_ne!(desk.line("alpha"), before);
}

#[test]
fn a_countdown_goes_on_where_nothing_else_happens() {
    let mut desk = at_invitations();
    desk.wait(1.0).read_detail();
    let before = desk.line("alpha");
    desk.wait(61.0);
    assert!(desk.app.revision().is_some(), "something is under way");
    assert_ne!(desk.line("alpha"), before);
}

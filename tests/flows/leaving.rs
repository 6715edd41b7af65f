use super::*;

#[test]
fn q_and_ctrl_c_quit_when_nothing_waits() {
    for keys in ["q", "<ctrl-c>", "3 q", "? <ctrl-c>", "3 n <ctrl-c>"] {
        let mut desk = Desk::loaded(120, 40);
        desk.press(keys);
        assert!(desk.quit, "after {keys}");
    }
}

#[test]
fn quitting_while_something_waits_asks() {
    let mut desk = at_invitations();
    desk.press("a d q");
    assert!(
        !desk.quit && desk.sees("2 changes have not been sent yet"),
        "{}",
        desk.screen()
    );
    desk.press("n");
    assert!(!desk.quit && desk.app.calls.waiting() == 2, "stay");
    desk.press("q s");
    assert!(desk.quit && desk.changes().len() == 2, "send now");
}

#[test]
fn dropping_sends_nothing() {
    for keys in ["a q d", "a <ctrl-c> <ctrl-c>"] {
        let mut desk = at_invitations();
        desk.press(keys);
        assert!(desk.quit && desk.changes().is_empty(), "after {keys}");
    }
}

#[test]
fn nothing_is_sent_while_the_question_stands_and_staying_goes_on_where_it_was() {
    let mut desk = at_invitations();
    desk.press("a");
    desk.wait(2.0);
    desk.press("q");
    desk.wait(60.0);
    assert!(desk.changes().is_empty(), "{}", desk.screen());
    desk.press("n");
    assert!(
        desk.line("alpha").contains("accepting in 3 s"),
        "{}",
        desk.screen()
    );
    desk.wait(4.0);
    assert_eq!(desk.changes().len(), 1);
}

#[test]
fn ctrl_z_gives_the_terminal_back() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("<ctrl-z>");
    assert!(desk.suspended && !desk.quit);
}

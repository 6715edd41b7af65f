use super::*;

#[test]
fn the_keys_move_the_cursor_by_a_row_half_a_page_a_page_or_to_the_ends() {
    let mut desk = Desk::loaded(120, 24);
    let height = 24 - 3 - 3;
    for (keys, position) in [
        ("j", 1),
        ("<down> <down>", 3),
        ("k <up>", 1),
        ("<ctrl-d>", 1 + height / 2),
        ("<ctrl-u>", 1),
        ("<ctrl-f>", 1 + height),
        ("<ctrl-b>", 1),
        ("<pagedown>", 1 + height),
        ("<pageup>", 1),
        ("G", 33),
        ("gg", 0),
        ("<end>", 33),
        ("<home>", 0),
        ("k", 0),
    ] {
        desk.press(keys);
        assert_eq!(
            desk.app.panes.grid().counts().position,
            position,
            "after {keys}"
        );
    }
    assert!(desk.changes().is_empty(), "ctrl-d never deletes");
}

#[test]
fn enter_opens_the_detail_and_esc_leaves_it() {
    let mut desk = Desk::loaded(40, 12);
    desk.press("3");
    assert!(!desk.sees("Invited by"));
    desk.press("<enter>");
    assert!(desk.sees("Invited by") && desk.sees("Ada Byron"));
    desk.press("<esc>");
    assert!(!desk.sees("Invited by"));
}

#[test]
fn the_whole_record_is_read_once_the_cursor_rests() {
    let mut desk = at_invitations();
    desk.press("j k j");
    assert!(desk.calls.is_empty(), "walking asks for nothing");
    desk.wait(0.5);
    let call = desk.take_call("koyeb.get_user_organization_invitation");
    assert!(matches!(call.arguments.get("id"), Some(Argument::Text(id)) if id == "i-later"));
    assert!(desk.calls.is_empty());
}

#[test]
fn a_late_answer_about_another_record_is_dropped() {
    let mut desk = at_invitations();
    desk.wait(0.5);
    let call = desk.take_call("koyeb.get_user_organization_invitation");
    desk.press("j");
    desk.answer(
        &call,
        Err(problem(call.operation, Reason::Server, "late and wrong")),
    );
    assert!(!desk.sees("late and wrong"));
}

#[test]
fn help_lists_the_keys_of_the_place_and_closes() {
    let mut desk = at_invitations();
    desk.press("?");
    assert!(desk.sees("accept") && desk.sees("ctrl-a") && desk.sees("mark all that are shown"));
    desk.press("<esc>");
    assert!(!desk.sees("half a page down"));
}

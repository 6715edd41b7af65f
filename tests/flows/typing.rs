use super::*;

#[test]
fn ctrl_u_empties_a_line_up_to_the_cursor_and_ctrl_w_takes_a_word() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("/").type_text("person 12").press("<ctrl-w>");
    assert_eq!(desk.app.panes.grid().filter().text(), "person ");
    desk.press("<ctrl-u>");
    assert_eq!(desk.app.panes.grid().filter().text(), "");
    desk.press("<esc> :").type_text("zzzz").press("<ctrl-u>");
    assert!(desk.sees("GET /v1/account/profile") || !desk.sees("zzzz"));
    assert!(!desk.sees("zz"), "{}", desk.screen());
    desk.press("<esc> ?").type_text("zzzz").press("<ctrl-u>");
    assert!(!desk.sees("zz"), "{}", desk.screen());
    desk.press("<esc> X <ctrl-u>").type_text("here.csv");
    assert!(!desk.sees("usher-users"), "{}", desk.screen());
}

#[test]
fn ctrl_u_leaves_the_lines_above_alone() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("3 n")
        .type_text("ada@acme.example")
        .press("<enter>")
        .type_text("bob@acme.example")
        .press("<ctrl-u> <ctrl-u>");
    assert!(desk.sees("ada@acme.example"), "{}", desk.screen());
    assert!(!desk.sees("bob@acme.example"), "{}", desk.screen());
}

use super::*;

#[test]
fn the_next_run_begins_as_this_one_was_left() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("/").type_text("2fa:off").press("<enter>");
    desk.press("2 s s S F <tab>")
        .type_text("acme")
        .press("<enter>");
    desk.press("c j j j <space> <esc> 3");
    let kept = desk.app.panes.memory();

    let mut next = Desk::recalling(120, 40, &kept);
    let organizations = next
        .loads
        .iter()
        .find(|load| load.operation.id == "koyeb.list_user_organizations");
    let search = organizations.unwrap().arguments.get("search").cloned();
    assert!(matches!(search, Some(Argument::Text(text)) if text == "acme"));
    next.sign_in();
    next.load_everything();
    assert_eq!(next.app.panes.front, Tab::Invitations);
    next.press("2");
    let heading = next.line("▼Name");
    assert!(!heading.contains("State"), "{heading}");
    next.press("1");
    assert!(
        next.sees("/2fa:off") && next.sees("1/1 of 34"),
        "{}",
        next.screen()
    );
    assert_eq!(
        next.app
            .panes
            .memory()
            .replace("users\"\n", "invitations\"\n"),
        kept
    );
}

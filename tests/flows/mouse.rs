use super::*;

#[test]
fn a_click_on_a_title_shows_the_pane() {
    for (width, titles) in [
        (
            120,
            ["Organizations", "Invitations", "Credentials", "Users"],
        ),
        (60, ["Orgs", "Invites", "Creds", "Users"]),
    ] {
        let mut desk = Desk::loaded(width, 24);
        let tabs = [
            Tab::Organizations,
            Tab::Invitations,
            Tab::Credentials,
            Tab::Users,
        ];
        for (title, tab) in titles.into_iter().zip(tabs) {
            desk.click_on(title);
            assert_eq!(desk.app.panes.front, tab, "{title}");
        }
    }
}

#[test]
fn a_click_puts_the_cursor_on_a_row_and_two_open_it() {
    let mut desk = Desk::loaded(120, 40);
    desk.click_row("Person 07");
    assert!(desk.selected().contains("Person 07"));
    assert!(!desk.app.detail.focused);
    desk.wait(1.0);
    desk.click_row("Person 07");
    assert!(!desk.app.detail.focused, "that was a second later");
    desk.click_row("Person 07");
    assert!(desk.app.detail.focused);
    desk.click_row("Person 03");
    assert!(!desk.app.detail.focused && desk.selected().contains("Person 03"));
    desk.click_on("Two-factor");
    assert!(
        desk.app.detail.focused,
        "a click into the detail goes there"
    );
}

#[test]
fn a_click_below_the_last_row_does_nothing() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("2");
    let before = desk.selected();
    desk.click(10, 30);
    assert_eq!(desk.selected(), before);
    desk.click(0, 3);
    desk.click(119, 39);
    assert_eq!(desk.selected(), before);
}

#[test]
fn the_wheel_rolls_what_is_under_it() {
    let mut desk = Desk::loaded(120, 20);
    desk.wheel("Person 05", 2);
    assert!(
        !desk.sees("Łukasz") && desk.selected().contains("Person 03"),
        "{}",
        desk.screen()
    );
    desk.wheel("Person 05", -2);
    assert!(desk.sees("Łukasz") && desk.selected().contains("Person 03"));
    let mut desk = Desk::loaded(120, 12);
    desk.press("3");
    desk.wait(0.5);
    desk.read_detail();
    let row = desk.selected();
    assert!(!desk.sees("inviter"), "{}", desk.screen());
    desk.wheel("Invited by", 9);
    assert!(desk.sees("inviter"), "{}", desk.screen());
    assert_eq!(desk.selected(), row);
    desk.press("?");
    assert!(desk.sees("accept"));
    desk.wheel("accept", 9);
    assert!(!desk.sees("accept"), "{}", desk.screen());
}

#[test]
fn a_click_on_a_heading_sorts_by_it_and_another_turns_the_order_round() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("2");
    desk.click_on("Name");
    assert!(desk.sees("▲Name") && desk.line("acme-labs").contains("›"));
    desk.click_on("Name");
    assert!(desk.sees("▼Name"));
    desk.click_on("Plan");
    assert!(desk.sees("▲Plan"));
}

#[test]
fn a_click_on_a_hint_does_what_its_key_does() {
    let mut desk = at_invitations();
    desk.click_on("d decline");
    assert!(desk.sees("declining"), "{}", desk.screen());
    desk.press("j j j j j");
    desk.click_on("? help");
    assert!(desk.sees("╭ Keys"));
    desk.press("<esc>");
    desk.click_on("/ filter");
    desk.type_text("gamma");
    desk.click_on("gamma");
    assert!(desk.app.panes.grid().filter().input.is_none());
    assert!(desk.sees("/gamma"), "what was typed stays");
}

#[test]
fn a_click_on_a_notice_takes_it_away() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("3 G a");
    assert!(desk.sees("Only a"), "{}", desk.screen());
    desk.click(3, 39);
    assert!(!desk.sees("Only a"));
    assert!(
        desk.app.overlays.is_empty(),
        "the hint behind it is not meant"
    );
}

#[test]
fn the_answers_to_a_plain_question_can_be_clicked() {
    let mut desk = at_invitations();
    desk.press("j j j D");
    assert!(desk.sees("Are you sure?"), "{}", desk.screen());
    desk.click_on("n no");
    assert!(!desk.sees("Are you sure?") && desk.changes().is_empty());
    desk.press("D");
    desk.click_on("y yes");
    assert_eq!(desk.changes().len(), 1, "{}", desk.screen());
}

#[test]
fn a_click_beside_a_question_does_nothing() {
    let mut desk = at_invitations();
    desk.press("j j j D");
    let before = desk.screen();
    for (x, y) in [(1, 0), (20, 0), (5, 4), (110, 10), (60, 2)] {
        desk.click(x, y);
        assert_eq!(desk.screen(), before, "at {x}, {y}");
    }
    assert!(desk.changes().is_empty());
}

#[test]
fn nothing_is_destroyed_by_a_click() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("G D").type_text("p30@acme.example");
    desk.click_on("enter submit");
    assert!(
        desk.sees("to confirm") && desk.changes().is_empty(),
        "{}",
        desk.screen()
    );
    desk.press("<enter>");
    assert_eq!(desk.changes(), [("contabo.delete_user", "c-30".to_owned())]);
}

#[test]
fn an_entry_of_the_palette_is_chosen_by_two_clicks() {
    let mut desk = Desk::loaded(120, 40);
    desk.press(":").type_text("api client");
    desk.click_on("New API client");
    assert!(!desk.sees("Scopes"));
    desk.click_on("New API client");
    assert!(desk.sees("Scopes"), "{}", desk.screen());
}

#[test]
fn a_button_held_over_nothing_and_a_small_terminal_are_no_trouble() {
    let mut desk = Desk::loaded(80, 24);
    desk.resize(30, 8);
    desk.click(3, 3);
    desk.resize(40, 12);
    for y in 0..12 {
        for x in 0..40 {
            desk.click(x, y);
        }
    }
    assert!(desk.changes().is_empty());
}

use super::*;

#[test]
fn the_keys_of_the_place_come_first() {
    let mut desk = at_invitations();
    desk.press("?");
    let screen = desk.screen();
    let at = |words: &str| screen.find(words).unwrap_or(usize::MAX);
    assert!(at("╭ Keys") < at("accept") && at("accept") < at("│In a table"));
    assert!(at("│In a table") < usize::MAX && !desk.sees("│Everywhere"));
    for _ in 0..60 {
        desk.press("<down>");
    }
    assert!(desk.sees("│Everywhere"), "{}", desk.screen());
}

#[test]
fn what_is_found_is_done_where_the_help_was_opened() {
    let mut desk = at_invitations();
    desk.press("?").type_text("declin").press("<enter>");
    assert!(!desk.sees("╭ Keys"), "the help is gone");
    assert!(desk.sees("declining in 5 s"), "{}", desk.screen());
}

#[test]
fn a_movement_and_another_pane_can_be_chosen_too() {
    let mut desk = Desk::loaded(80, 24);
    desk.press("1 ?").type_text("next pane").press("<enter>");
    assert_eq!(desk.app.panes.front, Tab::Organizations);
    desk.press("1 ?").type_text("a page down").press("<enter>");
    assert!(desk.app.panes.grid().counts().position > 1);
}

#[test]
fn what_makes_no_sense_here_says_why_and_is_not_done() {
    let mut desk = at_invitations();
    desk.press("?").type_text("budget");
    assert!(
        desk.sees("Not here, but in the pane of organizations"),
        "{}",
        desk.screen()
    );
    desk.press("<enter>");
    assert!(desk.sees("╭ Keys"), "the help stays");
    assert!(desk.changes().is_empty());
    let mut desk = Desk::read_only(120, 40);
    desk.press("3 ?").type_text("accept");
    assert!(desk.sees("Read-only"), "{}", desk.screen());
}

#[test]
fn an_overlay_has_its_own_keys_in_the_help_and_they_reach_it() {
    let mut desk = at_invitations();
    desk.press("j j j D ?");
    assert!(desk.sees("At a question"), "{}", desk.screen());
    desk.type_text("no").press("<enter>");
    assert!(!desk.sees("╭ Keys") && !desk.sees("Are you sure?"));
    desk.press("n").type_text("f1@").press("<f1>");
    assert!(desk.sees("│While inviting"), "{}", desk.screen());
    desk.press("<f1>");
    assert!(!desk.sees("│While inviting"));
    assert!(
        desk.sees("f1@"),
        "what was typed into the form is still there"
    );
}

#[test]
fn the_same_key_or_esc_closes_it() {
    for key in ["?", "<esc>"] {
        let mut desk = at_invitations();
        desk.press("?").press(key);
        assert!(!desk.sees("╭ Keys"));
    }
}

#[test]
fn all_of_it_can_be_seen_on_a_small_screen_and_the_end_says_where_keys_are_changed() {
    for (width, height) in [(80, 24), (40, 12)] {
        let mut desk = Desk::loaded(width, height);
        desk.press("3 ?");
        let mut seen = String::new();
        for _ in 0..300 {
            seen.push_str(&desk.screen());
            desk.press("<down>");
        }
        for words in [
            "Invitations",
            "Everywhere",
            "In the help",
            "accept",
            "suspend",
        ] {
            assert!(seen.contains(words), "{words}");
        }
        assert!(desk.sees("[keys.list]"), "{}", desk.screen());
        assert!(desk.sees("/home/mara/.config/usher"), "{}", desk.screen());
        for _ in 0..300 {
            desk.press("<up>");
        }
        let screen = desk.screen();
        assert!(screen.contains("│Invitations "), "{screen}");
        desk.press("<pagedown> <pageup>");
        assert_eq!(desk.screen(), screen);
    }
}

#[test]
fn nothing_that_is_found_is_said() {
    let mut desk = at_invitations();
    desk.press("?").type_text("xyzzy");
    assert!(desk.sees("No key does anything of that name"));
    desk.press("<enter> <down> <up> <esc>");
    assert!(!desk.sees("╭ Keys"));
}

#[test]
fn what_several_places_say_alike_is_found_once_for_the_nearest() {
    let mut desk = at_invitations();
    desk.press("?").type_text("half a page down");
    let screen = desk.screen();
    let said = screen.matches("half a page down").count();
    assert_eq!(said, 2, "what was typed, and one line:\n{screen}");
    assert!(screen.contains("In a table"), "{screen}");
}

//! Where there is little room, and what is said when something is not right.

use super::*;

/// At the question whether a user of Contabo is deleted.
fn deleting(width: u16, height: u16) -> Desk {
    let mut desk = Desk::loaded(width, height);
    desk.press("1 /").type_text("p05").press("<enter> D");
    desk
}

#[test]
fn what_comes_of_it_can_be_read_on_a_small_screen_and_the_line_to_type_into_stays() {
    let mut desk = deleting(40, 12);
    let mut seen = String::new();
    for _ in 0..12 {
        let screen = desk.screen();
        assert!(screen.contains("› "), "{screen}");
        seen.push_str(&screen);
        desk.press("<down>");
    }
    let warning = usher_tui::api::catalogue()
        .find(|operation| operation.id == "contabo.delete_user")
        .unwrap()
        .warning;
    for word in warning.split(' ') {
        assert!(seen.contains(word), "{word} of {warning:?}\n{seen}");
    }
    assert!(seen.contains("Person 05"), "{seen}");
}

#[test]
fn a_wrong_name_is_said_to_be_wrong() {
    let mut desk = deleting(80, 24);
    desk.type_text("p5@acme.example").press("<enter>");
    assert!(
        desk.sees("That is not p05@acme.example"),
        "{}",
        desk.screen()
    );
    assert!(desk.changes().is_empty());
    desk.press("<ctrl-u>");
    assert!(!desk.sees("That is not"), "{}", desk.screen());
    desk.type_text("p05@acme.example").press("<enter>");
    assert_eq!(desk.changes().len(), 1, "{}", desk.screen());
}

#[test]
fn an_invitation_says_what_comes_of_it_before_anything_is_typed() {
    let mut desk = Desk::loaded(40, 12);
    desk.press("3 n");
    let screen = desk.screen();
    assert!(
        screen.contains("acme-labs") && screen.contains("E-mail"),
        "{screen}"
    );
}

#[test]
fn a_client_without_name_or_scopes_is_not_sent() {
    let mut desk = Desk::loaded(80, 24);
    desk.press("4 :")
        .type_text("create api client")
        .press("<enter> <ctrl-s>");
    assert!(desk.sees("needed"), "{}", desk.screen());
    desk.type_text("importer").press("<ctrl-s>");
    assert!(
        desk.changes().is_empty() && desk.sees("needed"),
        "{}",
        desk.screen()
    );
    desk.press("<space> <ctrl-s>");
    assert_eq!(desk.changes().len(), 1, "{}", desk.screen());
}

#[test]
fn a_length_of_time_is_checked_as_it_is_typed() {
    let mut desk = Desk::loaded(80, 24);
    desk.press("2 :")
        .type_text("create_access_token")
        .press("<enter>")
        .type_text("25h");
    assert!(desk.sees("Is more than a day"), "{}", desk.screen());
    desk.press("<ctrl-u>").type_text("1h30m");
    assert!(desk.sees("Sent as 5400s"), "{}", desk.screen());
}

#[test]
fn the_columns_say_what_their_keys_do() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("c");
    for words in ["show or hide", "s sort by it", "< move up", "> move down"] {
        assert!(desk.sees(words), "{words}\n{}", desk.screen());
    }
}

#[test]
fn a_wide_character_does_not_reach_into_a_frame() {
    for width in 80..120 {
        let mut desk = Desk::loaded(width, 24);
        desk.press("c");
        let buffer = desk.buffer();
        for (x, y) in (1..width).flat_map(|x| (0..24).map(move |y| (x, y))) {
            let (left, cell) = (buffer[(x - 1, y)].symbol(), buffer[(x, y)].symbol());
            let is_wide = unicode_width::UnicodeWidthStr::width(left) > 1;
            assert!(!is_wide || cell == " ", "{left} before {cell} at {x}, {y}");
        }
    }
}

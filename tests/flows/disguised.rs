//! Records that may be taken for others: they are marked, and nothing is done to them by the look of their name.

use usher_tui::{
    api::Rows,
    domain::{Provider, User},
};

use crate::desk::{Desk, sample};

/// The program with these users at Contabo, by id and address.
fn with_users(users: &[(&str, &str)]) -> Desk {
    let user = |(id, email): &(&str, &str)| -> User {
        sample::user(Provider::Contabo, id, "Mara", email, false)
    };
    let users: Vec<_> = users.iter().map(user).collect();
    let mut desk = Desk::new(120, 40);
    desk.sign_in();
    for load in std::mem::take(&mut desk.loads) {
        let rows = match load.operation.id {
            "contabo.retrieve_user_list" => Rows::Users(users.clone()),
            _ if matches!(sample::rows(load.operation), Rows::Users(_)) => Rows::Users(Vec::new()),
            _ => sample::rows(load.operation),
        };
        desk.load(&load, rows);
    }
    desk.press("1");
    desk
}

#[test]
fn records_with_unusual_characters_are_marked_and_said_to_be() {
    let mut desk = with_users(&[
        ("c-1111111111", "mara@acme.example"),
        ("c-2222222222", "mara@\u{430}cme.example"),
        ("c-3333333333", "ma\u{200b}ra@acme.example"),
    ]);
    assert!(!desk.line("mara@acme.ex").contains('!'));
    assert!(!desk.sees("unusual characters"), "{}", desk.screen());
    for address in ["mara@\u{430}cme", "ma‹200B›ra"] {
        let line = desk.line(address);
        assert!(line.starts_with("  !"), "{line}");
        desk.press("j");
        assert!(desk.sees("unusual characters"), "{}", desk.screen());
    }
}

#[test]
fn the_end_of_the_id_is_typed_instead_of_a_name_that_looks_like_another() {
    for address in ["mara@\u{430}cme.example", "ma\u{200b}ra@acme.example"] {
        let mut desk = with_users(&[("c-9876543210", address)]);
        desk.press("D");
        assert!(desk.sees("Type 543210 to confirm"), "{}", desk.screen());
        assert!(desk.sees("unusual characters"), "{}", desk.screen());
        assert!(desk.sees("Its id is c-9876543210"), "{}", desk.screen());
        desk.type_text("mara@acme.example").press("<enter>");
        assert!(desk.changes().is_empty());
        desk.press("<esc>").press("D");
        desk.type_text("543210").press("<enter>").wait(20.0);
        let gone = ("contabo.delete_user", "c-9876543210".to_owned());
        assert_eq!(desk.changes(), [gone], "{}", desk.screen());
    }
}

#[test]
fn an_end_of_an_id_that_nobody_can_type_is_not_wanted() {
    let mut desk = with_users(&[("c-9876\u{200b}10", "mara@\u{430}cme.example")]);
    desk.press("D");
    assert!(desk.sees("Type mara@"), "{}", desk.screen());
    desk.type_text("mara@\u{430}cme.example").press("<enter>");
    assert_eq!(desk.changes().len(), 1, "{}", desk.screen());
}

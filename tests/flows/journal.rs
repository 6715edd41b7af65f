use super::{unconfirmed::change, *};
use usher_tui::{
    api::{Change, Fate, Finding},
    app::Format,
};

fn changes() -> Vec<Change> {
    vec![
        Change {
            fate: Fate::Done,
            ..change("u1", "contabo.update_user", Some("c-7"))
        },
        Change {
            fate: Fate::Refused(Some(409), Some("conflict".into())),
            fields: vec!["email".into(), "roles".into()],
            ..change("u2", "contabo.create_user", None)
        },
        change("u3", "contabo.delete_user", Some("c-9")),
    ]
}

/// At the journal, read.
fn at_journal(width: u16, height: u16) -> Desk {
    let mut desk = Desk::loaded(width, height);
    desk.tell(Update::Open(Ok(vec![change(
        "u3",
        "contabo.create_user",
        None,
    )])));
    desk.press("L");
    assert!(desk.sees("Reading the journal"), "{}", desk.screen());
    assert_eq!(desk.journals, 1);
    desk.tell(Update::Journal(Ok(changes())));
    desk
}

#[test]
fn the_changes_stand_there_newest_first_with_what_became_of_them() {
    let mut desk = at_journal(120, 40);
    let screen = desk.screen();
    let at = |words: &str| {
        screen
            .find(words)
            .unwrap_or_else(|| panic!("{words}: {screen}"))
    };
    assert!(at("Delete user c-9") < at("New user"), "{screen}");
    assert!(at("New user") < at("Edit user c-7"), "{screen}");
    for words in [
        "3 of this profile",
        "unconfirmed",
        "refused",
        "done",
        "02-28 11:59:00",
        "as mara",
    ] {
        assert!(screen.contains(words), "{words}: {screen}");
    }
    desk.press("j");
    for words in ["sent email, roles", "409", "conflict"] {
        assert!(desk.sees(words), "{words}: {}", desk.screen());
    }
    desk.press("L");
    assert!(!desk.sees("of this profile"), "{}", desk.screen());
}

#[test]
fn it_is_in_the_palette() {
    let mut desk = Desk::loaded(120, 40);
    desk.press(":")
        .type_text("journal of changes")
        .press("<enter>");
    assert_eq!(desk.journals, 1);
    desk.tell(Update::Journal(Ok(Vec::new())));
    assert!(desk.sees("Nothing was changed yet"), "{}", desk.screen());
}

#[test]
fn some_of_them_are_found() {
    let mut desk = at_journal(80, 24);
    desk.press("/")
        .type_text("contabo refused")
        .press("<enter>");
    assert!(desk.sees("1 of 3"), "{}", desk.screen());
    assert!(!desk.sees("Delete user"), "{}", desk.screen());
    desk.press("<esc>");
    assert!(desk.sees("3 of this profile"), "{}", desk.screen());
}

#[test]
fn what_is_found_is_exported() {
    let mut desk = at_journal(80, 24);
    desk.press("/")
        .type_text("delete")
        .press("<enter> X <ctrl-s>");
    let export = desk.exports.pop().expect("a file is written");
    assert_eq!(export.format, Format::Csv);
    assert_eq!(export.path.to_str(), Some("usher-journal.csv"));
    assert_eq!(export.listing.rows.len(), 1);
    let row = &export.listing.rows[0];
    assert!(row.contains(&"contabo.delete_user".to_owned()), "{row:?}");
    assert!(row.contains(&"unconfirmed".to_owned()), "{row:?}");
}

#[test]
fn one_that_was_seen_is_not_told_any_more() {
    let mut desk = at_journal(120, 40);
    assert!(desk.sees("m be reminded no more"), "{}", desk.screen());
    desk.press("m");
    assert_eq!(desk.settled, [("u3".to_owned(), Finding::Seen)]);
    desk.tell(Update::Settled("u3".into(), Ok(Finding::Seen)));
    assert_eq!(desk.journals, 2, "what is shown is read again");
    let mut after = changes();
    after[2].finding = Some(Finding::Seen);
    desk.tell(Update::Journal(Ok(after)));
    assert!(desk.sees("unconfirmed, seen"), "{}", desk.screen());
    assert!(!desk.sees("m be reminded"), "{}", desk.screen());
    desk.press("m");
    assert!(desk.sees("What became of this one is known"));
    desk.press("<esc>");
    assert!(!desk.sees("1 change unconfirmed"), "{}", desk.screen());
}

#[test]
fn one_can_be_looked_at_again() {
    let mut desk = at_journal(120, 40);
    desk.loads.clear();
    desk.press("R");
    let lists: Vec<_> = desk.loads.iter().map(|load| load.operation.id).collect();
    assert_eq!(lists, ["contabo.retrieve_user_list"]);
    assert_eq!(desk.journals, 2);
}

#[test]
fn a_journal_that_cannot_be_read_says_why() {
    let mut desk = Desk::loaded(80, 24);
    desk.press("L");
    let why = "the journal of changes /x can't be read: it is a symbolic link";
    desk.tell(Update::Journal(Err(why.into())));
    assert!(desk.sees("it is a symbolic link"), "{}", desk.screen());
}

#[test]
fn a_journal_of_many_changes_scrolls() {
    let mut desk = Desk::loaded(80, 24);
    desk.press("L");
    let many = (0..10_000).map(|n| {
        change(
            &n.to_string(),
            "contabo.delete_user",
            Some(&format!("c-{n}")),
        )
    });
    desk.tell(Update::Journal(Ok(many.collect())));
    assert!(desk.sees("c-9999"), "{}", desk.screen());
    desk.press("G");
    assert!(desk.sees("Delete user c-0"), "{}", desk.screen());
    for (width, height) in [(40, 10), (40, 12), (200, 50)] {
        desk.resize(width, height);
        assert!(desk.sees("of this profile"), "{}", desk.screen());
    }
}

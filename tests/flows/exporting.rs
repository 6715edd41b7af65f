use usher_tui::app::{Exported, Format, Overwrite};

use super::*;

#[test]
fn capital_x_exports_what_is_shown_in_its_order_with_all_columns() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("/")
        .type_text("\"person 1\"")
        .press("<enter> s s S X");
    assert!(
        desk.sees("Export 10 rows") && desk.sees("usher-users-2026-03-01.csv"),
        "{}",
        desk.screen()
    );
    desk.press("<enter>");
    let export = desk.exports.pop().unwrap();
    assert_eq!(
        (export.format, export.overwrite),
        (Format::Csv, Overwrite::No)
    );
    assert_eq!(export.listing.rows.len(), 10);
    let row = |n: usize| export.listing.names.iter().zip(&export.listing.rows[n]);
    let value = |n, name| row(n).find(|(known, _)| **known == name).unwrap().1;
    assert_eq!(value(0, "name"), "Person 19");
    assert_eq!(value(0, "login"), "2026-02-28T09:00:00Z");
    assert_eq!(value(9, "id"), "c-10");
}

#[test]
fn the_other_format_changes_the_ending_and_a_name_of_ones_own_stays() {
    let mut desk = Desk::loaded(80, 24);
    desk.press("X <tab> <space> <tab>");
    assert!(
        desk.sees("usher-users-2026-03-01.json"),
        "{}",
        desk.screen()
    );
    desk.press("<ctrl-j>")
        .type_text("out.txt")
        .press("<tab> <left> <enter>");
    let export = desk.exports.pop().unwrap();
    assert_eq!(export.path.to_str(), Some("out.txt"));
    assert_eq!(export.format, Format::Csv);
}

#[test]
fn a_file_that_is_there_is_replaced_only_after_a_yes() {
    let mut desk = Desk::loaded(80, 24);
    desk.press("X <enter>");
    let path = "/tmp/usher.csv";
    desk.written(Exported::Exists { path: path.into() });
    assert!(desk.sees("Replace it?"), "{}", desk.screen());
    desk.exports.clear();
    desk.press("<enter> n");
    assert!(desk.exports.is_empty(), "no is no");
    desk.press("<enter>");
    desk.written(Exported::Exists { path: path.into() });
    desk.exports.clear();
    desk.press("y");
    assert_eq!(desk.exports[0].overwrite, Overwrite::Yes);
    desk.written(Exported::Done {
        path: path.into(),
        rows: 33,
    });
    assert!(
        desk.sees("Exported 33 rows to /tmp/usher.csv") && !desk.sees("Into the file"),
        "{}",
        desk.screen()
    );
}

#[test]
fn a_file_that_can_not_be_written_keeps_the_form_and_says_why() {
    let mut desk = Desk::loaded(80, 24);
    desk.press("X <enter>");
    desk.written(Exported::Failed {
        path: "/nowhere/x.csv".into(),
        reason: "No such file or directory".into(),
    });
    assert!(
        desk.sees("It can't be written: No such file") && desk.sees(".csv"),
        "{}",
        desk.screen()
    );
    desk.press("<ctrl-j> <enter>");
    assert!(desk.sees("name a file"), "{}", desk.screen());
}

#[test]
fn a_list_that_broke_off_does_not_pass_for_a_whole_one() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("R");
    for load in std::mem::take(&mut desk.loads) {
        if load.operation.id != "contabo.retrieve_user_list" {
            desk.load(&load, sample::rows(load.operation));
            continue;
        }
        let mut page = Page::whole(sample::rows(load.operation));
        page.total = Some(3000);
        desk.tell(Update::Page(load.id, page));
        let broke = problem(load.operation, Reason::Server, "it stumbled");
        desk.tell(Update::LoadFailed(load.id, broke));
    }
    for words in [
        "1 Users 34/3005",
        "34 of 3005 read, not all",
        "30 of 3000 read. it stumbled",
    ] {
        assert!(desk.sees(words), "{words}\n{}", desk.screen());
    }
    desk.press("X");
    assert!(
        desk.sees("Only 34 of 3005 are read: the rest is not in the file"),
        "{}",
        desk.screen()
    );
    desk.press("<esc> N");
    assert!(desk.sees("List users at Contabo"), "{}", desk.screen());
}

//! Long lists while they come.

use usher_tui::api::{Load, LoadId, Page, Update};

use super::*;

/// Contabo's user `n`.
fn user(n: usize) -> usher_tui::domain::User {
    let Rows::Users(users) = sample::rows(&usher_tui::api::contabo::RETRIEVE_USER_LIST) else {
        panic!("users are wanted")
    };
    let mut user = users.into_iter().last().unwrap();
    user.id = format!("c-{n:05}").into();
    user.name = format!("User {n}").into();
    user.email = format!("u{n:05}@acme.example").into();
    user
}

/// A page of a list of two hundred.
fn page(users: impl IntoIterator<Item = usize>) -> Page {
    Page {
        total: Some(200),
        more: None,
        ..Page::whole(Rows::Users(users.into_iter().map(user).collect()))
    }
}

/// Everything is there but Contabo's users, of which the first page came.
fn begun(width: u16, height: u16) -> (Desk, LoadId) {
    let mut desk = Desk::new(width, height);
    desk.sign_in();
    let mut load = None;
    for wanted in std::mem::take(&mut desk.loads) {
        match wanted.operation.id {
            "contabo.retrieve_user_list" => load = Some(wanted.id),
            _ if matches!(sample::rows(wanted.operation), Rows::Users(_)) => {
                desk.load(&wanted, Rows::Users(Vec::new()));
            }
            _ => desk.load(&wanted, sample::rows(wanted.operation)),
        }
    }
    let load = load.expect("the users are asked for");
    desk.tell(Update::Page(load, page(0..50)));
    (desk, load)
}

fn ordered(desk: &Desk) -> Vec<&Load> {
    let users = |load: &&Load| load.operation.id == "contabo.retrieve_user_list";
    desk.loads.iter().filter(users).collect()
}

#[test]
fn rows_come_below_the_cursor_and_are_counted() {
    let (mut desk, load) = begun(80, 24);
    assert!(desk.sees("loading 50 of 200, 25 %"), "{}", desk.screen());
    desk.press("j j j");
    let selected = desk.selected();
    desk.tell(Update::Page(load, page(50..100)));
    assert!(desk.sees("loading 100 of 200, 50 %"), "{}", desk.screen());
    assert_eq!(desk.selected(), selected);
    assert!(desk.sees("4/100"), "{}", desk.screen());
}

#[test]
fn a_row_that_moved_to_another_page_meanwhile_is_there_once() {
    let (mut desk, load) = begun(80, 24);
    desk.tell(Update::Page(load, page(45..95)));
    assert!(desk.sees("loading 95 of 200"), "{}", desk.screen());
    desk.tell(Update::Page(load, page(95..150)));
    desk.tell(Update::Loaded(load));
    assert!(desk.sees("1/150"), "{}", desk.screen());
    assert!(!desk.sees("of 1"), "{}", desk.screen());
    desk.press("G");
    assert!(desk.selected().contains("u00149"), "{}", desk.screen());
    desk.press("/");
    desk.type_text("u00047").press("<enter>");
    assert!(desk.sees("1/1 of 150"), "{}", desk.screen());
}

#[test]
fn esc_stops_a_long_list_and_the_footer_says_so() {
    let (mut desk, load) = begun(80, 24);
    assert!(desk.sees("esc stop loading"), "{}", desk.screen());
    desk.press("<esc>");
    assert_eq!(desk.stopped, [load]);
    let note = "Contabo: stopped after 50 of 200. R reads all of it";
    assert!(desk.sees(note), "{}", desk.screen());
    assert!(desk.sees("50 of 200 read, not all"), "{}", desk.screen());
    assert!(!desk.sees("stop loading"), "{}", desk.screen());
    desk.tell(Update::Page(load, page(50..100)));
    assert!(
        desk.sees("1/50"),
        "what comes late is dropped: {}",
        desk.screen()
    );
    desk.press("R");
    let [again] = ordered(&desk)[..] else {
        panic!("the users are asked for again")
    };
    let again = again.id;
    assert!(again > load && desk.sees("1/50") && !desk.sees("stopped after"));
    desk.tell(Update::Page(again, page(0..200)));
    desk.tell(Update::Loaded(again));
    assert!(desk.sees("1/200"), "{}", desk.screen());
}

#[test]
fn esc_first_takes_back_what_is_nearer() {
    let (mut desk, load) = begun(80, 24);
    desk.press("<space> <esc>");
    desk.press("/").type_text("u0001").press("<enter> <esc>");
    desk.press("<enter> <esc>");
    desk.press("v j <esc>");
    assert!(desk.stopped.is_empty(), "{}", desk.screen());
    desk.press("<esc>");
    assert_eq!(desk.stopped, [load]);
    desk.press("<esc>");
    assert_eq!(desk.stopped, [load], "it is stopped once");
}

#[test]
fn another_pane_does_not_stop_it_and_esc_there_is_about_that_pane() {
    let (mut desk, load) = begun(80, 24);
    desk.press("2 <esc> 3 <esc>");
    assert!(desk.stopped.is_empty());
    desk.tell(Update::Page(load, page(50..100)));
    desk.press("1");
    assert!(desk.sees("loading 100 of 200"), "{}", desk.screen());
}

#[test]
fn a_reload_stops_what_still_comes_and_keeps_the_rows() {
    let (mut desk, load) = begun(80, 24);
    desk.press("j j R");
    assert!(desk.stopped.contains(&load), "{:?}", desk.stopped);
    let selected = desk.selected();
    let again = ordered(&desk)[0].id;
    desk.tell(Update::Page(load, page(50..100)));
    assert!(desk.sees("3/50"), "{}", desk.screen());
    desk.tell(Update::Page(again, page(0..30)));
    assert_eq!(desk.selected(), selected);
    assert!(desk.sees("3/50"), "old rows stay: {}", desk.screen());
    desk.tell(Update::Loaded(again));
    assert_eq!(desk.selected(), selected);
    assert!(desk.sees("3/30"), "{}", desk.screen());
}

#[test]
fn a_list_that_is_not_what_its_vendor_says_is_told_of_once() {
    let (mut desk, load) = begun(120, 24);
    let words = "the vendor tells of 200 rows, and gave 50 on 2 pages";
    desk.tell(Update::Odd(load, words.into()));
    desk.tell(Update::Loaded(load));
    let notice = format!("List users at Contabo: {words}");
    assert!(desk.sees(&notice), "{}", desk.screen());
    assert!(desk.sees("1/50"), "{}", desk.screen());
    desk.wait(60.0).press("R");
    let again = ordered(&desk)[0].id;
    desk.tell(Update::Page(again, page(0..50)));
    desk.tell(Update::Odd(again, words.into()));
    desk.tell(Update::Loaded(again));
    assert!(!desk.sees(&notice), "{}", desk.screen());
}

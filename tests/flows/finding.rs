use super::*;

#[test]
fn the_filter_narrows_while_it_is_typed_and_esc_takes_it_back() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("/").type_text("person 1");
    assert!(desk.sees("Person 11") && desk.sees("Person 21") && !desk.sees("Łukasz"));
    desk.type_text("2");
    assert!(desk.sees("Person 12") && !desk.sees("Person 11"));
    desk.press("<enter>");
    assert!(
        desk.sees("Person 12") && !desk.sees("Person 11"),
        "enter keeps it"
    );
    desk.press("<esc>");
    assert!(desk.sees("Person 11"), "esc takes it back");
}

#[test]
fn keys_typed_into_the_filter_do_nothing_else() {
    let mut desk = at_invitations();
    desk.press("/").type_text("adq3");
    assert!(!desk.quit && desk.app.calls.waiting() == 0);
    assert_eq!(desk.app.panes.front, Tab::Invitations);
    desk.press("<ctrl-c>");
    assert!(desk.quit, "quit can't be swallowed");
}

#[test]
fn a_column_can_be_named_and_a_word_excluded() {
    let mut desk = at_invitations();
    desk.press("/")
        .type_text("status:pend !alpha way:in")
        .press("<enter>");
    let screen = desk.screen();
    assert!(
        desk.sees("beta") && desk.sees("delta") && !desk.sees("in  alpha") && !desk.sees("gamma"),
        "{screen}"
    );
}

#[test]
fn the_cursor_stays_on_its_record_through_a_reload() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("G k k");
    let before = desk.selected();
    desk.press("R");
    assert!(desk.sees("Person 30"), "rows stay while it loads");
    let loads = std::mem::take(&mut desk.loads);
    for load in &loads {
        let mut rows = sample::rows(load.operation);
        if let Rows::Users(users) = &mut rows {
            users.retain(|user| user.id.raw() != "c-3");
            users.reverse();
        }
        desk.load(load, rows);
    }
    assert_eq!(desk.selected(), before);
    assert!(!desk.sees("Person 03"), "what is gone is gone");
}

#[test]
fn pages_show_as_they_come_with_how_many_of_how_many() {
    let mut desk = Desk::new(120, 40);
    let load = desk
        .loads
        .iter()
        .find(|load| load.operation.id == "contabo.retrieve_user_list")
        .unwrap()
        .clone();
    let page = Page {
        rows: sample::rows(load.operation),
        total: Some(2000),
        more: Some(true),
        whole: None,
        roles: Vec::new(),
    };
    desk.tell(Update::Page(load.id, page));
    assert!(desk.sees("loading 30 of 2000") && desk.sees("Person 30"));
}

#[test]
fn vendors_may_boast_of_as_many_rows_as_they_like() {
    let mut desk = Desk::new(120, 40);
    for load in std::mem::take(&mut desk.loads) {
        let mut page = Page::whole(sample::rows(load.operation));
        page.total = Some(usize::MAX);
        desk.tell(Update::Page(load.id, page));
    }
    desk.press("3");
    assert!(
        desk.sees(&format!("of {}", usize::MAX)),
        "{}",
        desk.screen()
    );
}

#[test]
fn pages_of_an_older_load_are_dropped() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("R");
    let old = std::mem::take(&mut desk.loads);
    desk.press("R");
    desk.load_everything();
    let stale = old
        .iter()
        .find(|load| load.operation.id == "contabo.retrieve_user_list")
        .unwrap();
    let ghost = sample::user(
        usher_tui::domain::Provider::Contabo,
        "ghost",
        "Ghost",
        "ghost@acme.example",
        false,
    );
    desk.load(stale, Rows::Users(vec![ghost]));
    assert!(!desk.sees("Ghost"));
}

#[test]
fn a_failing_list_says_why_in_its_place_and_keeps_its_rows() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("R");
    let loads = std::mem::take(&mut desk.loads);
    for load in &loads {
        desk.tell(Update::LoadFailed(
            load.id,
            problem(load.operation, Reason::TimedOut, "no answer within 30 s"),
        ));
    }
    assert!(
        desk.sees("Contabo: no answer within 30 s"),
        "{}",
        desk.screen()
    );
    assert!(desk.sees("Łukasz Żółć"));
}

#[test]
fn s_sorts_by_one_column_after_the_other_and_capital_s_turns_it_round() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("2 s s");
    let screen = desk.screen();
    let at = |text: &str| {
        screen
            .find(text)
            .unwrap_or_else(|| panic!("{text} in\n{screen}"))
    };
    assert!(at("▲Name") < at("● acme-labs") && at("● acme-labs") < at("old-shop"));
    desk.press("S");
    let screen = desk.screen();
    let at = |text: &str| {
        screen
            .find(text)
            .unwrap_or_else(|| panic!("{text} in\n{screen}"))
    };
    assert!(
        at("▼Name") < at("old-shop") && at("old-shop") < at("acme-staging"),
        "{screen}"
    );
}

#[test]
fn rows_that_belong_above_others_go_there_whenever_they_come() {
    let mut desk = Desk::new(120, 40);
    desk.press("3");
    let loads = std::mem::take(&mut desk.loads);
    let of = |id: &str| loads.iter().find(|load| load.operation.id == id).unwrap();
    let sent = of("koyeb.list_organization_invitations");
    desk.load(sent, sample::rows(sent.operation));
    let received = of("koyeb.list_user_organization_invitations");
    desk.load(received, sample::rows(received.operation));
    assert!(desk.selected().contains("alpha"), "{}", desk.screen());
}

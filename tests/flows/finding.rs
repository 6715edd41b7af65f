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
fn a_field_finds_what_its_column_says_even_where_it_is_not_shown() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("/").type_text("2fa:off").press("<enter>");
    assert!(
        desk.sees("Person 06") && desk.sees("1/1 of 34"),
        "{}",
        desk.screen()
    );
    desk.press("<esc> /")
        .type_text("proven:no provider:contabo");
    assert!(
        desk.sees("Person 07") && !desk.sees("Person 06"),
        "{}",
        desk.screen()
    );
    desk.press("<esc> /")
        .type_text("name:\"person 1\" !status:disabled");
    assert!(desk.sees("1/10 of 34"), "{}", desk.screen());
}

#[test]
fn the_fields_are_offered_while_typing_and_an_unknown_one_is_named() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("/");
    assert!(
        desk.sees("vendor: name: email: roles: 2fa: status:"),
        "{}",
        desk.screen()
    );
    desk.type_text("st");
    assert!(
        desk.sees("status: !not ~like") && !desk.sees("2fa:"),
        "{}",
        desk.screen()
    );
    desk.press("<backspace> <backspace>")
        .type_text("colour:red");
    assert!(
        desk.sees("no field colour; there are vendor"),
        "{}",
        desk.screen()
    );
    assert!(desk.sees("0 of 34"), "{}", desk.screen());
}

#[test]
fn a_tilde_finds_who_is_called_about_so_the_best_first() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("/").type_text("~lksz").press("<enter>");
    assert!(desk.selected().contains("Łukasz"), "{}", desk.screen());
    assert!(desk.sees("1/1 of 34"));
}

#[test]
fn what_was_found_is_marked_in_the_rows() {
    use ratatui::style::Modifier;
    let mut desk = Desk::loaded(120, 40);
    desk.press("/").type_text("ŻÓŁ").press("<enter>");
    let buffer = desk.buffer();
    let underlined: String = (buffer.content.iter())
        .filter(|cell| cell.modifier.contains(Modifier::UNDERLINED))
        .map(ratatui::buffer::Cell::symbol)
        .collect();
    assert_eq!(underlined, "Żół");
}

#[test]
fn the_filter_stays_when_the_pane_is_left_and_is_shown_in_the_frame() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut desk = Desk::loaded(width, height);
        desk.press("/")
            .type_text("\"person 1\"")
            .press("<enter> 3 1");
        assert!(desk.sees("Users /\"person 1\""), "{}", desk.screen());
        assert!(desk.sees("1/10 of 34"), "{}", desk.screen());
    }
}

#[test]
fn the_numbers_have_room_however_long_the_filter_is() {
    for (width, height) in [(80, 24), (40, 12)] {
        let mut desk = Desk::loaded(width, height);
        desk.press("/")
            .type_text(&"person ".repeat(20))
            .press("<enter> <space>");
        let screen = desk.screen();
        let title = screen
            .lines()
            .find(|line| line.contains("Users /person"))
            .unwrap();
        assert!(title.contains("… "), "{title}");
        assert!(
            title.contains("2/30 of 34 ─╮") || title.contains("2/30 of 34 ╮"),
            "{title}"
        );
        assert!(
            title.contains("1 marked ·") || title.contains("*1 "),
            "{title}"
        );
    }
}

#[test]
fn the_cursor_goes_to_the_first_match_and_back_when_the_filter_goes() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("G k k");
    let before = desk.selected();
    desk.press("/").type_text("person");
    assert!(desk.selected().contains("Person 01"), "{}", desk.screen());
    desk.type_text(" 12");
    assert!(desk.selected().contains("Person 12"), "{}", desk.screen());
    desk.press("<backspace>");
    assert!(desk.selected().contains("Person 01"), "{}", desk.screen());
    desk.press("<esc>");
    assert_eq!(desk.selected(), before);

    desk.press("/").type_text("p1").press("<enter> j <esc>");
    assert!(
        desk.selected().contains("Person 11"),
        "who moves among what was found stays there: {}",
        desk.screen()
    );
}

#[test]
fn a_sign_that_compares_is_said_not_to_be_understood() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("/").type_text("login:<30d");
    assert!(
        desk.sees("<30d isn't understood: nothing is compared"),
        "{}",
        desk.screen()
    );
}

#[test]
fn tables_speak_plainly_and_the_filter_finds_the_vendors_words_too() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("/")
        .type_text("role:role_user vendor:trip")
        .press("<enter>");
    let line = desk.line("sakura");
    assert!(line.contains(" USER ") && !line.contains("ROLE_"), "{line}");
    desk.press("<esc> 2");
    assert!(!desk.sees("VALID"), "{}", desk.screen());
}

use super::{detail::replied, unconfirmed::change, *};

/// What of the samples is private: the beginnings and ends of addresses, ids, and where people are.
const PRIVATE: &[&str] = &[
    "@a",
    "@n",
    "mara@",
    "lukasz",
    "sakura",
    "p01@",
    "p30",
    "s-open",
    "s-gone",
    "7d0d7a5c",
    "9c1e",
    "DE1234",
    "Hauptstraße",
    "10115",
    "Berlin",
    "DE-54321",
    "i-soon",
    "tp-9",
    "4f0c2a9e",
];

#[track_caller]
fn assert_masked(desk: &mut Desk, where_: &str) {
    let screen = desk.screen();
    assert!(desk.app.screen.is_shared, "{where_}:\n{screen}");
    for private in PRIVATE {
        assert!(
            !screen.contains(private),
            "{private} in {where_}:\n{screen}"
        );
    }
}

/// The program while others see the screen.
fn shared(width: u16, height: u16) -> Desk {
    let mut desk = Desk::loaded(width, height);
    desk.press("M");
    desk
}

#[test]
fn one_key_masks_addresses_and_ids_and_shows_them_again() {
    let mut desk = Desk::loaded(120, 40);
    desk.wait(10.0);
    let before = desk.screen();
    assert!(before.contains("mara@acme.example"));
    desk.press("M");
    assert_masked(&mut desk, "the users");
    assert!(desk.sees("Mara Köhler"), "names of people stay");
    assert!(desk.sees(" MASKED "));
    assert!(desk.sees("are masked until M shows them again"));
    desk.press("M").wait(10.0);
    assert_eq!(desk.screen(), before);
}

#[test]
fn while_somebody_types_the_key_that_shows_them_again_is_no_letter() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("3 n <f3>");
    assert!(
        desk.sees("are masked until f3 shows them again"),
        "{}",
        desk.screen()
    );
}

#[test]
fn nothing_on_screen_moves() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut desk = Desk::loaded(width, height);
        desk.press("f").wait(10.0);
        let before: Vec<String> = desk.screen().lines().skip(2).map(shape).collect();
        desk.press("M").wait(10.0);
        let after: Vec<String> = desk.screen().lines().skip(2).map(shape).collect();
        assert_eq!(before, after);
    }
}

/// Where there is something in a line, and where nothing; the last line tells of keys.
fn shape(line: &str) -> String {
    let shape = |c: char| {
        if c.is_alphanumeric() || c == '•' {
            'x'
        } else {
            c
        }
    };
    line.chars().map(shape).collect()
}

#[test]
fn every_pane_and_its_detail_are_masked() {
    for (width, height) in [(200, 50), (120, 40), (80, 24), (61, 17), (40, 12)] {
        let mut desk = shared(width, height);
        for pane in ["1", "2", "3", "4"] {
            desk.press(pane);
            let count = desk.app.panes.grid().counts().shown;
            for _ in 0..count.min(12) {
                desk.press("<enter>").wait(1.0);
                desk.read_detail();
                assert_masked(&mut desk, pane);
                desk.press("G");
                assert_masked(&mut desk, pane);
                desk.press("<esc> j");
            }
        }
    }
}

#[test]
fn an_organization_read_whole_is_masked() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut desk = shared(width, height);
        desk.press("2 gg <enter>");
        let reading = desk.take_detail_reading();
        desk.answer(&reading, Ok(Reply::Detail(sample::whole_organization())));
        for _ in 0..30 {
            assert_masked(&mut desk, "the organization");
            desk.press("j");
        }
        desk.press("gg J");
        for _ in 0..30 {
            assert_masked(&mut desk, "its JSON");
            desk.press("j");
        }
        desk.press("gg > >");
        assert_masked(&mut desk, "its JSON");
        desk.press("<esc> <esc> e");
        for _ in 0..30 {
            assert_masked(&mut desk, "its form");
            desk.press("<tab>");
        }
    }
}

#[test]
fn what_is_broken_over_lines_or_scrolled_half_away_is_masked() {
    let id = "853f9346662d495d9337c6331472cf96";
    let mail = "somebody.with.a.name@of.a.long.host.example";
    let whole = serde_json::json!({
        "id": "o-1",
        "avatar_url": format!("https://gravatar.com/avatar/{id}"),
        "status_message": format!("ask {mail} for it"),
        "installation_url": "https://github.com/settings/installations/48151623",
    });
    let pieces: Vec<&str> = [id, mail, "48151623"]
        .iter()
        .flat_map(|text| (0..text.len() - 4).map(|at| &text[at..at + 5]))
        .collect();
    for width in (40..=130).step_by(3) {
        let mut desk = shared(width, 40);
        desk.press("2 gg <enter>");
        let reading = desk.take_detail_reading();
        desk.answer(&reading, Ok(Reply::Detail(Detail::new(&whole))));
        desk.tell(sample::request(
            &format!("/v1/users?email={mail}&id={id}"),
            200,
        ));
        let mut told = 0;
        for keys in ["G", "J", ">", ">", ">", ">", "<esc> <esc> @", "<enter>"] {
            desk.press(keys);
            let screen = desk.screen();
            for piece in &pieces {
                assert!(!screen.contains(piece), "{piece} after {keys}:\n{screen}");
            }
            told += usize::from(screen.contains("avatar_url") || screen.contains("headers"));
        }
        assert!(told >= 3, "{width}: {}", desk.screen());
    }
}

#[test]
fn what_is_asked_said_and_logged_is_masked() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut desk = shared(width, height);
        desk.press("/").type_text("Person 30").press("<enter> D");
        assert_masked(&mut desk, "the question");
        assert!(
            desk.sees("esc, then M, shows it") || height < 20,
            "{}",
            desk.screen()
        );
        desk.type_text("p30@acme.example");
        assert_masked(&mut desk, "what was typed");
        desk.press("<enter>");
        let call = desk.take_call("contabo.delete_user");
        let why = "nobody called p30@acme.example (853f9346-662d-495d-9337-5a4b1c0d2e3f) is here";
        desk.answer(&call, Err(problem(call.operation, Reason::Forbidden, why)));
        assert_masked(&mut desk, "the notice and the row");
        desk.press("N");
        assert_masked(&mut desk, "the history");
        desk.press("N");
        for target in ["/v1/users/c-30", "/v1/users?email=p30@acme.example"] {
            desk.tell(sample::request(target, 200));
        }
        desk.press("@");
        assert_masked(&mut desk, "the log");
        desk.press("<enter>");
        assert_masked(&mut desk, "a request");
        assert!(!desk.sees("c-30"), "{}", desk.screen());
    }
}

#[test]
fn an_id_that_looks_like_nothing_is_masked_where_it_is_told() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut desk = shared(width, height);
        desk.press("/").type_text("Person 30").press("<enter> y");
        assert_eq!(desk.copied.as_deref(), Some("c-30"));
        desk.press("/ <ctrl-u> <enter> gg N");
        assert!(desk.sees("Copied the id •-••"), "{}", desk.screen());
        desk.press("<esc> L");
        let deleted = change("u3", "contabo.delete_user", Some("c-30"));
        desk.tell(Update::Journal(Ok(vec![deleted])));
        let screen = desk.screen();
        assert!(!screen.contains("c-30"), "{screen}");
        let room = width > 40;
        assert_eq!(screen.contains("Delete user •-••"), room, "{screen}");
    }
}

#[test]
fn a_question_masks_the_id_of_a_record_that_the_cursor_is_not_on() {
    let mut desk = shared(120, 40);
    desk.press("gg :")
        .type_text("contabo.delete_user")
        .press("<enter>");
    desk.type_text("c-30").press("<ctrl-s>");
    let screen = desk.screen();
    assert!(screen.contains("Person 30, "), "{screen}");
    assert!(screen.contains("Contabo •-••"), "{screen}");
    assert!(!screen.contains("Contabo c-30"), "{screen}");
}

#[test]
fn what_is_typed_into_forms_and_signs_in_is_masked() {
    let mut desk = shared(80, 24);
    desk.press("3 n").type_text("p30@acme.example ");
    assert_masked(&mut desk, "the invitations");
    desk.press("<esc> <esc> I");
    assert_masked(&mut desk, "the sign-in");
    let mut desk = shared(80, 24);
    desk.press("/").type_text("p30@acme.example");
    assert_masked(&mut desk, "the filter");
}

#[test]
fn what_is_revealed_is_masked_at_once_and_the_key_works_everywhere() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("4 :")
        .type_text("create api client")
        .press("<enter>");
    desk.type_text("importer").press("<f3>");
    assert!(desk.sees("MASKED"), "in a form, too: {}", desk.screen());
    desk.press("<f3> <tab> <space> <ctrl-s>");
    let call = desk.take_call("tripartie.create_api_client");
    let client =
        serde_json::json!({"identifier": "tp-10", "name": "importer", "secret": "CANARY-1"});
    desk.answer(&call, Ok(replied(&call, &client)));
    desk.press("x");
    assert!(desk.sees("CANARY-1"), "{}", desk.screen());
    desk.press("M");
    assert!(
        !desk.sees("CANARY-1") && !desk.sees("tp-10"),
        "{}",
        desk.screen()
    );
}

#[test]
fn an_export_stays_whole_and_asks_first() {
    let mut desk = shared(120, 40);
    desk.press("X");
    assert!(
        desk.sees("Export the rows as they are?"),
        "{}",
        desk.screen()
    );
    desk.press("n <ctrl-s>");
    assert!(desk.exports.is_empty());
    desk.press("X y <ctrl-s>");
    let export = desk.exports.pop().unwrap();
    let rows = export.listing.rows.concat();
    assert!(rows.contains(&"mara@acme.example".to_owned()), "{rows:?}");
}

#[test]
fn an_export_of_the_journal_asks_first_too() {
    let mut desk = shared(120, 40);
    desk.press("L");
    let deleted = change("u3", "contabo.delete_user", Some("c-30"));
    desk.tell(Update::Journal(Ok(vec![deleted])));
    desk.press("X");
    assert!(
        desk.sees("Export the rows as they are?"),
        "{}",
        desk.screen()
    );
    desk.press("n <ctrl-s>");
    assert!(desk.exports.is_empty());
    desk.press("X y <ctrl-s>");
    let export = desk.exports.pop().unwrap();
    assert!(export.listing.rows.concat().contains(&"c-30".to_owned()));
}

#[test]
fn the_configuration_can_begin_with_it_and_the_next_profile_goes_on() {
    let share = |options: &mut usher_tui::app::Options| options.screen_share = true;
    let mut desk = Desk::with(120, 40, share).filled();
    assert_masked(&mut desk, "the users");
    desk.resize(80, 24);
    assert_masked(&mut desk, "the users in a smaller window");
    let mut next = Desk::loaded(120, 40);
    next.app.take_over(desk.app.stance());
    assert_masked(&mut next, "the next profile");
}

use super::{detail::replied, *};
use serde_json::json;
use usher_tui::{
    api::{Call, Change, Fate, Finding},
    domain::Provider,
};

const NOTE: &str = "1 change unconfirmed: L shows the journal";

/// A change as the journal has it.
pub fn change(id: &str, operation: &str, target: Option<&str>) -> Change {
    Change {
        id: id.into(),
        began_at: "2026-02-28T11:59:00Z".parse().unwrap(),
        process: 1,
        profile: "work".into(),
        who: Some("mara".into()),
        provider: Provider::Contabo,
        operation: operation.into(),
        target: target.map(Into::into),
        requests: Vec::new(),
        fields: vec!["enabled".into()],
        fate: Fate::Unknown,
        ended_at: None,
        finding: None,
        call: None,
    }
}

/// No answer came to a change.
fn stay_silent(desk: &mut Desk, call: &Call, id: &str) {
    let target = call.target.as_ref().map(|key| key.id.to_string());
    let unconfirmed = Change {
        call: Some(call.id),
        provider: call.operation.provider,
        ..change(id, call.operation.id, target.as_deref())
    };
    desk.tell(Update::Unconfirmed(Box::new(unconfirmed)));
    let why = "no answer; whether the change was made is not known";
    desk.answer(call, Err(problem(call.operation, Reason::Unconfirmed, why)));
}

/// The journal has what was found out.
fn write_down(desk: &mut Desk) -> Vec<Finding> {
    let settled = std::mem::take(&mut desk.settled);
    for (id, finding) in &settled {
        desk.tell(Update::Settled(id.as_str().into(), Ok(*finding)));
    }
    settled.into_iter().map(|(_, finding)| finding).collect()
}

/// A look at a record: the reading that nobody but the program asked for.
fn take_look(desk: &mut Desk, operation: &str) -> Call {
    let is_it = |call: &Call| call.operation.id == operation && call.target.is_none();
    let at = desk.calls.iter().position(is_it);
    desk.calls.remove(at.expect("it was looked at"))
}

fn deleted_without_an_answer() -> Desk {
    let mut desk = Desk::loaded(120, 40);
    desk.press("1 /").type_text("p09").press("<enter> D");
    desk.type_text("p09@acme.example").press("<enter>");
    let call = desk.take_call("contabo.delete_user");
    stay_silent(&mut desk, &call, "u1");
    desk
}

#[test]
fn a_change_without_an_answer_is_told_until_the_record_shows_it() {
    let mut desk = deleted_without_an_answer();
    assert!(desk.sees(NOTE), "{}", desk.screen());
    desk.wait(1.1);
    let look = take_look(&mut desk, "contabo.retrieve_user");
    let gone = problem(look.operation, Reason::NotFound, "no such user");
    desk.answer(&look, Err(gone));
    assert_eq!(write_down(&mut desk), [Finding::Made]);
    assert!(!desk.sees("unconfirmed"), "{}", desk.screen());
    assert!(desk.sees("it was made after all"), "{}", desk.screen());
    desk.press("<esc>");
    assert!(!desk.sees("Person 09"), "{}", desk.screen());
}

#[test]
fn a_record_that_stays_as_it_was_shows_after_three_looks_that_nothing_was_made() {
    let mut desk = deleted_without_an_answer();
    for pause in [1.1, 3.1, 10.1] {
        assert!(desk.sees(NOTE), "{}", desk.screen());
        assert_eq!(desk.settled.len(), 0);
        desk.wait(pause);
        let look = take_look(&mut desk, "contabo.retrieve_user");
        let body = json!({"data": [{"userId": "c-9", "firstName": "Person", "lastName": "09", "email": "p09@acme.example"}]});
        let reply = replied(&look, &body);
        desk.answer(&look, Ok(reply));
    }
    assert_eq!(write_down(&mut desk), [Finding::NotMade]);
    assert!(!desk.sees("unconfirmed"), "{}", desk.screen());
    let line = desk.line("Person 09");
    assert!(line.contains("it was not made"), "{line}");
}

#[test]
fn a_look_without_an_answer_tells_nothing() {
    let mut desk = deleted_without_an_answer();
    for pause in [1.1, 3.1, 10.1] {
        desk.wait(pause);
        let look = take_look(&mut desk, "contabo.retrieve_user");
        desk.answer(
            &look,
            Err(problem(look.operation, Reason::Offline, "offline")),
        );
    }
    desk.wait(60.0);
    assert!(desk.settled.is_empty());
    assert!(desk.sees(NOTE), "{}", desk.screen());
}

#[test]
fn an_edit_is_held_against_what_the_record_says() {
    for (enabled, finding) in [(false, Finding::Made), (true, Finding::NotMade)] {
        let mut desk = Desk::loaded(120, 40);
        desk.press("1 /").type_text("p09").press("<enter> t");
        let call = desk.take_call("contabo.update_user");
        stay_silent(&mut desk, &call, "u1");
        for pause in [1.1, 3.1, 10.1] {
            desk.wait(pause);
            let reads = |call: &Call| call.operation.id == "contabo.retrieve_user";
            if !desk
                .calls
                .iter()
                .any(|call| reads(call) && call.target.is_none())
            {
                break;
            }
            let look = take_look(&mut desk, "contabo.retrieve_user");
            let user = json!({"data": [{"userId": "c-9", "firstName": "Person", "email": "p09@acme.example", "enabled": enabled}]});
            let reply = replied(&look, &user);
            desk.answer(&look, Ok(reply));
        }
        assert_eq!(write_down(&mut desk), [finding]);
    }
}

/// A new organization whose answer was lost: the form is still open.
fn created_without_an_answer() -> Desk {
    let mut desk = Desk::loaded(120, 40);
    desk.press("2 n").type_text("night-shift").press("<ctrl-s>");
    let call = desk.take_call("koyeb.create_organization");
    desk.loads.clear();
    stay_silent(&mut desk, &call, "u1");
    desk
}

/// The list of organizations is read again and has these besides.
fn list_again(desk: &mut Desk, new: &[&str]) {
    for load in std::mem::take(&mut desk.loads) {
        let mut rows = sample::rows(load.operation);
        if let Rows::Organizations(rows) = &mut rows {
            let named = |id: &&str| sample::organization(id, "night-shift", "hobby", "ACTIVE");
            rows.extend(new.iter().map(named));
        }
        desk.load(&load, rows);
    }
}

#[test]
fn what_was_made_is_found_in_the_list() {
    let mut desk = created_without_an_answer();
    list_again(&mut desk, &["o-9"]);
    assert!(desk.settled.is_empty(), "that was before the first look");
    desk.wait(1.1);
    list_again(&mut desk, &["o-9"]);
    assert_eq!(write_down(&mut desk), [Finding::Made]);
    assert!(
        desk.sees("It was made after all: this form has done its work"),
        "{}",
        desk.screen()
    );
}

#[test]
fn what_is_not_in_the_list_was_not_made() {
    let mut desk = created_without_an_answer();
    list_again(&mut desk, &[]);
    for pause in [1.1, 3.1, 10.1] {
        assert!(desk.settled.is_empty());
        desk.wait(pause);
        list_again(&mut desk, &[]);
    }
    assert_eq!(write_down(&mut desk), [Finding::NotMade]);
    assert!(
        desk.sees("It was not made: send it again"),
        "{}",
        desk.screen()
    );
}

#[test]
fn two_that_it_could_be_are_for_the_person_to_look_at() {
    let mut desk = created_without_an_answer();
    list_again(&mut desk, &["o-8", "o-9"]);
    for pause in [1.1, 3.1, 10.1] {
        desk.wait(pause);
        list_again(&mut desk, &["o-8", "o-9"]);
    }
    assert!(desk.settled.is_empty());
    assert!(desk.sees(NOTE), "{}", desk.screen());
}

#[test]
fn what_was_there_before_is_not_what_was_made() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("2 n").type_text("acme-labs").press("<ctrl-s>");
    let call = desk.take_call("koyeb.create_organization");
    stay_silent(&mut desk, &call, "u1");
    for pause in [1.1, 3.1, 10.1] {
        desk.wait(pause);
        list_again(&mut desk, &[]);
    }
    assert_eq!(write_down(&mut desk), [Finding::NotMade]);
}

#[test]
fn what_is_still_looked_at_is_not_repeated() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("1 /")
        .type_text("p1")
        .press("<enter> <ctrl-a> t y");
    let calls: Vec<_> = std::mem::take(&mut desk.calls);
    for (call, n) in calls
        .iter()
        .filter(|call| call.operation.method.writes())
        .zip(0..)
    {
        stay_silent(&mut desk, call, &format!("u{n}"));
    }
    desk.press("<esc> <esc>").wait(0.1);
    desk.press("!");
    let screen = desk.screen();
    assert!(screen.contains("still being looked at"), "{screen}");
}

#[test]
fn what_an_earlier_run_left_is_told_at_the_start_and_settled_by_the_lists() {
    let mut desk = Desk::new(120, 40);
    desk.sign_in();
    desk.tell(Update::Open(Ok(vec![
        change("u1", "contabo.delete_user", Some("c-99")),
        change("u2", "contabo.delete_user", Some("c-9")),
        change("u3", "contabo.create_user", None),
    ])));
    assert!(desk.sees("3 changes unconfirmed"), "{}", desk.screen());
    desk.load_everything();
    let mut settled = desk.settled.clone();
    settled.sort();
    assert_eq!(
        settled,
        [
            ("u1".to_owned(), Finding::Made),
            ("u2".to_owned(), Finding::NotMade)
        ]
    );
    write_down(&mut desk);
    desk.press("N");
    for told in [
        "Delete user with the id c-99: it was made after all",
        "Delete user with the id c-9: it was not made",
    ] {
        assert!(desk.sees(told), "{told}: {}", desk.screen());
    }
    desk.press("M");
    assert!(
        desk.sees("with the id •-••: it was made") && !desk.sees("c-9"),
        "{}",
        desk.screen()
    );
    desk.press("M <esc>").wait(30.0);
    assert!(desk.sees(NOTE), "{}", desk.screen());
    desk.press("1");
    assert!(desk.sees(NOTE), "in every pane: {}", desk.screen());
}

#[test]
fn what_cannot_be_written_down_stays_open() {
    let mut desk = deleted_without_an_answer();
    desk.wait(1.1);
    let look = take_look(&mut desk, "contabo.retrieve_user");
    let gone = problem(look.operation, Reason::NotFound, "no such user");
    desk.answer(&look, Err(gone));
    desk.tell(Update::Settled("u1".into(), Err("the disk is full".into())));
    assert!(desk.sees(NOTE), "{}", desk.screen());
    assert!(desk.sees("the disk is full"), "{}", desk.screen());
}

use super::*;
use serde_json::{Value, json};
use usher_tui::api::{Call, Detail, Load};

fn user(changes: &Value) -> Reply {
    let mut user = json!({
        "userId": "c-30", "firstName": "Person", "lastName": "30", "email": "p30@acme.example",
        "enabled": true, "totp": false, "locale": "de", "roles": [],
    });
    for (name, value) in changes.as_object().unwrap() {
        user[name] = value.clone();
    }
    Reply::Detail(Detail::new(&json!({ "data": [user] })))
}

/// At the last Contabo user, whose first name gets an "Anna": asked about and said yes to; the record is read once more.
fn about_to_send() -> (Desk, Call) {
    let mut desk = Desk::loaded(120, 40);
    desk.press("G e");
    let call = desk.take_call("contabo.retrieve_user");
    desk.answer(&call, Ok(user(&json!({}))));
    desk.type_text(" Anna").press("<ctrl-s> y");
    assert!(desk.changes().is_empty(), "the record is read first");
    let reading = desk.take_call("contabo.retrieve_user");
    (desk, reading)
}

/// What was sent besides the record's id.
fn sent(desk: &mut Desk) -> Vec<(&'static str, String)> {
    let call = desk.take_call("contabo.update_user");
    let body = call.arguments.iter().filter(|(name, _)| *name != "userId");
    body.map(|(name, value)| (name, usher_tui::app::written(value)))
        .collect()
}

#[test]
fn what_nobody_else_changed_is_sent_at_once() {
    let (mut desk, reading) = about_to_send();
    desk.answer(&reading, Ok(user(&json!({}))));
    assert_eq!(sent(&mut desk), [("firstName", "Person Anna".to_owned())]);
}

#[test]
fn what_somebody_else_changed_elsewhere_in_the_record_is_left_alone() {
    let (mut desk, reading) = about_to_send();
    let theirs = json!({"lastName": "Thirty", "locale": "en"});
    desk.answer(&reading, Ok(user(&theirs)));
    assert_eq!(sent(&mut desk), [("firstName", "Person Anna".to_owned())]);
}

#[test]
fn the_same_field_is_shown_three_ways_and_nothing_is_sent_yet() {
    let (mut desk, reading) = about_to_send();
    desk.answer(&reading, Ok(user(&json!({"firstName": "Petra"}))));
    let screen = desk.screen();
    for words in [
        "Somebody else changed the same meanwhile",
        "First name",
        "was    Person",
        "theirs Petra",
        "yours  Person Anna",
        "y send mine",
        "t theirs",
        "q back",
    ] {
        assert!(screen.contains(words), "{words}: {screen}");
    }
    assert!(desk.changes().is_empty());
    desk.press("<enter> n d");
    assert!(desk.changes().is_empty(), "only an answer answers");
}

#[test]
fn mine_is_sent_all_the_same_where_the_person_says_so() {
    let (mut desk, reading) = about_to_send();
    desk.answer(&reading, Ok(user(&json!({"firstName": "Petra"}))));
    desk.press("y");
    desk.say_the_same();
    assert_eq!(sent(&mut desk), [("firstName", "Person Anna".to_owned())]);
}

#[test]
fn what_changes_while_the_question_stands_is_asked_about_again() {
    let (mut desk, reading) = about_to_send();
    desk.answer(&reading, Ok(user(&json!({"firstName": "Petra"}))));
    desk.press("y");
    let reading = desk.take_call("contabo.retrieve_user");
    desk.answer(&reading, Ok(user(&json!({"firstName": "Paula"}))));
    assert!(desk.changes().is_empty());
    let screen = desk.screen();
    assert!(
        screen.contains("was    Petra") && screen.contains("theirs Paula"),
        "{screen}"
    );
    desk.press("t");
    assert!(desk.changes().is_empty(), "nothing is left to send");
}

#[test]
fn who_does_not_want_to_wait_for_the_reading_sends_nothing() {
    let (mut desk, reading) = about_to_send();
    assert!(desk.sees("Reading what is there now"), "{}", desk.screen());
    desk.press("<esc>");
    assert!(desk.sees("Nothing was sent."), "{}", desk.screen());
    assert!(desk.sees("Person Anna"), "{}", desk.screen());
    desk.answer(&reading, Ok(user(&json!({}))));
    assert!(desk.changes().is_empty(), "it comes too late");
    desk.press("<ctrl-s> y");
    desk.say_the_same();
    assert_eq!(sent(&mut desk), [("firstName", "Person Anna".to_owned())]);
}

#[test]
fn an_answer_that_tells_nothing_of_the_record_sends_nothing() {
    let (mut desk, reading) = about_to_send();
    let nothing = Detail::new(&json!({ "data": [] }));
    desk.answer(&reading, Ok(Reply::Detail(nothing)));
    assert!(desk.changes().is_empty());
    assert!(
        desk.sees("the answer tells nothing of the record"),
        "{}",
        desk.screen()
    );
}

#[test]
fn the_question_fits_a_small_screen_and_a_longer_one_scrolls() {
    let mut desk = Desk::loaded(80, 24);
    desk.press("G e");
    let call = desk.take_call("contabo.retrieve_user");
    desk.answer(&call, Ok(user(&json!({}))));
    for text in [" A", " B", "c"] {
        desk.type_text(text).press("<tab>");
    }
    desk.press("<ctrl-s> y");
    let reading = desk.take_call("contabo.retrieve_user");
    let theirs = json!({"firstName": "P".repeat(400), "lastName": "Q".repeat(400), "email": "r@acme.example"});
    desk.answer(&reading, Ok(user(&theirs)));
    for words in [
        "was    Person",
        "theirs PPPP",
        "yours  Person A",
        "y send mine",
    ] {
        assert!(desk.sees(words), "{words}: {}", desk.screen());
    }
    assert!(!desk.sees("yours  p30@acme.examplec"), "{}", desk.screen());
    desk.press("<pagedown> <pagedown>");
    assert!(desk.sees("yours  p30@acme.examplec"), "{}", desk.screen());
}

#[test]
fn however_narrow_the_screen_is_it_says_how_to_answer() {
    let mut desk = Desk::loaded(40, 12);
    desk.press("G e");
    let call = desk.take_call("contabo.retrieve_user");
    desk.answer(&call, Ok(user(&json!({}))));
    desk.type_text(" Anna").press("<ctrl-s> y");
    let reading = desk.take_call("contabo.retrieve_user");
    desk.answer(&reading, Ok(user(&json!({"firstName": "Petra"}))));
    for words in ["y send mine", "t theirs", "q back"] {
        assert!(desk.sees(words), "{words}: {}", desk.screen());
    }
}

#[test]
fn theirs_stands_and_the_rest_is_sent() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("G e");
    let call = desk.take_call("contabo.retrieve_user");
    desk.answer(&call, Ok(user(&json!({}))));
    desk.type_text(" Anna")
        .press("<tab>")
        .type_text(" B")
        .press("<ctrl-s> y");
    let reading = desk.take_call("contabo.retrieve_user");
    desk.answer(&reading, Ok(user(&json!({"firstName": "Petra"}))));
    desk.press("t");
    desk.say_the_same();
    assert_eq!(sent(&mut desk), [("lastName", "30 B".to_owned())]);
}

#[test]
fn nothing_is_sent_where_theirs_stands_and_nothing_is_left() {
    let (mut desk, reading) = about_to_send();
    desk.answer(&reading, Ok(user(&json!({"firstName": "Petra"}))));
    desk.loads.clear();
    desk.press("t");
    assert!(desk.changes().is_empty());
    let read_again = |load: &Load| load.operation.id == "contabo.retrieve_user_list";
    assert!(
        desk.loads.iter().any(read_again),
        "the list still says Person: {:?}",
        desk.loads
    );
    assert!(desk.sees("nothing left to change"), "{}", desk.screen());
    assert!(!desk.sees("Edit user"), "{}", desk.screen());
}

#[test]
fn back_in_the_form_what_was_typed_is_still_there_and_goes_against_theirs() {
    let (mut desk, reading) = about_to_send();
    desk.answer(&reading, Ok(user(&json!({"firstName": "Petra"}))));
    desk.press("<esc>");
    assert!(
        desk.sees("Edit user") && desk.sees("Person Anna"),
        "{}",
        desk.screen()
    );
    desk.press("<ctrl-s>");
    assert!(
        desk.sees("First name: Petra → Person Anna"),
        "{}",
        desk.screen()
    );
    desk.press("y");
    let reading = desk.take_call("contabo.retrieve_user");
    desk.answer(&reading, Ok(user(&json!({"firstName": "Petra"}))));
    assert_eq!(sent(&mut desk), [("firstName", "Person Anna".to_owned())]);
}

#[test]
fn two_that_want_the_same_need_no_question() {
    let (mut desk, reading) = about_to_send();
    desk.answer(&reading, Ok(user(&json!({"firstName": "Person Anna"}))));
    assert!(desk.changes().is_empty());
    assert!(desk.sees("nothing left to change"), "{}", desk.screen());
}

#[test]
fn a_record_that_cannot_be_read_again_is_not_written() {
    let (mut desk, reading) = about_to_send();
    let gone = problem(reading.operation, Reason::NotFound, "no such user");
    desk.answer(&reading, Err(gone));
    assert!(desk.changes().is_empty());
    let screen = desk.screen();
    assert!(
        screen.contains("Nothing was sent: what is there now can't be read"),
        "{screen}"
    );
    assert!(screen.contains("Submit it again"), "{screen}");
    assert!(screen.contains("Person Anna"), "{screen}");
    desk.press("<ctrl-s> y");
    let reading = desk.take_call("contabo.retrieve_user");
    desk.answer(&reading, Ok(user(&json!({}))));
    assert_eq!(sent(&mut desk), [("firstName", "Person Anna".to_owned())]);
}

#[test]
fn a_whole_replace_takes_over_what_somebody_else_changed() {
    let profile = |name: &str, email: &str| {
        let user = json!({"user": {"id": "k-1", "name": name, "email": email}});
        Reply::Detail(Detail::new(&user))
    };
    let mut desk = Desk::loaded(120, 40);
    desk.press(":")
        .type_text("koyeb.update_user_v2_put")
        .press("<enter>");
    let call = desk.take_call("koyeb.get_current_user");
    desk.answer(&call, Ok(profile("Mara", "mara@acme.example")));
    let name = desk.sees("Mara");
    assert!(name, "{}", desk.screen());
    desk.press("<ctrl-s>");
    assert!(desk.sees("Nothing was changed yet"), "{}", desk.screen());
    for _ in 0..10 {
        if desk.screen().lines().any(|line| line.contains("› Name")) {
            break;
        }
        desk.press("<tab>");
    }
    desk.type_text("x").press("<ctrl-s> y");
    let reading = desk.take_call("koyeb.get_current_user");
    let theirs = profile("Mara", "new@acme.example");
    desk.answer(&reading, Ok(theirs));
    let call = desk.take_call("koyeb.update_user_v2_put");
    let values: Vec<String> = call
        .arguments
        .iter()
        .map(|(_, value)| usher_tui::app::written(value))
        .collect();
    let old = values.iter().any(|value| value == "mara@acme.example");
    assert!(!old, "{values:?}");
}

#[test]
fn a_whole_replace_takes_over_what_the_form_does_not_even_ask_for() {
    let organization = |plan: &str| {
        let organization = json!({"organization": {"id": "o-1", "name": "acme", "plan": plan}});
        Reply::Detail(Detail::new(&organization))
    };
    let mut desk = Desk::loaded(120, 60);
    desk.press("2 :")
        .type_text("koyeb.update_organization_put")
        .press("<enter>");
    let call = desk.take_call("koyeb.get_organization");
    desk.answer(&call, Ok(organization("scale")));
    desk.type_text("x").press("<ctrl-s> y");
    let reading = desk.take_call("koyeb.get_organization");
    desk.answer(&reading, Ok(organization("business")));
    let call = desk.take_call("koyeb.update_organization_put");
    let plan = call.arguments.get("plan").map(usher_tui::app::written);
    assert_eq!(plan.as_deref(), Some("business"));
}

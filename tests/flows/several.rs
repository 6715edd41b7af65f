//! What is repeated, what marks mean, and what questions tell of those that they are about.

use super::{
    bulk::{answer_all, marked, under_way},
    *,
};

#[test]
fn what_was_stopped_is_sent_by_the_same_key_as_what_failed_and_stays_marked() {
    let mut desk = marked("person");
    desk.press("t y");
    let calls = under_way(&mut desk);
    for (call, at) in calls.iter().zip(0..) {
        let refused = problem(call.operation, Reason::Server, "try later");
        desk.answer(
            call,
            if at < 2 {
                Ok(Reply::Done)
            } else {
                Err(refused)
            },
        );
    }
    desk.press("<esc>");
    assert!(
        desk.sees("Disabling 4 of 28") && desk.sees("20 not sent"),
        "what is not sent is not done\n{}",
        desk.screen()
    );
    for call in under_way(&mut desk) {
        desk.answer(&call, Ok(Reply::Done));
    }
    assert!(
        desk.sees("! repeats the 2 failed and sends the 20 unsent"),
        "{}",
        desk.screen()
    );
    let marked = desk.app.panes.get(Tab::Users).grid().counts().marked;
    assert_eq!(
        marked, 24,
        "28 less the 6 that were made, and two that refuse"
    );
    desk.press("!");
    assert!(desk.sees("Disable user: these 22?"), "{}", desk.screen());
    desk.press("y");
    assert_eq!(answer_all(&mut desk, &[]), 22);
}

#[test]
fn a_change_that_failed_by_itself_is_what_is_repeated_on_its_row() {
    let mut desk = marked("p1");
    desk.press("t y");
    answer_all(&mut desk, &["c-11", "c-12"]);
    desk.press("<esc> <esc> <esc> /")
        .type_text("Person 30")
        .press("<enter> r");
    let call = desk.take_call("contabo.resend_email_verification");
    let refused = problem(call.operation, Reason::Server, "later");
    desk.answer(&call, Err(refused));
    desk.press("!");
    assert_eq!(
        desk.changes(),
        [("contabo.resend_email_verification", "c-30".into())]
    );
}

#[test]
fn a_question_about_many_tells_apart_those_of_one_name() {
    let mut desk = marked("p1");
    desk.press("t");
    assert!(
        desk.sees("Person 12, p12@acme.example"),
        "{}",
        desk.screen()
    );
    let mut desk = marked("person");
    desk.resize(120, 24);
    desk.press("t");
    assert!(
        desk.sees("j down") && desk.sees("k up"),
        "a long list scrolls\n{}",
        desk.screen()
    );
}

#[test]
fn a_question_says_how_many_of_the_marked_are_not_on_screen() {
    let mut desk = marked("p1");
    desk.press("/ <esc> /").type_text("p10").press("<enter> t");
    assert!(
        desk.sees("9 of them are not shown by the filter"),
        "{}",
        desk.screen()
    );
}

#[test]
fn what_is_for_one_row_says_so_where_several_are_marked() {
    let mut desk = marked("p1");
    desk.press("e");
    assert!(
        desk.sees("Editing is for one row: ctrl-\\ takes the marks away"),
        "{}",
        desk.screen()
    );
    desk.press(".").type_text("edit user").press("<enter>");
    assert!(desk.sees("Edit user is for one row"), "{}", desk.screen());
    desk.press("2 <ctrl-a> b");
    assert!(desk.sees("The budget is for one row"), "{}", desk.screen());
    desk.press("o");
    assert!(desk.sees("Switching is for one row"), "{}", desk.screen());
    assert!(desk.changes().is_empty());
}

#[test]
fn a_question_shows_the_values_that_were_chosen() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("2 .").type_text("change plan").press("<enter>");
    let call = desk.take_call("koyeb.get_organization");
    desk.answer(&call, Ok(Reply::Detail(sample::whole_organization())));
    desk.press("h <ctrl-s>");
    assert!(desk.sees("Plan: scale → hobby"), "{}", desk.screen());
    let mut desk = Desk::loaded(120, 40);
    desk.press("2 .")
        .type_text("koyeb.deactivate_organization")
        .press("<enter> y <ctrl-s>");
    assert!(
        desk.sees("Without asking by mail: yes"),
        "{}",
        desk.screen()
    );
}

use super::*;
use usher_tui::api::Call;

/// Contabo users whose name has this in it, all marked.
fn marked(filter: &str) -> Desk {
    let mut desk = Desk::loaded(120, 40);
    desk.press("/").type_text(filter).press("<enter> <ctrl-a>");
    desk
}

/// Takes the changes that are on their way.
fn under_way(desk: &mut Desk) -> Vec<Call> {
    let calls = std::mem::take(&mut desk.calls);
    let (changes, others) = calls
        .into_iter()
        .partition(|call| call.operation.method.writes());
    desk.calls = others;
    changes
}

/// Answers all changes until none is left; those of the named records fail.
fn answer_all(desk: &mut Desk, failing: &[&str]) -> usize {
    let mut answered = 0;
    loop {
        let calls = under_way(desk);
        if calls.is_empty() {
            return answered;
        }
        for call in calls {
            let id = call.target.as_ref().map(|key| key.id.to_string());
            let fails = id.is_some_and(|id| failing.contains(&id.as_str()));
            let refused = problem(call.operation, Reason::Server, "try later");
            desk.answer(&call, if fails { Err(refused) } else { Ok(Reply::Done) });
            answered += 1;
        }
    }
}

#[test]
fn one_question_names_how_many_and_who_and_leaves_out_those_that_refuse() {
    let mut desk = marked("p0");
    desk.press("t");
    for words in [
        "Disable user: these 7?",
        "Contabo: 7",
        "Person 02",
        "Left out: 2",
        "Person 01: This is you",
        "Person 05: It is disabled already",
    ] {
        assert!(desk.sees(words), "{words}\n{}", desk.screen());
    }
    desk.press("<enter> n");
    assert!(desk.changes().is_empty());
    desk.press("t y");
    assert_eq!(answer_all(&mut desk, &[]), 7);
    assert!(desk.sees("7 disabled"), "{}", desk.screen());
}

#[test]
fn vendors_are_named_apart_and_those_that_can_not_are_left_out() {
    let mut desk = Desk::loaded(120, 60);
    desk.press("<ctrl-a> r");
    for words in [
        "Resend: these 31?",
        "Koyeb, Resend e-mail validation: 1",
        "Contabo, Resend e-mail verification: 30",
        "Left out: 3",
    ] {
        desk.press("<pagedown> <pageup>");
        let mut seen = false;
        for _ in 0..40 {
            seen |= desk.sees(words);
            desk.press("j");
        }
        assert!(seen, "{words}\n{}", desk.screen());
        desk.press("<pageup> <pageup> <pageup> <pageup>");
    }
}

#[test]
fn four_at_a_time_are_sent_and_the_gauge_counts() {
    let mut desk = marked("p1");
    desk.press("D").type_text("delete 10").press("<enter>");
    assert_eq!(desk.changes().len(), 4);
    assert!(desk.sees("Deleting 0 of 10"), "{}", desk.screen());
    assert!(desk.line("Person 19").contains("to be del"));
    let calls = under_way(&mut desk);
    desk.answer(&calls[0], Ok(Reply::Done));
    desk.answer(
        &calls[1],
        Err(problem(calls[1].operation, Reason::Refused, "no")),
    );
    assert!(
        desk.sees("Deleting 2 of 10") && desk.sees("1 failed"),
        "{}",
        desk.screen()
    );
    assert!(desk.sees("esc stops"), "{}", desk.screen());
    assert_eq!(desk.changes().len(), 2, "two places were free");
}

#[test]
fn several_are_deleted_only_by_typing_how_many() {
    let mut desk = marked("p1");
    desk.press("D y <enter> <ctrl-s>");
    assert!(desk.changes().is_empty());
    assert!(desk.sees("Type delete 10 to confirm"), "{}", desk.screen());
    desk.press("<backspace>").type_text("10").press("<enter>");
    assert!(desk.changes().is_empty());
}

#[test]
fn what_failed_is_told_once_and_repeated_by_one_key_through_its_guard() {
    let mut desk = marked("p1");
    desk.press("t y");
    assert_eq!(answer_all(&mut desk, &["c-11", "c-17"]), 10);
    assert!(
        desk.sees("8 disabled, 2 failed (Person 11, Person 17): ! repeats the failed ones"),
        "{}",
        desk.screen()
    );
    assert!(
        desk.line("Person 11").contains("can't"),
        "{}",
        desk.screen()
    );
    desk.press("N");
    for name in ["Can't disable Person 11", "Can't disable Person 17"] {
        assert!(desk.sees(name), "{}", desk.screen());
    }
    desk.press("N !");
    assert!(
        desk.sees("Disable user: these 2?") && desk.sees("Person 17"),
        "{}",
        desk.screen()
    );
    desk.press("n !");
    assert!(desk.sees("these 2?"), "no forgets nothing");
    desk.press("y");
    let ids: Vec<_> = desk.changes().into_iter().map(|(_, id)| id).collect();
    assert_eq!(ids, ["c-11", "c-17"]);
    answer_all(&mut desk, &["c-17"]);
    assert!(desk.sees("1 disabled, 1 failed"), "{}", desk.screen());
    desk.press("!");
    assert_eq!(
        answer_all(&mut desk, &[]),
        1,
        "a single one has no more to ask"
    );
    assert!(desk.sees("1 disabled") && !desk.line("Person 17").contains("can't"));
    desk.press("!");
    assert!(desk.sees("Nothing failed that could be repeated"));
}

#[test]
fn the_palette_repeats_the_failed_ones_too() {
    let mut desk = marked("p1");
    desk.press("t y");
    answer_all(&mut desk, &["c-11", "c-12"]);
    desk.press(":")
        .type_text("repeat the failed")
        .press("<enter> y");
    assert_eq!(desk.changes().len(), 2);
}

#[test]
fn esc_stops_what_is_not_sent_and_says_how_many_that_were() {
    let mut desk = marked("person");
    desk.press("t y");
    let calls = under_way(&mut desk);
    desk.answer(&calls[0], Ok(Reply::Done));
    desk.press("<esc>");
    assert!(desk.sees("Stopped"), "{}", desk.screen());
    for call in calls.iter().skip(1).chain(&under_way(&mut desk)) {
        desk.answer(call, Ok(Reply::Done));
    }
    assert!(desk.changes().is_empty(), "nothing more goes out");
    assert!(desk.sees("5 disabled, 23 not sent"), "{}", desk.screen());
    assert!(
        !desk.line("Person 30").contains("to be"),
        "{}",
        desk.screen()
    );
}

#[test]
fn where_nothing_more_can_be_sent_the_rest_is_not_tried() {
    let mut desk = marked("p1");
    desk.press("t y");
    let calls = under_way(&mut desk);
    let offline = || problem(calls[0].operation, Reason::Offline, "no network");
    for call in &calls {
        desk.answer(call, Err(offline()));
    }
    assert!(desk.changes().is_empty());
    assert!(desk.sees("0 disabled, 10 failed"), "{}", desk.screen());
    assert!(
        desk.line("Person 19").contains("can't"),
        "{}",
        desk.screen()
    );
    desk.press("! y");
    assert_eq!(answer_all(&mut desk, &[]), 10);
}

#[test]
fn quitting_meanwhile_asks_and_holds_the_rest() {
    let mut desk = marked("p1");
    desk.press("t y q");
    assert!(
        !desk.quit && desk.sees("6 changes have not been sent yet"),
        "{}",
        desk.screen()
    );
    for call in under_way(&mut desk) {
        desk.answer(&call, Ok(Reply::Done));
    }
    assert!(desk.changes().is_empty(), "while the question stands");
    desk.press("n");
    assert_eq!(desk.changes().len(), 4, "staying goes on");
    desk.press("q d");
    assert!(desk.quit && desk.changes().len() == 4, "dropped");
    let mut desk = marked("p1");
    desk.press("t y q s");
    assert!(desk.quit && desk.changes().len() == 10, "sent");
}

#[test]
fn many_are_undone_together() {
    let mut desk = marked("p1");
    desk.press("t y");
    answer_all(&mut desk, &["c-11"]);
    desk.press("z");
    assert!(
        desk.sees("Undo: enable these 9 again?"),
        "{}",
        desk.screen()
    );
    desk.press("y");
    assert_eq!(answer_all(&mut desk, &[]), 9);
    desk.press("z");
    assert!(
        desk.sees("no change of this run to undo"),
        "{}",
        desk.screen()
    );
}

#[test]
fn undo_waits_for_the_end() {
    let mut desk = marked("p1");
    desk.press("t y z");
    assert!(
        desk.sees("Changes are still being made"),
        "{}",
        desk.screen()
    );
}

#[test]
fn an_action_from_the_list_is_done_to_all_that_are_marked() {
    let mut desk = marked("p1");
    desk.press(".").type_text("password reset").press("<enter>");
    assert!(
        desk.sees("Send password reset: these 10?"),
        "{}",
        desk.screen()
    );
    desk.press("y");
    assert_eq!(answer_all(&mut desk, &[]), 10);
    assert!(desk.sees("10 sent"), "{}", desk.screen());
}

#[test]
fn what_hands_out_secrets_is_taken_one_at_a_time() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("4 / b a c k u p s <enter> <ctrl-a> .")
        .type_text("new s3")
        .press("<enter>");
    assert!(desk.sees("take one at a time"), "{}", desk.screen());
    assert!(desk.changes().is_empty());
}

#[test]
fn many_sent_invitations_are_resent_and_deleted_in_one_go() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("3 <ctrl-a> r");
    assert!(
        desk.sees("Left out: 6") && desk.sees("Resend invitation: s-open@new.example?"),
        "{}",
        desk.screen()
    );
    desk.press("n D");
    assert!(
        desk.sees("Delete invitation: these 2?"),
        "{}",
        desk.screen()
    );
    desk.press("y");
    assert_eq!(answer_all(&mut desk, &["s-gone"]), 2);
    assert!(desk.sees("1 deleted, 1 failed"), "{}", desk.screen());
}

#[test]
fn many_answers_wait_in_the_window_and_go_out_together() {
    let mut desk = at_invitations();
    desk.press("<ctrl-a> d");
    assert!(desk.sees("4 left out"), "{}", desk.screen());
    assert_eq!(desk.app.calls.waiting(), 3);
    desk.wait(6.0);
    assert_eq!(answer_all(&mut desk, &["i-later"]), 3);
    assert!(desk.sees("2 declined, 1 failed"), "{}", desk.screen());
    desk.press("!");
    assert_eq!(
        desk.app.calls.waiting(),
        1,
        "repeated through the same window"
    );
    desk.press("z");
    desk.wait(6.0);
    assert!(desk.changes().is_empty());
}

#[test]
fn one_that_is_done_again_by_hand_leaves_the_others_to_be_repeated() {
    let mut desk = marked("p1");
    desk.press("t y");
    answer_all(&mut desk, &["c-11", "c-17", "c-18"]);
    desk.press("<esc> <esc> /")
        .type_text("person 17")
        .press("<enter> t");
    assert_eq!(answer_all(&mut desk, &[]), 1);
    desk.press("!");
    assert!(
        desk.sees("Disable user: these 2?") && desk.sees("Person 18"),
        "{}",
        desk.screen()
    );
}

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
        desk.sees("2 failed (Person 04, Person 06), 20 not sent")
            && desk.sees("! repeats the 2 failed and sends the 20 unsent"),
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
    desk.resize(80, 24);
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

use super::*;

#[test]
fn what_needs_an_answer_first_stands_first() {
    let mut desk = at_invitations();
    let screen = desk.screen();
    let at = |text: &str| {
        screen
            .find(text)
            .unwrap_or_else(|| panic!("{text} in\n{screen}"))
    };
    assert!(
        at("alpha") < at("beta") && at("beta") < at("delta") && at("delta") < at("gamma"),
        "{screen}"
    );
    assert!(desk.line("alpha").contains("40 min") && desk.line("beta").contains("6 d 4 h"));
    assert!(desk.line("delta").contains("nobody"));
}

#[test]
fn a_accepts_after_the_undo_window() {
    let mut desk = at_invitations();
    desk.press("a");
    assert!(
        desk.line("alpha").contains("accepting in 5 s, z to undo"),
        "{}",
        desk.screen()
    );
    desk.wait(1.5);
    assert!(
        desk.line("alpha").contains("accepting in 4 s, z to undo"),
        "{}",
        desk.screen()
    );
    assert!(desk.changes().is_empty());
    desk.wait(4.0);
    assert_eq!(
        desk.changes(),
        [("koyeb.accept_organization_invitation", "i-soon".to_owned())]
    );
    assert!(desk.line("alpha").contains("accepting …"));
}

#[test]
fn the_cursor_goes_on_to_the_next_invitation() {
    let mut desk = at_invitations();
    desk.press("a d");
    assert!(desk.line("alpha").contains("accepting"));
    assert!(desk.line("beta").contains("declining"));
    assert!(desk.selected().contains("delta"));
}

#[test]
fn z_takes_it_back_and_nothing_is_sent() {
    let mut desk = at_invitations();
    desk.press("d");
    desk.wait(3.0);
    desk.press("z");
    assert!(desk.line("alpha").contains("pending"));
    desk.wait(60.0);
    assert!(desk.changes().is_empty());
    desk.press("z");
    assert!(desk.sees("Nothing waits any more"));
}

#[test]
fn marked_rows_are_answered_together_and_taken_back_together() {
    let mut desk = at_invitations();
    desk.press("<space> <space> a");
    assert_eq!(desk.app.calls.waiting(), 2);
    desk.press("z");
    assert_eq!(desk.app.calls.waiting(), 0);
    desk.press("<space> <space> <ctrl-\\> <home> <space> <space> d");
    desk.wait(6.0);
    let ids: Vec<_> = desk.changes().into_iter().map(|(_, id)| id).collect();
    assert_eq!(ids, ["i-soon", "i-later"]);
}

#[test]
fn only_a_pending_received_invitation_can_be_answered() {
    let mut desk = at_invitations();
    desk.press("/").type_text("gamma").press("<enter> a");
    assert!(desk.sees("Only a pending invitation can be answered; this one is accepted"));
    desk.press("<esc> <esc> /")
        .type_text("s-open")
        .press("<enter> d");
    assert!(desk.sees("this one was sent"), "{}", desk.screen());
    desk.wait(60.0);
    assert!(desk.changes().is_empty());
}

#[test]
fn a_second_press_on_a_waiting_row_does_not_ask_twice() {
    let mut desk = at_invitations();
    desk.press("a k a");
    assert_eq!(desk.app.calls.waiting(), 1);
    desk.hold('a');
    assert_eq!(desk.app.calls.waiting(), 1, "a held key answers nothing");
}

#[test]
fn read_only_answers_nothing() {
    let mut desk = Desk::read_only(120, 40);
    desk.press("3 a d n r D o");
    desk.wait(60.0);
    assert!(desk.changes().is_empty());
    assert!(desk.sees("READ-ONLY") && desk.sees("change nothing"));
}

#[test]
fn an_accept_shows_at_once_reloads_and_offers_to_switch() {
    let mut desk = at_invitations();
    desk.press("a");
    desk.wait(6.0);
    let call = desk.take_call("koyeb.accept_organization_invitation");
    desk.answer(
        &call,
        Ok(answered("i-soon", "alpha", InvitationStatus::Accepted)),
    );
    assert!(desk.line("alpha").contains("accepted"), "{}", desk.screen());
    let reloaded: Vec<_> = desk.loads.iter().map(|load| load.operation.id).collect();
    assert!(
        reloaded.contains(&"koyeb.list_user_organizations"),
        "{reloaded:?}"
    );
    assert!(
        reloaded.contains(&"koyeb.list_user_organization_invitations"),
        "{reloaded:?}"
    );
    assert!(desk.sees("Accepted: alpha"), "{}", desk.screen());
    desk.wait(7.0);
    assert!(desk.sees("o switch into alpha"), "{}", desk.screen());
    assert!(
        !desk.changes().iter().any(|(id, _)| id.contains("switch")),
        "it never switches by itself"
    );
    desk.press("o");
    let switch = desk.take_call("koyeb.switch_organization");
    assert!(matches!(switch.arguments.get("id"), Some(Argument::Text(id)) if id == "org-alpha"));
}

#[test]
fn what_was_read_before_an_accept_does_not_undo_it_on_screen() {
    let mut desk = at_invitations();
    desk.wait(1.0);
    let reading = desk.take_call("koyeb.get_user_organization_invitation");
    desk.press("a k");
    desk.wait(6.0);
    let call = desk.take_call("koyeb.accept_organization_invitation");
    let reply = answered("i-soon", "alpha", InvitationStatus::Accepted);
    desk.answer(&call, Ok(reply));
    let before = answered("i-soon", "alpha", InvitationStatus::Pending);
    desk.answer(&reading, Ok(before));
    assert!(desk.line("alpha").contains("accepted"), "{}", desk.screen());
}

#[test]
fn an_offer_does_not_hide_the_keys_of_what_lies_over_the_panes() {
    let mut desk = at_invitations();
    desk.press("a");
    desk.wait(6.0);
    let call = desk.take_call("koyeb.accept_organization_invitation");
    let reply = answered("i-soon", "alpha", InvitationStatus::Accepted);
    desk.answer(&call, Ok(reply));
    desk.wait(10.0);
    desk.press("n");
    assert!(
        desk.sees("ctrl-s submit") && !desk.sees("switches into it"),
        "{}",
        desk.screen()
    );
}

#[test]
fn many_answers_reload_the_lists_once() {
    let mut desk = at_invitations();
    desk.press("a a a");
    desk.wait(6.0);
    let calls = std::mem::take(&mut desk.calls);
    let changes: Vec<_> = calls
        .iter()
        .filter(|call| call.operation.method.writes())
        .collect();
    assert_eq!(changes.len(), 3);
    for call in changes {
        assert!(desk.loads.is_empty());
        desk.answer(call, Ok(Reply::Done));
    }
    let inbox = desk
        .loads
        .iter()
        .filter(|load| load.operation.id == "koyeb.list_user_organization_invitations");
    assert_eq!(inbox.count(), 1);
}

#[test]
fn a_failed_answer_says_why_on_its_row_and_can_be_repeated() {
    let mut desk = at_invitations();
    desk.press("a");
    desk.wait(6.0);
    let call = desk.take_call("koyeb.accept_organization_invitation");
    desk.answer(
        &call,
        Err(problem(call.operation, Reason::Server, "try later")),
    );
    assert!(
        desk.line("alpha").contains("can't accept: try later"),
        "{}",
        desk.screen()
    );
    desk.press("gg");
    desk.wait(1.0);
    desk.take_call("koyeb.get_user_organization_invitation");
    assert!(
        desk.line("alpha").contains("can't accept: try later"),
        "looking at it does not wipe it away\n{}",
        desk.screen()
    );
    desk.press("a");
    assert!(desk.line("alpha").contains("accepting in 5 s"));
    desk.wait(6.0);
    assert_eq!(desk.changes().len(), 1);
}

/// Accepts the first invitation, whose answer gets lost, and reads the lists again.
fn lost_accept(then: &InvitationStatus) -> Desk {
    let mut desk = at_invitations();
    desk.press("a");
    desk.wait(6.0);
    let call = desk.take_call("koyeb.accept_organization_invitation");
    let lost = problem(call.operation, Reason::Unconfirmed, "the answer got lost");
    desk.answer(&call, Err(lost));
    let line = desk.line("alpha");
    assert!(line.contains("not known whether"), "{line}");
    assert!(desk.sees("It is not known whether alpha was accepted"));
    desk.press("gg !");
    assert!(desk.sees("Look first: R"), "{}", desk.screen());
    assert!(desk.app.calls.waiting() == 0, "nothing is repeated unseen");
    for load in std::mem::take(&mut desk.loads) {
        let mut rows = sample::rows(load.operation);
        if let Rows::Invitations(invitations) = &mut rows {
            for row in invitations
                .iter_mut()
                .filter(|row| row.id.raw() == "i-soon")
            {
                row.status = then.clone();
            }
        }
        desk.load(&load, rows);
    }
    desk
}

#[test]
fn a_lost_answer_is_settled_by_what_the_lists_say_next() {
    let mut made = lost_accept(&InvitationStatus::Accepted);
    assert!(made.line("alpha").contains("accepted"), "{}", made.screen());
    let mut not_made = lost_accept(&InvitationStatus::Pending);
    assert!(
        not_made.line("alpha").contains("perhaps not accepted"),
        "{}",
        not_made.screen()
    );
    not_made.press("gg !");
    assert_eq!(not_made.app.calls.waiting(), 1, "{}", not_made.screen());
}

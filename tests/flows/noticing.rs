use super::*;

/// Somebody accepts an invitation, and the vendor says no at length.
fn refused() -> Desk {
    let mut desk = Desk::loaded(80, 24);
    desk.press("3 a").wait(6.0);
    let call = desk.take_call("koyeb.accept_organization_invitation");
    let why = "the organization has reached the number of members that its plan allows";
    desk.answer(&call, Err(problem(call.operation, Reason::Forbidden, why)));
    desk
}

#[test]
fn a_notice_that_is_too_long_says_how_to_read_all_of_it() {
    let mut desk = refused();
    let footer = |desk: &mut Desk| desk.screen().lines().last().unwrap().to_owned();
    assert!(
        footer(&mut desk).contains("… N: all of it"),
        "{}",
        footer(&mut desk)
    );
    desk.press("N");
    for words in ["reached the number of", "plan allows", "12:00:06"] {
        assert!(desk.sees(words), "{words}: {}", desk.screen());
    }
    desk.press("N");
    assert!(!desk.sees("12:00:06"));
}

#[test]
fn what_was_said_can_be_read_again_newest_first() {
    let mut desk = refused();
    desk.press("y").wait(10.0);
    assert!(!desk.sees("Copied"));
    desk.press("N");
    let screen = desk.screen();
    let (copied, refused) = (
        screen.find("Copied the id ").unwrap(),
        screen.find("Can't accept").unwrap(),
    );
    assert!(copied < refused, "{screen}");
    desk.press("<esc>");
    assert!(!desk.sees("Copied the id "));
}

#[test]
fn the_refusal_of_a_form_is_kept_as_well() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("3 n").type_text("ada@acme.example");
    desk.press("<ctrl-s>");
    let call = desk.take_call("koyeb.create_organization_invitation");
    desk.answer(
        &call,
        Err(problem(call.operation, Reason::Refused, "already a member")),
    );
    desk.press("<f2>");
    assert!(desk.sees("╭ Notices") && desk.sees("Can't invite ada@acme.example"));
}

#[test]
fn only_the_last_two_hundred_are_kept_and_all_can_be_scrolled_to() {
    let mut desk = at_invitations();
    for _ in 0..205 {
        desk.press("y");
    }
    assert_eq!(desk.app.notices.journal.said().len(), 200);
    desk.press("N G");
    assert!(desk.sees("Copied the id "));
    desk.press("gg <esc> N <pagedown>");
    assert!(desk.sees("Copied the id "));
}

#[test]
fn before_anything_was_said_it_says_so() {
    let mut desk = at_invitations();
    desk.press("N");
    assert!(desk.sees("Nothing was said yet"));
}

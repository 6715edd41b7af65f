use super::*;

fn invitations() -> Desk {
    let mut desk = Desk::loaded(120, 40);
    desk.press("3");
    desk
}

#[test]
fn only_looking_begins_at_once_and_changes_nothing() {
    let mut desk = invitations();
    desk.press("W");
    assert_eq!(desk.looks_only, Some(true));
    assert!(desk.sees("LOOK ONLY") && desk.sees("until W allows it again"));
    desk.press("a").wait(10.0);
    assert!(desk.changes().is_empty(), "{}", desk.screen());
    assert!(
        desk.sees("Look only: W allows changes again"),
        "{}",
        desk.screen()
    );
    desk.press(":").type_text("create_organization");
    assert!(
        desk.sees("Look only: W allows changes again"),
        "{}",
        desk.screen()
    );
}

#[test]
fn while_somebody_types_the_key_that_allows_changes_again_is_no_letter() {
    let mut desk = invitations();
    desk.press("n <f4>");
    assert!(desk.sees("until f4 allows it again"), "{}", desk.screen());
}

#[test]
fn changes_are_allowed_again_after_a_question() {
    let mut desk = invitations();
    desk.press("W W");
    assert!(desk.sees("Allow changes again?"), "{}", desk.screen());
    desk.press("<enter> n");
    assert_eq!(desk.looks_only, Some(true), "no is the default");
    desk.press("a").wait(10.0);
    assert!(desk.changes().is_empty());
    desk.press("W W y");
    assert!(!desk.sees("Are you sure?"), "{}", desk.screen());
    assert_eq!(desk.looks_only, Some(false));
    assert!(!desk.sees("LOOK ONLY"), "{}", desk.screen());
    desk.press("a").wait(10.0);
    assert_eq!(desk.changes().len(), 1, "{}", desk.screen());
}

#[test]
fn it_is_asked_about_once_and_above_whatever_else_is_asked() {
    let mut desk = invitations();
    desk.press("W W <f4> n");
    assert!(!desk.sees("Are you sure?"), "{}", desk.screen());
    desk.press("M X <f4>");
    assert!(desk.sees("Allow changes again?"), "{}", desk.screen());
    desk.press("n");
    assert!(desk.sees("Export the rows"), "{}", desk.screen());
}

#[test]
fn what_waits_is_dropped_and_so_are_the_questions_about_it() {
    let mut desk = invitations();
    desk.press("a a W");
    assert!(
        desk.sees("2 changes that waited were dropped"),
        "{}",
        desk.screen()
    );
    desk.wait(10.0);
    assert!(desk.changes().is_empty(), "{}", desk.screen());

    let mut desk = Desk::loaded(120, 40);
    desk.press("/").type_text("Person 30").press("<enter> D");
    assert!(desk.sees("Type p30@acme.example"), "{}", desk.screen());
    desk.press("<f4>");
    assert!(!desk.sees("Are you sure?"), "{}", desk.screen());
    desk.type_text("p30@acme.example").press("<enter>");
    assert!(desk.changes().is_empty(), "{}", desk.screen());
}

#[test]
fn of_many_changes_those_on_their_way_end_and_the_rest_is_dropped() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("/").type_text("Person 1").press("<enter>");
    desk.press("<ctrl-a> D").type_text("delete 29");
    desk.press("<enter>");
    assert_eq!(desk.changes().len(), 4, "{}", desk.screen());
    desk.press("W");
    assert!(
        desk.sees("25 changes that waited were dropped"),
        "{}",
        desk.screen()
    );
    for call in std::mem::take(&mut desk.calls) {
        if call.operation.method.writes() {
            desk.answer(&call, Ok(Reply::Done));
        }
    }
    assert!(desk.changes().is_empty(), "nothing follows");
    assert!(desk.sees("4 deleted, 25 not sent"), "{}", desk.screen());
}

#[test]
fn what_was_typed_into_a_form_is_not_lost() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("2 n").type_text("acme-new").press("<f4>");
    desk.press("<ctrl-s>");
    assert!(desk.changes().is_empty());
    assert!(desk.sees("acme-new"), "{}", desk.screen());
    desk.press("<f4> y <ctrl-s>");
    assert_eq!(desk.changes().len(), 1, "{}", desk.screen());
}

#[test]
fn what_the_profile_or_the_run_says_can_not_be_turned_off() {
    let mut desk = Desk::read_only(120, 40);
    desk.press("W y 3 a").wait(10.0);
    assert_eq!(desk.looks_only, None);
    assert!(
        desk.sees("READ-ONLY") && !desk.sees("LOOK ONLY"),
        "{}",
        desk.screen()
    );
    assert!(desk.changes().is_empty());
    desk.press("W");
    assert!(desk.sees("it stays so"), "{}", desk.screen());
}

#[test]
fn it_goes_on_in_the_next_profile() {
    let mut desk = invitations();
    desk.press("W");
    let stance = desk.app.stance();
    let mut next = Desk::loaded(120, 40);
    let effects = next.app.take_over(stance);
    assert!(matches!(effects.as_slice(), [Effect::LookOnly(true)]));
    assert!(next.sees("LOOK ONLY"), "{}", next.screen());
    next.press("3 a").wait(10.0);
    assert!(next.changes().is_empty());
}

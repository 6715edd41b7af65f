use super::*;

#[test]
fn o_switches_into_the_organization_and_reads_koyeb_again() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("2");
    assert!(desk.line("● acme-labs").contains('›'));
    desk.press("o");
    assert!(desk.sees("You are in acme-labs already"));
    desk.press("j o");
    let call = desk.take_call("koyeb.switch_organization");
    assert!(matches!(call.arguments.get("id"), Some(Argument::Text(id)) if id == "o-2"));
    desk.answer(&call, Ok(Reply::Done));
    let again: Vec<_> = desk.loads.iter().map(|load| load.operation.id).collect();
    assert!(
        again.contains(&"koyeb.list_organization_invitations"),
        "{again:?}"
    );
    assert!(again.iter().all(|id| id.starts_with("koyeb.")), "{again:?}");
    desk.take_call("koyeb.get_current_organization");
}

#[test]
fn nobody_is_invited_and_nothing_else_switched_while_a_switch_is_under_way() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("2 j o o 3 n");
    let call = desk.take_call("koyeb.switch_organization");
    assert!(desk.changes().is_empty(), "the second o sends nothing");
    assert!(
        desk.sees("still under way") && !desk.sees("Into the organization"),
        "{}",
        desk.screen()
    );
    desk.answer(&call, Ok(Reply::Done));
    desk.press("n");
    assert!(
        desk.sees("Into the organization acme-staging:"),
        "the new one, even before Koyeb was asked\n{}",
        desk.screen()
    );
}

#[test]
fn a_late_or_missing_answer_does_not_change_the_current_organization() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("R 2 j o");
    let before = desk.take_call("koyeb.get_current_organization");
    let switch = desk.take_call("koyeb.switch_organization");
    desk.answer(&switch, Ok(Reply::Done));
    desk.answer(
        &before,
        Ok(Reply::Page(Page::whole(sample::current_organization()))),
    );
    let known = "Koyeb in acme-staging";
    assert!(desk.sees(known), "{}", desk.screen());
    let after = desk.take_call("koyeb.get_current_organization");
    let timed_out = problem(after.operation, Reason::TimedOut, "no answer");
    desk.answer(&after, Err(timed_out));
    assert!(desk.sees(known), "{}", desk.screen());
}

#[test]
fn the_offer_goes_once_it_was_taken_elsewhere() {
    let mut desk = at_invitations();
    desk.press("a");
    desk.wait(6.0);
    let call = desk.take_call("koyeb.accept_organization_invitation");
    let mut row = sample::invitation(
        Direction::Received,
        "i-soon",
        "alpha",
        "ACCEPTED",
        "2026-03-07T16:00:00Z",
    );
    row.organization_id = "o-2".into();
    let reply = Page::whole(Rows::Invitations(vec![row]));
    desk.answer(&call, Ok(Reply::Page(reply)));
    desk.press("2 j o");
    let switch = desk.take_call("koyeb.switch_organization");
    desk.press("3").wait(7.0);
    assert!(desk.sees("switch into alpha"), "{}", desk.screen());
    desk.answer(&switch, Ok(Reply::Done));
    desk.wait(7.0);
    assert!(!desk.sees("switch into alpha"), "{}", desk.screen());
}

#[test]
fn an_organizations_token_shows_its_organization_though_it_may_not_list_any() {
    let mut desk = Desk::new(120, 40);
    desk.sign_in();
    for load in std::mem::take(&mut desk.loads) {
        if load.operation.id.starts_with("koyeb.") {
            let mut refused = problem(load.operation, Reason::Forbidden, "not for organizations");
            refused.status = Some(403);
            desk.tell(Update::LoadFailed(load.id, refused));
        }
    }
    desk.answer_current_organization();
    let load = desk.loads.pop().expect("its organization is read");
    assert_eq!(load.operation.id, "koyeb.get_current_organization");
    desk.load(&load, sample::current_organization());
    desk.press("2");
    assert!(desk.selected().contains("acme-labs"), "{}", desk.screen());
    desk.press("b").wait(0.2);
    assert!(
        desk.sees("acme-labs") && desk.sees("budget"),
        "{}",
        desk.screen()
    );
    let budget = desk.take_call("koyeb.get_budget");
    let id = budget.arguments.get("organization_id");
    assert!(matches!(id, Some(Argument::Text(id)) if id == "o-1"));
}

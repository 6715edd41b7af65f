use super::*;
use usher_tui::api::Detail;

fn at(pane: &str, filter: &str) -> Desk {
    let mut desk = Desk::loaded(120, 40);
    desk.press(pane)
        .press("/")
        .type_text(filter)
        .press("<enter>");
    desk
}

fn flag(call: &usher_tui::api::Call, name: &str) -> Option<bool> {
    match call.arguments.get(name) {
        Some(Argument::Flag(flag)) => Some(*flag),
        _ => None,
    }
}

fn text(call: &usher_tui::api::Call, name: &str) -> String {
    match call.arguments.get(name) {
        Some(Argument::Text(text)) => text.clone(),
        other => panic!("{name} is {other:?}"),
    }
}

#[test]
fn z_enables_again_whom_t_disabled_and_then_there_is_nothing_to_undo() {
    let mut desk = at("1", "Person 30");
    desk.press("t");
    let call = desk.take_call("contabo.update_user");
    desk.answer(&call, Ok(Reply::Done));
    assert!(desk.sees("Disabled: Person 30"), "{}", desk.screen());
    desk.press("z");
    assert!(
        desk.sees("Undo: enable Person 30 again?"),
        "{}",
        desk.screen()
    );
    desk.press("<enter> n");
    assert!(desk.changes().is_empty(), "no is the default");
    desk.press("z y");
    let call = desk.take_call("contabo.update_user");
    assert_eq!(flag(&call, "enabled"), Some(true));
    desk.answer(&call, Ok(Reply::Done));
    desk.press("z");
    assert!(
        desk.sees("no change of this run to undo"),
        "{}",
        desk.screen()
    );
}

#[test]
fn z_puts_the_old_values_back_and_says_which_are_not_known() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("G e");
    let call = desk.take_call("contabo.retrieve_user");
    desk.answer(
        &call,
        Ok(Reply::Detail(Detail::new(&serde_json::json!({"data": [{
            "userId": "c-30", "firstName": "Person", "email": "p30@acme.example",
            "enabled": true, "totp": false, "locale": "de", "roles": [],
        }]})))),
    );
    desk.type_text("a")
        .press("<tab>")
        .type_text("Unknown")
        .press("<ctrl-s> y");
    desk.say_the_same();
    let call = desk.take_call("contabo.update_user");
    desk.answer(&call, Ok(Reply::Done));
    desk.press("z");
    for words in [
        "Undo: change Person 30 back?",
        "First name: Persona → Person",
        "Last name stays as it is now",
    ] {
        assert!(desk.sees(words), "{words}\n{}", desk.screen());
    }
    desk.press("y");
    let call = desk.take_call("contabo.update_user");
    assert_eq!(text(&call, "firstName"), "Person");
    assert!(call.arguments.get("lastName").is_none());
    assert_eq!(text(&call, "userId"), "c-30");
}

#[test]
fn a_deleted_invitation_is_sent_again_into_the_same_organization() {
    let mut desk = at_our_invitations();
    desk.press("/").type_text("s-open").press("<enter>");
    desk.press("D y");
    let call = desk.take_call("koyeb.delete_organization_invitation");
    desk.answer(&call, Ok(Reply::Done));
    desk.press("z");
    assert!(
        desk.sees("Undo: invite s-open@new.example again?"),
        "{}",
        desk.screen()
    );
    desk.press("n 2 <esc> j o");
    let call = desk.take_call("koyeb.switch_organization");
    desk.answer(&call, Err(problem(call.operation, Reason::Server, "no")));
    desk.press("3 z y");
    let call = desk.take_call("koyeb.create_organization_invitation");
    assert_eq!(text(&call, "email"), "s-open@new.example");
}

#[test]
fn in_another_organization_it_says_where_it_can_be_undone() {
    let mut desk = at("3", "s-open");
    desk.press("D y");
    let call = desk.take_call("koyeb.delete_organization_invitation");
    desk.answer(&call, Ok(Reply::Done));
    desk.press("z");
    assert!(
        desk.sees("Switch into acme-labs first"),
        "the sample's invitations belong to another id\n{}",
        desk.screen()
    );
    assert!(desk.changes().is_empty());
}

#[test]
fn an_invitation_is_undone_by_deleting_it() {
    let mut desk = at_invitations();
    desk.press("n")
        .type_text("new@acme.example")
        .press("<ctrl-s>");
    let call = desk.take_call("koyeb.create_organization_invitation");
    let row = sample::invitation(
        Direction::Sent,
        "s-new",
        "acme-labs",
        "PENDING",
        "2026-03-07T16:00:00Z",
    );
    let reply = Page::whole(Rows::Invitations(vec![row]));
    desk.answer(&call, Ok(Reply::Page(reply)));
    desk.press("z y");
    assert_eq!(
        desk.changes(),
        [("koyeb.delete_organization_invitation", "s-new".into())]
    );
}

#[test]
fn a_switch_is_undone_by_switching_back() {
    let mut desk = at("2", "staging");
    desk.press("o");
    let call = desk.take_call("koyeb.switch_organization");
    desk.answer(&call, Ok(Reply::Done));
    desk.press("z");
    assert!(
        desk.sees("Undo: switch back into acme-labs?"),
        "{}",
        desk.screen()
    );
    desk.press("y");
    assert_eq!(
        desk.changes(),
        [("koyeb.switch_organization", "o-1".into())]
    );
}

#[test]
fn what_nothing_can_undo_says_so_and_what_to_do_instead() {
    let mut desk = at("4", "Returns");
    desk.press("D")
        .type_text("Returns importer")
        .press("<enter>");
    let call = desk.take_call("tripartie.delete_api_client");
    desk.answer(&call, Ok(Reply::Done));
    desk.press("z");
    assert!(
        desk.sees("Nothing can undo 'Delete API client': make a new one"),
        "{}",
        desk.screen()
    );
    let mut desk = at_invitations();
    desk.press("a");
    desk.wait(6.0);
    let call = desk.take_call("koyeb.accept_organization_invitation");
    desk.answer(&call, Ok(Reply::Done));
    desk.press("z");
    assert!(desk.sees("an answer stands"), "{}", desk.screen());
}

#[test]
fn a_change_that_failed_is_nothing_to_undo() {
    let mut desk = at("1", "Person 30");
    desk.press("t");
    let call = desk.take_call("contabo.update_user");
    desk.answer(&call, Err(problem(call.operation, Reason::Server, "no")));
    desk.press("z");
    assert!(
        desk.sees("no change of this run to undo"),
        "{}",
        desk.screen()
    );
}

#[test]
fn what_still_waits_is_taken_back_before_what_was_made() {
    let mut desk = at("1", "Person 30");
    desk.press("t");
    let call = desk.take_call("contabo.update_user");
    desk.answer(&call, Ok(Reply::Done));
    desk.press("3 a z");
    assert!(desk.sees("Taken back: alpha"), "{}", desk.screen());
    desk.press("z");
    assert!(
        desk.sees("Undo: enable Person 30 again?"),
        "{}",
        desk.screen()
    );
}

#[test]
fn the_way_back_from_an_edit_leads_from_what_is_to_what_was() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("G e");
    let call = desk.take_call("contabo.retrieve_user");
    desk.answer(
        &call,
        Ok(Reply::Detail(Detail::new(&serde_json::json!({"data": [{
            "userId": "c-30", "firstName": "Person", "lastName": "30",
            "email": "p30@acme.example", "enabled": true, "totp": false,
            "locale": "de", "roles": [],
        }]})))),
    );
    desk.press("<tab> <tab> <tab> n <ctrl-s>");
    assert!(desk.sees("Enabled: true → false"), "{}", desk.screen());
    desk.press("y");
    desk.say_the_same();
    let call = desk.take_call("contabo.update_user");
    desk.answer(&call, Ok(Reply::Done));
    desk.press("z");
    assert!(desk.sees("Enabled: false → true"), "{}", desk.screen());
    desk.press("y");
    let call = desk.take_call("contabo.update_user");
    assert_eq!(flag(&call, "enabled"), Some(true));
}

#[test]
fn a_deleted_budget_is_set_again_where_the_detail_told_its_amount() {
    let mut desk = at("2", "labs");
    let call = desk.take_detail_reading();
    desk.answer(&call, Ok(Reply::Detail(sample::whole_organization())));
    let call = desk.take_call("koyeb.get_budget");
    let budget = serde_json::json!({"budget": {"amount": "25000"}});
    desk.answer(&call, Ok(Reply::Detail(Detail::new(&budget))));
    desk.press(".")
        .type_text("delete budget")
        .press("<enter> y");
    let call = desk.take_call("koyeb.delete_budget");
    desk.answer(&call, Ok(Reply::Done));
    assert!(
        desk.sees("Deleted the budget of acme-labs"),
        "{}",
        desk.screen()
    );
    desk.press("z");
    for words in ["Undo: set the budget of acme-labs again?", "$250.00"] {
        assert!(desk.sees(words), "{words}\n{}", desk.screen());
    }
    desk.press("y");
    let call = desk.take_call("koyeb.create_budget");
    assert_eq!(text(&call, "amount"), "25000");
    desk.answer(&call, Ok(Reply::Done));
    assert!(
        desk.sees("Set the budget of acme-labs"),
        "{}",
        desk.screen()
    );
}

#[test]
fn taking_back_is_not_offered_where_nothing_can_be() {
    let mut desk = at("1", "Person 30");
    desk.press("r");
    let call = desk.take_call("contabo.resend_email_verification");
    desk.answer(&call, Ok(Reply::Done));
    desk.wait(7.0);
    assert!(!desk.sees("take back"), "{}", desk.screen());
    desk.press("t");
    let call = desk.take_call("contabo.update_user");
    desk.answer(&call, Ok(Reply::Done));
    desk.wait(7.0);
    assert!(desk.sees("take back"), "{}", desk.screen());
}

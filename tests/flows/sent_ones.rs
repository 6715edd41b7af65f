use super::*;

fn at_sent() -> Desk {
    let mut desk = at_invitations();
    desk.press("/").type_text("s-open").press("<enter>");
    desk
}

#[test]
fn r_resends_at_once() {
    let mut desk = at_sent();
    desk.press("r");
    assert_eq!(
        desk.changes(),
        [("koyeb.resend_organization_invitation", "s-open".to_owned())]
    );
}

#[test]
fn capital_d_asks_first_and_no_is_the_default() {
    let mut desk = at_sent();
    for keys in ["D n", "D <esc>", "D <enter> <esc>", "D q"] {
        desk.press(keys);
        assert!(desk.changes().is_empty(), "after {keys}");
    }
    desk.press("D");
    assert!(
        desk.sees("Delete invitation: s-open@new.example?"),
        "{}",
        desk.screen()
    );
    desk.hold('y');
    assert!(desk.changes().is_empty(), "a held key confirms nothing");
    desk.press("y");
    assert_eq!(
        desk.changes(),
        [("koyeb.delete_organization_invitation", "s-open".to_owned())]
    );
    let call = desk.take_call("koyeb.delete_organization_invitation");
    desk.answer(&call, Ok(Reply::Done));
    assert!(!desk.sees("s-open@new.example "), "{}", desk.screen());
}

#[test]
fn a_question_is_about_the_row_that_it_was_asked_for() {
    let mut desk = at_invitations();
    desk.press("R /").type_text("way:out").press("<enter> D");
    for load in std::mem::take(&mut desk.loads) {
        desk.load(&load, Rows::Invitations(Vec::new()));
    }
    desk.press("y");
    let call = desk.take_call("koyeb.delete_organization_invitation");
    assert_eq!(&*call.target.unwrap().id, "s-open");
}

#[test]
fn n_invites_and_says_what_the_invitee_becomes() {
    let mut desk = at_invitations();
    desk.press("n");
    assert!(
        desk.sees("OWNER") && desk.sees("Into the organization acme-labs"),
        "{}",
        desk.screen()
    );
    desk.type_text("New@Acme.example").press("<ctrl-s>");
    let call = desk.take_call("koyeb.create_organization_invitation");
    assert!(
        matches!(call.arguments.get("email"), Some(Argument::Text(email)) if email == "New@Acme.example")
    );
    assert!(desk.sees("Sending …"));
    desk.answer(&call, Ok(Reply::Done));
    assert!(desk.sees("Invited: New@Acme.example"), "{}", desk.screen());
}

#[test]
fn a_wrong_address_is_said_before_anything_is_sent() {
    let mut desk = at_invitations();
    desk.press("n <ctrl-s>");
    assert!(desk.sees("This is needed"));
    desk.type_text("nobody").press("<enter>");
    assert!(desk.changes().is_empty());
    assert!(desk.sees("nobody"), "what was typed stays");
}

#[test]
fn what_the_vendor_says_of_a_field_stands_on_the_field() {
    let mut desk = at_invitations();
    desk.press("n")
        .type_text("new@acme.example")
        .press("<ctrl-s>");
    let call = desk.take_call("koyeb.create_organization_invitation");
    let mut refused = problem(call.operation, Reason::Fields, "invalid");
    refused.fields.push(usher_tui::api::FieldProblem {
        field: "email".into(),
        message: "was invited already".into(),
    });
    desk.answer(&call, Err(refused));
    assert!(
        desk.sees("was invited already") && desk.sees("new@acme.example"),
        "{}",
        desk.screen()
    );
    desk.press("<esc>");
    assert!(desk.sees("Throw away what was typed?"));
    desk.press("<esc>");
    assert!(!desk.sees("was invited already"));
}

#[test]
fn a_pasted_text_goes_into_the_field_and_nowhere_else() {
    let mut desk = at_invitations();
    desk.paste("a\rd\ry");
    assert_eq!(desk.app.calls.waiting(), 0);
    desk.press("n");
    desk.paste("pasted@acme.example\r\nd\r\ny");
    assert!(desk.sees("pasted@acme.example"));
    assert!(desk.changes().is_empty());
    desk.press("<ctrl-s>");
    assert!(
        desk.changes().is_empty() && desk.sees("Left out: 2"),
        "two lines are no addresses\n{}",
        desk.screen()
    );
    desk.press("y");
    let call = desk.take_call("koyeb.create_organization_invitation");
    assert!(
        matches!(call.arguments.get("email"), Some(Argument::Text(email)) if email == "pasted@acme.example")
    );
}

#[test]
fn nothing_breaks_a_line_in_two() {
    let mut desk = at_sent();
    desk.press("/").type_text("alpha");
    desk.press("<alt-enter>");
    assert!(desk.sees("/s-openalpha"), "{}", desk.screen());
}

#[test]
fn without_an_organization_nobody_can_be_invited() {
    let mut desk = Desk::new(120, 40);
    desk.load_everything();
    let call = desk.take_call("koyeb.get_current_organization");
    desk.answer(
        &call,
        Err(problem(call.operation, Reason::NotFound, "none")),
    );
    desk.press("3 n");
    assert!(desk.sees("Switch into an organization first"));
}

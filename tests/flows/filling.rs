//! What forms do while they are filled in.

use super::*;
use usher_tui::{
    api::{Call, Detail, FieldProblem},
    app::App,
};

/// The form of an operation, chosen from the palette.
pub fn form(operation: &str) -> Desk {
    form_at("1", operation)
}

/// The same, with a pane in front.
fn form_at(pane: &str, operation: &str) -> Desk {
    let mut desk = Desk::loaded(80, 24);
    desk.press(pane)
        .press(":")
        .type_text(operation)
        .press("<enter>");
    desk
}

/// The form of an organization, begun with what Koyeb says about it.
pub fn organization(width: u16, height: u16) -> Desk {
    let mut desk = Desk::loaded(width, height);
    desk.press("2 e");
    let call = desk.take_call("koyeb.get_organization");
    desk.answer(&call, Ok(Reply::Detail(sample::whole_organization())));
    desk
}

pub fn focused(app: &App) -> &'static str {
    let Some(usher_tui::app::Overlay::Form(form)) = app.overlays.last() else {
        panic!("a form is on top");
    };
    form.fields[form.focus].field.name
}

fn text<'a>(call: &'a Call, name: &str) -> &'a str {
    match call.arguments.get(name) {
        Some(Argument::Text(text)) => text,
        other => panic!("{name} is {other:?}"),
    }
}

#[test]
fn a_limit_is_counted_and_checked_while_one_types() {
    let mut desk = form("tripartie.create_api_client");
    desk.type_text("Returns importer");
    assert!(desk.sees("16/32"), "{}", desk.screen());
    desk.type_text(" of the northern warehouse");
    assert!(
        desk.sees("42/32") && desk.sees("Is longer than 32 characters"),
        "{}",
        desk.screen()
    );
    desk.press("<tab> <ctrl-s>");
    assert!(desk.changes().is_empty());
    assert_eq!(focused(&desk.app), "referenceName", "submit leads there");
    for _ in 0..20 {
        desk.press("<backspace>");
    }
    assert!(!desk.sees("Is longer"), "{}", desk.screen());
}

#[test]
fn what_may_still_become_right_is_not_called_wrong() {
    let mut desk = form("koyeb.reset_password");
    desk.type_text("ada");
    assert!(
        desk.sees("Not yet: is not an e-mail address"),
        "{}",
        desk.screen()
    );
    desk.type_text(" ");
    assert!(desk.sees("Not yet"), "a space at the end is cut off");
    desk.type_text("b");
    assert!(
        desk.sees("Is not an e-mail address") && !desk.sees("Not yet"),
        "{}",
        desk.screen()
    );
    desk.press("<backspace> <backspace>")
        .type_text("@example.com");
    assert!(!desk.sees("e-mail address"), "{}", desk.screen());
}

#[test]
fn the_keys_of_a_choice_stand_below_it() {
    let mut desk = form("tripartie.create_api_client");
    desk.type_text("importer").press("<tab>");
    assert!(
        desk.sees("space tick") && desk.sees("right next choice"),
        "{}",
        desk.screen()
    );
    desk.press("<space> <right> <right> <space> P <space> <ctrl-s>");
    let call = desk.take_call("tripartie.create_api_client");
    let Some(Argument::Texts(scopes)) = call.arguments.get("desiredScopes") else {
        panic!("scopes are sent");
    };
    assert_eq!(*scopes, ["OFFER_READ", "DISPUTE_READ", "PERSONA_READ"]);
}

#[test]
fn a_length_of_time_says_what_will_be_sent() {
    let mut desk = form_at("2", "koyeb.create_access_token");
    desk.type_text("90");
    assert!(desk.sees("Not yet"), "{}", desk.screen());
    desk.type_text("m");
    assert!(desk.sees("Sent as 5400s"), "{}", desk.screen());
    desk.press("<ctrl-s>");
    let call = desk.take_call("koyeb.create_access_token");
    assert_eq!(text(&call, "validity"), "5400s");
}

#[test]
fn a_time_may_be_said_from_today_on() {
    let mut desk = Desk::loaded(80, 24);
    desk.press("/").type_text("sakura").press("<enter> e");
    let call = desk.take_call("tripartie.get_user");
    let user = serde_json::json!({"id": 3, "firstName": "さくら",
        "consentMailNotification": true, "consentMailAds": false});
    desk.answer(&call, Ok(Reply::Detail(Detail::new(&user))));
    while focused(&desk.app) != "birthday" {
        desk.press("<tab>");
    }
    desk.type_text("in 7 days");
    assert!(desk.sees("Sent as 2026-03-08T12:00:0"), "{}", desk.screen());
    desk.press("<ctrl-s> y");
    desk.say_the_same();
    let call = desk.take_call("tripartie.update_user");
    assert!(text(&call, "birthday").starts_with("2026-03-08T12:00:0"));
}

#[test]
fn a_budget_is_typed_and_shown_in_dollars_and_sent_in_exact_cents() {
    let mut desk = Desk::loaded(80, 24);
    desk.press("2 b");
    assert!(desk.sees("Reading what is there now"), "{}", desk.screen());
    let call = desk.take_call("koyeb.get_budget");
    let budget = serde_json::json!({"budget": {"organization_id": "o-1", "amount": "2500"}});
    desk.answer(&call, Ok(Reply::Detail(Detail::new(&budget))));
    assert!(desk.sees("25.00"), "{}", desk.screen());
    for _ in 0..5 {
        desk.press("<backspace>");
    }
    desk.type_text("$1,019.9");
    assert!(desk.sees("Sent as 101990 cents"), "{}", desk.screen());
    desk.press("<ctrl-s>");
    assert!(
        desk.sees("Budget a month: $25.00 → $1019.90"),
        "{}",
        desk.screen()
    );
    desk.press("y");
    desk.say_the_same();
    let call = desk.take_call("koyeb.update_budget");
    assert_eq!(text(&call, "amount"), "101990");
}

#[test]
fn where_no_budget_is_set_one_is_typed_into_an_empty_form() {
    let mut desk = Desk::loaded(80, 24);
    desk.press("2 b");
    let call = desk.take_call("koyeb.get_budget");
    let none = problem(call.operation, Reason::NotFound, "Budget not found");
    desk.answer(&call, Err(none));
    assert!(!desk.sees("not found"), "{}", desk.screen());
    desk.type_text("19.99").press("<ctrl-s>");
    let call = desk.take_call("koyeb.create_budget");
    assert_eq!(text(&call, "amount"), "1999");
}

#[test]
fn roles_are_ticked_by_name_and_sent_by_id() {
    let mut desk = Desk::loaded(80, 24);
    desk.press("G e");
    let call = desk.take_call("contabo.retrieve_user");
    let user = serde_json::json!({"data": [{
        "userId": "c-30", "firstName": "Person", "lastName": "30", "email": "p30@acme.example",
        "roles": [{"roleId": 103, "name": "billing"}],
    }]});
    desk.answer(&call, Ok(Reply::Detail(Detail::new(&user))));
    desk.press("<backtab>");
    assert!(
        desk.sees("[x] billing") && desk.sees("[ ] read only"),
        "{}",
        desk.screen()
    );
    desk.press("b <space> r <space> <right>").type_text("205");
    desk.press("<ctrl-s>");
    assert!(
        desk.sees("Roles: billing → read only, 205"),
        "{}",
        desk.screen()
    );
    desk.press("y");
    desk.say_the_same();
    let call = desk.take_call("contabo.update_user");
    assert!(
        matches!(call.arguments.get("roles"), Some(Argument::Integers(ids)) if *ids == [104, 205]),
        "{:?}",
        call.arguments
    );
}

#[test]
fn a_form_begins_with_what_is_masked_elsewhere_and_sends_what_was_emptied() {
    let mut desk = organization(80, 24);
    while focused(&desk.app) != "vat_number" {
        desk.press("<tab>");
    }
    assert!(desk.sees("DE123456789"), "{}", desk.screen());
    for _ in 0..11 {
        desk.press("<backspace>");
    }
    desk.press("<ctrl-s>");
    assert!(
        desk.sees("VAT number: DE123456789 → nothing"),
        "{}",
        desk.screen()
    );
    desk.press("y");
    desk.say_the_same();
    let call = desk.take_call("koyeb.update_organization_patch");
    let names: Vec<_> = call.arguments.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["id", "vat_number"]);
    assert_eq!(text(&call, "vat_number"), "");
}

#[test]
fn what_the_vendor_says_of_a_field_stands_below_it_and_the_rest_above() {
    let mut desk = form("tripartie.register_organization");
    let required =
        "firstName lastName email plainPassword password originCountry preferredLanguage captcha";
    for _ in 0..26 {
        let name = focused(&desk.app);
        if required.contains(name) {
            desk.type_text(match name {
                "email" => "ada@example.com",
                _ => "Adaada",
            });
        }
        desk.press("<tab>");
    }
    desk.press("<ctrl-s>");
    let call = desk.take_call("tripartie.register_organization");
    let wrong = |field: &str, message: &str| FieldProblem {
        field: field.into(),
        message: message.into(),
    };
    let mut refused = problem(call.operation, Reason::Fields, "Two things are wrong");
    refused.fields = vec![
        wrong("organization.billingAddress.cityName", "is no city"),
        wrong("data.lastName", "is too modest"),
        wrong("moonPhase", "is waning"),
    ];
    desk.answer(&call, Err(refused));
    assert_eq!(
        focused(&desk.app),
        "lastName",
        "the first one has the focus"
    );
    assert!(
        desk.sees("is too modest") && desk.sees("moonPhase:") && desk.sees("Adaada"),
        "{}",
        desk.screen()
    );
    while focused(&desk.app) != "organization.billingAddress.cityName" {
        desk.press("<tab>");
    }
    assert!(desk.sees("is no city"), "{}", desk.screen());
    desk.type_text("Paris");
    assert!(
        !desk.sees("is no city"),
        "what is typed anew is judged anew"
    );
}

#[test]
fn lists_take_pastes_of_several_lines() {
    let mut desk = Desk::loaded(80, 24);
    desk.press("1 :")
        .type_text("contabo.create_user")
        .press("<enter> <backtab>");
    desk.paste("billing\r\n104\n300\n");
    assert!(
        desk.sees("[x] billing") && desk.sees("[x] read only") && desk.sees("others: 300"),
        "{}",
        desk.screen()
    );
    desk.press("<tab>");
    desk.paste("Ada\nLovelace");
    assert!(
        desk.sees("Ada") && !desk.sees("Lovelace"),
        "one line is one line:\n{}",
        desk.screen()
    );
}

#[test]
fn the_focused_field_is_always_on_screen_and_its_place_is_said() {
    let mut desk = organization(80, 24);
    let fields = 14;
    for at in (1..=fields).chain([1]) {
        assert!(
            desk.sees(&format!("field {at} of {fields}")) && desk.sees("› "),
            "{}",
            desk.screen()
        );
        while_in_text(&mut desk);
        desk.press("<tab>");
    }
    desk.press("<up> <up>");
    assert_eq!(focused(&desk.app), "signup_qualification", "and backwards");
}

/// The label of the focused field is on screen too.
fn while_in_text(desk: &mut Desk) {
    let Some(usher_tui::app::Overlay::Form(form)) = desk.app.overlays.last() else {
        panic!("a form is on top");
    };
    let label = form.fields[form.focus].field.label;
    assert!(desk.sees(label), "{label}:\n{}", desk.screen());
}

#[test]
fn up_and_down_move_within_a_text_before_they_leave_it() {
    let mut desk = organization(80, 24);
    while focused(&desk.app) != "email_domain_allowlist" {
        desk.press("<tab>");
    }
    desk.press("<up>");
    assert_eq!(focused(&desk.app), "email_domain_allowlist");
    desk.press("<up>");
    assert_eq!(focused(&desk.app), "country");
}

#[test]
fn leaving_a_form_asks_only_when_something_was_changed() {
    let mut desk = organization(80, 24);
    desk.press("x <esc>");
    assert!(desk.sees("Throw away"), "{}", desk.screen());
    desk.press("<backspace> <esc>");
    assert!(!desk.sees("Billing name"), "{}", desk.screen());
}

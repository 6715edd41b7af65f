use super::*;
use usher_tui::{api::Detail, app::Overlay};

fn contabo_user() -> Reply {
    Reply::Detail(Detail::new(&serde_json::json!({"data": [{
        "userId": "c-30", "firstName": "Person", "lastName": "30", "email": "p30@acme.example",
        "enabled": true, "totp": false, "locale": "de", "roles": [],
    }]})))
}

/// At the last Contabo user, `e` pressed and the record read.
fn editing() -> Desk {
    let mut desk = Desk::loaded(120, 40);
    desk.press("G e");
    let call = desk.take_call("contabo.retrieve_user");
    desk.answer(&call, Ok(contabo_user()));
    desk
}

#[test]
fn e_reads_the_record_first_and_begins_with_what_it_says() {
    let mut desk = editing();
    assert!(
        desk.sees("Edit user") && desk.sees("p30@acme.example"),
        "{}",
        desk.screen()
    );
    assert!(desk.sees("‹ de ›"), "{}", desk.screen());
}

#[test]
fn only_what_was_changed_is_sent_after_it_was_shown() {
    let mut desk = editing();
    desk.type_text(" Anna").press("<ctrl-s>");
    assert!(desk.changes().is_empty(), "it is shown first");
    assert!(
        desk.sees("First name: Person → Person Anna"),
        "{}",
        desk.screen()
    );
    desk.press("n");
    assert!(
        desk.sees("Person Anna"),
        "no goes back to the form:\n{}",
        desk.screen()
    );
    desk.press("<ctrl-s> y");
    desk.say_the_same();
    let call = desk.take_call("contabo.update_user");
    let names: Vec<_> = call.arguments.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["userId", "firstName"]);
    desk.answer(&call, Ok(Reply::Done));
    assert!(
        desk.sees("Updated: Person 30") && !desk.sees("Edit user"),
        "{}",
        desk.screen()
    );
    let read_again = desk
        .loads
        .iter()
        .any(|load| load.operation.id == "contabo.retrieve_user_list");
    assert!(
        read_again,
        "an answer without data is followed by a reading"
    );
}

#[test]
fn nothing_changed_is_nothing_sent() {
    let mut desk = editing();
    desk.press("<ctrl-s>");
    assert!(desk.sees("Nothing was changed yet"), "{}", desk.screen());
    desk.press("<esc>");
    assert!(!desk.sees("Edit user") && desk.changes().is_empty());
}

#[test]
fn t_disables_the_user_at_once() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("G t");
    let call = desk.take_call("contabo.update_user");
    assert!(matches!(
        call.arguments.get("enabled"),
        Some(Argument::Flag(false))
    ));
}

#[test]
fn the_account_that_usher_works_with_is_not_deleted() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("j j D");
    assert!(desk.sees("This is you"), "{}", desk.screen());
}

#[test]
fn a_form_that_waits_for_its_record_opens_over_nothing_else() {
    for (keys, sees) in [
        (":", "Operations"),
        ("?", "Keys"),
        ("/", "/"),
        ("<esc>", "Users"),
    ] {
        let mut desk = Desk::loaded(120, 40);
        desk.press("G e").press(keys);
        let call = desk.take_call("contabo.retrieve_user");
        desk.answer(&call, Ok(contabo_user()));
        assert!(
            !desk.sees("Edit user: ") && !desk.sees("First name *") && desk.sees(sees),
            "{keys}\n{}",
            desk.screen()
        );
        assert!(
            !desk
                .app
                .overlays
                .iter()
                .any(|it| matches!(it, Overlay::Form(_)))
        );
    }
}

#[test]
fn what_the_vendor_keeps_or_another_operation_guards_is_not_in_the_form() {
    let mut desk = filling::organization(120, 60);
    let Some(usher_tui::app::Overlay::Form(form)) = desk.app.overlays.last() else {
        panic!("a form is on top");
    };
    let names: Vec<_> = form.fields.iter().map(|field| field.field.name).collect();
    assert!(names.contains(&"billing_email"));
    for name in [
        "status",
        "plan",
        "subscription_id",
        "trial_ends_at",
        "body.id",
    ] {
        assert!(!names.contains(&name), "{name}");
    }
    desk.type_text("x").press("<ctrl-s> y");
    desk.say_the_same();
    let call = desk.take_call("koyeb.update_organization_patch");
    assert!(call.arguments.get("status").is_none());
    let operation = &usher_tui::api::koyeb::UPDATE_ORGANIZATION_PATCH;
    assert!(operation.field("status").is_some(), "usher call takes it");
}

#[test]
fn a_record_that_is_replaced_keeps_what_the_form_leaves_out() {
    let mut desk = Desk::loaded(120, 60);
    desk.press("2 :")
        .type_text("koyeb.update_organization_put")
        .press("<enter>");
    let call = desk.take_call("koyeb.get_organization");
    desk.answer(&call, Ok(Reply::Detail(sample::whole_organization())));
    desk.type_text("x").press("<ctrl-s> y");
    desk.say_the_same();
    let call = desk.take_call("koyeb.update_organization_put");
    assert!(
        matches!(call.arguments.get("plan"), Some(Argument::Text(plan)) if plan == "scale"),
        "{:?}",
        call.arguments
    );
}

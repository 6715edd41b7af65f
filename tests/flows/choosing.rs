use super::*;
use usher_tui::api::{Detail, Guard, catalogue};

#[test]
fn the_palette_reaches_every_operation_by_its_id_and_by_the_vendors_name() {
    for operation in catalogue() {
        let vendor_name = Some(operation.vendor_name).filter(|name| !name.is_empty());
        for words in [Some(operation.id), vendor_name].into_iter().flatten() {
            let mut desk = Desk::loaded(120, 40);
            desk.press(":").type_text(words);
            assert!(
                desk.sees(operation.title),
                "{words} finds {}:\n{}",
                operation.title,
                desk.screen()
            );
        }
    }
}

#[test]
fn a_few_letters_find_an_operation_and_enter_opens_its_form() {
    let mut desk = Desk::loaded(120, 40);
    desk.press(":").type_text("crea api cli").press("<enter>");
    assert!(
        desk.sees("New API client") && desk.sees("Scopes"),
        "{}",
        desk.screen()
    );
    desk.press("<esc>");
    assert!(!desk.sees("Scopes"));
}

#[test]
fn the_actions_of_a_row_know_its_address() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("2 j j .")
        .type_text("reactivate")
        .press("<enter>");
    assert!(
        desk.sees("Reactivate organization: old-shop?"),
        "{}",
        desk.screen()
    );
    desk.press("y");
    let call = desk.take_call("koyeb.reactivate_organization");
    assert!(matches!(call.arguments.get("id"), Some(Argument::Text(id)) if id == "o-3"));
}

#[test]
fn what_can_not_be_done_now_says_why() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("2 .")
        .type_text("delete organization")
        .press("<enter>");
    assert!(
        desk.sees("Only a deactivated organization allows it"),
        "{}",
        desk.screen()
    );
    assert!(desk.changes().is_empty());
    let mut desk = Desk::read_only(120, 40);
    desk.press("2 .").type_text("reactivate").press("<enter> y");
    assert!(
        desk.changes().is_empty() && desk.sees("change nothing"),
        "{}",
        desk.screen()
    );
}

#[test]
fn something_destructive_wants_the_name_typed() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("G .").type_text("delete user").press("<enter>");
    assert!(
        desk.sees("Type p30@acme.example to confirm"),
        "{}",
        desk.screen()
    );
    desk.press("y <enter> <ctrl-s>");
    assert!(desk.changes().is_empty());
    desk.press("<backspace>")
        .type_text("p30@acme.example")
        .press("<enter>");
    assert_eq!(desk.changes(), [("contabo.delete_user", "c-30".to_owned())]);
}

#[test]
fn what_is_handed_out_once_is_masked_until_x_and_masked_again() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("4 :")
        .type_text("create api client")
        .press("<enter>");
    desk.type_text("importer").press("<tab> <space> <ctrl-s>");
    let call = desk.take_call("tripartie.create_api_client");
    let reply = call
        .operation
        .read(
            &call.arguments,
            &usher_tui::api::Raw {
                headers: &usher_tui::api::Headers::default(),
                body: br#"{"identifier":"tp-10","name":"importer","secret":"CANARY-1"}"#,
            },
        )
        .unwrap();
    desk.answer(&call, Ok(reply));
    assert!(
        desk.sees("tp-10") && !desk.sees("CANARY-1"),
        "{}",
        desk.screen()
    );
    desk.press("x");
    assert!(desk.sees("CANARY-1"), "{}", desk.screen());
    desk.wait(16.0);
    assert!(!desk.sees("CANARY-1"));
    desk.press("<esc>");
    assert!(!desk.sees("tp-10"));
}

#[test]
fn a_read_that_was_asked_for_shows_its_answer() {
    let mut desk = Desk::loaded(120, 40);
    desk.press(":")
        .type_text("get_user_settings")
        .press("<enter>");
    let call = desk.take_call("koyeb.get_user_settings");
    assert_eq!(call.operation.guard, Guard::Read);
    let detail = Detail::new(&serde_json::json!({"settings": {"status": "FINE"}}));
    desk.answer(&call, Ok(Reply::Detail(detail)));
    assert!(desk.sees("status"), "{}", desk.screen());
}

#[test]
fn y_copies_the_id_and_capital_y_the_record_without_what_is_masked() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("3 y");
    assert_eq!(desk.copied.as_deref(), Some("i-soon"));
    desk.press("Y");
    assert!(desk.sees("not read yet"));
    desk.wait(0.5);
    desk.read_detail();
    desk.press("Y");
    let copied: serde_json::Value = serde_json::from_str(&desk.copied.unwrap()).unwrap();
    assert_eq!(copied["role"], "OWNER");
}

#[test]
fn the_palette_says_what_hands_out_a_secret_and_what_opens_a_link() {
    let mut desk = Desk::loaded(80, 24);
    desk.press(":").type_text("shows a secret access");
    assert!(desk.sees("New access token"), "{}", desk.screen());
    assert!(
        desk.sees("changes, shows a secret, legacy"),
        "{}",
        desk.screen()
    );
    assert!(
        desk.sees("koyeb.create_access_token  POST /v1/organ"),
        "{}",
        desk.screen()
    );
    desk.press("<ctrl-u>").type_text("opens a link");
    assert!(
        desk.sees("Connect GitHub") && desk.sees("Persona sign-in"),
        "{}",
        desk.screen()
    );
    assert!(!desk.sees("New access token"));
}

#[test]
fn what_has_the_words_as_they_stand_hides_what_has_only_their_letters() {
    let mut desk = Desk::loaded(120, 40);
    desk.press(":").type_text("budget");
    let screen = desk.screen();
    assert!(
        screen.contains("Delete budget") && screen.contains("Show budget"),
        "{screen}"
    );
    assert!(!screen.contains("Show object"), "{screen}");
    desk.press("<ctrl-u>").type_text("dltbdgt");
    assert!(desk.sees("Delete budget"), "{}", desk.screen());
}

#[test]
fn what_only_a_key_does_to_a_row_is_among_its_actions_and_says_what_it_would_do() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("/").type_text("p05").press("<enter> .");
    assert!(desk.sees("Enable user"), "{}", desk.screen());
    desk.press("<esc> <esc> /")
        .type_text("p06")
        .press("<enter> :")
        .type_text("enable or disable");
    assert!(desk.sees("Disable user"), "{}", desk.screen());
    desk.press("<enter>");
    assert!(desk.sees("disabling …"), "{}", desk.screen());
    let mut desk = Desk::loaded(120, 40);
    desk.press("3 .");
    assert!(!desk.sees("able user"), "{}", desk.screen());
}

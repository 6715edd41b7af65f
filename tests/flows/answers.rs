use super::{detail::replied, *};
use serde_json::json;

const URI: &str = "otpauth://totp/Tripartie:mara%40acme.example?secret=CANARYSECRET234567CANARYSECRET23&issuer=Tripartie";

/// At the answer to a new API client, its secret masked.
fn new_client() -> Desk {
    let mut desk = Desk::loaded(80, 24);
    desk.press("4 :")
        .type_text("create api client")
        .press("<enter>");
    desk.type_text("importer").press("<tab> <space> <ctrl-s>");
    let call = desk.take_call("tripartie.create_api_client");
    let client = json!({"identifier": "tp-10", "name": "importer", "secret": "CANARY-1"});
    desk.answer(&call, Ok(replied(&call, &client)));
    desk
}

/// At the answer to an operation without fields of its own, chosen from the palette.
fn asked(desk: &mut Desk, words: &str, operation: &str, reply: &serde_json::Value) {
    desk.press(":").type_text(words).press("<enter>");
    if desk.calls.iter().all(|call| call.operation.id != operation) {
        desk.press("<ctrl-s>");
    }
    let call = desk.take_call(operation);
    desk.answer(&call, Ok(replied(&call, reply)));
}

fn github(width: u16, height: u16) -> Desk {
    let mut desk = Desk::loaded(width, height);
    desk.press("2");
    let state = "CANARY".repeat(20);
    let reply = json!({"app_name": "koyeb", "url": format!("https://github.com/apps/koyeb/installations/new?state={state}")});
    asked(
        &mut desk,
        "koyeb.github_installation",
        "koyeb.github_installation",
        &reply,
    );
    desk
}

fn totp(width: u16, height: u16) -> Desk {
    let mut desk = Desk::loaded(width, height);
    desk.press("1 j");
    asked(
        &mut desk,
        "tripartie.setup_totp",
        "tripartie.setup_totp",
        &json!({"totpUri": URI}),
    );
    desk
}

#[test]
fn the_keys_of_an_answer_stand_in_it_and_no_notice_hides_them() {
    let mut desk = github(40, 16);
    desk.press("o");
    let screen = desk.screen();
    for words in ["The browser is asked", "o open", "Q ", "y copy", "x "] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    let last = screen.lines().last().unwrap_or_default();
    assert!(
        last.contains("q back"),
        "the footer keeps its keys too: {last}"
    );
    desk.press("G");
    assert!(
        desk.sees("CANARY") && desk.sees("browser"),
        "{}",
        desk.screen()
    );
}

#[test]
fn a_personas_link_is_there_to_be_read() {
    let mut desk = Desk::loaded(120, 40);
    let link = json!({"authUrl": "https://shop.example/in?token=PERSONA-1", "expireAt": "2026-03-01T13:00:00Z"});
    asked(
        &mut desk,
        "authenticate_persona",
        "tripartie.authenticate_persona",
        &link,
    );
    assert!(
        desk.sees("https://shop.example/in?token=PERSONA-1"),
        "{}",
        desk.screen()
    );
}

/// One of the corners of a QR code, whichever half of a cell it begins in.
fn sees_qr(desk: &mut Desk) -> bool {
    desk.sees("█ ▄▄▄▄▄ █") || desk.sees("█ █▀▀▀█ █")
}

#[test]
fn a_secret_that_is_told_once_is_not_left_by_mistake() {
    let mut desk = new_client();
    assert!(
        desk.sees("It is told this once") && !desk.sees("CANARY"),
        "{}",
        desk.screen()
    );
    desk.press("<esc>");
    assert!(desk.sees("Leave without it?"), "{}", desk.screen());
    desk.press("j");
    assert!(
        !desk.sees("Leave without it?") && desk.sees("tp-10"),
        "any other key stays"
    );
    desk.press("<esc> <esc>");
    assert!(!desk.sees("tp-10"), "{}", desk.screen());
}

#[test]
fn quitting_does_not_throw_it_away_either() {
    for keys in ["<ctrl-c>", "J <ctrl-c>"] {
        let mut desk = new_client();
        desk.press(keys);
        assert!(
            !desk.quit && desk.sees("quit again"),
            "{keys}\n{}",
            desk.screen()
        );
        desk.press("<ctrl-c>");
        assert!(desk.quit);
    }
    let mut desk = Desk::loaded(80, 24);
    desk.press("2 :")
        .type_text("create_access_token")
        .press("<enter>");
    desk.type_text("90m").press("<ctrl-s> <ctrl-c>");
    assert!(
        !desk.quit && desk.sees("tells a secret once"),
        "{}",
        desk.screen()
    );
    desk.press("<ctrl-c>");
    assert!(desk.quit);
}

#[test]
fn who_has_seen_or_copied_it_is_not_asked() {
    for keys in ["x", "y"] {
        let mut desk = new_client();
        desk.press(keys).press("<esc>");
        assert!(!desk.sees("tp-10"), "after {keys}:\n{}", desk.screen());
    }
}

#[test]
fn y_copies_the_secret_without_showing_it() {
    let mut desk = new_client();
    desk.press("y");
    assert_eq!(desk.copied.as_deref(), Some("CANARY-1"));
    assert!(
        desk.sees("Copied") && !desk.sees("CANARY"),
        "{}",
        desk.screen()
    );
    let debug = format!("{:?}", desk.app);
    assert!(!debug.contains("CANARY"), "{debug}");
}

#[test]
fn an_answer_can_be_read_as_json_too() {
    let mut desk = new_client();
    desk.press("J");
    assert!(desk.sees("\"secret\": \"••••••\""), "{}", desk.screen());
    desk.press("<esc>");
    assert!(desk.sees("It is told this once"));
}

#[test]
fn an_access_token_counts_down() {
    let mut desk = Desk::loaded(80, 24);
    desk.press("2 :")
        .type_text("create_access_token")
        .press("<enter>");
    desk.type_text("90m").press("<ctrl-s>");
    let call = desk.take_call("koyeb.create_access_token");
    let token = "x".repeat(700);
    desk.answer(&call, Ok(replied(&call, &json!({"token": token}))));
    assert!(desk.sees("ends in 1 h 30 min"), "{}", desk.screen());
    desk.wait(60.0 * 85.0);
    assert!(desk.sees("ends in 5 min"), "{}", desk.screen());
    desk.press("x");
    let shown = desk.screen().matches('x').count();
    assert!(shown >= 700, "a long token is wrapped, not cut: {shown}");
}

#[test]
fn o_opens_a_link_in_the_browser_and_y_copies_it() {
    let mut desk = github(80, 24);
    for words in [
        "https://github.com/apps/koyeb/installations/new?state=CANARY",
        "It goes on in a browser",
    ] {
        assert!(desk.sees(words), "{words}\n{}", desk.screen());
    }
    desk.press("o");
    let url = desk.browsed.clone().unwrap();
    assert!(url.starts_with("https://github.com/apps/koyeb/") && url.ends_with("CANARY"));
    assert!(desk.sees("github.com"), "{}", desk.screen());
    desk.press("y");
    assert_eq!(desk.copied, Some(url));
}

#[test]
fn a_browser_that_can_not_be_started_is_said() {
    let mut desk = github(80, 24);
    desk.press("o");
    desk.browser_fails();
    assert!(desk.sees("copy the link instead"), "{}", desk.screen());
}

#[test]
fn a_long_link_is_wrapped_and_not_cut() {
    let mut desk = github(80, 24);
    desk.press("x");
    let screen: String = desk.screen().split(['│', '\n', ' ']).collect();
    assert!(screen.contains(&"CANARY".repeat(20)), "{}", desk.screen());
}

#[test]
fn a_link_that_is_none_is_not_opened() {
    for url in [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://koyeb.com@evil.example/",
    ] {
        let mut desk = Desk::loaded(80, 24);
        desk.press("2");
        let reply = json!({"app_name": "koyeb", "url": url});
        asked(
            &mut desk,
            "koyeb.github_installation",
            "koyeb.github_installation",
            &reply,
        );
        desk.press("o");
        assert!(
            desk.browsed.is_none() && desk.sees("no link"),
            "{}",
            desk.screen()
        );
    }
}

#[test]
fn capital_q_shows_a_link_as_a_qr_code_until_the_next_step_back() {
    let mut desk = github(120, 40);
    desk.press("Q");
    assert!(sees_qr(&mut desk), "{}", desk.screen());
    desk.press("<esc>");
    assert!(desk.sees("It goes on in a browser"), "{}", desk.screen());
    let mut small = github(40, 12);
    small.press("Q");
    assert!(small.sees("The QR code needs"), "{}", small.screen());
}

#[test]
fn the_set_up_of_two_factor_shows_a_qr_code_and_asks_for_the_code() {
    let mut desk = totp(80, 24);
    assert!(
        sees_qr(&mut desk) && desk.sees("Type the code") && !desk.sees("CANARY"),
        "{}",
        desk.screen()
    );
    desk.type_text("12x").press("<ctrl-s>");
    assert!(
        desk.sees("CANARYSECRET234567"),
        "x is no digit but shows the secret:\n{}",
        desk.screen()
    );
    let call = desk.take_call("tripartie.toggle_totp");
    assert!(
        matches!(call.arguments.get("totpChallenge"), Some(Argument::Secret(code)) if code.expose() == "12")
    );
    assert!(matches!(
        call.arguments.get("totpEnabled"),
        Some(Argument::Flag(true))
    ));
    assert!(matches!(call.arguments.get("id"), Some(Argument::Text(id)) if id == "1"));
    let refused = problem(call.operation, Reason::Refused, "the code is wrong");
    desk.answer(&call, Err(refused));
    assert!(
        desk.sees("the code is wrong") && sees_qr(&mut desk),
        "{}",
        desk.screen()
    );
    desk.paste("345 678");
    desk.press("<enter>");
    let call = desk.take_call("tripartie.toggle_totp");
    assert!(
        matches!(call.arguments.get("totpChallenge"), Some(Argument::Secret(code)) if code.expose() == "345678")
    );
    desk.answer(&call, Ok(Reply::Done));
    assert!(
        !sees_qr(&mut desk) && !desk.sees("CANARY"),
        "{}",
        desk.screen()
    );
}

#[test]
fn the_secret_of_two_factor_can_be_copied_and_is_masked_again() {
    let mut desk = totp(80, 24);
    desk.press("y");
    assert_eq!(
        desk.copied.as_deref(),
        Some("CANARYSECRET234567CANARYSECRET23")
    );
    desk.press("x").wait(16.0);
    assert!(!desk.sees("CANARY"));
    let debug = format!("{:?}", desk.app);
    assert!(!debug.contains("CANARY"), "{debug}");
    desk.press("<esc>");
    assert!(
        !sees_qr(&mut desk),
        "it is hidden when it is left:\n{}",
        desk.screen()
    );
}

#[test]
fn a_terminal_too_small_for_the_qr_code_tells_the_address() {
    let mut desk = totp(60, 20);
    assert!(desk.sees("too small for the QR code"), "{}", desk.screen());
    desk.press("x");
    let screen: String = desk.screen().split_whitespace().collect();
    assert!(screen.contains(URI), "{}", desk.screen());
    desk.resize(120, 40);
    assert!(desk.sees("Scan the QR code"), "{}", desk.screen());
}

#[test]
fn a_copied_secret_stays_in_the_clipboard_for_45_seconds() {
    let mut desk = new_client();
    desk.press("y");
    assert!(desk.sees("Copied, cleared in 45 s"), "{}", desk.screen());
    desk.wait(44.0);
    assert_eq!(desk.copied.as_deref(), Some("CANARY-1"));
    desk.wait(2.0);
    assert_eq!(desk.copied, None, "it was taken out");

    desk.press("y").wait(30.0);
    desk.press("y").wait(30.0);
    assert!(desk.copied.is_some(), "copying once more begins anew");
    desk.wait(16.0);
    assert_eq!(desk.copied, None);
}

#[test]
fn what_is_copied_after_a_secret_is_not_taken_out() {
    let mut desk = new_client();
    desk.press("y");
    desk.press("<esc> <esc> gg y");
    let id = desk.copied.clone();
    assert!(
        id.as_deref().is_some_and(|id| id != "CANARY-1"),
        "{}",
        desk.screen()
    );
    desk.wait(60.0);
    assert_eq!(desk.copied, id);
}

#[test]
fn an_identity_check_goes_on_where_koyebs_console_goes_on() {
    let mut desk = Desk::loaded(80, 24);
    let id = "koyeb.get_idenfy_token";
    asked(&mut desk, id, id, &json!({"auth_token": "CANARY/1"}));
    assert!(
        desk.sees("The check goes on at iDenfy"),
        "{}",
        desk.screen()
    );
    assert!(!desk.sees("CANARY"));
    desk.press("o");
    assert_eq!(
        desk.browsed.as_deref(),
        Some("https://ivs.idenfy.com/api/v2/redirect?authToken=CANARY%2F1")
    );
}

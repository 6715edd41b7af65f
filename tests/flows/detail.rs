use super::*;
use serde_json::{Value, json};
use usher_tui::api::{Call, Detail, Headers, Raw};

/// The reply of a vendor, read as the catalogue reads it.
pub fn replied(call: &Call, body: &Value) -> Reply {
    let text = body.to_string();
    let raw = Raw {
        headers: &Headers::default(),
        body: text.as_bytes(),
    };
    call.operation.read(&call.arguments, &raw).unwrap()
}

fn answer(desk: &mut Desk, operation: &str, body: &Value) {
    let call = desk.take_call(operation);
    let reply = replied(&call, body);
    desk.answer(&call, Ok(reply));
}

fn refuse(desk: &mut Desk, operation: &str, reason: Reason, words: &str) {
    let call = desk.take_call(operation);
    let problem = problem(call.operation, reason, words);
    desk.answer(&call, Err(problem));
}

/// At the detail of the current organization, everything asked for and nothing answered.
fn at_organization() -> Desk {
    let mut desk = Desk::loaded(200, 60);
    desk.press("2 <enter>").wait(0.5);
    desk
}

fn at_s3_key() -> Desk {
    let mut desk = Desk::loaded(120, 40);
    desk.press("4 j j <enter>").wait(0.5);
    let key = json!({"data": [{"accessKey": "CANARY-A", "secretKey": "CANARY-S", "displayName": "Backups",
        "region": "EU", "objectStorageId": "st-1", "credentialId": 81001}]});
    answer(&mut desk, "contabo.get_object_storage_credentials", &key);
    desk
}

#[test]
fn an_organization_says_in_words_what_is_wrong_and_what_to_do() {
    let mut desk = at_organization();
    let organization = json!({"organization": {"id": "o-1", "name": "acme-labs", "status": "LOCKED",
        "status_message": "PAYMENT_FAILURE", "deactivation_reason": "INVALID", "trial_ends_at": "2026-03-01T14:00:00Z",
        "signup_qualification": {}, "address1": "CANARY"}});
    answer(&mut desk, "koyeb.get_organization", &organization);
    for words in [
        "Locked: a payment failed",
        "Check the payment method in Koyeb's console",
        "2026-03-01 14:00 UTC, in 2 hours",
        "You work in it yes",
    ] {
        assert!(desk.sees(words), "{words}\n{}", desk.screen());
    }
    assert!(
        !desk.sees("status_message"),
        "what was said in words is not said again"
    );
    assert!(!desk.sees("CANARY"));
}

#[test]
fn what_belongs_to_an_organization_is_read_beside_it_each_with_its_own_failure() {
    let mut desk = at_organization();
    let asked: Vec<_> = desk.calls.iter().map(|call| call.operation.id).collect();
    assert_eq!(
        asked,
        [
            "koyeb.get_organization",
            "koyeb.get_budget",
            "koyeb.get_github_installation"
        ],
        "the record itself goes first"
    );
    refuse(
        &mut desk,
        "koyeb.get_github_installation",
        Reason::Server,
        "broken",
    );
    let budget = json!({"budget": {"amount": "1999", "thresholds": ["80", "100"]}});
    answer(&mut desk, "koyeb.get_budget", &budget);
    for words in [
        "$19.99 a month",
        "80 % ($15.99), 100 % ($19.99)",
        "───┼",
        "broken",
        "reading the rest",
    ] {
        assert!(desk.sees(words), "{words}\n{}", desk.screen());
    }
    answer(
        &mut desk,
        "koyeb.get_organization",
        &json!({"organization": {"id": "o-1"}}),
    );
    assert!(desk.sees("$19.99 a month") && !desk.sees("reading the rest"));
}

#[test]
fn no_budget_and_no_github_are_no_failures() {
    let mut desk = at_organization();
    refuse(&mut desk, "koyeb.get_budget", Reason::NotFound, "Not found");
    let none = "No GitHub Installation";
    refuse(
        &mut desk,
        "koyeb.get_github_installation",
        Reason::Refused,
        none,
    );
    assert!(desk.sees("No budget is set") && desk.sees("GitHub is not connected"));
    assert!(!desk.sees("Not found"), "{}", desk.screen());
}

#[test]
fn indexing_is_a_bar() {
    let mut desk = at_organization();
    let github = json!({"installation_id": "7", "name": "acme", "status": "INSTALLED",
        "indexing_status": "IN_PROGRESS", "indexed_repositories": 13, "total_repositories": 20});
    answer(&mut desk, "koyeb.get_github_installation", &github);
    assert!(
        desk.sees("█████████████░░░░░░░ 65 %, 13 of 20"),
        "{}",
        desk.screen()
    );
}

#[test]
fn only_the_current_organization_is_asked_for_its_github() {
    let mut desk = Desk::loaded(200, 60);
    desk.press("2 j <enter>").wait(0.5);
    let asked: Vec<_> = desk.calls.iter().map(|call| call.operation.id).collect();
    assert_eq!(asked, ["koyeb.get_organization", "koyeb.get_budget"]);
}

#[test]
fn an_answer_for_a_row_that_was_left_is_dropped() {
    let mut desk = at_organization();
    let late = desk.take_call("koyeb.get_budget");
    desk.press("<esc> j").wait(0.5);
    let budget = json!({"budget": {"amount": "7700", "thresholds": []}});
    desk.answer(&late, Ok(replied(&late, &budget)));
    assert!(!desk.sees("$77.00"), "{}", desk.screen());
}

#[test]
fn walking_down_a_list_reads_nothing() {
    let mut desk = Desk::loaded(200, 60);
    desk.press("2 j k j k");
    assert!(desk.calls.is_empty());
}

#[test]
fn your_own_koyeb_user_comes_with_its_settings() {
    let mut desk = Desk::loaded(200, 60);
    desk.press("1").wait(0.5);
    let settings = json!({"settings": {"id": "s", "user_id": "k-1", "failed_deployment_email_notification": false}});
    answer(&mut desk, "koyeb.get_user_settings", &settings);
    let user = json!({"user": {"id": "k-1", "flags": ["BETA", "MAX_ORGANIZATIONS_25"], "email_validated": false,
        "two_factor_authentication": false, "last_login": "2026-02-26T12:00:00Z", "last_login_ip": "CANARY"}});
    answer(&mut desk, "koyeb.get_current_user", &user);
    for words in [
        "Mail when a deployment fails no",
        "beta tester, up to 25 organizations",
        "not proven yet",
        "off: the password alone opens the account",
        "2026-02-26 12:00 UTC, 3 days ago",
    ] {
        assert!(desk.sees(words), "{words}\n{}", desk.screen());
    }
    assert!(!desk.sees("CANARY"));
}

#[test]
fn x_shows_what_is_masked_for_a_while() {
    let mut desk = at_s3_key();
    assert!(desk.sees("••••••") && !desk.sees("CANARY"));
    desk.press("x");
    assert!(
        desk.sees("CANARY-A") && desk.sees("CANARY-S"),
        "{}",
        desk.screen()
    );
    desk.wait(16.0);
    assert!(!desk.sees("CANARY"));
}

#[test]
fn closing_and_moving_mask_at_once() {
    for keys in ["<esc>", "<esc> j", "<esc> 1", "J"] {
        let mut desk = at_s3_key();
        desk.press("x");
        assert!(desk.sees("CANARY-S"));
        desk.press(keys);
        assert!(!desk.sees("CANARY"), "after {keys}:\n{}", desk.screen());
    }
}

#[test]
fn nothing_masked_is_said() {
    let mut desk = Desk::loaded(120, 40);
    desk.press("3 x");
    assert!(desk.sees("not read yet"));
    desk.press("<enter>").wait(0.5);
    desk.read_detail();
    desk.press("x");
    assert!(desk.sees("Nothing is masked here"), "{}", desk.screen());
}

#[test]
fn what_is_revealed_is_in_no_debug_output() {
    let mut desk = at_s3_key();
    desk.press("x");
    let shown = format!("{:?}", desk.app);
    assert!(!shown.contains("CANARY"), "{shown}");
    desk.press("J x");
    let shown = format!("{:?}", desk.app);
    assert!(
        desk.sees("CANARY-S") && !shown.contains("CANARY"),
        "{shown}"
    );
}

#[test]
fn capital_j_shows_the_whole_reply_and_x_what_is_masked_in_it() {
    let mut desk = at_s3_key();
    desk.press("J");
    for words in [
        "\"secretKey\": \"••••••\"",
        "\"region\": \"EU\"",
        "\"credentialId\": 81001",
    ] {
        assert!(desk.sees(words), "{words}\n{}", desk.screen());
    }
    desk.press("x");
    assert!(
        desk.sees("\"secretKey\": \"CANARY-S\""),
        "{}",
        desk.screen()
    );
    desk.wait(16.0);
    assert!(!desk.sees("CANARY"));
    desk.press("J");
    assert!(!desk.sees("\"region\""));
}

#[test]
fn a_long_line_of_json_is_scrolled_sideways() {
    let mut desk = Desk::loaded(80, 24);
    desk.press("2 <enter>").wait(0.5);
    let name = format!("{}END", "x".repeat(90));
    answer(
        &mut desk,
        "koyeb.get_organization",
        &json!({"organization": {"name": name}}),
    );
    desk.press("J");
    assert!(!desk.sees("END\""));
    desk.press("l l l l");
    assert!(desk.sees("END\""), "{}", desk.screen());
    desk.press("h h h h h");
    assert!(desk.sees("\"name\""), "{}", desk.screen());
}

#[test]
fn a_session_counts_down_in_your_own_record() {
    let mut desk = Desk::loaded(200, 60);
    desk.tell(Update::Session(
        usher_tui::domain::Provider::Contabo,
        usher_tui::api::Session::SignedIn {
            user_id: Some("c-1".into()),
            user: None,
            expires_at: usher_tui::domain::parse_time("2026-03-01T12:03:00Z"),
        },
    ));
    desk.press("j j");
    assert!(desk.sees("ends in 3 min"), "{}", desk.screen());
    desk.wait(150.0);
    assert!(desk.sees("ends in 30 s"), "{}", desk.screen());
    desk.wait(31.0);
    assert!(
        desk.sees("Session") && desk.sees("over"),
        "{}",
        desk.screen()
    );
}

#[test]
fn a_persona_stands_among_the_users_where_there_is_a_token_for_one() {
    let mut desk = Desk::loaded(120, 40);
    assert!(!desk.sees("(persona)"));
    desk.tell(Update::Persona);
    desk.tell(Update::Persona);
    let [load] = &std::mem::take(&mut desk.loads)[..] else {
        panic!("it is read once")
    };
    assert_eq!(load.operation.id, "tripartie.get_persona");
    let persona = json!({"id": 1, "firstName": "John", "lastName": "Doe", "email": "john@shop.example",
        "riskLevel": "WEAK", "mobilePhoneNumber": "CANARY"});
    let text = persona.to_string();
    let raw = Raw {
        headers: &Headers::default(),
        body: text.as_bytes(),
    };
    let Ok(Reply::Page(page)) = load.operation.read(&load.arguments, &raw) else {
        panic!("a persona is a row")
    };
    desk.tell(Update::Page(load.id, page));
    desk.tell(Update::Loaded(load.id));
    assert!(desk.sees("(persona) John Doe"), "{}", desk.screen());
    assert!(
        desk.sees("田中"),
        "the user of the same number is another one"
    );
    desk.press("/").type_text("john@shop").press("<enter> e");
    assert!(desk.sees("can't be changed here"), "{}", desk.screen());
    desk.wait(0.5);
    answer(&mut desk, "tripartie.get_persona", &persona);
    assert!(
        desk.sees("persona: a customer") && desk.sees("WEAK"),
        "{}",
        desk.screen()
    );
    assert!(!desk.sees("CANARY"));
}

#[test]
fn a_value_that_a_vendor_adds_is_not_lost() {
    let mut desk = Desk::loaded(200, 60);
    desk.press("3 <enter>").wait(0.5);
    let call = desk.take_call("koyeb.get_user_organization_invitation");
    let added = json!({"invitation": {"id": "i-soon", "invitee_id": "k-1", "brand_new": "CANARY"}});
    desk.answer(&call, Ok(Reply::Detail(Detail::new(&added))));
    assert!(
        desk.sees("invitee_id k-1") && desk.sees("brand_new"),
        "{}",
        desk.screen()
    );
    assert!(!desk.sees("CANARY"));
}

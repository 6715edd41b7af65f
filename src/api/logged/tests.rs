use serde_json::json;

use super::*;
use crate::api::{Argument, Arguments, Request, catalogue, koyeb};

fn logged() -> Logged {
    Logged {
        sent_at: Timestamp::UNIX_EPOCH,
        provider: Provider::Koyeb,
        title: "Invite",
        method: "POST",
        url: "https://app.koyeb.com/v1/organization_invitations".to_owned(),
        headers: vec![("accept".into(), "application/json".into())],
        credential: Some(Credential {
            header: "authorization".into(),
            prefix: "Bearer".into(),
        }),
        body: Some("{\"email\":\"o'neil@example.com\"}".to_owned()),
        repeats: 0,
        took: Duration::from_millis(120),
        status: Some(200),
        request_id: None,
        said: None,
    }
}

#[test]
fn a_request_becomes_one_command_line() {
    assert_eq!(
        logged().curl(),
        concat!(
            "curl -X POST https://app.koyeb.com/v1/organization_invitations ",
            "-H \"authorization: Bearer $TOKEN\" -H 'accept: application/json' ",
            "--data-raw \"{\\\"email\\\":\\\"o'neil@example.com\\\"}\"",
        )
    );
}

#[test]
fn a_shell_reads_the_same_words_again() {
    for body in [
        "$(rm -rf ~)",
        "`id`",
        "it's \"here\"",
        "a\nb",
        "!history",
        "ü",
    ] {
        let mut logged = logged();
        logged.url = "https://host/a b?q=$HOME&x='1'".to_owned();
        logged.body = Some(body.to_owned());
        let words = shlex::split(&logged.curl()).unwrap();
        assert_eq!(words.get(3), Some(&logged.url));
        assert_eq!(words.last().map(String::as_str), Some(body));
    }
}

#[test]
fn of_a_body_the_names_are_kept_and_what_is_known_to_be_harmless() {
    let arguments = Arguments::NONE
        .text("email", "anna@example.com")
        .with("password", Argument::Secret(Secret::new("CANARY-1")))
        .text("name", "eyJhbGciOi.CANARY.CANARY");
    let request = Request::for_log(&koyeb::SIGNUP, &arguments).unwrap();
    let body: serde_json::Value = serde_json::from_slice(request.body().unwrap()).unwrap();
    assert_eq!(
        body,
        json!({"email": "anna@example.com", "password": "***", "name": "***"})
    );
}

#[test]
fn a_secret_in_a_path_is_masked_and_an_id_is_not() {
    let base = url::Url::parse("https://host").unwrap();
    let secret = Arguments::NONE.text("id", "CANARY");
    let request = Request::for_log(&koyeb::VALIDATE, &secret).unwrap();
    assert!(request.url(&base).unwrap().as_str().ends_with("/***"));
    let id = Arguments::NONE.text("id", "4711");
    let request = Request::for_log(&koyeb::GET_USER_ORGANIZATION_INVITATION, &id).unwrap();
    assert!(request.url(&base).unwrap().as_str().ends_with("/4711"));
}

#[test]
fn what_is_nested_in_a_body_is_masked_by_its_whole_name() {
    let operation = catalogue()
        .find(|operation| {
            operation
                .fields
                .iter()
                .any(|field| field.name.starts_with("organization.billingAddress."))
        })
        .unwrap();
    let mut arguments = Arguments::NONE;
    for field in operation.fields {
        arguments.set(field.name, Argument::Text("CANARY-STREET-1".to_owned()));
    }
    let request = Request::for_log(operation, &arguments).unwrap();
    let body: serde_json::Value = serde_json::from_slice(request.body().unwrap()).unwrap();
    let address = body["organization"]["billingAddress"].as_object().unwrap();
    assert!(address.len() > 2, "{body}");
    for value in address.values() {
        assert_eq!(value, "***", "{body}");
    }
}

#[test]
fn a_refusal_keeps_its_words_and_no_values() {
    let said = |body: &str| {
        let sent = Secret::new("CANARY");
        Logged::refusal(body.as_bytes(), &[&sent])
            .unwrap()
            .to_string()
    };
    assert_eq!(
        said(
            r#"{"status":422,"code":"bad","message":"password CANARY is too weak","fields":[{"field":"password","description":"too weak"}]}"#
        ),
        r#"{"status":422,"code":"bad","message":"password *** is too weak","fields":[{"field":"password","description":"too weak"}]}"#
    );
    assert_eq!(
        said(
            r#"{"message":"token 0123456789abcdef0 is over","secret":"abc","user":{"token":"x","email":"a@b.c"}}"#
        ),
        r#"{"message":"token *** is over","secret":"***","user":{"token":"***","email":"a@b.c"}}"#
    );
    assert_eq!(said("<h1>Gateway</h1> token=abcdef"), "Gateway token=***");
    assert!(said(&format!(r#"{{"message":"{}"}}"#, "word ".repeat(900))).len() < 600);
}

#[test]
fn what_is_long_is_cut_between_characters() {
    let mut long = logged();
    long.body = Some("ü".repeat(Logged::MOST));
    let body = long.bounded().body.unwrap();
    assert!(body.len() <= Logged::MOST + 3 && body.ends_with("ü…"));
    assert_eq!(logged().bounded(), logged());
    assert_eq!(logged().target(), "/v1/organization_invitations");
}

//! What is given, and what is sent: everything that is wrong is said before.

use serde_json::{Value, json};

use crate::{
    assert_says, call, call_with_input, sent,
    shell::Shell,
    wire::{self, Wire},
};

/// The body that is sent for these words.
#[track_caller]
fn body(words: &[&str]) -> Value {
    let shell = Shell::new();
    let wire = Wire::answering(&[wire::json(200, "{}")]);
    let ran = wire.call(&shell, words);
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let request = wire.requests().pop().unwrap();
    let (_, body) = request.split_once("\r\n\r\n").unwrap();
    serde_json::from_str(body).unwrap()
}

/// The first line of the request that is sent for these words.
#[track_caller]
fn line(words: &[&str]) -> String {
    let shell = Shell::new();
    let wire = Wire::answering(&[wire::json(200, "{}")]);
    let ran = wire.call(&shell, words);
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let request = wire.requests().pop().unwrap();
    request.lines().next().unwrap().to_owned()
}

#[test]
fn values_are_sent_by_their_kind() {
    let sent = body(&[
        "contabo.update_user",
        "--param=userId=u-1",
        "--param=firstName=7",
        "--param=enabled=yes",
        "--param=locale=DE-de",
        "--param=roles=1,2",
        "--param=roles=[3]",
    ]);
    let expected =
        json!({"firstName": "7", "enabled": true, "locale": "de-DE", "roles": [1, 2, 3]});
    assert_eq!(sent, expected);
}

#[test]
fn dots_lead_into_objects_and_objects_may_be_given_whole() {
    let sent = body(&[
        "koyeb.upsert_signup_qualification",
        "--param=id=o-1",
        "--param=signup_qualification.version=3",
        "--param=signup_qualification.usage.kind=web site",
        "--param=signup_qualification.used=[true]",
    ]);
    let answers = json!({"version": 3, "usage": {"kind": "web site"}, "used": [true]});
    assert_eq!(sent, json!({"signup_qualification": answers}));
    let address = r#"{"cityName": "Paris", "zipCode": "75001"}"#;
    let sent = body(&[
        "tripartie.register_organization",
        "--param=firstName=Ada",
        "--param=lastName=Lovelace",
        "--param=email=ada@example.com",
        "--param=plainPassword=env:HOME",
        "--param=captcha=env:HOME",
        "--param=originCountry=FRA",
        "--param=preferredLanguage=fr",
        "--param=organization.name=Acme",
        &format!("--param=organization.billingAddress={address}"),
    ]);
    assert_eq!(
        sent["organization"],
        json!({"name": "Acme", "billingAddress": {"cityName": "Paris", "zipCode": "75001"}})
    );
}

#[test]
fn the_id_in_the_body_is_called_so() {
    let shell = Shell::new();
    let wire = Wire::answering(&[wire::json(200, "{}")]);
    let words = [
        "koyeb.update_organization_patch",
        "--param=id=o-1",
        "--param=body.id=o-2",
    ];
    assert_eq!(wire.call(&shell, &words).status, Some(0));
    let request = wire.requests().pop().unwrap();
    assert!(
        request.starts_with("PATCH /v1/organizations/o-1 "),
        "{request}"
    );
    assert!(request.ends_with(r#"{"id":"o-2"}"#), "{request}");
}

#[test]
fn a_whole_body_comes_as_it_is_from_a_file_or_from_standard_input() {
    let shell = Shell::new();
    let text = r#"{"email": "new@example.com", "enabled": true, "totp": false, "locale": "de"}"#;
    std::fs::write(shell.folder.path().join("body.json"), text).unwrap();
    let requests = [
        call(
            &shell,
            &["contabo.create_user", "--dry-run", "--body", text],
        ),
        call(
            &shell,
            &["contabo.create_user", "--dry-run", "--body", "@body.json"],
        ),
        call_with_input(
            &shell,
            &["contabo.create_user", "--dry-run", "--body", "-"],
            text,
        ),
        call_with_input(
            &shell,
            &["contabo.create_user", "--dry-run", "--body", "@-"],
            text,
        ),
    ];
    for ran in requests {
        assert_eq!((ran.status, &*ran.stderr), (Some(0), ""));
        let (_, body) = ran.stdout.split_once("\n\n").unwrap();
        assert_eq!(
            serde_json::from_str::<Value>(body).unwrap(),
            serde_json::from_str::<Value>(text).unwrap()
        );
    }
}

#[test]
fn a_body_is_checked_like_a_form() {
    let shell = Shell::new();
    let create = |body: &str| call(&shell, &["contabo.create_user", "--body", body]);
    assert_says(
        &create("{\"email\": "),
        2,
        &["the body is not JSON (line 1, column 10)"],
    );
    assert_says(&create("[]"), 2, &["must be a JSON object"]);
    assert_says(
        &create(r#"{"emial": "x"}"#),
        2,
        &["no property called emial"],
    );
    let wrong = r#"{"email": "x", "enabled": 1, "roles": "a"}"#;
    let parts = [
        "email: E-mail is not",
        "enabled: Enabled must be",
        "roles: Roles must be",
    ];
    assert_says(&create(wrong), 2, &parts);
    assert_says(
        &create("@nowhere.json"),
        2,
        &["can't be read from nowhere.json"],
    );
    let both = [
        "contabo.create_user",
        "--body",
        "{}",
        "--param",
        "locale=de",
    ];
    assert_says(
        &call(&shell, &both),
        2,
        &["--body is the whole body", "locale"],
    );
    assert_eq!(sent(&shell), 0);
}

#[test]
fn everything_that_is_missing_or_malformed_is_said_at_once_and_nothing_is_sent() {
    let shell = Shell::new();
    let ran = call(
        &shell,
        &[
            "contabo.create_user",
            "--param=email=x",
            "--param=totp=maybe",
        ],
    );
    let parts = [
        "New user at Contabo failed (contabo.create_user, POST /v1/users)",
        "email: E-mail is not an e-mail address",
        "totp: Two-factor must be true or false",
        "enabled: Enabled is needed",
        "locale: Language is needed",
        "Nothing was sent",
        "usher call contabo.create_user --help",
    ];
    assert_says(&ran, 2, &parts);
    assert_eq!(ran.stderr.lines().count(), 1, "one paragraph");
    assert_eq!(ran.stdout, "");
    for (word, complaint) in [
        ("--param=email", "value number 1 is no NAME=VALUE"),
        ("--param=locale=fr", "must be one of: de-DE, de, en-US, en"),
        ("--param=roles=1,two", "must be whole numbers"),
        ("--param=roles=[1", "is not JSON"),
        ("email=a@b.example", "--param email="),
        ("contabo.delete_user", "one operation at a time"),
    ] {
        assert_says(
            &call(&shell, &["contabo.create_user", word]),
            2,
            &[complaint],
        );
    }
    let twice = [
        "contabo.retrieve_user",
        "--param=userId=1",
        "--param=userId=2",
    ];
    assert_says(
        &call(&shell, &twice),
        2,
        &["userId: User takes one value and was given 2"],
    );
    assert_eq!(sent(&shell), 0);
}

#[test]
fn no_id_changes_which_url_is_called() {
    let shell = Shell::new();
    for id in [
        "",
        ".",
        "..",
        "%2e%2E",
        ".%2e",
        "../roles",
        "a%2F..\\b",
        "a\\..\\b",
        "a\u{1b}b",
        &"x".repeat(300),
    ] {
        for operation in ["contabo.retrieve_user", "contabo.delete_user"] {
            let id = format!("userId={id}");
            let ran = call(&shell, &[operation, "--yes", "--param", &id]);
            assert_says(&ran, 2, &["userId: User", "Nothing was sent"]);
        }
    }
    assert_eq!(sent(&shell), 0);
    for (id, path) in [
        ("a/b?c#d", "/v1/users/a%2Fb%3Fc%23d"),
        ("a\\b", "/v1/users/a%5Cb"),
        ("%2f", "/v1/users/%252f"),
        ("ü", "/v1/users/%C3%BC"),
    ] {
        let id = format!("userId={id}");
        let line = line(&["contabo.retrieve_user", "--param", &id]);
        assert_eq!(line, format!("GET {path} HTTP/1.1"));
    }
}

#[test]
fn a_script_may_choose_the_ids_that_contabo_logs() {
    let shell = Shell::new();
    let wire = Wire::answering(&[wire::json(200, r#"{"data": []}"#)]);
    let id = "04e0f898-37b4-48bc-a794-1a57abe6aa31";
    let ids = [
        &format!("--param=x-request-id={id}"),
        "--param=x-trace-id=nightly job",
    ];
    let ran = wire.call(&shell, &["contabo.retrieve_user_client", ids[0], ids[1]]);
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let request = wire.requests().pop().unwrap();
    assert!(
        request.contains(&format!("x-request-id: {id}\r\n")),
        "{request}"
    );
    assert!(request.contains("x-trace-id: nightly job\r\n"), "{request}");
    let ran = wire.call(
        &shell,
        &["contabo.retrieve_user_client", "--param=x-request-id=mine"],
    );
    assert_says(&ran, 2, &["must be a UUID of version 4, or be left out"]);
    assert_eq!(wire.requests().len(), 1);
}

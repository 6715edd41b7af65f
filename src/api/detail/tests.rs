use serde_json::json;

use super::*;

fn lines(reply: &Value) -> Vec<(String, String)> {
    let shown = |line: &DetailLine| match &line.value {
        Shown::Text(text) => text.raw().to_owned(),
        Shown::Masked(_) => "***".to_owned(),
    };
    let lines = Detail::new(reply).lines;
    lines
        .iter()
        .map(|line| (line.path.raw().to_owned(), shown(line)))
        .collect()
}

fn value<'a>(lines: &'a [(String, String)], path: &str) -> &'a str {
    lines
        .iter()
        .find(|line| line.0 == path)
        .map_or("(absent)", |line| &line.1)
}

#[test]
fn an_object_is_kept_as_it_came_for_who_edits_it() {
    let answers = json!({"version": 3, "usage": null, "more": ["CANARY"]});
    let detail = Detail::new(&json!({"organization": {"name": "acme", "answers": answers}}));
    let kept = detail.object("answers").unwrap();
    let read: serde_json::Value = serde_json::from_str(kept.expose()).unwrap();
    assert_eq!(read, answers);
    assert!(detail.object("name").is_none());
    assert!(!format!("{detail:?}").contains("CANARY"));
}

#[test]
fn envelopes_are_taken_off_and_paths_are_dotted() {
    let koyeb = lines(
        &json!({"invitation": {"id": "i-1", "organization": {"name": "acme", "id": "o-1"}, "inviter": null}}),
    );
    assert_eq!(value(&koyeb, "id"), "i-1");
    assert_eq!(value(&koyeb, "organization.name"), "acme");
    assert_eq!(value(&koyeb, "organization.id"), "o-1");
    assert_eq!(value(&koyeb, "inviter"), "");
    let contabo = lines(&json!({
        "data": [{"userId": "u-1", "totp": false, "roles": [{"name": "infra", "permissions": [{"actions": ["READ", "CREATE"]}]}]}],
        "_links": {"self": "/v1/users/u-1"}
    }));
    assert_eq!(value(&contabo, "userId"), "u-1");
    assert_eq!(value(&contabo, "totp"), "false");
    assert_eq!(value(&contabo, "roles.0.name"), "infra");
    assert_eq!(
        value(&contabo, "roles.0.permissions.0.actions"),
        "READ, CREATE"
    );
    assert_eq!(value(&contabo, "_links.self"), "(absent)");
}

#[test]
fn the_vendors_order_is_kept() {
    let all: Value =
        serde_json::from_str(r#"{"user": {"name": "Ada", "email": "a@b.de", "id": "u"}}"#).unwrap();
    let paths: Vec<String> = lines(&all).into_iter().map(|line| line.0).collect();
    assert_eq!(paths, ["name", "email", "id"]);
}

#[test]
fn the_id_of_a_token_is_the_token() {
    let login = lines(
        &json!({"token": {"id": "CANARY", "user_id": "u-1", "expires_at": "2026-01-01T00:00:00Z"}}),
    );
    assert_eq!(value(&login, "id"), "***");
    assert_eq!(value(&login, "user_id"), "u-1");
    assert_eq!(
        value(
            &lines(&json!({"a": 1, "token": {"id": "CANARY"}})),
            "token.id"
        ),
        "***"
    );
    assert_eq!(
        value(&lines(&json!({"id": "CANARY", "user_id": "u-1"})), "id"),
        "***"
    );
    assert_eq!(
        value(&lines(&json!({"id": 7, "email": "a@b.de"})), "id"),
        "7"
    );
    assert_eq!(value(&lines(&json!({"token": "CANARY"})), "token"), "***");
}

#[test]
fn what_is_not_known_is_masked() {
    let user = json!({
        "id": 7, "email": "ada@example.com", "invitedRole": "ROLE_ADMIN", "roles": ["ROLE_USER"],
        "password": "CANARY", "salt": "CANARY", "plainPassword": "CANARY", "newPassword": "CANARY",
        "totpSecret": "CANARY", "totpUri": "CANARY", "totpChallenge": "CANARY", "captcha": "CANARY",
        "emailVerificationCode": "CANARY", "phoneVerificationInput": "CANARY", "keys": ["CANARY"],
        "views": [{"id": 31337, "ipAddress": "CANARY", "createdAt": "CANARY"}], "birthday": "CANARY",
        "intlPhoneNumber": "CANARY", "authUrl": "CANARY", "secret": "CANARY", "secretKey": "CANARY",
        "accessKey": "CANARY", "last_login_ip": "CANARY", "vat_number": "CANARY", "auth_token": "CANARY",
        "url": "CANARY", "state": "CANARY", "address": {"createdAt": "CANARY"}, "brandNew": {"name": "CANARY"},
    });
    let all = lines(&user);
    assert_eq!(all.len(), user.as_object().unwrap().len() + 2);
    assert_eq!(value(&all, "email"), "ada@example.com");
    assert_eq!(value(&all, "roles"), "ROLE_USER");
    assert_eq!(value(&all, "invitedRole"), "ROLE_ADMIN");
    assert_eq!(value(&all, "views.0.id"), "***");
    let shown = format!("{:?}", Detail::new(&user));
    assert!(
        !shown.contains("CANARY") && !shown.contains("31337"),
        "{shown}"
    );
}

#[test]
fn a_token_under_a_harmless_name_is_masked_too() {
    for secret in [
        "eyJhbGciOi.eyJzdWIiOi.c2ln",
        "https://next.example/?t=CANARY",
        "otpauth://totp/a?secret=CANARY",
    ] {
        let user = json!({"user": {"name": secret, "flags": [secret]}});
        let all = lines(&user);
        assert_eq!(
            (value(&all, "name"), value(&all, "flags")),
            ("***", "***"),
            "{secret}"
        );
    }
}

#[test]
fn the_state_of_an_address_is_shown_and_that_of_a_sign_in_is_not() {
    assert_eq!(
        value(
            &lines(&json!({"organization": {"state": "Bavaria"}})),
            "state"
        ),
        "Bavaria"
    );
    let options =
        lines(&json!({"oauth_providers": [{"id": "github", "url": "CANARY", "state": "CANARY"}]}));
    assert_eq!(value(&options, "oauth_providers.0.id"), "github");
    assert_eq!(value(&options, "oauth_providers.0.state"), "***");
}

#[test]
fn a_reply_without_end_has_an_end() {
    let flags: Map<String, Value> = (0..5000).map(|n| (format!("f{n}"), json!(n))).collect();
    let detail = Detail::new(&Value::Object(flags));
    assert_eq!(detail.lines.len(), Detail::MAX_LINES);
    assert_eq!(detail.lines.last().unwrap().path.raw(), "…");
    for odd in [
        json!(null),
        json!([]),
        json!({}),
        json!("CANARY"),
        json!([[1], {}]),
    ] {
        assert!(
            Detail::new(&odd)
                .lines
                .iter()
                .all(|line| line.value != Shown::Text("CANARY".into()))
        );
    }
}

#[test]
fn names_from_outside_can_not_touch_the_terminal() {
    let detail = Detail::new(&json!({"a\u{1b}]0;x": 1, "name": "b\u{1b}[2J"}));
    assert_eq!(detail.lines[0].path.as_str(), "a␛]0;x");
    assert_eq!(detail.lines[1].value, Shown::Text("b\u{1b}[2J".into()));
}

#[test]
fn what_is_masked_is_kept_and_only_said_on_request() {
    let reply = json!({"secretKey": "CANARY", "address": {"zip": 80331}, "address2": null});
    let detail = Detail::new(&reply);
    let shown = format!("{detail:?}{}", detail.to_json());
    assert!(
        !shown.contains("CANARY") && !shown.contains("80331"),
        "{shown}"
    );
    let kept: Vec<_> = detail.lines.iter().map(|line| &line.value).collect();
    let masked = |text: &str| Shown::Masked(Secret::new(text));
    assert_eq!(
        kept,
        [
            &masked("CANARY"),
            &masked("80331"),
            &Shown::Text(Clean::default())
        ]
    );
    assert_ne!(masked("one"), masked("other"));
}

#[test]
fn what_an_operation_hands_out_is_told_from_what_is_only_masked() {
    let reply = json!({"data": [{"accessKey": "CANARY-1", "secretKey": "CANARY-2", "region": "EU", "secret": "CANARY-3"}]});
    let detail = Detail::revealing(&reply, &["secretKey"]);
    let given: Vec<_> = detail.given().map(Secret::expose).collect();
    assert_eq!(given, ["CANARY-2"]);
    let paths = detail.lines.iter().filter(|line| detail.is_given(line));
    assert_eq!(
        paths.map(|line| line.path.raw()).collect::<Vec<_>>(),
        ["secretKey"]
    );
    assert_eq!(Detail::new(&reply).given().count(), 0);
}

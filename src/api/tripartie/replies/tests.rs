use super::*;
use crate::api::{Arguments, Headers, Operation, tripartie};

fn read(
    operation: &Operation,
    content_range: Option<&str>,
    body: &str,
) -> Result<Reply, Unreadable> {
    let headers = Headers {
        content_range: content_range.map(str::to_owned),
        ..Headers::default()
    };
    operation.read(
        &Arguments::NONE,
        &Raw {
            headers: &headers,
            body: body.as_bytes(),
        },
    )
}

fn page(operation: &Operation, content_range: Option<&str>, body: &str) -> Page {
    match read(operation, content_range, body) {
        Ok(Reply::Page(page)) => page,
        other => panic!("{body} is a page: {other:?}"),
    }
}

#[test]
fn users_are_a_bare_array_and_the_total_is_in_a_header() {
    let body = r#"[
        {"id": 7, "firstName": "Ada", "lastName": "Lovelace", "email": "ada@example.com", "roles": ["ROLE_USER", "ROLE_NEW"],
         "totpEnabled": true, "lastSuccessfulLogIn": "2025-01-12 12:11:02", "organization": {"id": 1}},
        {"id": "8", "firstName": null, "publicName": "Nick", "roles": null, "organization": null},
        {"email": "no id"}, null
    ]"#;
    let page = page(&tripartie::LIST_USERS, Some("0-50/28441"), body);
    assert_eq!((page.total, page.more), (Some(28441), None));
    let Rows::Users(rows) = page.rows else {
        panic!("they are users")
    };
    assert_eq!(rows.len(), 2);
    assert_eq!(
        (rows[0].id.raw(), rows[0].name.raw()),
        ("7", "Ada Lovelace")
    );
    assert_eq!(
        (rows[0].roles.raw(), rows[0].two_factor),
        ("ROLE_USER, ROLE_NEW", Some(true))
    );
    assert!(rows[0].last_seen.is_some() && rows[0].active && !rows[0].you);
    assert_eq!((rows[1].name.raw(), rows[1].two_factor), ("Nick", None));
}

#[test]
fn a_total_that_is_not_told_is_not_guessed() {
    for header in [
        None,
        Some(""),
        Some("0-50"),
        Some("0-50/*"),
        Some("0-50/many"),
    ] {
        assert_eq!(
            page(&tripartie::LIST_USERS, header, "[]").total,
            None,
            "{header:?}"
        );
    }
    assert_eq!(
        page(&tripartie::LIST_USERS, Some("users 0-50/ 3"), "null").total,
        Some(3)
    );
}

#[test]
fn a_locked_down_profile_is_ours_and_not_active() {
    let body = r#"{"id": 7, "firstName": "Ada", "lockdown": true, "invitedRole": "ROLE_ADMIN"}"#;
    let Rows::Users(rows) = page(&tripartie::GET_ME, None, body).rows else {
        panic!("it is a user")
    };
    assert!(rows[0].you && !rows[0].active);
}

#[test]
fn api_clients_go_by_their_identifier_where_they_have_no_name() {
    let body = r#"[{"identifier": "abc", "createdAt": "2025-01-12T12:11:02+00:00", "scopes": ["OFFER_READ", "NEW"], "name": null, "secret": "CANARY"}]"#;
    let Rows::Credentials(rows) = page(&tripartie::LIST_API_CLIENTS, None, body).rows else {
        panic!("they are credentials")
    };
    assert_eq!(
        (
            rows[0].name.raw(),
            rows[0].public.raw(),
            rows[0].scope.raw()
        ),
        ("abc", "abc", "OFFER_READ, NEW")
    );
    assert!(rows[0].created_at.is_some());
    assert!(!format!("{rows:?}").contains("CANARY"));
}

#[test]
fn an_object_is_not_a_list() {
    let error = read(&tripartie::LIST_USERS, None, r#"{"detail": "CANARY"}"#).unwrap_err();
    assert!(!error.to_string().contains("CANARY"), "{error}");
}

#[test]
fn a_sign_in_hands_out_a_token() {
    let reply = read(&tripartie::AUTHENTICATE, None, r#"{"token": "CANARY"}"#).unwrap();
    assert!(!format!("{reply:?}").contains("CANARY"));
    assert!(matches!(reply, Reply::Session { token, .. } if token.expose() == "CANARY"));
}

#[test]
fn what_is_handed_out_is_kept_to_be_revealed() {
    for (operation, body) in [
        (
            &tripartie::CREATE_API_CLIENT,
            r#"{"identifier": "abc", "secret": "CANARY"}"#,
        ),
        (
            &tripartie::SETUP_TOTP,
            r#"{"totpUri": "otpauth://totp/a?secret=CANARY"}"#,
        ),
        (
            &tripartie::AUTHENTICATE_PERSONA,
            r#"{"authUrl": "https://next.example/?t=CANARY", "expireAt": null}"#,
        ),
    ] {
        let Ok(Reply::Detail(detail)) = read(operation, None, body) else {
            panic!("{} has a detail", operation.id)
        };
        let secrets: Vec<_> = detail.given().map(crate::domain::Secret::expose).collect();
        assert!(
            matches!(secrets[..], [secret] if secret.contains("CANARY")),
            "{}",
            operation.id
        );
        assert!(
            !format!("{detail:?}").contains("CANARY"),
            "{}",
            operation.id
        );
    }
}

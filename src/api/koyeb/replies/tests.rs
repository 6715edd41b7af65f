use super::*;
use crate::api::{Arguments, Headers, Operation, koyeb};

fn read(operation: &Operation, body: &str) -> Result<Reply, Unreadable> {
    let headers = Headers::default();
    operation.read(
        &Arguments::NONE,
        &Raw {
            headers: &headers,
            body: body.as_bytes(),
        },
    )
}

fn page(operation: &Operation, body: &str) -> Page {
    match read(operation, body) {
        Ok(Reply::Page(page)) => page,
        other => panic!("{body} is a page: {other:?}"),
    }
}

fn invitations_of(operation: &Operation, body: &str) -> Vec<Invitation> {
    match page(operation, body).rows {
        Rows::Invitations(rows) => rows,
        other => panic!("{other:?} are invitations"),
    }
}

#[test]
fn organizations_end_where_there_is_no_next() {
    let body = r#"{"organizations": [
        {"id": "o-1", "name": "acme", "plan": "hobby", "status": "ACTIVE", "status_message": "VALID", "verified": true,
         "trialing": false, "signup_qualification": {"version": 3}},
        {"id": "o-2", "name": null, "status": "ASLEEP", "verified": null, "trialing": "soon"},
        {"name": "nobody can address this one"}, null
    ], "limit": 100, "offset": 0, "has_next": true}"#;
    let page = page(&koyeb::LIST_USER_ORGANIZATIONS, body);
    assert_eq!((page.total, page.more), (None, Some(true)));
    let Rows::Organizations(rows) = page.rows else {
        panic!("they are organizations")
    };
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].status, OrganizationStatus::Active);
    assert_eq!(rows[0].verified, Some(true));
    assert_eq!(rows[1].status, OrganizationStatus::Other("ASLEEP".into()));
    assert_eq!((rows[1].verified, rows[1].trialing), (None, None));
}

#[test]
fn invitations_end_where_they_are_counted() {
    let body = r#"{"invitations": [
        {"id": "i-1", "email": "ada@example.com", "role": "OWNER", "status": "PENDING", "expires_at": "2026-01-01T00:00:00Z",
         "organization_id": "o-1", "organization": {"id": "o-1", "name": "acme"}, "inviter": {"name": "", "email": "bob@example.com"}},
        {"id": "i-2", "status": "LOST", "expires_at": "whenever", "organization": {"id": "o-2"}, "inviter": null}
    ], "count": "2"}"#;
    let total = page(&koyeb::LIST_USER_ORGANIZATION_INVITATIONS, body).total;
    assert_eq!(total, Some(2));
    let rows = invitations_of(&koyeb::LIST_USER_ORGANIZATION_INVITATIONS, body);
    assert_eq!(rows[0].direction, Direction::Received);
    assert_eq!(rows[0].inviter, Some("bob@example.com".into()));
    assert_eq!(rows[0].organization.raw(), "acme");
    assert!(rows[0].expires_at.is_some());
    assert_eq!(rows[1].status, InvitationStatus::Other("LOST".into()));
    assert_eq!((rows[1].expires_at, &rows[1].inviter), (None, &None));
    assert_eq!(rows[1].organization_id.raw(), "o-2");
    let sent = invitations_of(&koyeb::LIST_ORGANIZATION_INVITATIONS, body);
    assert_eq!(sent[0].direction, Direction::Sent);
}

#[test]
fn an_answered_invitation_comes_back_as_it_stands_now() {
    let body = r#"{"invitation": {"id": "i-1", "status": "ACCEPTED", "organization_id": "o-1"}}"#;
    let rows = invitations_of(&koyeb::ACCEPT_ORGANIZATION_INVITATION, body);
    assert_eq!(
        (rows[0].direction, &rows[0].status),
        (Direction::Received, &InvitationStatus::Accepted)
    );
    let rows = invitations_of(&koyeb::RESEND_ORGANIZATION_INVITATION, body);
    assert_eq!(rows[0].direction, Direction::Sent);
}

#[test]
fn the_profile_is_a_list_of_one() {
    let body = r#"{"user": {"id": "u-1", "email": "ada@example.com", "name": "Ada", "flags": ["BETA", "RESTRICTED", "BRAND_NEW"],
        "two_factor_authentication": false, "email_validated": true, "last_login": "2026-01-01T00:00:00Z"}}"#;
    let page = page(&koyeb::GET_CURRENT_USER, body);
    assert_eq!((page.total, page.more), (Some(1), Some(false)));
    let Rows::Users(rows) = page.rows else {
        panic!("it is a user")
    };
    assert!(rows[0].you && !rows[0].active);
    assert_eq!(rows[0].roles.raw(), "BETA, RESTRICTED, BRAND_NEW");
    assert_eq!(
        (rows[0].two_factor, rows[0].email_verified),
        (Some(false), Some(true))
    );
}

#[test]
fn nothing_is_an_empty_page() {
    for body in [
        "{}",
        r#"{"organizations": null}"#,
        r#"{"organizations": [], "has_next": false}"#,
    ] {
        assert!(
            page(&koyeb::LIST_USER_ORGANIZATIONS, body).rows.is_empty(),
            "{body}"
        );
    }
    for body in [r#"{"organization": null}"#, "{}"] {
        assert!(
            page(&koyeb::GET_CURRENT_ORGANIZATION, body).rows.is_empty(),
            "{body}"
        );
    }
}

#[test]
fn another_shape_is_told_and_not_quoted() {
    for body in [
        "[]",
        "null",
        "\"CANARY\"",
        r#"{"organizations": "CANARY"}"#,
        r#"{"organizations": {"id": "CANARY"}}"#,
    ] {
        let error = read(&koyeb::LIST_USER_ORGANIZATIONS, body)
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("another shape") && !error.contains("CANARY"),
            "{error}"
        );
    }
    for (body, what) in [
        ("<html>CANARY", "not JSON"),
        ("{\"organizations\": [", "cut short"),
        ("", "cut short"),
        ("{} CANARY", "not JSON"),
    ] {
        let error = read(&koyeb::LIST_USER_ORGANIZATIONS, body)
            .unwrap_err()
            .to_string();
        assert!(error.contains(what) && !error.contains("CANARY"), "{error}");
    }
}

#[test]
fn what_koyeb_calls_the_id_of_a_token_is_the_token() {
    let reply = read(
        &koyeb::SWITCH_ORGANIZATION,
        r#"{"token": {"id": "CANARY", "organization_id": "o-1"}}"#,
    )
    .unwrap();
    assert!(!format!("{reply:?}").contains("CANARY"));
    let Reply::Session {
        token,
        organization_id,
    } = reply
    else {
        panic!("it is a session")
    };
    assert_eq!((token.expose(), organization_id.raw()), ("CANARY", "o-1"));
    let reply = read(
        &koyeb::UNSCOPE_ORGANIZATION_TOKEN,
        r#"{"token": {"id": "t", "organization_id": null}}"#,
    )
    .unwrap();
    assert!(matches!(reply, Reply::Session { organization_id, .. } if organization_id.is_empty()));
    for body in [
        "{}",
        r#"{"token": "CANARY"}"#,
        r#"{"token": {"id": ["CANARY"]}}"#,
        r#"{"token": {"organization_id": "CANARY"}}"#,
    ] {
        let error = read(&koyeb::SWITCH_ORGANIZATION, body).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("CANARY"), "{error}");
    }
}

#[test]
fn the_connection_to_github_ends_without_a_token() {
    for body in ["{}", r#"{"token": null}"#] {
        assert!(
            matches!(read(&koyeb::OAUTH_CALLBACK, body), Ok(Reply::Done)),
            "{body}"
        );
    }
    let reply = read(&koyeb::OAUTH_CALLBACK, r#"{"token": {"id": "t"}}"#);
    assert!(matches!(reply, Ok(Reply::Session { .. })));
}

#[test]
fn what_is_handed_out_once_is_kept_to_be_revealed() {
    for (operation, body) in [
        (&koyeb::CREATE_ACCESS_TOKEN, r#"{"token": "CANARY"}"#),
        (&koyeb::GET_IDENFY_TOKEN, r#"{"auth_token": "CANARY"}"#),
        (
            &koyeb::GET_OAUTH_OPTIONS,
            r#"{"oauth_providers": [{"id": "github", "url": "CANARY"}]}"#,
        ),
        (
            &koyeb::GITHUB_INSTALLATION,
            r#"{"app_name": "koyeb", "url": "CANARY"}"#,
        ),
    ] {
        let Ok(Reply::Detail(detail)) = read(operation, body) else {
            panic!("{} has a detail", operation.id)
        };
        let secrets: Vec<_> = detail.given().map(crate::domain::Secret::expose).collect();
        assert_eq!(secrets, ["CANARY"], "{}", operation.id);
        assert!(
            !format!("{detail:?}").contains("CANARY"),
            "{}",
            operation.id
        );
    }
}

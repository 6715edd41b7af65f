use super::*;
use crate::api::{Arguments, Headers, Operation, contabo};

fn page(operation: &Operation, body: &str) -> Page {
    let headers = Headers::default();
    let arguments = Arguments::NONE.text("userId", "u-1");
    match operation.read(
        &arguments,
        &Raw {
            headers: &headers,
            body: body.as_bytes(),
        },
    ) {
        Ok(Reply::Page(page)) => page,
        other => panic!("{body} is a page: {other:?}"),
    }
}

fn credentials(operation: &Operation, body: &str) -> Vec<Credential> {
    match page(operation, body).rows {
        Rows::Credentials(rows) => rows,
        other => panic!("{other:?} are credentials"),
    }
}

#[test]
fn users_carry_their_roles_and_the_total() {
    let body = r#"{"_pagination": {"size": 100, "totalElements": "250", "totalPages": "", "page": 1}, "data": [
        {"userId": "u-1", "firstName": "Ada", "lastName": "Lovelace", "email": "ada@example.com", "emailVerified": true,
         "enabled": true, "totp": false, "owner": true, "roles": [{"roleId": 1, "name": "infra"}, null, {"roleId": 2}]},
        {"userId": "u-2", "firstName": null, "lastName": "", "enabled": false, "roles": null},
        {"email": "no id"}
    ]}"#;
    let page = page(&contabo::RETRIEVE_USER_LIST, body);
    assert_eq!((page.total, page.more), (Some(250), None));
    let roles = page.roles.iter().map(|role| (role.id, role.name.raw()));
    assert_eq!(roles.collect::<Vec<_>>(), [(1, "infra"), (2, "")]);
    let Rows::Users(rows) = page.rows else {
        panic!("they are users")
    };
    assert_eq!(rows.len(), 2);
    assert_eq!(
        (rows[0].name.raw(), rows[0].roles.raw()),
        ("Ada Lovelace", "owner, infra")
    );
    assert_eq!(
        (rows[0].two_factor, rows[0].email_verified, rows[0].active),
        (Some(false), Some(true), true)
    );
    assert_eq!((rows[1].name.raw(), rows[1].active), ("", false));
}

#[test]
fn an_empty_pagination_tells_no_total() {
    for body in [
        r#"{"data": null, "_pagination": {"totalElements": ""}}"#,
        r#"{"data": [], "_pagination": null}"#,
        "{}",
    ] {
        let page = page(&contabo::RETRIEVE_USER_LIST, body);
        assert!(page.rows.is_empty() && page.total.is_none(), "{body}");
    }
    let fraction = r#"{"data": [], "_pagination": {"totalElements": 100.0}}"#;
    assert_eq!(
        page(&contabo::RETRIEVE_USER_LIST, fraction).total,
        Some(100)
    );
}

#[test]
fn an_s3_key_shows_its_last_characters_and_belongs_to_the_user_who_was_asked_about() {
    let body = r#"{"data": [
        {"accessKey": "CANARYKEY7EXAMPLE", "secretKey": "CANARYSECRET", "objectStorageId": "s-1", "displayName": "Backups",
         "region": "European Union", "credentialId": 12345},
        {"accessKey": "CANARY", "secretKey": {"CANARY": 1}, "objectStorageId": "s-2", "credentialId": "12"},
        {"accessKey": "CANARY", "objectStorageId": "s-3"}
    ]}"#;
    let rows = credentials(&contabo::LIST_OBJECT_STORAGE_CREDENTIALS, body);
    assert_eq!(rows.len(), 2);
    assert_eq!(
        (rows[0].public.raw(), rows[0].scope.raw()),
        ("…MPLE", "European Union")
    );
    assert_eq!(rows[1].public.raw(), "");
    let kind = CredentialKind::ObjectStorage {
        user: "u-1".into(),
        storage: "s-1".into(),
        credential: "12345".into(),
    };
    assert_eq!(rows[0].kind, kind);
    assert!(!format!("{rows:?}").contains("CANARY"));
}

#[test]
fn the_oauth_client_comes_without_its_secret() {
    let body = r#"{"data": [{"tenantId": "DE", "customerId": "1", "id": "c-1", "clientId": "DE-1", "secret": "CANARY"}]}"#;
    let rows = credentials(&contabo::RETRIEVE_USER_CLIENT, body);
    assert_eq!(
        rows[0].kind,
        CredentialKind::OAuthClient { id: "c-1".into() }
    );
    assert_eq!((rows[0].name.raw(), rows[0].public.raw()), ("DE-1", "DE-1"));
    assert!(!format!("{rows:?}").contains("CANARY"));
}

#[test]
fn a_change_that_is_answered_without_data_is_done() {
    let headers = Headers::default();
    for body in [r#"{"_links": {"self": "/v1/users/u-1"}}"#, "", "{}"] {
        let raw = Raw {
            headers: &headers,
            body: body.as_bytes(),
        };
        assert!(
            matches!(
                contabo::UPDATE_USER.read(&Arguments::NONE, &raw),
                Ok(Reply::Done)
            ),
            "{body}"
        );
    }
}

#[test]
fn what_is_handed_out_is_kept_to_be_revealed() {
    let headers = Headers::default();
    for (operation, body, expected) in [
        (
            &contabo::GENERATE_CLIENT_SECRET,
            r#"{"data": [{"tenantId": "DE", "secret": "CANARY"}]}"#,
            vec!["CANARY"],
        ),
        (
            &contabo::GET_OBJECT_STORAGE_CREDENTIALS,
            r#"{"data": [{"accessKey": "CANARY-1", "secretKey": "CANARY-2"}]}"#,
            vec!["CANARY-1", "CANARY-2"],
        ),
    ] {
        let raw = Raw {
            headers: &headers,
            body: body.as_bytes(),
        };
        let Ok(Reply::Detail(detail)) = operation.read(&Arguments::NONE, &raw) else {
            panic!("{} has a detail", operation.id)
        };
        let secrets: Vec<_> = detail.given().map(crate::domain::Secret::expose).collect();
        assert_eq!(secrets, expected, "{}", operation.id);
        assert!(
            !format!("{detail:?}").contains("CANARY"),
            "{}",
            operation.id
        );
    }
}

//! Koyeb's two tokens: the user's, and after a switch the organization's.

use usher_tui::{
    api::{
        Arguments, Reply, Session,
        koyeb::{
            GET_CURRENT_ORGANIZATION, GET_CURRENT_USER, LIST_ORGANIZATION_INVITATIONS,
            LIST_USER_ORGANIZATIONS, SWITCH_ORGANIZATION, UNSCOPE_ORGANIZATION_TOKEN,
        },
    },
    domain::Provider,
};

use crate::{
    client::{Client, held, koyeb},
    wire::{Wire, json},
};

#[tokio::test]
async fn a_switch_gives_the_organization_its_own_token_and_leaves_the_user_theirs() {
    let api = Wire::start(|request| match request.split(' ').nth(1).unwrap() {
        path if path.ends_with("/switch") => json(
            200,
            r#"{"token":{"id":"SCOPED","organization_id":"org-2","user_id":"me"}}"#,
        ),
        "/v1/unscope_organization_token" => json(200, r#"{"token":{"id":"UNSCOPED"}}"#),
        _ => json(200, "{}"),
    })
    .await;
    let mut client = Client::new(koyeb(&api.base_url, Some(held("USER"))));
    client
        .call(&LIST_ORGANIZATION_INVITATIONS, Arguments::NONE)
        .await
        .unwrap();
    let bearer = |line| api.header(line, "authorization").unwrap();
    assert_eq!(bearer("GET /v1/organization_invitations"), "Bearer USER");

    let told = client.times_told(Provider::Koyeb);
    let to = Arguments::NONE.text("id", "org-2");
    let reply = client.call(&SWITCH_ORGANIZATION, to.clone()).await.unwrap();
    assert!(matches!(reply, Reply::Done), "{reply:?}");
    assert_eq!(client.times_told(Provider::Koyeb), told + 1);

    client
        .call(&LIST_ORGANIZATION_INVITATIONS, Arguments::NONE)
        .await
        .unwrap();
    assert_eq!(bearer("GET /v1/organization_invitations"), "Bearer SCOPED");
    client
        .call(&GET_CURRENT_ORGANIZATION, Arguments::NONE)
        .await
        .unwrap();
    assert_eq!(bearer("GET /v1/account/organization "), "Bearer SCOPED");
    client
        .call(&GET_CURRENT_USER, Arguments::NONE)
        .await
        .unwrap();
    assert_eq!(bearer("GET /v1/account/profile"), "Bearer USER");
    client
        .call(&LIST_USER_ORGANIZATIONS, Arguments::NONE)
        .await
        .unwrap();
    assert_eq!(bearer("GET /v1/account/organizations"), "Bearer USER");
    client.call(&SWITCH_ORGANIZATION, to).await.unwrap();
    assert_eq!(bearer("POST /v1/organizations/org-2/switch"), "Bearer USER");

    client
        .call(&UNSCOPE_ORGANIZATION_TOKEN, Arguments::NONE)
        .await
        .unwrap();
    assert_eq!(
        bearer("POST /v1/unscope_organization_token"),
        "Bearer SCOPED"
    );
    client
        .call(&LIST_ORGANIZATION_INVITATIONS, Arguments::NONE)
        .await
        .unwrap();
    assert_eq!(
        bearer("GET /v1/organization_invitations"),
        "Bearer UNSCOPED"
    );

    let said = client.said.concat();
    for token in ["SCOPED", "Bearer", "USER"] {
        assert!(!said.contains(token), "{token} in {said}");
    }
}

#[tokio::test]
async fn a_token_that_is_refused_for_single_operations_does_not_end_the_session() {
    let api = Wire::start(|request| {
        if request.starts_with("GET /v1/account/profile") {
            return json(
                401,
                r#"{"status":401,"code":"unauthenticated","message":"no"}"#,
            );
        }
        json(200, "{}")
    })
    .await;
    let mut client = Client::new(koyeb(&api.base_url, Some(held("ORGANIZATION"))));
    for _ in 0..3 {
        client.problem(&GET_CURRENT_USER, Arguments::NONE).await;
        client
            .call(&LIST_ORGANIZATION_INVITATIONS, Arguments::NONE)
            .await
            .unwrap();
    }
    assert!(matches!(
        client.session(Provider::Koyeb),
        Session::SignedIn { .. }
    ));
    assert_eq!(
        client.times_told(Provider::Koyeb),
        3,
        "ready, refused, signed in: then it stays"
    );
}

//! Koyeb's two tokens: the user's, and after a switch the organization's.

use usher_tui::{
    api::{
        Argument, Arguments, Reason, Reply, Session,
        koyeb::{
            GET_CURRENT_ORGANIZATION, GET_CURRENT_USER, LIST_ORGANIZATION_INVITATIONS,
            LIST_USER_ORGANIZATIONS, OAUTH_CALLBACK, RESET_PASSWORD, SWITCH_ORGANIZATION,
            UNSCOPE_ORGANIZATION_TOKEN, VALIDATE,
        },
    },
    config::Profile,
    domain::{Provider, Secret},
    worker::{Access, Limits},
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
    for token in ["SCOPED", "USER"] {
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

/// A server where organization 7 can be switched to, and its token ends whenever it likes.
async fn switching() -> Wire {
    let switches = std::sync::atomic::AtomicUsize::new(0);
    Wire::start(move |request| {
        let ended = request.contains("Bearer SCOPED-1") && request.contains("invitations");
        match request.split(' ').nth(1).unwrap() {
            "/v1/organizations/org-7/switch" => {
                let number = switches.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                let token = format!(
                    r#"{{"token":{{"id":"SCOPED-{}","organization_id":"org-7"}}}}"#,
                    number + 1
                );
                json(200, &token)
            }
            path if path.ends_with("/switch") => json(
                403,
                r#"{"status":403,"code":"forbidden","message":"no member"}"#,
            ),
            _ if ended => json(
                401,
                r#"{"status":401,"code":"unauthorized","message":"Token rejected"}"#,
            ),
            _ => json(200, "{}"),
        }
    })
    .await
}

fn in_organization(api: &Wire, organization: &str) -> Profile {
    let mut profile = koyeb(&api.base_url, Some(held("USER")));
    let account = profile.koyeb.as_mut().unwrap();
    account.organization = Some(organization.to_owned());
    profile
}

#[tokio::test]
async fn a_profile_may_name_the_organization_and_its_token_is_renewed() {
    let api = switching().await;
    for access in [Access::ReadWrite, Access::ReadOnly] {
        let mut client = Client::with(in_organization(&api, "org-7"), access, Limits::default());
        client
            .call(&GET_CURRENT_USER, Arguments::NONE)
            .await
            .unwrap();
        let bearer = |line| api.header(line, "authorization").unwrap();
        assert_eq!(bearer("GET /v1/account/profile"), "Bearer USER");
        let calls: Vec<u64> = (0..20)
            .map(|_| client.order(&GET_CURRENT_ORGANIZATION, Arguments::NONE))
            .collect();
        for call in calls {
            client.outcome(call).await.unwrap();
        }
        assert!(bearer("GET /v1/account/organization ").starts_with("Bearer SCOPED-"));
        client
            .call(&LIST_ORGANIZATION_INVITATIONS, Arguments::NONE)
            .await
            .unwrap();
        assert!(!client.said.concat().contains("SCOPED"));
    }
    let lines = api.requests();
    let switches = lines.iter().filter(|it| it.contains("/switch"));
    assert_eq!(
        switches.count(),
        3,
        "once, again as the token ended, and once"
    );
}

#[tokio::test]
async fn an_organization_that_cannot_be_switched_to_is_named() {
    let api = switching().await;
    let mut client = Client::new(in_organization(&api, "org-8"));
    for _ in 0..3 {
        let problem = client
            .problem(&GET_CURRENT_ORGANIZATION, Arguments::NONE)
            .await;
        assert_eq!(
            (problem.reason, problem.status),
            (Reason::SignIn, Some(403))
        );
        let words = "Koyeb refused to switch to the organization org-8 (no member); check koyeb.organization";
        assert!(problem.message.as_str().starts_with(words), "{problem}");
    }
    assert_eq!(api.requests().len(), 1, "it is not tried again and again");
    client
        .call(&GET_CURRENT_USER, Arguments::NONE)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_token_that_stays_rejected_is_explained() {
    let api = Wire::start(|request| match request.split(' ').nth(1).unwrap() {
        path if path.ends_with("/switch") => {
            json(200, r#"{"token":{"id":"S","organization_id":"org-7"}}"#)
        }
        _ => json(
            401,
            r#"{"status":401,"code":"unauthorized","message":"Token rejected"}"#,
        ),
    })
    .await;
    let mut client = Client::new(in_organization(&api, "org-7"));
    let problem = client
        .problem(&GET_CURRENT_ORGANIZATION, Arguments::NONE)
        .await;
    assert_eq!(problem.reason, Reason::SignIn);
    assert!(problem.hint().contains("deactivated"), "{}", problem.hint());
    let Session::Refused(why) = client.session(Provider::Koyeb) else {
        panic!("it is not refused");
    };
    assert!(why.as_str().contains("deactivated"), "{why}");
    assert_eq!(
        api.requests().len(),
        4,
        "switch, ask, switch again, ask again"
    );
}

#[tokio::test]
async fn a_callback_carries_the_token_where_there_is_one_and_a_sign_up_never_does() {
    let secret = |text: &str| Argument::Secret(Secret::new(text));
    let code = Arguments::NONE
        .with("code", secret("c"))
        .with("state", secret("s"));
    for (token, expected) in [
        (Some(held("USER")), Some("Bearer USER".to_owned())),
        (None, None),
    ] {
        let api = Wire::start(|_| json(200, "{}")).await;
        let mut client = Client::new(koyeb(&api.base_url, token));
        client.call(&OAUTH_CALLBACK, code.clone()).await.unwrap();
        assert_eq!(
            api.header("POST /v1/account/oauth", "authorization"),
            expected
        );
        let email = Arguments::NONE.text("email", "ada@example.com");
        client.call(&RESET_PASSWORD, email).await.unwrap();
        assert_eq!(
            api.header("POST /v1/account/reset_password", "authorization"),
            None
        );
    }
}

#[tokio::test]
async fn a_change_without_a_body_says_that_nothing_follows() {
    let api = Wire::start(|_| json(200, "{}")).await;
    let mut client = Client::new(koyeb(&api.base_url, Some(held("USER"))));
    let id = Arguments::NONE.with("id", Argument::Secret(Secret::new("v-1")));
    // What it answers is of no consequence here.
    client.call(&VALIDATE, id).await.ok();
    assert_eq!(
        api.header("POST /v1/account/validate/v-1", "content-length"),
        Some("0".to_owned())
    );
}

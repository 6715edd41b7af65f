//! Contabo's tokens: got once, renewed once, tried again once.

use std::collections::HashSet;

use usher_tui::{
    api::{
        Arguments, Reason, Reply, Session,
        contabo::{CREATE_USER, GENERATE_CLIENT_SECRET, RETRIEVE_USER_LIST},
    },
    config::{Address, ContaboAccount, Profile},
    domain::Provider,
    sandbox::FaultKind,
};

use crate::{
    changes::new_user,
    client::{Client, fail_next, held, profile, sandbox, seen, token_calls},
    wire::{Wire, json},
};

const TOKEN: &str = "/token";

#[tokio::test]
async fn signing_in_tells_who_we_are() {
    let sandbox = sandbox().await;
    let mut client = Client::new(profile(&sandbox));
    assert_eq!(client.session(Provider::Contabo), Session::Ready);
    assert_eq!(token_calls(&sandbox), 0, "no token before one is needed");

    client
        .call(&RETRIEVE_USER_LIST, Arguments::NONE)
        .await
        .unwrap();
    let Session::SignedIn {
        user_id,
        user,
        expires_at,
    } = client.session(Provider::Contabo)
    else {
        panic!("not signed in");
    };
    assert_eq!(user.unwrap().as_str(), sandbox.addresses().contabo.username);
    assert!(user_id.is_some());
    assert_eq!(expires_at, None, "the session renews itself");
}

#[tokio::test]
async fn a_renewed_token_is_told_once() {
    let sandbox = sandbox().await;
    let mut client = Client::new(profile(&sandbox));
    call_two_hundred_times(&mut client).await;
    assert_eq!(
        client.times_told(Provider::Contabo),
        2,
        "ready, then signed in"
    );
    fail_next(
        &sandbox,
        Provider::Contabo,
        "/v1/users",
        1,
        FaultKind::RevokeTokens,
    );
    call_two_hundred_times(&mut client).await;
    assert!(matches!(
        client.session(Provider::Contabo),
        Session::SignedIn { .. }
    ));
}

async fn call_two_hundred_times(client: &mut Client) {
    let calls: Vec<u64> = (0..200)
        .map(|_| client.order(&RETRIEVE_USER_LIST, Arguments::NONE))
        .collect();
    for call in calls {
        client.outcome(call).await.unwrap();
    }
}

#[tokio::test]
async fn a_refused_token_is_renewed_and_the_request_repeated_under_a_new_id() {
    let sandbox = sandbox().await;
    let mut client = Client::new(profile(&sandbox));
    client
        .call(&RETRIEVE_USER_LIST, Arguments::NONE)
        .await
        .unwrap();
    fail_next(
        &sandbox,
        Provider::Contabo,
        "/v1/users",
        1,
        FaultKind::RevokeTokens,
    );
    client
        .call(&CREATE_USER, new_user("new@example.com"))
        .await
        .unwrap();

    let sent = seen(&sandbox, &CREATE_USER);
    let statuses: Vec<Option<u16>> = sent.iter().map(|request| request.status).collect();
    assert_eq!(statuses, [Some(401), Some(201)]);
    let ids: HashSet<_> = sandbox
        .requests()
        .iter()
        .filter_map(|sent| sent.request_id.clone())
        .collect();
    assert_eq!(ids.len(), 3, "one id for each request");
    for id in ids {
        let id: uuid::Uuid = id.parse().unwrap();
        assert_eq!(id.get_version_num(), 4);
    }
}

#[tokio::test]
async fn a_request_is_repeated_once_and_no_more() {
    let sandbox = sandbox().await;
    let mut client = Client::new(profile(&sandbox));
    fail_next(
        &sandbox,
        Provider::Contabo,
        "/v1/users",
        9,
        FaultKind::Status(401),
    );
    let problem = client.problem(&RETRIEVE_USER_LIST, Arguments::NONE).await;
    assert_eq!(problem.reason, Reason::SignIn);
    assert_eq!(seen(&sandbox, &RETRIEVE_USER_LIST).len(), 2);
    assert_eq!(token_calls(&sandbox), 2);
    assert!(matches!(
        client.session(Provider::Contabo),
        Session::Refused(_)
    ));
}

#[tokio::test]
async fn a_refresh_that_is_refused_falls_back_to_the_password() {
    let sandbox = sandbox().await;
    let mut client = Client::new(profile(&sandbox));
    client
        .call(&RETRIEVE_USER_LIST, Arguments::NONE)
        .await
        .unwrap();
    fail_next(
        &sandbox,
        Provider::Contabo,
        "/v1/users",
        1,
        FaultKind::RevokeTokens,
    );
    fail_next(
        &sandbox,
        Provider::Contabo,
        TOKEN,
        1,
        FaultKind::Status(400),
    );
    call_two_hundred_times(&mut client).await;
    assert_eq!(
        token_calls(&sandbox),
        3,
        "password, refused refresh, password"
    );
}

#[tokio::test]
async fn a_wrong_password_is_tried_once_for_everybody() {
    let sandbox = sandbox().await;
    let mut wrong = profile(&sandbox);
    let account = wrong.contabo.as_mut().unwrap();
    account.password = Some(held("CANARY"));
    let mut client = Client::new(wrong);
    let calls: Vec<u64> = (0..100)
        .map(|_| client.order(&RETRIEVE_USER_LIST, Arguments::NONE))
        .collect();
    for call in calls {
        let problem = client.outcome(call).await.unwrap_err();
        assert_eq!(problem.reason, Reason::SignIn);
        assert!(
            problem
                .message
                .as_str()
                .contains("Invalid user credentials"),
            "{problem}"
        );
    }
    client.problem(&RETRIEVE_USER_LIST, Arguments::NONE).await;
    assert_eq!(token_calls(&sandbox), 1);
    let Session::Refused(why) = client.session(Provider::Contabo) else {
        panic!("not refused");
    };
    assert!(why.as_str().contains("check contabo.client_id"), "{why}");
    assert!(!client.said.concat().contains("CANARY"));
}

#[tokio::test]
async fn a_sign_in_that_is_not_answered_well_says_so_and_is_tried_again() {
    let sandbox = sandbox().await;
    let mut client = Client::new(profile(&sandbox));
    for (kind, reason) in [
        (FaultKind::Status(500), Reason::Server),
        (FaultKind::Garbage, Reason::Unreadable),
        (FaultKind::Html, Reason::Unreadable),
        (FaultKind::DropBefore, Reason::Offline),
        (
            FaultKind::Redirect(307, "https://evil.example.com".to_owned()),
            Reason::Refused,
        ),
    ] {
        fail_next(&sandbox, Provider::Contabo, TOKEN, 1, kind);
        let problem = client
            .problem(&CREATE_USER, new_user("a@example.com"))
            .await;
        assert_eq!(problem.reason, reason, "{problem}");
        assert!(
            problem.message.as_str().contains("signing in failed"),
            "{problem}"
        );
    }
    assert!(seen(&sandbox, &CREATE_USER).is_empty());
    // It says for how long, and the next call waits until then.
    fail_next(
        &sandbox,
        Provider::Contabo,
        TOKEN,
        1,
        FaultKind::Status(429),
    );
    let problem = client
        .problem(&CREATE_USER, new_user("a@example.com"))
        .await;
    assert!(
        matches!(problem.reason, Reason::Limited(Some(_))),
        "{problem:?}"
    );
    client
        .call(&CREATE_USER, new_user("a@example.com"))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_new_client_secret_is_proved_by_signing_in_and_used_from_then_on() {
    let sandbox = sandbox().await;
    let mut client = Client::new(profile(&sandbox));
    let reply = client
        .call(&GENERATE_CLIENT_SECRET, Arguments::NONE)
        .await
        .unwrap();
    assert_eq!(token_calls(&sandbox), 2, "before, and with the new secret");
    let Reply::Detail(detail) = reply else {
        panic!("{reply:?}");
    };
    assert_eq!(detail.given().count(), 1);
    let said = format!("{:?}", detail.lines.last().unwrap().value);
    assert!(
        said.contains("usher can't write to the configuration"),
        "{said}"
    );
    assert!(said.contains("Signing in with it works"), "{said}");
    fail_next(
        &sandbox,
        Provider::Contabo,
        "/v1/users",
        1,
        FaultKind::RevokeTokens,
    );
    client
        .call(&RETRIEVE_USER_LIST, Arguments::NONE)
        .await
        .unwrap();
    assert_eq!(token_calls(&sandbox), 3, "the refresh was not refused");
}

#[tokio::test]
async fn a_ready_token_is_used_as_it_is() {
    let api = Wire::start(|_| json(401, r#"{"statusCode":401,"message":"expired"}"#)).await;
    let mut client = Client::new(Profile {
        contabo: Some(ContaboAccount {
            base_url: Address::new(&api.base_url).unwrap(),
            token: Some(held("READY")),
            ..ContaboAccount::default()
        }),
        ..Profile::default()
    });
    let problem = client.problem(&RETRIEVE_USER_LIST, Arguments::NONE).await;
    assert_eq!(problem.reason, Reason::SignIn);
    assert_eq!(api.requests().len(), 1);
    assert_eq!(
        api.header("GET", "authorization").as_deref(),
        Some("Bearer READY")
    );
}

#[tokio::test]
async fn a_token_without_any_life_is_got_anew_for_each_call_and_no_oftener() {
    let api = Wire::start(|request| {
        if request.starts_with("POST /token") {
            return json(200, r#"{"access_token":"T","expires_in":0}"#);
        }
        json(200, r#"{"data":[],"_pagination":{"totalElements":0}}"#)
    })
    .await;
    let mut client = Client::new(Profile {
        contabo: Some(ContaboAccount {
            base_url: Address::new(&api.base_url).unwrap(),
            auth_url: Address::new(&format!("{}/token", api.base_url)).unwrap(),
            client_id: Some(held("id&=")),
            client_secret: Some(held("s e")),
            username: Some(held("me@example.com")),
            password: Some(held("p+%")),
            token: None,
        }),
        ..Profile::default()
    });
    for _ in 0..3 {
        client
            .call(&RETRIEVE_USER_LIST, Arguments::NONE)
            .await
            .unwrap();
    }
    let requests = api.requests();
    assert_eq!(requests.len(), 6);
    assert!(
        requests[0].ends_with(
            "client_id=id%26%3D&client_secret=s+e&grant_type=password&username=me%40example.com&password=p%2B%25"
        ),
        "{requests:?}"
    );
}

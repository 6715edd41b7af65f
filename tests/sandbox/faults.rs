//! What goes wrong on demand, and what the sandbox remembers of the requests.

use std::time::Duration;

use reqwest::RequestBuilder;
use serde_json::json;
use usher_tui::{
    domain::Provider,
    sandbox::{Fault, FaultKind, Options},
};

use crate::world::{Reply, World, bare, text};

fn profile(world: &World) -> RequestBuilder {
    world.koyeb("GET", "/v1/account/profile")
}

#[tokio::test]
async fn a_status_comes_in_the_vendors_shape_as_often_as_asked() {
    let world = World::start().await;
    world.fault(Provider::Koyeb, 2, FaultKind::Status(503));
    assert_eq!(
        Reply::of(profile(&world)).await.refused(503)["code"],
        "unavailable"
    );
    Reply::of(profile(&world)).await.refused(503);
    Reply::of(profile(&world)).await.ok();

    world.fault(Provider::Tripartie, 1, FaultKind::Status(500));
    let tripartie = Reply::of(world.tripartie("GET", "/me")).await.refused(500);
    assert_eq!(tripartie["title"], "An error occurred");
    world.fault(Provider::Contabo, 1, FaultKind::Status(402));
    let contabo = Reply::of(world.grant(&world.password_form()))
        .await
        .refused(402);
    assert_eq!(contabo["message"], "Payment Required");
}

#[tokio::test]
async fn too_many_requests_say_when_to_come_back() {
    let world = World::start().await;
    world.fault(Provider::Koyeb, 1, FaultKind::Status(429));
    let limited = Reply::of(profile(&world)).await;
    assert_eq!((limited.status, limited.header("retry-after")), (429, "2"));
}

#[tokio::test]
async fn a_fault_waits_for_its_method_and_path() {
    let world = World::start().await;
    world.sandbox.fail_next(Fault {
        provider: Provider::Koyeb,
        method: Some("PATCH"),
        path: "/account/profile".to_owned(),
        times: 1,
        kind: FaultKind::Status(500),
    });
    Reply::of(profile(&world)).await.ok();
    Reply::of(world.koyeb("PATCH", "/v1/account/settings").body("{}"))
        .await
        .ok();
    Reply::of(world.koyeb("PATCH", "/v2/account/profile").body("{}"))
        .await
        .refused(500);
    Reply::of(world.koyeb("PATCH", "/v2/account/profile").body("{}"))
        .await
        .ok();
}

#[tokio::test]
async fn answers_can_be_no_json_or_lead_elsewhere() {
    let world = World::start().await;
    world.fault(Provider::Koyeb, 1, FaultKind::Garbage);
    let garbage = profile(&world).send().await.unwrap();
    assert_eq!(garbage.status(), 200);
    assert!(serde_json::from_slice::<serde_json::Value>(&garbage.bytes().await.unwrap()).is_err());
    world.fault(Provider::Koyeb, 1, FaultKind::Html);
    let page = profile(&world).send().await.unwrap();
    assert_eq!(page.headers()["content-type"], "text/html; charset=utf-8");
    let elsewhere = "http://127.0.0.1:9/elsewhere".to_owned();
    world.fault(
        Provider::Koyeb,
        1,
        FaultKind::Redirect(307, elsewhere.clone()),
    );
    let redirect = profile(&world).send().await.unwrap();
    assert_eq!(
        (redirect.status().as_u16(), &redirect.headers()["location"]),
        (307, &elsewhere.parse().unwrap())
    );
}

#[tokio::test]
async fn a_line_breaks_before_or_after_the_work_is_done() {
    let world = World::start().await;
    let invite = || {
        let body = json!({ "email": "once@x.example" });
        bare(world.koyeb("POST", "/v1/organization_invitations"), &body)
    };
    world.fault(Provider::Koyeb, 1, FaultKind::DropBefore);
    assert!(invite().send().await.is_err());
    world.fault(Provider::Koyeb, 1, FaultKind::DropAfter);
    assert!(invite().send().await.is_err());
    Reply::of(invite()).await.refused(409);
    let list = world.koyeb("GET", "/v1/organization_invitations?limit=100");
    let list = Reply::of(list).await.ok();
    let mine = list["invitations"].as_array().unwrap().iter();
    assert_eq!(
        mine.filter(|row| row["email"] == "once@x.example").count(),
        1
    );
    let statuses: Vec<Option<u16>> = world
        .sandbox
        .requests()
        .iter()
        .map(|row| row.status)
        .collect();
    assert_eq!(statuses, [None, None, Some(409), Some(200)]);
}

#[tokio::test]
async fn a_hanging_request_ends_with_the_sandbox() {
    let world = World::start().await;
    world.fault(Provider::Koyeb, 1, FaultKind::Hang);
    let hanging = tokio::spawn(profile(&world).send());
    let arrived = async {
        while world.sandbox.requests().is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), arrived)
        .await
        .unwrap();
    assert!(!hanging.is_finished());
    drop(world);
    let ended = tokio::time::timeout(Duration::from_secs(20), hanging).await;
    assert!(ended.unwrap().unwrap().is_err());
}

#[tokio::test]
async fn a_delayed_request_is_carried_out() {
    let world = World::start().await;
    world.fault(
        Provider::Koyeb,
        1,
        FaultKind::Delay(Duration::from_millis(1)),
    );
    Reply::of(profile(&world)).await.ok();
}

#[tokio::test]
async fn revoked_tokens_end_and_the_credentials_stay_good() {
    let world = World::start().await;
    let grant = Reply::of(world.grant(&world.password_form())).await.ok();
    let token = text(&grant["access_token"]);
    let users = || world.contabo(&token, "GET", "/v1/users");
    Reply::of(users()).await.ok();
    world.fault(Provider::Contabo, 1, FaultKind::RevokeTokens);
    Reply::of(users()).await.refused(401);
    Reply::of(users()).await.refused(401);
    let refresh = text(&grant["refresh_token"]);
    let mut form = world.password_form();
    form[0].1 = "refresh_token";
    form[3] = ("refresh_token", &refresh);
    let next = Reply::of(world.grant(&form[..4])).await.ok();
    Reply::of(world.contabo(&text(&next["access_token"]), "GET", "/v1/users"))
        .await
        .ok();

    let list = Reply::of(world.koyeb("GET", "/v1/account/organizations"))
        .await
        .ok();
    let path = format!(
        "/v1/organizations/{}/switch",
        text(&list["organizations"][0]["id"])
    );
    let scoped = Reply::of(world.koyeb("POST", &path).body("{}")).await.ok();
    let scoped = text(&scoped["token"]["id"]);
    world.fault(Provider::Koyeb, 1, FaultKind::RevokeTokens);
    Reply::of(profile(&world)).await.refused(401);
    Reply::of(profile(&world)).await.ok();
    Reply::of(world.koyeb_as(&scoped, "GET", "/v1/account/profile"))
        .await
        .refused(401);
}

#[tokio::test]
async fn a_share_of_all_requests_fails() {
    let world = World::with(Options {
        fail: 0.5,
        ..Options::default()
    })
    .await;
    let mut failed = 0;
    for _ in 0..60 {
        let status = Reply::of(profile(&world)).await.status;
        assert!(matches!(status, 200 | 500 | 503), "{status}");
        failed += usize::from(status != 200);
    }
    assert!((10..50).contains(&failed), "{failed}");
}

#[tokio::test]
async fn requests_are_remembered_without_their_secrets() {
    let world = World::start().await;
    let body = json!({ "email": "new@x.example", "password": "CANARY-PASSWORD" });
    Reply::of(bare(world.koyeb("POST", "/v1/account/signup"), &body))
        .await
        .ok();
    let token = world.contabo_token().await;
    Reply::of(world.contabo(&token, "GET", "/v1/users?page=2&size=5"))
        .await
        .ok();
    let requests = world.sandbox.requests();
    assert_eq!(requests.len(), 3);
    let signup = &requests[0];
    assert_eq!(
        (signup.method.as_str(), signup.path.as_str()),
        ("POST", "/v1/account/signup")
    );
    assert_eq!(
        (signup.provider, signup.status),
        (Provider::Koyeb, Some(200))
    );
    assert_eq!(signup.operation, Some("koyeb.signup"));
    assert_eq!(signup.properties, ["email", "password"]);
    let list = &requests[2];
    assert_eq!(
        list.query,
        [
            ("page".to_owned(), "2".to_owned()),
            ("size".to_owned(), "5".to_owned())
        ]
    );
    assert_eq!(list.request_id.as_ref().map(String::len), Some(36));
    let shown = format!("{requests:?}");
    let address = world.addresses();
    let secrets = [
        "CANARY-PASSWORD",
        &token,
        &address.koyeb.token,
        &address.contabo.client_secret,
    ];
    for secret in secrets
        .into_iter()
        .chain([address.contabo.password.as_str()])
    {
        assert!(!shown.contains(secret), "{shown}");
    }
}

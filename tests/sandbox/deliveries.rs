//! Answers that get to the client broken, and faults that hit a share of the requests.

use std::time::Duration;

use reqwest::Response;
use serde_json::{Value, json};
use usher_tui::{
    domain::Provider,
    sandbox::{Fault, FaultKind, Options},
};

use crate::world::{Reply, World, bare};

/// Invites somebody, with this going wrong.
async fn invite(world: &World, kind: FaultKind) -> reqwest::Result<Response> {
    let body = json!({ "email": "once@x.example" });
    world.fault(Provider::Koyeb, 1, kind);
    bare(world.koyeb("POST", "/v1/organization_invitations"), &body)
        .send()
        .await
}

/// Whether somebody was invited.
async fn is_invited(world: &World) -> bool {
    let list = world.koyeb("GET", "/v1/organization_invitations?limit=100");
    let list = Reply::of(list).await.ok();
    let mut rows = list["invitations"].as_array().unwrap().iter();
    rows.any(|row| row["email"] == "once@x.example")
}

#[tokio::test]
async fn half_an_answer_comes_and_the_work_is_done() {
    for kind in [FaultKind::HalfBody, FaultKind::LengthTooLong] {
        let world = World::start().await;
        let answer = invite(&world, kind.clone()).await.unwrap();
        assert_eq!(answer.status(), 200);
        let promised = answer.content_length().unwrap();
        assert!(promised > 100, "{promised}");
        assert!(answer.bytes().await.is_err(), "{kind:?}");
        assert!(is_invited(&world).await);
        let statuses = world.sandbox.requests();
        assert_eq!(statuses[0].status, Some(200), "it was answered");
    }
}

#[tokio::test]
async fn a_length_that_is_too_short_leaves_half_of_the_json() {
    let world = World::start().await;
    let answer = invite(&world, FaultKind::LengthTooShort).await.unwrap();
    let half = answer.bytes().await.unwrap();
    assert!(half.starts_with(b"{") && half.len() > 50, "{half:?}");
    assert!(serde_json::from_slice::<Value>(&half).is_err());
    assert!(is_invited(&world).await);
}

#[tokio::test]
async fn an_answer_without_end_goes_on() {
    let world = World::start().await;
    let mut answer = invite(&world, FaultKind::EndlessBody).await.unwrap();
    assert_eq!(answer.content_length(), None);
    let mut came = 0;
    while came < 10_000_000 {
        came += answer.chunk().await.unwrap().unwrap().len();
    }
    drop(answer);
    assert!(is_invited(&world).await);
}

#[tokio::test]
async fn a_dripping_answer_comes_byte_by_byte() {
    let world = World::start().await;
    let drip = FaultKind::Drip(Duration::from_micros(10));
    let mut answer = invite(&world, drip).await.unwrap();
    let (mut chunks, mut body) = (0, Vec::new());
    while let Some(chunk) = answer.chunk().await.unwrap() {
        chunks += 1;
        body.extend_from_slice(&chunk);
    }
    assert!(chunks > 10, "{chunks} of {} bytes", body.len());
    let body: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(body["invitation"]["email"], "once@x.example");
}

#[tokio::test]
async fn a_pause_is_spelled_as_wished() {
    let world = World::start().await;
    for spelling in ["0", "-1", "soon", "Sun, 06 Nov 1994 08:49:37 GMT"] {
        let kind = FaultKind::Limited(spelling.to_owned());
        let answer = invite(&world, kind).await.unwrap();
        assert_eq!(answer.status(), 429);
        assert_eq!(answer.headers()["retry-after"], spelling);
    }
    assert!(!is_invited(&world).await);
}

#[tokio::test]
async fn every_redirect_can_be_had() {
    let world = World::start().await;
    for status in [301, 302, 303, 307, 308] {
        let kind = FaultKind::Redirect(status, "http://127.0.0.1:9/".to_owned());
        let answer = invite(&world, kind).await.unwrap();
        assert_eq!(answer.status(), status);
        assert_eq!(answer.headers()["location"], "http://127.0.0.1:9/");
    }
}

#[tokio::test]
async fn what_was_mailed_is_in_the_outbox_although_the_answer_got_lost() {
    let world = World::start().await;
    world.fault(Provider::Koyeb, 1, FaultKind::DropAfter);
    let body = json!({ "email": "once@x.example" });
    let reset = world.koyeb("POST", "/v1/account/reset_password");
    assert!(bare(reset, &body).send().await.is_err());
    let base_url = &world.addresses().koyeb.base_url;
    let outbox = world.anonymous(base_url, "GET", "/outbox").send().await;
    let mails = outbox.unwrap().text().await.unwrap();
    assert!(mails.contains("once@x.example"), "{mails}");
}

/// What becomes of so many requests for the profile.
async fn statuses(world: &World, count: usize) -> Vec<Option<u16>> {
    let mut statuses = Vec::new();
    for _ in 0..count {
        let answer = world.koyeb("GET", "/v1/account/profile").send().await;
        statuses.push(answer.ok().map(|answer| answer.status().as_u16()));
    }
    statuses
}

#[tokio::test]
async fn the_same_seed_lets_the_same_requests_fail() {
    let options = |seed| Options {
        faults: vec![
            (FaultKind::Status(503), 0.2),
            (FaultKind::DropBefore, 0.2),
            (FaultKind::Status(404), 0.2),
        ],
        seed,
        ..Options::default()
    };
    let mut all = Vec::new();
    for seed in [3, 3, 4] {
        all.push(statuses(&World::with(options(seed)).await, 200).await);
    }
    assert_eq!(all[0], all[1]);
    assert_ne!(all[0], all[2]);
    for (status, share) in [
        (Some(503), 15..70),
        (None, 15..70),
        (Some(404), 15..70),
        (Some(200), 45..120),
    ] {
        let count = all[0].iter().filter(|seen| **seen == status).count();
        assert!(share.contains(&count), "{status:?}: {count}");
    }
}

#[tokio::test]
async fn a_share_can_be_of_one_kind_of_request_and_end() {
    let world = World::start().await;
    let fault = Fault {
        provider: Provider::Koyeb,
        method: Some("GET"),
        path: "/profile".to_owned(),
        times: 5,
        kind: FaultKind::Status(503),
    };
    world.sandbox.fail_some(1.0, fault.clone());
    Reply::of(world.koyeb("PATCH", "/v2/account/profile").body("{}"))
        .await
        .ok();
    let mut expected = vec![Some(503); 5];
    expected.push(Some(200));
    assert_eq!(statuses(&world, 6).await, expected);
    world.sandbox.fail_some(1.0, fault);
    world.sandbox.fail_no_more();
    assert_eq!(statuses(&world, 1).await, [Some(200)]);
}

#[test]
fn every_fault_has_a_name() {
    for name in FaultKind::NAMES {
        assert!(FaultKind::named(name).is_some(), "{name}");
    }
    assert_eq!(FaultKind::named("429"), Some(FaultKind::Status(429)));
    for wrong in ["200", "1000", "drop", ""] {
        assert_eq!(FaultKind::named(wrong), None, "{wrong}");
    }
}

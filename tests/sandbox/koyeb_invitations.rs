//! Koyeb: invitations, received and sent.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::world::{Reply, World, bare, column, text};

const RECEIVED: &str = "/v1/account/organization_invitations";
const SENT: &str = "/v1/organization_invitations";

async fn all(world: &World, path: &str) -> Value {
    let list = world.koyeb("GET", &format!("{path}?limit=100"));
    Reply::of(list).await.ok()["invitations"].clone()
}

async fn organizations(world: &World) -> Vec<String> {
    let list = world.koyeb("GET", "/v1/account/organizations?limit=100");
    column(&Reply::of(list).await.ok()["organizations"], "id")
}

fn pending(invitations: &Value) -> Vec<Value> {
    let rows = invitations.as_array().unwrap().iter();
    rows.filter(|row| row["status"] == "PENDING")
        .cloned()
        .collect()
}

async fn post(world: &World, path: &str, body: Value) -> Reply {
    Reply::of(bare(world.koyeb("POST", path), &body)).await
}

#[tokio::test]
async fn the_inbox_has_every_status_and_waits_for_days() {
    let world = World::start().await;
    let inbox = all(&world, RECEIVED).await;
    let statuses: BTreeSet<String> = column(&inbox, "status").into_iter().collect();
    let expected = ["ACCEPTED", "EXPIRED", "PENDING", "REFUSED"].map(String::from);
    assert_eq!(statuses, BTreeSet::from(expected));
    assert!(
        inbox
            .as_array()
            .unwrap()
            .iter()
            .any(|row| row["inviter"].is_null())
    );

    let waiting = pending(&inbox);
    assert!(waiting.len() >= 5);
    let now = Timestamp::now();
    let ends: Vec<Timestamp> = waiting
        .iter()
        .map(|row| text(&row["expires_at"]).parse().unwrap())
        .collect();
    assert!(
        ends.iter()
            .any(|end| *end < now + SignedDuration::from_mins(41))
    );
    assert!(
        ends.iter()
            .any(|end| *end > now + SignedDuration::from_hours(5 * 24))
    );

    let sent = all(&world, SENT).await;
    assert!(inbox.as_array().unwrap().len() + sent.as_array().unwrap().len() >= 20);
    let mine = organizations(&world).await;
    for row in waiting {
        assert!(
            !mine.contains(&text(&row["organization_id"])),
            "a member is not invited again"
        );
    }
}

#[tokio::test]
async fn a_list_is_paged_by_limit_and_offset_and_filtered_by_repeated_statuses() {
    let world = World::start().await;
    let all = all(&world, RECEIVED).await;
    let page = Reply::of(world.koyeb("GET", &format!("{RECEIVED}?limit=4&offset=3")))
        .await
        .ok();
    assert_eq!(page["limit"], 4);
    assert_eq!(page["offset"], 3);
    assert_eq!(page["count"], all.as_array().unwrap().len());
    assert_eq!(column(&page["invitations"], "id"), column(&all, "id")[3..7]);
    let beyond = Reply::of(world.koyeb("GET", &format!("{RECEIVED}?offset=900")))
        .await
        .ok();
    assert_eq!(beyond["invitations"], json!([]));

    let some = format!("{RECEIVED}?limit=100&statuses=REFUSED&statuses=EXPIRED");
    let some = Reply::of(world.koyeb("GET", &some)).await.ok();
    let statuses: BTreeSet<String> = column(&some["invitations"], "status").into_iter().collect();
    assert_eq!(
        statuses,
        BTreeSet::from(["EXPIRED".to_owned(), "REFUSED".to_owned()])
    );

    for (query, field) in [
        ("limit=many", "limit"),
        ("offset=-1", "offset"),
        ("statuses=LOST", "statuses"),
    ] {
        let refused = Reply::of(world.koyeb("GET", &format!("{RECEIVED}?{query}")))
            .await
            .refused(400);
        assert_eq!(refused["fields"][0]["field"], field);
    }
}

#[tokio::test]
async fn accepting_joins_the_organization() {
    let world = World::start().await;
    let invitation = pending(&all(&world, RECEIVED).await)[0].clone();
    let (id, organization) = (
        text(&invitation["id"]),
        text(&invitation["organization_id"]),
    );
    let there = format!("/v1/organizations/{organization}");
    Reply::of(world.koyeb("GET", &there)).await.refused(404);

    let accepted = post(&world, &format!("{RECEIVED}/{id}/accept"), json!({}))
        .await
        .ok();
    assert_eq!(accepted["invitation"]["status"], "ACCEPTED");
    assert!(organizations(&world).await.contains(&organization));
    Reply::of(world.koyeb("GET", &there)).await.ok();
    let read = Reply::of(world.koyeb("GET", &format!("{RECEIVED}/{id}")))
        .await
        .ok();
    assert_eq!(read, accepted);

    let again = post(&world, &format!("{RECEIVED}/{id}/accept"), json!({}))
        .await
        .refused(400);
    assert_eq!(again["code"], "failed_precondition");
    post(&world, &format!("{RECEIVED}/{id}/decline"), json!({}))
        .await
        .refused(400);
}

#[tokio::test]
async fn declining_refuses_and_joins_nothing() {
    let world = World::start().await;
    let before = organizations(&world).await;
    let id = text(&pending(&all(&world, RECEIVED).await)[1]["id"]);
    let declined = post(&world, &format!("{RECEIVED}/{id}/decline"), json!({}))
        .await
        .ok();
    assert_eq!(declined["invitation"]["status"], "REFUSED");
    assert_eq!(organizations(&world).await, before);
    post(&world, &format!("{RECEIVED}/{id}/accept"), json!({}))
        .await
        .refused(400);
}

#[tokio::test]
async fn what_has_expired_or_is_somebody_elses_can_not_be_answered() {
    let world = World::start().await;
    let inbox = all(&world, RECEIVED).await;
    let expired = inbox
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["status"] == "EXPIRED")
        .unwrap();
    let path = format!("{RECEIVED}/{}/accept", text(&expired["id"]));
    let refused = post(&world, &path, json!({})).await.refused(400);
    assert_eq!(refused["message"], "The invitation has expired");

    let foreign = text(&all(&world, SENT).await[0]["id"]);
    let path = format!("{RECEIVED}/{foreign}");
    Reply::of(world.koyeb("GET", &path)).await.refused(404);
    post(&world, &format!("{path}/accept"), json!({}))
        .await
        .refused(404);
    Reply::of(world.koyeb("POST", &format!("{path}/accept")))
        .await
        .refused(400);
}

#[tokio::test]
async fn an_invitation_is_sent_resent_and_deleted() {
    let world = World::start().await;
    let created = post(
        &world,
        SENT,
        json!({ "email": "  New.Person@Example.ORG " }),
    )
    .await
    .ok();
    let invitation = &created["invitation"];
    assert_eq!(invitation["email"], "new.person@example.org");
    assert_eq!(invitation["status"], "PENDING");
    assert_eq!(invitation["role"], "OWNER");
    let end: Timestamp = text(&invitation["expires_at"]).parse().unwrap();
    let days = end.duration_since(Timestamp::now()).as_hours();
    assert!((6 * 24..=7 * 24).contains(&days), "{days}");

    let twice = post(&world, SENT, json!({ "email": "new.person@example.org" })).await;
    assert_eq!(twice.refused(409)["code"], 6);
    let id = text(&invitation["id"]);
    let path = format!("{SENT}/{id}");
    let resent = post(&world, &format!("{path}/resend"), json!({}))
        .await
        .ok();
    let renewed: Timestamp = text(&resent["invitation"]["expires_at"]).parse().unwrap();
    assert!(renewed > end);
    assert_eq!(
        Reply::of(world.koyeb("DELETE", &path)).await.ok(),
        json!({})
    );
    Reply::of(world.koyeb("GET", &path)).await.refused(404);
    Reply::of(world.koyeb("DELETE", &path)).await.refused(404);
}

#[tokio::test]
async fn a_wrong_address_is_refused_at_its_field() {
    let world = World::start().await;
    for body in [
        json!({}),
        json!({ "email": "" }),
        json!({ "email": "nobody" }),
        json!({ "email": 7 }),
    ] {
        let refused = post(&world, SENT, body.clone()).await.refused(400);
        assert_eq!(refused["status"], 400);
        assert_eq!(refused["fields"][0]["field"], "email", "{body}");
        assert!(refused["fields"][0]["description"].is_string());
    }
    for body in ["", "[]", "{", "null"] {
        let request = world.koyeb("POST", SENT).body(body);
        Reply::of(request).await.refused(400);
    }
}

#[tokio::test]
async fn an_expired_invitation_can_be_sent_again_and_an_answered_one_can_not() {
    let world = World::start().await;
    let sent = all(&world, SENT).await;
    let find = |status: &str| {
        let row = sent
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["status"] == status);
        format!("{SENT}/{}/resend", text(&row.unwrap()["id"]))
    };
    let resent = post(&world, &find("EXPIRED"), json!({})).await.ok();
    assert_eq!(resent["invitation"]["status"], "PENDING");
    post(&world, &find("ACCEPTED"), json!({}))
        .await
        .refused(400);
}

#[tokio::test]
async fn the_sent_ones_follow_the_token() {
    let world = World::start().await;
    let current = Reply::of(world.koyeb("GET", "/v1/account/organization"))
        .await
        .ok();
    let mine = column(&all(&world, SENT).await, "organization_id");
    assert!(mine.iter().all(|id| current["organization"]["id"] == *id));

    let other = organizations(&world).await[1].clone();
    let switched = post(
        &world,
        &format!("/v1/organizations/{other}/switch"),
        json!({}),
    )
    .await
    .ok();
    let token = text(&switched["token"]["id"]);
    let list = Reply::of(world.koyeb_as(&token, "GET", SENT)).await.ok();
    let theirs = column(&list["invitations"], "organization_id");
    assert!(
        !theirs.is_empty() && theirs.iter().all(|id| *id == other),
        "{theirs:?}"
    );
}

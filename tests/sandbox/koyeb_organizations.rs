//! Koyeb: organizations and what happens to them.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::world::{Reply, World, bare, column, text};

const LIST: &str = "/v1/account/organizations";

async fn list(world: &World, query: &str) -> Value {
    Reply::of(world.koyeb("GET", &format!("{LIST}?{query}")))
        .await
        .ok()
}

async fn send(world: &World, method: &str, path: &str, body: Value) -> Reply {
    Reply::of(bare(world.koyeb(method, path), &body)).await
}

async fn create(world: &World, name: &str) -> String {
    let created = send(world, "POST", "/v1/organizations", json!({ "name": name }))
        .await
        .ok();
    format!("/v1/organizations/{}", text(&created["organization"]["id"]))
}

#[tokio::test]
async fn the_list_ends_on_has_next() {
    let world = World::start().await;
    let first = list(&world, "limit=5").await;
    let last = list(&world, "limit=5&offset=10").await;
    assert_eq!(column(&first["organizations"], "id").len(), 5);
    assert_eq!(first["has_next"], true);
    assert_eq!(column(&last["organizations"], "id").len(), 2);
    assert_eq!(last["has_next"], false);
}

#[tokio::test]
async fn the_list_is_searched_filtered_and_ordered() {
    let world = World::start().await;
    let all = list(&world, "limit=100").await;
    let statuses: BTreeSet<String> = column(&all["organizations"], "status")
        .into_iter()
        .collect();
    for status in ["ACTIVE", "WARNING", "LOCKED", "DEACTIVATED"] {
        assert!(statuses.contains(status), "{statuses:?}");
    }
    let found = list(&world, "search=Lindenhof").await;
    assert_eq!(
        column(&found["organizations"], "name"),
        ["lindenhof-prod", "lindenhof-staging"]
    );
    let some = list(&world, "limit=100&statuses=LOCKED&statuses=DEACTIVATED").await;
    assert_eq!(column(&some["organizations"], "status").len(), 2);

    let mut names = column(&all["organizations"], "name");
    names.sort();
    let ordered = list(&world, "limit=100&order=name").await;
    assert_eq!(column(&ordered["organizations"], "name"), names);
    names.reverse();
    let ordered = list(&world, "limit=100&order=-name").await;
    assert_eq!(column(&ordered["organizations"], "name"), names);
}

#[tokio::test]
async fn a_name_has_rules_and_is_taken_once() {
    let world = World::start().await;
    create(&world, "fresh-name").await;
    for name in [
        "fresh-name",
        "Upper",
        "-x",
        "x-",
        "a--b",
        "with space",
        &"x".repeat(40),
    ] {
        let refused = send(&world, "POST", "/v1/organizations", json!({ "name": name })).await;
        assert_eq!(refused.refused(400)["fields"][0]["field"], "name", "{name}");
    }
}

#[tokio::test]
async fn a_patch_changes_what_was_sent_and_nothing_else() {
    let world = World::start().await;
    let path = create(&world, "patched").await;
    let before = Reply::of(world.koyeb("GET", &path)).await.ok()["organization"].clone();
    let body = json!({ "city": "Köln", "company": false, "status": "LOCKED", "verified": false });
    let after = send(&world, "PATCH", &path, body).await.ok()["organization"].clone();
    let mut expected = before;
    expected["city"] = json!("Köln");
    expected["company"] = json!(false);
    assert_eq!(
        after, expected,
        "status and verified are not for members to change"
    );

    let wrong = json!({ "company": "yes", "plan": "free" });
    let refused = send(&world, "PATCH", &path, wrong).await.refused(400);
    let fields: BTreeSet<String> = column(&refused["fields"], "field").into_iter().collect();
    assert_eq!(
        fields,
        BTreeSet::from(["company".to_owned(), "plan".to_owned()])
    );
    send(&world, "PATCH", "/v1/organizations/nowhere", json!({}))
        .await
        .refused(404);
}

#[tokio::test]
async fn the_sign_up_answers_are_kept_as_they_come() {
    let world = World::start().await;
    let path = create(&world, "qualified").await;
    let answers = json!({ "version": 3, "nested": { "list": [1, "two", null] } });
    let body = json!({ "signup_qualification": answers });
    send(
        &world,
        "POST",
        &format!("{path}/signup_qualification"),
        body,
    )
    .await
    .ok();
    let read = Reply::of(world.koyeb("GET", &path)).await.ok();
    assert_eq!(read["organization"]["signup_qualification"], answers);
    let wrong = json!({ "signup_qualification": "text" });
    send(
        &world,
        "POST",
        &format!("{path}/signup_qualification"),
        wrong,
    )
    .await
    .refused(400);
}

#[tokio::test]
async fn a_plan_is_one_of_koyebs() {
    let world = World::start().await;
    let path = create(&world, "planned").await;
    let changed = send(
        &world,
        "POST",
        &format!("{path}/plan"),
        json!({ "plan": "pro" }),
    )
    .await
    .ok();
    assert_eq!(changed["organization"]["plan"], "pro");
    let refused = send(
        &world,
        "POST",
        &format!("{path}/plan"),
        json!({ "plan": "free" }),
    )
    .await;
    assert_eq!(refused.refused(400)["fields"][0]["field"], "plan");
}

#[tokio::test]
async fn a_budget_is_not_there_until_it_is_made() {
    let world = World::start().await;
    let path = format!("{}/budget", create(&world, "thrifty").await);
    Reply::of(world.koyeb("GET", &path)).await.refused(404);
    Reply::of(world.koyeb("DELETE", &path)).await.refused(404);
    let created = send(&world, "POST", &path, json!({ "amount": "2500" }))
        .await
        .ok();
    assert_eq!(created["budget"]["amount"], "2500", "cents, as a text");
    send(&world, "POST", &path, json!({ "amount": "2500" }))
        .await
        .refused(409);
    send(&world, "PUT", &path, json!({ "amount": "3500" }))
        .await
        .ok();
    assert_eq!(
        Reply::of(world.koyeb("GET", &path)).await.ok()["budget"]["amount"],
        "3500"
    );
    send(&world, "PUT", &path, json!({ "amount": "19.99" }))
        .await
        .refused(400);
    Reply::of(world.koyeb("DELETE", &path)).await.ok();
    Reply::of(world.koyeb("GET", &path)).await.refused(404);
}

#[tokio::test]
async fn only_a_deactivated_organization_can_be_deleted() {
    let world = World::start().await;
    let path = create(&world, "short-lived").await;
    let status =
        async || Reply::of(world.koyeb("GET", &path)).await.ok()["organization"]["status"].clone();
    let skip = json!({ "skip_confirmation": true });
    Reply::of(world.koyeb("DELETE", &path)).await.refused(400);
    send(&world, "POST", &format!("{path}/reactivate"), json!({}))
        .await
        .refused(400);

    let mailed = json!({ "skip_confirmation": false });
    send(&world, "POST", &format!("{path}/deactivate"), mailed)
        .await
        .ok();
    assert_eq!(status().await, "ACTIVE", "a mail asks first");
    let begun = send(&world, "POST", &format!("{path}/deactivate"), skip.clone())
        .await
        .ok();
    assert_eq!(begun["organization"]["status"], "DEACTIVATING");
    assert_eq!(status().await, "DEACTIVATED");
    send(&world, "POST", &format!("{path}/reactivate"), json!({}))
        .await
        .ok();
    assert_eq!(status().await, "ACTIVE");

    send(&world, "POST", &format!("{path}/deactivate"), skip)
        .await
        .ok();
    let deleted = Reply::of(world.koyeb("DELETE", &path)).await.ok();
    assert_eq!(deleted["organization"]["status"], "DELETING");
    Reply::of(world.koyeb("GET", &path)).await.refused(404);
}

#[tokio::test]
async fn a_deleted_organization_takes_its_tokens_along_but_not_an_unscoped_one() {
    let world = World::start().await;
    let path = create(&world, "with-tokens").await;
    let mint =
        async |path: &str| text(&send(&world, "POST", path, json!({})).await.ok()["token"]["id"]);
    let scoped = mint(&format!("{path}/switch")).await;
    let unscoped = mint("/v1/unscope_organization_token").await;
    let own = send(&world, "POST", &format!("{path}/access_token"), json!({}))
        .await
        .ok();
    let own = text(&own["token"]);
    let who = async |token: &str| {
        Reply::of(world.koyeb_as(token, "GET", "/v1/account/organizations")).await
    };

    let skip = json!({ "skip_confirmation": true });
    send(&world, "POST", &format!("{path}/deactivate"), skip)
        .await
        .ok();
    assert_eq!(who(&own).await.refused(401)["message"], "Token rejected");
    who(&scoped).await.ok();
    Reply::of(world.koyeb("DELETE", &path)).await.ok();
    assert_eq!(who(&scoped).await.refused(401)["message"], "Token rejected");
    who(&unscoped).await.ok();
}

#[tokio::test]
async fn github_is_installed_in_one_organization_and_not_in_another() {
    let world = World::start().await;
    let path = "/v1/github/installation";
    let installation = Reply::of(world.koyeb("GET", path)).await.ok();
    assert_eq!(installation["status"], "INSTALLED");
    let begun = send(&world, "POST", path, json!({ "metadata": "x" }))
        .await
        .ok();
    assert!(text(&begun["url"]).contains(&text(&begun["state"])));

    let other = create(&world, "no-github").await;
    let token = send(&world, "POST", &format!("{other}/switch"), json!({}))
        .await
        .ok();
    let token = text(&token["token"]["id"]);
    let none = Reply::of(world.koyeb_as(&token, "GET", path))
        .await
        .refused(400);
    assert_eq!(none["message"], "No GitHub Installation");
}

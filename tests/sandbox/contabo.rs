//! Contabo.

use std::collections::BTreeSet;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use usher_tui::sandbox::Options;

use crate::world::{Reply, World, bare, column, text};

async fn get(world: &World, token: &str, path: &str) -> Value {
    Reply::of(world.contabo(token, "GET", path)).await.ok()
}

async fn send(world: &World, token: &str, method: &str, path: &str, body: Value) -> Reply {
    Reply::of(bare(world.contabo(token, method, path), &body)).await
}

#[tokio::test]
async fn a_password_gives_a_token_that_says_who_one_is() {
    let world = World::start().await;
    let grant = Reply::of(world.grant(&world.password_form())).await.ok();
    assert_eq!(grant["expires_in"], 300);
    assert_eq!(grant["refresh_expires_in"], 1800);
    let token = text(&grant["access_token"]);
    let parts: Vec<&str> = token.split('.').collect();
    assert_eq!(parts.len(), 3);
    let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts[1]).unwrap()).unwrap();
    assert_eq!(
        claims["preferred_username"],
        world.addresses().contabo.username
    );
    assert!(claims["tenantId"].is_string() && claims["customerId"].is_string());
    let me = get(
        &world,
        &token,
        &format!("/v1/users/{}", text(&claims["sub"])),
    )
    .await;
    assert_eq!(me["data"][0]["owner"], true);
}

#[tokio::test]
async fn a_refresh_token_works_once_and_gives_another() {
    let world = World::start().await;
    let grant = Reply::of(world.grant(&world.password_form())).await.ok();
    let refresh = text(&grant["refresh_token"]);
    let mut form = world.password_form();
    form[0].1 = "refresh_token";
    form[3] = ("refresh_token", &refresh);
    let next = Reply::of(world.grant(&form[..4])).await.ok();
    get(&world, &text(&next["access_token"]), "/v1/users").await;
    get(&world, &text(&grant["access_token"]), "/v1/users").await;
    let again = Reply::of(world.grant(&form[..4])).await.refused(400);
    assert_eq!(again["error"], "invalid_grant");
}

#[tokio::test]
async fn a_sign_in_is_refused_in_oauths_shape() {
    let world = World::start().await;
    let wrong = |place: usize, value: &'static str| {
        let mut form = world.password_form();
        form[place].1 = value;
        world.grant(&form)
    };
    let password = Reply::of(wrong(4, "a guess")).await.refused(401);
    assert_eq!(password["error"], "invalid_grant");
    assert_eq!(password["error_description"], "Invalid user credentials");
    let secret = Reply::of(wrong(2, "a guess")).await.refused(401);
    assert_eq!(secret["error"], "invalid_client");
    let kind = Reply::of(wrong(0, "implicit")).await.refused(400);
    assert_eq!(kind["error"], "unsupported_grant_type");
}

#[tokio::test]
async fn a_client_may_sign_in_with_basic_authorization() {
    let world = World::start().await;
    let address = &world.addresses().contabo;
    let form = world.password_form();
    let request = world.grant(&[form[0], form[3], form[4]]);
    let request = request.basic_auth(&address.client_id, Some(&address.client_secret));
    Reply::of(request).await.ok();
}

#[tokio::test]
async fn every_call_needs_a_token_and_a_request_id() {
    let world = World::start().await;
    let token = world.contabo_token().await;
    let base = &world.addresses().contabo.base_url;
    let plain = || world.anonymous(base, "GET", "/v1/users");
    let good = "04e0f898-37b4-48bc-a794-1a57abe6aa31";
    let none = Reply::of(plain().header("x-request-id", good))
        .await
        .refused(401);
    assert_eq!(
        none,
        json!({ "statusCode": 401, "message": "Unauthorized" })
    );
    let missing = Reply::of(plain().bearer_auth(&token)).await.refused(400);
    assert_eq!(missing["statusCode"], 400);
    for bad in [
        "1",
        "04e0f89837b448bca7941a57abe6aa31",
        "04e0f898-37b4-98bc-a794-1a57abe6aa31",
    ] {
        let request = plain().bearer_auth(&token).header("x-request-id", bad);
        Reply::of(request).await.refused(400);
    }
    let answered = Reply::of(plain().bearer_auth(&token).header("x-request-id", good)).await;
    assert_eq!(answered.header("x-request-id"), good);
}

#[tokio::test]
async fn pages_tell_their_place() {
    let world = World::start().await;
    let token = world.contabo_token().await;
    let mut ids = BTreeSet::new();
    for page in 1..=4 {
        let reply = get(&world, &token, &format!("/v1/users?page={page}&size=60")).await;
        let place = &reply["_pagination"];
        assert_eq!(place["totalElements"], 200);
        assert_eq!(place["totalPages"], 4);
        assert_eq!((&place["page"], &place["size"]), (&json!(page), &json!(60)));
        assert_eq!(reply["_links"].get("previous").is_some(), page > 1);
        assert_eq!(reply["_links"].get("next").is_some(), page < 4);
        ids.extend(column(&reply["data"], "userId"));
    }
    assert_eq!(ids.len(), 200);
    assert_eq!(
        get(&world, &token, "/v1/users?page=99").await["data"],
        json!([])
    );
    for query in ["page=0", "size=x", "enabled=yes"] {
        let path = format!("/v1/users?{query}");
        Reply::of(world.contabo(&token, "GET", &path))
            .await
            .refused(400);
    }
}

#[tokio::test]
async fn users_are_filtered_and_ordered() {
    let world = World::start().await;
    let token = world.contabo_token().await;
    let list = async |query: &str| {
        get(&world, &token, &format!("/v1/users?size=200&{query}")).await["data"].clone()
    };
    let found = column(&list("email=MUELLER").await, "email");
    assert!(
        !found.is_empty() && found.iter().all(|email| email.contains("mueller")),
        "{found:?}"
    );
    let disabled = list("enabled=false").await;
    assert!(!disabled.as_array().unwrap().is_empty());
    assert!(
        disabled
            .as_array()
            .unwrap()
            .iter()
            .all(|user| user["enabled"] == false)
    );
    assert_eq!(column(&list("owner=true").await, "email").len(), 1);
    let all = list("").await;
    for flag in ["totp", "emailVerified"] {
        assert!(
            all.as_array()
                .unwrap()
                .iter()
                .any(|user| user[flag] == false),
            "{flag}"
        );
    }
    let mut emails = column(&all, "email");
    emails.sort();
    assert_eq!(column(&list("orderBy=email:asc").await, "email"), emails);
    emails.reverse();
    assert_eq!(column(&list("orderBy=email:DESC").await, "email"), emails);
}

#[tokio::test]
async fn a_user_is_created_changed_and_deleted() {
    let world = World::start().await;
    let token = world.contabo_token().await;
    let body = json!({ "email": "New@x.example", "enabled": true, "totp": false, "locale": "de" });
    let created = send(&world, &token, "POST", "/v1/users", body.clone()).await;
    assert_eq!(created.status, 201);
    let path = format!("/v1/users/{}", text(&created.ok()["data"][0]["userId"]));
    send(&world, &token, "POST", "/v1/users", body)
        .await
        .refused(409);
    let before = get(&world, &token, &path).await["data"][0].clone();
    assert_eq!(before["email"], "new@x.example");

    let change = json!({ "firstName": "Ελένη", "enabled": false, "roles": [102] });
    let changed = send(&world, &token, "PATCH", &path, change).await.ok();
    assert_eq!(
        changed,
        json!({ "_links": { "self": path } }),
        "nothing but links"
    );
    let after = get(&world, &token, &path).await["data"][0].clone();
    assert_eq!(
        (&after["firstName"], &after["enabled"]),
        (&json!("Ελένη"), &json!(false))
    );
    assert_eq!(after["roles"][0]["name"], "infrastructure");
    assert_eq!(after["lastName"], before["lastName"]);

    for mail in ["reset-password", "resend-email-verification"] {
        let sent = Reply::of(world.contabo(&token, "POST", &format!("{path}/{mail}"))).await;
        assert_eq!((sent.status, sent.body), (204, Value::Null));
    }
    assert_eq!(
        Reply::of(world.contabo(&token, "DELETE", &path))
            .await
            .status,
        204
    );
    Reply::of(world.contabo(&token, "GET", &path))
        .await
        .refused(404);
    let total = get(&world, &token, "/v1/users").await["_pagination"]["totalElements"].clone();
    assert_eq!(total, 200);
}

#[tokio::test]
async fn wrong_users_are_refused_with_a_message() {
    let world = World::start().await;
    let token = world.contabo_token().await;
    let body = json!({ "email": "new@x.example", "enabled": "yes", "totp": false, "locale": "fr" });
    let refused = send(&world, &token, "POST", "/v1/users", body)
        .await
        .refused(400);
    let message = text(&refused["message"]);
    assert!(
        message.contains("enabled must be a boolean value"),
        "{message}"
    );
    assert!(
        message.contains("locale must be one of the following values"),
        "{message}"
    );
    for id in [
        "6cdf5968-f9fe-4192-97c2-f349e813c5e8",
        "malformed",
        "%2e%2e",
    ] {
        let path = format!("/v1/users/{id}");
        let missing = Reply::of(world.contabo(&token, "GET", &path))
            .await
            .refused(404);
        assert_eq!(missing["statusCode"], 404, "{id}");
    }
    let me = get(&world, &token, "/v1/users?size=1").await;
    let path = format!("/v1/users/{}", text(&me["data"][0]["userId"]));
    let two = json!({ "roles": [101, 102] });
    send(&world, &token, "PATCH", &path, two).await.refused(400);
    Reply::of(world.contabo(&token, "DELETE", &path))
        .await
        .refused(403);
}

#[tokio::test]
async fn a_new_client_secret_ends_the_old_one() {
    let world = World::start().await;
    let token = world.contabo_token().await;
    let before = get(&world, &token, "/v1/users/client").await["data"][0].clone();
    assert_eq!(before["secret"], world.addresses().contabo.client_secret);
    let rotated = Reply::of(world.contabo(&token, "PUT", "/v1/users/client/secret"))
        .await
        .ok();
    let secret = text(&rotated["data"][0]["secret"]);
    assert_ne!(before["secret"], secret);
    let old = Reply::of(world.grant(&world.password_form()))
        .await
        .refused(401);
    assert_eq!(old["error"], "invalid_client");
    let mut form = world.password_form();
    form[2].1 = &secret;
    Reply::of(world.grant(&form)).await.ok();
}

#[tokio::test]
async fn new_s3_keys_replace_the_old_ones() {
    let world = World::start().await;
    let token = world.contabo_token().await;
    let me = get(&world, &token, "/v1/users?size=1").await;
    let user = format!("/v1/users/{}", text(&me["data"][0]["userId"]));
    let list = get(
        &world,
        &token,
        &format!("{user}/object-storages/credentials"),
    )
    .await;
    assert_eq!(list["_pagination"]["totalElements"], 2);
    let some = format!("{user}/object-storages/credentials?regionName=Asia%20(Singapore)");
    assert_eq!(get(&world, &token, &some).await["data"][0], list["data"][1]);

    let row = &list["data"][0];
    let storage = format!("{user}/object-storages/{}", text(&row["objectStorageId"]));
    let path = format!("{storage}/credentials/{}", row["credentialId"]);
    assert_eq!(get(&world, &token, &path).await["data"][0], *row);
    let renewed = Reply::of(world.contabo(&token, "PATCH", &path)).await.ok()["data"][0].clone();
    assert_ne!(renewed["secretKey"], row["secretKey"]);
    assert_eq!(get(&world, &token, &path).await["data"][0], renewed);
    let wrong = format!("{storage}/credentials/1");
    Reply::of(world.contabo(&token, "GET", &wrong))
        .await
        .refused(404);
    let wrong = format!("{storage}/credentials/one");
    Reply::of(world.contabo(&token, "GET", &wrong))
        .await
        .refused(400);
}

#[tokio::test]
async fn a_million_users_are_there_at_once() {
    let world = World::with(Options {
        users: 1_000_000,
        ..Options::default()
    })
    .await;
    let token = world.contabo_token().await;
    let last = get(&world, &token, "/v1/users?page=10000&size=100").await;
    assert_eq!(last["_pagination"]["totalElements"], 1_000_000);
    let row = &last["data"][99];
    let path = format!("/v1/users/{}", text(&row["userId"]));
    assert_eq!(get(&world, &token, &path).await["data"][0], *row);
}

//! Contabo: signing in, and what every call needs.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::contabo::get;
use crate::world::{Reply, World, text};

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

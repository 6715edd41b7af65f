//! Tripartie: what a user changes about itself, and the second factor.

use serde_json::{Value, json};
use totp_rs::Totp;

use crate::world::{Reply, World, bare, text};

/// A request with a body and the demo's JWT.
pub async fn send(world: &World, method: &str, path: &str, body: Value) -> Reply {
    Reply::of(bare(world.tripartie(method, path), &body)).await
}

/// The form that registers an organization and its owner.
pub fn register(email: &str) -> Value {
    json!({
        "captcha": "solved", "firstName": "Zoë", "lastName": "Ångström", "email": email,
        "plainPassword": "secr$t", "originCountry": "SWE", "preferredLanguage": "sv",
        "organization": { "name": "Ångström AB", "billingAddress": { "cityName": "Luleå" } },
    })
}

/// Registers somebody; the path of the new user.
async fn somebody(world: &World) -> String {
    let user = send(world, "POST", "/register", register("zoe@x.example"))
        .await
        .ok();
    text(&user["iri"])
}

#[tokio::test]
async fn a_user_changes_a_name_and_must_consent_or_not() {
    let world = World::start().await;
    let path = somebody(&world).await;
    let body =
        json!({ "publicName": "Zed", "consentMailNotification": true, "consentMailAds": false });
    let place = send(&world, "PATCH", &path, body).await.ok();
    assert_eq!(place["iri"], path);
    assert_eq!(
        place.as_object().unwrap().len(),
        2,
        "nothing but where the user is"
    );
    assert_eq!(
        Reply::of(world.tripartie("GET", &path)).await.ok()["publicName"],
        "Zed"
    );
    let missing = send(&world, "PATCH", &path, json!({ "publicName": "Zed" }))
        .await
        .refused(422);
    assert_eq!(
        missing["violations"][0]["propertyPath"],
        "consentMailNotification"
    );
}

#[tokio::test]
async fn a_new_password_wants_the_old_one() {
    let world = World::start().await;
    let path = format!("{}/password", somebody(&world).await);
    let change = |old: &str| json!({ "plainPassword": old, "newPassword": "new-secr$t" });
    let wrong = send(&world, "PATCH", &path, change("a guess"))
        .await
        .refused(422);
    assert_eq!(wrong["violations"][0]["propertyPath"], "plainPassword");
    let user = send(&world, "PATCH", &path, change("secr$t")).await.ok();
    assert_eq!(user["email"], "zoe@x.example");
    send(&world, "PATCH", &path, change("secr$t"))
        .await
        .refused(422);
}

#[tokio::test]
async fn an_address_is_validated_by_the_code_in_the_mail() {
    let world = World::start().await;
    let path = format!("{}/email-validation", somebody(&world).await);
    let code = &world.addresses().tripartie.email_verification_input;
    let validate = |code: &str| json!({ "captcha": "solved", "emailVerificationInput": code });
    send(&world, "PATCH", &path, validate(&"x".repeat(128)))
        .await
        .refused(422);
    send(&world, "PATCH", &path, validate("short"))
        .await
        .refused(422);
    send(&world, "PATCH", &path, validate(code)).await.ok();
}

fn toggle(code: &str, on: bool) -> Value {
    json!({ "totpEnabled": on, "totpChallenge": code })
}

/// Registers somebody and turns the second factor on.
async fn somebody_with_totp(world: &World) -> (String, Totp) {
    let path = somebody(world).await;
    let toggled = format!("{path}/totp-toggle");
    send(world, "PATCH", &toggled, toggle("123456", true))
        .await
        .refused(422);
    let setup = send(world, "PATCH", &format!("{path}/totp-setup"), json!({}))
        .await
        .ok();
    let totp = Totp::from_url(text(&setup["totpUri"])).unwrap();
    send(world, "PATCH", &toggled, toggle("no code", true))
        .await
        .refused(422);
    let code = totp.generate_current().to_string();
    assert_eq!(
        send(world, "PATCH", &toggled, toggle(&code, true))
            .await
            .ok(),
        json!({})
    );
    (path, totp)
}

#[tokio::test]
async fn the_second_factor_wants_a_real_code_both_ways() {
    let world = World::start().await;
    let (path, totp) = somebody_with_totp(&world).await;
    let on = async || Reply::of(world.tripartie("GET", &path)).await.ok()["totpEnabled"].clone();
    assert_eq!(on().await, true);
    let toggled = format!("{path}/totp-toggle");
    send(&world, "PATCH", &toggled, toggle("no code", false))
        .await
        .refused(422);
    let code = totp.generate_current().to_string();
    send(&world, "PATCH", &toggled, toggle(&code, false))
        .await
        .ok();
    assert_eq!(on().await, false);
}

#[tokio::test]
async fn a_sign_in_wants_the_second_factor_once_it_is_on() {
    let world = World::start().await;
    let (path, totp) = somebody_with_totp(&world).await;
    let sign_in = |code: Option<&str>| json!({ "captcha": "x", "email": "zoe@x.example", "password": "secr$t", "totpInput": code });
    let failed = send(&world, "POST", "/authentication", sign_in(None))
        .await
        .refused(401);
    assert_eq!(failed, json!({ "message": "email or password mismatch" }));
    let code = totp.generate_current().to_string();
    let token = send(&world, "POST", "/authentication", sign_in(Some(&code)))
        .await
        .ok();
    let base = &world.addresses().tripartie.base_url;
    let me = world
        .anonymous(base, "GET", "/me")
        .bearer_auth(text(&token["token"]));
    assert_eq!(Reply::of(me).await.ok()["iri"], path);
}

#[tokio::test]
async fn the_secret_of_a_second_factor_has_160_bits() {
    let world = World::start().await;
    let me = Reply::of(world.tripartie("GET", "/me")).await.ok();
    let setup = format!("/users/{}/totp-setup", me["id"]);
    let uri = text(&send(&world, "PATCH", &setup, json!({})).await.ok()["totpUri"]);
    let uri = reqwest::Url::parse(&uri).unwrap();
    assert_eq!(uri.scheme(), "otpauth");
    let secret = uri
        .query_pairs()
        .find(|(name, _)| name == "secret")
        .unwrap()
        .1;
    assert_eq!(secret.len() * 5, 160);
}

//! Tripartie.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use totp_rs::Totp;

use crate::world::{Reply, World, bare, column, text};

async fn send(world: &World, method: &str, path: &str, body: Value) -> Reply {
    Reply::of(bare(world.tripartie(method, path), &body)).await
}

fn register(email: &str) -> Value {
    json!({
        "captcha": "solved", "firstName": "Zoë", "lastName": "Ångström", "email": email,
        "plainPassword": "secr$t", "originCountry": "SWE", "preferredLanguage": "sv",
        "organization": { "name": "Ångström AB", "billingAddress": { "cityName": "Luleå" } },
    })
}

#[tokio::test]
async fn a_jwt_goes_bare_or_as_a_bearer_and_must_be_good() {
    let world = World::start().await;
    let address = &world.addresses().tripartie;
    let me = |token: &str| {
        world
            .anonymous(&address.base_url, "GET", "/me")
            .header("authorization", token)
    };
    Reply::of(me(&address.token)).await.ok();
    Reply::of(me(&format!("Bearer {}", address.token)))
        .await
        .ok();
    let bad = Reply::of(me("made up")).await.refused(401);
    assert_eq!(bad, json!({ "code": 401, "message": "Invalid JWT Token" }));
    let none = world.anonymous(&address.base_url, "GET", "/users");
    assert_eq!(
        Reply::of(none).await.refused(401)["message"],
        "JWT Token not found"
    );
}

#[tokio::test]
async fn a_persona_sees_itself_and_no_users() {
    let world = World::start().await;
    let address = &world.addresses().tripartie;
    let get = |path: &str| {
        world
            .anonymous(&address.base_url, "GET", path)
            .header("x-persona-authorization", &address.persona_token)
    };
    assert!(Reply::of(get("/personas/me")).await.ok()["id"].is_u64());
    Reply::of(get("/users")).await.refused(401);
    let denied = Reply::of(get("/me")).await.refused(403);
    assert_eq!(denied["detail"], "Access denied");
    Reply::of(world.tripartie("GET", "/personas/me"))
        .await
        .refused(401);
}

#[tokio::test]
async fn users_come_in_pages_of_fifty_with_their_place_in_a_header() {
    let world = World::start().await;
    let page = async |number: &str| {
        Reply::of(world.tripartie("GET", &format!("/users?page={number}"))).await
    };
    let mut ids = BTreeSet::new();
    for (number, rows, range) in [
        ("1", 50, "0-50/120"),
        ("2", 50, "50-100/120"),
        ("3", 20, "100-120/120"),
    ] {
        let reply = page(number).await;
        assert_eq!(reply.header("content-range"), range);
        let rest = reply.header("x-rate-limit");
        assert!(rest.contains("; reset=\"20"), "{rest}");
        let users = reply.ok();
        assert_eq!(column(&users, "email").len(), rows);
        ids.extend(
            users
                .as_array()
                .unwrap()
                .iter()
                .map(|user| user["id"].as_u64()),
        );
    }
    assert_eq!(ids.len(), 120);
    assert_eq!(page("9").await.ok(), json!([]));
    page("0").await.refused(400);
    page("x").await.refused(400);
}

#[tokio::test]
async fn names_are_in_many_scripts() {
    let world = World::start().await;
    let mut letters = String::new();
    for page in 1..4 {
        let users = Reply::of(world.tripartie("GET", &format!("/users?page={page}")))
            .await
            .ok();
        letters.extend(column(&users, "firstName"));
    }
    for script in [
        'Ł'..='Ł',
        'а'..='я',
        'α'..='ω',
        'ぁ'..='ん',
        'ا'..='ي',
        'א'..='ת',
        '🦊'..='🦊',
    ] {
        assert!(
            letters.chars().any(|letter| script.contains(&letter)),
            "{script:?}"
        );
    }
}

#[tokio::test]
async fn the_whole_entity_has_what_a_row_does_not() {
    let world = World::start().await;
    let users = Reply::of(world.tripartie("GET", "/users")).await.ok();
    assert!(users[3].get("password").is_none());
    let path = format!("/users/{}", users[3]["id"]);
    let user = Reply::of(world.tripartie("GET", &path)).await.ok();
    assert!(text(&user["password"]).starts_with("$2y$"));
    assert_eq!(user["email"], users[3]["email"]);
    let missing = Reply::of(world.tripartie("GET", "/users/1"))
        .await
        .refused(404);
    assert_eq!(missing["title"], "An error occurred");
}

#[tokio::test]
async fn an_invited_user_appears_among_the_users() {
    let world = World::start().await;
    let body = json!({
        "firstName": "Jacob", "lastName": "Tahri", "email": "jacob@company.example", "invitedRole": ["ROLE_ADMIN"],
    });
    let invited = send(&world, "POST", "/invite", body.clone()).await;
    assert_eq!(invited.status, 201);
    let id = invited.body["id"].clone();
    let last = Reply::of(world.tripartie("GET", "/users?page=3")).await;
    assert_eq!(last.header("content-range"), "100-121/121");
    assert_eq!(last.ok().as_array().unwrap().last().unwrap()["id"], id);
    let again = send(&world, "POST", "/invite", body).await.refused(422);
    assert_eq!(again["violations"][0]["propertyPath"], "email");
}

#[tokio::test]
async fn wrong_fields_are_violations_and_a_broken_body_is_malformed() {
    let world = World::start().await;
    let body = json!({ "firstName": "", "email": "nobody", "invitedRole": ["ROLE_KING"] });
    let refused = send(&world, "POST", "/invite", body).await.refused(422);
    let fields: BTreeSet<String> = column(&refused["violations"], "propertyPath")
        .into_iter()
        .collect();
    let expected = ["email", "firstName", "invitedRole", "lastName"].map(String::from);
    assert_eq!(fields, BTreeSet::from(expected));
    assert_eq!(text(&refused["detail"]).lines().count(), 4);
    assert!(text(&refused["detail"]).contains("firstName: This value should not be blank."));
    for body in ["", "{", "[]"] {
        let malformed = Reply::of(world.tripartie("POST", "/invite").body(body))
            .await
            .refused(400);
        assert!(malformed.get("violations").is_none());
    }
}

#[tokio::test]
async fn a_registered_organization_brings_its_owner() {
    let world = World::start().await;
    let base = &world.addresses().tripartie.base_url;
    let post = |body| bare(world.anonymous(base, "POST", "/register"), &body);
    let registered = Reply::of(post(register("zoe@angstrom.example"))).await;
    assert_eq!(registered.status, 201);
    let last = Reply::of(world.tripartie("GET", "/users?page=3"))
        .await
        .ok();
    let last = last.as_array().unwrap().last().unwrap();
    assert_eq!(last["organization"]["name"], "Ångström AB");
    assert_eq!(last["roles"][0], "ROLE_ORGANIZATION_OWNER");

    let mut wrong = register("other@angstrom.example");
    wrong["organization"] = json!({ "name": "x".repeat(65) });
    let refused = Reply::of(post(wrong)).await.refused(422);
    assert_eq!(
        refused["violations"][0]["propertyPath"],
        "organization.name"
    );
    let mut without = register("third@angstrom.example");
    without.as_object_mut().unwrap().remove("organization");
    Reply::of(post(without)).await.ok();
}

#[tokio::test]
async fn a_user_changes_name_password_and_address() {
    let world = World::start().await;
    let id = send(&world, "POST", "/register", register("zoe@x.example"))
        .await
        .ok()["id"]
        .clone();
    let path = format!("/users/{id}");
    let body =
        json!({ "publicName": "Zed", "consentMailNotification": true, "consentMailAds": false });
    assert_eq!(
        send(&world, "PATCH", &path, body).await.ok(),
        json!({ "id": id, "iri": path })
    );
    let missing = send(&world, "PATCH", &path, json!({ "publicName": "Zed" }))
        .await
        .refused(422);
    assert_eq!(
        missing["violations"][0]["propertyPath"],
        "consentMailNotification"
    );
    assert_eq!(
        Reply::of(world.tripartie("GET", &path)).await.ok()["publicName"],
        "Zed"
    );

    let change = |old: &str| json!({ "plainPassword": old, "newPassword": "new-secr$t" });
    let password = format!("{path}/password");
    let wrong = send(&world, "PATCH", &password, change("a guess"))
        .await
        .refused(422);
    assert_eq!(wrong["violations"][0]["propertyPath"], "plainPassword");
    send(&world, "PATCH", &password, change("secr$t"))
        .await
        .ok();
    send(&world, "PATCH", &password, change("secr$t"))
        .await
        .refused(422);

    let code = &world.addresses().tripartie.email_verification_input;
    let validate = |code: &str| json!({ "captcha": "solved", "emailVerificationInput": code });
    let validation = format!("{path}/email-validation");
    send(&world, "PATCH", &validation, validate(&"x".repeat(128)))
        .await
        .refused(422);
    send(&world, "PATCH", &validation, validate("short"))
        .await
        .refused(422);
    send(&world, "PATCH", &validation, validate(code))
        .await
        .ok();
}

#[tokio::test]
async fn the_second_factor_wants_a_real_code() {
    let world = World::start().await;
    let id = send(&world, "POST", "/register", register("zoe@x.example"))
        .await
        .ok()["id"]
        .clone();
    let path = format!("/users/{id}");
    let toggle = |code: &str, on: bool| json!({ "totpEnabled": on, "totpChallenge": code });
    let toggled = format!("{path}/totp-toggle");
    send(&world, "PATCH", &toggled, toggle("123456", true))
        .await
        .refused(422);

    let setup = send(&world, "PATCH", &format!("{path}/totp-setup"), json!({}))
        .await
        .ok();
    let totp = Totp::from_url(text(&setup["totpUri"])).unwrap();
    send(&world, "PATCH", &toggled, toggle("no code", true))
        .await
        .refused(422);
    let code = totp.generate_current().to_string();
    assert_eq!(
        send(&world, "PATCH", &toggled, toggle(&code, true))
            .await
            .ok(),
        json!({})
    );
    assert_eq!(
        Reply::of(world.tripartie("GET", &path)).await.ok()["totpEnabled"],
        true
    );

    let sign_in = |code: Option<&str>| json!({ "captcha": "x", "email": "zoe@x.example", "password": "secr$t", "totpInput": code });
    let failed = send(&world, "POST", "/authentication", sign_in(None))
        .await
        .refused(401);
    assert_eq!(failed, json!({ "message": "email or password mismatch" }));
    let token = send(&world, "POST", "/authentication", sign_in(Some(&code)))
        .await
        .ok();
    let base = &world.addresses().tripartie.base_url;
    let me = world
        .anonymous(base, "GET", "/me")
        .bearer_auth(text(&token["token"]));
    assert_eq!(Reply::of(me).await.ok()["id"], id);

    send(&world, "PATCH", &toggled, toggle("no code", false))
        .await
        .refused(422);
    let code = totp.generate_current().to_string();
    send(&world, "PATCH", &toggled, toggle(&code, false))
        .await
        .ok();
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

#[tokio::test]
async fn an_api_clients_secret_is_told_once() {
    let world = World::start().await;
    let body = json!({ "referenceName": "Nightly", "desiredScopes": ["OFFER_READ"] });
    let created = send(&world, "POST", "/api-clients", body).await.ok();
    assert!(text(&created["secret"]).len() >= 32);
    let path = format!("/api-clients/{}", text(&created["identifier"]));
    let read = Reply::of(world.tripartie("GET", &path)).await.ok();
    assert_eq!(read["name"], "Nightly");
    assert!(read.get("secret").is_none());
    let deleted = Reply::of(world.tripartie("DELETE", &path)).await;
    assert_eq!((deleted.status, &deleted.body), (204, &Value::Null));
    Reply::of(world.tripartie("GET", &path)).await.refused(404);
    let long = json!({ "referenceName": "x".repeat(33) });
    send(&world, "POST", "/api-clients", long)
        .await
        .refused(422);
}

#[tokio::test]
async fn a_persona_signs_in_through_an_address_that_ends() {
    let world = World::start().await;
    let base = &world.addresses().tripartie.base_url;
    let post = |path: &str, body| bare(world.anonymous(base, "POST", path), &body);
    let persona = json!({
        "firstName": "John", "lastName": "Doe", "gender": "OTHER", "email": "john@doe.example", "plainPassword": "secr$t",
    });
    let persona = Reply::of(post("/personas/register", persona)).await.ok();
    let sign_in = |password| json!({ "email": "john@doe.example", "plainPassword": password });
    Reply::of(post("/personas/authentication", sign_in("a guess")))
        .await
        .refused(422);
    let signed_in = Reply::of(post("/personas/authentication", sign_in("secr$t")))
        .await
        .ok();
    let end: Timestamp = text(&signed_in["expireAt"]).parse().unwrap();
    assert!(end > Timestamp::now() + SignedDuration::from_mins(55));
    let url = reqwest::Url::parse(&text(&signed_in["authUrl"])).unwrap();
    let token = url
        .query_pairs()
        .find(|(name, _)| name == "t")
        .unwrap()
        .1
        .into_owned();
    let me = world.anonymous(base, "GET", "/personas/me");
    let me = Reply::of(me.header("x-persona-authorization", token))
        .await
        .ok();
    assert_eq!(me, persona);
}

//! Koyeb: tokens, the profile, signing up.

use serde_json::json;

use crate::world::{Reply, World, bare, column, text};

#[tokio::test]
async fn a_token_is_needed_and_must_be_good() {
    let world = World::start().await;
    let base = &world.addresses().koyeb.base_url;
    let none = world.anonymous(base, "GET", "/v1/account/profile");
    let none = Reply::of(none).await.refused(401);
    assert_eq!(none["status"], 401);
    assert!(
        none["code"].is_string() && none["message"].is_string(),
        "{none}"
    );
    let bad = world.koyeb_as("made-up", "GET", "/v1/account/profile");
    Reply::of(bad).await.refused(401);
    let basic = world.anonymous(base, "GET", "/v1/account/profile");
    let basic = basic.header("authorization", &world.addresses().koyeb.token);
    Reply::of(basic).await.refused(401);
}

#[tokio::test]
async fn a_switch_makes_another_token_and_leaves_the_old_one_alone() {
    let world = World::start().await;
    let before = Reply::of(world.koyeb("GET", "/v1/account/organization"))
        .await
        .ok();
    let list = Reply::of(world.koyeb("GET", "/v1/account/organizations"))
        .await
        .ok();
    let other = text(&list["organizations"][3]["id"]);
    assert_ne!(before["organization"]["id"], other);

    let path = format!("/v1/organizations/{other}/switch");
    let switched = Reply::of(bare(world.koyeb("POST", &path), &json!({})))
        .await
        .ok();
    assert_eq!(switched["token"]["organization_id"], other);
    let token = text(&switched["token"]["id"]);
    let current = world.koyeb_as(&token, "GET", "/v1/account/organization");
    assert_eq!(Reply::of(current).await.ok()["organization"]["id"], other);
    let after = Reply::of(world.koyeb("GET", "/v1/account/organization"))
        .await
        .ok();
    assert_eq!(before, after);

    let nowhere = world.koyeb("POST", "/v1/organizations/nowhere/switch");
    Reply::of(bare(nowhere, &json!({}))).await.refused(404);
}

#[tokio::test]
async fn an_unscoped_token_has_no_current_organization() {
    let world = World::start().await;
    let unscope = world.koyeb("POST", "/v1/unscope_organization_token");
    let token = Reply::of(bare(unscope, &json!({}))).await.ok();
    let token = text(&token["token"]["id"]);
    let get = |path| world.koyeb_as(&token, "GET", path);
    Reply::of(get("/v1/account/profile")).await.ok();
    Reply::of(get("/v1/account/organization"))
        .await
        .refused(404);
    Reply::of(get("/v1/organization_invitations"))
        .await
        .refused(403);
}

#[tokio::test]
async fn an_organizations_own_token_knows_no_person() {
    let world = World::start().await;
    let current = Reply::of(world.koyeb("GET", "/v1/account/organization"))
        .await
        .ok();
    let id = text(&current["organization"]["id"]);
    let path = format!("/v1/organizations/{id}/access_token");
    let create =
        |validity: &str| bare(world.koyeb("POST", &path), &json!({ "validity": validity }));
    for bad in ["1h", "90000s", "-1s", "s"] {
        let refused = Reply::of(create(bad)).await.refused(400);
        assert_eq!(refused["fields"][0]["field"], "validity", "{bad}");
    }
    let token = text(&Reply::of(create("123.456789012s")).await.ok()["token"]);
    let get = |path| world.koyeb_as(&token, "GET", path);
    Reply::of(get("/v1/account/profile")).await.refused(403);
    assert_eq!(
        Reply::of(get("/v1/account/organization")).await.ok(),
        current
    );
    Reply::of(get("/v1/organization_invitations")).await.ok();
}

#[tokio::test]
async fn the_first_profile_changes_at_once_and_the_second_a_moment_later() {
    let world = World::start().await;
    let name = async || {
        Reply::of(world.koyeb("GET", "/v1/account/profile"))
            .await
            .ok()["user"]["name"]
            .clone()
    };
    let patch = |path, body| bare(world.koyeb("PATCH", path), &body);
    Reply::of(patch("/v1/account/profile", json!({ "name": "Jana N." })))
        .await
        .ok();
    assert_eq!(name().await, "Jana N.");

    let reply = Reply::of(patch("/v2/account/profile", json!({ "name": "Later" })))
        .await
        .ok();
    assert_eq!(reply["user"]["name"], "Jana N.");
    let written = async {
        while name().await != "Later" {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), written)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_new_address_waits_for_its_mail_and_a_password_wants_the_old_one() {
    let world = World::start().await;
    let patch = |body| bare(world.koyeb("PATCH", "/v1/account/profile"), &body);
    let user = Reply::of(patch(json!({ "email": "other@x.example" })))
        .await
        .ok();
    assert_ne!(user["user"]["email"], "other@x.example");
    let change = json!({ "password": "another one", "current_password": "a guess" });
    let refused = Reply::of(patch(change)).await.refused(400);
    assert_eq!(refused["fields"][0]["field"], "current_password");
    let refused = Reply::of(patch(json!({ "name": "x" }))).await.refused(400);
    assert_eq!(refused["fields"][0]["field"], "name");
}

#[tokio::test]
async fn an_update_mask_keeps_the_rest_out() {
    let world = World::start().await;
    let body = json!({ "name": "Masked Name", "newsletter_subscribed": true });
    let path = "/v1/account/profile?update_mask=newsletter_subscribed";
    let user = Reply::of(bare(world.koyeb("PATCH", path), &body))
        .await
        .ok();
    assert_eq!(user["user"]["newsletter_subscribed"], true);
    assert_ne!(user["user"]["name"], "Masked Name");
}

#[tokio::test]
async fn somebody_new_signs_up_and_has_no_organization() {
    let world = World::start().await;
    let base = &world.addresses().koyeb.base_url;
    let sign_up = |body| bare(world.anonymous(base, "POST", "/v1/account/signup"), &body);
    let missing = Reply::of(sign_up(json!({ "email": "new@x.example" })))
        .await
        .refused(400);
    assert_eq!(missing["code"], "invalid_argument");
    assert_eq!(missing["fields"][0]["field"], "password");

    let body = json!({ "email": "New@X.example", "password": "long enough" });
    let token = Reply::of(sign_up(body.clone())).await.ok();
    let token = text(&token["token"]["id"]);
    let get = |path| world.koyeb_as(&token, "GET", path);
    let user = Reply::of(get("/v1/account/profile")).await.ok();
    assert_eq!(user["user"]["email"], "new@x.example");
    assert_eq!(user["user"]["email_validated"], false);
    let list = Reply::of(get("/v1/account/organizations")).await.ok();
    assert_eq!(list["organizations"], json!([]));
    let again = Reply::of(sign_up(body)).await.refused(409);
    assert_eq!(
        again["code"], 6,
        "a gRPC status, as everything that the description doesn't name"
    );
}

#[tokio::test]
async fn the_ids_from_the_mails_sign_in() {
    let world = World::start().await;
    let address = &world.addresses().koyeb;
    let post = |path: &str, body| bare(world.anonymous(&address.base_url, "POST", path), &body);
    let reset = json!({ "id": address.reset_id, "password": "brand new one" });
    let token = Reply::of(post("/v1/account/update_password", reset))
        .await
        .ok();
    Reply::of(world.koyeb_as(&text(&token["token"]["id"]), "GET", "/v1/account/profile"))
        .await
        .ok();
    let guess = json!({ "id": "a guess", "password": "brand new one" });
    Reply::of(post("/v1/account/update_password", guess))
        .await
        .refused(404);

    let path = format!("/v1/account/validate/{}", address.validation_id);
    Reply::of(world.anonymous(&address.base_url, "POST", &path))
        .await
        .ok();
    let guess = world.anonymous(&address.base_url, "POST", "/v1/account/validate/a-guess");
    Reply::of(guess).await.refused(404);
    let paths: Vec<String> = world
        .sandbox
        .requests()
        .into_iter()
        .map(|row| row.path)
        .collect();
    assert!(
        !paths
            .iter()
            .any(|path| path.contains(&address.validation_id)),
        "{paths:?}"
    );
}

#[tokio::test]
async fn a_sign_in_with_a_provider_ends_with_the_state_it_began_with() {
    let world = World::start().await;
    let options = Reply::of(world.koyeb("GET", "/v1/account/oauth?action=signin"))
        .await
        .ok();
    let state = text(&options["oauth_providers"][0]["state"]);
    let finish = |state: &str| {
        let body = json!({ "state": state, "code": "from the browser" });
        bare(world.koyeb("POST", "/v1/account/oauth"), &body)
    };
    Reply::of(finish("made up")).await.refused(400);
    Reply::of(finish(&state)).await.ok();
    Reply::of(finish(&state)).await.refused(400);
    Reply::of(world.koyeb("GET", "/v1/account/oauth?action=other"))
        .await
        .refused(400);
}

#[tokio::test]
async fn settings_and_the_identity_check_answer() {
    let world = World::start().await;
    let path = "/v1/account/settings";
    let body = json!({ "failed_deployment_email_notification": false });
    Reply::of(bare(world.koyeb("PATCH", path), &body))
        .await
        .ok();
    let settings = Reply::of(world.koyeb("GET", path)).await.ok();
    assert_eq!(
        settings["settings"]["failed_deployment_email_notification"],
        false
    );
    let wrong = json!({ "failed_deployment_email_notification": "no" });
    let refused = Reply::of(bare(world.koyeb("PATCH", path), &wrong))
        .await
        .refused(400);
    assert_eq!(
        column(&refused["fields"], "field"),
        ["failed_deployment_email_notification"]
    );

    let check = Reply::of(world.koyeb("GET", "/v1/account/idenfy"))
        .await
        .ok();
    assert!(!text(&check["auth_token"]).is_empty());
    let stranger = bare(
        world.koyeb("POST", "/v1/account/idenfy"),
        &json!({ "user_id": "x" }),
    );
    Reply::of(stranger).await.refused(404);
}

#[tokio::test]
async fn what_would_have_been_mailed_can_be_read_and_finishes_the_reset() {
    let world = World::start().await;
    let base = &world.addresses().koyeb.base_url;
    let email = json!({"email": "jana.novakova@lindenhof.example"});
    let ask = world.anonymous(base, "POST", "/v1/account/reset_password");
    Reply::of(bare(ask, &email)).await.ok();
    // No vendor describes it, so it is not held against a description.
    let mails = reqwest::get(format!("{base}/outbox")).await.unwrap();
    let mails: serde_json::Value = serde_json::from_str(&mails.text().await.unwrap()).unwrap();
    let mail = &mails[0];
    assert_eq!(mail["about"], "Reset your password");
    assert_eq!(mail["to"], email["email"]);
    let new = json!({"id": mail["id"], "password": "brand new one"});
    let ask = world.anonymous(base, "POST", "/v1/account/update_password");
    Reply::of(bare(ask, &new)).await.ok();
    assert_eq!(mails.as_array().map(Vec::len), Some(1));
}

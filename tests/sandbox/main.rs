//! The sandbox, seen as the vendors' own clients would see it: plain HTTP, no code of usher's.

mod contabo;
mod contabo_session;
mod deliveries;
mod faults;
mod hostile;
mod koyeb_account;
mod koyeb_invitations;
mod koyeb_organizations;
mod shape;
mod tripartie;
mod tripartie_user;
mod world;

use serde_json::Value;
use usher_tui::sandbox::Options;
use world::{Reply, World, text};

#[tokio::test]
async fn each_vendor_knows_the_same_person() {
    let world = World::start().await;
    let koyeb = Reply::of(world.koyeb("GET", "/v1/account/profile"))
        .await
        .ok();
    let tripartie = Reply::of(world.tripartie("GET", "/me")).await.ok();
    let token = world.contabo_token().await;
    let contabo = Reply::of(world.contabo(&token, "GET", "/v1/users"))
        .await
        .ok();
    assert_eq!(koyeb["user"]["email"], tripartie["email"]);
    assert_eq!(koyeb["user"]["email"], contabo["data"][0]["email"]);
    assert_eq!(contabo["data"][0]["owner"], true);
}

#[tokio::test]
async fn the_addresses_are_the_line_that_the_command_prints() {
    let world = World::start().await;
    let line = serde_json::to_value(world.addresses()).unwrap();
    let names = |provider: &str| -> Vec<String> {
        let mut names: Vec<String> = line[provider]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect();
        names.sort();
        names
    };
    assert_eq!(
        names("koyeb"),
        ["base_url", "reset_id", "token", "validation_id"]
    );
    assert_eq!(
        names("tripartie"),
        [
            "base_url",
            "email_verification_input",
            "persona_token",
            "token"
        ]
    );
    assert_eq!(
        names("contabo"),
        [
            "auth_url",
            "base_url",
            "client_id",
            "client_secret",
            "password",
            "username"
        ]
    );
    assert_eq!(
        text(&line["tripartie"]["email_verification_input"]).len(),
        128
    );
    for provider in ["koyeb", "tripartie", "contabo"] {
        let url = text(&line[provider]["base_url"]);
        assert!(url.starts_with("http://127.0.0.1:"), "{url}");
    }
}

#[tokio::test]
async fn the_same_seed_makes_the_same_people_and_another_seed_others() {
    let names = async |seed| {
        let world = World::with(Options {
            seed,
            ..Options::default()
        })
        .await;
        let users = Reply::of(world.tripartie("GET", "/users")).await.ok();
        world::column(&users, "email")
    };
    let first = names(5).await;
    assert_eq!(first, names(5).await);
    assert_ne!(first, names(6).await);
}

#[tokio::test]
async fn what_nobody_serves_is_refused_in_the_vendors_words() {
    let world = World::start().await;
    let token = world.contabo_token().await;
    let koyeb = Reply::of(world.koyeb("GET", "/v1/nothing"))
        .await
        .refused(404);
    assert_eq!(koyeb["code"], "not_found");
    let koyeb = Reply::of(world.koyeb("DELETE", "/v1/account/profile"))
        .await
        .refused(405);
    assert_eq!(koyeb["code"], 12);
    let tripartie = Reply::of(world.tripartie("GET", "/nothing"))
        .await
        .refused(404);
    assert_eq!(tripartie["detail"], "Not Found");
    Reply::of(world.tripartie("PUT", "/me")).await.refused(405);
    let contabo = Reply::of(world.contabo(&token, "GET", "/v1/nothing"))
        .await
        .refused(404);
    assert_eq!(contabo["statusCode"], 404);
    Reply::of(world.contabo(&token, "DELETE", "/v1/users"))
        .await
        .refused(405);
}

#[tokio::test]
async fn a_body_is_limited() {
    let world = World::start().await;
    let huge = Value::String("x".repeat(2 << 20));
    let request = world
        .koyeb("POST", "/v1/organizations")
        .body(huge.to_string());
    // The refusal may come while the body is still on its way: then the client sees the broken line instead.
    if let Ok(answer) = request.send().await {
        assert_eq!(answer.status(), 413);
    }
    Reply::of(world.koyeb("GET", "/v1/account/profile"))
        .await
        .ok();
}

#[tokio::test]
async fn three_ports_in_a_row_are_taken_when_one_is_given() {
    // Another program may hold any port: the first free triple of a few will do.
    for port in (20_000..60_000).step_by(1_371) {
        let options = Options {
            port,
            ..Options::default()
        };
        if let Ok(sandbox) = usher_tui::sandbox::Sandbox::start(options).await {
            let address = sandbox.addresses();
            assert!(address.koyeb.base_url.ends_with(&format!(":{port}")));
            assert!(
                address
                    .tripartie
                    .base_url
                    .ends_with(&format!(":{}", port + 1))
            );
            assert!(
                address
                    .contabo
                    .base_url
                    .ends_with(&format!(":{}", port + 2))
            );
            return;
        }
    }
    panic!("no three free ports");
}

#[tokio::test]
async fn a_port_that_is_taken_is_named() {
    let taken = World::start().await;
    let url = &taken.addresses().koyeb.base_url;
    let port: u16 = url.rsplit(':').next().unwrap().parse().unwrap();
    let options = Options {
        port,
        ..Options::default()
    };
    let error = usher_tui::sandbox::Sandbox::start(options)
        .await
        .err()
        .unwrap();
    assert!(
        error.to_string().contains(&format!("port {port}")),
        "{error}"
    );
}

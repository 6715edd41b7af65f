//! Signing in where one is, with the real worker and the real sandbox: what was refused is done afterwards.

#[allow(dead_code, reason = "each test file uses its own part of the player")]
mod player;

use std::{fs, path::Path};

use player::Player;
use usher_tui::{
    api::{Argument, Arguments, tripartie::AUTHENTICATE},
    app::{Place, Setup},
    config::{Profile, SecretSource},
    domain::{Clean, Provider, Secret},
    sandbox::{Fault, FaultKind, Options, Sandbox},
    worker::{Access, Direct},
};

async fn sandbox() -> (Sandbox, Profile) {
    let sandbox = Sandbox::start(Options::default()).await.unwrap();
    let profile = Profile::demo(sandbox.addresses()).unwrap();
    (sandbox, profile)
}

fn held(secret: &str) -> SecretSource {
    SecretSource::Held(Secret::new(secret))
}

fn fail_next(sandbox: &Sandbox, provider: Provider, path: &str, kind: FaultKind) {
    sandbox.fail_next(Fault {
        provider,
        method: None,
        path: path.to_owned(),
        times: 1,
        kind,
    });
}

/// What the program knows of a profile whose Koyeb token is in a file.
fn setup(name: &'static str, provider: Provider, file: &Path) -> Setup {
    Setup {
        places: vec![Place {
            provider,
            name,
            source: Some(Clean::from(format!("the file {}", file.display()))),
            is_writable: true,
            text: None,
        }],
        ..Setup::default()
    }
}

#[tokio::test]
async fn a_token_that_the_vendor_does_not_know_is_asked_for_at_the_start() {
    let (sandbox, mut profile) = sandbox().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("koyeb");
    fs::write(&file, "WRONG").unwrap();
    fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    profile.koyeb.as_mut().unwrap().token = Some(SecretSource::File(file.clone()));
    let token = sandbox.addresses().koyeb.token.clone();
    let setup = setup("koyeb.token", Provider::Koyeb, &file);
    let mut player = Player::with(sandbox, profile, setup).await;
    assert!(
        player.screen().contains("Sign in at Koyeb"),
        "{}",
        player.screen()
    );

    player.type_text("STILL-WRONG").await;
    player.press("enter").await;
    assert!(
        player.screen().contains("Invalid or expired token"),
        "{}",
        player.screen()
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), "WRONG");
    player.paste(&format!(" {token}\n")).await;
    player.press("enter").await;
    let screen = player.screen();
    assert!(
        screen.contains("Signed in at Koyeb, kept in the file"),
        "{screen}"
    );
    assert!(screen.contains("Koyeb     (you)"), "{screen}");
    assert_eq!(fs::read_to_string(&file).unwrap().trim(), token);
    assert!(!screen.contains(&token));
}

#[tokio::test]
async fn an_invitation_is_accepted_after_the_session_has_ended() {
    let (sandbox, profile) = sandbox().await;
    let token = sandbox.addresses().koyeb.token.clone();
    let mut player = Player::with(sandbox, profile, Setup::default()).await;
    fail_next(
        &player.sandbox,
        Provider::Koyeb,
        "/accept",
        FaultKind::Status(401),
    );
    player.press("3").await;
    player.press("a").await;
    assert!(
        player.screen().contains("Sign in at Koyeb"),
        "{}",
        player.screen()
    );
    assert!(
        player
            .done("koyeb.accept_organization_invitation")
            .is_empty()
    );
    player.paste(&token).await;
    player.press("ctrl-s").await;
    assert_eq!(player.done("koyeb.accept_organization_invitation").len(), 1);
    let screen = player.screen();
    assert!(!screen.contains("Sign in at"), "{screen}");
    assert!(screen.contains("accepted"), "{screen}");
}

/// The token of a browser's session is revoked, and a form is sent: what was typed is sent with the next token.
#[tokio::test]
async fn a_form_is_sent_after_the_token_was_revoked() {
    let (sandbox, mut profile) = sandbox().await;
    let to = sandbox.addresses().clone();
    let arguments = Arguments::NONE
        .with("email", Argument::Text(to.contabo.username.clone()))
        .with(
            "password",
            Argument::Secret(Secret::new(to.contabo.password.as_str())),
        )
        .with("captcha", Argument::Secret(Secret::new("captcha")));
    let direct = Direct::new(profile.clone(), Access::ReadWrite);
    let reply = direct.call(&AUTHENTICATE, &arguments).await.unwrap();
    let reply: serde_json::Value = serde_json::from_str(&reply.body).unwrap();
    profile.tripartie.as_mut().unwrap().token = Some(held(reply["token"].as_str().unwrap()));

    let mut player = Player::with(sandbox, profile, Setup::default()).await;
    assert!(
        player.screen().contains("Tripartie (you)"),
        "{}",
        player.screen()
    );
    player.press(":").await;
    player.type_text("tripartie.create_api_client").await;
    player.press("enter").await;
    player.type_text("Importer").await;
    player.press("tab").await;
    player.press("space").await;
    fail_next(
        &player.sandbox,
        Provider::Tripartie,
        "/api-clients",
        FaultKind::RevokeTokens,
    );
    player.press("ctrl-s").await;
    assert!(
        player.screen().contains("Sign in at Tripartie"),
        "{}",
        player.screen()
    );
    player.paste(&to.tripartie.token).await;
    player.press("enter").await;
    assert_eq!(player.done("tripartie.create_api_client").len(), 1);
    let screen = player.screen();
    assert!(!screen.contains("Sign in at"), "{screen}");
    assert!(screen.contains("Importer"), "{screen}");
}

#[tokio::test]
async fn the_session_takes_what_a_password_sign_in_hands_out() {
    let (sandbox, mut profile) = sandbox().await;
    let to = sandbox.addresses().contabo.clone();
    profile.tripartie.as_mut().unwrap().token = Some(held("WRONG"));
    let mut player = Player::with(sandbox, profile, Setup::default()).await;
    player.press("ctrl-o").await;
    player.type_text(&to.username).await;
    player.press("tab").await;
    player.type_text(&to.password).await;
    player.press("tab").await;
    player.press("tab").await;
    player.type_text("captcha").await;
    player.press("ctrl-s").await;
    let screen = player.screen();
    assert!(screen.contains("Signed in at Tripartie"), "{screen}");
    assert!(screen.contains("Tripartie (you)"), "{screen}");
    assert_eq!(player.done("tripartie.authenticate").len(), 1);
}

#[tokio::test]
async fn a_new_client_secret_takes_the_place_of_the_old_one() {
    let (sandbox, mut profile) = sandbox().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("client");
    let old = sandbox.addresses().contabo.client_secret.clone();
    fs::write(&file, &old).unwrap();
    fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let contabo = profile.contabo.as_mut().unwrap();
    contabo.client_secret = Some(SecretSource::File(file.clone()));
    let client_id = sandbox.addresses().contabo.client_id.clone();
    let mut player = Player::with(sandbox, profile, Setup::default()).await;
    player.press("4").await;
    player.press("/").await;
    player.type_text(&client_id).await;
    player.press("enter").await;
    player.press(":").await;
    player.type_text("contabo.generate_client_secret").await;
    player.press("enter").await;
    player.type_text(&client_id).await;
    player.press("enter").await;
    let screen = player.screen();
    assert!(screen.contains("The new secret is in the file"), "{screen}");
    assert!(screen.contains("Signing in with it"), "{screen}");
    let new = fs::read_to_string(&file).unwrap();
    assert_ne!(new.trim(), old);
    assert!(!screen.contains(new.trim()), "masked until it is wanted");
    player.press("esc").await;
    player.press("R").await;
    assert!(
        !player.screen().contains("Sign in at"),
        "{}",
        player.screen()
    );
}

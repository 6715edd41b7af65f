//! A new secret of Contabo's OAuth client: the old one stops working, so the new one is put into its place before it is shown.

use std::fs;

use usher_tui::{
    config::{Address, ContaboAccount, Profile, SecretSource},
    domain::Secret,
    sandbox::{Addresses, Options, Sandbox},
    worker::{Access, Direct, RawReply},
};

use crate::home::{Home, Said, run};

const ROTATE: &[&str] = &["call", "contabo.generate_client_secret", "--yes"];
const LOOK: &[&str] = &["profiles"];

async fn sandbox() -> Sandbox {
    Sandbox::start(Options::default()).await.unwrap()
}

/// A configuration with the client's secret in this place.
fn config(at: &Addresses, place: &str) -> String {
    let at = &at.contabo;
    format!(
        "[profiles.me.contabo]\nbase_url = \"{}\"\nauth_url = \"{}\"\nclient_id = \"{}\"\nclient_secret = {place}\n\
         username = \"{}\"\npassword = {{ env = \"PASSWORD\" }}\n",
        at.base_url, at.auth_url, at.client_id, at.username
    )
}

async fn usher(home: &Home, at: &Addresses, arguments: &[&str]) -> Said {
    let mut usher = home.usher(arguments);
    usher
        .env("PASSWORD", &at.contabo.password)
        .env("CLIENT", &at.contabo.client_secret);
    tokio::task::spawn_blocking(move || run(&mut usher, ""))
        .await
        .unwrap()
}

#[tokio::test]
async fn the_new_secret_takes_the_place_of_the_old_one_and_works() {
    let sandbox = sandbox().await;
    let at = sandbox.addresses();
    let home = Home::with(&config(at, "{ file = \"client\" }"));
    home.write(".config/usher/client", &at.contabo.client_secret);
    let said = usher(&home, at, ROTATE).await;
    assert_eq!(said.status, 0, "{said:?}");
    assert!(
        said.err.contains("The new secret is in the file "),
        "{said:?}"
    );
    assert!(said.err.contains("Signing in with it works."), "{said:?}");

    let kept = home.read(".config/usher/client");
    assert_ne!(kept.trim(), at.contabo.client_secret);
    assert!(said.out.contains(kept.trim()), "it is shown, too");
    assert!(!said.err.contains(kept.trim()));
    assert_eq!(home.mode(".config/usher/client"), 0o600);
    let said = usher(&home, at, LOOK).await;
    assert_eq!(said.status, 0, "{said:?}");
}

#[tokio::test]
async fn a_place_that_usher_cannot_write_to_is_named() {
    let sandbox = sandbox().await;
    let at = sandbox.addresses();
    let home = Home::with(&config(at, "{ env = \"CLIENT\" }"));
    let said = usher(&home, at, ROTATE).await;
    assert_eq!(said.status, 0, "{said:?}");
    for words in [
        "usher can't write to the environment variable CLIENT: put the new secret there now",
        "Signing in with it works.",
    ] {
        assert!(said.err.contains(words), "{said:?}");
    }
    let said = usher(&home, at, LOOK).await;
    assert_eq!(said.status, 1, "the variable has the old one: {said:?}");
}

/// Between reading the old secret and writing the new one, the file becomes something else.
#[tokio::test]
async fn a_secret_that_cannot_be_stored_is_shown_with_a_warning() {
    let sandbox = sandbox().await;
    let at = &sandbox.addresses().contabo;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("client");
    fs::write(&path, &at.client_secret).unwrap();
    fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let held = |text: &str| Some(SecretSource::Held(Secret::new(text)));
    let profile = Profile {
        contabo: Some(ContaboAccount {
            base_url: Address::new(&at.base_url).unwrap(),
            auth_url: Address::new(&at.auth_url).unwrap(),
            client_id: held(&at.client_id),
            client_secret: Some(SecretSource::File(path.clone())),
            username: held(&at.username),
            password: held(&at.password),
            token: None,
        }),
        ..Profile::default()
    };
    let direct = Direct::new(profile, Access::ReadWrite);
    let call = async |operation| -> RawReply {
        let none = usher_tui::api::Arguments::NONE;
        direct.call(operation, &none).await.unwrap()
    };
    call(&usher_tui::api::contabo::RETRIEVE_USER_CLIENT).await;
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    let reply = call(&usher_tui::api::contabo::GENERATE_CLIENT_SECRET).await;
    let remark = reply.remark.unwrap();
    let remark = remark.as_str();
    assert!(
        remark.starts_with("THE NEW SECRET IS NOT STORED (the file "),
        "{remark}"
    );
    assert!(remark.contains("copy it now"), "{remark}");
    assert!(remark.ends_with("Signing in with it works."), "{remark}");
    let shown: serde_json::Value = serde_json::from_str(&reply.body).unwrap();
    let new = shown["data"][0]["secret"].as_str().unwrap();
    assert!(!remark.contains(new));
}

//! Contabo's users, S3 keys and OAuth client.

use serde_json::Value;

use crate::script::{Script, text};

fn first_user(script: &Script) -> String {
    let list = script.done("contabo.retrieve_user_list", &[("size", "1")]);
    text(&list["data"][0]["userId"])
}

pub fn users(script: &Script) {
    let created = script.done(
        "contabo.create_user",
        &[
            ("email", "new@lindenhof.example"),
            ("firstName", "Neu"),
            ("enabled", "true"),
            ("totp", "false"),
            ("locale", "de"),
        ],
    );
    let user = text(&created["data"][0]["userId"]);
    let id = ("userId", user.as_str());
    let found = script.done("contabo.retrieve_user_list", &[("email", "new@linden")]);
    assert_eq!(found["data"][0]["userId"], id.1);
    let change = [
        id,
        ("firstName", "Ελένη"),
        ("enabled", "no"),
        ("roles", "[102]"),
    ];
    script.done("contabo.update_user", &change);
    let read = || script.done("contabo.retrieve_user", &[id])["data"][0].clone();
    assert_eq!(
        (&read()["firstName"], &read()["enabled"]),
        (&"Ελένη".into(), &false.into())
    );
    assert_eq!(read()["roles"][0]["roleId"], 102);
    let mailed = [
        id,
        ("redirectUrl", "https://lindenhof.example/welcome?a=1&b=2"),
    ];
    for operation in [
        "contabo.resend_email_verification",
        "contabo.reset_password",
    ] {
        assert_eq!(
            script.done(operation, &mailed),
            Value::Null,
            "a 204 says nothing"
        );
    }
    assert_eq!(script.done("contabo.delete_user", &[id]), Value::Null);
    let words = script.refused("contabo.retrieve_user", &[id]);
    assert!(words.contains("status 404"), "{words}");
}

pub fn s3_keys(script: &Script) {
    let user = first_user(script);
    let user = ("userId", user.as_str());
    let list = script.done("contabo.list_object_storage_credentials", &[user]);
    let storage = text(&list["data"][0]["objectStorageId"]);
    let key = list["data"][0]["credentialId"].to_string();
    let path = [
        user,
        ("objectStorageId", storage.as_str()),
        ("credentialId", key.as_str()),
    ];
    let read = || script.done("contabo.get_object_storage_credentials", &path)["data"][0].clone();
    let before = read();
    let renewed = script.done("contabo.regenerate_object_storage_credentials", &path);
    assert_ne!(before["secretKey"], renewed["data"][0]["secretKey"]);
    assert_eq!(read(), renewed["data"][0]);
}

pub fn oauth_client(script: &Script) {
    let client = script.done("contabo.retrieve_user_client", &[]);
    let addresses = script.shell().sandbox.addresses();
    assert_eq!(
        client["data"][0]["clientId"],
        addresses.contabo.client_id.as_str()
    );
    assert_eq!(
        client["data"][0]["secret"],
        addresses.contabo.client_secret.as_str()
    );
    let renewed = script.done("contabo.generate_client_secret", &[]);
    let words = script.refused("contabo.retrieve_user_client", &[]);
    assert!(
        words.contains("status 401"),
        "the old one is no good: {words}"
    );
    let secret = text(&renewed["data"][0]["secret"]);
    let script = script.with("CONTABO_CLIENT_SECRET", &secret);
    let client = script.done("contabo.retrieve_user_client", &[]);
    assert_eq!(client["data"][0]["secret"], secret.as_str());
}

//! Tripartie's users and API clients.

use crate::script::{Script, has, text};

/// The number in `/users/4102`.
pub fn number(iri: &str) -> String {
    iri.rsplit('/').next().unwrap().to_owned()
}

pub fn users(script: &Script) {
    let form = [
        ("firstName", "Jacob"),
        ("lastName", "Tahri"),
        ("email", "jacob@company.example"),
        ("invitedRole", "ROLE_ADMIN"),
    ];
    let invited = script.done("tripartie.invite_user", &form);
    let last = script.done("tripartie.list_users", &[("page", "3")]);
    assert!(has(&last, "email", "jacob@company.example"));
    let id = invited["id"].to_string();
    let user = script.done("tripartie.get_user", &[("id", &id)]);
    assert_eq!(user["email"], "jacob@company.example");
    let words = script.refused("tripartie.invite_user", &form);
    assert!(words.contains("status 422"), "{words}");
}

pub fn oneself(script: &Script) {
    let me = || script.done("tripartie.get_me", &[]);
    let id = me()["id"].to_string();
    let id = ("id", id.as_str());
    let consents = [("consentMailNotification", "yes"), ("consentMailAds", "no")];
    let change = [
        id,
        ("publicName", "Jana aus Köln"),
        consents[0],
        consents[1],
    ];
    script.done("tripartie.update_user", &change);
    let user = script.done("tripartie.get_user", &[id]);
    assert_eq!(user["publicName"], "Jana aus Köln");
    let old = &script.shell().sandbox.addresses().contabo.password;
    let change = |old| [id, ("plainPassword", old), ("newPassword", "new-secr$t")];
    script.refused("tripartie.change_password", &change("a guess"));
    script.done("tripartie.change_password", &change(old));
    script.refused("tripartie.change_password", &change(old));
}

pub fn api_clients(script: &Script) {
    let form = [
        ("referenceName", "Nightly"),
        ("desiredScopes", "OFFER_READ"),
        ("desiredScopes", "OFFER_WRITE"),
    ];
    let created = script.done("tripartie.create_api_client", &form);
    assert!(!text(&created["secret"]).is_empty());
    let id = text(&created["identifier"]);
    let id = ("identifier", id.as_str());
    let read = script.done("tripartie.get_api_client", &[id]);
    assert_eq!(
        (&read["name"], read.get("secret")),
        (&"Nightly".into(), None)
    );
    let list = || script.done("tripartie.list_api_clients", &[]);
    assert!(has(&list(), "identifier", id.1));
    assert!(script.done("tripartie.delete_api_client", &[id]).is_null());
    assert!(!has(&list(), "identifier", id.1));
    script.refused("tripartie.get_api_client", &[id]);
}

//! Secrets stay where they belong: not a trace of them in anything that is told.

use usher_tui::{
    api::{
        Arguments,
        contabo::{CREATE_USER, RETRIEVE_USER_LIST},
        koyeb::{GET_CURRENT_USER, LIST_USER_ORGANIZATIONS, SWITCH_ORGANIZATION},
        tripartie::{GET_PERSONA, LIST_USERS},
    },
    config::{Address, ContaboAccount, KoyebAccount, Profile, TripartieAccount},
    domain::Provider,
    sandbox::FaultKind,
    worker::{Access, Limits},
};

use crate::{
    changes::new_user,
    client::{Client, fail_next, held, impatient, profile, sandbox},
    wire::{Wire, json},
};

#[tokio::test]
async fn no_secret_is_told_whatever_goes_wrong() {
    let sandbox = sandbox().await;
    let addresses = sandbox.addresses().clone();
    let profile = profile(&sandbox);
    let shown = format!("{profile:?}");
    let mut client = Client::with(profile, Access::ReadWrite, impatient());
    for kind in [
        FaultKind::Status(400),
        FaultKind::Status(401),
        FaultKind::Status(403),
        FaultKind::Status(500),
        FaultKind::Garbage,
        FaultKind::Html,
        FaultKind::Hang,
        FaultKind::DropBefore,
        FaultKind::Redirect(307, "https://user:pass@example.com/?token=x".to_owned()),
    ] {
        for provider in Provider::ALL {
            fail_next(&sandbox, provider, "", 2, kind.clone());
        }
        for operation in [
            &LIST_USER_ORGANIZATIONS,
            &GET_CURRENT_USER,
            &LIST_USERS,
            &GET_PERSONA,
            &RETRIEVE_USER_LIST,
        ] {
            client.call(operation, Arguments::NONE).await.ok();
        }
        client
            .call(&CREATE_USER, new_user("x@example.com"))
            .await
            .ok();
    }
    let said = format!("{}{shown}", client.said.concat());
    assert!(said.len() > 10_000);
    for secret in [
        &addresses.koyeb.token,
        &addresses.tripartie.token,
        &addresses.tripartie.persona_token,
        &addresses.contabo.client_secret,
        &addresses.contabo.password,
    ] {
        assert!(!said.contains(secret), "{secret}");
    }
}

/// A server that gives everything back that it was sent, in its errors too.
#[tokio::test]
async fn a_vendor_that_hands_tokens_out_does_not_get_them_shown() {
    let api = Wire::start(|request| match request.split(' ').nth(1).unwrap() {
        "/token" if request.contains("CANARY-PASSWORD") && request.contains("WRONG") => json(
            401,
            r#"{"error":"invalid_grant","error_description":"bad password CANARY-PASSWORD"}"#,
        ),
        "/token" => json(
            200,
            r#"{"access_token":"CANARY-ACCESS","refresh_token":"CANARY-REFRESH","expires_in":300}"#,
        ),
        path if path.ends_with("/switch") => json(200, r#"{"token":{"id":"CANARY-SCOPED"}}"#),
        _ => json(200, r#"{"data":[],"token":"CANARY-IN-REPLY"}"#),
    })
    .await;
    let base_url = Address::new(&api.base_url).unwrap();
    for client_id in ["id", "WRONG"] {
        let profile = Profile {
            koyeb: Some(KoyebAccount {
                base_url: base_url.clone(),
                token: Some(held("CANARY-KOYEB")),
                ..KoyebAccount::default()
            }),
            tripartie: Some(TripartieAccount {
                base_url: base_url.clone(),
                token: Some(held("CANARY-TRIPARTIE")),
                ..TripartieAccount::default()
            }),
            contabo: Some(ContaboAccount {
                base_url: base_url.clone(),
                auth_url: Address::new(&format!("{}/token", api.base_url)).unwrap(),
                client_id: Some(held(client_id)),
                client_secret: Some(held("CANARY-CLIENT")),
                username: Some(held("me@example.com")),
                password: Some(held("CANARY-PASSWORD")),
                token: None,
            }),
            ..Profile::default()
        };
        let mut client = Client::with(profile, Access::ReadWrite, Limits::default());
        client.call(&RETRIEVE_USER_LIST, Arguments::NONE).await.ok();
        client.call(&GET_CURRENT_USER, Arguments::NONE).await.ok();
        client.call(&LIST_USERS, Arguments::NONE).await.ok();
        let to = Arguments::NONE.text("id", "org");
        client.call(&SWITCH_ORGANIZATION, to).await.unwrap();
        client
            .call(&LIST_USER_ORGANIZATIONS, Arguments::NONE)
            .await
            .ok();
        let said = client.said.concat();
        assert!(said.contains("SignedIn"));
        assert!(!said.contains("CANARY"), "{said}");
    }
}

//! Signing in while the program runs: what is tried, what is kept, and what is forgotten.

use std::{fs, path::Path};

use usher_tui::{
    api::{
        Argument, Arguments, Credentials, Reason, Session,
        contabo::RETRIEVE_USER_LIST,
        koyeb::{GET_CURRENT_USER, LIST_ORGANIZATION_INVITATIONS, LIST_USER_ORGANIZATIONS},
        tripartie::{AUTHENTICATE, GET_ME, GET_PERSONA},
    },
    config::{Profile, SecretSource},
    domain::{Provider, Secret},
    sandbox::{FaultKind, Sandbox},
    worker::{Access, Limits},
};

use crate::client::{Client, fail_next, held, profile, sandbox, seen, token_calls};

fn values(values: &[(&'static str, &str)]) -> Credentials {
    let secret = |(name, value): &(&'static str, &str)| (*name, Secret::new(*value));
    Credentials::Values(values.iter().map(secret).collect())
}

/// A profile whose tokens the vendors do not know, and what they would take.
fn wrong(sandbox: &Sandbox) -> Profile {
    let mut profile = profile(sandbox);
    profile.koyeb.as_mut().unwrap().token = Some(held("WRONG"));
    profile.tripartie.as_mut().unwrap().token = Some(held("WRONG"));
    profile.contabo.as_mut().unwrap().password = Some(held("WRONG"));
    profile
}

fn right(sandbox: &Sandbox, provider: Provider) -> Credentials {
    let to = sandbox.addresses();
    match provider {
        Provider::Koyeb => values(&[("koyeb.token", &to.koyeb.token)]),
        Provider::Tripartie => values(&[("tripartie.token", &to.tripartie.token)]),
        Provider::Contabo => values(&[
            ("contabo.client_id", &to.contabo.client_id),
            ("contabo.client_secret", &to.contabo.client_secret),
            ("contabo.username", &to.contabo.username),
            ("contabo.password", &to.contabo.password),
        ]),
    }
}

#[tokio::test]
async fn what_the_vendor_takes_is_worked_with_from_then_on() {
    let sandbox = sandbox().await;
    let mut client = Client::new(wrong(&sandbox));
    for (provider, operation) in [
        (Provider::Koyeb, &LIST_USER_ORGANIZATIONS),
        (Provider::Tripartie, &GET_ME),
        (Provider::Contabo, &RETRIEVE_USER_LIST),
    ] {
        client.problem(operation, Arguments::NONE).await;
        assert!(matches!(client.session(provider), Session::Refused(_)));
        let kept = client
            .sign_in(provider, right(&sandbox, provider), false)
            .await;
        assert_eq!(kept.unwrap().kept.as_str(), "for this run", "{provider}");
        assert!(
            matches!(client.session(provider), Session::SignedIn { .. }),
            "{provider}"
        );
        client.call(operation, Arguments::NONE).await.unwrap();
    }
}

#[tokio::test]
async fn what_the_vendor_refuses_changes_nothing() {
    let sandbox = sandbox().await;
    let mut client = Client::new(profile(&sandbox));
    let all = [
        (
            Provider::Koyeb,
            &LIST_USER_ORGANIZATIONS,
            values(&[("koyeb.token", "CANARY-7")]),
        ),
        (
            Provider::Tripartie,
            &GET_ME,
            values(&[("tripartie.token", "CANARY-7")]),
        ),
        (
            Provider::Contabo,
            &RETRIEVE_USER_LIST,
            values(&[
                ("contabo.client_id", "CANARY-7"),
                ("contabo.client_secret", "CANARY-7"),
                ("contabo.username", "CANARY-7"),
                ("contabo.password", "CANARY-7"),
            ]),
        ),
    ];
    for (provider, operation, with) in all {
        client.call(operation, Arguments::NONE).await.unwrap();
        let problem = client.sign_in(provider, with, true).await.unwrap_err();
        assert_eq!(problem.reason, Reason::SignIn, "{provider}: {problem}");
        assert!(
            matches!(client.session(provider), Session::SignedIn { .. }),
            "{provider}"
        );
        client.call(operation, Arguments::NONE).await.unwrap();
    }
    assert!(client.said.iter().all(|said| !said.contains("CANARY-7")));
}

#[tokio::test]
async fn an_organizations_token_signs_in_though_it_is_nobodys() {
    let sandbox = sandbox().await;
    let mut client = Client::new(wrong(&sandbox));
    fail_next(
        &sandbox,
        Provider::Koyeb,
        GET_CURRENT_USER.path,
        1,
        FaultKind::Status(403),
    );
    let with = right(&sandbox, Provider::Koyeb);
    client.sign_in(Provider::Koyeb, with, false).await.unwrap();
    client
        .call(&LIST_ORGANIZATION_INVITATIONS, Arguments::NONE)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_persona_signs_in_beside_the_user() {
    let sandbox = sandbox().await;
    let mut profile = profile(&sandbox);
    profile.tripartie.as_mut().unwrap().persona_token = None;
    let mut client = Client::new(profile);
    client.problem(&GET_PERSONA, Arguments::NONE).await;
    let token = &sandbox.addresses().tripartie.persona_token;
    let with = values(&[("tripartie.persona_token", token)]);
    client
        .sign_in(Provider::Tripartie, with, false)
        .await
        .unwrap();
    client.call(&GET_PERSONA, Arguments::NONE).await.unwrap();
    client.call(&GET_ME, Arguments::NONE).await.unwrap();
}

/// A secret in a file that nobody else reads.
fn file(folder: &Path, name: &str, text: &str) -> SecretSource {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    SecretSource::File(path)
}

#[tokio::test]
async fn what_shall_be_kept_is_where_the_profile_has_it() {
    let sandbox = sandbox().await;
    let folder = tempfile::tempdir().unwrap();
    let read = |name| fs::read_to_string(folder.path().join(name)).unwrap();
    let mut profile = wrong(&sandbox);
    profile.koyeb.as_mut().unwrap().token = Some(file(folder.path(), "koyeb", "WRONG"));
    profile.contabo.as_mut().unwrap().password = Some(file(folder.path(), "contabo", "WRONG"));
    let mut client = Client::new(profile);

    let with = right(&sandbox, Provider::Koyeb);
    client
        .sign_in(Provider::Koyeb, with.clone(), false)
        .await
        .unwrap();
    assert_eq!(read("koyeb").trim(), "WRONG", "that was not wanted");
    let kept = client.sign_in(Provider::Koyeb, with, true).await.unwrap();
    assert!(
        kept.kept.as_str().starts_with("kept in the file "),
        "{kept:?}"
    );
    assert_eq!(read("koyeb").trim(), sandbox.addresses().koyeb.token);

    let with = right(&sandbox, Provider::Contabo);
    let kept = client.sign_in(Provider::Contabo, with, true).await.unwrap();
    assert!(!kept.is_lost, "{kept:?}");
    assert_eq!(read("contabo").trim(), sandbox.addresses().contabo.password);
}

#[tokio::test]
async fn a_read_only_run_keeps_and_removes_nothing() {
    let sandbox = sandbox().await;
    let folder = tempfile::tempdir().unwrap();
    let mut profile = wrong(&sandbox);
    profile.koyeb.as_mut().unwrap().token = Some(file(folder.path(), "koyeb", "WRONG"));
    let mut client = Client::with(profile, Access::ReadOnly, Limits::default());
    let with = right(&sandbox, Provider::Koyeb);
    let kept = client.sign_in(Provider::Koyeb, with, true).await.unwrap();
    assert_eq!(kept.kept.as_str(), "for this run");
    let said = client.sign_out(Provider::Koyeb, true).await.unwrap();
    assert_eq!(said.as_str(), "for this run");
    let text = fs::read_to_string(folder.path().join("koyeb")).unwrap();
    assert_eq!(text, "WRONG");
}

#[tokio::test]
async fn what_can_not_be_kept_works_for_this_run_and_says_so() {
    let sandbox = sandbox().await;
    let folder = tempfile::tempdir().unwrap();
    let mut profile = wrong(&sandbox);
    profile.koyeb.as_mut().unwrap().token = Some(SecretSource::File(folder.path().to_owned()));
    let mut client = Client::new(profile);
    let with = right(&sandbox, Provider::Koyeb);
    let kept = client.sign_in(Provider::Koyeb, with, true).await.unwrap();
    assert!(kept.is_lost, "{kept:?}");
    assert!(
        kept.kept.as_str().contains("it can't be kept: the file "),
        "{kept:?}"
    );
    client
        .call(&LIST_USER_ORGANIZATIONS, Arguments::NONE)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_password_is_tried_once_whatever_comes_of_it() {
    let sandbox = sandbox().await;
    let mut client = Client::new(wrong(&sandbox));
    let with = |password: &str| {
        let email = sandbox.addresses().contabo.username.clone();
        let arguments = Arguments::NONE
            .with("email", Argument::Text(email))
            .with("password", Argument::Secret(Secret::new(password)))
            .with("captcha", Argument::Secret(Secret::new("captcha")));
        Credentials::Password(arguments)
    };
    for kind in [
        FaultKind::Status(503),
        FaultKind::Status(429),
        FaultKind::DropBefore,
    ] {
        fail_next(&sandbox, Provider::Tripartie, AUTHENTICATE.path, 1, kind);
        let before = seen(&sandbox, &AUTHENTICATE).len();
        let right = with(&sandbox.addresses().contabo.password);
        client
            .sign_in(Provider::Tripartie, right, false)
            .await
            .unwrap_err();
        assert!(seen(&sandbox, &AUTHENTICATE).len() <= before + 1);
    }
    let before = seen(&sandbox, &AUTHENTICATE).len();
    let wrong = with("WRONG");
    client
        .sign_in(Provider::Tripartie, wrong, false)
        .await
        .unwrap_err();
    assert_eq!(seen(&sandbox, &AUTHENTICATE).len(), before + 1);

    let right = with(&sandbox.addresses().contabo.password);
    client
        .sign_in(Provider::Tripartie, right, false)
        .await
        .unwrap();
    client.call(&GET_ME, Arguments::NONE).await.unwrap();
}

#[tokio::test]
async fn the_token_of_a_password_is_kept_and_the_password_is_not() {
    let sandbox = sandbox().await;
    let folder = tempfile::tempdir().unwrap();
    let mut profile = wrong(&sandbox);
    profile.tripartie.as_mut().unwrap().token = Some(file(folder.path(), "tripartie", "WRONG"));
    let mut client = Client::new(profile);
    let password = &sandbox.addresses().contabo.password;
    let arguments = Arguments::NONE
        .with(
            "email",
            Argument::Text(sandbox.addresses().contabo.username.clone()),
        )
        .with("password", Argument::Secret(Secret::new(password.as_str())))
        .with("captcha", Argument::Secret(Secret::new("captcha")));
    let with = Credentials::Password(arguments);
    client
        .sign_in(Provider::Tripartie, with, true)
        .await
        .unwrap();
    let kept = fs::read_to_string(folder.path().join("tripartie")).unwrap();
    assert!(!kept.contains(password) && kept.trim() != "WRONG");
}

#[tokio::test]
async fn signing_out_forgets_and_removes() {
    let sandbox = sandbox().await;
    let folder = tempfile::tempdir().unwrap();
    let mut profile = profile(&sandbox);
    let token = &sandbox.addresses().koyeb.token;
    profile.koyeb.as_mut().unwrap().token = Some(file(folder.path(), "koyeb", token));
    let mut client = Client::new(profile);
    client
        .call(&LIST_USER_ORGANIZATIONS, Arguments::NONE)
        .await
        .unwrap();
    client
        .call(&RETRIEVE_USER_LIST, Arguments::NONE)
        .await
        .unwrap();

    assert_eq!(
        client.sign_out(Provider::Koyeb, false).await.unwrap(),
        "for this run"
    );
    assert!(folder.path().join("koyeb").exists());
    let requests = sandbox.requests().len();
    let problem = client
        .problem(&LIST_USER_ORGANIZATIONS, Arguments::NONE)
        .await;
    assert_eq!(problem.reason, Reason::SignIn);
    assert_eq!(
        problem.message.as_str(),
        "signed out: the token is forgotten"
    );
    assert!(matches!(
        client.session(Provider::Koyeb),
        Session::Absent(_)
    ));
    let words = client.sign_out(Provider::Koyeb, true).await.unwrap();
    assert!(words.starts_with("and removed from the file "), "{words}");
    assert!(!folder.path().join("koyeb").exists());

    client.sign_out(Provider::Contabo, true).await.unwrap();
    client.problem(&RETRIEVE_USER_LIST, Arguments::NONE).await;
    assert_eq!(sandbox.requests().len(), requests, "nothing is sent");
    assert_eq!(token_calls(&sandbox), 1);

    let with = right(&sandbox, Provider::Koyeb);
    client.sign_in(Provider::Koyeb, with, true).await.unwrap();
    assert!(folder.path().join("koyeb").exists(), "and kept again");
}

#[tokio::test]
async fn how_much_is_left_is_told_and_so_is_a_pause() {
    let sandbox = sandbox().await;
    let mut client = Client::new(profile(&sandbox));
    client.call(&GET_ME, Arguments::NONE).await.unwrap();
    let first = client.limit(Provider::Tripartie).left.unwrap();
    client.call(&GET_ME, Arguments::NONE).await.unwrap();
    let second = client.limit(Provider::Tripartie);
    assert_eq!(second.left, Some(first - 1));
    assert_eq!(second.pause, None);

    fail_next(
        &sandbox,
        Provider::Koyeb,
        "/v1/account",
        1,
        FaultKind::Status(429),
    );
    client
        .call(&LIST_USER_ORGANIZATIONS, Arguments::NONE)
        .await
        .unwrap();
    assert!(client.has_told_a_pause(Provider::Koyeb));
}

//! What `--dry-run` shows, and that it is what is sent.

use std::fs;

use crate::{
    assert_says, call, command, sent,
    shell::{Ran, Shell},
    wire::{self, Wire},
};

const CREATE: [&str; 7] = [
    "contabo.create_user",
    "--param=email=new@example.com",
    "--param=firstName=Ελένη",
    "--param=enabled=true",
    "--param=totp=false",
    "--param=locale=de",
    "--param=x-request-id=04e0f898-37b4-48bc-a794-1a57abe6aa31",
];

#[test]
fn a_dry_run_shows_what_would_be_sent_and_sends_nothing() {
    let shell = Shell::new();
    let words = [&CREATE[..], &["--param=x-trace-id=t", "--dry-run"]].concat();
    let ran = call(&shell, &words);
    assert_eq!((ran.status, &*ran.stderr), (Some(0), ""));
    let base_url = &shell.sandbox.addresses().contabo.base_url;
    assert_eq!(
        ran.stdout,
        format!(
            r#"POST {base_url}/v1/users
accept: application/json
x-request-id: 04e0f898-37b4-48bc-a794-1a57abe6aa31
x-trace-id: t
content-type: application/json
authorization: Bearer ***
user-agent: usher/{}
accept-encoding: gzip

{{"firstName":"Ελένη","email":"new@example.com","enabled":true,"totp":false,"locale":"de"}}
"#,
            env!("CARGO_PKG_VERSION")
        )
    );
    assert_eq!(sent(&shell), 0);
}

#[test]
fn a_machine_without_certificates_reaches_itself_and_is_told_why_no_vendor() {
    let shell = Shell::new();
    let call = |words: &[&str]| {
        let mut command = command(&shell, words);
        let nowhere = shell.folder.path().join("nowhere");
        command.env("SSL_CERT_FILE", &nowhere);
        Ran::of(command.env("SSL_CERT_DIR", nowhere))
    };
    let ran = call(&["koyeb.get_current_user"]);
    assert_eq!((ran.status, &*ran.stderr), (Some(0), ""));
    if cfg!(target_os = "linux") {
        let settings = r#"profiles.away.koyeb.token = { env = "KOYEB_TOKEN" }"#;
        fs::write(shell.folder.path().join("away.toml"), settings).unwrap();
        let ran = call(&["--config", "away.toml", "koyeb.get_current_user"]);
        assert_says(&ran, 3, &["can't be read", "ca-certificates installed?"]);
    }
}

#[test]
fn what_a_dry_run_shows_is_what_is_sent() {
    let shell = Shell::new();
    let wire = Wire::answering(&[wire::json(201, "{}")]);
    let words = [&CREATE[..], &["--param=x-trace-id=t"]].concat();
    let shown = wire
        .call(&shell, &[&words[..], &["--dry-run"]].concat())
        .stdout;
    assert!(wire.requests().is_empty());
    wire.call(&shell, &words);
    let sent = wire
        .requests()
        .pop()
        .unwrap()
        .replace(&shell.sandbox.addresses().koyeb.token, "***");
    let (head, body) = sent.split_once("\r\n\r\n").unwrap();
    let (shown_head, shown_body) = shown.split_once("\n\n").unwrap();
    assert_eq!(shown_body.trim_end(), body);
    let of_the_connection = ["host: ", "content-length: ", "connection: "];
    let mut head: Vec<String> = head
        .lines()
        .skip(1)
        .map(str::to_lowercase)
        .filter(|line| !of_the_connection.iter().any(|name| line.starts_with(name)))
        .collect();
    let mut shown_head: Vec<String> = shown_head.lines().skip(1).map(str::to_lowercase).collect();
    head.sort();
    shown_head.sort();
    assert_eq!(shown_head, head);
}

#[test]
fn a_dry_run_needs_neither_a_profile_nor_a_credential() {
    let shell = Shell::new();
    let words = ["tripartie.get_persona", "--dry-run"];
    let bare = Ran::of(
        command(&shell, &words)
            .env("HOME", "/nowhere")
            .env_remove("PERSONA_TOKEN"),
    );
    assert_eq!((bare.status, &*bare.stderr), (Some(0), ""));
    let url = "GET https://staging-api.tripartie.com/personas/me\n";
    assert!(bare.stdout.starts_with(url), "{}", bare.stdout);
    assert!(
        bare.stdout
            .contains("x-persona-authorization: Bearer ***\n"),
        "{}",
        bare.stdout
    );
    let public = call(
        &shell,
        &[
            "koyeb.login_method",
            "--param=email=a@b.example",
            "--dry-run",
        ],
    );
    assert!(
        !public.stdout.contains("authorization"),
        "{}",
        public.stdout
    );
}

#[test]
fn what_is_destroyed_is_not_asked_about_when_it_is_only_shown() {
    let shell = Shell::new();
    let words = ["koyeb.delete_organization", "--param=id=o-1", "--dry-run"];
    let ran = call(&shell, &words);
    assert!(ran.stdout.starts_with("DELETE "), "{ran:?}");
    assert_eq!(ran.status, Some(0));
}

#[test]
fn nothing_is_changed_where_only_reading_is_allowed() {
    let shell = Shell::new();
    let words = [&CREATE[..], &["--read-only"]].concat();
    assert_says(
        &call(&shell, &words),
        2,
        &["read-only: nothing was sent", "Leave --read-only out"],
    );
    let words = [
        "contabo.delete_user",
        "--param=userId=1",
        "--yes",
        "--read-only",
    ];
    assert_says(&call(&shell, &words), 2, &["read-only"]);
    assert_eq!(sent(&shell), 0);
    let words = ["contabo.retrieve_user_client", "--read-only"];
    assert_eq!(call(&shell, &words).status, Some(0));
}

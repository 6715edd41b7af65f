//! Secrets: given without being seen, masked when shown, and never on standard error.

use serde_json::Value;
use usher_tui::api::{Kind, catalogue};

use crate::{
    assert_says, call, call_with_input, command, sent,
    shell::{Ran, Shell},
    wire::{self, Wire},
};

const CANARY: &str = "CANARY-7f3a";

/// `usher call` for a new password in the place of the one in `PASSWORD`.
const CHANGE: [&str; 3] = [
    "koyeb.update_user_patch",
    "--param=current_password=env:PASSWORD",
    "--param=password=env:NEW_PASSWORD",
];

/// Signs somebody up.
type Given = fn(&Shell) -> Ran;

/// `usher call` for a sign-up, with the password given so.
fn sign_up(password: &str) -> [&str; 4] {
    [
        "koyeb.signup",
        "--param=email=new@example.com",
        "--param",
        password,
    ]
}

#[test]
fn a_secret_comes_from_a_file_a_variable_or_standard_input() {
    let given: [(&str, Given); 3] = [
        ("a file", |shell| {
            std::fs::write(shell.folder.path().join("secret"), CANARY).unwrap();
            call(shell, &sign_up("password=@secret"))
        }),
        ("a variable", |shell| {
            let mut command = command(shell, &sign_up("password=env:PASSWORD"));
            Ran::of(command.env("PASSWORD", CANARY))
        }),
        ("standard input", |shell| {
            call_with_input(shell, &sign_up("password=@-"), CANARY)
        }),
    ];
    for (from, sign_up) in given {
        let shell = Shell::new();
        let ran = sign_up(&shell);
        assert_eq!((ran.status, &*ran.stderr), (Some(0), ""), "from {from}");
        let reply: Value = serde_json::from_str(&ran.stdout).unwrap();
        let mut command = command(&shell, &CHANGE);
        let token = reply["token"]["id"].as_str().unwrap();
        command.env("KOYEB_TOKEN", token);
        command.envs([("PASSWORD", CANARY), ("NEW_PASSWORD", "brand new one")]);
        let ran = Ran::of(&mut command);
        assert_eq!(
            ran.status,
            Some(0),
            "the password from {from} is another: {ran:?}"
        );
    }
}

#[test]
fn the_secret_is_sent_without_the_line_break_that_files_end_with() {
    let shell = Shell::new();
    let wire = Wire::answering(&[wire::json(200, "{}")]);
    std::fs::write(shell.folder.path().join("secret"), "two words \n").unwrap();
    wire.call(&shell, &sign_up("password=@secret"));
    let request = wire.requests().pop().unwrap();
    assert!(request.contains(r#""password":"two words ""#), "{request}");
}

#[test]
fn a_secret_that_stands_on_the_command_line_works_with_a_warning() {
    let shell = Shell::new();
    let ran = call(&shell, &sign_up("password=CANARY-7f3a"));
    assert_says(
        &ran,
        0,
        &[
            "a secret in password stands on the command line",
            "env:NAME",
        ],
    );
    assert!(!ran.stderr.contains(CANARY), "{ran:?}");
    let body = r#"{"email": "other@example.com", "password": "CANARY-7f3a"}"#;
    let ran = call(&shell, &["koyeb.signup", "--body", body]);
    assert_says(
        &ran,
        0,
        &["a secret in the body stands on the command line"],
    );
    let ran = call_with_input(
        &shell,
        &["koyeb.signup", "--body", "@-"],
        &body.replace("other", "third"),
    );
    assert_eq!((ran.status, &*ran.stderr), (Some(0), ""));
}

#[test]
fn what_can_not_be_read_is_said_before_anything_is_sent() {
    let shell = Shell::new();
    std::fs::write(shell.folder.path().join("empty"), "\n").unwrap();
    std::fs::write(shell.folder.path().join("binary"), b"CANARY\xff").unwrap();
    for (password, complaint) in [
        ("password=@nowhere", "can't be read from nowhere: "),
        ("password=@empty", "is empty"),
        ("password=@binary", "not UTF-8"),
        (
            "password=env:NOT_SET_HERE",
            "no environment variable NOT_SET_HERE",
        ),
        ("password=", "is needed"),
        ("password=@-", "is empty"),
    ] {
        let ran = call(&shell, &sign_up(password));
        assert_says(
            &ran,
            2,
            &["password: Password ", complaint, "Nothing was sent"],
        );
        assert!(!ran.stderr.contains("CANARY"), "{ran:?}");
    }
    let words = [
        "koyeb.update_user_patch",
        "--param=password=@-",
        "--param=current_password=@-",
    ];
    assert_says(
        &call_with_input(&shell, &words, CANARY),
        2,
        &["something else is"],
    );
    assert_eq!(sent(&shell), 0);
}

#[test]
fn a_request_that_is_shown_has_stars_for_every_secret() {
    let shell = Shell::new();
    for operation in catalogue() {
        let secret = operation.fields.iter().filter(|field| field.is_secret());
        let mut names = 0;
        let mut command = command(&shell, &[operation.id, "--dry-run"]);
        for field in secret {
            let Kind::Secret { min, max } = field.kind else {
                unreachable!()
            };
            let length = 40.clamp(min, max);
            let value: String = CANARY.chars().cycle().take(length).collect();
            names += 1;
            command.env(format!("SECRET_{names}"), value);
            command.args(["--param", &format!("{}=env:SECRET_{names}", field.name)]);
        }
        for field in operation
            .fields
            .iter()
            .filter(|field| field.required && !field.is_secret())
        {
            let value = match field.kind {
                Kind::Made => continue,
                Kind::Choice(choices) | Kind::Ticks(choices) => choices[0],
                Kind::Email { .. } => "ada@example.com",
                Kind::Flag => "true",
                Kind::Json => "{}",
                Kind::Date | Kind::Time => "2026-01-31",
                Kind::Integer | Kind::Integers | Kind::Roles | Kind::Digits | Kind::Money => "7",
                Kind::Duration => "60s",
                Kind::Text { .. } | Kind::Texts | Kind::Secret { .. } => "fr",
            };
            command.args(["--param", &format!("{}={value}", field.name)]);
        }
        let ran = Ran::of(&mut command);
        assert_eq!(
            (ran.status, &*ran.stderr),
            (Some(0), ""),
            "{}",
            operation.id
        );
        assert!(!ran.stdout.contains("CANARY"), "{}", ran.stdout);
        let stars = ran.stdout.matches("***").count();
        let token = usize::from(ran.stdout.contains("authorization: "));
        assert_eq!(stars, names + token, "{}", ran.stdout);
    }
    assert_eq!(sent(&shell), 0);
}

#[test]
fn a_vendor_that_repeats_a_secret_is_not_repeated() {
    let shell = Shell::new();
    let token = shell.sandbox.addresses().koyeb.token.clone();
    let said = format!(
        r#"{{"status": 400, "code": "weak_{CANARY}", "message": "{CANARY} is weak, {token} too",
            "fields": [{{"field": "password", "description": "not {CANARY}"}}]}}"#
    );
    let page = format!("<p>password {CANARY} for {token}</p>");
    for answer in [
        wire::json(400, &said),
        wire::answer(502, "text/html", &page),
    ] {
        let wire = Wire::answering(&[answer]);
        std::fs::write(shell.folder.path().join("secret"), CANARY).unwrap();
        let words = ["koyeb.update_user_patch", "--param=password=@secret"];
        let ran = wire.call(&shell, &words);
        assert_says(&ran, 1, &["***"]);
        assert!(
            !ran.stderr.contains(CANARY) && !ran.stderr.contains(&token),
            "{ran:?}"
        );
    }
}

#[test]
fn secrets_in_a_reply_are_printed_and_never_in_an_error() {
    let shell = Shell::new();
    let reply = r#"{"token": {"id": "CANARY-7f3a"}}"#;
    let wire = Wire::answering(&[wire::json(200, reply), wire::json(200, &reply[..28])]);
    let words = ["koyeb.switch_organization", "--param=id=o-1"];
    let ran = wire.call(&shell, &words);
    assert_eq!((ran.status, &*ran.stderr), (Some(0), ""));
    assert_eq!(ran.stdout, "{\"token\":{\"id\":\"CANARY-7f3a\"}}\n");
    let ran = wire.call(&shell, &words);
    assert_says(
        &ran,
        1,
        &["cut short", r#"it begins: {"token": {"id": ***"#],
    );
    assert!(!ran.stderr.contains(CANARY), "{ran:?}");
    assert_eq!(ran.stdout, "");
}

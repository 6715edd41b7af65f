//! One refusal of each shape that the three vendors have, as a person reads it.

use usher_tui::{
    domain::Provider,
    sandbox::{Fault, FaultKind},
};

use crate::{script::Script, shell::Shell};

/// What is said about a refusal must have these parts, in this order.
#[track_caller]
fn assert_says(words: &str, parts: &[&str]) {
    let mut rest = words;
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else {
            panic!("no {part} in {rest:?} of {words:?}");
        };
        rest = after;
    }
    assert!(
        words.starts_with("usher: ") && words.ends_with('.'),
        "{words}"
    );
}

fn fail_next(shell: &Shell, provider: Provider, kind: FaultKind) {
    shell.sandbox.fail_next(Fault {
        provider,
        method: None,
        path: String::new(),
        times: 1,
        kind,
    });
}

#[test]
fn koyeb_says_no_with_a_code() {
    let shell = Shell::new();
    let words = Script::new(&shell).refused("koyeb.get_organization", &[("id", "nowhere")]);
    assert_says(
        &words,
        &[
            "Show organization at Koyeb failed",
            "koyeb.get_organization",
            "GET /v1/organizations/{id}",
            "status 404",
            "code not_found",
            "Organization not found.",
            "check the ids",
        ],
    );
}

#[test]
fn koyeb_names_the_fields() {
    let shell = Shell::new();
    let words = Script::new(&shell).refused("koyeb.create_organization", &[("name", "Upper Case")]);
    assert_says(
        &words,
        &[
            "status 400",
            "code invalid_argument",
            "Validation error. name: ",
            "--help",
        ],
    );
}

#[test]
fn koyeb_says_no_in_grpcs_shape() {
    let shell = Shell::new();
    fail_next(&shell, Provider::Koyeb, FaultKind::Status(429));
    let words = Script::new(&shell).refused("koyeb.create_organization", &[("name", "many")]);
    assert_says(
        &words,
        &[
            "status 429",
            "code 8",
            "Too many requests.",
            "can be asked again from 20",
            "Wait",
        ],
    );
}

#[test]
fn koyeb_refuses_a_token() {
    let shell = Shell::new();
    let script = Script::new(&shell).with("KOYEB_TOKEN", "CANARY-not-a-token");
    let words = script.refused("koyeb.get_current_user", &[]);
    assert_says(
        &words,
        &["status 401", "code unauthorized", "Sign in again"],
    );
    assert!(!words.contains("CANARY"), "{words}");
}

#[test]
fn tripartie_says_no_with_a_title_and_a_detail() {
    let shell = Shell::new();
    let words = Script::new(&shell).refused("tripartie.get_user", &[("id", "1")]);
    assert_says(&words, &["Tripartie", "status 404", "Not Found."]);
}

#[test]
fn tripartie_lists_violations() {
    let shell = Shell::new();
    let script = Script::new(&shell);
    let form = [
        ("firstName", "Jacob"),
        ("lastName", "Tahri"),
        ("email", "jacob@company.example"),
        ("invitedRole", "ROLE_ADMIN"),
    ];
    script.done("tripartie.invite_user", &form);
    let words = script.refused("tripartie.invite_user", &form);
    assert_says(&words, &["status 422", "email: ", "Nothing was changed"]);
    assert_eq!(words.matches("email: ").count(), 1, "said once: {words}");
}

#[test]
fn tripartie_refuses_a_token() {
    let shell = Shell::new();
    let script = Script::new(&shell).with("TRIPARTIE_TOKEN", "CANARY-not-a-token");
    let words = script.refused("tripartie.get_me", &[]);
    assert_says(
        &words,
        &["status 401): Invalid JWT Token.", "Sign in again"],
    );
}

#[test]
fn tripartie_refuses_a_sign_in() {
    let shell = Shell::new();
    let form = [
        ("email", "nobody@company.example"),
        ("password", "CANARY-password"),
        ("captcha", "CANARY-captcha"),
    ];
    let words = Script::new(&shell).refused("tripartie.authenticate", &form);
    assert_says(
        &words,
        &[
            "status 401): email or password mismatch.",
            "Check what you typed",
        ],
    );
}

#[test]
fn contabo_says_no_with_a_message_and_a_request_id() {
    let shell = Shell::new();
    let words = Script::new(&shell).refused("contabo.retrieve_user", &[("userId", "nobody")]);
    let id = shell.sandbox.requests().pop().unwrap().request_id.unwrap();
    assert_says(
        &words,
        &[
            "status 404",
            "Entry User not found by userId.",
            &format!("The request id is {id}."),
        ],
    );
}

#[test]
fn contabo_refuses_a_sign_in_in_oauths_shape() {
    let shell = Shell::new();
    let script = Script::new(&shell).with("CONTABO_PASSWORD", "CANARY-password");
    let words = script.refused("contabo.retrieve_user_client", &[]);
    assert_says(
        &words,
        &["status 401", "Invalid user credentials", "Sign in again"],
    );
    assert!(!words.contains("CANARY"), "{words}");
}

#[test]
fn a_page_that_is_not_of_the_vendors_is_quoted() {
    let shell = Shell::new();
    fail_next(&shell, Provider::Tripartie, FaultKind::Html);
    let words = Script::new(&shell).refused("tripartie.get_me", &[]);
    assert_says(
        &words,
        &[
            "status 200",
            "web page",
            "it begins: Sign in to the network.",
            "base URL",
        ],
    );
}

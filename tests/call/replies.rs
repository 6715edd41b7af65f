//! What stands on standard output.

use std::process::Stdio;

use serde_json::Value;

use crate::{
    assert_says, call, command,
    shell::Shell,
    wire::{self, Wire},
};

#[test]
fn a_reply_is_printed_as_it_came_on_one_line() {
    let shell = Shell::new();
    let reply = r#" { "new_field" : [ 1.0e+5 , 12345678901234567890123 ], "status": "BRAND_NEW", "a": 1, "a": 2 } "#;
    let wire = Wire::answering(&[wire::json(200, reply)]);
    let ran = wire.call(&shell, &["koyeb.get_organization", "--param=id=o-1"]);
    assert_eq!((ran.status, &*ran.stderr), (Some(0), ""));
    let expected =
        r#"{"new_field":[1.0e+5,12345678901234567890123],"status":"BRAND_NEW","a":1,"a":2}"#;
    assert_eq!(ran.stdout, format!("{expected}\n"));
}

#[test]
fn a_reply_of_another_shape_than_expected_is_a_reply_all_the_same() {
    let shell = Shell::new();
    for reply in ["[]", "7", "null", "\"text\"", "{\"user\":[]}"] {
        let wire = Wire::answering(&[wire::json(200, reply)]);
        let ran = wire.call(&shell, &["koyeb.get_current_user"]);
        assert_eq!((ran.status, ran.stdout), (Some(0), format!("{reply}\n")));
    }
}

#[test]
fn nothing_in_a_reply_reaches_the_terminal() {
    let shell = Shell::new();
    let name = "\\u001b[2J\u{9b}2J\u{202e}gpj.exe\u{7f}\u{2066}\u{e0041}";
    let reply = format!(r#"{{"user": {{"name": "{name}"}}}}"#);
    let wire = Wire::answering(&[wire::json(200, &reply)]);
    let ran = wire.call(&shell, &["koyeb.get_current_user"]);
    assert!(!ran.stdout.contains([
        '\u{1b}',
        '\u{9b}',
        '\u{202e}',
        '\u{7f}',
        '\u{2066}',
        '\u{e0041}'
    ]));
    let came: Value = serde_json::from_str(&reply).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&ran.stdout).unwrap(), came);
}

#[test]
fn nothing_in_a_refusal_reaches_the_terminal() {
    let shell = Shell::new();
    let name = "\\u001b[2J\u{9b}2J\u{202e}gpj.exe\\nusher: done";
    let reply = format!(
        r#"{{"status": 400, "code": "{name}", "message": "{name}", "fields": [{{"field": "{name}", "description": "{name}!"}}]}}"#
    );
    let page = "not \u{1b}[2J JSON\u{202e}";
    for answer in [
        wire::json(400, &reply),
        wire::json(200, page),
        wire::answer(503, "text/plain", page),
    ] {
        let wire = Wire::answering(&[answer]);
        let ran = wire.call(&shell, &["koyeb.get_current_user"]);
        assert_eq!(ran.status, Some(1), "{ran:?}");
        assert!(
            !ran.stderr.contains(['\u{1b}', '\u{9b}', '\u{202e}']),
            "{ran:?}"
        );
        assert_eq!(ran.stderr.lines().count(), 1, "one paragraph: {ran:?}");
        assert!(ran.stderr.contains('␛'), "{ran:?}");
    }
}

#[test]
fn a_reply_without_content_prints_nothing() {
    let shell = Shell::new();
    for answer in [
        b"HTTP/1.1 204 X\r\nconnection: close\r\n\r\n".to_vec(),
        wire::json(200, ""),
        wire::json(200, " \n"),
    ] {
        let wire = Wire::answering(&[answer]);
        let ran = wire.call(
            &shell,
            &["contabo.reset_password", "--param=userId=1", "--yes"],
        );
        assert_eq!((ran.status, &*ran.stdout, &*ran.stderr), (Some(0), "", ""));
    }
}

#[test]
fn a_reply_that_is_not_json_is_an_error_with_its_beginning() {
    let shell = Shell::new();
    for (body, said) in [
        ("It works!", "it begins: It works!"),
        ("", "the reply is cut short"),
        (
            "{\"user\": {}} and more",
            "it begins: {\"user\": {}} and more",
        ),
    ] {
        let wire = Wire::answering(&[wire::json(200, body)]);
        let ran = wire.call(&shell, &["koyeb.get_current_user"]);
        assert_says(&ran, 1, &["status 200", said, "base URL"]);
        assert_eq!(ran.stdout, "");
    }
    let wire = Wire::answering(&[wire::json(200, "It works!")]);
    let ran = wire.call(&shell, &["koyeb.create_organization", "--param=name=a"]);
    assert_says(&ran, 1, &["whether the change was made is not known"]);
}

#[test]
fn nobody_reading_the_reply_is_no_error() {
    let shell = Shell::new();
    for words in [
        &["koyeb.get_current_user"][..],
        &["contabo.retrieve_user_list", "--all"],
    ] {
        let mut command = command(&shell, words);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert!(output.stderr.is_empty(), "{output:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_reply_that_can_not_be_written_is_said_to_be_lost() {
    let shell = Shell::new();
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let mut command = command(&shell, &["koyeb.get_current_user"]);
    let output = command.stdout(full).output().unwrap();
    let words = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{words}");
    assert!(words.contains("its reply can't be written"), "{words}");
}

#[test]
fn nothing_is_asked_without_a_terminal() {
    let shell = Shell::new();
    let ran = call(&shell, &["koyeb.delete_organization", "--param=id=o-1"]);
    assert_says(
        &ran,
        2,
        &["there is no terminal to ask on: nothing was sent", "--yes"],
    );
    assert_eq!(crate::sent(&shell), 0);
}

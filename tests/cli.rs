//! What the command line says without a terminal.

use std::{
    io::{BufRead, BufReader, Read},
    process::{Child, Command, Output, Stdio},
};

use serde_json::{Value, json};
use usher_tui::api::catalogue;

fn usher(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_usher"));
    command.args(arguments).stdin(Stdio::null());
    command
}

fn output(arguments: &[&str]) -> Output {
    usher(arguments).output().expect("the program runs")
}

#[test]
fn an_option_before_the_command_is_told_where_it_belongs() {
    let output = output(&["--profile", "work", "call", "koyeb.get_current_user"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    for words in ["--profile <NAME>", "after it: usher call --profile NAME"] {
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn the_catalogue_is_listed_as_a_table() {
    let output = output(&["operations"]);
    assert!(output.status.success());
    let table = String::from_utf8(output.stdout).unwrap();
    let operations: Vec<_> = catalogue().collect();
    assert_eq!(table.lines().count(), operations.len());
    for (line, operation) in table.lines().zip(operations) {
        for text in [
            operation.id,
            operation.title,
            operation.method.as_str(),
            operation.path,
        ] {
            assert!(line.contains(text), "{line} lacks {text}");
        }
    }
}

#[test]
fn the_catalogue_is_listed_as_json() {
    let output = output(&["operations", "--json"]);
    assert!(output.status.success());
    let list: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(list.len(), catalogue().count());
    let operation = |id| list.iter().find(|it| it["id"] == id).expect("it is listed");
    let parameter = |operation: &Value, name| {
        let parameters = operation["parameters"].as_array().unwrap();
        let found = parameters.iter().find(|it| it["name"] == name);
        found.expect("it is listed").clone()
    };

    let accept = operation("koyeb.accept_organization_invitation");
    assert_eq!(accept["provider"], "koyeb");
    assert_eq!(accept["method"], "POST");
    let path = "/v1/account/organization_invitations/{id}/accept";
    assert_eq!(accept["path"], path);
    let id = json!({
        "name": "id", "in": "path", "required": true, "secret": false, "param": "id", "kind": "text", "label": "Invitation",
    });
    assert_eq!(parameter(accept, "id"), id);

    let password = parameter(operation("tripartie.authenticate"), "password");
    assert_eq!(password["in"], "body");
    assert_eq!(password["secret"], true);
}

#[test]
fn nobody_reading_to_the_end_is_no_error() {
    let mut child = usher(&["operations", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
}

#[test]
fn what_makes_no_sense_is_refused_with_2() {
    for arguments in [
        &["--fly"][..],
        &["--demo", "--profile", "work"],
        &["--demo", "operations"],
        &["sandbox", "--fail", "2"],
        &["sandbox", "--port", "70000"],
    ] {
        let output = output(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {output:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}: {output:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}: {output:?}");
    }
}

#[test]
fn a_port_that_is_taken_is_reported() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = output(&["sandbox", "--port", &port]);
    let words = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{words}");
    assert!(words.starts_with("usher: the sandbox"), "{words}");
}

#[cfg(unix)]
#[test]
fn the_sandbox_says_where_it_is_and_serves_until_it_is_told_to_end() {
    use rustix::process::{Pid, Signal, kill_process};

    for signal in [Signal::INT, Signal::TERM] {
        let mut sandbox = Running::start(&["sandbox", "--users", "3"]);
        let mut lines = BufReader::new(sandbox.0.stdout.take().unwrap());
        let mut line = String::new();
        lines.read_line(&mut line).unwrap();
        let places: Value = serde_json::from_str(&line).unwrap();
        for vendor in ["koyeb", "tripartie", "contabo"] {
            let base_url = places[vendor]["base_url"].as_str().unwrap();
            let address = base_url.strip_prefix("http://").unwrap();
            std::net::TcpStream::connect(address).expect("it serves");
        }
        kill_process(Pid::from_child(&sandbox.0), signal).unwrap();
        assert_eq!(sandbox.0.wait().unwrap().code(), Some(0));
        let mut rest = String::new();
        lines.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "", "one line is all that it says");
    }
}

/// A program that ends with the test.
struct Running(Child);

impl Running {
    fn start(arguments: &[&str]) -> Self {
        let mut command = usher(arguments);
        Self(command.stdout(Stdio::piped()).spawn().unwrap())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn shells_are_told_how_to_complete() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = output(&["completions", shell]);
        assert!(output.status.success(), "{shell}");
        let script = String::from_utf8(output.stdout).unwrap();
        for word in ["sandbox", "operations", "profile", "--read-only"] {
            let word = if shell == "fish" {
                word.trim_start_matches('-')
            } else {
                word
            };
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    let wrong = output(&["completions", "tcsh"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn the_manual_has_a_page_for_the_program_and_one_for_each_command() {
    let page = |arguments: &[&str]| {
        let output = output(arguments);
        assert!(output.status.success(), "{arguments:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let program = page(&["man"]);
    assert!(
        program.contains(".TH usher 1") && program.contains("completions"),
        "{program}"
    );
    let call = page(&["man", "call"]);
    assert!(
        call.contains(".TH usher-call 1") && call.contains("dry"),
        "{call}"
    );
    let none = output(&["man", "fly"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&none.stderr).contains("there is no command fly, but"));
}

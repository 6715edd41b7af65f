//! The examples in the README do what it says.

mod shell;

use std::{fs, os::unix::fs::PermissionsExt};

use serde_json::Value;

use self::shell::{Ran, Shell};

const SECTION: &str = "## Use it from a script";

/// The examples in the section for scripts, in their order.
fn examples() -> Vec<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = fs::read_to_string(path).unwrap();
    let (_, section) = readme
        .split_once(SECTION)
        .expect("the README has the section");
    let section = section.split("\n## ").next().unwrap();
    let blocks = section.split("```sh\n").skip(1);
    blocks
        .map(|block| block.split("```").next().unwrap().to_owned())
        .collect()
}

/// Runs one of the examples as a script that ends with the first thing that goes wrong.
fn run(shell: &Shell, number: usize) -> Ran {
    let examples = examples();
    assert_eq!(examples.len(), 3);
    Ran::of(shell.command("sh").args(["-eu", "-c", &examples[number]]))
}

/// A reply that the same shell sees.
fn reply(shell: &Shell, words: &[&str]) -> Value {
    let ran = Ran::of(shell.command("usher").arg("call").args(words));
    assert_eq!(ran.status, Some(0), "{ran:?}");
    serde_json::from_str(&ran.stdout).unwrap()
}

#[test]
fn users_without_a_second_factor_are_listed() {
    let shell = Shell::new();
    let ran = run(&shell, 0);
    assert_eq!((ran.status, &*ran.stderr), (Some(0), ""));
    let users = reply(&shell, &["contabo.retrieve_user_list", "--all"]);
    let users = users.as_array().unwrap().iter();
    let expected: Vec<String> = users
        .filter(|user| user["enabled"] == true && user["totp"] == false)
        .map(|user| format!("\"email\":{}", user["email"]))
        .collect();
    assert!(expected.len() > 3);
    assert_eq!(ran.stdout.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn everybody_on_a_list_is_invited_and_the_rest_is_kept() {
    let shell = Shell::new();
    let people = "ada@elsewhere.example\nnot an address\ngrace@elsewhere.example\n";
    fs::write(shell.folder.path().join("people.txt"), people).unwrap();
    let ran = run(&shell, 1);
    assert_eq!((ran.status, &*ran.stdout), (Some(0), ""), "{ran:?}");
    assert!(
        ran.stderr
            .contains("email: E-mail is not an e-mail address"),
        "{ran:?}"
    );
    let rest = fs::read_to_string(shell.folder.path().join("not-invited.txt")).unwrap();
    assert_eq!(rest, "not an address\n");
    let sent = reply(&shell, &["koyeb.list_organization_invitations", "--all"]);
    for email in ["ada@elsewhere.example", "grace@elsewhere.example"] {
        let mut sent = sent.as_array().unwrap().iter();
        assert!(
            sent.any(|row| row["email"] == email && row["status"] == "PENDING"),
            "{email}"
        );
    }
}

#[test]
fn the_secret_of_an_api_client_lands_in_a_file_of_ones_own() {
    let shell = Shell::new();
    let ran = run(&shell, 2);
    assert_eq!((ran.status, &*ran.stdout, &*ran.stderr), (Some(0), "", ""));
    let file = shell.folder.path().join("nightly.json");
    let mode = fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let created: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    assert!(!created["secret"].as_str().unwrap().is_empty());
    let clients = reply(&shell, &["tripartie.list_api_clients"]);
    let mut clients = clients.as_array().unwrap().iter();
    assert!(clients.any(|client| client["identifier"] == created["identifier"]));
}

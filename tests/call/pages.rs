//! `--all`: lists to their end, as one array.

use std::time::Duration;

use serde_json::{Value, json};
use usher_tui::{
    domain::Provider,
    sandbox::{Fault, FaultKind, Options},
};

use crate::{
    assert_says, call, sent,
    shell::Shell,
    wire::{self, Wire},
};

fn rows(stdout: &str) -> Vec<Value> {
    serde_json::from_str(stdout).unwrap()
}

#[test]
fn every_kind_of_list_is_read_to_its_end() {
    let shell = Shell::new();
    for (operation, count, requests) in [
        ("contabo.retrieve_user_list", 200, 3),
        ("tripartie.list_users", 120, 3),
        ("koyeb.list_user_organizations", 12, 1),
    ] {
        let before = sent(&shell);
        let ran = call(&shell, &[operation, "--all"]);
        assert_eq!((ran.status, &*ran.stderr), (Some(0), ""), "{operation}");
        assert_eq!(rows(&ran.stdout).len(), count, "{operation}");
        assert_eq!(
            ran.stdout.lines().count(),
            count + 2,
            "a row a line: {operation}"
        );
        assert_eq!(sent(&shell) - before, requests, "{operation}");
    }
    let ran = call(
        &shell,
        &[
            "koyeb.list_user_organization_invitations",
            "--all",
            "--param=limit=3",
        ],
    );
    let (all, part) = (
        rows(&ran.stdout),
        "koyeb.list_user_organization_invitations",
    );
    let ran = call(&shell, &[part, "--param=limit=100"]);
    let once: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(json!(all), once["invitations"]);
}

#[test]
fn filters_hold_for_every_page() {
    let shell = Shell::new();
    let words = [
        "contabo.retrieve_user_list",
        "--all",
        "--param=size=7",
        "--param=enabled=no",
    ];
    let users = rows(&call(&shell, &words).stdout);
    assert!(users.len() > 7, "{}", users.len());
    assert!(users.iter().all(|user| user["enabled"] == false));
}

#[test]
fn a_list_without_rows_is_an_empty_array() {
    let shell = Shell::new();
    let words = [
        "contabo.retrieve_user_list",
        "--all",
        "--param=email=nobody-has-this",
    ];
    let ran = call(&shell, &words);
    assert_eq!((ran.status, &*ran.stdout), (Some(0), "[]\n"));
}

/// The pages of a list all have the same path: so many come, then everything goes wrong.
fn break_off_after(shell: &Shell, pages: usize, kind: &FaultKind) {
    let fault = |times, kind| Fault {
        provider: Provider::Tripartie,
        method: None,
        path: "/users".to_owned(),
        times,
        kind,
    };
    shell
        .sandbox
        .fail_next(fault(pages, FaultKind::Delay(Duration::ZERO)));
    shell.sandbox.fail_next(fault(100, kind.clone()));
}

#[test]
fn a_list_that_breaks_off_is_no_json() {
    for (pages, kind, status) in [
        (1, FaultKind::Status(403), 1),
        (1, FaultKind::Garbage, 1),
        (1, FaultKind::Html, 1),
        (1, FaultKind::DropBefore, 3),
    ] {
        let shell = Shell::new();
        break_off_after(&shell, pages, &kind);
        let ran = call(&shell, &["tripartie.list_users", "--all"]);
        assert_says(&ran, status, &["List users at Tripartie failed"]);
        assert_eq!(ran.stdout.lines().count(), 1 + pages * 50, "{kind:?}");
        serde_json::from_str::<Value>(&ran.stdout).unwrap_err();
    }
}

#[test]
fn long_lists_are_printed_in_their_order() {
    let shell = Shell::with(Options {
        users: 3_000,
        fail: 0.05,
        ..Options::default()
    });
    let ran = call(&shell, &["contabo.retrieve_user_list", "--all"]);
    let words = ["contabo.retrieve_user_list", "--all", "--param=size=1000"];
    let few = call(&shell, &words);
    assert_eq!((ran.status, few.status), (Some(0), Some(0)));
    assert_eq!(rows(&ran.stdout).len(), 3_000);
    assert!(ran.stdout == few.stdout);
}

#[test]
fn a_list_that_is_not_what_the_vendor_says_is_printed_and_told() {
    let shell = Shell::new();
    let page = |ids: &[usize]| {
        let users: Vec<_> = ids
            .iter()
            .map(|id| json!({"userId": id.to_string()}))
            .collect();
        let page = json!({"data": users, "_pagination": {"totalElements": 3}});
        wire::json(200, &page.to_string())
    };
    let wire = Wire::answering(&[page(&[1, 2]), page(&[])]);
    let ran = wire.call(&shell, &["contabo.retrieve_user_list", "--all"]);
    assert_eq!((ran.status, rows(&ran.stdout).len()), (Some(0), 2));
    let told = "the vendor tells of 3 rows, and gave 2 on 2 pages";
    assert!(ran.stderr.contains(told), "{}", ran.stderr);
}

#[test]
fn a_list_that_fails_at_once_prints_nothing() {
    let shell = Shell::new();
    let wire = Wire::answering(&[wire::json(500, "{}")]);
    let ran = wire.call(&shell, &["contabo.retrieve_user_list", "--all"]);
    assert_eq!((ran.status, &*ran.stdout), (Some(1), ""));
    let wire = Wire::answering(&[wire::json(200, r#"{"data": 7}"#)]);
    let ran = wire.call(&shell, &["contabo.retrieve_user_list", "--all"]);
    assert_eq!((ran.status, &*ran.stdout), (Some(1), ""), "{ran:?}");
}

#[test]
fn a_list_that_does_not_go_on_is_not_read_for_ever() {
    let shell = Shell::new();
    let page = r#"{"has_next": true, "organizations": [{"id": "o-1"}]}"#;
    let wire = Wire::answering(&[wire::json(200, page)]);
    let ran = wire.call(&shell, &["koyeb.list_user_organizations", "--all"]);
    assert_says(&ran, 1, &["the same page came twice"]);
    assert_eq!(wire.requests().len(), 2);
}

#[test]
fn rows_are_printed_as_they_came() {
    let shell = Shell::new();
    let page =
        r#"{"has_next": false, "organizations": [ {"id": "o-1", "n": 1.50e3, "new": "\u202e"} ]}"#;
    let wire = Wire::answering(&[wire::json(200, page)]);
    let ran = wire.call(&shell, &["koyeb.list_user_organizations", "--all"]);
    assert_eq!(
        ran.stdout,
        "[\n{\"id\":\"o-1\",\"n\":1.50e3,\"new\":\"\\u202e\"}\n]\n"
    );
}

#[test]
fn all_is_for_lists_and_from_their_beginning() {
    let shell = Shell::new();
    for (words, complaint) in [
        (
            ["koyeb.get_current_user", "--all", "--yes"],
            "it has no pages",
        ),
        (
            ["tripartie.list_users", "--all", "--param=page=2"],
            "leave page out",
        ),
        (
            ["koyeb.list_user_organizations", "--all", "--param=offset=2"],
            "leave offset out",
        ),
    ] {
        assert_says(&call(&shell, &words), 2, &[complaint]);
    }
    assert_eq!(sent(&shell), 0);
    let ran = call(
        &shell,
        &["contabo.retrieve_user_list", "--all", "--dry-run"],
    );
    assert!(
        ran.stdout.contains("/v1/users?page=1&size=100\n"),
        "{}",
        ran.stdout
    );
}

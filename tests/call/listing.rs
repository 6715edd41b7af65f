//! What there is to call, and what an operation takes.

use std::collections::BTreeSet;

use serde_json::Value;
use usher_tui::api::{Place, catalogue};

use crate::{
    assert_says, call,
    shell::{Ran, Shell},
};

#[test]
fn the_catalogue_names_every_parameter_as_the_vendor_does() {
    let shell = Shell::new();
    let ran = Ran::of(shell.command("usher").args(["operations", "--json"]));
    let list: Vec<Value> = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(list.len(), 76);
    for (listed, operation) in list.iter().zip(catalogue()) {
        assert_eq!(listed["id"], operation.id);
        let keys: Vec<&String> = listed.as_object().unwrap().keys().take(5).collect();
        assert_eq!(keys, ["id", "provider", "method", "path", "parameters"]);
        let parameters = listed["parameters"].as_array().unwrap();
        for (parameter, field) in parameters.iter().zip(operation.fields) {
            let place = match field.place {
                Place::Path => "path",
                Place::Query => "query",
                Place::Header => "header",
                Place::Body => "body",
            };
            assert_eq!(parameter["name"], field.wire_name(), "{}", operation.id);
            assert_eq!(parameter["in"], place, "{}", operation.id);
            assert_eq!(parameter["secret"], field.is_secret(), "{}", operation.id);
            assert_eq!(
                parameter["required"],
                field.required && !field.is_made(),
                "{}: {}",
                operation.id,
                field.name
            );
        }
        // A name and its place say which parameter is meant; what `--param` takes says it alone.
        let unique = |keys: [&str; 2]| {
            let set: BTreeSet<_> = parameters
                .iter()
                .map(|parameter| keys.map(|key| parameter[key].to_string()))
                .collect();
            set.len() == parameters.len()
        };
        assert!(
            unique(["name", "in"]) && unique(["param", "param"]),
            "{}",
            operation.id
        );
    }
}

#[test]
fn an_operations_help_lists_what_it_takes() {
    let shell = Shell::new();
    for operation in catalogue() {
        let ran = call(&shell, &[operation.id, "--help"]);
        assert_eq!(ran.status, Some(0));
        assert_eq!(ran.stderr, "");
        assert!(ran.stdout.contains(operation.title), "{}", ran.stdout);
        for field in operation.fields {
            let mark = if field.required && !field.is_made() {
                '*'
            } else {
                ' '
            };
            let line = format!("\n{mark} {}\n", field.name);
            assert!(ran.stdout.contains(&line), "no {line:?} in {}", ran.stdout);
            assert!(ran.stdout.contains(field.label), "{}", ran.stdout);
        }
    }
    let ran = call(&shell, &["contabo.create_user", "-h"]);
    for words in [
        "one of de-DE, de, en-US, en",
        "true or false",
        "list of whole numbers",
    ] {
        assert!(ran.stdout.contains(words), "no {words:?} in {}", ran.stdout);
    }
}

#[test]
fn the_general_help_tells_the_exit_statuses() {
    let shell = Shell::new();
    for words in [&["--help"][..], &["-h"]] {
        let ran = call(&shell, words);
        assert_eq!(ran.status, Some(0), "{ran:?}");
        for part in ["--dry-run", "--all", "--yes", "Exit status: 0 done"] {
            assert!(ran.stdout.contains(part), "no {part:?} in {}", ran.stdout);
        }
    }
    assert_says(&call(&shell, &[]), 2, &["<OPERATION>"]);
}

#[test]
fn a_slip_in_a_name_is_answered_with_the_nearest_names() {
    let shell = Shell::new();
    let ran = call(
        &shell,
        &["koyeb.acept_organization_invitation", "--param", "id=1"],
    );
    assert_says(
        &ran,
        2,
        &["koyeb.accept_organization_invitation", "usher operations"],
    );
    let words = ["contabo.create_user", "--param", "emial=a@b.example"];
    assert_says(
        &call(&shell, &words),
        2,
        &["nothing called emial", "nearest are email", "--help"],
    );
    let words = ["koyeb.get_idenfy_token", "--param", "id=1"];
    assert_says(&call(&shell, &words), 2, &["it takes no values"]);
    assert_eq!(crate::sent(&shell), 0);
}

//! T7: the program is killed at any instant. What arrived at the vendor stands in the journal, and the next start finds
//! nothing in its way.

#[path = "dice/mod.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod dice;
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod shell;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::Instant,
};

use serde_json::Value;
use shell::{Ran, Shell};
use usher_tui::sandbox::Received;

use dice::{Dice, cases, seed};

/// How many programs write at the same time.
const AT_ONCE: usize = 3;
const OPERATION: &str = "contabo.create_user";

fn create(shell: &Shell, email: &str) -> Command {
    let mut command = shell.command("usher");
    command
        .args([
            "call",
            OPERATION,
            "--param=firstName=New",
            "--param=enabled=true",
        ])
        .args([
            "--param=lastName=User",
            "--param=totp=false",
            "--param=locale=de",
        ])
        .arg(format!("--param=email={email}"))
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// The users that were to be made, as the sandbox saw it: by the request's id.
fn arrived(shell: &Shell) -> BTreeMap<String, Received> {
    let requests = shell.sandbox.requests().into_iter();
    let of_it = requests.filter(|request| request.operation == Some(OPERATION));
    of_it
        .map(|request| (request.request_id.clone().unwrap(), request))
        .collect()
}

/// The same as the journal tells it.
fn told(shell: &Shell) -> BTreeMap<String, Value> {
    let ran = Ran::of(shell.command("usher").args(["journal", "--json"]));
    assert_eq!((ran.status, &*ran.stderr), (Some(0), ""));
    let changes = ran.stdout.lines().map(|line| {
        let change: Value = serde_json::from_str(line).unwrap();
        let id = change["requests"][0].as_str().unwrap().to_owned();
        (id, change)
    });
    changes.collect()
}

#[test]
fn whatever_arrived_is_in_the_journal() {
    let shell = Shell::new();
    let mut dice = Dice::new(seed());
    let begun = Instant::now();
    assert!(
        create(&shell, "first@example.com")
            .status()
            .unwrap()
            .success()
    );
    let usual = begun.elapsed();
    let kills = cases(40, 1_000);
    let mut whole = 0;
    for round in 0..kills {
        let email = |n| format!("u{round}-{n}@example.com");
        let children = (0..AT_ONCE).map(|n| create(&shell, &email(n)).spawn().unwrap());
        let mut children: Vec<Child> = children.collect();
        for child in &mut children {
            sleep(usual * u32::try_from(dice.below(90)).unwrap() / 100);
            whole += usize::from(child.try_wait().unwrap().is_some());
            child.kill().unwrap();
        }
        for mut child in children {
            child.wait().unwrap();
        }
    }
    let open = (kills + 1) * AT_ONCE;
    let (arrived, told) = (arrived(&shell), told(&shell));
    for (id, request) in &arrived {
        let change = told.get(id);
        let change = change.unwrap_or_else(|| panic!("not in the journal: {request:?}"));
        let refused = change["outcome"] == "refused" || change["outcome"] == "not sent";
        assert!(!refused, "{change}: {request:?}");
    }
    for (id, change) in &told {
        let is_made = arrived.get(id).is_some_and(|it| it.status == Some(201));
        assert!(change["outcome"] != "done" || is_made, "{change}");
    }
    let unconfirmed = told.values().filter(|change| change["unconfirmed"] == true);
    let unconfirmed = unconfirmed.count();
    assert!(
        arrived.len() > AT_ONCE && arrived.len() < open,
        "{}",
        arrived.len()
    );
    no_torn_file(&shell);
    println!(
        "T7: {} programs killed at random instants ({whole} had just ended): {} changes arrived, {} written down \
         ({unconfirmed} unconfirmed), 0 arrived that were not, 0 files in the way of the next start",
        kills * AT_ONCE,
        arrived.len(),
        told.len(),
    );
}

/// The next program starts, writes and reads, whatever the last ones left behind.
fn no_torn_file(shell: &Shell) {
    let path = shell.folder.path().join(".local/state/usher/journal.jsonl");
    let torn = fs::read_to_string(&path).unwrap() + "{\"time\":\"20";
    fs::write(&path, torn).unwrap();
    let before: BTreeSet<String> = told(shell).into_keys().collect();
    let ran = Ran::of(
        create(shell, "last@example.com")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped()),
    );
    assert_eq!(ran.status, Some(0), "{ran:?}");
    let after = told(shell);
    let new: Vec<&Value> = after
        .iter()
        .filter(|(id, _)| !before.contains(*id))
        .map(|(_, change)| change)
        .collect();
    assert_eq!(new.len(), 1);
    assert_eq!(new[0]["outcome"], "done");
}

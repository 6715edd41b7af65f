//! `usher call` writes into the journal, and `usher journal` prints it.

use crate::{
    lines,
    shell::{Ran, Shell},
};

fn usher(shell: &Shell, words: &[&str]) -> Ran {
    Ran::of(shell.command("usher").args(words))
}

fn create(shell: &Shell, name: &str) -> Ran {
    let name = format!("--param=name={name}");
    usher(shell, &["call", "koyeb.create_organization", &name])
}

#[test]
fn a_call_is_written_down_and_printed() {
    let shell = Shell::new();
    assert_eq!(create(&shell, "night-shift").status, Some(0));
    assert_eq!(
        create(&shell, "night-shift").status,
        Some(1),
        "there is one"
    );
    let ran = usher(&shell, &["journal"]);
    assert_eq!((ran.status, &*ran.stderr), (Some(0), ""));
    let printed: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(printed.len(), 2, "{ran:?}");
    assert!(
        printed[0].ends_with(" sandbox koyeb.create_organization (name) - done"),
        "{ran:?}"
    );
    assert!(printed[1].contains(" - refused 400"), "{ran:?}");

    let ran = usher(&shell, &["journal", "--json"]);
    let changes = lines(&ran.stdout);
    assert_eq!(changes.len(), 2);
    assert_eq!(changes[0]["outcome"], "done");
    assert_eq!(changes[0]["unconfirmed"], false);
    assert_eq!(changes[1]["status"], 400);
    assert!(!ran.stdout.contains("night-shift"));
}

#[test]
fn it_can_be_narrowed_down() {
    let shell = Shell::new();
    create(&shell, "night-shift");
    let count = |words: &[&str]| {
        let words = [&["journal", "--json"], words].concat();
        let ran = usher(&shell, &words);
        assert_eq!(ran.status, Some(0), "{ran:?}");
        ran.stdout.lines().count()
    };
    assert_eq!(count(&[]), 1);
    assert_eq!(count(&["--profile", "sandbox"]), 1);
    assert_eq!(count(&["--profile", "other"]), 0);
    assert_eq!(count(&["--since", "1h"]), 1);
    assert_eq!(count(&["--since", "2999-01-01"]), 0);
    assert_eq!(count(&["--unconfirmed"]), 0);
    let ran = usher(&shell, &["journal", "--since", "soon"]);
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("how long ago"), "{ran:?}");
}

#[test]
fn an_empty_journal_is_no_error() {
    let shell = Shell::new();
    let ran = usher(&shell, &["journal"]);
    assert_eq!((ran.status, &*ran.stdout), (Some(0), ""));
    assert!(ran.stderr.contains("no such change"), "{ran:?}");
}

#[test]
fn a_call_that_cannot_be_written_down_is_not_sent() {
    let shell = Shell::new();
    let state = shell.folder.path().join(".local/state/usher");
    std::fs::create_dir_all(&state).unwrap();
    std::os::unix::fs::symlink("/dev/null", state.join("journal.jsonl")).unwrap();
    let ran = create(&shell, "night-shift");
    assert_eq!(ran.status, Some(2), "{ran:?}");
    assert!(ran.stderr.contains("symbolic link"), "{ran:?}");
    assert!(ran.stderr.contains("Nothing was sent"), "{ran:?}");
    assert!(shell.sandbox.requests().is_empty());
    let ran = usher(&shell, &["journal"]);
    assert_eq!(ran.status, Some(1));
    assert!(ran.stderr.contains("symbolic link"), "{ran:?}");
}

#[test]
fn what_stands_in_it_cannot_touch_the_terminal() {
    let shell = Shell::new();
    let state = shell.folder.path().join(".local/state/usher");
    std::fs::create_dir_all(&state).unwrap();
    let line = r#"{"time":"2026-01-01T00:00:00Z","id":"\u001b[31m","kind":"intent","process":1,"profile":"a\u202eb","who":"\u009b2J","provider":"koyeb","operation":"\u001b]52;c;x\u0007","target":"t\n\u001b[2J","fields":["\u001b[0m"]}"#;
    std::fs::write(state.join("journal.jsonl"), format!("{line}\n{{torn")).unwrap();
    for words in [&["journal"][..], &["journal", "--json"]] {
        let ran = usher(&shell, words);
        assert_eq!(ran.stdout.lines().count(), 1);
        let strange = |c: &char| c.is_control() && *c != '\n' || *c == '\u{202e}';
        assert_eq!(ran.stdout.chars().find(strange), None, "{ran:?}");
        assert!(ran.stdout.contains("unconfirmed"), "{ran:?}");
    }
}

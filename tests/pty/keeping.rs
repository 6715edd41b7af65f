//! What is kept from one run to the next.

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path};

use tempfile::TempDir;

use crate::terminal::Pty;

/// Runs the program with a profile that has no credential, and keeps its state in a folder.
fn usher(folder: &Path) -> Pty {
    let config = folder.join("config.toml");
    fs::write(&config, "[profiles.work]\n").unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_usher"));
    let state = folder.display().to_string();
    let arguments = ["--config", config.to_str().unwrap()];
    Pty::run(program, &arguments, &[("XDG_STATE_HOME", &state)])
}

#[test]
fn the_next_run_begins_as_this_one_was_left() {
    let folder = TempDir::new().unwrap();
    let pty = usher(folder.path());
    pty.see("no credential");
    pty.send("3");
    pty.see("╭ Invitations ─");
    pty.send("/acme\r");
    pty.see("Invitations /acme");
    pty.send("q");
    assert_eq!(pty.status(), 0);

    let kept = folder.path().join("usher/work.toml");
    let text = fs::read_to_string(&kept).unwrap();
    assert_eq!(
        text,
        "pane = \"invitations\"\n\n[invitations]\nfilter = \"acme\"\n"
    );
    let mode = kept.metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);

    let pty = usher(folder.path());
    pty.see("Invitations /acme");
    pty.send("q");
    assert_eq!(pty.status(), 0);
}

#[test]
fn what_can_not_be_used_is_named_and_the_rest_counts() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("usher")).unwrap();
    let kept = folder.path().join("usher/work.toml");
    fs::write(
        &kept,
        "pane = \"credentials\"\n[users]\nsort = \"colour\"\n",
    )
    .unwrap();
    let pty = usher(folder.path());
    pty.see("Credentials");
    pty.see("work.toml:3:8");
    pty.send("q");
    assert_eq!(pty.status(), 0);
    pty.see("it was left aside");
}

#[test]
fn the_demo_keeps_nothing() {
    let folder = TempDir::new().unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_usher"));
    let state = folder.path().display().to_string();
    let pty = Pty::run(program, &["--demo"], &[("XDG_STATE_HOME", &state)]);
    pty.see("╭ Users ─");
    pty.send("3q");
    assert_eq!(pty.status(), 0);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

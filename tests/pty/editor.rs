//! A field in the person's own editor: here a small script, which is as much an editor as any.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use rustix::process::Signal;
use tempfile::TempDir;

use crate::terminal::Pty;

/// The program in its demo, with the budget's form open and a script for an editor.
struct Edit {
    pty: Pty,
    /// Where the script leaves what it saw, and where its files are made.
    folder: TempDir,
}

impl Edit {
    /// `$1` is the file, `$OUT` a folder to leave things in.
    fn with(script: &str) -> Self {
        let folder = TempDir::new().expect("a folder");
        let editor = folder.path().join("my editor");
        fs::write(&editor, format!("#!/bin/sh\n{script}\n")).expect("a script");
        fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).expect("a script");
        Self::running(&format!("'{}' --wait", editor.display()), folder)
    }

    fn running(command: &str, folder: TempDir) -> Self {
        let temporary = folder.path().join("tmp");
        fs::create_dir(&temporary).expect("a folder");
        let path = |path: &Path| path.to_str().expect("a plain path").to_owned();
        let pty = Pty::run(
            env!("CARGO_BIN_EXE_usher").as_ref(),
            &["--demo"],
            &[
                ("EDITOR", command),
                ("OUT", &path(folder.path())),
                ("TMPDIR", &path(&temporary)),
            ],
        );
        pty.see("╭ Users ─");
        pty.send(":koyeb.reset_password\r");
        pty.see("Reset password");
        pty.send("ada@example.com");
        pty.see("ada@example.com");
        Self { pty, folder }
    }

    fn left(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap_or_default()
    }

    /// Nothing of the text is on the disk any more.
    fn assert_removed(&self) {
        let temporary = fs::read_dir(self.folder.path().join("tmp")).expect("a folder");
        assert_eq!(temporary.count(), 0, "the file is removed");
    }

    /// The screen is the program's again, and keys reach it.
    fn assert_goes_on(&self) {
        self.pty.wait("see the modes set again", |screen| {
            screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste()
        });
        self.pty.send("\x1b");
        self.pty.see("Throw away");
        self.pty.send("\x1b");
        self.pty.see_no_more("Reset password");
        self.pty.send("4");
        self.pty.see("╭ Credentials ─");
        self.pty.send("q");
        assert_eq!(self.pty.status(), 0);
        self.pty.assert_restored();
    }
}

#[test]
fn the_text_goes_there_and_comes_back() {
    let edit = Edit::with(
        r#"cp -p "$2" "$OUT/seen"; ls -l "$2" > "$OUT/mode"; echo "$1" > "$OUT/words"
        printf 'grace@example.com\n' > "$2""#,
    );
    edit.pty.send("\x05");
    edit.pty.see("grace@example.com");
    assert_eq!(edit.left("seen"), "ada@example.com\n");
    assert_eq!(edit.left("words"), "--wait\n");
    let mode = edit.left("mode");
    assert!(
        mode.starts_with("-rw-------") && mode.contains(".txt"),
        "{mode}"
    );
    edit.assert_removed();
    edit.assert_goes_on();
}

#[test]
fn the_editor_has_the_terminal_as_the_shell_left_it_and_all_keys() {
    let edit = Edit::with(r#"echo "[name?]"; read -r name; echo "$name@example.com" > "$2""#);
    edit.pty.send("\x05");
    edit.pty.see("[name?]");
    edit.pty.assert_restored();
    edit.pty.send("lin\n");
    edit.pty.see("lin@example.com");
    edit.assert_goes_on();
}

#[test]
fn an_editor_that_fails_or_is_killed_changes_nothing() {
    for (script, said) in [
        (
            r#"echo lost > "$2"; exit 3"#,
            "my editor ended with status 3",
        ),
        (r#"echo lost > "$2"; kill -9 $$"#, "my editor was killed"),
        ("stty raw -echo; kill -9 $$", "my editor was killed"),
        (r#"rm "$2""#, "can't be read"),
    ] {
        let edit = Edit::with(script);
        edit.pty.resize(160, 40);
        edit.pty.send("\x05");
        edit.pty.see(said);
        edit.pty.see("ada@example.com");
        edit.assert_removed();
        edit.assert_goes_on();
    }
}

#[test]
fn an_interrupt_is_the_editors() {
    let edit = Edit::with(r#"trap 'exit 130' INT; echo "[waits]"; while :; do sleep 1; done"#);
    edit.pty.resize(200, 40);
    edit.pty.send("\x05");
    edit.pty.see("[waits]");
    edit.pty.send("\x03");
    edit.pty.see("ended with status 130");
    edit.assert_goes_on();
}

#[test]
fn an_editor_that_is_not_there_is_named() {
    let folder = TempDir::new().expect("a folder");
    let edit = Edit::running("no-such-editor -f", folder);
    edit.pty.resize(160, 40);
    edit.pty.send("\x05");
    edit.pty.see("no-such-editor can't be run");
    edit.pty.see("ada@example.com");
    edit.assert_removed();
    edit.assert_goes_on();
}

#[test]
fn the_end_of_the_program_ends_the_editor() {
    let edit = Edit::with(r#"echo $$ > "$OUT/pid"; echo "[waits]"; exec sleep 1000"#);
    edit.pty.send("\x05");
    edit.pty.see("[waits]");
    edit.pty.signal(Signal::TERM);
    assert_eq!(edit.pty.status(), 128 + 15);
    edit.pty.assert_restored();
    edit.assert_removed();
}

#[test]
fn stopping_in_the_editor_stops_the_whole_job() {
    let edit = Edit::with(r#"echo "[name?]"; read -r name; echo "$name@example.com" > "$2""#);
    edit.pty.send("\x05");
    edit.pty.see("[name?]");
    edit.pty.send("\x1a");
    edit.pty.status();
    edit.pty.send("clear; fg\n");
    edit.pty.see_no_more("[name?]");
    edit.pty.send("lin\n");
    edit.pty.see("lin@example.com");
    edit.assert_goes_on();
}

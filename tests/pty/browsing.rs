//! Links go on in the browser of the desktop; what stands for it here is a script in a directory of its own.
#![cfg(target_os = "linux")]

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;

use crate::terminal::Pty;

/// At the link that connects GitHub, with these programs and no others to be found.
fn at_link(programs: &Path) -> Pty {
    let path = programs.to_str().unwrap();
    let usher = Path::new(env!("CARGO_BIN_EXE_usher"));
    let pty = Pty::run(usher, &["--demo"], &[("PATH", path)]);
    pty.see("› ");
    pty.send("2");
    pty.see("lindenhof-prod");
    pty.send(":");
    pty.see("Operations");
    pty.send("koyeb.github_installation\r");
    pty.see("Metadata");
    pty.send("\x13");
    pty.see("It goes on in a browser");
    pty
}

fn wait_for(file: &PathBuf) -> String {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        match fs::read_to_string(file) {
            Ok(text) if text.ends_with('\n') => return text,
            _ => assert!(Instant::now() < deadline, "the browser was not started"),
        }
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_link_is_opened_by_the_desktop() {
    let programs = TempDir::new().unwrap();
    let opened = programs.path().join("opened");
    let script = programs.path().join("xdg-open");
    let text = format!("#!/bin/sh\necho \"$1\" > '{}'\n", opened.display());
    fs::write(&script, text).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let pty = at_link(programs.path());
    pty.send("o");
    pty.see("github.com");
    let url = wait_for(&opened);
    assert!(
        url.starts_with("https://github.com/apps/koyeb/installations/new?state="),
        "{url}"
    );
}

#[test]
fn without_a_browser_the_link_is_to_be_copied() {
    let none = TempDir::new().unwrap();
    let pty = at_link(none.path());
    pty.send("o");
    pty.see("No browser could be started: copy the link instead");
}

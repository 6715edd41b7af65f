//! Ways out, and a stop on the way, that give the terminal back; `tests/pty_restore.rs` tries the usual ones on every screen.

use std::process::{Command, Stdio};

use rustix::process::Signal;

use crate::terminal::Pty;

#[test]
fn quitting() {
    for keys in ["q", "3q", "?\x03", "3n\x03"] {
        let pty = demo();
        pty.send(keys);
        assert_eq!(pty.status(), 0, "after {keys:?}");
        pty.assert_restored();
    }
}

#[test]
fn a_signal_during_a_paste_that_never_ends() {
    let pty = demo();
    pty.send("?\x1b[200~quit? q");
    pty.see("╭ Keys ─");
    pty.signal(Signal::TERM);
    assert_eq!(pty.status(), 128 + 15);
    pty.assert_restored();
}

#[test]
fn a_stop_that_nobody_announced() {
    let pty = demo();
    pty.see("1/322");
    pty.signal(Signal::STOP);
    // A stop in the middle of a frame may swallow the first letters of what the shell says.
    pty.see("147]");
    pty.send("printf 'something else'\n");
    pty.see("something else");
    pty.send("fg\n");
    pty.see_no_more("something else");
    pty.see("╭ Users ─");
    pty.send("q");
    assert_eq!(pty.status(), 0);
    pty.assert_restored();
}

#[cfg(target_os = "linux")]
#[test]
fn a_crash_leaves_no_memory_on_the_disk() {
    let pty = demo();
    let limits = format!("/proc/{}/limits", pty.program().as_raw_nonzero());
    let limits = std::fs::read_to_string(limits).expect("the program runs");
    let mut lines = limits.lines();
    let core = lines.find(|line| line.starts_with("Max core file size"));
    let core: Vec<_> = core.expect("a limit").split_whitespace().collect();
    assert_eq!(core[4..6], ["0", "0"]);
}

#[test]
fn without_a_terminal_it_does_not_begin() {
    let run = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_usher"))
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .expect("the program runs")
    };
    for arguments in [&["--demo"][..], &[]] {
        let output = run(arguments);
        let words = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{words}");
        assert!(output.stdout.is_empty(), "nothing goes to a pipe");
        assert!(words.contains("needs a terminal"), "{words}");
        assert_eq!(words.lines().count(), 1, "{words}");
    }
}

fn demo() -> Pty {
    let pty = Pty::usher(&["--demo"]);
    pty.see("╭ Users ─");
    pty.see("› ");
    pty
}

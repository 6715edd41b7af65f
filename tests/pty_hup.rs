//! T18: the terminal goes away in every way that terminals do, and the program goes with it.
#![cfg(target_os = "linux")]

#[path = "pty/process.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod process;
#[path = "pty/shell.rs"]
mod shell;
#[path = "pty/terminal.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod terminal;

use std::{
    io::Read,
    path::Path,
    process::Command,
    thread,
    time::{Duration, Instant},
};

use portable_pty::{PtySize, native_pty_system};
use process::Process;
use shell::{STEADFAST, USUAL};
use terminal::Pty;

const USHER: &str = env!("CARGO_BIN_EXE_usher");
/// Longer than any end takes.
const PATIENCE: Duration = Duration::from_secs(20);

fn demo(kind: &str, program: &str, arguments: &[&str]) -> Pty {
    let pty = Pty::run_in(kind, Path::new(program), arguments, &[]);
    pty.see("╭ Users ─");
    pty.see("› ");
    pty
}

/// Takes the terminal away, waits until the program is gone, and says what that took.
fn assert_gone(way: &str, program: Process, take_away: impl FnOnce()) {
    let (begun, before) = (Instant::now(), program.cpu());
    assert!(program.is_there(), "{way}");
    take_away();
    let mut worked = before;
    while program.is_there() {
        assert!(begun.elapsed() < PATIENCE, "{way}: it goes on without");
        worked = worked.max(program.cpu());
        thread::sleep(Duration::from_millis(10));
    }
    println!(
        "T18: {way}: gone after {:?}, which took {:?} of the processor",
        begun.elapsed(),
        worked.saturating_sub(before)
    );
}

#[test]
fn the_window_closes_under_a_shell_that_stays() {
    let mut pty = demo(STEADFAST, USHER, &["--demo"]);
    let program = Process::of(pty.program());
    assert_gone("the window closed, and nobody said so", program, || {
        pty.close();
    });
}

#[test]
fn the_window_closes_with_its_shell() {
    let mut pty = demo(USUAL, USHER, &["--demo"]);
    let program = Process::of(pty.program());
    assert_gone("the window closed, and its shell with it", program, || {
        pty.close();
    });
}

#[test]
fn the_window_closes_over_a_program_that_was_to_stay() {
    let script = r#"exec "$0" --demo </dev/tty >/dev/tty 2>&1"#;
    let mut pty = demo(USUAL, "nohup", &["/bin/sh", "-c", script, USHER]);
    let program = Process::of(pty.program());
    assert_gone("the window closed, and nohup was used", program, || {
        pty.close();
    });
}

#[test]
fn the_shell_is_killed() {
    let mut pty = demo(STEADFAST, USHER, &["--demo"]);
    let program = Process::of(pty.program());
    assert_gone("the shell was killed", program, || pty.kill_shell());
    pty.wait("see the shell's screen again", |screen| {
        !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
    });
}

#[test]
fn the_output_is_a_terminal_that_goes_away() {
    let size = PtySize {
        rows: 24,
        cols: 80,
        ..PtySize::default()
    };
    let other = native_pty_system().openpty(size).expect("a terminal");
    let path = other.master.tty_name().expect("a name");
    let path = path.to_str().expect("a plain path");
    let mut screen = other.master.try_clone_reader().expect("a screen");
    let script = r#"exec "$1" --demo >"$0""#;
    let pty = Pty::run(Path::new("/bin/sh"), &["-c", script, path, USHER], &[]);
    let mut seen = Vec::new();
    while !String::from_utf8_lossy(&seen).contains("jana") {
        let mut bytes = [0; 4096];
        let count = screen.read(&mut bytes).expect("a screen");
        seen.extend_from_slice(&bytes[..count]);
    }
    let program = Process::of(pty.program());
    assert_gone("what is written goes nowhere (EIO)", program, || {
        drop(screen);
        drop(other);
        pty.send("4");
    });
    assert_eq!(pty.status(), 128 + 1);
}

/// Runs `tmux` on a server of its own.
fn tmux(folder: &Path, words: &[&str]) -> Option<String> {
    let mut tmux = Command::new("tmux");
    tmux.arg("-S").arg(folder.join("socket")).args(words);
    tmux.env_remove("TMUX").env("LANG", "C.UTF-8");
    let output = tmux.output().ok()?;
    assert!(output.status.success(), "{words:?}: {output:?}");
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn tmux_kills_its_session() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let home = folder.path().display();
    let usher = format!("env HOME={home} {USHER} --demo");
    let start = ["-f", "/dev/null", "new-session", "-d", "-s", "t", &usher];
    if tmux(folder.path(), &start).is_none() {
        println!("T18: there is no tmux here whose session could be killed");
        return;
    }
    let begun = Instant::now();
    let shows = || tmux(folder.path(), &["capture-pane", "-p", "-t", "t"]);
    while !shows().is_some_and(|screen| screen.contains('›')) {
        assert!(begun.elapsed() < PATIENCE, "{:?}", shows());
        thread::sleep(Duration::from_millis(20));
    }
    let id = tmux(
        folder.path(),
        &["list-panes", "-t", "t", "-F", "#{pane_pid}"],
    );
    let id = id.and_then(|id| id.trim().parse().ok()).expect("a number");
    let program = Process::numbered(id);
    assert_gone("tmux killed its session", program, || {
        tmux(folder.path(), &["kill-session", "-t", "t"]);
    });
}

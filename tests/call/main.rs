//! `usher call` as scripts know it: what it takes, what it prints where, and how it ends.

mod confirming;
mod listing;
mod pages;
mod replies;
mod secrets;
mod sending;
#[path = "../shell/mod.rs"]
mod shell;
mod status;
mod values;
mod wire;

use std::{
    io::Write,
    process::{Command, Stdio},
};

use self::shell::{Ran, Shell};

/// `usher call` with these words.
fn call(shell: &Shell, words: &[&str]) -> Ran {
    Ran::of(&mut command(shell, words))
}

fn command(shell: &Shell, words: &[&str]) -> Command {
    let mut command = shell.command("usher");
    command.arg("call").args(words);
    command
}

/// The same with something on standard input.
fn call_with_input(shell: &Shell, words: &[&str], input: &str) -> Ran {
    let mut command = command(shell, words);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // The program may end without reading it.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    Ran::from(child.wait_with_output().unwrap())
}

/// How many requests the sandbox had.
fn sent(shell: &Shell) -> usize {
    shell.sandbox.requests().len()
}

#[track_caller]
fn assert_says(ran: &Ran, status: i32, parts: &[&str]) {
    assert_eq!(ran.status, Some(status), "{ran:?}");
    for part in parts {
        assert!(ran.stderr.contains(part), "no {part:?} in {ran:?}");
    }
}

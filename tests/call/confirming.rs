//! What is asked on a terminal.

use std::{
    fs,
    io::{Read, Write},
    thread,
    time::{Duration, Instant},
};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use crate::{
    assert_says, call,
    shell::{Ran, Shell},
};

/// Runs `usher call` on a terminal, where somebody types a line once they are asked.
fn on_a_terminal(shell: &Shell, words: &[&str], typed: &str) -> (u32, String) {
    let pair = native_pty_system().openpty(PtySize::default()).unwrap();
    let plain = shell.command("usher");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_usher"));
    command.arg("call");
    command.args(words);
    command.env_clear();
    for (name, value) in plain.get_envs() {
        command.env(name, value.unwrap());
    }
    let modes = || format!("{:?}", pair.master.get_termios());
    let at_first = modes();
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut keys = pair.master.take_writer().unwrap();
    let mut reader = pair.master.try_clone_reader().unwrap();
    let (mut screen, mut part) = (Vec::new(), [0; 4096]);
    let mut is_asked = false;
    // A terminal whose program has ended reads as broken.
    while let Ok(count @ 1..) = reader.read(&mut part) {
        screen.extend_from_slice(&part[..count]);
        let asks = screen.ends_with(b": ") || screen.ends_with(b"] ");
        if asks && !is_asked {
            is_asked = true;
            let hides = screen.ends_with(b"(not shown): ");
            let deadline = Instant::now() + Duration::from_secs(60);
            while hides && modes() == at_first {
                assert!(Instant::now() < deadline, "what is typed is not hidden");
                thread::yield_now();
            }
            write!(keys, "{typed}\r").unwrap();
        }
    }
    let status = child.wait().unwrap().exit_code();
    (status, String::from_utf8_lossy(&screen).into_owned())
}

fn make_organization(shell: &Shell, name: &str) -> String {
    let words = [
        "koyeb.create_organization",
        "--param",
        &format!("name={name}"),
    ];
    let ran = call(shell, &words);
    let reply: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    reply["organization"]["id"].as_str().unwrap().to_owned()
}

fn status(shell: &Shell, id: &str) -> String {
    let ran = call(
        shell,
        &["koyeb.get_organization", &format!("--param=id={id}")],
    );
    let reply: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    reply["organization"]["status"].as_str().unwrap().to_owned()
}

#[test]
fn the_id_of_what_is_destroyed_is_to_be_typed() {
    let shell = Shell::new();
    let id = make_organization(&shell, "in-danger");
    let param = format!("--param=id={id}");
    let words = [
        "koyeb.deactivate_organization",
        &param,
        "--param=skip_confirmation=yes",
    ];
    for typed in ["", "y", "yes", "in-danger", &id[..8]] {
        let (code, screen) = on_a_terminal(&shell, &words, typed);
        assert_eq!(code, 2, "{screen}");
        assert!(
            screen.contains("Deactivate organization at Koyeb, Organization "),
            "{screen}"
        );
        assert!(screen.contains(&format!("type {id} to go on:")), "{screen}");
        assert!(screen.contains("nothing was sent"), "{screen}");
    }
    assert_eq!(status(&shell, &id), "ACTIVE");
    let (code, screen) = on_a_terminal(&shell, &words, &id);
    assert_eq!(code, 0, "{screen}");
    assert_eq!(status(&shell, &id), "DEACTIVATED");
    assert!(
        screen.contains("  \"organization\": {\r\n"),
        "on many lines for people: {screen}"
    );
}

#[test]
fn a_smaller_loss_wants_a_yes_and_no_is_the_default() {
    let shell = Shell::new();
    let id = make_organization(&shell, "thrifty");
    let id = format!("--param=organization_id={id}");
    call(&shell, &["koyeb.create_budget", &id, "--param=amount=500"]);
    let words = ["koyeb.delete_budget", &id];
    for typed in ["", "n", "what?"] {
        let (code, screen) = on_a_terminal(&shell, &words, typed);
        assert_eq!(code, 2, "{screen}");
        assert!(screen.contains("? [y/N]"), "{screen}");
    }
    let (code, screen) = on_a_terminal(&shell, &words, "Y");
    assert_eq!(code, 0, "{screen}");
    assert_says(
        &call(&shell, &["koyeb.get_budget", &id]),
        1,
        &["status 404"],
    );
}

#[test]
fn a_sign_in_at_tripartie_shows_their_warning_and_waits_for_a_yes() {
    let shell = Shell::new();
    let form = [
        "tripartie.authenticate",
        "--param=email=nobody@example.com",
        "--param=password=env:HOME",
        "--param=captcha=env:HOME",
    ];
    let ran = call(&shell, &form);
    assert_says(
        &ran,
        2,
        &[
            "IP/CIDR to be banned",
            "there is no terminal to ask on",
            "--yes",
        ],
    );
    let (code, screen) = on_a_terminal(&shell, &form, "n");
    assert_eq!(code, 2, "{screen}");
    assert!(screen.contains("IP/CIDR to be banned"), "{screen}");
    assert_eq!(crate::sent(&shell), 0);
    let words = [&form[..], &["--yes"]].concat();
    let ran = call(&shell, &words);
    assert_says(
        &ran,
        1,
        &["IP/CIDR to be banned", "email or password mismatch"],
    );
    assert_eq!(crate::sent(&shell), 1, "one attempt");
}

#[test]
fn a_secret_is_asked_for_and_not_shown() {
    let shell = Shell::new();
    let words = [
        "koyeb.signup",
        "--param=email=new@example.com",
        "--param=password=@-",
    ];
    let (code, screen) = on_a_terminal(&shell, &words, "CANARY-7f3a");
    assert_eq!(code, 0, "{screen}");
    assert!(screen.contains("password (not shown): "), "{screen}");
    assert!(!screen.contains("CANARY"), "{screen}");
    assert_eq!(crate::sent(&shell), 1);
}

#[test]
fn everything_takes_a_yes_that_is_not_needed() {
    let shell = Shell::new();
    let mut command = shell.command("usher");
    let ran = Ran::of(command.args(["call", "koyeb.get_current_user", "--yes"]));
    assert_eq!((ran.status, &*ran.stderr), (Some(0), ""));
}

/// The same shell with a profile that is protected.
fn protected() -> Shell {
    let shell = Shell::new();
    let path = shell.folder.path().join(".config/usher/config.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        format!("[profiles.sandbox]\nprotected = true\n{text}"),
    )
    .unwrap();
    shell
}

const NEW: [&str; 2] = ["koyeb.create_organization", "--param=name=new-one"];

#[test]
fn a_protected_profile_is_changed_only_by_its_name() {
    let shell = protected();
    for words in [&NEW[..], &[&NEW[..], &["--yes"]].concat()] {
        let ran = call(&shell, words);
        assert_says(&ran, 2, &["sandbox is protected", "Add --confirm sandbox"]);
    }
    let words = [&NEW[..], &["--confirm", "work"]].concat();
    let ran = call(&shell, &words);
    assert_says(&ran, 2, &["--confirm says work", "nothing was sent"]);
    assert_eq!(crate::sent(&shell), 0);
    let words = [&NEW[..], &["--confirm", "sandbox"]].concat();
    let ran = call(&shell, &words);
    assert_eq!((ran.status, &*ran.stderr), (Some(0), ""), "{ran:?}");
    assert!(ran.stdout.contains("new-one"));
}

#[test]
fn a_change_that_is_meant_for_another_profile_is_not_sent_through_one_that_asks_for_nothing() {
    let shell = Shell::new();
    let ran = call(&shell, &[&NEW[..], &["--confirm", "live"]].concat());
    assert_says(
        &ran,
        2,
        &["--confirm says live", "sandbox", "nothing was sent"],
    );
    assert_eq!(crate::sent(&shell), 0);
    let ran = call(&shell, &[&NEW[..], &["--confirm", "sandbox"]].concat());
    assert_eq!(ran.status, Some(0), "{ran:?}");
}

#[test]
fn reading_through_a_protected_profile_wants_nothing() {
    let shell = protected();
    let ran = call(&shell, &["koyeb.get_current_user"]);
    assert_eq!((ran.status, &*ran.stderr), (Some(0), ""), "{ran:?}");
    let ran = call(&shell, &[&NEW[..], &["--dry-run"]].concat());
    assert_eq!(ran.status, Some(0), "{ran:?}");
}

#[test]
fn the_name_of_a_protected_profile_can_be_typed() {
    let shell = protected();
    for typed in ["", "y", "Sandbox"] {
        let (code, screen) = on_a_terminal(&shell, &NEW, typed);
        assert_eq!(code, 2, "{screen}");
        assert!(screen.contains("nothing was sent"), "{screen}");
    }
    assert_eq!(crate::sent(&shell), 0);
    let (code, screen) = on_a_terminal(&shell, &NEW, "sandbox");
    assert_eq!(code, 0, "{screen}");
}

#[test]
fn what_is_destroyed_through_a_protected_profile_is_agreed_to_twice() {
    let shell = protected();
    let words = [&NEW[..], &["--confirm=sandbox"]].concat();
    let reply: serde_json::Value = serde_json::from_str(&call(&shell, &words).stdout).unwrap();
    let id = reply["organization"]["id"].as_str().unwrap();
    let id = format!("--param=id={id}");
    let words = [
        "koyeb.deactivate_organization",
        &id,
        "--param=skip_confirmation=yes",
    ];
    for some in [&["--yes"][..], &["--confirm=sandbox"]] {
        let ran = call(&shell, &[&words[..], some].concat());
        assert_says(&ran, 2, &["nothing was sent"]);
    }
    let both = [&words[..], &["--yes", "--confirm=sandbox"]].concat();
    assert_eq!(call(&shell, &both).status, Some(0));
}

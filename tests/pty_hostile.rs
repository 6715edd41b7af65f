//! T2: the real program in a terminal, and as a script's tool, with vendors whose every text means harm.

#[allow(dead_code, reason = "each test file uses its own part of the desk")]
mod desk;
#[path = "pty/shell.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod shell;
#[path = "pty/terminal.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod terminal;
#[path = "pty/world.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod world;

use std::{path::Path, process::Command, time::Instant};

use desk::Desk;
use jiff::Timestamp;
use terminal::Pty;
use unicode_general_category::{GeneralCategory, get_general_category};
use usher_tui::{
    api::{Arguments, Operation, Paging, Raw, Reply, Update, catalogue},
    app::{Msg, Now},
    config::Profile,
    sandbox::Options,
    worker::{Access, Direct},
};
use world::World;

/// The vendors, all of whose texts mean harm, and how many such texts there are.
fn hostile() -> (World, usize) {
    let hostile: Vec<String> = serde_json::from_str(include_str!("fixtures/hostile.json")).unwrap();
    let payloads = hostile.len();
    let options = Options {
        hostile,
        ..Options::default()
    };
    (World::new(options), payloads)
}

/// What the vendor answers to a list, as the program should show it.
fn rows(world: &World, operation: &'static Operation, direct: &Direct) -> Reply {
    let arguments = operation.paging.arguments(&Arguments::NONE, 0, 0);
    let reply = world.runtime.block_on(direct.call(operation, &arguments));
    let reply = reply.unwrap_or_else(|problem| panic!("{}: {problem}", operation.id));
    let raw = Raw {
        headers: &reply.headers,
        body: reply.body.as_bytes(),
    };
    operation.read(&arguments, &raw).unwrap()
}

const PROGRAM: &str = env!("CARGO_BIN_EXE_usher");

/// What is plain in a line: the terminals of this world disagree about everything else's width.
fn plain(line: &str) -> String {
    line.chars().filter(char::is_ascii_graphic).collect()
}

/// The lines of the table that have a record.
fn table(screen: &str) -> Vec<String> {
    let lines = screen
        .lines()
        .skip(4)
        .take_while(|line| !line.starts_with('╰'));
    // Beside the table stands the detail.
    let table = |line: &str| plain(line.split("││").next().unwrap_or(line));
    lines.map(table).collect()
}

#[test]
fn the_terminal_shows_what_is_there_and_nothing_else_happens() {
    let (world, payloads) = hostile();
    let direct = Direct::new(
        Profile::demo(world.sandbox.addresses()).unwrap(),
        Access::ReadOnly,
    );
    let mut model = Desk::new(120, 40);
    for load in std::mem::take(&mut model.loads) {
        if let Reply::Page(page) = rows(&world, load.operation, &direct) {
            model.tell(Update::Page(load.id, page));
            model.tell(Update::Loaded(load.id));
        }
    }
    let config = world.config();
    let pty = Pty::run(
        Path::new(PROGRAM),
        &["--config", config.to_str().unwrap(), "--read-only"],
        &world.secrets(),
    );
    pty.see("╭ Users ─");
    pty.resize(120, 40);
    let (mut lines, begun) = (0, Instant::now());
    // The others depend on who is signed in, which the model is not.
    for (key, pane) in [("2", "Organizations"), ("3", "Invitations")] {
        model.press(key);
        pty.send(key);
        pty.see(&format!("╭ {pane} ─"));
        pty.wait(&format!("see {pane} as the model"), |screen| {
            // Times are told as they go by.
            let (wall, uptime) = (Timestamp::now(), begun.elapsed());
            model.tell_msg(Msg::Clock(Now { wall, uptime }));
            let expected = table(&model.screen());
            let shown = table(&screen.contents());
            lines += if shown == expected { shown.len() } else { 0 };
            shown == expected
        });
    }
    for keys in [
        "4", "j", "1", "G", "g", "g", "j", "\r", "\x1b", "?", "\x1b", ":", "a", "\x1b", "/", "a",
        "\r", "\x1b", "s", "S",
    ] {
        pty.send(keys);
    }
    pty.send("2");
    pty.see("╭ Organizations ─");
    assert_eq!(pty.strays(), Vec::<String>::new());
    pty.send("q");
    assert_eq!(pty.status(), 0);
    pty.assert_restored();
    assert_eq!(pty.strays(), Vec::<String>::new());
    println!(
        "T2: {payloads} payloads in every text field: {lines} lines as the model has them, 0 titles, 0 clipboards, 0 bells"
    );
}

/// Nothing that a terminal would act on, or that is not seen.
fn is_harmless(text: &str) -> bool {
    text.chars().all(|c| {
        let category = get_general_category(c);
        c == '\n'
            || !matches!(category, GeneralCategory::Control | GeneralCategory::Format)
            || c == '\u{200d}'
    })
}

#[test]
fn what_a_script_is_told_is_harmless() {
    let (world, _) = hostile();
    let (mut told, mut bytes) = (0, 0);
    let reads =
        catalogue().filter(|operation| !operation.changes() && operation.paging == Paging::None);
    let reads = reads.filter(|operation| !operation.path.contains('{'));
    let calls = reads.map(|operation| vec!["call", operation.id]);
    let others = [
        vec!["call", "contabo.retrieve_user_list", "--all"],
        vec!["call", "koyeb.list_user_organizations"],
        vec!["call", "koyeb.get_organization", "--param=id=nobody"],
        vec!["call", "tripartie.get_user", "--param=id=nobody"],
        vec!["call", "contabo.retrieve_user", "--param=userId=nobody"],
        vec![
            "call",
            "koyeb.create_organization",
            "--param=name=lindenhof-prod",
        ],
        vec!["profiles"],
    ];
    for words in calls.chain(others) {
        let mut usher = Command::new(PROGRAM);
        usher.args(&words).arg("--config").arg(world.config());
        usher
            .env_clear()
            .env("HOME", world.home.path())
            .envs(world.secrets());
        let output = usher.output().unwrap();
        for said in [output.stdout, output.stderr] {
            let said = String::from_utf8(said).unwrap();
            assert!(is_harmless(&said), "{words:?}: {said:?}");
            bytes += said.len();
        }
        told += 1;
    }
    println!("T2: {told} commands told {bytes} bytes: 0 escape sequences, 0 hidden characters");
}

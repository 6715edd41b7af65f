//! T27: the real program for a long time, with tokens that end again and again and somebody who does this and that: its
//! memory, its open files and its work stay as they are. `USHER_SOAK=300` says for how many seconds.
#![cfg(target_os = "linux")]

#[allow(dead_code, reason = "each test file uses its own part of it")]
mod dice;
#[path = "pty/process.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod process;
#[path = "pty/shell.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod shell;
#[path = "pty/terminal.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod terminal;
#[path = "pty/world.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod world;

use std::{
    env, thread,
    time::{Duration, Instant},
};

use dice::{Dice, seed};
use process::Process;
use terminal::Pty;
use usher_tui::sandbox::Options;
use world::World;

/// How long an access token works: so many are used up in a minute as in an hour and a half elsewhere.
const TOKEN_LIFE: Duration = Duration::from_secs(3);
/// How fast somebody is.
const KEY: Duration = Duration::from_millis(40);
/// By how much the memory may grow from the second third to the last one, in kB.
const GROWTH: u64 = 8 * 1024;
/// How many files and connections may be open at once.
const OPEN: usize = 64;
/// Which share of one processor all this may take: tests are built without optimizations.
const BUSY: f64 = 0.5;

/// What somebody does. Each begins at a table and leads back there, for a lone esc is one only when nothing follows it.
const DOINGS: [&[&str]; 24] = [
    &["1", "j", "j", "k"],
    &["2", "j", "\r", "\x1b"],
    &["3", "G", "g", "g"],
    &["4", "j", "\r", "j", "\x1b"],
    &["1", "/", "an", "\r", "\x1b"],
    &["1", "/", "enabled:no", "\x1b"],
    &["R"],
    &["R"],
    &["R"],
    &["s", "s", "S"],
    &["?", "del", "\x1b"],
    &[":", "koyeb", "\x1b[B", "\x1b"],
    &["@", "j", "\r", "\x1b", "\x1b"],
    &["N", "\x1b"],
    &["c", "j", " ", " ", "\x1b"],
    &["1", " ", " ", "v", "j", "\x1b", "\x1b"],
    &["2", "e", "\t", "x", "\x1b", "\x1b"],
    &["3", "n", "anna@x.example", "\x1b", "\x1b"],
    &["3", "a", "z"],
    &["1", "G", "D", "wrong\r", "\x1b"],
    &["1", "g", "g", "j", "j", "J", "\x1b"],
    &["1", "G", "x", "\r", "x", "\x1b"],
    &["4", ".", "\x1b"],
    &["\t", "\t", "\x1b[Z"],
];

/// What was measured at some moment.
#[derive(Clone, Copy)]
struct Sample {
    memory: u64,
    open: usize,
}

/// Does this and that until the time is over.
///
/// # Returns
/// What was measured about once in a second, and how many keys were pressed.
fn use_it(pty: &Pty, program: Process, time: Duration) -> (Vec<Sample>, usize) {
    let (begun, mut dice) = (Instant::now(), Dice::new(seed()));
    let (mut samples, mut keys) = (Vec::new(), 0);
    while begun.elapsed() < time {
        for key in *dice.pick(&DOINGS) {
            pty.send(key);
            keys += 1;
            thread::sleep(KEY);
        }
        if dice.percent(5) {
            let (columns, rows) = (60 + dice.below(140), 15 + dice.below(45));
            pty.resize(
                u16::try_from(columns).unwrap(),
                u16::try_from(rows).unwrap(),
            );
        }
        if begun.elapsed().as_millis() * 4 > 1000 * samples.len() as u128 {
            let memory = program.memory().expect("the program lives");
            let open = program.descriptors().expect("the program lives");
            samples.push(Sample { memory, open });
        }
    }
    (samples, keys)
}

/// The middle one.
fn median(samples: &[Sample]) -> u64 {
    let mut memory: Vec<u64> = samples.iter().map(|sample| sample.memory).collect();
    memory.sort_unstable();
    memory[memory.len() / 2]
}

#[test]
fn memory_files_and_work_stay_as_they_are() {
    let seconds = env::var("USHER_SOAK").ok();
    let seconds = seconds.map_or(10, |seconds| seconds.parse().expect("a number of seconds"));
    let time = Duration::from_secs(seconds);
    let world = World::new(Options {
        token_life: TOKEN_LIFE,
        ..Options::default()
    });
    let pty = world.open(&[], &[]);
    pty.see("› ");
    let program = Process::of(pty.program());
    let (begun, cpu) = (Instant::now(), program.cpu());
    let (samples, keys) = use_it(&pty, program, time);
    let busy = program.cpu().saturating_sub(cpu).as_secs_f64() / begun.elapsed().as_secs_f64();
    let third = samples.len() / 3;
    let (middle, end) = (
        median(&samples[third..2 * third]),
        median(&samples[2 * third..]),
    );
    let open = samples.iter().map(|sample| sample.open).max().unwrap();
    let requests = world.sandbox.requests();
    let tokens = requests
        .iter()
        .filter(|it| it.path.ends_with("/token"))
        .count();
    let refused = requests.iter().filter(|it| it.status == Some(401)).count();
    println!(
        "T27: {seconds} s, {keys} keys, {} requests, {tokens} tokens, {refused} refused: memory {} kB at first, {middle} kB \
        in the middle, {end} kB at the end; at most {open} files open; {:.1} % of a processor",
        requests.len(),
        samples[0].memory,
        busy * 100.0
    );
    assert!(end <= middle + GROWTH, "the memory grows");
    assert!(open <= OPEN, "files stay open");
    assert!(busy < BUSY, "it works too much");
    assert!(refused <= tokens, "a token that has ended is noticed once");
    assert!(!pty.contents().contains("refused"), "and not by the person");
    let passes = time.as_secs() / TOKEN_LIFE.as_secs();
    assert!(tokens as u64 > passes / 2, "tokens were renewed");
    assert_eq!(world.changes(), []);
    pty.send("\x03");
    assert_eq!(pty.status(), 0);
    pty.assert_restored();
}

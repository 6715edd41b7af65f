//! T20, T24: what comes out of a broken line, of a terminal that answers questions nobody asked, and of a clipboard full of
//! keys: the program lives on, changes nothing, and ends when it is told to.
#![cfg(unix)]

#[allow(dead_code, reason = "each test file uses its own part of it")]
mod dice;
#[path = "pty/screens.rs"]
mod screens;
#[path = "pty/shell.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod shell;
#[path = "pty/terminal.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod terminal;
#[path = "pty/world.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod world;

use dice::{Dice, cases, seed};
use screens::{SCREENS, walk};
use terminal::Pty;
use usher_tui::sandbox::Options;
use world::World;

/// Somebody ends the program, whatever is on the screen and however the junk broke off.
fn quit(pty: &Pty) {
    // What is left of a character or of a sequence takes the first key.
    pty.send("\x1b\\    ");
    pty.send("\x03\x03\x03");
    assert_eq!(pty.status(), 0);
    pty.assert_restored();
}

/// What terminals send by themselves: answers to questions, reports of the mouse and of the focus, keys in newer spellings
/// let go, status lines, and characters that are none.
fn noise(dice: &mut Dice) -> Vec<u8> {
    let number = |dice: &mut Dice| dice.below(300);
    let text = match dice.below(14) {
        0 => format!("\x1b[{};{}R", number(dice), number(dice)),
        1 => format!("\x1b[?{};{}c", number(dice), number(dice)),
        2 => format!("\x1b[>{};{};{}c", number(dice), number(dice), number(dice)),
        3 => "\x1b[I".to_owned(),
        4 => "\x1b[O".to_owned(),
        5 => format!("\x1b[?{}u", number(dice)),
        6 => format!("\x1b[?{};{}$y", number(dice), number(dice)),
        7 => format!("\x1b[{};1:3u", 97 + dice.below(26)),
        8 => format!("\x1b[<35;{};{}M", 1 + number(dice), 1 + number(dice)),
        9 => format!("\x1b[{};{};{}t", number(dice), number(dice), number(dice)),
        10 => "\x1b[200~yD\rq\x1b[201~".to_owned(),
        11 => return vec![0xff, 0xfe, 0xc0, 0x80],
        12 => return vec![0xf5, 0x80, 0x80, 0x80],
        _ => "\0".to_owned(),
    };
    text.into_bytes()
}

#[test]
fn what_terminals_send_by_themselves_changes_nothing() {
    let count = cases(20_000, 1_000_000);
    let world = World::new(Options::default());
    let pty = world.open(&[], &[]);
    pty.send("3");
    pty.see("╭ Invitations ─");
    let (mut dice, mut sent, mut pieces) = (Dice::new(seed()), 0, 0);
    while sent < count {
        let noise = noise(&mut dice);
        pty.send_bytes(&noise);
        sent += noise.len();
        pieces += 1;
    }
    quit(&pty);
    assert_eq!(world.changes(), []);
    println!("T20: {pieces} answers and reports that nobody asked for: 0 changes");
}

/// Every key there is, in some order, as a clipboard may have it.
fn all_keys(dice: &mut Dice) -> String {
    let mut keys: Vec<char> = (' '..='~').chain(['\r', '\n', '\t']).collect();
    for end in (1..keys.len()).rev() {
        keys.swap(end, dice.below(end + 1));
    }
    keys.into_iter().collect()
}

#[test]
fn a_paste_of_all_keys_into_every_screen_changes_nothing() {
    let pastes = cases(3, 50);
    let world = World::new(Options::default());
    let mut dice = Dice::new(seed());
    for (name, steps) in SCREENS {
        if name == "leave" {
            continue;
        }
        let pty = world.open(&[], &[]);
        walk(&pty, steps);
        for _ in 0..pastes {
            pty.send(&format!("\x1b[200~{}\x1b[201~", all_keys(&mut dice)));
        }
        quit(&pty);
        assert_eq!(world.changes(), [], "{name}");
    }
    println!(
        "T24: {pastes} pastes of all keys into each of {} screens of the real program: 0 changes",
        SCREENS.len() - 1
    );
}

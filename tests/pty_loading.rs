//! Keys in the real program while a long list comes and one request of twenty fails.
#![cfg(unix)]

#[allow(dead_code, reason = "each test file uses its own part of the shell")]
#[path = "pty/shell.rs"]
mod shell;
#[allow(dead_code, reason = "each test file uses its own part of the terminal")]
#[path = "pty/terminal.rs"]
mod terminal;
#[allow(dead_code, reason = "each test file uses its own part of it")]
#[path = "pty/world.rs"]
mod world;

use std::{fs, time::Duration};

use terminal::Pty;
use usher_tui::sandbox::{FaultKind, Options};
use vt100::Screen;
use world::World;

const USERS: usize = 100_000;

/// The program at Contabo alone, on a large screen, while its list comes. Where other lists are, rows of theirs may come
/// above the cursor.
fn opened(options: Options) -> (World, Pty) {
    let world = World::new(options);
    let configuration = fs::read_to_string(world.config()).unwrap();
    let contabo = configuration.find("[profiles.h.contabo]").unwrap();
    fs::write(world.config(), &configuration[contabo..]).unwrap();
    let pty = world.open(&[], &[]);
    pty.resize(120, 40);
    pty.see("· loading ");
    (world, pty)
}

/// What the upper edge of the table says.
fn edge(screen: &Screen) -> String {
    let (_, columns) = screen.size();
    let edge = screen
        .rows(0, columns.get())
        .find(|row| row.contains("╭ Users ─"));
    edge.unwrap_or_default()
}

/// Which row the cursor is on, from 1, and how many there are.
fn place(screen: &Screen) -> Option<(usize, usize)> {
    let edge = edge(screen);
    let words = edge.split_whitespace();
    let mut numbers = words.filter_map(|word| word.split_once('/'));
    numbers.find_map(|(at, of)| Some((at.parse().ok()?, of.parse().ok()?)))
}

/// The row under the cursor, without the sign that says so.
fn selected(screen: &Screen) -> String {
    let (_, columns) = screen.size();
    let row = screen
        .rows(0, columns.get())
        .find(|row| row.contains(" › ") || row.contains("│ ›"));
    row.unwrap_or_default().chars().take(78).collect()
}

#[test]
fn no_key_is_lost_and_the_cursor_stays_where_it_was_left_while_a_long_list_comes() {
    let (_world, pty) = opened(Options {
        users: USERS,
        latency: Duration::from_millis(5),
        fail: 0.04,
        faults: vec![(FaultKind::DropBefore, 0.01)],
        ..Options::default()
    });
    pty.send("jjj");
    let mut before = (0, String::new());
    pty.wait("stand on the fourth row", |screen| {
        before = (place(screen).map_or(0, |place| place.0), selected(screen));
        before.0 >= 4
    });
    let (mut rounds, mut is_loading) = (0, true);
    while is_loading {
        let mut at = 0;
        pty.wait("see where the cursor is", |screen| {
            at = place(screen).map_or(0, |place| place.0);
            selected(screen) == before.1
        });
        for (keys, to) in [("jjjjjjjjj", at + 9), ("kkkkkkkkk", at)] {
            pty.send(keys);
            pty.wait(&format!("stand on row {to}"), |screen| {
                place(screen).is_some_and(|(at, _)| at == to)
            });
        }
        rounds += 1;
        pty.wait("stand where it was", |screen| {
            is_loading = edge(screen).contains("loading");
            selected(screen) == before.1
        });
    }
    assert!(rounds > 10, "{rounds}: there was time to do something");
    pty.wait("have all users", |screen| {
        place(screen).is_some_and(|(_, all)| all == USERS)
    });
    pty.wait("stand where it was", |screen| selected(screen) == before.1);
}

/// The same keys as above go to a filter: what is typed is there, and esc goes back.
#[test]
fn a_filter_is_typed_while_a_long_list_comes() {
    let (_world, pty) = opened(Options {
        users: 5_000,
        latency: Duration::from_millis(20),
        ..Options::default()
    });
    pty.send("jj");
    let mut before = String::new();
    pty.wait("stand on the third row", |screen| {
        before = selected(screen);
        place(screen).is_some_and(|(at, _)| at >= 3)
    });
    for _ in 0..5 {
        pty.send("/schmidt");
        pty.see("/schmidt ");
        pty.send("\x1b");
        pty.see_no_more("/schmidt");
        pty.wait("stand where it was", |screen| selected(screen) == before);
    }
}

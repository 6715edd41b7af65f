//! T17: whatever ends or stops the program, on whichever screen, the terminal is as it was before.
#![cfg(unix)]

#[allow(dead_code, reason = "each test file uses its own part of the desk")]
mod desk;
#[path = "pty/screens.rs"]
mod screens;
#[path = "pty/shell.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod shell;
#[path = "pty/terminal.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod terminal;

use std::{env, io, path::Path, thread};

use desk::Desk;
use rustix::process::Signal;
use screens::{SCREENS, walk};
use terminal::Pty;
use usher_tui::{
    terminal::{Modes, Screen, restore_on_panic},
    ui,
};
use vt100::MouseProtocolMode;

/// What ends the program, and with which status.
const ENDINGS: [(Signal, u8); 4] = [
    (Signal::INT, 128 + 2),
    (Signal::QUIT, 128 + 3),
    (Signal::TERM, 128 + 15),
    (Signal::HUP, 128 + 1),
];
/// The keys that end the program from everywhere; where changes wait, it asks first, and the second time it goes.
const QUIT: &str = "\x03\x03";
/// Set for the part of a panic in the terminal: the number of its screen.
const INSIDE: &str = "USHER_TEST_INSIDE";
/// The desk's way to each screen.
const DESKS: [&str; 12] = [
    "1",
    "1 <enter>",
    "2 e",
    "3",
    "3 a d",
    "3 n",
    "1 G D",
    "3 a q",
    "?",
    ":",
    "@",
    "1 / a",
];

fn demo() -> Pty {
    let pty = Pty::usher(&["--demo"]);
    pty.see("╭ Users ─");
    pty
}

/// Each on each screen.
fn signal_everywhere((signal, status): (Signal, u8)) {
    for (name, steps) in SCREENS {
        let pty = demo();
        walk(&pty, steps);
        pty.signal(signal);
        assert_eq!(pty.status(), status, "{name}");
        pty.assert_restored();
    }
    println!(
        "T17: signal {} on {} screens: all restored, status {status}",
        signal.as_raw(),
        SCREENS.len()
    );
}

#[test]
fn an_interrupt_on_every_screen() {
    signal_everywhere(ENDINGS[0]);
}

#[test]
fn a_quit_signal_on_every_screen() {
    signal_everywhere(ENDINGS[1]);
}

#[test]
fn the_end_of_the_system_on_every_screen() {
    signal_everywhere(ENDINGS[2]);
}

#[test]
fn a_hang_up_on_every_screen() {
    signal_everywhere(ENDINGS[3]);
}

/// How a program is stopped for a while.
enum Stop {
    /// By its key.
    Key,
    /// From outside.
    Signal,
}

/// Stops the program, gives the window another size meanwhile, and goes on.
fn stop_and_go_on(pty: &Pty, stop: &Stop, (columns, rows): (u16, u16)) {
    match stop {
        Stop::Key => pty.send("\x1a"),
        Stop::Signal => pty.signal(Signal::TSTP),
    }
    pty.status();
    pty.assert_restored();
    pty.resize(columns, rows);
    pty.send("clear; fg\n");
    pty.wait("see the modes set again", |screen| {
        let mouse = screen.mouse_protocol_mode() == MouseProtocolMode::PressRelease;
        mouse && screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste()
    });
}

#[test]
fn a_stop_on_every_screen_and_then_the_end() {
    for (name, steps) in SCREENS {
        let pty = demo();
        walk(&pty, steps);
        let text = steps.last().expect("a step").1;
        for (stop, size) in [(Stop::Key, (100, 30)), (Stop::Signal, (80, 24))] {
            stop_and_go_on(&pty, &stop, size);
            pty.see(text);
        }
        pty.send(QUIT);
        assert_eq!(pty.status(), 0, "{name}");
        pty.assert_restored();
    }
    println!(
        "T17: {} screens, each stopped by key and by signal with another size, then quit: all restored",
        SCREENS.len()
    );
}

/// Plays both parts: it runs itself again in a terminal, where first a task and then the drawing panics.
#[test]
fn a_panic_on_every_screen() {
    if let Ok(number) = env::var(INSIDE) {
        panic_inside(DESKS[number.parse::<usize>().expect("a number")]);
    }
    let program = env::current_exe().expect("this program");
    for (number, keys) in DESKS.iter().enumerate() {
        let pty = Pty::run(
            &program,
            &["--exact", "a_panic_on_every_screen", "--nocapture"],
            &[(INSIDE, &number.to_string())],
        );
        pty.see("Users");
        pty.send("\r");
        pty.wait("see another frame after the task's end", |screen| {
            screen.alternate_screen() && screen.contents().starts_with("again")
        });
        pty.send("\r");
        assert_eq!(pty.status(), 101, "{keys}");
        pty.see("usher: a fault in the program itself at tests/pty_restore.rs:");
        pty.assert_restored();
    }
    println!(
        "T17: a panic in a task and one in the drawing on {} screens: all restored",
        DESKS.len()
    );
}

fn panic_inside(keys: &str) {
    let modes = Modes::new(true);
    restore_on_panic(modes.clone());
    let mut screen = Screen::enter(modes).expect("a terminal");
    let mut desk = Desk::loaded(80, 24);
    desk.press(keys);
    let mut draw = |before: fn(&mut ratatui::Frame)| {
        screen.draw(desk.app.screen.size(), |frame, _| {
            ui::draw(&desk.app, &desk.styles, frame);
            before(frame);
        })
    };
    draw(|_| {}).expect("a frame");
    wait_for_enter();
    thread::spawn(|| panic!("the task failed"))
        .join()
        .expect_err("the task failed");
    draw(|frame| frame.render_widget("again", frame.area())).expect("a frame");
    wait_for_enter();
    draw(|_| panic!("the drawing failed")).expect("not reached");
}

fn wait_for_enter() {
    io::Read::read_exact(&mut io::stdin(), &mut [0]).expect("a key");
}

#[test]
fn terminals_that_can_do_little() {
    let program = Path::new(env!("CARGO_BIN_EXE_usher"));
    let little = [
        ("TERM", "dumb"),
        ("TERM", ""),
        ("TERM", "no-such-terminal"),
        ("LANG", "C"),
        ("LC_ALL", "POSIX"),
    ];
    for variable in little {
        let pty = Pty::run(program, &["--demo"], &[variable]);
        pty.see("1/322");
        pty.send("?");
        pty.see("Keys");
        pty.send(QUIT);
        assert_eq!(pty.status(), 0, "{variable:?}");
        pty.assert_restored();
    }
    println!(
        "T17: {} terminals and locales that can do little: all restored",
        little.len()
    );
}

//! The real program in a real terminal: it starts, works, and gives the terminal back on every way out.
#![cfg(unix)]

mod panics;
mod terminal;

use rustix::process::Signal;
use terminal::Pty;

#[test]
fn quitting_gives_the_terminal_back() {
    let pty = Pty::usher(&[]);
    pty.see("text:");
    pty.send("abc");
    pty.see("text: abc");
    pty.send("q");
    assert_eq!(pty.status(), 0);
    pty.assert_restored();
}

#[test]
fn a_signal_that_ends_it_gives_the_terminal_back() {
    for (signal, status) in [
        (Signal::INT, 130),
        (Signal::QUIT, 131),
        (Signal::TERM, 143),
        (Signal::HUP, 129),
    ] {
        let pty = Pty::usher(&[]);
        pty.see("text:");
        pty.signal(signal);
        assert_eq!(pty.status(), status);
        pty.assert_restored();
    }
}

#[test]
fn it_can_be_stopped_and_goes_on_where_it_was() {
    let pty = Pty::usher(&[]);
    pty.see("text:");
    pty.send("abc");
    pty.see("text: abc");
    pty.send("\x1a");
    pty.status();
    pty.assert_restored();
    pty.send("fg\n");
    pty.see("text: abc");
    pty.signal(Signal::TSTP);
    pty.status();
    pty.send("clear; fg\n");
    pty.see("text: abc");
    pty.send("q");
    pty.status();
    pty.assert_restored();
}

#[test]
fn closing_the_window_ends_it() {
    let mut pty = Pty::usher(&[]);
    pty.see("text:");
    pty.close();
}

//! The real program in a real terminal: it starts, works, and gives the terminal back on every way out.
#![cfg(unix)]

mod browsing;
mod editor;
mod ending;
mod guarding;
mod keeping;
mod panics;
mod shell;
mod terminal;
mod working;

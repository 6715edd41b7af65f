//! The real program in a real terminal: it starts, works, and gives the terminal back on every way out.
#![cfg(unix)]

mod browsing;
mod editor;
mod ending;
mod guarding;
mod keeping;
mod panics;
#[allow(dead_code, reason = "each test file uses its own part of the terminal")]
mod shell;
#[allow(dead_code, reason = "each test file uses its own part of the terminal")]
mod terminal;
mod working;

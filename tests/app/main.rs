//! The whole program with its own worker, against the sandbox over HTTP: what a person does, and what the vendors have then.

#[allow(dead_code, reason = "each test file uses its own part of the player")]
#[path = "../player/mod.rs"]
mod player;

mod editing;

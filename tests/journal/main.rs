//! The journal of changes: no change is sent that does not stand in it, and nothing of a record does but its id.

#[path = "../worker/client.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod client;
mod commands;
mod order;
#[path = "../catalogue/sample.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod sample;
#[path = "../shell/mod.rs"]
mod shell;
mod values;
#[path = "../worker/wire.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod wire;

use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;
use usher_tui::config::{JournalPlace, Profile};

/// A folder for a journal.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// The same profile with its journal here.
    fn of(&self, profile: Profile) -> Profile {
        Profile {
            journal: JournalPlace::within(self.path()),
            ..profile
        }
    }

    fn text(&self) -> String {
        std::fs::read_to_string(self.path().join("journal.jsonl")).unwrap_or_default()
    }

    fn lines(&self) -> Vec<Value> {
        lines(&self.text())
    }
}

fn lines(text: &str) -> Vec<Value> {
    let read = |line: &str| serde_json::from_str(line).unwrap();
    text.lines().map(read).collect()
}

use std::{
    io::{self, Write},
    panic::{self, PanicHookInfo},
    thread,
};

use super::Modes;
use crate::domain::Clean;

/// Sees to it that a panic on this thread, the one that draws, gives the terminal back before it says what happened.
///
/// A panic elsewhere is a task's own affair and comes back to its asker as an error: while the terminal is ours, it is
/// not touched and nothing is printed across it.
pub fn restore_on_panic(modes: Modes) {
    let drawing = thread::current().id();
    panic::set_hook(Box::new(move |info| {
        if thread::current().id() == drawing {
            modes.leave();
        } else if modes.are_on() {
            return;
        }
        let _ = writeln!(io::stderr(), "{}", describe(info));
    }));
}

/// Where it happened, and what the code says about it if that is a fixed text: a formatted one may hold a secret.
fn describe(info: &PanicHookInfo<'_>) -> String {
    let place = info.location().map_or_else(
        || "an unknown place".to_owned(),
        |location| Clean::from(location.to_string()).to_string(),
    );
    let what = info
        .payload()
        .downcast_ref::<&'static str>()
        .map(|text| format!(" ({})", Clean::new(text)))
        .unwrap_or_default();
    format!(
        "usher: a fault in the program itself at {place}{what}. Please report this line; what was not sent yet is not done."
    )
}

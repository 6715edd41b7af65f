use std::{
    env,
    sync::mpsc::{Receiver, Sender, channel},
    thread,
};

use arboard::Set;

use crate::domain::Secret;

/// The desktop's own clipboard, beside the terminal's: some terminals let no program write to theirs.
///
/// A thread of its own has it, because a desktop may be slow to answer, and because on Linux what was copied is there only
/// for as long as somebody keeps it. Over SSH there is none: the desktop there is not the one where the person sits.
#[derive(Debug, Default)]
pub struct Clipboard(Option<Sender<(Secret, Keep)>>);

/// What histories of the clipboard may do with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// They may keep it.
    Yes,
    /// They shall not, where they can be told.
    No,
}

impl Clipboard {
    /// Puts a text into it, some time soon. Where there is none, nothing happens: the terminal was told as well.
    pub fn put(&mut self, text: &str, keep: Keep) {
        if is_remote() {
            return;
        }
        let orders = self.0.get_or_insert_with(start);
        if orders.send((Secret::new(text), keep)).is_err() {
            self.0 = None;
        }
    }
}

/// Whether the person sits at another machine.
fn is_remote() -> bool {
    ["SSH_CONNECTION", "SSH_TTY"]
        .into_iter()
        .any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

fn start() -> Sender<(Secret, Keep)> {
    let (orders, queue) = channel();
    let thread = thread::Builder::new().name("clipboard".to_owned());
    // Without a thread there is no queue, and the next order says so.
    let _ = thread.spawn(move || serve(&queue));
    orders
}

/// Waits for texts, and keeps the clipboard while the program runs. One that could not be had is asked for again.
fn serve(queue: &Receiver<(Secret, Keep)>) {
    let mut clipboard = None;
    for (text, keep) in queue {
        clipboard = clipboard.or_else(|| arboard::Clipboard::new().ok());
        let set = clipboard.as_mut().map(|clipboard| {
            let set = match keep {
                Keep::Yes => clipboard.set(),
                Keep::No => unlisted(clipboard.set()),
            };
            set.text(text.expose())
        });
        if let Some(Err(_)) = set {
            clipboard = None;
        }
    }
}

#[cfg(target_os = "linux")]
fn unlisted(set: Set<'_>) -> Set<'_> {
    use arboard::SetExtLinux as _;
    set.exclude_from_history()
}

#[cfg(target_os = "macos")]
fn unlisted(set: Set<'_>) -> Set<'_> {
    use arboard::SetExtApple as _;
    set.exclude_from_history()
}

#[cfg(target_os = "windows")]
fn unlisted(set: Set<'_>) -> Set<'_> {
    use arboard::SetExtWindows as _;
    set.exclude_from_history()
}

#[cfg(not(any(target_os = "linux", target_os = "macos", target_os = "windows")))]
fn unlisted(set: Set<'_>) -> Set<'_> {
    set
}

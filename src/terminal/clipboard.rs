use std::{
    env,
    sync::mpsc::{Receiver, Sender, channel},
    thread,
    time::Duration,
};

use arboard::Set;
use tokio::{sync::oneshot, time::timeout};

use crate::domain::Secret;

/// The desktop's own clipboard, beside the terminal's: some terminals let no program write to theirs.
///
/// A thread of its own has it, because a desktop may be slow to answer, and because on Linux what was copied is there only
/// for as long as somebody keeps it. Over SSH there is none: the desktop there is not the one where the person sits.
#[derive(Debug, Default)]
pub struct Clipboard {
    orders: Option<Sender<Order>>,
    /// Whether the last that was put into it is a secret that nobody took out again.
    holds_secret: bool,
}

/// What histories of the clipboard may do with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// They may keep it.
    Yes,
    /// They shall not, where they can be told.
    No,
}

/// What the thread that has the clipboard is to do.
#[derive(Debug)]
enum Order {
    Put(Secret, Keep),
    /// Take out what was put in last, and say whether that was still there.
    Clear(oneshot::Sender<Found>),
}

/// What was in the clipboard when a secret was to be taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    /// That secret.
    Ours,
    /// Something that another program put there since.
    Theirs,
    /// Nobody can tell.
    Unknown,
}

impl Clipboard {
    /// Puts a text into it, some time soon. Where there is none, nothing happens: the terminal was told as well.
    pub fn put(&mut self, text: &str, keep: Keep) {
        self.holds_secret = keep == Keep::No;
        if is_remote() {
            return;
        }
        let orders = self.orders.get_or_insert_with(start);
        if orders.send(Order::Put(Secret::new(text), keep)).is_err() {
            self.orders = None;
        }
    }

    /// Takes a secret out again that was put in last, if it is still there. The desktop has so long to say so.
    ///
    /// # Returns
    /// Whether the terminal's clipboard is to be overwritten: it had the same secret, and can't be asked what it has now.
    pub async fn clear(&mut self, patience: Duration) -> bool {
        if !std::mem::take(&mut self.holds_secret) {
            return false;
        }
        let Some(orders) = &self.orders else {
            return true;
        };
        let (answer, answered) = oneshot::channel();
        if orders.send(Order::Clear(answer)).is_err() {
            self.orders = None;
            return true;
        }
        let found = timeout(patience, answered).await;
        // A desktop that doesn't answer has no say.
        !matches!(found, Ok(Ok(Found::Theirs)))
    }
}

/// Whether the person sits at another machine.
fn is_remote() -> bool {
    ["SSH_CONNECTION", "SSH_TTY"]
        .into_iter()
        .any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

fn start() -> Sender<Order> {
    let (orders, queue) = channel();
    let thread = thread::Builder::new().name("clipboard".to_owned());
    // Without a thread there is no queue, and the next order says so.
    let _ = thread.spawn(move || serve(&queue));
    orders
}

/// Waits for orders, and keeps the clipboard while the program runs. One that could not be had is asked for again.
fn serve(queue: &Receiver<Order>) {
    let mut clipboard = None;
    let mut ours = None;
    for order in queue {
        match order {
            Order::Put(text, keep) => {
                clipboard = clipboard.or_else(|| arboard::Clipboard::new().ok());
                let put = clipboard.as_mut().map(|it| put(it, &text, keep));
                match put {
                    Some(Ok(())) => ours = Some(text),
                    Some(Err(_)) => (clipboard, ours) = (None, None),
                    None => ours = None,
                }
            }
            Order::Clear(answer) => {
                let found = match (&mut clipboard, ours.take()) {
                    (Some(clipboard), Some(ours)) => clear(clipboard, &ours),
                    (None, _) | (_, None) => Found::Unknown,
                };
                // Nobody listens any more when the answer took too long.
                let _ = answer.send(found);
            }
        }
    }
}

fn put(
    clipboard: &mut arboard::Clipboard,
    text: &Secret,
    keep: Keep,
) -> Result<(), arboard::Error> {
    let set = match keep {
        Keep::Yes => clipboard.set(),
        Keep::No => unlisted(clipboard.set()),
    };
    set.text(text.expose())
}

/// Empties the clipboard if it holds what is ours.
fn clear(clipboard: &mut arboard::Clipboard, ours: &Secret) -> Found {
    let now = match clipboard.get_text() {
        Ok(text) => Secret::new(text),
        Err(arboard::Error::ContentNotAvailable) => return Found::Theirs,
        Err(_) => return Found::Unknown,
    };
    if now.expose() != ours.expose() {
        return Found::Theirs;
    }
    // Where it can't be emptied, the terminal's may reach it.
    let _ = clipboard.clear();
    Found::Ours
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

#[cfg(test)]
mod tests {
    use super::*;

    const SOON: Duration = Duration::from_secs(60);

    /// A clipboard beside a desktop that answers like this when it is asked to take a secret out.
    fn beside(found: Found) -> Clipboard {
        let (orders, queue) = channel();
        thread::spawn(move || {
            for order in queue {
                if let Order::Clear(answer) = order {
                    answer.send(found).unwrap();
                }
            }
        });
        Clipboard {
            orders: Some(orders),
            holds_secret: false,
        }
    }

    #[tokio::test]
    async fn only_a_secret_that_was_put_in_last_is_taken_out_and_once() {
        let mut clipboard = beside(Found::Unknown);
        assert!(!clipboard.clear(SOON).await, "nothing was put in");
        clipboard.put("CANARY", Keep::No);
        clipboard.put("a name", Keep::Yes);
        assert!(!clipboard.clear(SOON).await, "a name may stay");
        clipboard.put("CANARY", Keep::No);
        assert!(clipboard.clear(SOON).await);
        assert!(!clipboard.clear(SOON).await, "it is gone already");
        assert!(!format!("{clipboard:?}").contains("CANARY"));
    }

    #[tokio::test]
    async fn what_another_program_copied_since_stays() {
        for (found, overwrites) in [
            (Found::Ours, true),
            (Found::Theirs, false),
            (Found::Unknown, true),
        ] {
            let mut clipboard = beside(found);
            clipboard.put("CANARY", Keep::No);
            assert_eq!(clipboard.clear(SOON).await, overwrites, "{found:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_desktop_that_does_not_answer_holds_up_nobody() {
        let (orders, queue) = channel();
        let mut clipboard = Clipboard {
            orders: Some(orders),
            holds_secret: true,
        };
        assert!(clipboard.clear(SOON).await);
        drop(queue);
        clipboard.put("CANARY", Keep::No);
        assert!(clipboard.clear(SOON).await, "nor one that has ended");
    }
}

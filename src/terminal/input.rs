use std::{io, thread};

use crossterm::event::{self, Event};
use futures_util::{Stream, stream};
use tokio::sync::mpsc;

/// How many events wait for the program at most; after that the terminal waits, as it does for any slow reader.
const AHEAD: usize = 1024;

/// What the person does: keys, pastes, new sizes.
///
/// It is read on a thread of its own, because the reader sleeps in the middle of an unfinished sequence (a paste whose
/// end never comes) and spins when the terminal goes away; the program lives on beside it.
pub fn keyboard() -> impl Stream<Item = io::Result<Event>> + Unpin {
    let (sender, mut receiver) = mpsc::channel(AHEAD);
    thread::spawn(move || {
        loop {
            let event = event::read();
            let failed = event.is_err();
            if sender.blocking_send(event).is_err() || failed {
                return;
            }
        }
    });
    stream::poll_fn(move |context| receiver.poll_recv(context))
}

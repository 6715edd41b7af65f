use std::{
    io,
    sync::{Arc, Condvar, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use crossterm::event::{self, Event};
use futures_util::{Stream, stream};
use tokio::sync::mpsc;

/// How many events wait for the program at most; after that the terminal waits, as it does for any slow reader.
const AHEAD: usize = 1024;
/// How long to wait until nobody reads keys any more.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long to wait before the reader is woken once more.
const AGAIN: Duration = Duration::from_millis(20);

/// Who reads the keys: it can be told to rest, so that another program gets them.
#[derive(Clone, Debug, Default)]
pub struct Reader(Arc<(Mutex<State>, Condvar)>);

#[derive(Debug, Default)]
struct State {
    is_paused: bool,
    rests: bool,
}

/// What the person does: keys, pastes, new sizes; and who reads them.
///
/// It is read on a thread of its own, because the reader sleeps in the middle of an unfinished sequence (a paste whose
/// end never comes) and spins when the terminal goes away; the program lives on beside it.
pub fn keyboard() -> (impl Stream<Item = io::Result<Event>> + Unpin, Reader) {
    let (sender, mut receiver) = mpsc::channel(AHEAD);
    let reader = Reader::default();
    let own = reader.clone();
    thread::spawn(move || {
        // Only from the first look on is a new size noticed: one that came before is told now.
        let _ = event::poll(Duration::ZERO);
        if let Ok((columns, rows)) = crossterm::terminal::size() {
            let _ = sender.blocking_send(Ok(Event::Resize(columns, rows)));
        }
        loop {
            own.rest_while_paused();
            let event = event::read();
            let failed = event.is_err();
            if sender.blocking_send(event).is_err() || failed {
                return;
            }
        }
    });
    let events = stream::poll_fn(move |context| receiver.poll_recv(context));
    (events, reader)
}

impl Reader {
    /// From now on the keys are somebody else's. Returns when nothing is read any more.
    pub fn pause(&self) {
        let (state, changed) = &*self.0;
        let begun = Instant::now();
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        state.is_paused = true;
        while !state.rests && begun.elapsed() < PATIENCE {
            wake();
            let waited = changed.wait_timeout(state, AGAIN);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// The keys are ours again.
    pub fn resume(&self) {
        let (state, changed) = &*self.0;
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        state.is_paused = false;
        changed.notify_all();
    }

    fn rest_while_paused(&self) {
        let (state, changed) = &*self.0;
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        while state.is_paused {
            state.rests = true;
            changed.notify_all();
            state = changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.rests = false;
    }
}

/// Lets the reader look up from its reading, as it does for a new size of the window.
#[cfg(unix)]
fn wake() {
    use rustix::process::{Signal, getpid, kill_process};
    let _ = kill_process(getpid(), Signal::WINCH);
}

/// Reading can't be interrupted here: the next key goes to the reader.
#[cfg(not(unix))]
fn wake() {}

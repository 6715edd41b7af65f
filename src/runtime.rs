//! The loop: what the person does, what the worker finds out and what falls due become messages; what [`App`] makes of
//! them is carried out; and once everything that was there is dealt with, the screen is drawn, if it changed.
//!
//! Nothing happens while there is nothing to do: the loop sleeps until the next event, or until [`App::wake_at`].

mod browser;
mod effects;
mod read;
mod remains;

use std::{
    collections::HashSet,
    future, io,
    mem::{replace, take},
    time::Duration,
};

use crossterm::event::{Event, KeyEventKind};
use futures_util::{FutureExt, Stream, StreamExt};
use jiff::Timestamp;
use ratatui::layout::Size;
use tokio::{
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    task::{JoinSet, unconstrained},
    time::{Instant, sleep_until},
};

use self::remains::Remains;
use crate::{
    api::{CallId, Update},
    app::{App, Clip, Effect, Msg, Notice, Now, Passage},
    domain::Clean,
    terminal::Signal,
    worker::Worker,
};

/// For how long messages are dealt with before the screen is drawn, even if more are there.
const BATCH: Duration = Duration::from_millis(10);

/// A run of the program, without a terminal of its own: it takes its events from anywhere and draws through whoever
/// calls [`Session::run`].
#[derive(Debug)]
pub struct Session<E, S> {
    app: Box<App>,
    worker: Worker,
    events: E,
    signals: S,
    started: Instant,
    unanswered: HashSet<CallId>,
    /// What became of what was begun beside the loop.
    errands: Errands,
    /// The files that are being read and written.
    files: JoinSet<Msg>,
}

/// Where what is begun beside the loop tells what became of it.
#[derive(Debug)]
struct Errands {
    sender: UnboundedSender<Msg>,
    receiver: UnboundedReceiver<Msg>,
}

/// Why the loop came to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The person quit.
    Quit,
    /// Something is to go into the clipboard; the run goes on.
    Copy(Clip),
    /// The secret that went there last is to be taken out again; the run goes on.
    ClearClip,
    /// A text is to be given to the person's editor; the run goes on with what [`Session::take_edited`] is told.
    Edit(Passage),
    /// The person wants the shell back for a while.
    Suspend,
    /// The person wants to go on with the profile of this name; the run goes on if that can't be.
    Profile(String),
    /// The system says something that concerns the terminal or the whole program.
    Signal(Signal),
}

/// What is to be said of the changes that had no answer yet when the run ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Farewell {
    /// Those that the vendors refused meanwhile, and files that could not be written: what failed, why, and what to do.
    pub failed: Vec<Clean>,
    /// How many may or may not have been made.
    pub unknown: usize,
}

/// What makes the loop go round.
enum Happening {
    Message(Box<Msg>),
    Signal(Signal),
    Due,
}

impl<E, S> Session<E, S>
where
    E: Stream<Item = io::Result<Event>> + Unpin,
    S: Stream<Item = Signal> + Unpin,
{
    /// A run that begins now: carries out the effects with which `app` starts.
    pub fn new(app: App, effects: Vec<Effect>, worker: Worker, events: E, signals: S) -> Self {
        let (sender, receiver) = unbounded_channel();
        let mut session = Self {
            app: Box::new(app),
            worker,
            events,
            signals,
            started: Instant::now(),
            unanswered: HashSet::new(),
            errands: Errands { sender, receiver },
            files: JoinSet::new(),
        };
        let _ = session.carry_out(effects);
        session
    }

    /// Goes on until something ends it, and can be called again if that was not the end of the program. It draws once
    /// at the start, and then when something changed.
    ///
    /// # Errors
    /// When the terminal can't be read or drawn on any more.
    pub async fn run(&mut self, mut draw: impl FnMut(&App) -> io::Result<()>) -> io::Result<Ended> {
        self.app.take_redraw();
        draw(&self.app)?;
        loop {
            let first = self.next().await?;
            if let Some(ended) = self.deal_with_all(first)? {
                if let Ended::Profile(_) = ended {
                    // This is seen until the vendors have answered.
                    self.app.mask();
                    draw(&self.app)?;
                }
                return Ok(ended);
            }
            if self.app.take_redraw() {
                draw(&self.app)?;
            }
        }
    }

    /// Tells the program the size of the terminal: while it was stopped, nobody else did.
    pub fn resize(&mut self, size: Size) {
        let _ = self.deal_with(message(Msg::Resize(size.width, size.height)));
    }

    /// Says something to the person.
    pub fn say(&mut self, notice: Notice) {
        self.app.notify(notice);
    }

    /// Goes on with another program and another worker in the same terminal, once the vendors answered the changes that
    /// were sent, but after `limit` at the latest. Keys that were pressed meanwhile go to the new one.
    pub async fn restart(
        &mut self,
        (app, effects, worker): (App, Vec<Effect>, Worker),
        limit: Duration,
    ) -> Farewell {
        let stance = self.app.stance();
        let before = Remains {
            app: replace(&mut self.app, Box::new(app)),
            worker: replace(&mut self.worker, worker),
            unanswered: take(&mut self.unanswered),
            files: take(&mut self.files),
        };
        let farewell = Box::pin(before.finish(limit)).await;
        self.started = Instant::now();
        let _ = self.carry_out(effects);
        let kept = self.app.take_over(stance);
        let _ = self.carry_out(kept);
        farewell
    }

    /// Tells the program what became of the text that the editor was given, or why nothing did.
    pub fn take_edited(&mut self, result: Result<String, Clean>) {
        let _ = self.deal_with(message(Msg::Edited(result)));
    }

    /// Waits for a signal alone: while the program is stopped, nothing else concerns it.
    pub async fn signal(&mut self) -> Signal {
        match self.signals.next().await {
            Some(signal) => signal,
            None => future::pending().await,
        }
    }

    /// The program was stopped for so long: nothing fell due meanwhile. What was revealed is masked again.
    pub fn sleep_through(&mut self, stopped: Duration) {
        self.started += stopped;
        self.app.mask();
    }

    /// The environment variables that no other program is given.
    pub fn hidden(&self) -> &[String] {
        &self.app.options.setup.variables
    }

    /// What is to be kept for the next run.
    pub fn memory(&self) -> String {
        self.app.panes.memory()
    }

    /// How many changes were sent and have no answer yet.
    pub fn unanswered(&self) -> usize {
        self.unanswered.len()
    }

    /// Ends the run: waits until the vendors answered the changes that were sent, but no longer than `limit`.
    pub async fn finish(self, limit: Duration) -> Farewell {
        let Self {
            app,
            worker,
            unanswered,
            files,
            ..
        } = self;
        let remains = Remains {
            app,
            worker,
            unanswered,
            files,
        };
        Box::pin(remains.finish(limit)).await
    }

    /// Sleeps until something happens or falls due.
    async fn next(&mut self) -> io::Result<Happening> {
        let due = self.app.wake_at();
        let due = due.and_then(|uptime| self.started.checked_add(uptime));
        if due.is_some_and(|due| due <= Instant::now()) {
            // A timer would wait for the next millisecond.
            let happening = unconstrained(self.happening()).now_or_never();
            return happening.unwrap_or(Ok(Happening::Due));
        }
        let alarm = async {
            match due {
                Some(at) => sleep_until(at).await,
                None => future::pending().await,
            }
        };
        tokio::select! {
            happening = self.happening() => happening,
            () = alarm => Ok(Happening::Due),
        }
    }

    /// Sleeps until something happens. Nothing is lost when it is dropped meanwhile.
    async fn happening(&mut self) -> io::Result<Happening> {
        loop {
            tokio::select! {
                event = self.events.next() => {
                    let event = event.unwrap_or_else(|| Err(io::ErrorKind::UnexpectedEof.into()));
                    if let Some(msg) = meaning(event?) {
                        return Ok(message(msg));
                    }
                }
                Some(update) = self.worker.updates.recv() => {
                    if let Update::Done(id, _) = &update {
                        self.unanswered.remove(id);
                    }
                    return Ok(message(Msg::Update(update)));
                }
                Some(msg) = self.errands.receiver.recv() => return Ok(message(msg)),
                Some(Ok(msg)) = self.files.join_next() => return Ok(message(msg)),
                Some(signal) = self.signals.next() => return Ok(Happening::Signal(signal)),
            }
        }
    }

    /// Deals with `first` and with what else is already there, a batch at most.
    fn deal_with_all(&mut self, first: Happening) -> io::Result<Option<Ended>> {
        let begun = Instant::now();
        let now = Now {
            wall: Timestamp::now(),
            uptime: begun - self.started,
        };
        let clock = message(Msg::Clock(now));
        let mut ended = self.deal_with(clock).or_else(|| self.deal_with(first));
        while ended.is_none() && begun.elapsed() < BATCH {
            let Some(next) = unconstrained(self.happening()).now_or_never() else {
                break;
            };
            ended = self.deal_with(next?);
        }
        Ok(ended)
    }

    fn deal_with(&mut self, happening: Happening) -> Option<Ended> {
        match happening {
            Happening::Message(msg) => {
                let effects = self.app.handle(*msg);
                self.carry_out(effects)
            }
            Happening::Signal(signal) => Some(Ended::Signal(signal)),
            Happening::Due => None,
        }
    }
}

/// What the program makes of an event; nothing of the ones that it didn't ask for, and of keys let go.
fn meaning(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) => (key.kind != KeyEventKind::Release).then_some(Msg::Key(key)),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Resize(columns, rows) => Some(Msg::Resize(columns, rows)),
        Event::Mouse(event) => Some(Msg::Mouse(event)),
        Event::FocusGained | Event::FocusLost => None,
    }
}

fn message(msg: Msg) -> Happening {
    Happening::Message(Box::new(msg))
}

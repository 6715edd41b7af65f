use std::{
    io,
    pin::Pin,
    process,
    task::{Context, Poll},
    thread,
    time::Duration,
};

use futures_util::Stream;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

use super::Modes;

/// How long the program may take to end by itself after a signal that ends it.
const GRACE: Duration = Duration::from_secs(2);
/// How long the terminal may take to be given back after that, if it takes no output.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// What the system tells the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// `SIGINT`: somebody interrupts (ctrl-c is a key while the terminal is ours).
    Interrupt,
    /// `SIGQUIT`
    Quit,
    /// `SIGTERM`
    Terminate,
    /// `SIGHUP`, or the terminal is gone without one.
    HangUp,
    /// `SIGTSTP`: the program is to stop for a while.
    Stop,
    /// `SIGCONT`: it goes on, perhaps after a stop that nobody told it about.
    Continue,
}

impl Signal {
    /// The exit status of a program that this signal ends, 128 and the signal's number; `None` where it doesn't end.
    pub const fn exit_status(self) -> Option<u8> {
        match self {
            Self::HangUp => Some(128 + 1),
            Self::Interrupt => Some(128 + 2),
            Self::Quit => Some(128 + 3),
            Self::Terminate => Some(128 + 15),
            Self::Stop | Self::Continue => None,
        }
    }
}

/// The signals that come, one by one.
///
/// Whoever gets one that ends the program is expected to end it; should that fail (a terminal that takes no output can
/// hold up the thread that draws), the terminal is given back and the process ends all the same after two seconds.
#[derive(Debug)]
pub struct Signals(UnboundedReceiver<Signal>);

impl Signals {
    /// Listens from now on, instead of letting the system act. Needs a runtime around it.
    pub fn listen(modes: &Modes) -> io::Result<Self> {
        let (sender, receiver) = mpsc::unbounded_channel();
        let relay = Relay {
            sender,
            modes: modes.clone(),
        };
        relay.listen()?;
        Ok(Self(receiver))
    }
}

impl Stream for Signals {
    type Item = Signal;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Signal>> {
        self.0.poll_recv(context)
    }
}

#[derive(Clone)]
struct Relay {
    sender: UnboundedSender<Signal>,
    modes: Modes,
}

impl Relay {
    #[cfg(unix)]
    fn listen(self) -> io::Result<()> {
        use rustix::process::Signal as Number;
        use tokio::signal::unix::{SignalKind, signal};

        for (number, meaning) in [
            (Number::INT, Signal::Interrupt),
            (Number::QUIT, Signal::Quit),
            (Number::TERM, Signal::Terminate),
            (Number::HUP, Signal::HangUp),
            (Number::TSTP, Signal::Stop),
            (Number::CONT, Signal::Continue),
        ] {
            let mut stream = signal(SignalKind::from_raw(number.as_raw()))?;
            let relay = self.clone();
            tokio::spawn(async move {
                while stream.recv().await.is_some() {
                    relay.pass_on(meaning);
                }
            });
        }
        thread::spawn(move || {
            if super::hangup::wait() {
                self.pass_on(Signal::HangUp);
            }
        });
        Ok(())
    }

    #[cfg(not(unix))]
    fn listen(self) -> io::Result<()> {
        tokio::spawn(async move {
            while tokio::signal::ctrl_c().await.is_ok() {
                self.pass_on(Signal::Interrupt);
            }
        });
        Ok(())
    }

    fn pass_on(&self, signal: Signal) {
        let from_keyboard = matches!(signal, Signal::Interrupt | Signal::Quit);
        if from_keyboard && self.modes.are_lent() {
            return;
        }
        let _ = self.sender.send(signal);
        if let Some(status) = signal.exit_status() {
            let modes = self.modes.clone();
            thread::spawn(move || end_after_grace(&modes, status));
        }
    }
}

fn end_after_grace(modes: &Modes, status: u8) {
    thread::sleep(GRACE);
    let modes = modes.clone();
    thread::spawn(move || modes.leave());
    thread::sleep(LAST_WORDS);
    process::exit(status.into());
}

use std::{
    io::{self, Write},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use crossterm::{
    cursor::{Hide, Show},
    event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste},
    execute,
    style::ResetColor,
    terminal::{
        EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
        enable_raw_mode,
    },
};

use super::output::Output;

/// The modes that a full-screen program sets: keys one by one, a screen of its own, pastes marked as such, no cursor, and
/// clicks and the wheel told where they are wanted.
///
/// Clones share one switch, so that whoever gives the terminal back first (the end of the program, a panic, a signal)
/// does it, and the others do nothing.
#[derive(Clone, Debug, Default)]
pub struct Modes {
    pub(super) on: Arc<AtomicBool>,
    mouse: bool,
    /// Whether another program has the terminal in our name.
    lent: Arc<AtomicBool>,
}

/// The terminal is another program's as long as this lives: interrupts from the keyboard are meant for that program.
#[derive(Debug)]
pub struct Lent(Arc<AtomicBool>);

impl Drop for Lent {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}

impl Modes {
    /// The modes with or without the mouse.
    pub fn new(mouse: bool) -> Self {
        Self {
            mouse,
            ..Self::default()
        }
    }

    /// Whether the terminal is ours at present.
    pub fn are_on(&self) -> bool {
        self.on.load(Ordering::SeqCst)
    }

    /// Another program has the terminal from now on.
    pub fn lend(&self) -> Lent {
        self.lent.store(true, Ordering::SeqCst);
        Lent(Arc::clone(&self.lent))
    }

    /// Whether another program has the terminal.
    pub fn are_lent(&self) -> bool {
        self.lent.load(Ordering::SeqCst)
    }

    /// Takes the terminal. Keys come first: that call waits while the program is in the background.
    pub fn enter(&self) -> io::Result<()> {
        self.on.store(true, Ordering::SeqCst);
        enable_raw_mode()?;
        execute!(Output, EnterAlternateScreen, Hide, EnableBracketedPaste)?;
        if self.mouse {
            listen_to_clicks()
        } else {
            Ok(())
        }
    }

    /// Gives the terminal back, unless that was done. Keys come first here too, as a terminal that takes no output at
    /// present keeps the rest waiting. What fails is passed over: the terminal may be gone, and nobody is left to tell.
    pub fn leave(&self) {
        if !self.on.swap(false, Ordering::SeqCst) {
            return;
        }
        let _ = disable_raw_mode();
        let _ = execute!(
            Output,
            EndSynchronizedUpdate,
            ResetColor,
            DisableMouseCapture,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            Show
        );
    }
}

/// Buttons and the wheel, with places beyond the 223rd column too; not every movement, of which there are thousands.
#[cfg(unix)]
fn listen_to_clicks() -> io::Result<()> {
    Output.write_all(b"\x1b[?1000h\x1b[?1006h")
}

#[cfg(not(unix))]
fn listen_to_clicks() -> io::Result<()> {
    execute!(Output, crossterm::event::EnableMouseCapture)
}

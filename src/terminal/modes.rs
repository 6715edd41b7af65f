use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use crossterm::{
    cursor::{Hide, Show},
    event::{DisableBracketedPaste, EnableBracketedPaste},
    execute,
    style::ResetColor,
    terminal::{
        EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
        enable_raw_mode,
    },
};

use super::output::Output;

/// The modes that a full-screen program sets: keys one by one, a screen of its own, pastes marked as such, no cursor.
///
/// Clones share one switch, so that whoever gives the terminal back first (the end of the program, a panic, a signal)
/// does it, and the others do nothing.
#[derive(Clone, Debug, Default)]
pub struct Modes {
    pub(super) on: Arc<AtomicBool>,
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
        execute!(Output, EnterAlternateScreen, Hide, EnableBracketedPaste)
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
            DisableBracketedPaste,
            LeaveAlternateScreen,
            Show
        );
    }
}

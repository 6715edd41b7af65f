use std::time::Duration;

use crossterm::event::KeyEvent;
use jiff::Timestamp;

use super::{Notice, Overlay, Pick};
use crate::{
    api::{Arguments, Call, Load, Operation, Update},
    domain::{Clean, Key},
};

/// What happens to the program.
#[derive(Debug)]
pub enum Msg {
    /// Time went on; sent before any other message, and when [`super::App::wake_at`] falls due.
    Clock(Now),
    /// A key was pressed or repeats.
    Key(KeyEvent),
    /// A text was pasted.
    Paste(String),
    /// An editor gave back a text, or why it didn't.
    Edited(Result<String, Clean>),
    /// The terminal has so many columns and rows.
    Resize(u16, u16),
    /// The worker has news.
    Update(Update),
}

/// The time, twice: what people call it, and what only goes forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// The time of day, for expiries.
    pub wall: Timestamp,
    /// The time since the start of the program, for waiting.
    pub uptime: Duration,
}

/// What the program wants done outside of itself.
#[derive(Debug)]
pub enum Effect {
    /// Read a list.
    Load(Load),
    /// Carry out an operation.
    Call(Call),
    /// Give a text to the person's editor.
    Edit(Passage),
    /// Put a text into the terminal's clipboard.
    Copy(String),
    /// Give the terminal back to the shell until it says otherwise.
    Suspend,
    /// End.
    Quit,
}

/// A text for the person's editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The text as far as it goes: never a secret, for it is put into a file.
    pub text: String,
    /// How the file's name ends, so that the editor knows what is in it: `.json` or `.txt`.
    pub suffix: &'static str,
}

/// What a pane or an overlay makes of an action.
#[derive(Debug)]
pub enum Step {
    /// Nothing: the next layer may take it.
    Ignored,
    /// It was dealt with.
    Handled,
    /// It was dealt with, and this is to be said about it.
    Say(Notice),
    /// Something is to be changed; each draft's operation says what guards it.
    Send(Vec<Draft>),
    /// The same for some of the records that were asked for, and why not for the others.
    SendSome(Vec<Draft>, Notice),
    /// An overlay is to be opened.
    Open(Box<Overlay>),
    /// An operation was chosen: what it needs to know is asked.
    Choose(&'static Operation),
    /// Something was chosen from the palette.
    Pick(Pick),
    /// One of some operations is to be chosen.
    ChooseAmong(&'static str, &'static [&'static Operation]),
    /// A text is to be given to the person's editor.
    Edit(Passage),
    /// The secrets of the answer on top are to be shown for a while.
    Reveal,
    /// The overlay closes.
    Close,
    /// The overlay closes, and what it held is sent without further question.
    Confirmed(Vec<Draft>),
    /// What waits is sent, and the program ends.
    SendAndQuit,
    /// What waits is dropped, and the program ends.
    DropAndQuit,
}

/// A change that a person asked for, before its guard. It names its record itself: what the cursor does later is of no
/// consequence.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What to do.
    pub operation: &'static Operation,
    /// With which values.
    pub arguments: Arguments,
    /// The record that it is about.
    pub target: Option<Key>,
    /// What people call that record.
    pub name: Clean,
    /// Whether a person asked for it, and wants to see the answer.
    pub asked: bool,
    /// What an edit changes, in words: it is shown before it is sent.
    pub changes: Vec<Clean>,
}

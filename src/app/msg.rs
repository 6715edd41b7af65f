use std::{path::PathBuf, time::Duration};

use crossterm::event::{KeyEvent, MouseEvent};
use jiff::Timestamp;

use super::{
    Action, Asked, Export, Exported, Format, Link, Notice, Overlay, Pick, Resolution, Sort,
};
use crate::{
    api::{Arguments, Call, Credentials, Finding, Load, LoadId, Operation, SignIn, Update},
    domain::{Clean, Key, Provider, Secret},
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
    /// A button of the mouse was pressed, or its wheel turned.
    Mouse(MouseEvent),
    /// An editor gave back a text, or why it didn't.
    Edited(Result<String, Clean>),
    /// The terminal has so many columns and rows.
    Resize(u16, u16),
    /// The worker has news.
    Update(Update),
    /// The browser could not be started.
    NotBrowsed,
    /// A file was written, or not.
    Exported(Exported),
    /// A file was read, or why it can't be: the path that was asked for, and what stands in it.
    File(String, Result<String, Clean>),
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
    /// Read a list no further.
    Stop(LoadId),
    /// Carry out an operation.
    Call(Call),
    /// Try what a person wants to sign in with.
    SignIn(SignIn),
    /// Forget who we are at a provider, and remove what signs in from where the profile has it, if that is wanted.
    SignOut(Provider, bool),
    /// Change nothing from now on, or what the run allows.
    LookOnly(bool),
    /// Go on with another profile.
    Profile(String),
    /// Read the journal of changes.
    Journal,
    /// Write down what was found out about a change.
    Settle(Box<str>, Finding),
    /// Write a table into a file.
    Export(Box<Export>),
    /// Read a text file; ends with [`Msg::File`].
    Read(String),
    /// Give a text to the person's editor.
    Edit(Passage),
    /// Open a web address in the browser.
    Browse(Secret),
    /// Put something into the clipboard.
    Copy(Clip),
    /// Take the secret out of the clipboard that was put there last, if it still is there.
    ClearClip,
    /// Give the terminal back to the shell until it says otherwise.
    Suspend,
    /// End.
    Quit,
}

/// Something for the clipboard.
#[derive(Clone, Debug)]
pub enum Clip {
    /// A text like any other.
    Text(String),
    /// A secret: histories of the clipboard shall not keep it.
    Secret(Secret),
}

impl Clip {
    /// What is to be copied.
    pub fn text(&self) -> &str {
        match self {
            Clip::Text(text) => text,
            Clip::Secret(secret) => secret.expose(),
        }
    }
}

impl PartialEq for Clip {
    fn eq(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other) && self.text() == other.text()
    }
}

impl Eq for Clip {}

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
    SendSome(Vec<Draft>, Vec<LeftOut>),
    /// An overlay is to be opened.
    Open(Box<Overlay>),
    /// An operation was chosen: what it needs to know is asked.
    Choose(&'static Operation),
    /// Something was chosen from the palette.
    Pick(Pick),
    /// One of some operations is to be chosen.
    ChooseAmong(&'static str, &'static [&'static Operation]),
    /// The table in front is to be seen another way.
    Adjust(Adjust),
    /// The rows of the table in front are to be written into a file.
    Export(Format, PathBuf, Overwrite),
    /// The help closes, and what it was asked for happens where it was opened.
    Run(Action),
    /// This text goes into the clipboard, and this is to be said about it.
    Copy(String, Notice),
    /// A text is to be given to the person's editor.
    Edit(Passage),
    /// The person said what becomes of fields that somebody else changed too.
    Resolve(Resolution),
    /// Whether a change was made is to be looked at once more.
    LookAgain(Box<str>),
    /// The person has seen that a change is unconfirmed.
    Seen(Box<str>),
    /// The secrets of the answer on top are to be shown for a while.
    Reveal,
    /// This secret goes into the clipboard.
    CopySecret(Secret),
    /// This address goes on in a browser.
    Browse(Link),
    /// Somebody wants to sign in with these values, and have them kept or not.
    SignIn(Provider, Credentials, bool),
    /// The overlay closes.
    Close,
    /// The overlay closes, and what it held is sent without further question.
    Confirmed(Vec<Draft>),
    /// The same, and what it held undoes the last change.
    Reverse(Vec<Draft>),
    /// The question closes, and what it held is done.
    Consented(Box<Step>),
    /// Changes are allowed again.
    AllowChanges,
    /// It is asked how and where the rows of the table in front are written.
    OpenExport,
    /// The list of people to invite is to be opened.
    Invite,
    /// A text file is to be read for the overlay on top.
    Read(String),
    /// What waits is sent, and the program ends.
    SendAndQuit,
    /// What waits is dropped, and the program ends.
    DropAndQuit,
}

/// Another way to see a table.
#[derive(Debug)]
pub enum Adjust {
    /// With these columns, in this order.
    Columns(Vec<usize>),
    /// Sorted by a column, or in the default order.
    Sort(Option<Sort>),
    /// Narrowed down by the vendors; the overlay that asked closes.
    Ask(Asked),
}

/// What becomes of a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overwrite {
    /// It stays.
    No,
    /// It is replaced.
    Yes,
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

/// A record that a change was asked for and that does not allow it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// What people call it.
    pub name: Clean,
    /// Why not.
    pub why: Clean,
}

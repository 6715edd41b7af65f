mod words;

use self::words::ACTIONS;
use super::Tab;

/// What a key can do, grouped by the layer that does it. The keymap, the hints, the help and the panes speak of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Moves through whatever has the focus.
    Move(Motion),
    /// Goes one step back: popup, filter, marks.
    Back,
    /// Concerns the whole program.
    Program(ProgramAction),
    /// Concerns the table of any pane.
    Table(TableAction),
    /// Changes the chosen record or the marked ones.
    Record(RecordAction),
    /// Answers a form or a question.
    Dialog(DialogAction),
}

/// The ways to move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table of actions has the words")]
pub enum Motion {
    Down,
    Up,
    First,
    Last,
    HalfPageDown,
    HalfPageUp,
    PageDown,
    PageUp,
}

/// What concerns the whole program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table of actions has the words")]
pub enum ProgramAction {
    Show(Tab),
    NextPane,
    PreviousPane,
    Palette,
    Undo,
    InviteAtTripartie,
    Help,
    Requests,
    Notices,
    Journal,
    SignIn,
    Profiles,
    LookOnly,
    ShareScreen,
    Quit,
    Suspend,
}

impl ProgramAction {
    /// Whether it means the same on top of whatever is open.
    pub const fn is_everywhere(self) -> bool {
        match self {
            ProgramAction::Help
            | ProgramAction::Requests
            | ProgramAction::Notices
            | ProgramAction::LookOnly
            | ProgramAction::ShareScreen
            | ProgramAction::Journal
            | ProgramAction::Quit
            | ProgramAction::Suspend => true,
            ProgramAction::Show(_)
            | ProgramAction::NextPane
            | ProgramAction::PreviousPane
            | ProgramAction::Palette
            | ProgramAction::Undo
            | ProgramAction::InviteAtTripartie
            | ProgramAction::SignIn
            | ProgramAction::Profiles => false,
        }
    }
}

/// What concerns the table of any pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table of actions has the words")]
pub enum TableAction {
    Open,
    Actions,
    Filter,
    Mark,
    Range,
    MarkAll,
    MarkNone,
    Sort,
    Reverse,
    Columns,
    ScrollLeft,
    ScrollRight,
    Narrow,
    Export,
    CopyId,
    CopyRecord,
    Json,
    Reload,
    Repeat,
}

/// What changes records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table of actions has the words")]
pub enum RecordAction {
    Accept,
    Decline,
    New,
    Edit,
    Resend,
    Delete,
    Switch,
    Toggle,
    Budget,
}

/// What answers a form or a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table of actions has the words")]
pub enum DialogAction {
    Submit,
    NextField,
    PreviousField,
    Yes,
    No,
    SendNow,
    Drop,
    Stay,
    Reveal,
    CopySecret,
    Browse,
    Qr,
    Invert,
    OtherWay,
    NextVendor,
    NextLine,
    CopyCurl,
    Seen,
    Mine,
    Theirs,
    Editor,
    NextOption,
    PreviousOption,
    Tick,
    Clear,
    Reset,
}

impl Action {
    /// The action of that name in a keymap.
    pub fn named(name: &str) -> Option<Self> {
        ACTIONS
            .iter()
            .find(|(_, known, _)| *known == name)
            .map(|(action, ..)| *action)
    }

    /// Its name in a keymap.
    pub fn name(self) -> &'static str {
        ACTIONS
            .iter()
            .find(|(known, ..)| *known == self)
            .map_or("", |(_, name, _)| name)
    }

    /// Whether it stands in the palette, beside the operations.
    pub fn is_command(self) -> bool {
        matches!(
            self,
            Action::Program(
                ProgramAction::Show(_)
                    | ProgramAction::Undo
                    | ProgramAction::InviteAtTripartie
                    | ProgramAction::Help
                    | ProgramAction::Requests
                    | ProgramAction::Notices
                    | ProgramAction::Journal
                    | ProgramAction::Profiles
                    | ProgramAction::LookOnly
                    | ProgramAction::ShareScreen
                    | ProgramAction::Quit
            ) | Action::Table(
                TableAction::Sort
                    | TableAction::Reverse
                    | TableAction::Columns
                    | TableAction::Narrow
                    | TableAction::Export
                    | TableAction::MarkAll
                    | TableAction::MarkNone
                    | TableAction::CopyId
                    | TableAction::CopyRecord
                    | TableAction::Json
                    | TableAction::Reload
                    | TableAction::Repeat
            )
        )
    }

    /// What it does, in words, for help and hints.
    pub fn words(self) -> &'static str {
        ACTIONS
            .iter()
            .find(|(known, ..)| *known == self)
            .map_or("", |(_, _, words)| words)
    }

    /// All actions, in the order in which help shows them.
    pub fn all() -> impl Iterator<Item = Action> {
        ACTIONS.iter().map(|(action, ..)| *action)
    }

    /// Whether it is about the rows as they stand: sorting and filtering that is under way must have ended.
    pub fn wants_rows(self) -> bool {
        match self {
            Action::Record(_) | Action::Program(ProgramAction::Palette) => true,
            Action::Table(action) => !matches!(
                action,
                TableAction::Filter
                    | TableAction::Sort
                    | TableAction::Reverse
                    | TableAction::ScrollLeft
                    | TableAction::ScrollRight
                    | TableAction::Columns
                    | TableAction::Narrow
                    | TableAction::Reload
            ),
            Action::Move(_) | Action::Back | Action::Program(_) | Action::Dialog(_) => false,
        }
    }

    /// Whether a key that is held down may repeat it: only movements do, so that nothing is answered or changed by a
    /// key that was held too long.
    pub fn repeats(self) -> bool {
        matches!(
            self,
            Action::Move(_)
                | Action::Table(TableAction::ScrollLeft | TableAction::ScrollRight)
                | Action::Program(ProgramAction::NextPane | ProgramAction::PreviousPane)
                | Action::Dialog(
                    DialogAction::NextField
                        | DialogAction::PreviousField
                        | DialogAction::NextOption
                        | DialogAction::PreviousOption
                )
        )
    }
}

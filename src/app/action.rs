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
#[expect(missing_docs, reason = "the table below has the words")]
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
#[expect(missing_docs, reason = "the table below has the words")]
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
    SignIn,
    Profiles,
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
#[expect(missing_docs, reason = "the table below has the words")]
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
    Reload,
    Repeat,
}

/// What changes records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table below has the words")]
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
#[expect(missing_docs, reason = "the table below has the words")]
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
    OtherWay,
    NextVendor,
    NextLine,
    CopyCurl,
    Editor,
    NextOption,
    PreviousOption,
    Tick,
    Clear,
    Reset,
}

/// Every action with its name in the keymap and its words in help and hints.
const ACTIONS: &[(Action, &str, &str)] = &[
    (Action::Move(Motion::Down), "down", "down"),
    (Action::Move(Motion::Up), "up", "up"),
    (Action::Move(Motion::First), "top", "first"),
    (Action::Move(Motion::Last), "bottom", "last"),
    (
        Action::Move(Motion::HalfPageDown),
        "half-page-down",
        "half a page down",
    ),
    (
        Action::Move(Motion::HalfPageUp),
        "half-page-up",
        "half a page up",
    ),
    (Action::Move(Motion::PageDown), "page-down", "a page down"),
    (Action::Move(Motion::PageUp), "page-up", "a page up"),
    (Action::Back, "back", "back"),
    (
        Action::Program(ProgramAction::Show(Tab::Users)),
        "users",
        "users",
    ),
    (
        Action::Program(ProgramAction::Show(Tab::Organizations)),
        "organizations",
        "organizations",
    ),
    (
        Action::Program(ProgramAction::Show(Tab::Invitations)),
        "invitations",
        "invitations",
    ),
    (
        Action::Program(ProgramAction::Show(Tab::Credentials)),
        "credentials",
        "credentials",
    ),
    (
        Action::Program(ProgramAction::NextPane),
        "next-pane",
        "next pane",
    ),
    (
        Action::Program(ProgramAction::PreviousPane),
        "previous-pane",
        "previous pane",
    ),
    (
        Action::Program(ProgramAction::Undo),
        "undo",
        "take back or undo the last change",
    ),
    (
        Action::Program(ProgramAction::InviteAtTripartie),
        "invite-at-tripartie",
        "invite many at Tripartie",
    ),
    (
        Action::Program(ProgramAction::Palette),
        "palette",
        "all operations",
    ),
    (Action::Program(ProgramAction::Help), "help", "help"),
    (
        Action::Program(ProgramAction::Requests),
        "requests",
        "request log",
    ),
    (
        Action::Program(ProgramAction::Notices),
        "notices",
        "notice history",
    ),
    (Action::Program(ProgramAction::SignIn), "sign-in", "sign in"),
    (
        Action::Program(ProgramAction::Profiles),
        "profiles",
        "switch to another profile",
    ),
    (Action::Program(ProgramAction::Quit), "quit", "quit"),
    (
        Action::Program(ProgramAction::Suspend),
        "suspend",
        "suspend",
    ),
    (Action::Table(TableAction::Open), "open", "detail"),
    (Action::Table(TableAction::Actions), "actions", "actions"),
    (Action::Table(TableAction::Filter), "filter", "filter"),
    (Action::Table(TableAction::Mark), "mark", "mark"),
    (
        Action::Table(TableAction::Range),
        "range",
        "mark from here to where the cursor goes",
    ),
    (
        Action::Table(TableAction::MarkAll),
        "mark-all",
        "mark all that are shown",
    ),
    (
        Action::Table(TableAction::MarkNone),
        "mark-none",
        "unmark all",
    ),
    (
        Action::Table(TableAction::Sort),
        "sort",
        "sort by the next column",
    ),
    (
        Action::Table(TableAction::Reverse),
        "reverse",
        "reverse the order",
    ),
    (Action::Table(TableAction::Columns), "columns", "columns"),
    (
        Action::Table(TableAction::ScrollLeft),
        "left",
        "columns further left",
    ),
    (
        Action::Table(TableAction::ScrollRight),
        "right",
        "columns further right",
    ),
    (
        Action::Table(TableAction::Narrow),
        "server-filter",
        "filter at the vendor",
    ),
    (
        Action::Table(TableAction::Export),
        "export",
        "export what is shown",
    ),
    (Action::Table(TableAction::CopyId), "copy-id", "copy the id"),
    (
        Action::Table(TableAction::CopyRecord),
        "copy-record",
        "copy the record as JSON",
    ),
    (Action::Table(TableAction::Reload), "reload", "reload"),
    (
        Action::Table(TableAction::Repeat),
        "repeat",
        "repeat the failed ones",
    ),
    (Action::Record(RecordAction::Accept), "accept", "accept"),
    (Action::Record(RecordAction::Decline), "decline", "decline"),
    (Action::Record(RecordAction::New), "new", "new"),
    (Action::Record(RecordAction::Edit), "edit", "edit"),
    (Action::Record(RecordAction::Resend), "resend", "resend"),
    (Action::Record(RecordAction::Delete), "delete", "delete"),
    (
        Action::Record(RecordAction::Switch),
        "switch",
        "switch into it",
    ),
    (
        Action::Record(RecordAction::Toggle),
        "toggle",
        "enable or disable",
    ),
    (Action::Record(RecordAction::Budget), "budget", "budget"),
    (Action::Dialog(DialogAction::Submit), "submit", "submit"),
    (
        Action::Dialog(DialogAction::NextField),
        "next-field",
        "next field",
    ),
    (
        Action::Dialog(DialogAction::PreviousField),
        "previous-field",
        "previous field",
    ),
    (Action::Dialog(DialogAction::Yes), "yes", "yes"),
    (Action::Dialog(DialogAction::No), "no", "no"),
    (
        Action::Dialog(DialogAction::SendNow),
        "send-now",
        "send now and go",
    ),
    (Action::Dialog(DialogAction::Drop), "drop", "drop and go"),
    (Action::Dialog(DialogAction::Stay), "stay", "stay"),
    (
        Action::Dialog(DialogAction::Reveal),
        "reveal",
        "show the secrets for a while",
    ),
    (
        Action::Dialog(DialogAction::OtherWay),
        "other-way",
        "another way to sign in",
    ),
    (
        Action::Dialog(DialogAction::Reset),
        "reset",
        "as at the beginning",
    ),
    (
        Action::Dialog(DialogAction::NextVendor),
        "next-vendor",
        "at the other vendor",
    ),
    (
        Action::Dialog(DialogAction::NextLine),
        "next-line",
        "next line; on one with @path: reads that file",
    ),
    (
        Action::Dialog(DialogAction::CopyCurl),
        "copy-curl",
        "copy as a curl command",
    ),
    (Action::Dialog(DialogAction::Tick), "tick", "tick"),
    (
        Action::Dialog(DialogAction::NextOption),
        "next-option",
        "next choice",
    ),
    (
        Action::Dialog(DialogAction::PreviousOption),
        "previous-option",
        "choice before",
    ),
    (Action::Dialog(DialogAction::Clear), "clear", "say nothing"),
    (
        Action::Dialog(DialogAction::Editor),
        "editor",
        "write in your editor",
    ),
];

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
                    | ProgramAction::Profiles
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

use crate::app::{Action, DialogAction, Step};

/// Asked at quitting, or at going to another profile, while changes wait in their undo window.
#[derive(Clone, Debug)]
pub struct Leave {
    /// How many changes wait.
    pub waiting: usize,
    /// The profile to go to; `None` is the shell.
    pub profile: Option<String>,
}

impl Leave {
    /// How wide the question is, and how many lines it has.
    pub const SIZE: (u16, u16) = (52, 3);

    /// Sends now, drops, or stays.
    pub fn act(action: Action) -> Step {
        match action {
            Action::Dialog(DialogAction::SendNow) => Step::SendAndQuit,
            Action::Dialog(DialogAction::Drop) => Step::DropAndQuit,
            Action::Dialog(DialogAction::Stay) | Action::Back => Step::Close,
            _ => Step::Handled,
        }
    }
}

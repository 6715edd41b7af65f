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

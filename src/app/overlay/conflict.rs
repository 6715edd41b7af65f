use super::Scroll;
use crate::{
    app::{Action, Cell, DialogAction, Step, Tone},
    domain::Clean,
};

/// Asked where somebody else changed the same fields as the person since the form was opened.
#[derive(Debug)]
pub struct Conflict {
    /// Field by field: what it was, what it is by now, and what the person wants.
    pub text: Scroll,
}

/// A field that two people changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// What people call it.
    pub label: &'static str,
    /// What it was when the form was opened.
    pub was: String,
    /// What somebody else made of it.
    pub theirs: String,
    /// What the person wants it to be.
    pub yours: String,
}

/// What becomes of the fields that two people changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// The person's values are sent.
    Mine,
    /// Somebody else's values stay.
    Theirs,
    /// The person goes on in the form.
    Form,
}

impl Conflict {
    /// Asks about these.
    pub fn new(clashes: &[Clash]) -> Self {
        let told = |clash: &Clash| {
            [
                (Clean::default(), Cell::plain(clash.label)),
                ("was".into(), Cell::dim(clash.was.as_str())),
                (
                    "theirs".into(),
                    Cell::new(clash.theirs.as_str(), Tone::Warning),
                ),
                (
                    "yours".into(),
                    Cell::new(clash.yours.as_str(), Tone::Accent),
                ),
            ]
        };
        Self {
            text: Scroll::new(clashes.iter().flat_map(told).collect()),
        }
    }

    /// Scrolls, or resolves.
    pub fn act(&mut self, action: Action) -> Step {
        match action {
            Action::Move(motion) => self.text.go(motion),
            Action::Dialog(DialogAction::Mine) => return Step::Resolve(Resolution::Mine),
            Action::Dialog(DialogAction::Theirs) => return Step::Resolve(Resolution::Theirs),
            Action::Back => return Step::Resolve(Resolution::Form),
            _ => {}
        }
        Step::Handled
    }
}

//! What lies over the panes: values in a stack, the top one first. Each consumes an action or closes.

mod answer;
mod confirm;
mod field;
mod form;
mod help;
mod leave;
mod palette;

pub use answer::Answer;
pub use confirm::Confirm;
pub use field::{Control, FormField};
pub use form::Form;
pub use help::{Help, HelpLine};
pub use leave::Leave;
pub use palette::{Choice, Palette};

use super::{Action, Context, Step};

/// Something that lies over the panes.
#[derive(Debug)]
pub enum Overlay {
    /// The keys.
    Help(Help),
    /// Values for an operation.
    Form(Form),
    /// A question about changes that it holds.
    Confirm(Confirm),
    /// The question at quitting while something waits.
    Leave(Leave),
    /// The operations, to be searched and chosen.
    Palette(Palette),
    /// What an operation answered.
    Answer(Answer),
}

impl Overlay {
    /// Which keys it has.
    pub const fn context(&self) -> Context {
        match self {
            Overlay::Help(_) => Context::Help,
            Overlay::Form(_) => Context::Form,
            Overlay::Confirm(confirm) if confirm.typed.is_some() => Context::Typed,
            Overlay::Confirm(_) => Context::Confirm,
            Overlay::Leave(_) => Context::Leave,
            Overlay::Palette(_) => Context::Palette,
            Overlay::Answer(_) => Context::Answer,
        }
    }

    /// Does what a key of its means.
    pub fn act(&mut self, action: Action) -> Step {
        match self {
            Overlay::Help(help) => help.act(action),
            Overlay::Form(form) => form.act(action),
            Overlay::Confirm(confirm) => confirm.act(action),
            Overlay::Leave(_) => Leave::act(action),
            Overlay::Palette(palette) => palette.act(action),
            Overlay::Answer(answer) => answer.act(action),
        }
    }
}

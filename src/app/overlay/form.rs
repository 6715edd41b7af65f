mod begin;
mod meanwhile;
mod passage;
mod submit;

use crossterm::event::{KeyCode, KeyEvent};
use jiff::Timestamp;

use super::{
    super::{Action, DialogAction, Step},
    Control, FormField,
};
use crate::{
    api::{Arguments, CallId, Detail, Field, Guard, Kind, Operation, Place},
    domain::{Clean, Key},
};

/// Values for an operation, asked for as the catalogue describes them. Nothing that was typed is lost by an error.
#[derive(Debug)]
pub struct Form {
    /// What the values are for.
    pub operation: &'static Operation,
    /// A sentence above the fields.
    pub intro: Clean,
    /// The fields.
    pub fields: Vec<FormField>,
    /// Which field has the focus.
    pub focus: usize,
    /// What went wrong with the form as a whole.
    pub problem: Option<Clean>,
    /// The call that reads what it begins with, while it runs.
    pub reading: Option<CallId>,
    /// The call that carries the values, while it runs.
    pub sending: Option<CallId>,
    /// How the record that it began with is read.
    source: Option<(&'static Operation, Arguments)>,
    /// What the record says by now, where that goes against what was typed.
    theirs: Option<Detail>,
    /// Whether the person was asked about throwing away what was typed.
    pub leaving: bool,
    /// Which of the values are sent.
    sends: Sends,
    /// What is not asked for, but goes with a record that is replaced whole, as the record says it.
    unasked: Vec<FormField>,
    /// The values that are not asked for, because the record is known.
    known: Arguments,
    /// The record, and what people call it.
    target: Option<(Key, Clean)>,
    /// Which field an editor has.
    edited: Option<usize>,
    /// The time of day, for what is typed from now on.
    now: Timestamp,
}

/// Which of its values a form sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sends {
    /// All that were given: it makes something new.
    Given,
    /// All of them, after the difference to the record was shown: it replaces a record.
    Whole,
    /// Those that differ from the record, after the difference was shown.
    Changed,
}

impl Form {
    /// An empty form for an operation: its body, and whatever else it can't do without.
    pub fn new(operation: &'static Operation, intro: impl Into<Clean>) -> Self {
        Self::about(operation, intro, Arguments::NONE, None)
    }

    /// An empty form about a record, whose address is not asked for.
    pub fn about(
        operation: &'static Operation,
        intro: impl Into<Clean>,
        known: Arguments,
        target: Option<(Key, Clean)>,
    ) -> Self {
        let asked = |field: &&Field| {
            let wanted =
                field.place == Place::Body || field.required || operation.guard == Guard::Read;
            wanted && field.kind != Kind::Made && known.get(field.name).is_none()
        };
        let asked = operation.fields.iter().filter(asked);
        let (unasked, fields): (Vec<_>, Vec<_>) = asked
            .map(FormField::new)
            .partition(|field| field.field.advanced);
        Self {
            operation,
            intro: intro.into(),
            fields,
            focus: 0,
            problem: None,
            reading: None,
            sending: None,
            source: None,
            theirs: None,
            leaving: false,
            sends: Sends::Given,
            unasked,
            known,
            target,
            edited: None,
            now: Timestamp::UNIX_EPOCH,
        }
    }

    /// The time of day is this.
    pub fn tell_time(&mut self, now: Timestamp) {
        self.now = now;
    }

    /// Whether the control with the focus is no text, so that letters are keys.
    pub fn takes_keys(&self) -> bool {
        let focused = self.fields.get(self.focus);
        focused.is_some_and(|field| field.control.typing().is_none())
    }

    /// Whether an action does something here now.
    pub fn knows(&self, action: DialogAction) -> bool {
        let focused = self.fields.get(self.focus);
        match action {
            DialogAction::Submit | DialogAction::NextField | DialogAction::PreviousField => true,
            DialogAction::Editor => {
                let typing = focused.is_some_and(|field| field.control.typing().is_some());
                typing || self.fields.iter().any(is_long)
            }
            other => focused.is_some_and(|field| field.control.knows(other)),
        }
    }

    /// Whether an action is the focused control's own, so that its key stands below it.
    pub fn is_own(&self, action: DialogAction) -> bool {
        let focused = self.fields.get(self.focus);
        match action {
            DialogAction::Submit | DialogAction::NextField | DialogAction::PreviousField => false,
            DialogAction::Editor => focused.is_some_and(is_long),
            other => focused.is_some_and(|field| field.control.knows(other)),
        }
    }

    /// Takes a key that means an action. Enter and the arrows up and down are the text's own where it has several lines.
    pub fn press(&mut self, action: Action, event: KeyEvent) -> Step {
        if let Action::Dialog(dialog) = action
            && !self.knows(dialog)
        {
            self.input(event);
            return Step::Handled;
        }
        let idle = self.sending.is_none();
        match (action, event.code) {
            (Action::Dialog(DialogAction::NextField), KeyCode::Enter) => self.enter(),
            (Action::Dialog(DialogAction::NextField), KeyCode::Down)
            | (Action::Dialog(DialogAction::PreviousField), KeyCode::Up)
                if idle && self.moves_line(event.code == KeyCode::Down) =>
            {
                Step::Handled
            }
            _ => self.act(action),
        }
    }

    /// Moves between the fields, changes what is no text, submits, or leaves.
    pub fn act(&mut self, action: Action) -> Step {
        if action == Action::Back && self.is_checked() {
            self.stop_check();
            return Step::Handled;
        }
        if self.sending.is_some() {
            return Step::Handled;
        }
        let leaving = std::mem::take(&mut self.leaving);
        let now = self.now;
        match action {
            Action::Dialog(DialogAction::Submit) => return self.submit(),
            Action::Dialog(DialogAction::Editor) => return self.open_editor(),
            Action::Dialog(DialogAction::NextField) => {
                self.focus = (self.focus + 1) % self.fields.len().max(1);
            }
            Action::Dialog(DialogAction::PreviousField) => {
                let len = self.fields.len().max(1);
                self.focus = (self.focus + len - 1) % len;
            }
            Action::Dialog(other) => {
                if let Some(field) = self.focused() {
                    field.control.act(other, field.field.kind);
                    field.look(now);
                }
            }
            Action::Back if leaving || !self.fields.iter().any(FormField::is_changed) => {
                return Step::Close;
            }
            Action::Back => self.leaving = true,
            _ => {}
        }
        Step::Handled
    }

    /// A key that means nothing to the form goes to the field.
    pub fn input(&mut self, event: KeyEvent) {
        self.leaving = false;
        let now = self.now;
        if self.sending.is_none()
            && let Some(field) = self.focused()
        {
            field.input(event, now);
        }
    }

    /// Pasted text goes to the field.
    pub fn paste(&mut self, text: &str) {
        self.leaving = false;
        let now = self.now;
        if self.sending.is_none()
            && let Some(field) = self.focused()
        {
            field.paste(text, now);
        }
    }

    /// Enter: a new line where there can be several, on to the next field, or the end of the form.
    fn enter(&mut self) -> Step {
        let now = self.now;
        let idle = self.sending.is_none();
        if let Some(field) = self.focused()
            && let Control::Text {
                area,
                multi_line: true,
            } = &mut field.control
            && idle
        {
            area.insert_newline();
            field.look(now);
            return Step::Handled;
        }
        let last = self.focus + 1 == self.fields.len();
        self.act(Action::Dialog(if last {
            DialogAction::Submit
        } else {
            DialogAction::NextField
        }))
    }

    fn moves_line(&mut self, down: bool) -> bool {
        self.focused()
            .is_some_and(|field| field.control.moves_line(down))
    }

    fn focused(&mut self) -> Option<&mut FormField> {
        self.fields.get_mut(self.focus)
    }
}

/// Whether a field has room for several lines.
fn is_long(field: &FormField) -> bool {
    matches!(
        field.control,
        Control::Text {
            multi_line: true,
            ..
        }
    )
}

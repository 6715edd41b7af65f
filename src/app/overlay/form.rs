mod submit;

use crossterm::event::{KeyCode, KeyEvent};
use jiff::Timestamp;

use super::{
    super::{Action, DialogAction, Notice, Step},
    Control, FormField,
};
use crate::{
    api::{
        Arguments, CallId, Detail, Field, Guard, Kind, Method, Operation, Place, Problem, Reason,
    },
    domain::{Clean, Key, Role},
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
    /// Whether the person was asked about throwing away what was typed.
    pub leaving: bool,
    /// Which of the values are sent.
    sends: Sends,
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
        let fields = operation
            .fields
            .iter()
            .filter(asked)
            .map(FormField::new)
            .collect();
        Self {
            operation,
            intro: intro.into(),
            fields,
            focus: 0,
            problem: None,
            reading: None,
            sending: None,
            leaving: false,
            sends: Sends::Given,
            known,
            target,
            edited: None,
            now: Timestamp::UNIX_EPOCH,
        }
    }

    /// The same form, beginning with what a record says.
    #[must_use]
    pub fn beginning_with(mut self, record: &Detail) -> Self {
        self.begin_with(record);
        self
    }

    /// The same form, offering roles by their names.
    #[must_use]
    pub fn offering(mut self, roles: &[Role]) -> Self {
        for field in &mut self.fields {
            field.offer(roles);
        }
        self
    }

    /// What it begins with was read, or can't be. Where there is nothing yet, it makes something new.
    pub fn answer(&mut self, record: Result<&Detail, &Problem>) {
        self.reading = None;
        match record {
            Ok(record) => self.begin_with(record),
            Err(problem) if problem.reason == Reason::NotFound => {}
            Err(problem) => {
                let why = problem.advice();
                self.problem = Some(format!("What is there now can't be read: {why}").into());
            }
        }
    }

    /// What it begins with is read so, where the operation has an original and the record is known.
    pub fn original(&self) -> Option<(&'static Operation, Arguments)> {
        let original = self.operation.original?;
        let needed = original.fields.iter().filter(|field| field.required);
        let arguments = needed.map(|field| Some((field.name, self.known.get(field.name)?)));
        let arguments = arguments.collect::<Option<Vec<_>>>()?;
        let arguments = arguments
            .into_iter()
            .fold(Arguments::NONE, |all, (name, value)| {
                all.with(name, value.clone())
            });
        Some((original, arguments))
    }

    /// Whether it asks for nothing but secrets, so that no record has anything to begin with.
    pub fn asks_secrets(&self) -> bool {
        self.fields.iter().all(|field| field.field.is_secret())
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

    /// The editor that had a field is done with it: what it wrote goes to the field.
    pub fn take_edited(&mut self, text: &str) {
        let now = self.now;
        let at = self.edited.take();
        if let Some(field) = at.and_then(|at| self.fields.get_mut(at)) {
            field.replace(text, now);
        }
    }

    fn begin_with(&mut self, record: &Detail) {
        for field in self.fields.iter_mut().filter(|field| !field.is_filled()) {
            field.begin_with(record);
            field.look(self.now);
        }
        if self.fields.iter().any(FormField::begins) {
            self.sends = if self.operation.method == Method::Patch {
                Sends::Changed
            } else {
                Sends::Whole
            };
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

    /// Gives the text with the cursor to an editor; where there is none, the next one that has several lines.
    fn open_editor(&mut self) -> Step {
        let is_text = |field: &FormField| matches!(field.control, Control::Text { .. });
        let at = if self.fields.get(self.focus).is_some_and(is_text) {
            Some(self.focus)
        } else {
            let mut all = (self.focus..self.fields.len()).chain(0..self.focus);
            all.find(|at| self.fields.get(*at).is_some_and(is_long))
        };
        let Some((at, field)) = at.and_then(|at| Some((at, self.fields.get(at)?))) else {
            return Step::Handled;
        };
        if field.field.is_secret() {
            return Step::Say(Notice::warning(
                "A secret is never put into a file: type or paste it here",
            ));
        }
        let text = field.control.value(field.field.kind);
        let suffix = if field.field.kind == Kind::Json {
            ".json"
        } else {
            ".txt"
        };
        self.focus = at;
        self.edited = Some(at);
        Step::Edit(super::super::Passage { text, suffix })
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

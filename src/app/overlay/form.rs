use crossterm::event::KeyEvent;

use super::{
    super::{Action, DialogAction, Draft, Reverse, Step},
    Control, FormField,
};
use crate::{
    api::{
        Arguments, CallId, Detail, DetailLine, Field, Guard, Kind, Operation, Place, Problem, Shown,
    },
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
    /// The call that carries the values, while it runs.
    pub sending: Option<CallId>,
    /// Whether the person was asked about throwing away what was typed.
    pub leaving: bool,
    /// Whether it began with a record, so that only what was changed is sent.
    edits: bool,
    /// The values that are not asked for, because the record is known.
    known: Arguments,
    /// The record, and what people call it.
    target: Option<(Key, Clean)>,
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
            sending: None,
            leaving: false,
            edits: false,
            known,
            target,
        }
    }

    /// The same form, beginning with what a record says.
    #[must_use]
    pub fn beginning_with(mut self, record: &Detail) -> Self {
        self.edits = true;
        for field in &mut self.fields {
            let said = record
                .lines
                .iter()
                .find(|line| line.path.raw() == field.field.wire_name());
            if let Some(DetailLine {
                value: Shown::Text(value),
                ..
            }) = said
            {
                field.begin_with(value);
            }
        }
        self
    }

    /// Moves between the fields, submits, or leaves.
    pub fn act(&mut self, action: Action) -> Step {
        if self.sending.is_some() {
            return Step::Handled;
        }
        let leaving = std::mem::take(&mut self.leaving);
        match action {
            Action::Dialog(DialogAction::Submit) => return self.submit(),
            Action::Dialog(DialogAction::NextField) => {
                self.focus = (self.focus + 1) % self.fields.len().max(1);
            }
            Action::Dialog(DialogAction::PreviousField) => {
                let len = self.fields.len().max(1);
                self.focus = (self.focus + len - 1) % len;
            }
            Action::Back if leaving || !self.fields.iter().any(FormField::is_changed) => {
                return Step::Close;
            }
            Action::Back => self.leaving = true,
            _ => {}
        }
        Step::Handled
    }

    /// Enter: a new line where there can be several, on to the next field, or the end of the form.
    pub fn enter(&mut self) -> Step {
        let idle = self.sending.is_none();
        if let Some(Control::Text {
            area,
            multi_line: true,
        }) = self.focused().map(|field| &mut field.control)
            && idle
        {
            area.insert_newline();
            return Step::Handled;
        }
        let last = self.focus + 1 == self.fields.len();
        self.act(Action::Dialog(if last {
            DialogAction::Submit
        } else {
            DialogAction::NextField
        }))
    }

    /// A key that means nothing to the form goes to the field.
    pub fn input(&mut self, event: KeyEvent) {
        self.leaving = false;
        if self.sending.is_none()
            && let Some(field) = self.focused()
        {
            field.error = None;
            field.control.input(event, field.field.kind);
        }
    }

    /// Pasted text goes to the field.
    pub fn paste(&mut self, text: &str) {
        self.leaving = false;
        if self.sending.is_none()
            && let Some(FormField {
                control: Control::Text { area, multi_line },
                error,
                ..
            }) = self.focused()
        {
            *error = None;
            area.insert_str(super::super::pasted(text, *multi_line));
        }
    }

    /// The vendor said no: what it says of a field goes to the field, the rest above the form.
    pub fn fail(&mut self, problem: &Problem) {
        self.sending = None;
        for wrong in &problem.fields {
            if let Some(at) = self
                .fields
                .iter()
                .position(|field| field.field.name == wrong.field.raw())
            {
                self.focus = at;
                if let Some(field) = self.fields.get_mut(at) {
                    field.error = Some(wrong.message.clone());
                }
            }
        }
        self.problem = Some(Clean::from(problem.advice()));
    }

    fn focused(&mut self) -> Option<&mut FormField> {
        self.fields.get_mut(self.focus)
    }

    fn submit(&mut self) -> Step {
        self.problem = None;
        let mut arguments = self.known.clone();
        let mut first_wrong = None;
        for (at, field) in self.fields.iter_mut().enumerate() {
            let sent = !self.edits || field.field.required || field.is_changed();
            match field.value() {
                Ok(_) if !sent => {}
                Ok(Some(value)) => arguments.set(field.field.name, value),
                Ok(None) => {}
                Err(why) => {
                    field.error = Some(Clean::from(why));
                    first_wrong = first_wrong.or(Some(at));
                }
            }
        }
        if let Some(at) = first_wrong {
            self.focus = at;
            return Step::Handled;
        }
        let differing = self
            .fields
            .iter()
            .filter(|field| self.edits && field.is_changed());
        let changes: Vec<_> = differing.map(FormField::change).collect();
        if self.edits && changes.is_empty() {
            self.problem = Some(Clean::from("Nothing was changed yet."));
            return Step::Handled;
        }
        let spoken = || self.fields.iter().find_map(FormField::spoken);
        let title = || Clean::from(self.operation.title);
        let (target, name) = match &self.target {
            Some((key, name)) => (Some(key.clone()), name.clone()),
            None => (None, spoken().unwrap_or_else(title)),
        };
        Step::Send(vec![Draft {
            operation: self.operation,
            arguments,
            target,
            name,
            asked: true,
            changes,
        }])
    }

    /// How a change that this form made can be undone: by the values that the record had. A value that was not shown, such
    /// as a secret, can't be put back.
    pub(crate) fn undo(&self, draft: &Draft) -> Option<Reverse> {
        let mut arguments = Arguments::NONE;
        let (mut changes, mut missing) = (Vec::new(), Vec::new());
        for (name, value) in draft.arguments.iter() {
            let Some(field) = self.fields.iter().find(|field| field.field.name == name) else {
                arguments.set(name, value.clone());
                continue;
            };
            if !field.is_changed() {
                arguments.set(name, value.clone());
            } else if let Some((before, words)) = field.before() {
                arguments.set(name, before);
                changes.push(words);
            } else {
                let label = field.field.label;
                missing.push(
                    format!("{label} stays as it is now: its old value is not known.").into(),
                );
            }
        }
        (self.edits && !changes.is_empty()).then(|| Reverse {
            missing,
            ..Reverse::new(Draft {
                arguments,
                changes,
                ..draft.clone()
            })
        })
    }
}

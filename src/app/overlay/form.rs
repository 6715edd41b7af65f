use crossterm::event::{KeyCode, KeyEvent};
use tui_textarea::TextArea;

use super::super::{Action, DialogAction, Draft, Step, type_into};
use crate::{
    api::{Argument, Arguments, CallId, Field, Guard, Kind, Operation, Place, Problem},
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
    /// The values that are not asked for, because the record is known.
    known: Arguments,
    /// The record, and what people call it.
    target: Option<(Key, Clean)>,
}

/// A field of the form.
pub struct FormField {
    /// What the catalogue says about it.
    pub field: &'static Field,
    /// What the person does with it.
    pub control: Control,
    /// What is wrong with it.
    pub error: Option<Clean>,
}

impl std::fmt::Debug for FormField {
    /// The text area's own `Debug` would show what was typed, secrets included.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FormField")
            .field("name", &self.field.name)
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

/// The ways to give a value.
pub enum Control {
    /// Typed; some texts have several lines.
    Text {
        /// What was typed.
        area: Box<TextArea<'static>>,
        /// Whether enter makes a new line.
        multi_line: bool,
    },
    /// One of several, or nothing.
    Choice(Option<usize>),
    /// Any number of several: which are ticked, and which one the arrows are at.
    Ticks {
        /// Whether each is ticked.
        ticked: Vec<bool>,
        /// Which one the arrows are at.
        at: usize,
    },
    /// Yes, no, or nothing.
    Flag(Option<bool>),
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
            known,
            target,
        }
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
            Action::Back if leaving || !self.fields.iter().any(FormField::is_filled) => {
                return Step::Close;
            }
            Action::Back => self.leaving = true,
            Action::Dialog(
                DialogAction::Yes
                | DialogAction::No
                | DialogAction::SendNow
                | DialogAction::Drop
                | DialogAction::Stay
                | DialogAction::Reveal,
            )
            | Action::Move(_)
            | Action::Program(_)
            | Action::Table(_)
            | Action::Record(_) => {}
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
            match field.value() {
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
        }])
    }
}

impl FormField {
    fn new(field: &'static Field) -> Self {
        Self {
            field,
            control: Control::new(field.kind),
            error: None,
        }
    }

    /// The value as the catalogue wants it; `None` when nothing was given and nothing has to be.
    fn value(&self) -> Result<Option<Argument>, String> {
        let value = match (&self.control, self.field.kind) {
            (Control::Text { area, .. }, _) => {
                let text = area.lines().join("\n");
                if text.trim().is_empty() {
                    None
                } else {
                    Some(self.field.parse(&text)?)
                }
            }
            (Control::Choice(choice), Kind::Choice(options)) => choice
                .and_then(|at| options.get(at))
                .map(|option| Argument::Text((*option).to_owned())),
            (Control::Ticks { ticked, .. }, Kind::Ticks(options)) => {
                let chosen = options.iter().zip(ticked).filter(|(_, ticked)| **ticked);
                let chosen: Vec<_> = chosen.map(|(option, _)| (*option).to_owned()).collect();
                (!chosen.is_empty()).then_some(Argument::Texts(chosen))
            }
            (Control::Flag(flag), _) => flag.map(Argument::Flag),
            (Control::Choice(_) | Control::Ticks { .. }, _) => None,
        };
        match value {
            None if self.field.required => Err("This is needed".to_owned()),
            None => Ok(None),
            Some(value) => self.field.check(&value).map(|()| Some(value)),
        }
    }

    fn is_filled(&self) -> bool {
        match &self.control {
            Control::Text { area, .. } => !area.is_empty(),
            Control::Choice(choice) => choice.is_some(),
            Control::Ticks { ticked, .. } => ticked.contains(&true),
            Control::Flag(flag) => flag.is_some(),
        }
    }

    /// What to call the record in a notice: the first text that is no secret.
    fn spoken(&self) -> Option<Clean> {
        match &self.control {
            Control::Text { area, .. } if !self.field.is_secret() && !area.is_empty() => {
                area.lines().first().map(|line| Clean::new(line.trim()))
            }
            Control::Text { .. }
            | Control::Choice(_)
            | Control::Ticks { .. }
            | Control::Flag(_) => None,
        }
    }
}

impl Control {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Choice(_) => Control::Choice(None),
            Kind::Ticks(options) => Control::Ticks {
                ticked: vec![false; options.len()],
                at: 0,
            },
            Kind::Flag => Control::Flag(None),
            Kind::Secret { .. } => {
                let mut area = TextArea::default();
                area.set_mask_char('•');
                Control::Text {
                    area: Box::new(area),
                    multi_line: false,
                }
            }
            Kind::Json | Kind::Texts => Control::Text {
                area: Box::default(),
                multi_line: true,
            },
            Kind::Text { .. }
            | Kind::Email { .. }
            | Kind::Integers
            | Kind::Integer
            | Kind::Time
            | Kind::Date
            | Kind::Made => Control::Text {
                area: Box::default(),
                multi_line: false,
            },
        }
    }

    fn input(&mut self, event: KeyEvent, kind: Kind) {
        match (self, kind) {
            (
                Control::Text {
                    area,
                    multi_line: true,
                },
                _,
            ) => {
                area.input(event);
            }
            (Control::Text { area, .. }, _) => type_into(area, event),
            (Control::Choice(choice), Kind::Choice(options)) => {
                *choice = match event.code {
                    KeyCode::Left => choice.unwrap_or(0).checked_sub(1),
                    KeyCode::Right | KeyCode::Char(' ') => {
                        choice.map_or(Some(0), |at| (at + 1 < options.len()).then_some(at + 1))
                    }
                    _ => *choice,
                };
            }
            (Control::Ticks { ticked, at }, _) => match event.code {
                KeyCode::Left => *at = at.saturating_sub(1),
                KeyCode::Right => *at = (*at + 1).min(ticked.len().saturating_sub(1)),
                KeyCode::Char(' ') => {
                    if let Some(tick) = ticked.get_mut(*at) {
                        *tick = !*tick;
                    }
                }
                _ => {}
            },
            (Control::Flag(flag), _) => match event.code {
                KeyCode::Char('y') => *flag = Some(true),
                KeyCode::Char('n') => *flag = Some(false),
                KeyCode::Char(' ') => *flag = Some(!flag.unwrap_or(false)),
                KeyCode::Backspace => *flag = None,
                _ => {}
            },
            (Control::Choice(_), _) => {}
        }
    }
}

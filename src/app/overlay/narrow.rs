use crossterm::event::KeyEvent;
use jiff::Timestamp;

use super::FormField;
use crate::{
    api::{Argument, Arguments, Field, Operation},
    app::{Action, Adjust, Asked, DialogAction, Step, written},
    domain::Clean,
};

/// The values of the query that tell an order.
const KOYEBS_ORDER: &str = "order";
const CONTABOS_ORDER: &str = "orderBy";

/// What the vendors can narrow down themselves in the lists of a pane: a field for each value of the list operations.
#[derive(Debug)]
pub struct Narrow {
    /// The fields, those of one list together.
    pub fields: Vec<NarrowField>,
    /// Which field has the focus.
    pub focus: usize,
    asked: Asked,
    /// The time of day when it was opened.
    now: Timestamp,
}

/// A value for a list operation.
#[derive(Debug)]
pub struct NarrowField {
    /// The list operation.
    pub operation: &'static Operation,
    /// The field.
    pub field: FormField,
}

impl Narrow {
    /// The fields of some list operations, filled with what is asked for; `None` where there is nothing to ask for.
    pub fn new(
        operations: impl IntoIterator<Item = &'static Operation>,
        asked: &Asked,
        now: Timestamp,
    ) -> Option<Self> {
        let mut known: Vec<&Operation> = Vec::new();
        let mut fields = Vec::new();
        for operation in operations {
            if known.contains(&operation) {
                continue;
            }
            known.push(operation);
            for field in Asked::fields(operation) {
                let mut entry = FormField::new(field);
                let said = asked.of(operation).and_then(|said| said.get(field.name));
                if let Some(said) = said {
                    entry.replace(&written(said), now);
                }
                fields.push(NarrowField {
                    operation,
                    field: entry,
                });
            }
        }
        (!fields.is_empty()).then(|| Self {
            fields,
            focus: 0,
            asked: asked.clone(),
            now,
        })
    }

    /// Whether the control with the focus is no text, so that letters are keys.
    pub fn takes_keys(&self) -> bool {
        let focused = self.fields.get(self.focus);
        focused.is_some_and(|entry| entry.field.control.typing().is_none())
    }

    /// Whether an action does something here now.
    pub fn knows(&self, action: DialogAction) -> bool {
        match action {
            DialogAction::Submit
            | DialogAction::NextField
            | DialogAction::PreviousField
            | DialogAction::Reset => true,
            other => {
                let focused = self.fields.get(self.focus);
                focused.is_some_and(|entry| entry.field.control.knows(other))
            }
        }
    }

    /// Takes a key that means an action: what the control does not know is typed into it.
    pub fn press(&mut self, action: Action, event: KeyEvent) -> Step {
        match action {
            Action::Dialog(dialog) if !self.knows(dialog) => {
                self.input(event);
                Step::Handled
            }
            _ => self.act(action),
        }
    }

    /// Moves through the fields, changes what is no text, applies or closes.
    pub fn act(&mut self, action: Action) -> Step {
        let len = self.fields.len().max(1);
        let now = self.now;
        match action {
            Action::Dialog(DialogAction::NextField) => self.focus = (self.focus + 1) % len,
            Action::Dialog(DialogAction::PreviousField) => {
                self.focus = (self.focus + len - 1) % len;
            }
            Action::Dialog(DialogAction::Submit) => return self.apply(),
            Action::Dialog(DialogAction::Reset) => {
                return Step::Adjust(Adjust::Ask(Asked::default()));
            }
            Action::Dialog(other) => {
                if let Some(NarrowField { field, .. }) = self.fields.get_mut(self.focus) {
                    field.control.act(other, field.field.kind);
                    field.look(now);
                }
            }
            Action::Back => return Step::Close,
            _ => {}
        }
        Step::Handled
    }

    /// A key that means nothing to the form goes to the field.
    pub fn input(&mut self, event: KeyEvent) {
        if let Some(NarrowField { field, .. }) = self.fields.get_mut(self.focus) {
            field.input(event, self.now);
        }
    }

    /// Pasted text goes to the field.
    pub fn paste(&mut self, text: &str) {
        if let Some(NarrowField { field, .. }) = self.fields.get_mut(self.focus) {
            field.paste(text, self.now);
        }
    }

    fn apply(&mut self) -> Step {
        let mut asked = self.asked.clone();
        let mut first_wrong = None;
        let now = self.now;
        for entry in &self.fields {
            asked.set(entry.operation, Arguments::NONE);
        }
        for (at, NarrowField { operation, field }) in self.fields.iter_mut().enumerate() {
            let value = field.value(now).and_then(|value| {
                let ordered = value
                    .as_ref()
                    .map_or(Ok(()), |value| ordered(field.field, value));
                ordered.map(|()| value)
            });
            match value {
                Ok(None) => {}
                Ok(Some(value)) => {
                    let so_far = asked.of(operation).cloned().unwrap_or_default();
                    asked.set(operation, so_far.with(field.field.name, value));
                }
                Err(why) => {
                    field.error = Some(Clean::from(why));
                    first_wrong = first_wrong.or(Some(at));
                }
            }
        }
        match first_wrong {
            Some(at) => {
                self.focus = at;
                Step::Handled
            }
            None => Step::Adjust(Adjust::Ask(asked)),
        }
    }
}

/// Whether an order is one that its vendor reads. The names of the fields are known to Contabo alone.
///
/// # Errors
/// What is wrong with it, to be read after the field's label.
fn ordered(field: &Field, value: &Argument) -> Result<(), String> {
    match (field.name, value) {
        (KOYEBS_ORDER, Argument::Text(order)) if !is_direction(order) => {
            Err(format!("must be asc or desc, not {order}"))
        }
        (CONTABOS_ORDER, Argument::Texts(orders)) => match orders.iter().find(|it| !directs(it)) {
            Some(wrong) => Err(format!(
                "must be a field and ASC or DESC, such as email:ASC; not {wrong}"
            )),
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

fn is_direction(word: &str) -> bool {
    ["asc", "desc"].contains(&word.to_ascii_lowercase().as_str())
}

fn directs(order: &str) -> bool {
    order.split_once(':').is_some_and(|(name, direction)| {
        let named = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric());
        named && is_direction(direction)
    })
}

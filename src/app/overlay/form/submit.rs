use super::{Form, Sends};
use crate::{
    api::{Arguments, Finding, Guard, Operation, Problem},
    app::{Draft, Reverse, Step, overlay::FormField},
    domain::Clean,
};

impl Form {
    /// The vendor said no: what it says of a field goes to the field, the rest above the form.
    pub fn fail(&mut self, problem: &Problem) {
        self.sending = None;
        let mut elsewhere = Vec::new();
        let mut first = None;
        for wrong in &problem.fields {
            let name = self.operation.field_called(wrong.field.raw());
            let named = |field: &FormField| name.is_some_and(|name| field.field.name == name.name);
            let at = self.fields.iter().position(named);
            match at.and_then(|at| self.fields.get_mut(at)) {
                Some(field) => field.error = Some(wrong.message.clone()),
                None => elsewhere.push(format!("{}: {}", wrong.field, wrong.message)),
            }
            first = match (first, at) {
                (Some(first), Some(at)) => Some(at.min(first)),
                (first, at) => first.or(at),
            };
        }
        self.focus = first.unwrap_or(self.focus);
        let said = problem.message.raw();
        elsewhere.retain(|words| !said.contains(words));
        elsewhere.insert(0, problem.advice());
        self.problem = Some(Clean::from(elsewhere.join(" ")));
    }

    /// It is known by now whether what it sent without an answer was made.
    pub fn settle(&mut self, operation: &Operation, finding: Finding) {
        if self.operation != operation || self.problem.is_none() || self.sending.is_some() {
            return;
        }
        self.problem = Some(Clean::from(match finding {
            Finding::NotMade => "It was not made: send it again, if you still want it.",
            Finding::Made | Finding::Seen => "It was made after all: this form has done its work.",
        }));
    }

    /// Sends what is right, or goes to the first field that is not.
    pub fn submit(&mut self) -> Step {
        self.problem = None;
        if self.reading.is_some() {
            self.problem = Some(Clean::from("What is there now is still being read."));
            return Step::Handled;
        }
        let Some(arguments) = self.arguments() else {
            return Step::Handled;
        };
        let edits = self.sends != Sends::Given;
        let differing = self
            .fields
            .iter()
            .filter(|field| edits && field.is_changed());
        let mut changes: Vec<_> = differing.flat_map(FormField::changes).collect();
        if !edits && matches!(self.operation.guard, Guard::YesNo | Guard::TypeName) {
            changes.extend(self.fields.iter().filter_map(FormField::given));
        }
        if edits && changes.is_empty() {
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

    /// The values to be sent; `None` where something is wrong, and then the first such field has the focus.
    fn arguments(&mut self) -> Option<Arguments> {
        let mut arguments = self.known.clone();
        let mut first_wrong = None;
        for (at, field) in self.fields.iter_mut().enumerate() {
            let changed = self.sends != Sends::Changed || field.is_changed();
            match field.value(self.now) {
                Ok(Some(value)) if changed || field.field.required => {
                    arguments.set(field.field.name, value);
                }
                Ok(_) => {}
                // What the record says is as it is, also where it isn't as the catalogue wants it.
                Err(_) if !changed && field.is_filled() && !field.field.required => {}
                Err(why) => {
                    field.error = Some(Clean::from(why));
                    first_wrong = first_wrong.or(Some(at));
                }
            }
        }
        let replaces = self.sends == Sends::Whole;
        for field in self.unasked.iter().filter(|_| replaces) {
            if let Ok(Some(value)) = field.value(self.now) {
                arguments.set(field.field.name, value);
            }
        }
        self.focus = first_wrong.unwrap_or(self.focus);
        first_wrong.is_none().then_some(arguments)
    }

    /// Whether there was nothing before, so that it makes something new.
    pub fn is_new(&self) -> bool {
        self.sends == Sends::Given
    }

    /// How a change that this form made can be undone: by the values that the record had. A value that is not known, such as
    /// a secret's, can't be put back.
    pub fn undo(&self, draft: &Draft) -> Option<Reverse> {
        let mut arguments = Arguments::NONE;
        let (mut changes, mut missing) = (Vec::new(), Vec::new());
        for (name, value) in draft.arguments.iter() {
            let mut fields = self.fields.iter();
            let differs = fields.find(|field| field.field.name == name && field.is_changed());
            let Some(field) = differs else {
                arguments.set(name, value.clone());
                continue;
            };
            if let Some((before, words)) = field.before(self.now) {
                arguments.set(name, before);
                changes.extend(words);
            } else {
                let label = field.field.label;
                let words = format!("{label} stays as it is now: its old value is not known.");
                missing.push(words.into());
            }
        }
        (!self.is_new() && !changes.is_empty()).then(|| Reverse {
            missing,
            ..Reverse::new(Draft {
                arguments,
                changes,
                ..draft.clone()
            })
        })
    }
}

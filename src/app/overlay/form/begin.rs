use super::{Form, Sends};
use crate::{
    api::{Arguments, Detail, Method, Operation, Problem, Reason},
    app::overlay::FormField,
    domain::Role,
};

impl Form {
    /// The same form, beginning with what a record says.
    #[must_use]
    pub fn beginning_with(mut self, record: &Detail) -> Self {
        self.begin_with(record);
        self
    }

    /// The same form, with the reading by which its record can be read once more.
    #[must_use]
    pub fn read_by(mut self, reading: Option<(&'static Operation, Arguments)>) -> Self {
        self.source = reading;
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
            Err(problem) if problem.reason == Reason::NotFound => {
                self.operation = self.operation.makes.unwrap_or(self.operation);
            }
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

    fn begin_with(&mut self, record: &Detail) {
        let fields = self.fields.iter_mut().chain(&mut self.unasked);
        for field in fields.filter(|field| !field.is_filled()) {
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
}

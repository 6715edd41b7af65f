use crate::api::{Argument, Arguments, Field, Kind, Operation, Place};

/// The values of the query that lead from page to page: nobody is asked for them.
const PAGING: [&str; 4] = ["limit", "offset", "page", "size"];

/// What the vendors are asked to narrow down themselves: values for the list operations of a pane.
#[derive(Clone, Debug, Default)]
pub struct Asked(Vec<(&'static Operation, Arguments)>);

impl Asked {
    /// The fields of a list operation that narrow it down or order it.
    pub fn fields(operation: &'static Operation) -> impl Iterator<Item = &'static Field> {
        let narrows = |field: &&Field| {
            let asked = field.place == Place::Query && !field.required;
            asked && !PAGING.contains(&field.name) && field.kind != Kind::Made
        };
        operation.fields.iter().filter(narrows)
    }

    /// Whether nothing is narrowed down.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What a list operation is asked for.
    pub fn of(&self, operation: &Operation) -> Option<&Arguments> {
        let found = self.0.iter().find(|(known, _)| *known == operation);
        found.map(|(_, arguments)| arguments)
    }

    /// Asks a list operation for this; for all, where there are no values.
    pub fn set(&mut self, operation: &'static Operation, arguments: Arguments) {
        self.0.retain(|(known, _)| *known != operation);
        if arguments.iter().next().is_some() {
            self.0.push((operation, arguments));
        }
    }

    /// What is asked for, by operation.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Operation, &Arguments)> {
        self.0
            .iter()
            .map(|(operation, arguments)| (*operation, arguments))
    }

    /// All that an operation is sent: what its source says, and what is asked for.
    pub fn with(&self, operation: &Operation, arguments: &Arguments) -> Arguments {
        let asked = self.of(operation).into_iter().flat_map(Arguments::iter);
        asked.fold(arguments.clone(), |all, (name, value)| {
            all.with(name, value.clone())
        })
    }

    /// Whether an operation is asked for the same as there.
    pub fn agrees(&self, other: &Self, operation: &Operation) -> bool {
        self.words_of(operation) == other.words_of(operation)
    }

    /// What is asked for, in the words of the request: `Contabo enabled=true`.
    pub fn words(&self) -> String {
        let said = self.0.iter().map(|(operation, _)| {
            let values = self.words_of(operation);
            format!("{} {}", operation.provider, values.join(" "))
        });
        said.collect::<Vec<_>>().join(", ")
    }

    fn words_of(&self, operation: &Operation) -> Vec<String> {
        let values = self.of(operation).into_iter().flat_map(Arguments::iter);
        values
            .map(|(name, value)| format!("{name}={}", written(value)))
            .collect()
    }
}

/// A value of a query, as it is typed.
pub fn written(value: &Argument) -> String {
    match value {
        Argument::Text(text) => text.clone(),
        Argument::Secret(_) => "***".to_owned(),
        Argument::Flag(flag) => flag.to_string(),
        Argument::Integer(number) => number.to_string(),
        Argument::Texts(texts) => texts.join(", "),
        Argument::Integers(numbers) => {
            let numbers: Vec<_> = numbers.iter().map(ToString::to_string).collect();
            numbers.join(", ")
        }
        Argument::Json(json) => json.to_string(),
    }
}

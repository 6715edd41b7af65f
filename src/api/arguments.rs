mod body;

use crate::domain::Secret;

/// The values for an operation's fields, by field name.
///
/// `Debug` shows no secret. Names that the operation does not have are refused when the request is built.
#[derive(Clone, Debug, Default)]
pub struct Arguments(Vec<(&'static str, Argument)>);

/// A value for a field.
#[derive(Clone, Debug)]
pub enum Argument {
    /// A text, a choice, a date.
    Text(String),
    /// A secret text.
    Secret(Secret),
    /// A truth value.
    Flag(bool),
    /// A whole number.
    Integer(i64),
    /// Several texts.
    Texts(Vec<String>),
    /// Several whole numbers.
    Integers(Vec<i64>),
    /// Free JSON.
    Json(serde_json::Value),
}

impl Arguments {
    /// No values.
    pub const NONE: Arguments = Arguments(Vec::new());

    /// One more value, or another one for a field that has a value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: Argument) -> Self {
        self.set(name, value);
        self
    }

    /// One more text.
    #[must_use]
    pub fn text(self, name: &'static str, value: &str) -> Self {
        self.with(name, Argument::Text(value.to_owned()))
    }

    /// Sets the value of a field.
    pub fn set(&mut self, name: &'static str, value: Argument) {
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some(slot) => slot.1 = value,
            None => self.0.push((name, value)),
        }
    }

    /// The value of a field.
    pub fn get(&self, name: &str) -> Option<&Argument> {
        self.0
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value)
    }

    /// All names and values, in the order in which they were set.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Argument)> {
        self.0.iter().map(|(name, value)| (*name, value))
    }
}

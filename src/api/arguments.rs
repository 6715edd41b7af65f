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

    /// The same values, with three stars for every secret.
    pub(super) fn masked(&self) -> Self {
        let mask = |argument: &Argument| match argument {
            Argument::Secret(_) => Argument::Text(super::MASK.to_owned()),
            Argument::Text(_)
            | Argument::Flag(_)
            | Argument::Integer(_)
            | Argument::Texts(_)
            | Argument::Integers(_)
            | Argument::Json(_) => argument.clone(),
        };
        let pairs = self.iter().map(|(name, argument)| (name, mask(argument)));
        Self(pairs.collect())
    }

    /// The secrets among the values.
    pub fn secrets(&self) -> impl Iterator<Item = &Secret> {
        self.0.iter().filter_map(|(_, argument)| match argument {
            Argument::Secret(secret) => Some(secret),
            Argument::Text(_)
            | Argument::Flag(_)
            | Argument::Integer(_)
            | Argument::Texts(_)
            | Argument::Integers(_)
            | Argument::Json(_) => None,
        })
    }

    /// Whether others have the same texts and numbers under the same names, and perhaps more.
    pub fn are_within(&self, others: &Self) -> bool {
        let same = |(name, value): (&str, &Argument)| match (value, others.get(name)) {
            (Argument::Text(value), Some(Argument::Text(other))) => value == other,
            (Argument::Integer(value), Some(Argument::Integer(other))) => value == other,
            _ => false,
        };
        self.iter().all(same)
    }

    /// All names and values, in the order in which they were set.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Argument)> {
        self.0.iter().map(|(name, value)| (*name, value))
    }
}

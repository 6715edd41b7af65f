pub(super) mod harmless;
#[cfg(test)]
mod tests;

use serde_json::{Map, Value};

use crate::domain::{Clean, Secret};

/// Everything that a vendor says about one record, as lines for the detail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Detail {
    /// One line for each value, in the vendor's order.
    pub lines: Vec<DetailLine>,
    /// The secrets that the operation is there to hand out: their lines are masked until somebody wants to see them.
    pub secrets: Vec<Revealed>,
}

/// A secret that an operation hands out, such as the secret of a new API client.
#[derive(Clone, Debug)]
pub struct Revealed {
    /// The path of its line.
    pub path: Clean,
    /// The secret as it came: what shows it must clean it first.
    pub secret: Secret,
}

impl PartialEq for Revealed {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path && self.secret.expose() == other.secret.expose()
    }
}

impl Eq for Revealed {}

/// One value of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DetailLine {
    /// Where it stands in the reply: `organization.name`, `roles.0.name`.
    pub path: Clean,
    /// What it says.
    pub value: Shown,
}

/// A value, if it may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Known to be harmless.
    Text(Clean),
    /// Not known to be harmless: the value was dropped when the reply was read, unless it is among
    /// [`Detail::secrets`].
    Masked,
}

impl Detail {
    /// The most lines that a detail has; the last one then says that there are more.
    pub const MAX_LINES: usize = 400;

    /// Reads a reply of any shape. Koyeb's envelope (`{"invitation": {...}}`) and Contabo's (`{"data": [{...}]}`) are
    /// taken off; values whose names are not known to be harmless are masked.
    pub fn new(reply: &Value) -> Self {
        Self::revealing(reply, &[])
    }

    /// The lines that may be shown as a JSON object, by their paths.
    pub fn to_json(&self) -> String {
        let shown = self.lines.iter().filter_map(|line| match &line.value {
            Shown::Text(text) => Some((line.path.raw().to_owned(), Value::from(text.raw()))),
            Shown::Masked => None,
        });
        let object: Map<_, _> = shown.collect();
        format!("{:#}", Value::Object(object))
    }

    /// Reads a reply that is there to hand out secrets, by the names that they have in it.
    pub(super) fn revealing(reply: &Value, secrets: &'static [&'static str]) -> Self {
        let mut place = Vec::new();
        let record = unwrapped(reply, &mut place);
        let mut lines = Lines {
            read: Detail::default(),
            secrets,
            place,
            path: Vec::new(),
        };
        lines.add(record);
        lines.finish()
    }
}

/// Takes envelopes off and notes their names: what an `id` is depends on them.
fn unwrapped<'a>(reply: &'a Value, place: &mut Vec<&'a str>) -> &'a Value {
    let Some(object) = reply.as_object() else {
        return reply;
    };
    let inner = match object
        .get("data")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
    {
        Some([record @ Value::Object(_)]) => Some(("data", record)),
        Some(_) | None => only_object(object),
    };
    match inner {
        Some((name, record)) => {
            place.push(name);
            record
        }
        None => reply,
    }
}

fn only_object(object: &Map<String, Value>) -> Option<(&str, &Value)> {
    let mut entries = object.iter();
    let (name, value) = entries.next()?;
    (entries.next().is_none() && value.is_object()).then_some((name.as_str(), value))
}

/// The lines so far, and where in the reply we are.
struct Lines<'a> {
    read: Detail,
    /// The names of the secrets that are kept.
    secrets: &'static [&'static str],
    /// The names of all objects and lists around, without the positions in lists.
    place: Vec<&'a str>,
    /// The names and positions below the envelope.
    path: Vec<String>,
}

impl<'a> Lines<'a> {
    fn add(&mut self, value: &'a Value) {
        match value {
            Value::Object(object) => {
                for (name, value) in object {
                    self.path.push(name.clone());
                    self.place.push(name);
                    self.add(value);
                    self.place.pop();
                    self.path.pop();
                }
            }
            Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
                for (position, item) in items.iter().enumerate() {
                    self.path.push(position.to_string());
                    self.add(item);
                    self.path.pop();
                }
            }
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_) => {
                self.push(value);
            }
        }
    }

    fn push(&mut self, value: &Value) {
        if self.read.lines.len() > Detail::MAX_LINES {
            return;
        }
        let shown = if value.is_null() || harmless::is_harmless(&self.place, value) {
            Shown::Text(Clean::multi_line(&words(value)))
        } else {
            Shown::Masked
        };
        let path = Clean::from(self.path.join("."));
        if let (Shown::Masked, Value::String(text), Some(name)) = (&shown, value, self.place.last())
            && self.secrets.contains(name)
        {
            self.read.secrets.push(Revealed {
                path: path.clone(),
                secret: Secret::new(text.as_str()),
            });
        }
        self.read.lines.push(DetailLine { path, value: shown });
    }

    fn finish(mut self) -> Detail {
        if self.read.lines.len() > Detail::MAX_LINES {
            self.read.lines.truncate(Detail::MAX_LINES - 1);
            self.read.lines.push(DetailLine {
                path: Clean::from("…"),
                value: Shown::Text(Clean::from("there is more than fits here")),
            });
        }
        self.read
    }
}

/// A value in words; the values of a list are parted by commas.
fn words(value: &Value) -> String {
    match value {
        Value::Null | Value::Object(_) => String::new(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(words).collect::<Vec<_>>().join(", "),
    }
}

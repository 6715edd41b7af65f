pub(super) mod harmless;
mod json;
#[cfg(test)]
mod tests;

use serde_json::{Map, Value};

pub use json::{JsonLine, JsonPart};

use crate::domain::{Clean, Secret};

/// Everything that a vendor says about one record, as lines for the detail.
#[derive(Clone, Debug, Default)]
pub struct Detail {
    /// One line for each value, in the vendor's order.
    pub lines: Vec<DetailLine>,
    /// The whole reply as JSON.
    pub json: Vec<JsonLine>,
    /// The objects in the record, as JSON: a form that edits one begins with it.
    objects: Vec<DetailLine>,
    /// The names of the secrets that the operation is there to hand out.
    given: &'static [&'static str],
}

/// One value of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DetailLine {
    /// Where it stands in the reply: `organization.name`, `roles.0.name`.
    pub path: Clean,
    /// What it says.
    pub value: Shown,
}

/// A value, if it may be shown.
#[derive(Clone, Debug)]
pub enum Shown {
    /// Known to be harmless.
    Text(Clean),
    /// Not known to be harmless: masked until somebody wants to see it. It is kept as it came: what shows it must clean it
    /// first.
    Masked(Secret),
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Shown::Text(one), Shown::Text(other)) => one == other,
            (Shown::Masked(one), Shown::Masked(other)) => one.expose() == other.expose(),
            (Shown::Text(_), Shown::Masked(_)) | (Shown::Masked(_), Shown::Text(_)) => false,
        }
    }
}

impl Eq for Shown {}

impl Detail {
    /// The most lines that a detail has; the last one then says that there are more.
    pub const MAX_LINES: usize = 400;

    /// These lines, as if a vendor had said them.
    pub fn of(lines: Vec<DetailLine>) -> Self {
        Self {
            lines,
            ..Self::default()
        }
    }

    /// Reads a reply of any shape. Koyeb's envelope (`{"invitation": {...}}`) and Contabo's (`{"data": [{...}]}`) are
    /// taken off; values whose names are not known to be harmless are masked.
    pub fn new(reply: &Value) -> Self {
        Self::revealing(reply, &[])
    }

    /// The lines that may be shown as a JSON object, by their paths.
    pub fn to_json(&self) -> String {
        let shown = self.lines.iter().filter_map(|line| match &line.value {
            Shown::Text(text) => Some((line.path.raw().to_owned(), Value::from(text.raw()))),
            Shown::Masked(_) => None,
        });
        let object: Map<_, _> = shown.collect();
        format!("{:#}", Value::Object(object))
    }

    /// Whether anything is masked.
    pub fn hides(&self) -> bool {
        let masked = |line: &DetailLine| matches!(line.value, Shown::Masked(_));
        self.lines.iter().any(masked)
    }

    /// The line at a path.
    pub fn line(&self, path: &str) -> Option<&DetailLine> {
        self.lines.iter().find(|line| line.path.raw() == path)
    }

    /// The object of that name in the record, as JSON.
    pub fn object(&self, name: &str) -> Option<&Secret> {
        let object = self.objects.iter().find(|line| line.path.raw() == name)?;
        match &object.value {
            Shown::Masked(json) => Some(json),
            Shown::Text(_) => None,
        }
    }

    /// The secrets that the operation is there to hand out, such as that of a new API client. Their lines are masked.
    pub fn given(&self) -> impl Iterator<Item = &Secret> {
        self.lines.iter().filter_map(|line| match &line.value {
            Shown::Masked(secret) if self.is_given(line) => Some(secret),
            Shown::Text(_) | Shown::Masked(_) => None,
        })
    }

    /// Whether a line is what the operation is there to hand out.
    pub fn is_given(&self, line: &DetailLine) -> bool {
        let name = line.path.raw().rsplit('.').next().unwrap_or_default();
        matches!(line.value, Shown::Masked(_)) && self.given.contains(&name)
    }

    /// Reads a reply that is there to hand out secrets, by the names that they have in it.
    pub(super) fn revealing(reply: &Value, given: &'static [&'static str]) -> Self {
        let mut place = Vec::new();
        let record = unwrapped(reply, &mut place);
        let mut lines = Lines {
            read: Detail {
                lines: Vec::new(),
                json: json::lines(reply),
                objects: objects(record),
                given,
            },
            place,
            path: Vec::new(),
        };
        lines.add(record);
        lines.finish()
    }
}

/// The objects that stand in a record itself. They may hold whatever is masked in the lines.
fn objects(record: &Value) -> Vec<DetailLine> {
    let values = record.as_object().into_iter().flatten();
    let objects = values.filter(|(_, value)| value.is_object());
    let line = |(name, value): (&String, &Value)| DetailLine {
        path: Clean::new(name),
        value: Shown::Masked(Secret::new(value.to_string())),
    };
    objects.map(line).collect()
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
            Shown::Masked(Secret::new(words(value)))
        };
        let path = Clean::from(self.path.join("."));
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

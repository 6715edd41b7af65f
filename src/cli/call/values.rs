use std::io::{self, Write};

use serde_json::{Map, Value};
use usher_tui::{
    api::{Argument, Arguments, Field, FieldProblem, Kind, Operation, Place, Problem, Request},
    domain::{Clean, Secret},
};
use uuid::Uuid;

use super::{
    names::{Target, target},
    source::Sources,
};
use crate::cli::Misuse;

/// The values that the command line gives for an operation, all of them checked.
///
/// # Errors
/// [`Misuse`] for what can't be understood, [`Problem`] for values that are missing or wrong. No value is quoted.
pub fn read(
    operation: &'static Operation,
    params: &[String],
    body: Option<&str>,
) -> anyhow::Result<Arguments> {
    let mut reader = Reader {
        operation,
        sources: Sources::default(),
        arguments: Arguments::NONE,
        wrong: Vec::new(),
    };
    let given = Given::new(operation, params)?;
    if let Some(body) = body {
        given.refuse_beside_a_body()?;
        reader.take_body(body)?;
    }
    for (field, values) in &given.fields {
        let argument = reader.argument(field, values);
        reader.set(field, argument);
    }
    for (field, path, value) in &given.inside {
        let argument = inside(reader.arguments.get(field.name), path, value);
        reader.set(field, argument);
    }
    for (prefix, value) in &given.objects {
        reader.take_object(prefix, value)?;
    }
    reader.finish()
}

/// What was given, by where it goes.
#[derive(Default)]
struct Given<'a> {
    fields: Vec<(&'static Field, Vec<&'a str>)>,
    /// Into free JSON: the field, the path inside it, the value.
    inside: Vec<(&'static Field, &'a str, &'a str)>,
    /// Objects that hold several fields, by the beginning of their names.
    objects: Vec<(&'a str, &'a str)>,
}

impl<'a> Given<'a> {
    fn new(operation: &'static Operation, params: &'a [String]) -> Result<Self, Misuse> {
        let mut given = Self::default();
        for (number, param) in (1..).zip(params) {
            let (name, value) = param.split_once('=').ok_or_else(|| {
                Misuse(format!(
                    "value number {number} is no NAME=VALUE: it has no ="
                ))
            })?;
            match target(operation, name)? {
                Target::Field(field) => given.add(field, value),
                Target::Inside(field, path) => given.inside.push((field, path, value)),
                Target::Object => given.objects.push((name, value)),
            }
        }
        Ok(given)
    }

    fn add(&mut self, field: &'static Field, value: &'a str) {
        let mut known = self.fields.iter_mut();
        match known.find(|(known, _)| known.name == field.name) {
            Some((_, values)) => values.push(value),
            None => self.fields.push((field, vec![value])),
        }
    }

    fn refuse_beside_a_body(&self) -> Result<(), Misuse> {
        let mut fields = self.fields.iter().map(|(field, _)| *field);
        let in_body = fields
            .find(|field| field.place == Place::Body)
            .map(|field| field.name);
        let inside = self.inside.first().map(|(field, _, _)| field.name);
        let object = self.objects.first().map(|(name, _)| *name);
        match in_body.or(inside).or(object) {
            None => Ok(()),
            Some(name) => Err(Misuse(format!(
                "--body is the whole body: give {} inside of it, or every value by --param",
                Clean::new(name)
            ))),
        }
    }
}

struct Reader {
    operation: &'static Operation,
    sources: Sources,
    arguments: Arguments,
    wrong: Vec<FieldProblem>,
}

impl Reader {
    fn set(&mut self, field: &'static Field, argument: Result<Argument, String>) {
        match argument {
            Ok(argument) => self.arguments.set(field.name, argument),
            Err(message) => self.wrong.push(FieldProblem {
                field: Clean::from(field.name),
                message: Clean::from(format!("{} {message}", field.label)),
            }),
        }
    }

    fn argument(&mut self, field: &'static Field, values: &[&str]) -> Result<Argument, String> {
        let one = || match values {
            [value] => Ok(*value),
            _ => Err(format!("takes one value and was given {}", values.len())),
        };
        match field.kind {
            Kind::Secret { .. } => self.secret(field, one()?),
            Kind::Ticks(_) | Kind::Texts | Kind::Integers | Kind::Roles => list(field, values),
            Kind::Made => made(field, one()?),
            Kind::Text { .. }
            | Kind::Email { .. }
            | Kind::Digits
            | Kind::Money
            | Kind::Duration
            | Kind::Json
            | Kind::Choice(_)
            | Kind::Flag
            | Kind::Integer
            | Kind::Time
            | Kind::Date => field.parse(one()?),
        }
    }

    fn secret(&mut self, field: &Field, value: &str) -> Result<Argument, String> {
        let read = self.sources.secret(field.name, value)?;
        if read.is_none() && !value.is_empty() {
            warn(field.name);
        }
        let argument = Argument::Secret(Secret::new(read.as_deref().unwrap_or(value)));
        field.check(&argument)?;
        Ok(argument)
    }

    fn take_body(&mut self, body: &str) -> anyhow::Result<()> {
        let read = self.sources.body(body);
        let read = read.map_err(|why| Misuse(format!("the body {why}")))?;
        let value = json(read.as_deref().unwrap_or(body));
        let value = value.map_err(|why| Misuse(format!("the body {why}")))?;
        let before = std::mem::take(&mut self.arguments);
        self.arguments = before.with_body(self.operation, &value)?;
        if read.is_none() && self.arguments.secrets().next().is_some() {
            warn("the body");
        }
        Ok(())
    }

    /// `organization={"name": ...}` is the same as `organization.name=...`.
    fn take_object(&mut self, prefix: &str, text: &str) -> anyhow::Result<()> {
        let named = |why: String| Misuse(format!("{} {why}", Clean::new(prefix)));
        let value = json(text).map_err(named)?;
        let body = prefix.rsplit('.').fold(value, |inner, name| {
            Value::Object(Map::from_iter([(name.to_owned(), inner)]))
        });
        let before = std::mem::take(&mut self.arguments);
        self.arguments = before.with_body(self.operation, &body)?;
        Ok(())
    }

    /// All that is wrong at once: what could not be read, and what is missing besides.
    fn finish(mut self) -> anyhow::Result<Arguments> {
        if self.wrong.is_empty() {
            return Ok(self.arguments);
        }
        if let Err(problem) = Request::new(self.operation, &self.arguments) {
            let unread =
                |field: &FieldProblem| self.wrong.iter().all(|wrong| wrong.field != field.field);
            let missing: Vec<FieldProblem> = problem.fields.into_iter().filter(unread).collect();
            self.wrong.extend(missing);
        }
        Err(Problem::of_fields(self.operation, self.wrong).into())
    }
}

/// The items of all values: each is a JSON array, or parted by commas.
fn list(field: &Field, values: &[&str]) -> Result<Argument, String> {
    let mut all: Option<Argument> = None;
    for value in values {
        let next = if value.trim_start().starts_with('[') {
            field.read(&json(value)?)?
        } else {
            field.parse(value)?
        };
        all = Some(match (all, next) {
            (Some(Argument::Texts(mut all)), Argument::Texts(next)) => {
                all.extend(next);
                Argument::Texts(all)
            }
            (Some(Argument::Integers(mut all)), Argument::Integers(next)) => {
                all.extend(next);
                Argument::Integers(all)
            }
            (_, next) => next,
        });
    }
    all.ok_or_else(|| "is needed".to_owned())
}

/// What the program would make itself: scripts may want to know an id before, or to use one for several calls.
fn made(field: &Field, value: &str) -> Result<Argument, String> {
    if field.name == "x-request-id" {
        let id = Uuid::parse_str(value).ok();
        let id = id.filter(|id| id.get_version_num() == 4);
        let id = id.ok_or("must be a UUID of version 4, or be left out: usher makes one")?;
        return Ok(Argument::Text(id.to_string()));
    }
    if value.is_empty() || value.chars().any(char::is_control) {
        return Err("must be a text of one line, or be left out: usher makes one".to_owned());
    }
    Ok(Argument::Text(value.to_owned()))
}

/// Free JSON with one more value in it. What is no JSON is a text, and what is given twice an array.
fn inside(before: Option<&Argument>, path: &str, value: &str) -> Result<Argument, String> {
    let mut whole = match before {
        Some(Argument::Json(whole)) => whole.clone(),
        Some(_) | None => Value::Object(Map::new()),
    };
    let value = serde_json::from_str(value).unwrap_or_else(|_| Value::from(value));
    let mut place = &mut whole;
    for name in path.split('.') {
        if place.is_null() {
            *place = Value::Object(Map::new());
        }
        let Value::Object(object) = place else {
            return Err(format!(
                "has no place for {}: there is no object",
                Clean::new(path)
            ));
        };
        place = object.entry(name).or_insert(Value::Null);
    }
    match place {
        Value::Null => *place = value,
        Value::Array(items) => items.push(value),
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
            *place = Value::Array(vec![place.take(), value]);
        }
    }
    Ok(Argument::Json(whole))
}

fn json(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| {
        format!(
            "is not JSON (line {}, column {})",
            error.line(),
            error.column()
        )
    })
}

fn warn(name: &str) {
    // Nobody listens where standard error is closed.
    let _ = writeln!(
        io::stderr(),
        "usher: a secret in {name} stands on the command line, where others on this machine can read it: \
         give it from a file (@FILE), from standard input (@-) or, by --param, from a variable (env:NAME)"
    );
}

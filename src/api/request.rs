use std::fmt;

use serde_json::{Map, Value};
use url::Url;

use super::{
    Argument, Arguments, Body, Field, FieldProblem, Kind, MASK, Method, Operation, Place, Problem,
    Reason, Segment, logged::masked,
};
use crate::domain::Clean;

/// A request that was checked against its operation and can be sent: everything but the base URL, the credential and
/// the headers that the program makes itself.
pub struct Request {
    operation: &'static Operation,
    segments: Vec<Segment>,
    query: Vec<(&'static str, String)>,
    headers: Vec<(&'static str, String)>,
    body: Option<Vec<u8>>,
}

impl Request {
    /// Builds the request, or says what is wrong before anything is sent.
    ///
    /// # Errors
    /// [`Reason::NotSent`] for a value that the operation has no field for, [`Reason::Fields`] for what is missing or
    /// wrong, with each field's problem.
    pub fn new(operation: &'static Operation, arguments: &Arguments) -> Result<Self, Problem> {
        if let Some((name, _)) = arguments
            .iter()
            .find(|(name, _)| operation.field(name).is_none())
        {
            let message = format!("it has no field called {name}");
            return Err(Problem::new(operation, Reason::NotSent, message));
        }
        let wrong = field_problems(operation, arguments);
        if !wrong.is_empty() {
            return Err(Problem::of_fields(operation, wrong));
        }
        Self::unchecked(operation, arguments)
    }

    /// The same request to be shown: there are three stars in it for every secret.
    ///
    /// # Errors
    /// The same: what can't be sent is not shown either.
    pub fn masked(operation: &'static Operation, arguments: &Arguments) -> Result<Self, Problem> {
        Self::new(operation, arguments)?;
        Self::unchecked(operation, &arguments.masked())
    }

    /// The same request for the log: the names of all values, and those values that are known to be harmless. Nothing else
    /// of it is left, so that it may be kept.
    ///
    /// # Errors
    /// The same.
    pub fn for_log(operation: &'static Operation, arguments: &Arguments) -> Result<Self, Problem> {
        let fields = operation.fields.iter();
        let mut known = Arguments::NONE;
        for (field, value) in fields.filter_map(|field| Some((field, arguments.get(field.name)?))) {
            known.set(field.name, harmless(field, value));
        }
        Self::unchecked(operation, &known)
    }

    fn unchecked(operation: &'static Operation, arguments: &Arguments) -> Result<Self, Problem> {
        Ok(Self {
            operation,
            segments: segments(operation, arguments)?,
            query: pairs(operation, arguments, Place::Query),
            headers: pairs(operation, arguments, Place::Header),
            body: body(operation, arguments),
        })
    }

    /// The operation that is carried out.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The HTTP method.
    pub fn method(&self) -> Method {
        self.operation.method
    }

    /// The headers that come from arguments, by name. One that the program makes itself is among them only if somebody
    /// wants another value for it.
    pub fn headers(&self) -> &[(&'static str, String)] {
        &self.headers
    }

    /// The JSON body, where there is one.
    pub fn body(&self) -> Option<&[u8]> {
        self.body.as_deref()
    }

    /// The full URL below a base, whose own path is kept as a prefix.
    ///
    /// # Errors
    /// [`Reason::NotSent`] when nothing can stand below the base, as with `mailto:`.
    pub fn url(&self, base: &Url) -> Result<Url, Problem> {
        let mut url = base.clone();
        url.set_fragment(None);
        url.set_query(None);
        url.path_segments_mut()
            .map_err(|()| {
                let message = "the base URL can't have a path";
                Problem::new(self.operation, Reason::NotSent, message)
            })?
            .pop_if_empty()
            .extend(self.segments.iter().map(Segment::as_str));
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
        Ok(url)
    }
}

impl fmt::Debug for Request {
    /// Shows what is asked and which values are given, but none of the values.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = |pairs: &[(&'static str, String)]| -> Vec<&'static str> {
            pairs.iter().map(|(name, _)| *name).collect()
        };
        f.debug_struct("Request")
            .field("method", &self.operation.method.as_str())
            .field("path", &self.operation.path)
            .field("query", &names(&self.query))
            .field("headers", &names(&self.headers))
            .field("has_body", &self.body.is_some())
            .finish_non_exhaustive()
    }
}

/// A value as the log keeps it. What a path or a query is for is told by the catalogue; of a body, and of a header, the
/// name must be known to be harmless as well.
fn harmless(field: &Field, value: &Argument) -> Argument {
    let stars = || Argument::Text(MASK.to_owned());
    match field.place {
        _ if field.is_secret() || matches!(value, Argument::Secret(_)) => stars(),
        Place::Path | Place::Query => value.clone(),
        Place::Header if field.is_made() => value.clone(),
        Place::Header => stars(),
        Place::Body => {
            let place: Vec<&str> = field.wire_name().split('.').collect();
            Argument::Json(masked(&place, json(value)))
        }
    }
}

fn asked(operation: &'static Operation) -> impl Iterator<Item = &'static Field> {
    operation.fields.iter().filter(|field| !field.is_made())
}

fn field_problems(operation: &'static Operation, arguments: &Arguments) -> Vec<FieldProblem> {
    asked(operation)
        .filter_map(|field| {
            let message = match arguments.get(field.name) {
                None => field.required.then(|| "is needed".to_owned()),
                Some(value) if field.required && Field::is_blank(value) => {
                    Some("is needed".to_owned())
                }
                Some(value) => check(field, value).err(),
            }?;
            Some(FieldProblem {
                field: Clean::from(field.name),
                message: Clean::from(format!("{} {message}", field.label)),
            })
        })
        .collect()
}

/// Besides the field's own check: an id that is a number may come as the text that a list showed, and a value that goes
/// into a path or a header must be able to stand there.
fn check(field: &Field, value: &Argument) -> Result<(), String> {
    match (field.place, field.kind, value) {
        (Place::Path, Kind::Integer, Argument::Text(text)) => match text.parse::<i64>() {
            Ok(_) => Ok(()),
            Err(_) => Err("must be a whole number".to_owned()),
        },
        (Place::Path, _, _) => {
            field.check(value)?;
            Segment::new(&texts(value).concat())
                .map(|_| ())
                .map_err(|error| format!("can't be sent: {error}"))
        }
        (Place::Header, _, _) => {
            field.check(value)?;
            if texts(value).concat().chars().any(char::is_control) {
                return Err("has control characters".to_owned());
            }
            Ok(())
        }
        (Place::Query | Place::Body, _, _) => field.check(value),
    }
}

fn segments(operation: &Operation, arguments: &Arguments) -> Result<Vec<Segment>, Problem> {
    operation
        .path
        .split('/')
        .skip(1)
        .map(|part| {
            let name = part
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'));
            let text = match name {
                Some(name) => arguments
                    .get(name)
                    .map(|value| texts(value).concat())
                    .unwrap_or_default(),
                None => part.to_owned(),
            };
            Segment::new(&text).map_err(|error| {
                let message = format!("{part} of the path can't be filled: {error}");
                Problem::new(operation, Reason::NotSent, message)
            })
        })
        .collect()
}

fn pairs(
    operation: &'static Operation,
    arguments: &Arguments,
    place: Place,
) -> Vec<(&'static str, String)> {
    let fields = operation.fields.iter();
    fields
        .filter(|field| field.place == place)
        .filter_map(|field| Some((field, arguments.get(field.name)?)))
        .flat_map(|(field, value)| {
            texts(value)
                .into_iter()
                .map(|text| (field.wire_name(), text))
        })
        .collect()
}

/// A value as texts; several for a list, which becomes a repeated key.
fn texts(value: &Argument) -> Vec<String> {
    match value {
        Argument::Text(text) => vec![text.clone()],
        Argument::Secret(secret) => vec![secret.expose().to_owned()],
        Argument::Flag(flag) => vec![flag.to_string()],
        Argument::Integer(number) => vec![number.to_string()],
        Argument::Texts(texts) => texts.clone(),
        Argument::Integers(numbers) => numbers.iter().map(i64::to_string).collect(),
        Argument::Json(value) => vec![value.to_string()],
    }
}

fn body(operation: &'static Operation, arguments: &Arguments) -> Option<Vec<u8>> {
    match operation.body {
        Body::None => None,
        Body::Empty => Some(b"{}".to_vec()),
        Body::Fields => {
            let mut object = Map::new();
            for field in asked(operation).filter(|field| field.place == Place::Body) {
                if let Some(value) = arguments.get(field.name) {
                    insert(&mut object, field.wire_name(), json(value));
                }
            }
            Some(Value::Object(object).to_string().into_bytes())
        }
    }
}

/// Puts a value where a dotted name leads, making the objects on the way.
fn insert(object: &mut Map<String, Value>, name: &str, value: Value) {
    match name.split_once('.') {
        None => {
            object.insert(name.to_owned(), value);
        }
        Some((outer, inner)) => {
            let nested = object
                .entry(outer)
                .or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(nested) = nested {
                insert(nested, inner, value);
            }
        }
    }
}

fn json(value: &Argument) -> Value {
    match value {
        Argument::Text(text) => Value::from(text.as_str()),
        Argument::Secret(secret) => Value::from(secret.expose()),
        Argument::Flag(flag) => Value::from(*flag),
        Argument::Integer(number) => Value::from(*number),
        Argument::Texts(texts) => Value::from(texts.clone()),
        Argument::Integers(numbers) => Value::from(numbers.clone()),
        Argument::Json(value) => value.clone(),
    }
}

#[cfg(test)]
mod tests;

use jiff::Timestamp;
use serde_json::Value;

use super::{Problem, Reason, excerpt::first_words};
use crate::{
    api::{FieldProblem, Headers, Operation, reply},
    domain::{Clean, Provider},
};

impl Problem {
    /// Reads an answer that is not a success: any of the vendors' own shapes, a proxy's page, or nothing at all.
    pub fn from_response(
        operation: &Operation,
        status: u16,
        headers: &Headers,
        body: &[u8],
    ) -> Self {
        let said = Said::new(operation, status, body);
        Self {
            status: Some(status),
            code: said.code,
            fields: said.fields,
            request_id: headers.request_id.as_deref().map(Clean::from),
            ..Self::new(operation, Reason::Refused, said.message)
        }
        .with_reason(operation, status, headers)
    }

    fn with_reason(mut self, operation: &Operation, status: u16, headers: &Headers) -> Self {
        let none_yet =
            operation.provider == Provider::Koyeb && self.message.raw() == "No GitHub Installation";
        self.reason = match status {
            401 if !operation.auth.is_needed() => Reason::Refused,
            401 => Reason::SignIn,
            403 => Reason::Forbidden,
            404 | 410 => Reason::NotFound,
            400 if none_yet => Reason::NotFound,
            400..=499 if status == 429 => Reason::Limited(headers.asked_until(Timestamp::now())),
            400 | 422 if !self.fields.is_empty() => Reason::Fields,
            300..=499 => Reason::Refused,
            500..=599 if operation.method.writes() => Reason::Unconfirmed,
            500..=599 => Reason::Server,
            _ => Reason::Unreadable,
        };
        self
    }
}

/// What the body of the answer says.
struct Said {
    code: Option<Clean>,
    message: Clean,
    fields: Vec<FieldProblem>,
}

impl Said {
    fn new(operation: &Operation, status: u16, body: &[u8]) -> Self {
        match reply::json(body) {
            Ok(Value::Object(object)) => Self::in_json(operation, status, &Value::Object(object)),
            Ok(Value::String(text)) => Self::in_words(status, text.as_bytes()),
            Ok(_) => Self::in_words(status, b""),
            Err(_) => Self::in_words(status, body),
        }
    }

    fn in_words(status: u16, text: &[u8]) -> Self {
        Self {
            code: None,
            message: first_words(text).map_or_else(|| silence(status), Clean::from),
            fields: Vec::new(),
        }
    }

    /// Koyeb's `{status, code, message, fields}` and `{code, message, details}`, Tripartie's `{type, title, detail,
    /// violations}`, `{code, message}` and `{message}`, Contabo's `{statusCode, message}`, and the
    /// `{error, error_description}` of its sign-in.
    fn in_json(operation: &Operation, status: u16, body: &Value) -> Self {
        let mut fields: Vec<FieldProblem> = ["fields", "violations"]
            .iter()
            .filter_map(|name| body.get(name)?.as_array())
            .flatten()
            .filter_map(|item| field_problem(operation, item))
            .collect();
        let message = said_in(body);
        if operation.provider == Provider::Contabo && fields.is_empty() {
            let sentences = message.as_deref().unwrap_or_default().split("; ");
            fields.extend(sentences.filter_map(|sentence| in_sentence(operation, sentence)));
        }
        let message = message
            .map(Clean::from)
            .filter(|words| !words.as_str().trim().is_empty());
        let from_fields = || {
            let sentences: Vec<String> = fields
                .iter()
                .map(|field| format!("{}: {}", field.field.raw(), field.message.raw()))
                .collect();
            (!sentences.is_empty()).then(|| Clean::from(sentences.join("; ")))
        };
        Self {
            code: code(body, status),
            message: message
                .or_else(from_fields)
                .unwrap_or_else(|| silence(status)),
            fields,
        }
    }
}

/// The vendor's words; several of them are parted by semicolons.
fn said_in(body: &Value) -> Option<String> {
    let several = body.get("message").and_then(Value::as_array);
    let texts: Vec<&str> = several
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let text = if texts.is_empty() {
        let names = ["message", "detail", "error_description", "title", "error"];
        first_text(body, &names)?.trim().replace('\n', "; ")
    } else {
        texts.join("; ")
    };
    (!text.is_empty()).then_some(text)
}

fn first_text<'a>(body: &'a Value, names: &[&str]) -> Option<&'a str> {
    names
        .iter()
        .find_map(|name| body.get(name)?.as_str().filter(|text| !text.is_empty()))
}

/// The vendor's own code; one that only repeats the status says nothing.
fn code(body: &Value, status: u16) -> Option<Clean> {
    let code = body.get("code").or_else(|| body.get("error"))?;
    let code = match code {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
    };
    (!code.is_empty() && code != status.to_string()).then(|| Clean::from(code))
}

fn field_problem(operation: &Operation, item: &Value) -> Option<FieldProblem> {
    let name = first_text(item, &["field", "propertyPath"])?;
    let message = first_text(item, &["description", "message"]).unwrap_or("is wrong");
    Some(FieldProblem {
        field: Clean::from(known_name(operation, name)),
        message: Clean::from(message),
    })
}

/// The name as the catalogue has it, where the vendor means one of its fields.
fn known_name<'a>(operation: &Operation, name: &'a str) -> &'a str {
    operation
        .field_called(name)
        .map_or(name, |field| field.name)
}

/// Contabo has no place for fields: its sentences begin with their names (`email must be an email`, `each value in roles
/// must be ...`).
fn in_sentence(operation: &Operation, sentence: &str) -> Option<FieldProblem> {
    let rest = sentence.strip_prefix("each value in ").unwrap_or(sentence);
    let (name, message) = rest.split_once(' ')?;
    let field = operation.field_called(name)?;
    Some(FieldProblem {
        field: Clean::from(field.name),
        message: Clean::from(message),
    })
}

fn silence(status: u16) -> Clean {
    Clean::from(match status {
        300..=399 => format!("the answer is a redirect ({status}), which is not followed"),
        _ => format!("the answer is {status} and says nothing more"),
    })
}

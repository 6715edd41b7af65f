//! Answers of the vendors with other texts in them.

use std::sync::OnceLock;

use serde_json::{Value, json};
use usher_tui::api::{Arguments, Headers, Operation, Page, Problem, Raw, Reason, Reply, Rows};

use crate::golden::Golden;

/// The sandbox's answers, collected once.
pub fn golden() -> &'static Golden {
    static GOLDEN: OnceLock<Golden> = OnceLock::new();
    GOLDEN.get_or_init(|| {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(Golden::collect())
    })
}

/// The ends of names whose values say which kind a record is, or when something was: they stay.
const KEPT: [&str; 3] = ["status", "At", "_at"];
/// The ends of names whose values address a record: each row gets its own.
const IDS: [&str; 3] = ["id", "Id", "identifier"];

/// What the vendor answers to an operation, with every text replaced and a list made so long. Each row has ids of its own.
pub fn of(
    operation: &Operation,
    rows: usize,
    text: &mut dyn FnMut(usize) -> String,
) -> Result<Reply, Problem> {
    let known = golden()
        .replies
        .iter()
        .find(|(known, _)| known.id == operation.id);
    let mut body = known.map_or(Value::Null, |(_, body)| body.clone());
    match list(&mut body) {
        Some(items) => {
            let first = items.first().cloned().unwrap_or(json!({}));
            *items = vec![first; rows];
            for (row, item) in items.iter_mut().enumerate() {
                replace(item, "", row, text);
            }
        }
        None => replace(&mut body, "", 0, text),
    }
    let (headers, body) = (Headers::default(), body.to_string());
    let raw = Raw {
        headers: &headers,
        body: body.as_bytes(),
    };
    let reply = operation.read(&Arguments::NONE, &raw);
    reply.map_err(|error| Problem::new(operation, Reason::Unreadable, error.to_string()))
}

/// The rows of a list operation.
pub fn rows(operation: &Operation, count: usize, text: &mut dyn FnMut(usize) -> String) -> Rows {
    match of(operation, count, text) {
        Ok(Reply::Page(Page { rows, .. })) => rows,
        other => panic!("{} is no list: {other:?}", operation.id),
    }
}

fn list(body: &mut Value) -> Option<&mut Vec<Value>> {
    match body {
        Value::Array(items) => Some(items),
        Value::Object(object) => object.values_mut().find_map(Value::as_array_mut),
        _ => None,
    }
}

fn replace(value: &mut Value, name: &str, row: usize, text: &mut dyn FnMut(usize) -> String) {
    let ends = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
    match value {
        Value::String(_) if ends(&KEPT) => {}
        Value::String(id) if ends(&IDS) => id.push_str(&row.to_string()),
        Value::String(known) => *known = text(row),
        Value::Number(id) if ends(&IDS) => {
            *value = json!(id.as_u64().unwrap_or(0) + u64::try_from(row).unwrap());
        }
        Value::Array(items) => {
            for item in items {
                replace(item, name, row, text);
            }
        }
        Value::Object(object) => {
            for (name, value) in object {
                replace(value, name, row, text);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

//! Holds every answer against the vendor's own description: types, choices, what must be there and what may not.
//!
//! The descriptions are read from `../shared/api`; where they are not there, nothing is checked and a line says so.

use std::{fs, path::Path, sync::OnceLock};

use jiff::Timestamp;
use reqwest::header::HeaderMap;
use serde_json::Value;

/// What the vendors answer though their descriptions don't have it: an inviter who is gone is null at Koyeb.
const KNOWN: &[&str] = &["inviter: null"];

/// An answer to check.
pub struct Answer<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub status: u16,
    pub headers: &'a HeaderMap,
    pub body: &'a Value,
}

/// Panics with everything that the description doesn't allow.
pub fn check(answer: &Answer) {
    let Some(document) = document(answer.path) else {
        return;
    };
    let Some(operation) = operation(document, answer) else {
        assert!(
            answer.status >= 400,
            "{} {} is not described",
            answer.method,
            answer.path
        );
        return;
    };
    let responses = &operation["responses"];
    let response = match &responses[answer.status.to_string()] {
        Value::Null => &responses["default"],
        described => described,
    };
    if response.is_null() {
        assert!(
            answer.status >= 400,
            "{} is not described for {}",
            answer.status,
            answer.path
        );
        return;
    }
    let schema = match &response["schema"] {
        Value::Null => &response["content"]["application/json"]["schema"],
        schema => schema,
    };
    let mut wrong = Vec::new();
    if !answer.body.is_null() || !schema.is_null() {
        compare(document, schema, answer.body, "body", &mut wrong);
    }
    for name in keys(&response["headers"]) {
        if !answer.headers.contains_key(name) {
            wrong.push(format!("header {name} is missing"));
        }
    }
    wrong.retain(|line| !KNOWN.iter().any(|known| line.ends_with(known)));
    assert!(
        wrong.is_empty(),
        "{} {}: {wrong:#?}",
        answer.method,
        answer.path
    );
}

/// The description of the vendor that has a path.
fn document(path: &str) -> Option<&'static Value> {
    static DOCUMENTS: OnceLock<Option<[Value; 3]>> = OnceLock::new();
    let documents = DOCUMENTS.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let read = |name| {
            let file = |up: &str| fs::read_to_string(root.join(up).join("shared/api").join(name));
            let text = file("..").or_else(|_| file("../..")).ok()?;
            serde_json::from_str(&text).ok()
        };
        let all = [
            read("koyeb.json"),
            read("tripartie.json"),
            read("contabo.json"),
        ];
        let [Some(koyeb), Some(tripartie), Some(contabo)] = all else {
            println!("skipped: the vendors' descriptions are not there");
            return None;
        };
        Some([koyeb, tripartie, contabo])
    });
    let [koyeb, tripartie, contabo] = documents.as_ref()?;
    match path.split('/').nth(1)? {
        "v1" if path.starts_with("/v1/users") => Some(contabo),
        "v1" | "v2" => Some(koyeb),
        "auth" => None,
        _ => Some(tripartie),
    }
}

/// The operation of an answer: of those that match, the one with the fewest placeholders.
fn operation<'a>(document: &'a Value, answer: &Answer) -> Option<&'a Value> {
    let parts: Vec<&str> = answer.path.split('/').collect();
    let fits = |template: &str| {
        let names: Vec<&str> = template.split('/').collect();
        names.len() == parts.len()
            && names
                .iter()
                .zip(&parts)
                .all(|(name, part)| name.starts_with('{') || name == part)
    };
    let found = keys(&document["paths"]).filter(|path| fits(path));
    let path = found.min_by_key(|path| path.matches('{').count())?;
    document["paths"][path].get(answer.method.to_lowercase())
}

fn compare(document: &Value, schema: &Value, value: &Value, place: &str, wrong: &mut Vec<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let schema = document.pointer(reference.trim_start_matches('#')).unwrap();
        return compare(document, schema, value, place, wrong);
    }
    if value.is_null() {
        if schema["nullable"] != true {
            wrong.push(format!("{place}: null"));
        }
        return;
    }
    let kind = schema["type"].as_str().unwrap_or("object");
    let fits = match kind {
        "string" => value.is_string(),
        "integer" => value.is_i64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        _ => value.is_object(),
    };
    if !fits {
        return wrong.push(format!("{place}: {value} is no {kind}"));
    }
    if schema["enum"]
        .as_array()
        .is_some_and(|choices| !choices.contains(value))
    {
        wrong.push(format!("{place}: {value} is no choice"));
    }
    if schema["format"] == "date-time" && value.as_str().unwrap().parse::<Timestamp>().is_err() {
        wrong.push(format!("{place}: {value} is no time"));
    }
    for row in value.as_array().into_iter().flatten() {
        compare(
            document,
            &schema["items"],
            row,
            &format!("{place}[]"),
            wrong,
        );
    }
    for name in schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
    {
        if value.get(name).is_none() {
            wrong.push(format!("{place}: {name} is missing"));
        }
    }
    // An object without described properties is free.
    for name in keys(value).filter(|_| schema["properties"].is_object()) {
        match &schema["properties"][name] {
            Value::Null => wrong.push(format!("{place}: {name} is not described")),
            schema => compare(
                document,
                schema,
                &value[name],
                &format!("{place}.{name}"),
                wrong,
            ),
        }
    }
}

fn keys(value: &Value) -> impl Iterator<Item = &str> {
    value
        .as_object()
        .into_iter()
        .flat_map(|object| object.keys().map(String::as_str))
}

use std::process::ExitCode;

use serde_json::{Value, json};
use usher_tui::api::{Field, Operation, Place, catalogue};

use super::print;

/// Prints the catalogue, as a table for people or as JSON for programs.
pub fn list(json: bool) -> anyhow::Result<ExitCode> {
    let text = if json { as_json()? } else { as_table() };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn as_json() -> anyhow::Result<String> {
    let operations: Vec<Value> = catalogue().map(operation).collect();
    let mut text = serde_json::to_string_pretty(&operations)?;
    text.push('\n');
    Ok(text)
}

fn operation(operation: &Operation) -> Value {
    let parameters: Vec<Value> = operation.fields.iter().map(parameter).collect();
    json!({
        "id": operation.id,
        "title": operation.title,
        "provider": operation.provider,
        "method": operation.method.as_str(),
        "path": operation.path,
        "parameters": parameters,
        "legacy": operation.legacy,
    })
}

fn parameter(field: &Field) -> Value {
    json!({
        "name": field.name,
        "in": match field.place {
            Place::Path => "path",
            Place::Query => "query",
            Place::Header => "header",
            Place::Body => "body",
        },
        "required": field.required,
        "secret": field.is_secret(),
    })
}

fn as_table() -> String {
    let width = |column: fn(&Operation) -> &str| {
        let lengths = catalogue().map(|operation| column(operation).len());
        lengths.max().unwrap_or_default()
    };
    let (ids, titles) = (width(|it| it.id), width(|it| it.title));
    let line = |it: &Operation| {
        let method = it.method.as_str();
        format!(
            "{:ids$}  {:titles$}  {method:6}  {}",
            it.id, it.title, it.path
        )
    };
    let mut lines: Vec<String> = catalogue().map(line).collect();
    lines.push(String::new());
    lines.join("\n")
}

use std::process::ExitCode;

use serde_json::{Map, Value, json};
use usher_tui::api::{Auth, Body, Field, Guard, Home, Operation, Paging, catalogue};

use super::{kind, print};

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
        "provider": operation.provider,
        "method": operation.method.as_str(),
        "path": operation.path,
        "parameters": parameters,
        "title": operation.title,
        "home": home(operation.home),
        "guard": guard(operation.guard),
        "warning": operation.warning,
        "credential": credential(operation.auth),
        "body": body(operation.body),
        "pages": operation.paging != Paging::None,
        "legacy": operation.legacy,
    })
}

/// What the program makes itself is not required of anybody, though the vendor requires it.
fn parameter(field: &Field) -> Value {
    let mut parameter = Map::new();
    let mut put = |name: &str, value: Value| parameter.insert(name.to_owned(), value);
    put("name", json!(field.wire_name()));
    put("in", json!(kind::place(field.place)));
    put("required", json!(field.required && !field.is_made()));
    put("secret", json!(field.is_secret()));
    put("param", json!(field.name));
    put("kind", json!(kind::name(field.kind)));
    if let Some(choices) = kind::choices(field.kind) {
        put("choices", json!(choices));
    }
    let (min, max) = kind::limits(field.kind);
    if let Some(min) = min {
        put("min_length", json!(min));
    }
    if let Some(max) = max {
        put("max_length", json!(max));
    }
    put("label", json!(field.label));
    if !field.help.is_empty() {
        put("help", json!(field.help));
    }
    Value::Object(parameter)
}

fn home(home: Home) -> &'static str {
    match home {
        Home::Users => "users",
        Home::Organizations => "organizations",
        Home::Invitations => "invitations",
        Home::Credentials => "credentials",
        Home::Session => "session",
    }
}

fn guard(guard: Guard) -> &'static str {
    match guard {
        Guard::Read => "read",
        Guard::Write => "write",
        Guard::YesNo => "yes_no",
        Guard::TypeName => "type_name",
        Guard::Undo => "undo",
    }
}

fn credential(auth: Auth) -> &'static str {
    match auth {
        Auth::Public => "none",
        Auth::Optional => "optional_token",
        Auth::Token => "token",
        Auth::Persona => "persona_token",
    }
}

fn body(body: Body) -> &'static str {
    match body {
        Body::None => "none",
        Body::Empty => "empty",
        Body::Fields => "fields",
    }
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

//! What does not stand in the journal.

use serde_json::Value;
use usher_tui::{
    api::{Argument, Arguments, Change, Kind, Operation, Place, catalogue},
    domain::Secret,
    worker::{Access, Limits},
};

use crate::{
    Desk,
    client::{Client, profile, sandbox},
    sample,
};

pub fn new_user(email: &str) -> Arguments {
    Arguments::NONE
        .text("firstName", "New")
        .text("lastName", "User")
        .text("email", email)
        .with("enabled", Argument::Flag(true))
        .with("totp", Argument::Flag(false))
        .text("locale", "en")
}

/// A value for each field; what is free in it can't be taken for anything else.
fn arguments(operation: &Operation) -> (Arguments, Vec<String>) {
    let (mut arguments, mut told) = (sample::fullest(operation), Vec::new());
    for field in operation.fields.iter().filter(|field| !field.is_made()) {
        let is_id = field.place == Place::Path && !field.is_secret();
        let free = |min: usize, max: usize| {
            let text = format!("zq{:04}xv", told.len());
            text.chars()
                .cycle()
                .take(text.len().clamp(min, max))
                .collect()
        };
        let text: String = match field.kind {
            _ if is_id => continue,
            Kind::Text { min, max } | Kind::Secret { min, max } if max >= 8 => free(min, max),
            Kind::Email { .. } => format!("{}@example.com", free(0, 8)),
            _ => continue,
        };
        told.push(text.clone());
        arguments.set(
            field.name,
            if field.is_secret() {
                Argument::Secret(Secret::new(text))
            } else {
                Argument::Text(text)
            },
        );
    }
    (arguments, told)
}

#[tokio::test]
async fn no_value_of_any_change_stands_in_it() {
    let desk = Desk::new();
    let sandbox = sandbox().await;
    let mut client = Client::with(
        desk.of(profile(&sandbox)),
        Access::ReadWrite,
        Limits::default(),
    );
    let (mut changes, mut hidden) = (0, 0);
    for operation in catalogue().filter(|operation| Change::is_recorded(operation)) {
        let (arguments, values) = arguments(operation);
        let before = desk.lines().len();
        let _ = client.call(operation, arguments).await;
        let lines = desk.lines();
        for line in &lines[before..] {
            let text = line.to_string();
            for value in &values {
                assert!(!text.contains(value), "{}: {value} in {text}", operation.id);
            }
        }
        changes += usize::from(lines.len() > before);
        hidden += values.len();
        for name in texts_of(&lines[before..], "fields") {
            assert!(operation.field(&name).is_some(), "{}: {name}", operation.id);
        }
    }
    for secret in [
        &sandbox.addresses().koyeb.token,
        &sandbox.addresses().tripartie.token,
        &sandbox.addresses().contabo.client_secret,
        &sandbox.addresses().contabo.password,
    ] {
        assert!(!desk.text().contains(secret.as_str()));
    }
    assert!(changes > 35, "{changes}");
    println!("{changes} operations with {hidden} values: none of the values in the journal");
}

fn texts_of(lines: &[Value], name: &str) -> Vec<String> {
    let lists = lines.iter().filter_map(|line| line.get(name)?.as_array());
    let texts = lists.flatten().filter_map(Value::as_str);
    texts.map(str::to_owned).collect()
}

//! The replies that the sandbox gives: each operation is called with what is there, and what went well is kept.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use usher_tui::{
    api::{Argument, Arguments, Kind, Operation, Place, catalogue},
    config::Profile,
    sandbox::{Options, Sandbox},
    worker::{Access, Direct},
};

use crate::sample;

pub struct Golden {
    /// What an operation was answered, lists cut to a few rows.
    pub replies: Vec<(&'static Operation, Value)>,
    /// How the vendors refuse.
    pub refusals: Vec<Value>,
}

impl Golden {
    pub async fn collect() -> Self {
        let sandbox = Sandbox::start(Options::default()).await.unwrap();
        let profile = Profile::demo(sandbox.addresses()).unwrap();
        let direct = Direct::new(profile, Access::ReadWrite);
        let (mut replies, mut ids) = (Vec::new(), BTreeMap::new());
        // First what can be called without an id, then what can with those that were seen, the destructive last.
        for with_ids in [false, true] {
            let mut operations: Vec<_> = catalogue()
                .filter(|operation| operation.path.contains('{') == with_ids)
                .collect();
            operations.sort_by_key(|operation| {
                (operation.changes(), operation.method.as_str() == "DELETE")
            });
            for operation in operations {
                let arguments = arguments(operation, &ids);
                let Ok(reply) = direct.call(operation, &arguments).await else {
                    continue;
                };
                if let Ok(mut body) = serde_json::from_str(&reply.body) {
                    shorten(&mut body);
                    learn(operation, &body, &mut ids);
                    replies.push((operation, body));
                }
            }
        }
        Self {
            replies,
            refusals: refusals(),
        }
    }
}

/// What the vendors say when they refuse, each in its ways.
fn refusals() -> Vec<Value> {
    vec![
        json!({"status": 400, "code": "invalid_argument", "message": "no", "fields": [{"field": "name", "description": "too long"}]}),
        json!({"code": 5, "message": "Not Found", "details": []}),
        json!({"type": "https://tools.ietf.org/html/rfc2616#section-10", "title": "An error occurred", "detail": "email: not valid", "violations": [{"propertyPath": "email", "message": "not valid"}]}),
        json!({"code": 401, "message": "Expired JWT Token"}),
        json!({"statusCode": 400, "message": ["email must be an email", "CANARY"]}),
        json!({"error": "invalid_grant", "error_description": "Invalid user credentials"}),
        json!("no"),
        json!([{"message": "no"}]),
    ]
}

/// The ids in a reply, by the vendor and the names of paths that they could stand in.
type Ids = BTreeMap<String, String>;

fn learn(operation: &Operation, body: &Value, ids: &mut Ids) {
    let vendor = operation.provider.name();
    match body {
        Value::Array(items) => items.iter().for_each(|item| learn(operation, item, ids)),
        Value::Object(object) => {
            for (name, value) in object {
                let text = value.as_str().map(str::to_owned);
                let text = text.or_else(|| value.as_i64().map(|number| number.to_string()));
                if let Some(text) = text {
                    let key = format!("{vendor} {:?} {name}", operation.home);
                    ids.entry(key).or_insert(text.clone());
                    ids.entry(format!("{vendor} {name}")).or_insert(text);
                }
                learn(operation, value, ids);
            }
        }
        _ => {}
    }
}

fn arguments(operation: &Operation, ids: &Ids) -> Arguments {
    let path = operation
        .fields
        .iter()
        .filter(|field| field.place == Place::Path);
    path.fold(sample::smallest(operation), |arguments, field| {
        let vendor = operation.provider.name();
        let near = format!("{vendor} {:?} {}", operation.home, field.name);
        let any = format!("{vendor} {}", field.name);
        let known = ids.get(&near).or_else(|| ids.get(&any));
        match (known, field.kind) {
            (Some(id), Kind::Integer) => match id.parse() {
                Ok(number) => arguments.with(field.name, Argument::Integer(number)),
                Err(_) => arguments,
            },
            (Some(id), Kind::Text { .. }) => arguments.text(field.name, id),
            _ => arguments,
        }
    })
}

/// A few rows are as good as many.
fn shorten(value: &mut Value) {
    match value {
        Value::Array(items) => {
            items.truncate(2);
            items.iter_mut().for_each(shorten);
        }
        Value::Object(object) => object.values_mut().for_each(shorten),
        _ => {}
    }
}

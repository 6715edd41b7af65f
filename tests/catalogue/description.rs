//! Every field of every operation against the vendor's own description, both ways.

use std::collections::BTreeMap;

use serde_json::Value;
use usher_tui::{
    api::{Auth, Body, Field, Kind, Operation, Place, catalogue},
    domain::Provider,
};

/// What must never be shown in a form or a log, by operation and field; the descriptions don't mark it.
const SECRETS: &[(&str, &[&str])] = &[
    ("koyeb.update_user_", &["password", "current_password"]),
    ("koyeb.update_password", &["id", "password"]),
    ("koyeb.validate", &["id"]),
    ("koyeb.signup", &["password", "captcha"]),
    ("koyeb.oauth_callback", &["code", "state"]),
    (
        "tripartie.",
        &[
            "captcha",
            "password",
            "plainPassword",
            "newPassword",
            "totpInput",
            "totpChallenge",
            "emailVerificationInput",
        ],
    ),
];

/// A limit that the description only has in words.
const IN_WORDS: &[(&str, &str, usize)] = &[("koyeb.get_oauth_options", "metadata", 400)];

/// What makes no sense without, though the description calls it optional.
const NEEDED: &[(&str, &[&str])] = &[
    ("koyeb.create_organization_invitation", &["email"]),
    ("koyeb.create_organization", &["name"]),
    ("koyeb.update_organization_plan", &["plan"]),
    (
        "koyeb.upsert_signup_qualification",
        &["signup_qualification"],
    ),
    ("koyeb.create_budget", &["amount"]),
    ("koyeb.update_budget", &["amount"]),
    ("koyeb.login_method", &["email"]),
    ("koyeb.reset_password", &["email"]),
    ("koyeb.update_password", &["id", "password"]),
    ("tripartie.authenticate", &["email", "password"]),
    (
        "tripartie.create_api_client",
        &["referenceName", "desiredScopes"],
    ),
];

#[test]
fn every_field_is_as_the_vendors_describe_it() {
    for provider in Provider::ALL {
        let name = provider.name().to_lowercase();
        let Some(text) = crate::shared(&format!("api/{name}.json")) else {
            continue;
        };
        let document = Document(serde_json::from_str(&text).unwrap());
        for operation in catalogue().filter(|operation| operation.provider == provider) {
            assert_eq!(
                catalogued(operation),
                document.described(operation),
                "{}",
                operation.id
            );
        }
    }
}

/// A field in the words that both sides have in common: place and name, then the rest.
type Fields = BTreeMap<String, String>;

fn catalogued(operation: &Operation) -> Fields {
    let fields = operation.fields.iter().map(|field| {
        let required = if field.required { " required" } else { "" };
        let secret = if field.is_secret() { " secret" } else { "" };
        let words = format!("{}{required}{secret}", kind(operation, field));
        (format!("{:?} {}", field.place, field.wire_name()), words)
    });
    let body = match operation.body {
        Body::None => "none",
        Body::Empty => "empty",
        Body::Fields => "fields",
    };
    fields
        .chain([
            ("has body".to_owned(), body.to_owned()),
            (
                "persona".to_owned(),
                (operation.auth == Auth::Persona).to_string(),
            ),
        ])
        .collect()
}

/// The kind as a schema would say it. What the description calls a text may be an e-mail address or a secret.
fn kind(operation: &Operation, field: &Field) -> String {
    let length = |min: usize, max: usize| {
        let in_words = IN_WORDS.contains(&(operation.id, field.name, max));
        let max = if max == usize::MAX || in_words {
            None
        } else {
            Some(max)
        };
        format!("text {min} {max:?}")
    };
    match field.kind {
        Kind::Text { min, max } | Kind::Secret { min, max } => length(min, max),
        Kind::Digits | Kind::Money | Kind::Duration => length(0, usize::MAX),
        Kind::Email { max: 254 } => "text email None".to_owned(),
        Kind::Email { max } => format!("text email {:?}", Some(max)),
        Kind::Json => "object".to_owned(),
        Kind::Choice(choices) => format!("choice {}", sorted(choices)),
        Kind::Ticks(choices) => format!("ticks {}", sorted(choices)),
        Kind::Texts => "texts".to_owned(),
        Kind::Integers | Kind::Roles => "integers".to_owned(),
        Kind::Flag => "boolean".to_owned(),
        Kind::Integer => "integer".to_owned(),
        Kind::Time => "date-time".to_owned(),
        Kind::Date => "date".to_owned(),
        Kind::Made => "made".to_owned(),
    }
}

fn sorted(choices: &[&str]) -> String {
    let mut choices = choices.to_vec();
    choices.sort_unstable();
    choices.dedup();
    choices.join(" ")
}

/// A Swagger or `OpenAPI` document.
struct Document(Value);

impl Document {
    fn described(&self, operation: &Operation) -> Fields {
        let method = operation.method.as_str().to_lowercase();
        let described = &self.0["paths"][operation.path][&method];
        assert!(described.is_object(), "{} is described", operation.id);
        let mut fields = Fields::new();
        let mut body =
            self.resolve(&described["requestBody"]["content"]["application/json"]["schema"]);
        for parameter in described["parameters"].as_array().into_iter().flatten() {
            let schema = self.resolve(parameter.get("schema").unwrap_or(parameter));
            let place = match text(parameter, "in") {
                "path" => Place::Path,
                "query" => Place::Query,
                "header" => Place::Header,
                "body" => {
                    body = schema;
                    continue;
                }
                other => panic!("{} has a parameter in {other}", operation.id),
            };
            let required = parameter["required"] == true;
            let leaf = Leaf {
                place,
                name: text(parameter, "name").to_owned(),
                required,
            };
            fields.extend([self.field(operation, &leaf, schema)]);
        }
        let before = fields.len();
        self.properties(operation, body, "", true, &mut fields);
        let words = match body {
            Value::Null => "none",
            _ if fields.len() == before => "empty",
            _ => "fields",
        };
        fields.insert("has body".to_owned(), words.to_owned());
        let persona = described["security"][0].get("personaAuthKey").is_some();
        fields.insert("persona".to_owned(), persona.to_string());
        fields
    }

    fn properties(
        &self,
        operation: &Operation,
        schema: &Value,
        prefix: &str,
        required: bool,
        fields: &mut Fields,
    ) {
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let property = self.resolve(property);
            let needed = required && list(&schema["required"]).contains(&name.as_str());
            let name = format!("{prefix}{name}");
            if property["properties"].is_object() {
                self.properties(operation, property, &format!("{name}."), needed, fields);
            } else if property["readOnly"] != true {
                let leaf = Leaf {
                    place: Place::Body,
                    name,
                    required: needed,
                };
                fields.extend([self.field(operation, &leaf, property)]);
            }
        }
    }

    fn field(&self, operation: &Operation, leaf: &Leaf, schema: &Value) -> (String, String) {
        let needed = NEEDED
            .iter()
            .any(|(id, names)| *id == operation.id && names.contains(&leaf.name.as_str()));
        let required = if leaf.required || needed {
            " required"
        } else {
            ""
        };
        let secret = leaf.place != Place::Query
            && SECRETS.iter().any(|(id, names)| {
                operation.id.starts_with(id) && names.contains(&leaf.name.as_str())
            });
        let secret = if secret { " secret" } else { "" };
        let words = format!("{}{required}{secret}", self.kind(leaf, schema));
        (format!("{:?} {}", leaf.place, leaf.name), words)
    }

    fn kind(&self, leaf: &Leaf, schema: &Value) -> String {
        if leaf.place == Place::Header
            && ["x-request-id", "x-trace-id"].contains(&leaf.name.as_str())
        {
            return "made".to_owned();
        }
        let choices = list(&schema["enum"]);
        if !choices.is_empty() {
            return format!("choice {}", sorted(&choices));
        }
        match (text(schema, "type"), text(schema, "format")) {
            ("array", _) => self.items(&schema["items"]),
            ("string", format @ ("date-time" | "date")) => format.to_owned(),
            ("string", _) => {
                let max = schema["maxLength"].as_u64();
                // The query's e-mail may be part of one, where the list is filtered by it.
                let is_email = leaf.name.ends_with("email")
                    && (leaf.place == Place::Body || self.0["swagger"] == "2.0");
                let min = schema["minLength"].as_u64().unwrap_or(0);
                if is_email {
                    format!("text email {max:?}")
                } else {
                    format!("text {min} {max:?}")
                }
            }
            (other, _) => other.to_owned(),
        }
    }

    fn items(&self, items: &Value) -> String {
        let items = self.resolve(items);
        let choices = list(&items["enum"]);
        match text(items, "type") {
            _ if !choices.is_empty() => format!("ticks {}", sorted(&choices)),
            "string" => "texts".to_owned(),
            "integer" => "integers".to_owned(),
            other => panic!("a list of {other}"),
        }
    }

    fn resolve<'a>(&'a self, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str() {
            Some(reference) => self.0.pointer(reference.trim_start_matches('#')).unwrap(),
            None => schema,
        }
    }
}

struct Leaf {
    place: Place,
    name: String,
    required: bool,
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or("")
}

fn list(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

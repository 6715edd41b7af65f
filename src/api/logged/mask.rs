use serde_json::Value;

use super::cut;
use crate::{
    api::{MASK, beginning, detail::harmless::is_harmless, problem::mask_values},
    domain::Clean,
};

/// How many bytes of a refusal are kept.
const REFUSAL: usize = 480;

/// The names that the vendors' refusals have besides those of their records: the words of a refusal may be shown, but for
/// whatever in them looks like a token.
const WORDS: &[&str] = &[
    "code",
    "description",
    "detail",
    "details",
    "error",
    "error_description",
    "field",
    "fields",
    "message",
    "propertyPath",
    "statusCode",
    "title",
    "violations",
];

/// A value with stars in the place of all that is not known to be harmless; `place` names it and what it stands in.
pub(in crate::api) fn masked(place: &[&str], value: Value) -> Value {
    let harmless = |place: &[&str], value: &Value| is_harmless(place, value).then(|| value.clone());
    walk(place, value, &harmless)
}

/// The beginning of a refusal.
pub(super) fn refusal(text: &str) -> Option<Clean> {
    match serde_json::from_str(text) {
        Ok(said @ (Value::Object(_) | Value::Array(_))) => Some(Clean::from(cut(
            &walk(&[], said, &word).to_string(),
            REFUSAL,
        ))),
        Ok(_) | Err(_) => beginning(text.as_bytes()),
    }
}

/// A value of a refusal, as far as it may be shown.
fn word(place: &[&str], value: &Value) -> Option<Value> {
    let is_word = place.iter().all(|name| WORDS.contains(name));
    match value {
        Value::String(text) if is_word => Some(Value::from(mask_values(text))),
        Value::Number(_) | Value::Bool(_) if is_word => Some(value.clone()),
        Value::String(_)
        | Value::Number(_)
        | Value::Bool(_)
        | Value::Null
        | Value::Array(_)
        | Value::Object(_) => is_harmless(place, value).then(|| value.clone()),
    }
}

fn walk(
    place: &[&str],
    value: Value,
    allowed: &impl Fn(&[&str], &Value) -> Option<Value>,
) -> Value {
    match value {
        Value::Object(object) => {
            let walk = |(name, value): (String, Value)| {
                let place: Vec<&str> = place.iter().copied().chain([name.as_str()]).collect();
                let value = walk(&place, value, allowed);
                (name, value)
            };
            Value::Object(object.into_iter().map(walk).collect())
        }
        Value::Array(items) => {
            let walk = |item| walk(place, item, allowed);
            Value::Array(items.into_iter().map(walk).collect())
        }
        Value::Null => Value::Null,
        value @ (Value::String(_) | Value::Number(_) | Value::Bool(_)) => {
            allowed(place, &value).unwrap_or_else(|| Value::from(MASK))
        }
    }
}

//! Texts that mean harm, in the place of those that people could have typed.

use serde_json::Value;

/// The ends of names whose values the client needs as they are: ids, codes, times, secrets and what a state is called.
const KEPT: &[&str] = &[
    "id",
    "ids",
    "token",
    "key",
    "secret",
    "status",
    "code",
    "type",
    "state",
    "date",
    "_at",
    "until",
    "version",
    "scope",
    "scopes",
    "roles",
    "role",
    "url",
    "uri",
    "expires_in",
    "method",
    "plan",
    "kind",
    "flags",
    "identifier",
];

/// Replaces every text of an answer by one of the hostile ones; the same answer gets the same ones each time.
pub(super) fn put(body: &mut Value, hostile: &[String], path: &str) {
    let begin = path.bytes().map(usize::from).sum();
    replace(body, "", &mut hostile.iter().cycle().skip(begin));
}

fn replace<'a>(value: &mut Value, name: &str, hostile: &mut impl Iterator<Item = &'a String>) {
    match value {
        Value::String(text) => {
            if !is_kept(name)
                && let Some(other) = hostile.next()
            {
                other.clone_into(text);
            }
        }
        Value::Array(items) => {
            for item in items {
                replace(item, name, hostile);
            }
        }
        Value::Object(object) => {
            for (name, value) in object {
                replace(value, name, hostile);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn is_kept(name: &str) -> bool {
    let name = name.to_lowercase();
    KEPT.iter().any(|end| name.ends_with(end))
}

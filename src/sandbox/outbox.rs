//! What the vendors would have mailed: served at `/outbox` of every listener, so that the flows that go through a mailbox
//! can be finished.

use serde_json::{Value, json};

use super::ask::Incoming;

/// The path at which the mails are read. No vendor has it.
pub(super) const PATH: &str = "/outbox";

/// A mail: what it is about, and the code that it brings.
pub(super) fn mail(about: &str, incoming: &Incoming, code: Option<(&str, &str)>) -> Value {
    let body = incoming.json().and_then(Result::ok).unwrap_or_default();
    let mut mail = json!({"about": about, "to": body.get("email"), "path": incoming.path});
    if let (Value::Object(mail), Some((name, value))) = (&mut mail, code) {
        mail.insert(name.to_owned(), json!(value));
    }
    mail
}

use std::{sync::Arc, time::Duration};

use serde::Deserialize;
use serde_json::Value;
use tokio::time::Instant;

use super::{Granted, time_until_renewal};
use crate::{
    domain::{Clean, Secret},
    worker::session::Token,
};

#[derive(Deserialize)]
struct GrantReply {
    access_token: Secret,
    #[serde(default)]
    expires_in: Value,
    refresh_token: Option<Secret>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct RefusalReply {
    error: Option<Clean>,
    error_description: Option<Clean>,
}

/// The token in an answer to a question that was asked at this time.
pub(super) fn granted_in(body: &[u8], asked_at: Instant) -> Option<Granted> {
    let reply: GrantReply = serde_json::from_slice(body).ok()?;
    let life = life(&reply.expires_in);
    Some(Granted {
        access: Arc::new(reply.access_token),
        renew_at: asked_at + time_until_renewal(life),
        ends_at: asked_at + life,
        refresh: reply.refresh_token,
    })
}

/// Why a sign-in was refused, in the vendor's words; none where they repeat what was sent.
pub(super) fn refusal_in(body: &[u8], sent: &[Token]) -> Option<Clean> {
    let reply: RefusalReply = serde_json::from_slice(body).unwrap_or_default();
    [reply.error_description, reply.error]
        .into_iter()
        .flatten()
        .find(|said| {
            !said.is_empty() && !sent.iter().any(|sent| said.raw().contains(sent.expose()))
        })
}

/// How long a token lives, in seconds, by the vendor's `expires_in`. Where that makes no sense, a minute: a request
/// that is refused gets a new token anyway.
fn life(expires_in: &Value) -> Duration {
    const DAY: u64 = 24 * 60 * 60;
    let seconds = match expires_in {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.parse().ok(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    };
    Duration::from_secs(seconds.unwrap_or(60).min(DAY))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn any_spelling_of_a_life_is_taken() {
        for (spelling, seconds) in [
            (json!(300), 300),
            (json!("300"), 300),
            (json!(0), 0),
            (json!(1_000_000_000_000_u64), 86_400),
            (json!(-1), 60),
            (json!(null), 60),
            (json!("soon"), 60),
            (json!([300]), 60),
        ] {
            assert_eq!(life(&spelling), Duration::from_secs(seconds), "{spelling}");
        }
    }
}

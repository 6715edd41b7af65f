use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use reqwest::{Method, Request, header};
use serde::Deserialize;
use serde_json::Value;
use url::form_urlencoded::Serializer;

use super::{Stored, Token, Unavailable};
use crate::{
    api::Reason,
    config::Address,
    domain::{Clean, Secret},
    worker::{
        Effect,
        client::{Answer, Network},
    },
};

/// How Contabo hands out tokens: OAuth 2 with a password, then with a refresh token (RFC 6749, sections 4.3 and 6).
pub(super) struct Grant {
    pub network: Arc<Network>,
    pub auth_url: Address,
    pub client_id: Stored,
    pub client_secret: Stored,
    pub username: Stored,
    pub password: Stored,
}

/// What was handed out.
#[derive(Clone)]
pub(super) struct Granted {
    pub access: Token,
    /// From then on another one is got first.
    pub renew_at: Instant,
    pub refresh: Option<Secret>,
}

/// What came of a refresh token.
pub(super) enum Refresh {
    Granted(Granted),
    /// It is not taken any more; a password may be.
    Refused,
}

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

impl Grant {
    pub fn lacking(&self) -> Option<Clean> {
        let parts = [
            &self.client_id,
            &self.client_secret,
            &self.username,
            &self.password,
        ];
        parts.into_iter().find_map(Stored::lacking)
    }

    /// Signs in with the password.
    pub async fn password(&self) -> Result<Granted, Unavailable> {
        let username = self.username.get().await?;
        let password = self.password.get().await?;
        let form = [
            ("grant_type", "password"),
            ("username", username.expose()),
            ("password", password.expose()),
        ];
        let (asked_at, answer) = self.ask(&form).await?;
        if is_refusal(answer.status) {
            let client_secret = self.client_secret.get().await?;
            return Err(refused(&answer, &[&password, &client_secret]));
        }
        self.granted(asked_at, &answer)
    }

    /// Asks for another token with a refresh token.
    pub async fn refresh(&self, token: &Secret) -> Result<Refresh, Unavailable> {
        let form = [
            ("grant_type", "refresh_token"),
            ("refresh_token", token.expose()),
        ];
        let (asked_at, answer) = self.ask(&form).await?;
        if is_refusal(answer.status) {
            return Ok(Refresh::Refused);
        }
        self.granted(asked_at, &answer).map(Refresh::Granted)
    }

    async fn ask(&self, form: &[(&str, &str)]) -> Result<(Instant, Answer), Unavailable> {
        let client_id = self.client_id.get().await?;
        let client_secret = self.client_secret.get().await?;
        let body = Serializer::new(String::new())
            .append_pair("client_id", client_id.expose())
            .append_pair("client_secret", client_secret.expose())
            .extend_pairs(form)
            .finish();
        let mut request = Request::new(Method::POST, self.auth_url.url().clone());
        let kind = header::HeaderValue::from_static("application/x-www-form-urlencoded");
        request.headers_mut().insert(header::CONTENT_TYPE, kind);
        *request.body_mut() = Some(body.into());
        let asked_at = Instant::now();
        let answer = self.network.send(request, Effect::Changes).await;
        // A sign-in changes nothing: what is not answered can be tried again.
        let answer = answer.map_err(|fault| {
            let why = fault.words(&self.auth_url.host(), Effect::Reads);
            failed(fault.reason(Effect::Reads), &why)
        })?;
        Ok((asked_at, answer))
    }

    fn granted(&self, asked_at: Instant, answer: &Answer) -> Result<Granted, Unavailable> {
        let host = self.auth_url.host();
        match (answer.status, &answer.body) {
            (200..300, Ok(body)) => read(asked_at, body),
            (200..300, Err(fault)) => Err(failed(
                fault.reason(Effect::Reads),
                &fault.words(&host, Effect::Reads),
            )),
            (300..400, _) => Err(failed(
                Reason::Refused,
                &Clean::from(format!(
                    "{host} redirects elsewhere; check contabo.auth_url"
                )),
            )),
            (429, _) => Err(failed(
                Reason::Limited(None),
                &Clean::from("signed in too often; wait a minute"),
            )),
            (status, _) => Err(failed(
                Reason::Server,
                &Clean::from(format!("{host} answered {status}; try again later")),
            )),
        }
    }
}

fn read(asked_at: Instant, body: &[u8]) -> Result<Granted, Unavailable> {
    let reply: GrantReply = serde_json::from_slice(body).map_err(|_| {
        let why = "the answer holds no token";
        failed(Reason::Unreadable, &Clean::from(why))
    })?;
    Ok(Granted {
        access: Arc::new(reply.access_token),
        renew_at: asked_at + time_until_renewal(life(&reply.expires_in)),
        refresh: reply.refresh_token,
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

/// A token is renewed when four fifths of its life are over, half a minute before its end at the latest. One that lives
/// less than a minute is used to its end: there would be nothing but renewals.
fn time_until_renewal(life: Duration) -> Duration {
    if life < Duration::from_secs(60) {
        return life;
    }
    (life * 4 / 5).min(life.saturating_sub(Duration::from_secs(30)))
}

/// Whether it is no use to try the same again.
fn is_refusal(status: u16) -> bool {
    matches!(status, 400..500) && !matches!(status, 408 | 429)
}

/// The vendor's words, unless they repeat what was sent.
fn refused(answer: &Answer, sent: &[&Token]) -> Unavailable {
    let body = answer.body.as_deref().unwrap_or_default();
    let reply: RefusalReply = serde_json::from_slice(body).unwrap_or_default();
    let said = [reply.error_description, reply.error]
        .into_iter()
        .flatten()
        .find(|said| {
            !said.is_empty() && !sent.iter().any(|sent| said.raw().contains(sent.expose()))
        })
        .unwrap_or_else(|| Clean::from(format!("status {}", answer.status)));
    let check = "check contabo.client_id, client_secret, username and password";
    Unavailable::Refused {
        why: Clean::from(format!("Contabo refused the sign-in ({said}); {check}")),
        at: Instant::now(),
        status: answer.status,
    }
}

fn failed(reason: Reason, why: &Clean) -> Unavailable {
    Unavailable::Failed(reason, Clean::from(format!("signing in failed: {why}")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_token_is_renewed_before_its_end_unless_it_is_very_short() {
        for (life, renewal) in [(0, 0), (1, 1), (59, 59), (60, 30), (100, 70), (300, 240)] {
            let (life, renewal) = (Duration::from_secs(life), Duration::from_secs(renewal));
            assert_eq!(time_until_renewal(life), renewal);
        }
    }

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

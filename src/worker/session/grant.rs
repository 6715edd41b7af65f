mod reply;

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use reqwest::{Method, Request, header};
use tokio::time::Instant;
use url::form_urlencoded::Serializer;

use self::reply::{granted_in, refusal_in};
use super::{
    Stored, Token, Unavailable,
    sign_in::{Values, value},
};
use crate::{
    api::Reason,
    config::Address,
    domain::{Clean, Provider, Secret},
    worker::{
        Effect, Limits,
        client::{Answer, Network},
        fault::Fault,
        pause::Pause,
        retry::Tries,
    },
};

/// How a vendor hands out tokens: OAuth 2, RFC 6749.
pub(super) struct Grant {
    pub provider: Provider,
    pub network: Arc<Network>,
    pub limits: Limits,
    /// The token endpoint.
    pub address: Address,
    pub client_id: Stored,
    pub client_secret: Stored,
    pub user: Option<User>,
    /// The same for every grant of the same endpoint.
    pub pause: Arc<Pause>,
}

/// Who signs in, besides the client itself.
pub(super) struct User {
    pub username: Stored,
    pub password: Stored,
}

/// What was handed out.
#[derive(Clone)]
pub(super) struct Granted {
    pub access: Token,
    /// From then on another one is got first.
    pub renew_at: Instant,
    /// From then on it is refused.
    pub ends_at: Instant,
    pub refresh: Option<Secret>,
}

/// What came of a refresh token.
pub(super) enum Refresh {
    Granted(Granted),
    /// It is not taken any more; a password may be.
    Refused,
}

impl Grant {
    pub fn lacking(&self) -> Option<Clean> {
        self.stored().into_iter().find_map(Stored::lacking)
    }

    /// All that it signs in with.
    pub fn stored(&self) -> Vec<&Stored> {
        let client = [&self.client_id, &self.client_secret];
        let user = self.user.iter();
        let user = user.flat_map(|user| [&user.username, &user.password]);
        client.into_iter().chain(user).collect()
    }

    /// The same grant with other values, and nothing else.
    pub fn with(&self, values: &Values) -> Self {
        let held = |stored: &Stored| stored.with(value(values, stored.name()));
        Self {
            provider: self.provider,
            network: self.network.clone(),
            limits: self.limits,
            address: self.address.clone(),
            client_id: held(&self.client_id),
            client_secret: held(&self.client_secret),
            user: self.user.as_ref().map(|user| User {
                username: held(&user.username),
                password: held(&user.password),
            }),
            pause: self.pause.clone(),
        }
    }

    /// Signs in: with the user's password (section 4.3), or as the client alone (section 4.4).
    pub async fn sign_in(&self) -> Result<Granted, Unavailable> {
        let mut secrets = vec![self.client_secret.get().await?];
        let (asked_at, answer) = match &self.user {
            Some(user) => {
                let (username, password) = (user.username.get().await?, user.password.get().await?);
                secrets.push(password.clone());
                let form = [
                    ("grant_type", "password"),
                    ("username", username.expose()),
                    ("password", password.expose()),
                ];
                self.ask(&form).await?
            }
            None => self.ask(&[("grant_type", "client_credentials")]).await?,
        };
        if is_refusal(answer.status) {
            return Err(self.refused(&answer, &secrets));
        }
        self.granted(asked_at, &answer)
    }

    /// Asks for another token with a refresh token (section 6).
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
        let log = &self.network.log;
        let mut entry = log.sign_in(self.provider, self.address.url(), &body);
        let mut tries = Tries::new(&self.limits, self.limits.patience());
        loop {
            if let Err(until) = self.pause.wait(tries.deadline).await {
                return Err(too_often(Some(until)));
            }
            let asked_at = Instant::now();
            entry.sent();
            let outcome = self.send(&body).await;
            entry.ended(&outcome);
            match outcome {
                // A sign-in is sent again only where it has not left: vendors lock accounts that try too often.
                Err(Fault::NoConnection(_)) if tries.again(&self.pause).await => {}
                // A client alone has no account that could be locked.
                Ok(answer)
                    if self.user.is_none()
                        && (500..600).contains(&answer.status)
                        && tries.again(&self.pause).await => {}
                Ok(answer) => return Ok((asked_at, answer)),
                Err(fault) => return Err(self.lost(&fault)),
            }
        }
    }

    async fn send(&self, body: &str) -> Result<Answer, Fault> {
        let mut request = Request::new(Method::POST, self.address.url().clone());
        let kind = header::HeaderValue::from_static("application/x-www-form-urlencoded");
        request.headers_mut().insert(header::CONTENT_TYPE, kind);
        *request.body_mut() = Some(body.to_owned().into());
        self.network.send(request, Effect::Changes).await
    }

    fn granted(&self, asked_at: Instant, answer: &Answer) -> Result<Granted, Unavailable> {
        let host = self.address.host();
        match (answer.status, &answer.body) {
            (200..300, Ok(body)) => granted_in(body, asked_at)
                .ok_or_else(|| failed(Reason::Unreadable, "the answer holds no token")),
            (200..300, Err(fault)) => Err(self.lost(fault)),
            (300..400, _) => {
                let words = format!("{host} redirects elsewhere; check its address in the profile");
                Err(failed(Reason::Refused, &words))
            }
            (429, _) => {
                let until = answer.headers.asked_until(Timestamp::now());
                if let Some(until) = until {
                    self.pause.until(until);
                }
                Err(too_often(until))
            }
            (status, _) => {
                let words = format!("{host} answered {status}; try again later");
                Err(failed(Reason::Server, &words))
            }
        }
    }

    /// The vendor's words, unless they repeat what was sent.
    fn refused(&self, answer: &Answer, sent: &[Token]) -> Unavailable {
        let said = refusal_in(answer.body.as_deref().unwrap_or_default(), sent)
            .unwrap_or_else(|| Clean::from(format!("status {}", answer.status)));
        let check = match self.user {
            Some(_) => "client_id, client_secret, username and password",
            None => "client_id and client_secret",
        };
        let (provider, section) = (self.provider, self.provider.name().to_lowercase());
        Unavailable::Refused {
            why: Clean::from(format!(
                "{provider} refused the sign-in ({said}); check {section}.{check}"
            )),
            at: Instant::now(),
            status: answer.status,
        }
    }

    /// A sign-in changes nothing: what is not answered can be tried again.
    fn lost(&self, fault: &Fault) -> Unavailable {
        let words = fault.words(&self.address.host(), Effect::Reads);
        failed(fault.reason(Effect::Reads), words.raw())
    }
}

/// Whether it is no use to try the same again.
fn is_refusal(status: u16) -> bool {
    matches!(status, 400..500) && !matches!(status, 408 | 429)
}

fn too_often(until: Option<Timestamp>) -> Unavailable {
    failed(Reason::Limited(until), "signed in too often; wait a minute")
}

fn failed(reason: Reason, why: &str) -> Unavailable {
    Unavailable::Failed(reason, Clean::from(format!("signing in failed: {why}")))
}

/// A token is renewed when four fifths of its life are over, half a minute before its end at the latest. One that lives
/// less than a minute is used to its end: there would be nothing but renewals.
fn time_until_renewal(life: Duration) -> Duration {
    if life < Duration::from_secs(60) {
        return life;
    }
    (life * 4 / 5).min(life.saturating_sub(Duration::from_secs(30)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_renewed_before_its_end_unless_it_is_very_short() {
        for (life, renewal) in [(0, 0), (1, 1), (59, 59), (60, 30), (100, 70), (300, 240)] {
            let (life, renewal) = (Duration::from_secs(life), Duration::from_secs(renewal));
            assert_eq!(time_until_renewal(life), renewal);
        }
    }
}

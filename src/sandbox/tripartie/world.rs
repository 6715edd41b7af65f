//! What Tripartie knows: users, API clients, personas, tokens.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

use crate::sandbox::{chance::Chance, jwt};

use super::refusal::Refusal;

/// Everything that the sandbox's Tripartie knows.
pub(in crate::sandbox) struct World {
    pub(super) chance: Chance,
    pub(super) users: Vec<User>,
    pub(super) clients: Vec<Client>,
    pub(super) personas: Vec<Persona>,
    /// The users' tokens.
    pub(super) tokens: HashMap<String, Grant>,
    /// The personas' tokens.
    pub(super) persona_tokens: HashMap<String, Grant>,
    /// The tokens of the start: they can't be revoked.
    pub(super) token: String,
    pub(super) persona_token: String,
    /// The code in every mail that asks to validate an address.
    pub(super) email_code: String,
    pub(super) limit: Limit,
}

/// A user, as Tripartie keeps one.
pub(super) struct User {
    pub id: u64,
    /// What may be shown, without what is empty.
    pub record: Map<String, Value>,
    pub organization: Map<String, Value>,
    pub password: String,
    /// The secret of the second factor, once it was set up.
    pub totp_secret: Option<Vec<u8>>,
}

impl User {
    /// A text of the record.
    pub fn text(&self, name: &str) -> &str {
        self.record
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// Whether the second factor is on.
    pub fn totp_enabled(&self) -> bool {
        self.record.get("totpEnabled").and_then(Value::as_bool) == Some(true)
    }

    /// Turns the second factor on or off.
    pub fn set_totp(&mut self, enabled: bool) {
        self.record.insert("totpEnabled".to_owned(), json!(enabled));
        self.record
            .insert("secondAuthFactor".to_owned(), json!(enabled));
    }

    /// What most writes answer: where the user is.
    pub fn place(&self) -> Value {
        json!({ "id": self.id, "iri": format!("/users/{}", self.id) })
    }
}

/// An API client. Its secret is told once and not kept: nothing here signs in with it.
pub(super) struct Client {
    pub identifier: String,
    pub created_at: Timestamp,
    pub scopes: Vec<String>,
    pub name: Option<String>,
}

/// A customer of the organization.
pub(super) struct Persona {
    pub id: u64,
    pub record: Map<String, Value>,
    pub password: Option<String>,
}

/// What a token opens.
#[derive(Clone, Copy)]
pub(super) struct Grant {
    /// The user's or the persona's id.
    pub id: u64,
    pub expires_at: Timestamp,
}

/// The allowance that every answer tells. The sandbox counts it down and never refuses.
pub(super) struct Limit {
    left: u32,
    reset: Timestamp,
}

impl Limit {
    const REQUESTS: u32 = 600;
    const WINDOW: SignedDuration = SignedDuration::from_mins(10);

    pub fn new(now: Timestamp) -> Self {
        Self {
            left: Self::REQUESTS,
            reset: now + Self::WINDOW,
        }
    }

    /// Counts a request, and says what is left: `554; reset="2025-01-12T12:11:02"`.
    pub fn count(&mut self, now: Timestamp) -> String {
        if now >= self.reset {
            *self = Self::new(now);
        }
        self.left = self.left.saturating_sub(1).max(1);
        format!(
            "{}; reset=\"{}\"",
            self.left,
            self.reset.strftime("%Y-%m-%dT%H:%M:%S")
        )
    }
}

impl World {
    /// The user that an id in a path means.
    pub(super) fn user(&mut self, id: &str) -> Result<&mut User, Refusal> {
        let id: Option<u64> = id.parse().ok();
        (self.users.iter_mut())
            .find(|user| Some(user.id) == id)
            .ok_or_else(|| Refusal::status(404))
    }

    /// The user with an address.
    pub(super) fn user_by_email(&self, email: &str) -> Option<&User> {
        self.users.iter().find(|user| user.text("email") == email)
    }

    /// The next id for a user.
    pub(super) fn next_user(&self) -> u64 {
        self.users
            .iter()
            .map(|user| user.id)
            .max()
            .unwrap_or_default()
            + 1
    }

    /// Hands out a user's token.
    pub(super) fn mint(&mut self, id: u64, name: &str, life: SignedDuration) -> String {
        let (token, grant) = self.sign(id, name, life);
        self.tokens.insert(token.clone(), grant);
        token
    }

    /// Hands out a persona's token.
    pub(super) fn mint_persona(
        &mut self,
        id: u64,
        name: &str,
        life: SignedDuration,
    ) -> (String, Timestamp) {
        let (token, grant) = self.sign(id, name, life);
        self.persona_tokens.insert(token.clone(), grant);
        (token, grant.expires_at)
    }

    fn sign(&mut self, id: u64, name: &str, life: SignedDuration) -> (String, Grant) {
        let now = Timestamp::now();
        let expires_at = now + life;
        let claims = json!({
            "iat": now.as_second(), "exp": expires_at.as_second(), "username": name, "id": id,
            "jti": self.chance.uuid(),
        });
        (
            jwt::token(&mut self.chance, &claims),
            Grant { id, expires_at },
        )
    }
}

//! Contabo's sign-in: the password and `refresh_token` grants of OAuth 2, as a Keycloak answers them.

use base64::{Engine, engine::general_purpose::STANDARD};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::sandbox::{answer::Answer, ask::Incoming, jwt};

use super::{CUSTOMER, TENANT, World};

/// How long a refresh token works.
const REFRESH_LIFE: SignedDuration = SignedDuration::from_secs(1800);

/// The form of a token request.
struct Form(Vec<(String, String)>);

impl Form {
    fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }
}

/// Answers a request at the token endpoint.
pub(super) fn answer(world: &mut World, incoming: &Incoming) -> Answer {
    if incoming.method != "POST" {
        return error(405, "invalid_request", "HTTP 405 Method Not Allowed");
    }
    let form = Form(incoming.form());
    let (id, secret) = basic(incoming).unwrap_or_else(|| {
        (
            form.get("client_id").to_owned(),
            form.get("client_secret").to_owned(),
        )
    });
    if id != world.client_id || secret != world.client_secret {
        return error(
            401,
            "invalid_client",
            "Invalid client or Invalid client credentials",
        );
    }
    let now = Timestamp::now();
    match form.get("grant_type") {
        "password" => {
            let known = form.get("username").to_lowercase() == world.username
                && form.get("password") == world.password;
            if !known {
                return error(401, "invalid_grant", "Invalid user credentials");
            }
        }
        "refresh_token" => {
            let end = world.refresh_tokens.remove(form.get("refresh_token"));
            if end.is_none_or(|end| end <= now) {
                return error(400, "invalid_grant", "Invalid refresh token");
            }
        }
        "" => return error(400, "invalid_request", "Missing form parameter: grant_type"),
        _ => return error(400, "unsupported_grant_type", "Unsupported grant_type"),
    }
    Answer::json(200, grant(world, now))
        .header("cache-control", "no-store")
        .header("pragma", "no-cache")
}

fn grant(world: &mut World, now: Timestamp) -> Value {
    let life = world.token_life;
    let me = world.people.user(super::users::ME);
    let access = json!({
        "sub": me.id, "preferred_username": world.username, "email": me.email,
        "name": format!("{} {}", me.first, me.last),
        "tenantId": TENANT, "customerId": CUSTOMER, "azp": world.client_id, "typ": "Bearer",
        "iat": now.as_second(), "exp": (now + life).as_second(),
    });
    let refresh = json!({
        "sub": me.id, "typ": "Refresh", "azp": world.client_id,
        "iat": now.as_second(), "exp": (now + REFRESH_LIFE).as_second(),
    });
    let access = jwt::token(&mut world.chance, &access);
    let refresh = jwt::token(&mut world.chance, &refresh);
    world.access_tokens.retain(|_, end| *end > now);
    world.refresh_tokens.retain(|_, end| *end > now);
    world.access_tokens.insert(access.clone(), now + life);
    world
        .refresh_tokens
        .insert(refresh.clone(), now + REFRESH_LIFE);
    json!({
        "access_token": access, "expires_in": life.as_secs(),
        "refresh_token": refresh, "refresh_expires_in": REFRESH_LIFE.as_secs(),
        "token_type": "Bearer", "not-before-policy": 0, "session_state": world.chance.uuid(),
        "scope": "openid profile email",
    })
}

/// The client's id and secret, where they came in the `Authorization` header: both ways are in use.
fn basic(incoming: &Incoming) -> Option<(String, String)> {
    let encoded = incoming.header("authorization")?.strip_prefix("Basic ")?;
    let pair = String::from_utf8(STANDARD.decode(encoded).ok()?).ok()?;
    let (id, secret) = pair.split_once(':')?;
    let decode = |text: &str| {
        let mut parts = url::form_urlencoded::parse(text.as_bytes());
        parts
            .next()
            .map(|(name, _)| name.into_owned())
            .unwrap_or_default()
    };
    Some((decode(id), decode(secret)))
}

fn error(status: u16, code: &str, description: &str) -> Answer {
    Answer::json(
        status,
        json!({ "error": code, "error_description": description }),
    )
}

//! Signing in as a user, the second factor, and personas.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use totp_rs::{Builder, Secret, Totp};

use crate::sandbox::{answer::Answer, ask::Ask, clock::plain};

use super::{
    Caller, Reply,
    refusal::Refusal,
    seed,
    world::{User, World},
};

const HOUR: SignedDuration = SignedDuration::from_hours(1);
/// 160 bits, as RFC 4226 recommends.
const SECRET_BYTES: usize = 20;

pub(super) fn sign_in(world: &mut World, _: Caller, ask: &Ask) -> Reply {
    let text = |name: &str| ask.text(name).unwrap_or_default();
    let email = text("email").trim().to_lowercase();
    let user = (world.user_by_email(&email))
        .filter(|user| user.password == text("password"))
        .filter(|user| !user.totp_enabled() || is_code(user, text("totpInput")))
        .ok_or(Refusal::SignIn("email or password mismatch"))?;
    let id = user.id;
    let token = world.mint(id, &email, HOUR);
    Ok(Answer::json(200, json!({ "token": token })))
}

pub(super) fn set_up_totp(world: &mut World, _: Caller, ask: &Ask) -> Reply {
    let secret: Vec<u8> = (0..SECRET_BYTES)
        .filter_map(|_| u8::try_from(world.chance.below(256)).ok())
        .collect();
    let user = world.user(ask.path("id"))?;
    user.totp_secret = Some(secret);
    let uri = totp(user)
        .and_then(|totp| totp.to_url().ok())
        .ok_or_else(|| Refusal::status(500))?;
    Ok(Answer::json(200, json!({ "totpUri": uri })))
}

/// Turning it off takes a code as well.
pub(super) fn toggle_totp(world: &mut World, _: Caller, ask: &Ask) -> Reply {
    let user = world.user(ask.path("id"))?;
    if !is_code(user, ask.text("totpChallenge").unwrap_or_default()) {
        return Err(Refusal::field("totpChallenge", "The code is invalid."));
    }
    user.set_totp(ask.flag("totpEnabled") == Some(true));
    Ok(Answer::json(200, json!({})))
}

/// Whether a code is the user's at this time, or half a minute off.
fn is_code(user: &User, code: &str) -> bool {
    totp(user).is_some_and(|totp| totp.check_current(code).is_some())
}

/// SHA-1, six digits, thirty seconds: what every authenticator app understands.
fn totp(user: &User) -> Option<Totp> {
    let secret = user.totp_secret.clone()?;
    Builder::new()
        .with_secret(Secret::from(secret))
        .with_account_name(user.text("email"))
        .with_issuer(Some("Tripartie"))
        .build()
        .ok()
}

pub(super) fn persona(world: &mut World, caller: Caller, _: &Ask) -> Reply {
    let persona = world
        .personas
        .iter()
        .find(|persona| persona.id == caller.id);
    let persona = persona.ok_or_else(|| Refusal::status(404))?;
    Ok(Answer::json(200, json!(persona.record)))
}

pub(super) fn register_persona(world: &mut World, _: Caller, ask: &Ask) -> Reply {
    let email = ask.text("email").map(|email| email.trim().to_lowercase());
    let taken = |email: &str| {
        world
            .personas
            .iter()
            .any(|row| row.record.get("email") == Some(&json!(email)))
    };
    if email.as_deref().is_some_and(taken) {
        return Err(Refusal::field("email", "This value is already used."));
    }
    let id = world
        .personas
        .iter()
        .map(|row| row.id)
        .max()
        .unwrap_or_default()
        + 1;
    let mut persona = seed::persona(id, Timestamp::now());
    persona.password = ask.text("plainPassword").map(ToOwned::to_owned);
    for name in [
        "firstName",
        "lastName",
        "gender",
        "dateOfBirth",
        "language",
        "mobilePhoneNumber",
    ] {
        if let Some(value) = ask.body.get(name).filter(|value| !value.is_null()) {
            persona.record.insert(name.to_owned(), value.clone());
        }
    }
    if let Some(email) = email {
        persona.record.insert("email".to_owned(), json!(email));
    }
    let shown = json!(persona.record);
    world.personas.push(persona);
    Ok(Answer::json(201, shown))
}

/// Hands out an address that signs the persona in for an hour; the token in it works in `X-Persona-Authorization` too.
pub(super) fn sign_in_persona(world: &mut World, _: Caller, ask: &Ask) -> Reply {
    let given = |name: &str| ask.text(name).map(|text| text.trim().to_lowercase());
    let (name, value) = match (given("email"), given("mobilePhoneNumber")) {
        (Some(email), _) => ("email", email),
        (None, Some(phone)) => ("mobilePhoneNumber", phone),
        (None, None) => return Err(Refusal::field("email", "This value should not be null.")),
    };
    let found = (world.personas.iter()).find(|row| row.record.get(name) == Some(&json!(value)));
    let persona =
        found.ok_or_else(|| Refusal::field(name, "No persona is known by this value."))?;
    let wrong = |password| persona.password.as_deref() != Some(password);
    if ask.text("plainPassword").is_some_and(wrong) {
        return Err(Refusal::field(
            "plainPassword",
            "This value is not the persona's password.",
        ));
    }
    let id = persona.id;
    let (token, end) = world.mint_persona(id, &value, HOUR);
    let target = ask.text("targetUrl").filter(|url| !url.is_empty());
    let target = target.unwrap_or("https://next.tripartie.app/?d=01ARZ3NDEKTSV4RRFFQ69G5FAV");
    let joint = if target.contains('?') { '&' } else { '?' };
    let reply = json!({ "authUrl": format!("{target}{joint}t={token}"), "expireAt": plain(end) });
    Ok(Answer::json(201, Value::clone(&reply)))
}

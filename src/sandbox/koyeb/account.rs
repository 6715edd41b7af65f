//! The person: profile, settings, identity check, sign-up and passwords.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

use crate::sandbox::{ask::Ask, clock::precise};

use super::{
    Reply,
    refusal::Refusal,
    world::{Caller, User, World},
};

/// How long the second version of the profile takes to write.
const WRITE_DELAY: SignedDuration = SignedDuration::from_millis(300);

pub(super) fn read(world: &mut World, caller: &Caller, _: &Ask) -> Reply {
    let user = world.user_mut(caller.user()?)?;
    Ok(json!({ "user": user.record }))
}

/// Both PUT and PATCH: Koyeb doesn't say how they differ, so both change what was sent.
pub(super) fn update(world: &mut World, caller: &Caller, ask: &Ask) -> Reply {
    let user = world.user_mut(caller.user()?)?;
    let changes = profile_changes(user, ask)?;
    user.record.extend(changes);
    Ok(json!({ "user": user.record }))
}

/// The second version answers before it has written.
pub(super) fn update_later(world: &mut World, caller: &Caller, ask: &Ask) -> Reply {
    let user = world.user_mut(caller.user()?)?;
    let changes = profile_changes(user, ask)?;
    user.later = Some((Timestamp::now() + WRITE_DELAY, changes));
    Ok(json!({ "user": user.record }))
}

/// What a request changes. A new e-mail address changes nothing until a mail is confirmed.
fn profile_changes(user: &mut User, ask: &Ask) -> Result<Map<String, Value>, Refusal> {
    let wanted = |name: &str| in_mask(ask, name).then(|| ask.body.get(name)).flatten();
    if let Some(password) = wanted("password").and_then(Value::as_str) {
        if ask.text("current_password") != Some(user.password.as_str()) {
            return Err(Refusal::field(
                "current_password",
                "is not the current password",
            ));
        }
        check_password(password)?;
        password.clone_into(&mut user.password);
    }
    let mut changes = Map::new();
    if let Some(name) = wanted("name").and_then(Value::as_str) {
        if !(2..=128).contains(&name.chars().count()) {
            return Err(Refusal::field("name", "must have 2 to 128 characters"));
        }
        changes.insert("name".to_owned(), json!(name));
    }
    if let Some(subscribed) = wanted("newsletter_subscribed") {
        changes.insert("newsletter_subscribed".to_owned(), subscribed.clone());
    }
    changes.insert("updated_at".to_owned(), json!(precise(Timestamp::now())));
    Ok(changes)
}

/// Whether `update_mask` lets a property through; without a mask everything goes.
pub(super) fn in_mask(ask: &Ask, name: &str) -> bool {
    ask.query("update_mask")
        .is_none_or(|mask| mask.split(',').any(|part| part.trim() == name))
}

pub(super) fn read_settings(world: &mut World, caller: &Caller, _: &Ask) -> Reply {
    let user = world.user_mut(caller.user()?)?;
    Ok(json!({ "settings": user.settings }))
}

pub(super) fn update_settings(world: &mut World, caller: &Caller, ask: &Ask) -> Reply {
    const NAME: &str = "failed_deployment_email_notification";
    let user = world.user_mut(caller.user()?)?;
    if let Some(flag) = ask.flag(NAME) {
        user.settings.insert(NAME.to_owned(), json!(flag));
    }
    Ok(json!({ "settings": user.settings }))
}

pub(super) fn begin_identity_check(world: &mut World, caller: &Caller, _: &Ask) -> Reply {
    caller.user()?;
    Ok(json!({ "auth_token": world.chance.letters(40) }))
}

pub(super) fn clear_identity_check(world: &mut World, caller: &Caller, ask: &Ask) -> Reply {
    let user = world.user_mut(caller.user()?)?;
    if ask
        .text("user_id")
        .is_some_and(|id| !id.is_empty() && id != user.id)
    {
        return Err(Refusal::not_found("User"));
    }
    if let Some(id) = ask.text("organization_id").filter(|id| !id.is_empty()) {
        world.organization(caller, id)?;
    }
    Ok(json!({}))
}

pub(super) fn login_method(world: &mut World, _: &Caller, ask: &Ask) -> Reply {
    let email = address(ask.query("email").unwrap_or_default())?;
    let method = match world.user_by_email(&email) {
        Some(_) => "KOYEB",
        None => "WORKOS",
    };
    Ok(json!({ "method": method }))
}

pub(super) fn resend_validation(_: &mut World, caller: &Caller, _: &Ask) -> Reply {
    caller.user()?;
    Ok(json!({}))
}

/// The answer doesn't tell whether the address is known.
pub(super) fn reset_password(_: &mut World, _: &Caller, ask: &Ask) -> Reply {
    address(ask.text("email").unwrap_or_default())?;
    Ok(json!({}))
}

pub(super) fn sign_up(world: &mut World, _: &Caller, ask: &Ask) -> Reply {
    let email = address(ask.text("email").unwrap_or_default())?;
    let password = ask.text("password").unwrap_or_default();
    check_password(password)?;
    if world.user_by_email(&email).is_some() {
        return Err(Refusal::conflict(
            "An account with this email already exists",
        ));
    }
    let id = world.chance.uuid();
    let name = ask.text("name").unwrap_or_default();
    let user = super::seed::user(&id, &email, name, password, Timestamp::now(), false);
    world.users.push(user);
    Ok(world.mint(world.users.len() - 1, None))
}

pub(super) fn update_password(world: &mut World, _: &Caller, ask: &Ask) -> Reply {
    if ask.text("id") != Some(world.reset_id.as_str()) {
        return Err(Refusal::not_found("Password reset request"));
    }
    let password = ask.text("password").unwrap_or_default();
    check_password(password)?;
    password.clone_into(&mut world.user_mut(super::seed::ME)?.password);
    Ok(world.mint(super::seed::ME, None))
}

pub(super) fn validate(world: &mut World, _: &Caller, ask: &Ask) -> Reply {
    if ask.path("id") != world.validation_id {
        return Err(Refusal::not_found("Validation"));
    }
    let user = world.user_mut(super::seed::ME)?;
    user.record
        .insert("email_validated".to_owned(), json!(true));
    Ok(world.mint(super::seed::ME, None))
}

fn check_password(password: &str) -> Result<(), Refusal> {
    if (8..=128).contains(&password.chars().count()) {
        return Ok(());
    }
    Err(Refusal::field("password", "must have 8 to 128 characters"))
}

/// An e-mail address as Koyeb keeps it.
pub(super) fn address(text: &str) -> Result<String, Refusal> {
    let address = text.trim().to_lowercase();
    if crate::sandbox::check::is_email(&address) {
        return Ok(address);
    }
    Err(Refusal::field("email", "must be a valid email address"))
}

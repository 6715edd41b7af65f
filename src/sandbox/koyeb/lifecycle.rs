//! What happens to an organization, and to the tokens that are scoped to it.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use crate::sandbox::{ask::Ask, jwt};

use super::{
    Reply,
    organizations::show,
    refusal::Refusal,
    world::{Caller, Token, World},
};

/// Without `skip_confirmation` a mail asks first, and nothing changes here.
pub(super) fn deactivate(world: &mut World, caller: &Caller, ask: &Ask) -> Reply {
    let organization = world.organization_mut(caller, ask.path("id"))?;
    if matches!(organization.text("status"), "DEACTIVATING" | "DEACTIVATED") {
        return Err(Refusal::precondition(
            "The organization is already deactivated",
        ));
    }
    if ask.flag("skip_confirmation") != Some(true) {
        return Ok(show(organization));
    }
    organization.set("status", "DEACTIVATING");
    organization.set("deactivation_reason", "REQUESTED_BY_OWNER");
    let reply = show(organization);
    reject_tokens(world, ask.path("id"), |token| token.user.is_none());
    Ok(reply)
}

pub(super) fn reactivate(world: &mut World, caller: &Caller, ask: &Ask) -> Reply {
    let organization = world.organization_mut(caller, ask.path("id"))?;
    if organization.text("status") != "DEACTIVATED" {
        return Err(Refusal::precondition("The organization is not deactivated"));
    }
    organization.set("status", "ACTIVE");
    organization.set("deactivation_reason", "INVALID");
    Ok(show(organization))
}

/// Takes every token that is scoped to the organization with it: whoever wants to go on switches or unscopes first.
pub(super) fn delete(world: &mut World, caller: &Caller, ask: &Ask) -> Reply {
    let place = world.organization(caller, ask.path("id"))?;
    let organization = world.organization_mut(caller, ask.path("id"))?;
    if organization.text("status") != "DEACTIVATED" {
        return Err(Refusal::precondition(
            "Only a deactivated organization can be deleted",
        ));
    }
    organization.set("status", "DELETING");
    let reply = show(organization);
    world.organizations.remove(place);
    world
        .invitations
        .retain(|row| row.organization != ask.path("id"));
    reject_tokens(world, ask.path("id"), |_| true);
    Ok(reply)
}

fn reject_tokens(world: &mut World, organization: &str, which: impl Fn(&Token) -> bool) {
    for token in world.tokens.values_mut() {
        if token.organization.as_deref() == Some(organization) && which(token) {
            token.rejected = true;
        }
    }
}

pub(super) fn switch(world: &mut World, caller: &Caller, ask: &Ask) -> Reply {
    let user = caller.user()?;
    world.organization(caller, ask.path("id"))?;
    Ok(world.mint(user, Some(ask.path("id").to_owned())))
}

pub(super) fn unscope(world: &mut World, caller: &Caller, _: &Ask) -> Reply {
    Ok(world.mint(caller.user()?, None))
}

/// A token of the organization itself: it knows no person.
pub(super) fn create_access_token(world: &mut World, caller: &Caller, ask: &Ask) -> Reply {
    world.organization(caller, ask.path("id"))?;
    let life = validity(ask.text("validity").filter(|text| !text.is_empty()))?;
    let expires_at = Timestamp::now() + life;
    let organization = ask.path("id").to_owned();
    let claims = json!({
        "organization_id": organization, "exp": expires_at.as_second(), "jti": world.chance.uuid(),
    });
    let id = jwt::token(&mut world.chance, &claims);
    let token = Token {
        user: None,
        organization: Some(organization),
        expires_at: Some(expires_at),
        rejected: false,
    };
    world.tokens.insert(id.clone(), token);
    Ok(json!({ "token": id }))
}

/// Reads `3600s` or `1.5s`; an hour when nothing is asked for, 24 hours at most.
fn validity(text: Option<&str>) -> Result<SignedDuration, Refusal> {
    let Some(text) = text else {
        return Ok(SignedDuration::from_hours(1));
    };
    let seconds = text
        .strip_suffix('s')
        .and_then(|number| number.parse::<f64>().ok());
    seconds
        .and_then(|seconds| SignedDuration::try_from_secs_f64(seconds).ok())
        .filter(|life| life.is_positive() && *life <= SignedDuration::from_hours(24))
        .ok_or_else(|| {
            Refusal::field(
                "validity",
                "must be a duration such as 3600s, of at most 24h",
            )
        })
}

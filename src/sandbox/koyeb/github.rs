//! Signing in with a provider, and the GitHub app: both end in a browser, from which a code comes back.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

use crate::sandbox::ask::Ask;

use super::{
    Reply,
    refusal::Refusal,
    seed,
    world::{Caller, World},
};

/// How long a sign-in with a provider may take.
const STATE_LIFE: SignedDuration = SignedDuration::from_mins(10);

pub(super) fn options(world: &mut World, ask: &Ask) -> Value {
    let action = ask.query("action").unwrap_or("signin");
    let state = begin(world);
    let url = format!(
        "https://github.com/login/oauth/authorize?client_id=sandbox&scope=user%3Aemail&action={action}&state={state}"
    );
    json!({ "oauth_providers": [{ "id": "github", "url": url, "state": state }] })
}

/// Takes any code with a state that was handed out: there is no GitHub here to make one.
pub(super) fn callback(world: &mut World, caller: &Caller, ask: &Ask) -> Reply {
    if ask.text("code").is_none_or(str::is_empty) {
        return Err(Refusal::field("code", "is required"));
    }
    let state = ask.text("state").unwrap_or_default();
    if world.states.remove(state).is_none() {
        return Err(Refusal::field("state", "is unknown or too old"));
    }
    let installed = ask.text("installation_id").filter(|id| !id.is_empty());
    if let (Some(installation), Some(organization)) = (installed, &caller.organization) {
        let organization = world.organization_mut(caller, organization)?;
        organization.installation = Some(seed::installation(installation, Timestamp::now()));
    }
    let user = caller.user.unwrap_or(seed::ME);
    Ok(world.mint(user, caller.organization.clone()))
}

/// Koyeb says 400 where nothing is installed, not 404.
pub(super) fn installation(world: &mut World, caller: &Caller, _: &Ask) -> Reply {
    let id = caller.organization()?.to_owned();
    let organization = world.organization_mut(caller, &id)?;
    let installation: Option<&Map<String, Value>> = organization.installation.as_ref();
    installation
        .map(|installation| json!(installation))
        .ok_or_else(|| Refusal::invalid("No GitHub Installation"))
}

pub(super) fn install(world: &mut World, caller: &Caller, _: &Ask) -> Reply {
    caller.organization()?;
    let state = begin(world);
    let url = format!("https://github.com/apps/koyeb/installations/new?state={state}");
    Ok(json!({ "app_name": "koyeb", "app_id": "74711", "url": url, "state": state }))
}

fn begin(world: &mut World) -> String {
    let state = world.chance.letters(32);
    world
        .states
        .insert(state.clone(), Timestamp::now() + STATE_LIFE);
    state
}

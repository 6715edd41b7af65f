//! Invitations: the ones that came to the person who asks, and the ones that an organization sent.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

use crate::sandbox::{ask::Ask, clock::precise};

use super::{
    Reply,
    account::address,
    list::Slice,
    refusal::Refusal,
    world::{Caller, Invitation, Status, World},
};

/// How long an invitation can be answered.
const LIFE: SignedDuration = SignedDuration::from_hours(7 * 24);

pub(super) fn list_received(world: &mut World, caller: &Caller, ask: &Ask) -> Reply {
    let email = world.user_mut(caller.user()?)?.email().to_owned();
    list(world, ask, |invitation| invitation.email == email)
}

pub(super) fn list_sent(world: &mut World, caller: &Caller, ask: &Ask) -> Reply {
    let organization = caller.organization()?.to_owned();
    let invited = ask.query("user_id").map(|id| {
        let user = world.users.iter().find(|user| user.id == id);
        user.map(|user| user.email().to_owned())
    });
    list(world, ask, |invitation| {
        invitation.organization == organization
            && invited
                .as_ref()
                .is_none_or(|email| email.as_ref() == Some(&invitation.email))
    })
}

fn list(world: &World, ask: &Ask, belongs: impl Fn(&Invitation) -> bool) -> Reply {
    let now = Timestamp::now();
    let slice = Slice::new(ask)?;
    let statuses: Vec<&str> = ask.queries("statuses").collect();
    let rows: Vec<&Invitation> = (world.invitations.iter())
        .filter(|row| belongs(row))
        .filter(|row| statuses.is_empty() || statuses.contains(&row.status(now).as_str()))
        .collect();
    let page: Vec<Value> = slice
        .of(&rows)
        .map(|invitation| show(world, invitation))
        .collect();
    Ok(json!({
        "invitations": page, "limit": slice.limit, "offset": slice.offset, "count": rows.len(),
    }))
}

pub(super) fn get_received(world: &mut World, caller: &Caller, ask: &Ask) -> Reply {
    let place = received(world, caller, ask)?;
    reply(world, place)
}

pub(super) fn get_sent(world: &mut World, caller: &Caller, ask: &Ask) -> Reply {
    let place = sent(world, caller, ask)?;
    reply(world, place)
}

pub(super) fn accept(world: &mut World, caller: &Caller, ask: &Ask) -> Reply {
    let place = answer(world, caller, ask, Status::Accepted)?;
    let user = caller.user()?;
    let id = world
        .invitations
        .get(place)
        .map(|row| row.organization.clone());
    let joined = (world.organizations.iter_mut()).find(|row| Some(&row.id) == id.as_ref());
    if let Some(organization) = joined {
        organization.members.insert(user);
    }
    reply(world, place)
}

pub(super) fn decline(world: &mut World, caller: &Caller, ask: &Ask) -> Reply {
    let place = answer(world, caller, ask, Status::Refused)?;
    reply(world, place)
}

fn answer(world: &mut World, caller: &Caller, ask: &Ask, status: Status) -> Result<usize, Refusal> {
    let place = received(world, caller, ask)?;
    let invitation = at_mut(world, place)?;
    match invitation.status(Timestamp::now()) {
        Status::Pending => invitation.status = status,
        Status::Expired => return Err(Refusal::precondition("The invitation has expired")),
        Status::Accepted => {
            return Err(Refusal::precondition("The invitation is already accepted"));
        }
        Status::Refused => return Err(Refusal::precondition("The invitation is already refused")),
    }
    Ok(place)
}

pub(super) fn create(world: &mut World, caller: &Caller, ask: &Ask) -> Reply {
    let organization = caller.organization()?.to_owned();
    let email = address(ask.text("email").unwrap_or_default())?;
    let now = Timestamp::now();
    let same = |row: &&Invitation| row.organization == organization && row.email == email;
    if (world.invitations.iter().filter(same)).any(|row| row.status(now) == Status::Pending) {
        return Err(Refusal::conflict(
            "An invitation is already pending for this email",
        ));
    }
    let member = world.user_by_email(&email);
    let place = world.organization(caller, &organization)?;
    let members = world.organizations.get(place).map(|row| &row.members);
    if member.is_some_and(|user| members.is_some_and(|members| members.contains(&user))) {
        return Err(Refusal::conflict(
            "This user is already a member of the organization",
        ));
    }
    let id = world.chance.uuid();
    world.invitations.push(Invitation {
        id,
        email,
        status: Status::Pending,
        expires_at: now + LIFE,
        organization,
        inviter: caller.user,
    });
    reply(world, world.invitations.len() - 1)
}

pub(super) fn resend(world: &mut World, caller: &Caller, ask: &Ask) -> Reply {
    let place = sent(world, caller, ask)?;
    let now = Timestamp::now();
    let invitation = at_mut(world, place)?;
    match invitation.status(now) {
        Status::Pending | Status::Expired => {
            invitation.status = Status::Pending;
            invitation.expires_at = now + LIFE;
        }
        Status::Accepted | Status::Refused => {
            return Err(Refusal::precondition("The invitation was already answered"));
        }
    }
    reply(world, place)
}

pub(super) fn delete(world: &mut World, caller: &Caller, ask: &Ask) -> Reply {
    let place = sent(world, caller, ask)?;
    world.invitations.remove(place);
    Ok(json!({}))
}

fn received(world: &mut World, caller: &Caller, ask: &Ask) -> Result<usize, Refusal> {
    let email = world.user_mut(caller.user()?)?.email().to_owned();
    find(world, ask, |invitation| invitation.email == email)
}

fn sent(world: &World, caller: &Caller, ask: &Ask) -> Result<usize, Refusal> {
    let organization = caller.organization()?;
    find(world, ask, |row| row.organization == organization)
}

fn find(world: &World, ask: &Ask, belongs: impl Fn(&Invitation) -> bool) -> Result<usize, Refusal> {
    (world.invitations.iter())
        .position(|row| row.id == ask.path("id") && belongs(row))
        .ok_or_else(|| Refusal::not_found("Invitation"))
}

fn at_mut(world: &mut World, place: usize) -> Result<&mut Invitation, Refusal> {
    (world.invitations.get_mut(place)).ok_or_else(|| Refusal::not_found("Invitation"))
}

fn reply(world: &World, place: usize) -> Reply {
    let invitation = world.invitations.get(place);
    let invitation = invitation.ok_or_else(|| Refusal::not_found("Invitation"))?;
    Ok(json!({ "invitation": show(world, invitation) }))
}

/// An invitation as Koyeb shows it: without an invitee where nobody has that address, with a null inviter where the
/// person who invited is gone.
fn show(world: &World, invitation: &Invitation) -> Value {
    let mut shown = Map::new();
    let mut put = |name: &str, value: Value| shown.insert(name.to_owned(), value);
    put("id", json!(invitation.id));
    put("email", json!(invitation.email));
    put("role", json!("OWNER"));
    put(
        "status",
        json!(invitation.status(Timestamp::now()).as_str()),
    );
    put("expires_at", json!(precise(invitation.expires_at)));
    put("organization_id", json!(invitation.organization));
    let organization = (world.organizations.iter()).find(|row| row.id == invitation.organization);
    if let Some(organization) = organization {
        put("organization", organization.public());
    }
    let invited = world.user_by_email(&invitation.email);
    if let Some(user) = invited.and_then(|place| world.users.get(place)) {
        put("invitee_id", json!(user.id));
        put("invitee", user.public());
    }
    match invitation.inviter.and_then(|place| world.users.get(place)) {
        Some(user) => {
            put("inviter_id", json!(user.id));
            put("inviter", user.public());
        }
        None => {
            put("inviter", Value::Null);
        }
    }
    Value::Object(shown)
}

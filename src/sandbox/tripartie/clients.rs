//! Tripartie's API clients.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::sandbox::{answer::Answer, ask::Ask, clock::plain};

use super::{
    Caller, Reply, page,
    refusal::Refusal,
    world::{Client, World},
};

pub(super) fn list(world: &mut World, _: Caller, ask: &Ask) -> Reply {
    page::answer(ask, &world.clients, show)
}

pub(super) fn read(world: &mut World, _: Caller, ask: &Ask) -> Reply {
    let place = find(world, ask)?;
    let client = world
        .clients
        .get(place)
        .ok_or_else(|| Refusal::status(404))?;
    Ok(Answer::json(200, show(client)))
}

/// The only answer that tells the secret.
pub(super) fn create(world: &mut World, ask: &Ask) -> Answer {
    const HEX: &str = "0123456789abcdef";
    let identifier = world.chance.text(32, HEX);
    let secret = world.chance.text(128, HEX);
    let scopes = ask.body.get("desiredScopes").and_then(Value::as_array);
    let scopes = scopes.into_iter().flatten().filter_map(Value::as_str);
    let client = Client {
        identifier: identifier.clone(),
        created_at: Timestamp::now(),
        scopes: scopes.map(ToOwned::to_owned).collect(),
        name: ask.text("referenceName").map(ToOwned::to_owned),
    };
    let mut reply = Map::new();
    reply.insert("identifier".to_owned(), json!(identifier));
    reply.insert("secret".to_owned(), json!(secret));
    if let Some(name) = &client.name {
        reply.insert("name".to_owned(), json!(name));
    }
    world.clients.push(client);
    Answer::json(201, Value::Object(reply))
}

pub(super) fn delete(world: &mut World, _: Caller, ask: &Ask) -> Reply {
    let place = find(world, ask)?;
    world.clients.remove(place);
    Ok(Answer::nothing())
}

fn find(world: &World, ask: &Ask) -> Result<usize, Refusal> {
    (world.clients.iter())
        .position(|client| client.identifier == ask.path("identifier"))
        .ok_or_else(|| Refusal::status(404))
}

fn show(client: &Client) -> Value {
    let mut shown = Map::new();
    shown.insert("identifier".to_owned(), json!(client.identifier));
    shown.insert("createdAt".to_owned(), json!(plain(client.created_at)));
    shown.insert("scopes".to_owned(), json!(client.scopes));
    if let Some(name) = &client.name {
        shown.insert("name".to_owned(), json!(name));
    }
    Value::Object(shown)
}

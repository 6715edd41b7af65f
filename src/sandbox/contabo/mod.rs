//! Contabo in memory.

mod oauth;
mod page;
mod population;
mod refusal;
mod storages;
mod user;
mod users;

use std::{collections::HashMap, time::Duration};

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::{
    api::{Body, Operation, contabo as catalogue},
    domain::Provider,
};

use super::{
    addresses::ContaboAddress,
    answer::Answer,
    ask::{Ask, Incoming},
    chance::Chance,
    check, outbox,
    people::{ME, PASSWORD},
    route::Route,
    vendor::Vendor,
};

use self::{population::Population, refusal::Refusal, storages::Storages};

/// Where tokens are to be had.
pub(in crate::sandbox) const TOKEN_PATH: &str =
    "/auth/realms/contabo/protocol/openid-connect/token";

/// The tenant of every record.
const TENANT: &str = "DE";
/// The customer of every record.
const CUSTOMER: &str = "54321";
/// The OAuth client's id: the tenant and the customer.
pub(in crate::sandbox) const CLIENT_ID: &str = "DE-54321";

/// What an operation answers, or why not.
type Reply = Result<Answer, Refusal>;
/// Carries an operation out.
type Handler = fn(&mut World, &Ask) -> Reply;

/// Everything that the sandbox's Contabo knows.
pub(in crate::sandbox) struct World {
    chance: Chance,
    people: Population,
    storages: Storages,
    /// The OAuth client's internal id.
    client: String,
    client_id: String,
    client_secret: String,
    /// The name that the owner signs in with: the first address, also when it was changed since.
    username: String,
    password: String,
    /// The tokens that are out, and when each ends.
    access_tokens: HashMap<String, Timestamp>,
    refresh_tokens: HashMap<String, Timestamp>,
    /// How long an access token works.
    token_life: Duration,
}

impl World {
    /// Contabo as it is at the start.
    pub(in crate::sandbox) fn new(seed: u64, users: usize, token_life: Duration) -> Self {
        let mut chance = Chance::of(seed, 2);
        Self {
            people: Population::new(seed, users),
            storages: Storages::new(seed),
            client: chance.uuid(),
            client_id: CLIENT_ID.to_owned(),
            client_secret: chance.letters(32),
            username: ME.to_owned(),
            password: PASSWORD.to_owned(),
            access_tokens: HashMap::new(),
            refresh_tokens: HashMap::new(),
            token_life,
            chance,
        }
    }

    /// What a client signs in with; where, it doesn't know.
    pub(in crate::sandbox) fn address(&self) -> ContaboAddress {
        ContaboAddress {
            base_url: String::new(),
            auth_url: String::new(),
            client_id: self.client_id.clone(),
            client_secret: self.client_secret.clone(),
            username: self.username.clone(),
            password: self.password.clone(),
        }
    }

    fn carry_out(&mut self, incoming: &Incoming) -> Reply {
        let (operation, path) =
            match Route::find(Provider::Contabo, &incoming.method, &incoming.segments) {
                Route::To(operation, path) => (operation, path),
                Route::OtherMethod => return Err(Refusal::status(405)),
                Route::Nowhere => {
                    let message = format!("Cannot {} {}", incoming.method, incoming.path);
                    return Err(Refusal::new(404, message));
                }
            };
        self.authenticate(incoming)?;
        check_request_id(incoming)?;
        let ask = Ask {
            operation,
            path,
            query: incoming.query.clone(),
            body: body(operation, incoming)?,
        };
        let flaws = check::flaws(&ask);
        if !flaws.is_empty() {
            return Err(Refusal::flaws(&flaws));
        }
        let handler = handler(operation).ok_or_else(|| Refusal::status(501))?;
        handler(self, &ask)
    }

    fn authenticate(&self, incoming: &Incoming) -> Result<(), Refusal> {
        incoming
            .header("authorization")
            .and_then(|header| header.strip_prefix("Bearer "))
            .and_then(|token| self.access_tokens.get(token.trim()))
            .filter(|end| **end > Timestamp::now())
            .map(|_| ())
            .ok_or_else(|| Refusal::status(401))
    }
}

impl Vendor for World {
    fn answer(&mut self, incoming: &Incoming) -> Answer {
        if incoming.path == TOKEN_PATH {
            return oauth::answer(self, incoming);
        }
        let answer = self.carry_out(incoming).unwrap_or_else(Answer::from);
        match incoming.header("x-request-id") {
            Some(id) => answer.header("x-request-id", id),
            None => answer,
        }
    }

    fn mail(&self, incoming: &Incoming) -> Option<Value> {
        let about = match incoming.segments.last()?.as_str() {
            "resend-email-verification" => "Validate your e-mail",
            "reset-password" => "Reset your password",
            _ => return None,
        };
        Some(outbox::mail(about, incoming, None))
    }

    fn refuse(&mut self, status: u16) -> Answer {
        Refusal::status(status).into()
    }

    fn revoke_tokens(&mut self) {
        self.access_tokens.clear();
    }
}

/// The header is required on every call, and has the pattern of the description: a UUID of version 0 to 5.
fn check_request_id(incoming: &Incoming) -> Result<(), Refusal> {
    let Some(id) = incoming.header("x-request-id").filter(|id| !id.is_empty()) else {
        return Err(Refusal::new(400, "Header x-request-id is required"));
    };
    let at = |place: usize| id.as_bytes().get(place).copied().unwrap_or_default();
    let good = id.len() == 36
        && uuid::Uuid::try_parse(id).is_ok()
        && matches!(at(14), b'0'..=b'5')
        && matches!(at(19), b'0' | b'8' | b'9' | b'a' | b'b' | b'A' | b'B');
    if good {
        Ok(())
    } else {
        Err(Refusal::new(400, "Header x-request-id must be a UUID"))
    }
}

fn body(operation: &Operation, incoming: &Incoming) -> Result<Map<String, Value>, Refusal> {
    match (operation.body, incoming.json()) {
        (Body::None | Body::Empty, _) => Ok(Map::new()),
        (Body::Fields, Some(Ok(Value::Object(body)))) => Ok(body),
        (Body::Fields, Some(_)) => Err(Refusal::new(400, "The body must be a JSON object")),
        (Body::Fields, None) => Err(Refusal::new(400, "A body is required")),
    }
}

fn handler(operation: &Operation) -> Option<Handler> {
    (HANDLERS.iter())
        .find(|(known, _)| *known == operation)
        .map(|(_, handler)| *handler)
}

/// Every operation of the catalogue, and what carries it out.
static HANDLERS: &[(&Operation, Handler)] = &[
    (&catalogue::RETRIEVE_USER_LIST, users::list),
    (&catalogue::RETRIEVE_USER, users::read),
    (&catalogue::CREATE_USER, users::create),
    (&catalogue::UPDATE_USER, users::update),
    (&catalogue::DELETE_USER, users::delete),
    (&catalogue::RESEND_EMAIL_VERIFICATION, users::mail),
    (&catalogue::RESET_PASSWORD, users::mail),
    (&catalogue::RETRIEVE_USER_CLIENT, |world, ask| {
        Ok(users::client(world, ask))
    }),
    (&catalogue::GENERATE_CLIENT_SECRET, |world, ask| {
        Ok(users::rotate_secret(world, ask))
    }),
    (&catalogue::LIST_OBJECT_STORAGE_CREDENTIALS, storages::list),
    (&catalogue::GET_OBJECT_STORAGE_CREDENTIALS, storages::read),
    (
        &catalogue::REGENERATE_OBJECT_STORAGE_CREDENTIALS,
        storages::regenerate,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_of_the_catalogue_is_served() {
        for operation in crate::api::catalogue().filter(|row| row.provider == Provider::Contabo) {
            assert!(handler(operation).is_some(), "{}", operation.id);
        }
    }
}

//! Tripartie in memory.

mod clients;
mod page;
mod refusal;
mod seed;
mod sessions;
mod users;
mod world;

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::{
    api::{Auth, Body, Operation, tripartie as catalogue},
    domain::Provider,
};

use super::{
    answer::Answer,
    ask::{Ask, Incoming},
    check, outbox,
    route::Route,
    vendor::Vendor,
};

use self::refusal::Refusal;

pub(in crate::sandbox) use self::world::World;

/// What an operation answers, or why not.
type Reply = Result<Answer, Refusal>;
/// Carries an operation out.
type Handler = fn(&mut World, Caller, &Ask) -> Reply;

/// Who asks: the id of a user or of a persona, or 0 where nobody has to sign in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Caller {
    pub id: u64,
}

impl Vendor for World {
    fn answer(&mut self, incoming: &Incoming) -> Answer {
        let answer = self.carry_out(incoming).unwrap_or_else(Answer::from);
        let limit = self.limit.count(Timestamp::now());
        answer.header("x-rate-limit", limit)
    }

    fn mail(&self, incoming: &Incoming) -> Option<Value> {
        let asks = incoming.method == "POST" && ["/register", "/invite"].contains(&&*incoming.path);
        let code = ("emailVerificationInput", self.email_code.as_str());
        asks.then(|| outbox::mail("Validate your e-mail", incoming, Some(code)))
    }

    fn refuse(&mut self, status: u16) -> Answer {
        let limit = self.limit.count(Timestamp::now());
        Answer::from(Refusal::status(status)).header("x-rate-limit", limit)
    }

    fn revoke_tokens(&mut self) {
        let (token, persona) = (&self.token, &self.persona_token);
        self.tokens.retain(|known, _| known == token);
        self.persona_tokens.retain(|known, _| known == persona);
    }
}

impl World {
    fn carry_out(&mut self, incoming: &Incoming) -> Reply {
        let (operation, path) =
            match Route::find(Provider::Tripartie, &incoming.method, &incoming.segments) {
                Route::To(operation, path) => (operation, path),
                Route::OtherMethod => return Err(Refusal::status(405)),
                Route::Nowhere => return Err(Refusal::status(404)),
            };
        let caller = self.caller(operation, incoming)?;
        let ask = Ask {
            operation,
            path,
            query: incoming.query.clone(),
            body: body(operation, incoming)?,
        };
        let flaws = check::flaws(&ask);
        if !flaws.is_empty() {
            return Err(Refusal::flaws(flaws));
        }
        let handler = handler(operation).ok_or_else(|| Refusal::status(501))?;
        handler(self, caller, &ask)
    }

    /// Who asks. Where the description asks for either token, a persona's is a good one, and still opens nothing of a
    /// user's.
    fn caller(&self, operation: &Operation, incoming: &Incoming) -> Result<Caller, Refusal> {
        let user = incoming
            .header("authorization")
            .map(|header| self.tokens.get(bare(header)));
        let persona = (incoming.header("x-persona-authorization"))
            .map(|header| self.persona_tokens.get(bare(header)));
        let now = Timestamp::now();
        let live = |grant: Option<&world::Grant>| match grant {
            Some(grant) if grant.expires_at > now => Ok(Caller { id: grant.id }),
            Some(_) => Err(Refusal::Token("Expired JWT Token")),
            None => Err(Refusal::Token("Invalid JWT Token")),
        };
        match (operation.auth, user, persona) {
            (Auth::Public | Auth::Optional, _, _) => Ok(Caller { id: 0 }),
            (Auth::Token, Some(grant), _) | (Auth::Persona, _, Some(grant)) => live(grant),
            (Auth::Token, None, Some(grant)) if !PERSONAL.contains(&operation) => {
                live(grant).and(Err(Refusal::status(403)))
            }
            (Auth::Token, None, _) | (Auth::Persona, _, None) => {
                Err(Refusal::Token("JWT Token not found"))
            }
        }
    }
}

/// The token of a header, which may have the word `Bearer` before it.
fn bare(header: &str) -> &str {
    header.strip_prefix("Bearer ").unwrap_or(header).trim()
}

fn body(operation: &Operation, incoming: &Incoming) -> Result<Map<String, Value>, Refusal> {
    match (operation.body, incoming.json()) {
        (Body::None, _) => Ok(Map::new()),
        (Body::Empty | Body::Fields, Some(Ok(Value::Object(body)))) => Ok(body),
        (Body::Empty | Body::Fields, Some(_) | None) => Err(Refusal::status(400)),
    }
}

fn handler(operation: &Operation) -> Option<Handler> {
    (HANDLERS.iter())
        .find(|(known, _)| *known == operation)
        .map(|(_, handler)| *handler)
}

/// The operations that take a user's token and no other.
static PERSONAL: &[&Operation] = &[
    &catalogue::LIST_API_CLIENTS,
    &catalogue::CREATE_API_CLIENT,
    &catalogue::GET_API_CLIENT,
    &catalogue::DELETE_API_CLIENT,
    &catalogue::LIST_USERS,
    &catalogue::GET_USER,
];

/// Every operation of the catalogue, and what carries it out.
static HANDLERS: &[(&Operation, Handler)] = &[
    (&catalogue::GET_ME, users::me),
    (&catalogue::LIST_USERS, users::list),
    (&catalogue::GET_USER, users::read),
    (&catalogue::UPDATE_USER, users::update),
    (&catalogue::INVITE_USER, users::invite),
    (&catalogue::REGISTER_ORGANIZATION, users::register),
    (&catalogue::VALIDATE_EMAIL, users::validate_email),
    (&catalogue::CHANGE_PASSWORD, users::change_password),
    (&catalogue::SETUP_TOTP, sessions::set_up_totp),
    (&catalogue::TOGGLE_TOTP, sessions::toggle_totp),
    (&catalogue::AUTHENTICATE, sessions::sign_in),
    (&catalogue::AUTHENTICATE_PERSONA, sessions::sign_in_persona),
    (&catalogue::GET_PERSONA, sessions::persona),
    (&catalogue::REGISTER_PERSONA, sessions::register_persona),
    (&catalogue::LIST_API_CLIENTS, clients::list),
    (&catalogue::GET_API_CLIENT, clients::read),
    (&catalogue::CREATE_API_CLIENT, |world, _, ask| {
        Ok(clients::create(world, ask))
    }),
    (&catalogue::DELETE_API_CLIENT, clients::delete),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_of_the_catalogue_is_served() {
        for operation in crate::api::catalogue().filter(|row| row.provider == Provider::Tripartie) {
            assert!(handler(operation).is_some(), "{}", operation.id);
        }
    }
}

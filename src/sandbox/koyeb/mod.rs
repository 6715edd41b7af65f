//! Koyeb in memory.

mod account;
mod github;
mod invitations;
mod lifecycle;
mod list;
mod organizations;
mod record;
mod refusal;
mod seed;
mod world;

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::{
    api::{Body, Operation, koyeb as catalogue},
    domain::Provider,
};

use super::{
    answer::Answer,
    ask::{Ask, Incoming},
    check, outbox,
    route::Route,
    vendor::Vendor,
};

use self::{refusal::Refusal, world::Caller};

pub(in crate::sandbox) use self::world::World;

/// What an operation answers: the JSON of a 200, or why not.
type Reply = Result<Value, Refusal>;
/// Carries an operation out.
type Handler = fn(&mut World, &Caller, &Ask) -> Reply;

impl Vendor for World {
    fn answer(&mut self, incoming: &Incoming) -> Answer {
        self.settle(Timestamp::now());
        match self.carry_out(incoming) {
            Ok(value) => Answer::json(200, value),
            Err(refusal) => refusal.into(),
        }
    }

    fn mail(&self, incoming: &Incoming) -> Option<Value> {
        let (about, id) = match (incoming.method.as_str(), incoming.path.as_str()) {
            ("POST", "/v1/account/signup" | "/v1/account/resend_validation") => {
                ("Validate your account", &self.validation_id)
            }
            ("POST", "/v1/account/reset_password") => ("Reset your password", &self.reset_id),
            _ => return None,
        };
        Some(outbox::mail(about, incoming, Some(("id", id))))
    }

    fn refuse(&mut self, status: u16) -> Answer {
        Refusal::status(status).into()
    }

    fn revoke_tokens(&mut self) {
        let token = &self.token;
        self.tokens.retain(|id, _| id == token);
    }
}

impl World {
    fn carry_out(&mut self, incoming: &Incoming) -> Reply {
        let (operation, path) =
            match Route::find(Provider::Koyeb, &incoming.method, &incoming.segments) {
                Route::To(operation, path) => (operation, path),
                Route::OtherMethod => return Err(Refusal::status(405)),
                Route::Nowhere => return Err(Refusal::not_found("Path")),
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
            return Err(Refusal::flaws(&flaws));
        }
        let handler = handler(operation).ok_or_else(|| Refusal::status(501))?;
        handler(self, &caller, &ask)
    }

    /// Who asks. Operations for people without a token take one all the same: the GitHub app's callback needs it.
    fn caller(&self, operation: &Operation, incoming: &Incoming) -> Result<Caller, Refusal> {
        let public = !operation.auth.is_needed();
        let header = incoming.header("authorization");
        let token = header
            .and_then(|header| header.strip_prefix("Bearer "))
            .and_then(|bearer| self.tokens.get(bearer.trim()));
        match token {
            Some(token) if token.rejected => Err(Refusal::unauthorized("Token rejected")),
            Some(token) => Ok(Caller {
                user: token.user,
                organization: token.organization.clone(),
            }),
            None if public => Ok(Caller::default()),
            None if header.is_none() => Err(Refusal::unauthorized("Missing authorization header")),
            None => Err(Refusal::unauthorized("Invalid or expired token")),
        }
    }
}

/// The body of a request, where the operation has one: Koyeb wants one even where it may say nothing.
fn body(operation: &Operation, incoming: &Incoming) -> Result<Map<String, Value>, Refusal> {
    match (operation.body, incoming.json()) {
        (Body::None, _) => Ok(Map::new()),
        (Body::Empty | Body::Fields, Some(Ok(Value::Object(body)))) => Ok(body),
        (Body::Empty | Body::Fields, Some(_)) => {
            Err(Refusal::invalid("The body must be a JSON object"))
        }
        (Body::Empty | Body::Fields, None) => Err(Refusal::invalid("A body is required")),
    }
}

fn handler(operation: &Operation) -> Option<Handler> {
    (HANDLERS.iter())
        .find(|(known, _)| *known == operation)
        .map(|(_, handler)| *handler)
}

/// Every operation of the catalogue, and what carries it out.
static HANDLERS: &[(&Operation, Handler)] = &[
    (&catalogue::GET_CURRENT_USER, account::read),
    (&catalogue::UPDATE_USER_PUT, account::update),
    (&catalogue::UPDATE_USER_PATCH, account::update),
    (&catalogue::UPDATE_USER_V2_PUT, account::update_later),
    (&catalogue::UPDATE_USER_V2_PATCH, account::update_later),
    (&catalogue::GET_USER_SETTINGS, account::read_settings),
    (&catalogue::UPDATE_USER_SETTINGS, account::update_settings),
    (
        &catalogue::RESEND_EMAIL_VALIDATION,
        account::resend_validation,
    ),
    (&catalogue::GET_IDENFY_TOKEN, account::begin_identity_check),
    (
        &catalogue::CLEAR_IDENFY_VERIFICATION_RESULT,
        account::clear_identity_check,
    ),
    (&catalogue::LOGIN_METHOD, account::login_method),
    (&catalogue::SIGNUP, account::sign_up),
    (&catalogue::VALIDATE, account::validate),
    (&catalogue::RESET_PASSWORD, account::reset_password),
    (&catalogue::UPDATE_PASSWORD, account::update_password),
    (&catalogue::GET_OAUTH_OPTIONS, |world, _, ask| {
        Ok(github::options(world, ask))
    }),
    (&catalogue::OAUTH_CALLBACK, github::callback),
    (&catalogue::GET_GITHUB_INSTALLATION, github::installation),
    (&catalogue::GITHUB_INSTALLATION, github::install),
    (&catalogue::LIST_USER_ORGANIZATIONS, organizations::list),
    (&catalogue::GET_ORGANIZATION, organizations::read),
    (&catalogue::GET_CURRENT_ORGANIZATION, organizations::current),
    (&catalogue::CREATE_ORGANIZATION, organizations::create),
    (&catalogue::UPDATE_ORGANIZATION_PUT, organizations::update),
    (&catalogue::UPDATE_ORGANIZATION_PATCH, organizations::update),
    (
        &catalogue::UPDATE_ORGANIZATION_PLAN,
        organizations::change_plan,
    ),
    (
        &catalogue::UPSERT_SIGNUP_QUALIFICATION,
        organizations::qualify,
    ),
    (&catalogue::GET_BUDGET, organizations::read_budget),
    (&catalogue::CREATE_BUDGET, organizations::create_budget),
    (&catalogue::UPDATE_BUDGET, organizations::update_budget),
    (&catalogue::DELETE_BUDGET, organizations::delete_budget),
    (&catalogue::DEACTIVATE_ORGANIZATION, lifecycle::deactivate),
    (&catalogue::REACTIVATE_ORGANIZATION, lifecycle::reactivate),
    (&catalogue::DELETE_ORGANIZATION, lifecycle::delete),
    (&catalogue::SWITCH_ORGANIZATION, lifecycle::switch),
    (&catalogue::UNSCOPE_ORGANIZATION_TOKEN, lifecycle::unscope),
    (
        &catalogue::CREATE_ACCESS_TOKEN,
        lifecycle::create_access_token,
    ),
    (
        &catalogue::LIST_USER_ORGANIZATION_INVITATIONS,
        invitations::list_received,
    ),
    (
        &catalogue::GET_USER_ORGANIZATION_INVITATION,
        invitations::get_received,
    ),
    (
        &catalogue::ACCEPT_ORGANIZATION_INVITATION,
        invitations::accept,
    ),
    (
        &catalogue::DECLINE_ORGANIZATION_INVITATION,
        invitations::decline,
    ),
    (
        &catalogue::LIST_ORGANIZATION_INVITATIONS,
        invitations::list_sent,
    ),
    (
        &catalogue::GET_ORGANIZATION_INVITATION,
        invitations::get_sent,
    ),
    (
        &catalogue::CREATE_ORGANIZATION_INVITATION,
        invitations::create,
    ),
    (
        &catalogue::RESEND_ORGANIZATION_INVITATION,
        invitations::resend,
    ),
    (
        &catalogue::DELETE_ORGANIZATION_INVITATION,
        invitations::delete,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_of_the_catalogue_is_served() {
        for operation in crate::api::catalogue().filter(|row| row.provider == Provider::Koyeb) {
            assert!(handler(operation).is_some(), "{}", operation.id);
        }
    }
}

//! How Tripartie's replies become rows.

use serde::Deserialize;

use crate::{
    api::{
        Page, Raw, Reply, Rows, Unreadable,
        loose::{Object, Value, Values, full_name},
        reply,
    },
    domain::{Clean, Credential, CredentialKind, Provider, Secret, User},
};

/// A bare array of users; the total is in a header.
pub(super) fn users(raw: &Raw<'_>) -> Result<Reply, Unreadable> {
    let rows: Vec<UserRow<'_>> = reply::array(raw.body)?;
    let users = rows.into_iter().filter_map(|row| user(row, false));
    Ok(page(raw, Rows::Users(users.collect())))
}

/// The user that the token belongs to, as a list of one.
pub(super) fn me(raw: &Raw<'_>) -> Result<Reply, Unreadable> {
    let rows = user(reply::object(raw.body)?, true).into_iter().collect();
    Ok(Reply::Page(Page::whole(Rows::Users(rows))))
}

/// The persona that the persona token belongs to, as a list of one.
pub(super) fn persona(raw: &Raw<'_>) -> Result<Reply, Unreadable> {
    let persona = user(reply::object(raw.body)?, true).map(|user| User {
        persona: true,
        ..user
    });
    let rows = persona.into_iter().collect();
    Ok(Reply::Page(Page::whole(Rows::Users(rows))))
}

/// A bare array of API clients; the total is in a header.
pub(super) fn api_clients(raw: &Raw<'_>) -> Result<Reply, Unreadable> {
    let rows: Vec<ApiClientRow<'_>> = reply::array(raw.body)?;
    let credentials = rows.into_iter().filter_map(api_client);
    Ok(page(raw, Rows::Credentials(credentials.collect())))
}

/// `{"token": "..."}`
pub(super) fn session(raw: &Raw<'_>) -> Result<Reply, Unreadable> {
    let created: UserJwtCreated = reply::json(raw.body)?;
    Ok(Reply::Session {
        token: created.token,
        organization_id: Clean::default(),
    })
}

/// `{"identifier": "...", "secret": "..."}`
pub(super) fn new_api_client(raw: &Raw<'_>) -> Result<Reply, Unreadable> {
    reply::revealing(raw, &["secret"])
}

/// `{"authUrl": "...", "expireAt": "..."}`
pub(super) fn persona_link(raw: &Raw<'_>) -> Result<Reply, Unreadable> {
    reply::revealing(raw, &["authUrl"])
}

/// `{"totpUri": "otpauth://..."}`
pub(super) fn totp_setup(raw: &Raw<'_>) -> Result<Reply, Unreadable> {
    reply::revealing(raw, &["totpUri"])
}

fn page(raw: &Raw<'_>, rows: Rows) -> Reply {
    Reply::Page(Page {
        rows,
        total: raw.headers.content_range.as_deref().and_then(total),
        more: None,
        whole: None,
        roles: Vec::new(),
    })
}

/// The total in `0-50/28441`.
fn total(content_range: &str) -> Option<usize> {
    content_range.rsplit_once('/')?.1.trim().parse().ok()
}

fn user(row: UserRow<'_>, you: bool) -> Option<User> {
    let name = full_name(row.first_name, row.last_name);
    Some(User {
        provider: Provider::Tripartie,
        id: row.id.filled()?,
        name: if name.is_empty() {
            row.public_name.text()
        } else {
            name.into()
        },
        email: row.email.text(),
        you,
        persona: false,
        active: row.lockdown.flag() != Some(true),
        two_factor: row.totp_enabled.flag(),
        email_verified: None,
        roles: row.roles.joined(),
        last_seen: row.last_successful_log_in.time(),
        created_at: row.created_at.time(),
        organization: row.organization.0.unwrap_or_default().name.text(),
    })
}

fn api_client(row: ApiClientRow<'_>) -> Option<Credential> {
    let identifier = row.identifier.filled()?;
    Some(Credential {
        name: row.name.filled().unwrap_or_else(|| identifier.clone()),
        public: identifier.clone(),
        kind: CredentialKind::ApiClient { identifier },
        scope: row.scopes.joined(),
        owner: Clean::default(),
        created_at: row.created_at.time(),
    })
}

/// `User-CollectionRead`, and as far as they go `User-AuthenticatedRead` and `Persona-Read`.
#[derive(Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default, rename_all = "camelCase")]
struct UserRow<'a> {
    id: Value<'a>,
    first_name: Value<'a>,
    last_name: Value<'a>,
    public_name: Value<'a>,
    email: Value<'a>,
    roles: Values<'a>,
    totp_enabled: Value<'a>,
    lockdown: Value<'a>,
    last_successful_log_in: Value<'a>,
    created_at: Value<'a>,
    organization: Object<OrganizationRow<'a>>,
}

/// `User-Organization-CollectionRead`.
#[derive(Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default)]
struct OrganizationRow<'a> {
    name: Value<'a>,
}

/// `ApiClient-Read`.
#[derive(Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default, rename_all = "camelCase")]
struct ApiClientRow<'a> {
    identifier: Value<'a>,
    name: Value<'a>,
    scopes: Values<'a>,
    created_at: Value<'a>,
}

#[derive(Deserialize)]
struct UserJwtCreated {
    token: Secret,
}

#[cfg(test)]
mod tests;

//! How Contabo's replies become rows. Every reply wraps its `data` as an array, also a single object.

use std::{borrow::Cow, collections::BTreeMap};

use serde::Deserialize;

use crate::{
    api::{
        Page, Raw, Reply, Rows, Unreadable,
        loose::{self, Count, List, Object, Value, Values, full_name},
        reply,
    },
    domain::{Clean, Credential, CredentialKind, Provider, Role, User},
};

/// `{"data": [...], "_pagination": {"totalElements": 100}}`
pub(super) fn users(raw: &Raw<'_>) -> Result<Reply, Unreadable> {
    let mut roles = BTreeMap::new();
    let with_roles = |row: UserRow<'_>| {
        for role in &row.roles.0 {
            if let Some(id) = role.role_id.number() {
                roles.entry(id).or_insert_with(|| role.name.clone().text());
            }
        }
        user(row)
    };
    let page = page(raw, with_roles, Rows::Users)?;
    let roles = roles.into_iter().map(|(id, name)| Role { id, name });
    Ok(Reply::Page(Page {
        roles: roles.collect(),
        ..page
    }))
}

/// `{"data": [...], "_pagination": {...}}`. The rows don't say whose they are.
pub(super) fn object_storage_credentials(raw: &Raw<'_>) -> Result<Reply, Unreadable> {
    page(raw, object_storage, Rows::Credentials).map(Reply::Page)
}

/// `{"data": [{...}]}`, as a list of one.
pub(super) fn oauth_client(raw: &Raw<'_>) -> Result<Reply, Unreadable> {
    let one: Envelope<ClientRow<'_>> = reply::object(raw.body)?;
    let rows = one.data.0.into_iter().filter_map(client).collect();
    Ok(Reply::Page(Page::whole(Rows::Credentials(rows))))
}

/// `{"data": [{"accessKey": "...", "secretKey": "..."}]}`
pub(super) fn object_storage_credential(raw: &Raw<'_>) -> Result<Reply, Unreadable> {
    reply::revealing(raw, &["accessKey", "secretKey"])
}

/// `{"data": [{"secret": "..."}]}`
pub(super) fn client_secret(raw: &Raw<'_>) -> Result<Reply, Unreadable> {
    reply::revealing(raw, &["secret"])
}

fn page<'de, Row: Deserialize<'de>, Record>(
    raw: &Raw<'de>,
    record: impl FnMut(Row) -> Option<Record>,
    rows: fn(Vec<Record>) -> Rows,
) -> Result<Page, Unreadable> {
    let list: Envelope<Row> = reply::object(raw.body)?;
    let total = list
        .pagination
        .0
        .and_then(|pagination| pagination.total_elements.0);
    Ok(Page {
        rows: rows(list.data.0.into_iter().filter_map(record).collect()),
        total,
        more: None,
        whole: None,
        roles: Vec::new(),
    })
}

fn user(row: UserRow<'_>) -> Option<User> {
    let owner = (row.owner.flag() == Some(true)).then_some(Cow::Borrowed("owner"));
    let roles = row.roles.0.into_iter().map(|role| role.name.raw());
    let roles = owner
        .into_iter()
        .chain(roles.filter(|role| !role.is_empty()));
    Some(User {
        provider: Provider::Contabo,
        id: row.user_id.filled()?,
        name: full_name(row.first_name, row.last_name).into(),
        email: row.email.text(),
        you: false,
        persona: false,
        active: row.enabled.flag() != Some(false),
        two_factor: row.totp.flag(),
        email_verified: row.email_verified.flag(),
        roles: Values(roles.collect()).joined(),
        last_seen: None,
        created_at: None,
        organization: Clean::default(),
    })
}

fn object_storage(row: ObjectStorageRow<'_>) -> Option<Credential> {
    Some(Credential {
        kind: CredentialKind::ObjectStorage {
            user: Clean::default(),
            storage: row.object_storage_id.filled()?,
            credential: row.credential_id.filled()?,
        },
        name: row.display_name.text(),
        public: row.access_key.0,
        scope: row.region.text(),
        owner: Clean::default(),
        created_at: None,
    })
}

fn client(row: ClientRow<'_>) -> Option<Credential> {
    let client_id = row.client_id.text();
    Some(Credential {
        kind: CredentialKind::OAuthClient {
            id: row.id.filled()?,
        },
        name: client_id.clone(),
        public: client_id,
        scope: Clean::default(),
        owner: Clean::default(),
        created_at: None,
    })
}

#[derive(Deserialize)]
#[serde(bound = "T: Deserialize<'de>")]
struct Envelope<T> {
    #[serde(default)]
    data: loose::Rows<T>,
    #[serde(default, rename = "_pagination")]
    pagination: Object<Pagination>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Pagination {
    total_elements: Count,
}

/// `UserResponse`.
#[derive(Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default, rename_all = "camelCase")]
struct UserRow<'a> {
    user_id: Value<'a>,
    first_name: Value<'a>,
    last_name: Value<'a>,
    email: Value<'a>,
    email_verified: Value<'a>,
    enabled: Value<'a>,
    totp: Value<'a>,
    owner: Value<'a>,
    roles: List<RoleRow<'a>>,
}

/// `RoleResponse`.
#[derive(Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default, rename_all = "camelCase")]
struct RoleRow<'a> {
    role_id: Value<'a>,
    name: Value<'a>,
}

/// `CredentialData`. The secret key is not read at all.
#[derive(Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default, rename_all = "camelCase")]
struct ObjectStorageRow<'a> {
    object_storage_id: Value<'a>,
    credential_id: Value<'a>,
    display_name: Value<'a>,
    region: Value<'a>,
    access_key: LastCharacters,
}

/// `ClientResponse`. The secret is not read at all.
#[derive(Default, Deserialize)]
#[serde(bound(deserialize = "'de: 'a"), default, rename_all = "camelCase")]
struct ClientRow<'a> {
    id: Value<'a>,
    client_id: Value<'a>,
}

/// The end of a key, by which people tell keys apart; nothing of a short one.
#[derive(Default)]
struct LastCharacters(Clean);

impl<'de> Deserialize<'de> for LastCharacters {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let key = Value::deserialize(deserializer)?.text();
        let length = key.raw().chars().count();
        if length < 12 {
            return Ok(Self::default());
        }
        let end: String = key.raw().chars().skip(length - 4).collect();
        Ok(Self(Clean::from(format!("…{end}"))))
    }
}

#[cfg(test)]
mod tests;

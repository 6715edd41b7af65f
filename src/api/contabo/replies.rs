//! How Contabo's replies become rows. Every reply wraps its `data` as an array, also a single object.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{
    api::{
        Page, Raw, Reply, Rows, Unreadable,
        loose::{self, List, Object, Value},
        reply,
    },
    domain::{Clean, Credential, CredentialKind, Provider, Role, User},
};

/// `{"data": [...], "_pagination": {"totalElements": 100}}`
pub(super) fn users(raw: &Raw<'_>) -> Result<Reply, Unreadable> {
    let mut roles = BTreeMap::new();
    let with_roles = |row: UserRow| {
        let id_and_name = |role: &RoleRow| Some((role.role_id.number()?, role.name.clone().text()));
        roles.extend(row.roles.0.iter().filter_map(id_and_name));
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
    let one: Envelope<ClientRow> = reply::object(raw.body)?;
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
        .and_then(|pagination| pagination.total_elements.count());
    Ok(Page {
        rows: rows(list.data.0.into_iter().filter_map(record).collect()),
        total,
        more: None,
        whole: None,
        roles: Vec::new(),
    })
}

fn user(row: UserRow) -> Option<User> {
    let name = [row.first_name.text(), row.last_name.text()];
    let name = name.each_ref().map(Clean::raw).join(" ");
    let owner = (row.owner.flag() == Some(true)).then(|| "owner".to_owned());
    let roles = row
        .roles
        .0
        .into_iter()
        .filter_map(|role| role.name.filled());
    let roles: Vec<String> = owner
        .into_iter()
        .chain(roles.map(|role| role.raw().to_owned()))
        .collect();
    Some(User {
        provider: Provider::Contabo,
        id: row.user_id.filled()?,
        name: Clean::from(name.trim()),
        email: row.email.text(),
        you: false,
        active: row.enabled.flag() != Some(false),
        two_factor: row.totp.flag(),
        email_verified: row.email_verified.flag(),
        roles: Clean::from(roles.join(", ")),
        last_seen: None,
        created_at: None,
        organization: Clean::default(),
    })
}

fn object_storage(row: ObjectStorageRow) -> Option<Credential> {
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

fn client(row: ClientRow) -> Option<Credential> {
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
    total_elements: Value,
}

/// `UserResponse`.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct UserRow {
    user_id: Value,
    first_name: Value,
    last_name: Value,
    email: Value,
    email_verified: Value,
    enabled: Value,
    totp: Value,
    owner: Value,
    roles: List<RoleRow>,
}

/// `RoleResponse`.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct RoleRow {
    role_id: Value,
    name: Value,
}

/// `CredentialData`. The secret key is not read at all.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct ObjectStorageRow {
    object_storage_id: Value,
    credential_id: Value,
    display_name: Value,
    region: Value,
    access_key: LastCharacters,
}

/// `ClientResponse`. The secret is not read at all.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct ClientRow {
    id: Value,
    client_id: Value,
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

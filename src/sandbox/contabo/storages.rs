//! S3 credentials of users for Contabo's object storages.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::sandbox::{ask::Ask, chance::Chance};

use super::{CUSTOMER, Reply, TENANT, World, page::Page, refusal::Refusal, users};

/// The object storages of the customer: region and display name.
const STORAGES: [(&str, &str); 2] = [
    ("European Union", "Lindenhof backups"),
    ("Asia (Singapore)", "Lindenhof メディア"),
];

/// The keys to the storages. Only changed ones are kept, the others are made from the user's number.
pub(super) struct Storages {
    seed: u64,
    /// The ids of the storages.
    ids: Vec<String>,
    /// How often the keys of a credential were made anew.
    regenerated: HashMap<u64, u64>,
}

/// One key pair.
struct Credential {
    id: u64,
    storage: String,
    region: &'static str,
    name: &'static str,
    access: String,
    secret: String,
}

impl Storages {
    pub fn new(seed: u64) -> Self {
        let mut chance = Chance::of(seed, 3);
        Self {
            seed,
            ids: STORAGES.iter().map(|_| chance.uuid()).collect(),
            regenerated: HashMap::new(),
        }
    }

    /// The credentials of a user: the owner has them everywhere, one user in seven has one.
    fn of(&self, user: u32) -> Vec<Credential> {
        let all = user == users::ME;
        let rows = (0_u64..).zip(&self.ids).zip(STORAGES);
        rows.filter(|((place, _), _)| all || u64::from(user) % 14 == place * 7 + 3)
            .map(|((place, storage), (region, name))| {
                let id = 10_000 + u64::from(user) * 10 + place;
                let turn = self.regenerated.get(&id).copied().unwrap_or_default();
                let mut chance = Chance::of(self.seed ^ (turn << 32), id);
                Credential {
                    id,
                    storage: storage.clone(),
                    region,
                    name,
                    access: chance.text(32, "0123456789abcdef"),
                    secret: chance.text(32, "0123456789abcdef"),
                }
            })
            .collect()
    }
}

impl Credential {
    fn show(&self) -> Value {
        json!({
            "tenantId": TENANT, "customerId": CUSTOMER, "accessKey": self.access, "secretKey": self.secret,
            "objectStorageId": self.storage, "displayName": self.name, "region": self.region,
            "credentialId": self.id,
        })
    }
}

pub(super) fn list(world: &mut World, ask: &Ask) -> Reply {
    let user = users::find(world, ask)?;
    let page = Page::new(ask)?;
    let part = |name: &str, value: &str| {
        ask.query(name)
            .is_none_or(|part| value.to_lowercase().contains(&part.to_lowercase()))
    };
    let mut rows: Vec<Credential> = (world.storages.of(user).into_iter())
        .filter(|row| {
            ask.query("objectStorageId")
                .is_none_or(|id| id == row.storage)
        })
        .filter(|row| part("regionName", row.region) && part("displayName", row.name))
        .collect();
    if ask
        .query("orderBy")
        .is_some_and(|order| order.to_lowercase().ends_with("desc"))
    {
        rows.reverse();
    }
    let total = rows.len();
    let rows = rows
        .iter()
        .skip(page.skip())
        .take(page.size)
        .map(Credential::show);
    Ok(page.answer(&rows.collect::<Vec<_>>(), total, ask))
}

pub(super) fn read(world: &mut World, ask: &Ask) -> Reply {
    Ok(users::one(ask, &find(world, ask)?.show()))
}

/// Makes both keys anew.
pub(super) fn regenerate(world: &mut World, ask: &Ask) -> Reply {
    let id = find(world, ask)?.id;
    *world.storages.regenerated.entry(id).or_default() += 1;
    Ok(users::one(ask, &find(world, ask)?.show()))
}

fn find(world: &World, ask: &Ask) -> Result<Credential, Refusal> {
    let user = users::find(world, ask)?;
    (world.storages.of(user).into_iter())
        .find(|row| {
            row.storage == ask.path("objectStorageId")
                && row.id.to_string() == ask.path("credentialId")
        })
        .ok_or_else(|| Refusal::not_found("Credential", "credentialId"))
}

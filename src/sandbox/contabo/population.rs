//! Contabo's users. They are made from their number when they are asked for, so a million of them take no memory.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value, json};

use crate::sandbox::{chance::Chance, people::Person};

/// Odd, so that multiplying by it can be undone: the number of a user can be read back from the id.
const SCATTER: u32 = 0x9E37_79B1;
/// `SCATTER * GATHER == 1` in 32 bits.
const GATHER: u32 = 0x0E8B_2F51;

/// All users: the seeded ones, and what has changed since.
pub(super) struct Population {
    seed: u64,
    /// How many numbers are in use, deleted users included.
    numbers: u32,
    /// Users that were changed or created, whole.
    changed: HashMap<u32, User>,
    deleted: BTreeSet<u32>,
    /// Counts the changes, so that a list made earlier is known to be stale.
    revision: u64,
    /// The users of the last filtered or sorted list, by number.
    last: Option<(String, u64, Vec<u32>)>,
}

/// A user, as far as the API tells.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the record has four flags that are independent of each other"
)]
pub(super) struct User {
    pub id: String,
    pub first: String,
    pub last: String,
    pub email: String,
    pub verified: bool,
    pub enabled: bool,
    pub totp: bool,
    pub locale: String,
    pub owner: bool,
    pub roles: Vec<i64>,
}

/// What a list of users is narrowed down to.
#[derive(Debug, Default)]
pub(super) struct Filter {
    /// A part of the e-mail address, in lower case.
    pub email: Option<String>,
    pub enabled: Option<bool>,
    pub owner: Option<bool>,
}

impl Population {
    pub fn new(seed: u64, users: usize) -> Self {
        Self {
            seed,
            numbers: u32::try_from(users).unwrap_or(u32::MAX).max(1),
            changed: HashMap::new(),
            deleted: BTreeSet::new(),
            revision: 0,
            last: None,
        }
    }

    /// How many users there are.
    pub fn len(&self) -> usize {
        to_usize(self.numbers) - self.deleted.len()
    }

    /// A user by number.
    pub fn user(&self, number: u32) -> User {
        match self.changed.get(&number) {
            Some(user) => user.clone(),
            None => self.seeded(number),
        }
    }

    /// The number of the user with an id.
    pub fn number(&self, id: &str) -> Option<u32> {
        let head = u32::from_str_radix(id.get(..8)?, 16).ok()?;
        let number = (head ^ self.mask()).wrapping_mul(GATHER);
        let known = number < self.numbers && !self.deleted.contains(&number);
        (known && self.id(number) == id).then_some(number)
    }

    /// Replaces a user.
    pub fn put(&mut self, number: u32, user: User) {
        self.changed.insert(number, user);
        self.revision += 1;
    }

    /// Takes a user away.
    pub fn remove(&mut self, number: u32) {
        self.deleted.insert(number);
        self.revision += 1;
    }

    /// The number and the id for a new user.
    pub fn next(&mut self) -> (u32, String) {
        let number = self.numbers;
        self.numbers = self.numbers.saturating_add(1);
        (number, self.id(number))
    }

    /// Whether somebody has that address. A seeded address ends in its user's number.
    pub fn knows(&self, email: &str) -> bool {
        let name = email.split('@').next().unwrap_or_default();
        let digits = name.trim_start_matches(|c: char| !c.is_ascii_digit());
        let candidates = [0].into_iter().chain(digits.parse().ok());
        candidates
            .chain(self.changed.keys().copied())
            .filter(|number| *number < self.numbers && !self.deleted.contains(number))
            .any(|number| self.user(number).email == email)
    }

    /// A part of the list of all users in the order of their numbers, without going through those before it.
    pub fn slice(&self, skip: usize, take: usize) -> Vec<u32> {
        let mut start = u32::try_from(skip).unwrap_or(u32::MAX);
        for deleted in &self.deleted {
            if *deleted > start {
                break;
            }
            start = start.saturating_add(1);
        }
        (start..self.numbers)
            .filter(|number| !self.deleted.contains(number))
            .take(take)
            .collect()
    }

    /// The users that a filter lets through, sorted. The last list is kept, for its other pages.
    pub fn select(&mut self, filter: &Filter, order: &[Order]) -> &[u32] {
        let key = format!("{filter:?} {order:?}");
        let fresh = matches!(&self.last, Some((known, revision, _)) if *known == key && *revision == self.revision);
        if !fresh {
            let numbers = self.gather(filter, order);
            self.last = Some((key, self.revision, numbers));
        }
        self.last.as_ref().map_or(&[], |(_, _, numbers)| numbers)
    }

    fn gather(&self, filter: &Filter, order: &[Order]) -> Vec<u32> {
        let kept = |user: &User| {
            let email = (filter.email.as_ref()).is_none_or(|part| user.email.contains(part));
            email
                && filter.enabled.is_none_or(|enabled| user.enabled == enabled)
                && filter.owner.is_none_or(|owner| user.owner == owner)
        };
        let users = self.all().map(|number| (number, self.user(number)));
        let users = users.filter(|(_, user)| kept(user));
        let mut rows: Vec<(Vec<String>, u32)> = users
            .map(|(number, user)| {
                let keys = order.iter().map(|order| order.key(&user)).collect();
                (keys, number)
            })
            .collect();
        rows.sort_by(|left, right| {
            let pairs = left.0.iter().zip(&right.0).zip(order);
            pairs
                .map(|((left, right), order)| {
                    if order.descending {
                        right.cmp(left)
                    } else {
                        left.cmp(right)
                    }
                })
                .find(|order| order.is_ne())
                .unwrap_or_else(|| left.1.cmp(&right.1))
        });
        rows.into_iter().map(|(_, number)| number).collect()
    }

    fn all(&self) -> impl Iterator<Item = u32> {
        (0..self.numbers).filter(|number| !self.deleted.contains(number))
    }

    fn seeded(&self, number: u32) -> User {
        let mut chance = Chance::of(self.seed, u64::from(number));
        let me = number == 0;
        let person = if me {
            Person::me()
        } else {
            Person::somebody(&mut chance, to_usize(number))
        };
        User {
            id: self.id(number),
            first: person.first,
            last: person.last,
            email: person.email,
            verified: me || !chance.percent(12),
            enabled: me || !chance.percent(10),
            totp: me || chance.percent(60),
            locale: chance.pick("de-DE", &["de", "en-US", "en"]).to_owned(),
            owner: me,
            roles: vec![chance.pick(super::users::ADMINISTRATOR, &super::users::OTHER_ROLES)],
        }
    }

    /// The id of a number: it begins with the number, scattered.
    fn id(&self, number: u32) -> String {
        let head = number.wrapping_mul(SCATTER) ^ self.mask();
        let mut chance = Chance::of(self.seed ^ 0x1D, u64::from(number));
        let tail = chance.uuid();
        format!("{head:08x}{}", tail.get(8..).unwrap_or_default())
    }

    fn mask(&self) -> u32 {
        u32::try_from(Chance::new(self.seed).next() >> 32).unwrap_or(0)
    }
}

/// One property to sort by.
#[derive(Debug)]
pub(super) struct Order {
    pub name: String,
    pub descending: bool,
}

impl Order {
    /// Reads `name:asc` or `name:DESC`.
    pub fn new(text: &str) -> Self {
        let (name, direction) = text.split_once(':').unwrap_or((text, "asc"));
        Self {
            name: name.to_lowercase(),
            descending: direction.eq_ignore_ascii_case("desc"),
        }
    }

    /// What a user is sorted by; nothing, for a property that users don't have.
    fn key(&self, user: &User) -> String {
        match self.name.as_str() {
            "firstname" | "name" => user.first.to_lowercase(),
            "lastname" => user.last.to_lowercase(),
            "email" => user.email.clone(),
            "enabled" => user.enabled.to_string(),
            "owner" => user.owner.to_string(),
            "userid" => user.id.clone(),
            _ => String::new(),
        }
    }
}

impl User {
    /// A user as the API shows one.
    pub fn show(&self) -> Value {
        let mut shown = Map::new();
        let mut put = |name: &str, value: Value| shown.insert(name.to_owned(), value);
        put("tenantId", json!(super::TENANT));
        put("customerId", json!(super::CUSTOMER));
        put("userId", json!(self.id));
        put("firstName", json!(self.first));
        put("lastName", json!(self.last));
        put("email", json!(self.email));
        put("emailVerified", json!(self.verified));
        put("enabled", json!(self.enabled));
        put("totp", json!(self.totp));
        put("locale", json!(self.locale));
        put("owner", json!(self.owner));
        let roles: Vec<Value> = self
            .roles
            .iter()
            .map(|id| super::users::role(*id))
            .collect();
        put("roles", json!(roles));
        Value::Object(shown)
    }
}

fn to_usize(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_found_again_by_id() {
        assert_eq!(SCATTER.wrapping_mul(GATHER), 1);
        let people = Population::new(3, 1_000_000);
        for number in [0, 1, 77, 65_536, 999_999] {
            assert_eq!(people.number(&people.user(number).id), Some(number));
        }
        assert_eq!(people.number("6cdf5968-f9fe-4192-97c2-f349e813c5e8"), None);
        assert_eq!(people.number(""), None);
    }

    #[test]
    fn a_page_skips_the_deleted() {
        let mut people = Population::new(3, 10);
        people.remove(1);
        people.remove(4);
        assert_eq!(people.len(), 8);
        assert_eq!(people.slice(0, 4), [0, 2, 3, 5]);
        assert_eq!(people.slice(4, 4), [6, 7, 8, 9]);
        assert_eq!(people.slice(8, 4), [0_u32; 0]);
    }
}

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Clean, Family, Key, Provider};

/// A person with an account at a vendor, as far as a table needs to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// The vendor that keeps the account.
    pub provider: Provider,
    /// The vendor's id.
    pub id: Clean,
    /// The full name, empty where none is set.
    pub name: Clean,
    /// The e-mail address.
    pub email: Clean,
    /// Whether this is the account that usher is signed in with.
    pub you: bool,
    /// Whether it is no account of the organization but a persona: one of its customers, at Tripartie.
    pub persona: bool,
    /// Whether the account may be used: not disabled (Contabo), locked down (Tripartie) or restricted (Koyeb).
    pub active: bool,
    /// Whether a second factor is asked for at sign-in, where the vendor tells.
    pub two_factor: Option<bool>,
    /// Whether the e-mail address was proven, where the vendor tells.
    pub email_verified: Option<bool>,
    /// The roles or flags, parted by commas.
    pub roles: Clean,
    /// The last sign-in, where the vendor tells.
    #[serde(with = "jiff::fmt::serde::timestamp::nanosecond::optional")]
    pub last_seen: Option<Timestamp>,
    /// When the account was made, where the vendor tells.
    #[serde(with = "jiff::fmt::serde::timestamp::nanosecond::optional")]
    pub created_at: Option<Timestamp>,
    /// The organization that the account belongs to, empty where the vendor tells none.
    pub organization: Clean,
}

/// A role that a vendor knows by its id, and people by its name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Role {
    /// The vendor's id.
    pub id: i64,
    /// The name, empty where it has none.
    pub name: Clean,
}

impl User {
    /// What the record is known by.
    pub fn key(&self) -> Key {
        let family = if self.persona {
            Family::Persona
        } else {
            Family::User
        };
        Key::new(self.provider, family, self.id.raw())
    }
}

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Clean, Family, Key, Provider};

/// A Koyeb organization, as far as a table needs to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// Koyeb's id.
    pub id: Clean,
    /// The name, unique at Koyeb.
    pub name: Clean,
    /// The plan, as Koyeb spells it.
    pub plan: Clean,
    /// The state of the account.
    pub status: OrganizationStatus,
    /// Why the account is in that state, as Koyeb spells it (`VALID`, `PAYMENT_FAILURE`, ...).
    pub status_message: Clean,
    /// Whether Koyeb has verified the account.
    pub verified: Option<bool>,
    /// Whether a trial is running.
    pub trialing: Option<bool>,
    /// When the trial ends, where there is one.
    #[serde(with = "jiff::fmt::serde::timestamp::nanosecond::optional")]
    pub trial_ends_at: Option<Timestamp>,
}

impl Organization {
    /// What the record is known by.
    pub fn key(&self) -> Key {
        Key::new(Provider::Koyeb, Family::Organization, self.id.raw())
    }
}

/// The state of a Koyeb organization. A state that Koyeb adds later is kept as it came.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum OrganizationStatus {
    /// In use.
    Active,
    /// Usable, but something needs attention.
    Warning,
    /// Locked by Koyeb.
    Locked,
    /// On the way to [`OrganizationStatus::Deactivated`].
    Deactivating,
    /// Deactivated: it can be reactivated or deleted.
    Deactivated,
    /// Being deleted.
    Deleting,
    /// Deleted.
    Deleted,
    /// Anything else.
    Other(Clean),
}

impl OrganizationStatus {
    /// Reads Koyeb's spelling.
    pub fn new(text: &Clean) -> Self {
        match text.raw() {
            "ACTIVE" => Self::Active,
            "WARNING" => Self::Warning,
            "LOCKED" => Self::Locked,
            "DEACTIVATING" => Self::Deactivating,
            "DEACTIVATED" => Self::Deactivated,
            "DELETING" => Self::Deleting,
            "DELETED" => Self::Deleted,
            _ => Self::Other(text.clone()),
        }
    }

    /// The state in words.
    pub fn words(&self) -> &str {
        match self {
            Self::Active => "active",
            Self::Warning => "needs attention",
            Self::Locked => "locked",
            Self::Deactivating => "deactivating",
            Self::Deactivated => "deactivated",
            Self::Deleting => "deleting",
            Self::Deleted => "deleted",
            Self::Other(text) => text.as_str(),
        }
    }
}

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Clean, Family, Key, Provider};

/// Something that a program signs in with. The secret itself is never part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credential {
    /// What it is and the ids that address it.
    pub kind: CredentialKind,
    /// The name that people gave it, or the client id.
    pub name: Clean,
    /// The public half (client id, access key's last characters), empty where there is none.
    pub public: Clean,
    /// What it opens: scopes, or the storage's region.
    pub scope: Clean,
    /// Whose it is, empty where the vendor doesn't tell.
    pub owner: Clean,
    /// When it was made, where the vendor tells.
    #[serde(with = "jiff::fmt::serde::timestamp::nanosecond::optional")]
    pub created_at: Option<Timestamp>,
}

/// The kinds of credentials, each with the ids that its operations need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CredentialKind {
    /// Contabo's OAuth client, the one that usher itself signs in with.
    OAuthClient {
        /// The client's internal id.
        id: Clean,
    },
    /// Contabo S3 credentials of one user for one object storage.
    ObjectStorage {
        /// The Contabo user that they belong to.
        user: Clean,
        /// The object storage that they open.
        storage: Clean,
        /// Their own id.
        credential: Clean,
    },
    /// A Tripartie API client.
    ApiClient {
        /// Its identifier.
        identifier: Clean,
    },
}

impl CredentialKind {
    /// The vendor that keeps it.
    pub const fn provider(&self) -> Provider {
        match self {
            Self::OAuthClient { .. } | Self::ObjectStorage { .. } => Provider::Contabo,
            Self::ApiClient { .. } => Provider::Tripartie,
        }
    }

    /// The kind in words.
    pub const fn words(&self) -> &'static str {
        match self {
            Self::OAuthClient { .. } => "OAuth client",
            Self::ObjectStorage { .. } => "S3 key",
            Self::ApiClient { .. } => "API client",
        }
    }
}

impl Credential {
    /// What the record is known by.
    pub fn key(&self) -> Key {
        match &self.kind {
            CredentialKind::OAuthClient { id } => {
                Key::new(Provider::Contabo, Family::OAuthClient, id.raw())
            }
            CredentialKind::ObjectStorage {
                user,
                storage,
                credential,
            } => Key::new(
                Provider::Contabo,
                Family::ObjectStorage,
                &format!("{}\n{}\n{}", user.raw(), storage.raw(), credential.raw()),
            ),
            CredentialKind::ApiClient { identifier } => {
                Key::new(Provider::Tripartie, Family::ApiClient, identifier.raw())
            }
        }
    }
}

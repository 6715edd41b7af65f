use super::Provider;

/// The kind of thing that a record is, finer than a pane: ids are unique within a provider's family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// A user account.
    User,
    /// A Tripartie persona.
    Persona,
    /// A Koyeb organization.
    Organization,
    /// A Koyeb invitation addressed to the person who is signed in.
    ReceivedInvitation,
    /// A Koyeb invitation that the current organization sent.
    SentInvitation,
    /// Contabo's OAuth client.
    OAuthClient,
    /// Contabo S3 credentials.
    ObjectStorage,
    /// A Tripartie API client.
    ApiClient,
}

/// What a record is known by while lists reload: cursor, marks and late replies find their row by it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The vendor that keeps the record.
    pub provider: Provider,
    /// What the record is.
    pub family: Family,
    /// The vendor's id, as it came (never shown from here).
    pub id: Box<str>,
}

impl Key {
    /// The key of one record.
    pub fn new(provider: Provider, family: Family, id: &str) -> Self {
        Self {
            provider,
            family,
            id: id.into(),
        }
    }

    /// The id in one line: strokes stand between the parts of one that has several. Like the id,
    /// it must be cleaned to be shown.
    pub fn id_line(&self) -> String {
        self.id.replace('\n', "/")
    }
}

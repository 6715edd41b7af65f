use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Clean, Family, Key, Provider};

/// An invitation into a Koyeb organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// Whether it came to us or was sent by our organization.
    pub direction: Direction,
    /// Koyeb's id.
    pub id: Clean,
    /// The address that was invited.
    pub email: Clean,
    /// The role that the invitee gets; Koyeb knows only `OWNER`.
    pub role: Clean,
    /// Where it stands.
    pub status: InvitationStatus,
    /// When it stops being valid.
    #[serde(with = "jiff::fmt::serde::timestamp::nanosecond::optional")]
    pub expires_at: Option<Timestamp>,
    /// The organization's id, empty where the reply has none.
    pub organization_id: Clean,
    /// The organization's name, empty where the reply has none.
    pub organization: Clean,
    /// Who invited: name, else e-mail. Koyeb may say nobody.
    pub inviter: Option<Clean>,
}

impl Invitation {
    /// What the record is known by.
    pub fn key(&self) -> Key {
        let family = match self.direction {
            Direction::Received => Family::ReceivedInvitation,
            Direction::Sent => Family::SentInvitation,
        };
        Key::new(Provider::Koyeb, family, self.id.raw())
    }
}

/// Which way an invitation went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Direction {
    /// To the person who is signed in.
    Received,
    /// From the current organization.
    Sent,
}

/// Where an invitation stands. A state that Koyeb adds later is kept as it came.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum InvitationStatus {
    /// Waits for an answer: the only state in which one can be given.
    Pending,
    /// Was accepted.
    Accepted,
    /// Was declined.
    Refused,
    /// Was not answered in time.
    Expired,
    /// Anything else.
    Other(Clean),
}

impl InvitationStatus {
    /// Reads Koyeb's spelling.
    pub fn new(text: &Clean) -> Self {
        match text.raw() {
            "PENDING" => Self::Pending,
            "ACCEPTED" => Self::Accepted,
            "REFUSED" => Self::Refused,
            "EXPIRED" => Self::Expired,
            _ => Self::Other(text.clone()),
        }
    }

    /// The state in words.
    pub fn words(&self) -> &str {
        match self {
            Self::Pending => "pending",
            Self::Accepted => "accepted",
            Self::Refused => "declined",
            Self::Expired => "expired",
            Self::Other(text) => text.as_str(),
        }
    }
}

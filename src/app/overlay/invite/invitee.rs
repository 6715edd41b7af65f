use super::addresses::{Address, names};
use crate::domain::Clean;

/// Somebody to invite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitee {
    /// The name, empty where none is needed or known.
    pub name: Clean,
    /// The address, or what stands in its place.
    pub email: Clean,
    /// Whether an invitation will be sent.
    pub verdict: Verdict,
    pub(super) address: Address,
}

/// Whether somebody will be invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// An invitation will be sent.
    Ok,
    /// This is no address: why.
    Invalid(Clean),
    /// The same address stands further up.
    Duplicate,
    /// Was invited and has not answered yet.
    Pending,
    /// Is there already.
    User,
}

impl Invitee {
    /// The first and the last name, where both are needed.
    pub fn names(&self) -> (Clean, Clean) {
        let (first, last) = names(&self.address);
        (Clean::new(&first), Clean::new(&last))
    }
}

impl Verdict {
    /// The verdict in words.
    pub fn words(&self) -> Clean {
        match self {
            Verdict::Ok => "will be invited".into(),
            Verdict::Invalid(why) => why.clone(),
            Verdict::Duplicate => "stands here twice".into(),
            Verdict::Pending => "invited already, still pending".into(),
            Verdict::User => "is there already".into(),
        }
    }
}

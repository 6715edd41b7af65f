use std::sync::Arc;

use jiff::Timestamp;

use super::{Arguments, Change, Finding, Limit, Logged, Operation, Page, Problem, Reply, SignedIn};
use crate::domain::{Clean, Key, Provider};

/// Numbers the calls of a run; a reply finds its asker by it.
pub type CallId = u64;
/// Numbers the loads of a run; pages of an older load are dropped by it.
pub type LoadId = u64;

/// One operation to be carried out once.
#[derive(Clone, Debug)]
pub struct Call {
    /// The number that the reply will carry.
    pub id: CallId,
    /// What to do.
    pub operation: &'static Operation,
    /// With which values.
    pub arguments: Arguments,
    /// The record that it is about, when it is about one: captured when the person decided, never looked up later.
    pub target: Option<Key>,
}

/// One list to be read from its first page to its last.
#[derive(Clone, Debug)]
pub struct Load {
    /// The number that the pages will carry.
    pub id: LoadId,
    /// The list operation.
    pub operation: &'static Operation,
    /// The values besides those for paging.
    pub arguments: Arguments,
}

/// What the worker tells the program.
#[derive(Debug)]
pub enum Update {
    /// A provider's session changed.
    Session(Provider, Session),
    /// There is a token for a persona, with which Tripartie tells who that is.
    Persona,
    /// A page of a list came.
    Page(LoadId, Page),
    /// A list was read to its end, and is not what the vendor said it is; [`Update::Loaded`] follows.
    Odd(LoadId, Clean),
    /// A list is complete.
    Loaded(LoadId),
    /// A list could not be read further.
    LoadFailed(LoadId, Problem),
    /// A call ended.
    Done(CallId, Result<Reply, Problem>),
    /// A request was made, whatever came of it: for the log.
    Request(Arc<Logged>),
    /// The vendor took what a person wanted to sign in with, or why it did not.
    SignedIn(CallId, Result<SignedIn, Problem>),
    /// A vendor's token is forgotten: what else became of it, or why something may still be in its place.
    SignedOut(Provider, Result<Clean, Clean>),
    /// How much a vendor lets us ask changed.
    Limit(Provider, Limit),
    /// The changes that earlier runs of the profile left unconfirmed, the oldest first; or why nobody knows.
    Open(Result<Vec<Change>, Clean>),
    /// A change of this run is unconfirmed.
    Unconfirmed(Box<Change>),
    /// The journal of changes, the oldest first; or why it can't be read.
    Journal(Result<Vec<Change>, Clean>),
    /// What was found out about a change stands in the journal; or why it can't.
    Settled(Box<str>, Result<Finding, Clean>),
}

/// How things stand between usher and a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Session {
    /// The profile has nothing for this provider, or its credential can't be had: why.
    Absent(Clean),
    /// There is a credential; it has not been used yet.
    Ready,
    /// Signed in.
    SignedIn {
        /// The id of our own user, where the token tells.
        user_id: Option<Clean>,
        /// Our own name, where the token tells.
        user: Option<Clean>,
        /// When the session ends, where the token tells.
        expires_at: Option<Timestamp>,
    },
    /// The vendor refused the credential: why.
    Refused(Clean),
}

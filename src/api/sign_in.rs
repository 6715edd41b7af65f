use jiff::Timestamp;

use super::{Arguments, CallId};
use crate::domain::{Clean, Provider, Secret};

/// What a person wants to sign in with, while the program runs.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// The number that the outcome will carry.
    pub id: CallId,
    /// Where.
    pub provider: Provider,
    /// With what.
    pub with: Credentials,
    /// Whether it shall also be put where the profile keeps it, for the next run.
    pub keep: bool,
}

/// What a person signs in with.
#[derive(Clone, Debug)]
pub enum Credentials {
    /// Values that a profile could have, by the names that they have there, such as `koyeb.token`.
    Values(Vec<(&'static str, Secret)>),
    /// A user's password at Tripartie: the values of [`super::tripartie::AUTHENTICATE`]. It is tried once.
    Password(Arguments),
}

/// What became of a sign-in that the vendor took.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignedIn {
    /// Where it is now, in words.
    pub kept: Clean,
    /// Whether something is not where it should be for the next run.
    pub is_lost: bool,
}

/// How much a vendor lets us ask, as far as it tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limit {
    /// How many requests are left.
    pub left: Option<u64>,
    /// Until when nothing is sent to it, because it asked for a pause. It may have passed.
    pub pause: Option<Timestamp>,
}

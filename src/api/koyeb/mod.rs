//! Koyeb's 46 operations (<https://app.koyeb.com>), and how its replies are read.

mod budget;
mod credentials;
mod fields;
mod invitations;
mod organizations;
mod replies;
mod session;
mod users;

pub use budget::*;
pub use credentials::*;
pub use invitations::*;
pub use organizations::*;
pub use session::*;
pub use users::*;

use super::Operation;
use crate::domain::Provider;

/// Every operation, by the pane it belongs to.
pub static OPERATIONS: &[&[&Operation]] = &[
    users::ALL,
    organizations::ALL,
    budget::ALL,
    invitations::ALL,
    credentials::ALL,
    session::ALL,
];

/// What all of Koyeb's operations have in common.
const BASE: Operation = Operation {
    provider: Provider::Koyeb,
    ..Operation::DEFAULT
};

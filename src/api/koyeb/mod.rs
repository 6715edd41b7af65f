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

/// Whether an operation serves the person, whatever organization they are in: an organization's token can't do it. `GET
/// /v1/account/organization` tells which organization the token is for: so it is not one of them.
pub fn is_for_the_user(operation: &Operation) -> bool {
    *operation == SWITCH_ORGANIZATION
        || (*operation != GET_CURRENT_ORGANIZATION
            && ["/v1/account/", "/v2/account/"]
                .iter()
                .any(|start| operation.path.starts_with(start)))
}

/// Whether an operation is about the organization that the token is for, and so needs one: it names none itself.
pub fn is_for_the_organization(operation: &Operation) -> bool {
    *operation == UNSCOPE_ORGANIZATION_TOKEN
        || ["/v1/organization_invitations", "/v1/github/"]
            .iter()
            .any(|start| operation.path.starts_with(start))
}

//! Tripartie's 18 operations (<https://api.tripartie.com>), and how its replies are read.

mod credentials;
mod invitations;
mod replies;
mod session;
mod users;

pub use credentials::*;
pub use invitations::*;
pub use session::*;
pub use users::*;

use super::{Field, Kind, Operation};
use crate::domain::Provider;

/// Every operation, by the pane it belongs to.
pub static OPERATIONS: &[&[&Operation]] =
    &[users::ALL, invitations::ALL, credentials::ALL, session::ALL];

/// What all of Tripartie's operations have in common.
const BASE: Operation = Operation {
    provider: Provider::Tripartie,
    ..Operation::DEFAULT
};

/// Which page of a list, from 1.
const PAGE: Field = Field::query("page", "Page", Kind::Integer);

/// A first name, where the length is limited.
const FIRST_NAME: Field = Field::body("firstName", "First name", Kind::Text { min: 1, max: 64 });

/// A last name, where the length is limited.
const LAST_NAME: Field = Field::body("lastName", "Last name", Kind::Text { min: 1, max: 64 });

/// A password that is set or proven.
const PASSWORD: Field = Field::body(
    "plainPassword",
    "Password",
    Kind::Secret { min: 6, max: 64 },
);

/// What a captcha in a browser answered.
const CAPTCHA: Field = Field::body("captcha", "Captcha", Kind::SECRET)
    .help("What the captcha on Tripartie's web page answered.");

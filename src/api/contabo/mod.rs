//! Contabo's 12 operations (<https://api.contabo.com>), and how its replies are read.

mod credentials;
mod replies;
mod users;

pub use credentials::*;
pub use users::*;

use super::{Field, Kind, Operation};
use crate::domain::Provider;

/// Every operation, by the pane it belongs to.
pub static OPERATIONS: &[&[&Operation]] = &[users::ALL, credentials::ALL];

/// What all of Contabo's operations have in common.
const BASE: Operation = Operation {
    provider: Provider::Contabo,
    ..Operation::DEFAULT
};

/// A new UUID for every request; support finds the request by it.
const REQUEST_ID: Field = Field::header("x-request-id", "Request id", Kind::Made).required();

/// One text for all requests that belong together.
const TRACE_ID: Field = Field::header("x-trace-id", "Trace id", Kind::Made);

/// The path's user.
const USER: Field = Field::path("userId", "User");

/// Which page of a list, from 1.
const PAGE: Field = Field::query("page", "Page", Kind::Integer);

/// How many rows a page has.
const SIZE: Field = Field::query("size", "Rows a page", Kind::Integer);

/// The order of a list.
const ORDER_BY: Field = Field::query("orderBy", "Order", Kind::Texts)
    .help("A field and ASC or DESC, such as email:ASC.");

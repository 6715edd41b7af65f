//! The three APIs as data: the catalogue of operations, the requests made from it, and the replies and problems read back.
//!
//! Nothing here sends anything: the worker does. Code names operations by constant; forms, help, the command line and the
//! sandbox's routes are read from the catalogue.

mod arguments;
mod change;
pub mod contabo;
mod detail;
mod field;
pub mod koyeb;
mod logged;
mod loose;
mod operation;
mod page;
mod path;
mod problem;
mod reply;
mod request;
mod sign_in;
pub mod tripartie;
mod update;
mod verb;

pub use arguments::{Argument, Arguments};
pub use change::{Change, Fate, Finding};
pub use detail::{Detail, DetailLine, JsonLine, JsonPart, Shown};
pub use field::{Field, FieldProblem, Kind, Place, Verdict};
pub use logged::{Credential, Logged};
pub use operation::{Auth, Body, Gives, Guard, Home, Method, Operation};
pub use page::{Page, Paging, Rows, page_mark};
pub use path::Segment;
pub use problem::{Problem, Reason, beginning, without};
pub use reply::{Decode, Headers, Raw, Reply, Unreadable};
pub use request::Request;
pub use sign_in::{Credentials, Limit, SignIn, SignedIn};
pub use update::{Call, CallId, Load, LoadId, Session, Update};
pub use verb::Verb;

/// What stands for a value that may not be shown.
const MASK: &str = "***";

/// Every operation of the catalogue, vendor by vendor.
pub fn catalogue() -> impl Iterator<Item = &'static Operation> {
    [
        koyeb::OPERATIONS,
        tripartie::OPERATIONS,
        contabo::OPERATIONS,
    ]
    .into_iter()
    .flatten()
    .flat_map(|home| home.iter().copied())
}

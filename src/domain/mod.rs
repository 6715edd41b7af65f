//! What people talk about: users, organizations, invitations, credentials, and the text, secrets and times in them.
//!
//! Nothing here knows of HTTP, of a terminal or of a file. Every text that came from outside is [`Clean`].

mod credential;
mod disguise;
mod invitation;
mod json;
mod key;
mod money;
mod organization;
mod private;
mod provider;
mod ranges;
mod secret;
mod sheet;
mod text;
mod time;
mod user;

pub use credential::{Credential, CredentialKind};
pub use disguise::Disguise;
pub use invitation::{Direction, Invitation, InvitationStatus};
pub use json::{compact_json, escape, pretty_json};
pub use key::{Family, Key};
pub use money::dollars;
pub use organization::{Organization, OrganizationStatus};
pub use private::{CUT, is_broken, is_private, is_private_name, is_told, private_parts};
pub use provider::Provider;
pub use ranges::apart;
pub use secret::Secret;
pub use sheet::{Entry, Mistake, Sheet, Value, unknown};
pub use text::{Clean, is_deceptive};
pub use time::{ago_or_in, countdown, in_words, moment, parse_time};
pub use user::{Role, User};

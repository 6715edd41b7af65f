//! What people can set: the profiles with their accounts, and how the program behaves; and where the program keeps what it
//! was showing.
//!
//! The file names where secrets are found; it never holds one, and no message about it quotes what stands in it.

mod address;
mod color;
mod journal;
mod own;
mod pages_at_once;
mod profile;
mod settings;
mod slot;
mod source;
mod state;

pub(crate) use address::is_loopback;
pub use address::{Address, AddressError};
pub use color::Color;
pub use journal::JournalPlace;
pub use own::Wish;
pub use pages_at_once::PagesAtOnce;
pub use profile::{ContaboAccount, KoyebAccount, Profile, TripartieAccount};
pub use settings::{ConfigError, Settings, load, standard_path};
pub use slot::Slot;
pub use source::SecretSource;
pub use state::StateFile;
pub(crate) use state::make_private;

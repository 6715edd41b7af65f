//! Secrets at rest: where they may be kept, what is said when they can't be had, and how people put them there.

mod case;
#[cfg(all(target_os = "linux", feature = "secret-service"))]
mod desktop;
mod files;
mod home;
mod imports;
mod keyrings;
mod login;
mod profiles;
mod rotation;
mod shelf;
mod writing;

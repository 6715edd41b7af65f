use std::sync::Arc;

use keyring_core::CredentialStore;

use super::Unkept;

/// Looks for the system's keyring. It never starts a D-Bus of its own: there must be a session to belong to.
#[cfg(all(target_os = "linux", feature = "secret-service"))]
pub(super) fn open() -> Result<Arc<CredentialStore>, Unkept> {
    use zbus_secret_service_keyring_store::Store;

    if !has_session_bus() {
        return Err(absent("there is no D-Bus session"));
    }
    match Store::new() {
        Ok(store) => Ok(store),
        Err(error) => Err(absent(&error.to_string())),
    }
}

/// Whether somebody has started a session bus and says where.
#[cfg(all(target_os = "linux", feature = "secret-service"))]
fn has_session_bus() -> bool {
    use std::{env, path::Path};

    let named = env::var("DBUS_SESSION_BUS_ADDRESS").ok();
    match named.filter(|address| !address.is_empty()) {
        Some(address) => !address.starts_with("autolaunch:"),
        None => env::var_os("XDG_RUNTIME_DIR")
            .is_some_and(|folder| Path::new(&folder).join("bus").exists()),
    }
}

/// The user's default keychain.
#[cfg(target_os = "macos")]
pub(super) fn open() -> Result<Arc<CredentialStore>, Unkept> {
    match apple_native_keyring_store::keychain::Store::new() {
        Ok(store) => Ok(store),
        Err(error) => Err(absent(&error.to_string())),
    }
}

/// There is none that this program can use.
#[cfg(not(any(
    all(target_os = "linux", feature = "secret-service"),
    target_os = "macos"
)))]
pub(super) fn open() -> Result<Arc<CredentialStore>, Unkept> {
    Err(absent("this program was built without one"))
}

fn absent(why: &str) -> Unkept {
    Unkept::Absent(crate::domain::Clean::new(why))
}

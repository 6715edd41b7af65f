//! A keyring in memory.

use std::{
    any::Any,
    collections::HashMap,
    sync::{Arc, Mutex},
};

use keyring_core::{
    Credential, Entry, Error,
    api::{CredentialApi, CredentialStoreApi},
};

/// What a keyring does when it is asked.
pub type Behaviour = dyn Fn() -> keyring_core::Result<()> + Send + Sync;

/// A keyring in memory that may misbehave first.
pub struct Shelf {
    pub entries: Arc<Mutex<HashMap<String, Vec<u8>>>>,
    pub behaviour: Arc<Behaviour>,
    /// How much of a secret it keeps, in bytes.
    pub room: usize,
}

struct Place {
    name: String,
    entries: Arc<Mutex<HashMap<String, Vec<u8>>>>,
    behaviour: Arc<Behaviour>,
    room: usize,
}

impl CredentialStoreApi for Shelf {
    fn vendor(&self) -> String {
        "a test".to_owned()
    }

    fn id(&self) -> String {
        "shelf".to_owned()
    }

    fn build(
        &self,
        service: &str,
        user: &str,
        modifiers: Option<&HashMap<&str, &str>>,
    ) -> keyring_core::Result<Entry> {
        assert_eq!(service, "usher");
        if modifiers.is_some() {
            return Err(Error::NotSupportedByStore("labels".to_owned()));
        }
        Ok(Entry::new_with_credential(Arc::new(Place {
            name: user.to_owned(),
            entries: self.entries.clone(),
            behaviour: self.behaviour.clone(),
            room: self.room,
        })))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl CredentialApi for Place {
    fn set_secret(&self, secret: &[u8]) -> keyring_core::Result<()> {
        (self.behaviour)()?;
        let mut entries = self.entries.lock().unwrap();
        let kept = secret.iter().take(self.room).copied().collect();
        entries.insert(self.name.clone(), kept);
        Ok(())
    }

    fn get_secret(&self) -> keyring_core::Result<Vec<u8>> {
        (self.behaviour)()?;
        let entries = self.entries.lock().unwrap();
        entries.get(&self.name).cloned().ok_or(Error::NoEntry)
    }

    fn delete_credential(&self) -> keyring_core::Result<()> {
        (self.behaviour)()?;
        let gone = self.entries.lock().unwrap().remove(&self.name);
        gone.map(drop).ok_or(Error::NoEntry)
    }

    fn get_credential(&self) -> keyring_core::Result<Option<Arc<Credential>>> {
        Ok(None)
    }

    fn get_specifiers(&self) -> Option<(String, String)> {
        None
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use super::{Shared, Token, Unavailable};
use crate::{
    config::SecretSource,
    domain::{Clean, Secret},
    worker::Vault,
};

/// A secret that a profile has, or has not: fetched from its place when it is first needed, then kept in memory.
pub(super) struct Stored {
    /// What the profile calls it, such as `koyeb.token`.
    name: &'static str,
    source: Option<SecretSource>,
    vault: Arc<Vault>,
    /// Whether it was handed over by the vendor meanwhile.
    replaced: AtomicBool,
    value: Shared<Token, Unavailable>,
}

/// What became of a new secret.
pub(super) enum Kept {
    /// It is where the old one came from.
    InItsPlace(String),
    /// usher can't write to where the old one came from, if it came from anywhere.
    Nowhere(Option<String>),
    /// It should be there, and is not.
    Failed(Clean),
}

impl Stored {
    pub fn new(name: &'static str, source: Option<SecretSource>, vault: &Arc<Vault>) -> Self {
        Self {
            name,
            source,
            vault: vault.clone(),
            replaced: AtomicBool::new(false),
            value: Shared::new(),
        }
    }

    /// Whether the profile says where it is, or the vendor has handed it over.
    pub fn is_set(&self) -> bool {
        self.source.is_some() || self.replaced.load(Ordering::Acquire)
    }

    /// Why it can't be had, where that is known without looking.
    pub fn lacking(&self) -> Option<Clean> {
        let none = || format!("no {}: set {} in the profile", self.short_name(), self.name);
        self.source.is_none().then(|| Clean::from(none()))
    }

    /// The secret.
    pub async fn get(&self) -> Result<Token, Unavailable> {
        let fetch = async |_| match &self.source {
            Some(source) => match self.vault.fetch(self.name, source).await {
                Ok(secret) => Ok(Arc::new(secret)),
                Err(why) => Err(Unavailable::Absent(self.named(&why))),
            },
            None => Err(Unavailable::Absent(self.lacking().unwrap_or_default())),
        };
        self.value.get(Result::is_ok, fetch).await
    }

    /// Takes another one from now on.
    pub async fn replace(&self, secret: Secret) -> Token {
        let token = Arc::new(secret);
        self.value.set(token.clone()).await;
        self.replaced.store(true, Ordering::Release);
        token
    }

    /// The same, and puts it where the old one came from, so that the next run finds it.
    pub async fn keep(&self, secret: Secret) -> Kept {
        let token = self.replace(secret).await;
        match &self.source {
            Some(source @ (SecretSource::Keyring | SecretSource::File(_))) => {
                match self.vault.store(self.name, source, &token).await {
                    Ok(()) => Kept::InItsPlace(source.to_string()),
                    Err(why) => Kept::Failed(why),
                }
            }
            Some(
                source @ (SecretSource::Env(_) | SecretSource::Command(_) | SecretSource::Held(_)),
            ) => Kept::Nowhere(Some(source.to_string())),
            None => Kept::Nowhere(None),
        }
    }

    fn named(&self, why: &Clean) -> Clean {
        Clean::from(format!("{}: {why}", self.name))
    }

    fn short_name(&self) -> String {
        let name = self
            .name
            .rsplit_once('.')
            .map_or(self.name, |(_, name)| name);
        name.replace('_', " ")
    }
}

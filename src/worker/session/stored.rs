use std::sync::Arc;

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
    value: Shared<Token, Unavailable>,
}

impl Stored {
    pub fn new(name: &'static str, source: Option<SecretSource>, vault: &Arc<Vault>) -> Self {
        Self {
            name,
            source,
            vault: vault.clone(),
            value: Shared::new(),
        }
    }

    /// Whether the profile says where it is.
    pub fn is_set(&self) -> bool {
        self.source.is_some()
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
        token
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

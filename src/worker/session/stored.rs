use std::{sync::Arc, time::Duration};

use super::{Shared, Token, Unavailable};
use crate::{
    config::SecretSource,
    domain::{Clean, Secret},
    worker::vault,
};

/// A secret that a profile has, or has not: fetched from its place when it is first needed, then kept in memory.
pub(super) struct Stored {
    /// What the profile calls it, such as `koyeb.token`.
    name: &'static str,
    source: Option<SecretSource>,
    time: Duration,
    value: Shared<Token, Unavailable>,
}

impl Stored {
    pub fn new(name: &'static str, source: Option<SecretSource>, time: Duration) -> Self {
        Self {
            name,
            source,
            time,
            value: Shared::new(),
        }
    }

    /// Whether the profile says where it is.
    pub fn is_set(&self) -> bool {
        self.source.is_some()
    }

    /// Why it can't be had, where that is known without looking.
    pub fn lacking(&self) -> Option<Clean> {
        match &self.source {
            None => Some(Clean::from(format!(
                "no {}: set {} in the profile",
                self.short_name(),
                self.name
            ))),
            Some(source) => vault::unsupported(source).map(|why| self.named(&why)),
        }
    }

    /// The secret.
    pub async fn get(&self) -> Result<Token, Unavailable> {
        let fetch = async |_| match (&self.source, self.lacking()) {
            (Some(source), None) => match vault::fetch(source, self.time).await {
                Ok(secret) => Ok(Arc::new(secret)),
                Err(why) => Err(Unavailable::Absent(self.named(&why))),
            },
            (_, lacking) => Err(Unavailable::Absent(lacking.unwrap_or_default())),
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

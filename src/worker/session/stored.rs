use std::sync::{Arc, Mutex, PoisonError};

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
    meanwhile: Mutex<Meanwhile>,
    value: Shared<Token, Unavailable>,
}

/// What became of it since the start.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meanwhile {
    Nothing,
    /// The vendor or the person handed over another one.
    Replaced,
    /// The person signed out, or signs in with something else.
    Forgotten,
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
            meanwhile: Mutex::new(Meanwhile::Nothing),
            value: Shared::new(),
        }
    }

    /// The same with another value, held in memory, or with none.
    pub fn with(&self, value: Option<Secret>) -> Self {
        Self::new(self.name, value.map(SecretSource::Held), &self.vault)
    }

    /// What the profile calls it, such as `koyeb.token`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether the profile says where it is, or it was handed over.
    pub fn is_set(&self) -> bool {
        match self.meanwhile() {
            Meanwhile::Nothing => self.source.is_some(),
            Meanwhile::Replaced => true,
            Meanwhile::Forgotten => false,
        }
    }

    /// Why it can't be had, where that is known without looking.
    pub fn lacking(&self) -> Option<Clean> {
        (!self.is_set()).then(|| {
            let name = self.short_name();
            Clean::from(match self.meanwhile() {
                Meanwhile::Forgotten => format!("signed out: the {name} is forgotten"),
                Meanwhile::Nothing | Meanwhile::Replaced => {
                    format!("no {name}: set {} in the profile", self.name)
                }
            })
        })
    }

    /// The secret.
    pub async fn get(&self) -> Result<Token, Unavailable> {
        if let Some(why) = self.lacking() {
            return Err(Unavailable::Absent(why));
        }
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
        self.turn(Meanwhile::Replaced);
        token
    }

    /// Knows nothing of it from now on, wherever it came from.
    pub async fn forget(&self) {
        self.turn(Meanwhile::Forgotten);
        self.value.clear().await;
    }

    /// The same, and removes it from its place, where usher can.
    ///
    /// # Returns
    /// The place, if it was there.
    ///
    /// # Errors
    /// Says why it may still be there.
    pub async fn remove(&self) -> Result<Option<String>, Clean> {
        self.forget().await;
        let Some(source @ (SecretSource::Keyring | SecretSource::File(_))) = &self.source else {
            return Ok(None);
        };
        let was_there = self.vault.remove(self.name, source).await;
        let was_there = was_there.map_err(|why| self.named(&why))?;
        Ok(was_there.then(|| source.to_string()))
    }

    /// The same, and puts it where the old one came from, so that the next run finds it.
    pub async fn keep(&self, secret: Secret) -> Kept {
        let token = self.replace(secret).await;
        self.put(&token).await
    }

    /// Takes another one from now on, and puts it where the old one came from, if that is wanted.
    ///
    /// # Returns
    /// It, and what became of it; nothing where it stands in the configuration openly, just like that.
    pub async fn take(&self, secret: Secret, keep: bool) -> (Token, Option<Kept>) {
        let is_known = matches!(&self.source, Some(SecretSource::Held(held)) if held.expose() == secret.expose());
        let token = self.replace(secret).await;
        let kept = match (is_known, keep) {
            (true, _) => None,
            (false, true) => Some(self.put(&token).await),
            (false, false) => Some(Kept::Nowhere(None)),
        };
        (token, kept)
    }

    async fn put(&self, token: &Secret) -> Kept {
        match &self.source {
            Some(source @ (SecretSource::Keyring | SecretSource::File(_))) => {
                match self.vault.store(self.name, source, token).await {
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

    fn meanwhile(&self) -> Meanwhile {
        *self
            .meanwhile
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn turn(&self, meanwhile: Meanwhile) {
        *self
            .meanwhile
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = meanwhile;
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

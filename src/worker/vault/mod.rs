//! Secrets at rest: fetched from their places, put into them, and removed.
//!
//! No message of it holds a secret, nor what a program or a file says.

mod command;
mod file;
mod keyring;
mod system;

use std::{borrow::Cow, env, path::Path, time::Duration};

use tokio::task::spawn_blocking;

pub use self::keyring::{Keyring, Unkept};
use super::Limits;
use crate::{
    config::SecretSource,
    domain::{Clean, Secret},
};

const BYTE_ORDER_MARK: char = '\u{feff}';

/// What keeps the secrets of one profile.
pub struct Vault {
    profile: String,
    /// How long a program may take that prints a secret.
    patience: Duration,
    keyring: Keyring,
    /// The environment variables that no other program is given.
    hidden: Vec<String>,
}

impl Vault {
    /// For the profile of that name, with the system's keyring.
    pub fn new(profile: &str, limits: &Limits) -> Self {
        Self::with_keyring(profile, limits, Keyring::system(limits.keyring))
    }

    /// The same with a keyring of one's own.
    pub fn with_keyring(profile: &str, limits: &Limits, keyring: Keyring) -> Self {
        Self {
            profile: profile.to_owned(),
            patience: limits.command,
            keyring,
            hidden: Vec::new(),
        }
    }

    /// The same, and programs that print a secret are not given these environment variables: other secrets are in them.
    #[must_use]
    pub fn hiding(self, variables: &[String]) -> Self {
        Self {
            hidden: variables.to_vec(),
            ..self
        }
    }

    /// Fetches a secret from its place. `name` is what the configuration calls it, such as `koyeb.token`.
    ///
    /// # Errors
    /// Says what is wrong and what to do about it.
    pub async fn fetch(&self, name: &str, source: &SecretSource) -> Result<Secret, Clean> {
        match source {
            SecretSource::Env(name) => variable(name),
            SecretSource::Command(words) => {
                command::printed(words, &self.hidden, self.patience).await
            }
            SecretSource::Held(secret) => Ok(secret.clone()),
            SecretSource::File(path) => {
                let login = self.login(name);
                on_a_file(path, move |path| file::read(path, &login)).await
            }
            SecretSource::Keyring => match self.keyring.get(&self.entry(name)).await {
                Ok(secret) => text_to_secret(secret.expose().to_owned())
                    .ok_or_else(|| Clean::from("the keyring's entry is empty")),
                Err(why) => Err(self.words(name, &why)),
            },
        }
    }

    /// Whether a secret could be put there: asks a keyring whether there is one.
    ///
    /// # Errors
    /// Says why not, and what to do instead.
    pub async fn check(&self, name: &str, source: &SecretSource) -> Result<(), Clean> {
        match source {
            SecretSource::File(path) => on_a_file(path, file::check).await,
            SecretSource::Keyring => match self.keyring.get(&self.entry(name)).await {
                Ok(_) | Err(Unkept::NoEntry) => Ok(()),
                Err(why) => Err(self.words(name, &why)),
            },
            SecretSource::Env(_) | SecretSource::Command(_) | SecretSource::Held(_) => {
                Err(not_ours(source))
            }
        }
    }

    /// Puts a secret into its place, instead of what is there.
    ///
    /// # Errors
    /// Says why it is not there now; a place that usher can't write to is named.
    pub async fn store(
        &self,
        name: &str,
        source: &SecretSource,
        secret: &Secret,
    ) -> Result<(), Clean> {
        match source {
            SecretSource::File(path) => {
                let secret = secret.clone();
                on_a_file(path, move |path| file::write(path, &secret)).await
            }
            SecretSource::Keyring => {
                let stored = self.keyring.set(&self.entry(name), secret.clone()).await;
                stored.map_err(|why| self.words(name, &why))
            }
            SecretSource::Env(_) | SecretSource::Command(_) | SecretSource::Held(_) => {
                Err(not_ours(source))
            }
        }
    }

    /// Removes a secret from its place.
    ///
    /// # Returns
    /// Whether there was one.
    ///
    /// # Errors
    /// Says why it may still be there.
    pub async fn remove(&self, name: &str, source: &SecretSource) -> Result<bool, Clean> {
        match source {
            SecretSource::File(path) => on_a_file(path, file::remove).await,
            SecretSource::Keyring => match self.keyring.remove(&self.entry(name)).await {
                Ok(()) => Ok(true),
                Err(Unkept::NoEntry) => Ok(false),
                Err(why) => Err(self.words(name, &why)),
            },
            SecretSource::Env(_) | SecretSource::Command(_) | SecretSource::Held(_) => {
                Err(not_ours(source))
            }
        }
    }

    /// The name of a secret in the keyring: `work/koyeb.token`.
    fn entry(&self, name: &str) -> String {
        format!("{}/{name}", self.profile)
    }

    /// What makes a secret that is missing.
    fn login(&self, name: &str) -> String {
        let provider = name.split('.').next().unwrap_or(name);
        let profile = shell_word(&self.profile);
        format!("`usher login {provider} --profile {profile}`")
    }

    fn words(&self, name: &str, why: &Unkept) -> Clean {
        Clean::from(match why {
            Unkept::NoEntry => format!(
                "the keyring has no entry for it: {} makes one",
                self.login(name)
            ),
            Unkept::Absent(why) => format!(
                "there is no keyring here ({why}): in the configuration, name another place, \
                 {{ file = \"...\" }}, {{ command = \"...\" }} or {{ env = \"...\" }}"
            ),
            Unkept::Locked => {
                "the keyring is locked, or refuses access: unlock it, then try again".to_owned()
            }
            Unkept::Silent(time) => format!(
                "the keyring gave no answer within {} s: if it asks for its password, unlock it, then try again",
                time.as_secs()
            ),
            Unkept::Failed(why) => format!("the keyring failed: {why}"),
        })
    }
}

/// Why usher can't put anything into a place.
fn not_ours(source: &SecretSource) -> Clean {
    Clean::from(format!(
        "it comes from {source}, which usher can't write to"
    ))
}

/// Files may be on a disk far away: nothing else waits for them.
async fn on_a_file<T: Send + 'static>(
    path: &Path,
    act: impl FnOnce(&Path) -> Result<T, String> + Send + 'static,
) -> Result<T, Clean> {
    let path = path.to_owned();
    let named = format!("the file {}", path.display());
    match spawn_blocking(move || act(&path)).await {
        Ok(outcome) => outcome.map_err(|why| Clean::from(format!("{named} {why}"))),
        Err(_) => Err(Clean::from(format!("{named} can't be used"))),
    }
}

fn variable(name: &str) -> Result<Secret, Clean> {
    let named = |what: &str| Clean::from(format!("the environment variable {name} {what}"));
    match env::var(name) {
        Ok(text) => text_to_secret(text).ok_or_else(|| named("is empty")),
        Err(env::VarError::NotPresent) => Err(named("is not set")),
        Err(env::VarError::NotUnicode(_)) => Err(named("is not UTF-8")),
    }
}

/// Cuts the byte order mark that editors leave at the start, and the one line break that programs and shells leave at
/// the end.
fn text_to_secret(mut text: String) -> Option<Secret> {
    if text.ends_with('\n') {
        text.pop();
        if text.ends_with('\r') {
            text.pop();
        }
    }
    if text.starts_with(BYTE_ORDER_MARK) {
        text.drain(..BYTE_ORDER_MARK.len_utf8());
    }
    (!text.is_empty()).then(|| Secret::new(text))
}

/// A text as one word of a shell's command line.
fn shell_word(text: &str) -> String {
    shlex::try_quote(text).map_or_else(|_| "...".to_owned(), Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_variable_is_read() {
        let vault = Vault::new("work", &Limits::default());
        let fetch = async |name: &str| {
            let source = SecretSource::Env(name.to_owned());
            let secret = vault.fetch("koyeb.token", &source).await;
            secret
                .map(|secret| secret.expose().to_owned())
                .map_err(|why| why.to_string())
        };
        assert_eq!(fetch("CARGO_PKG_NAME").await.as_deref(), Ok("usher-tui"));
        assert_eq!(
            fetch("USHER_NO_SUCH_VARIABLE").await.unwrap_err(),
            "the environment variable USHER_NO_SUCH_VARIABLE is not set"
        );
    }

    #[test]
    fn one_line_break_and_a_byte_order_mark_are_no_part_of_a_secret() {
        for (text, secret) in [
            ("CANARY", Some("CANARY")),
            ("CANARY\n", Some("CANARY")),
            ("CANARY\r\n", Some("CANARY")),
            ("CANARY\n\n", Some("CANARY\n")),
            ("\u{feff}CANARY\r\n", Some("CANARY")),
            (" CANARY \n", Some(" CANARY ")),
            ("\u{feff}\n", None),
            ("\r\n", None),
            ("\n", None),
            ("", None),
        ] {
            let read = text_to_secret(text.to_owned());
            assert_eq!(read.as_ref().map(Secret::expose), secret, "{text:?}");
        }
    }
}

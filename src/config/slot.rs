use std::path::Path;

use super::{JournalPlace, Profile, SecretSource};
use crate::domain::Provider;

/// A place that an account has for one of its secrets, whether the profile fills it or not.
#[derive(Clone, Copy, Debug)]
pub struct Slot<'a> {
    /// The provider and the key in the configuration: `koyeb.token`.
    pub name: &'static str,
    /// Where the secret is found, where the profile says so.
    pub source: Option<&'a SecretSource>,
}

impl Slot<'_> {
    /// The key in the configuration: `client_secret`.
    pub fn key(&self) -> &'static str {
        match self.name.rsplit_once('.') {
            Some((_, key)) => key,
            None => self.name,
        }
    }

    /// What people call it: `client secret`.
    pub fn label(&self) -> String {
        self.key().replace('_', " ")
    }

    /// Whether it is a name rather than a secret, and may stand in the configuration as it is.
    pub fn is_open(&self) -> bool {
        matches!(self.key(), "client_id" | "username")
    }
}

impl Profile {
    /// Everything that signs in at a provider, in the order in which people are asked for it.
    pub fn slots(&self, provider: Provider) -> Vec<Slot<'_>> {
        fn slot<'a>(name: &'static str, source: Option<&'a Option<SecretSource>>) -> Slot<'a> {
            let source = source.and_then(Option::as_ref);
            Slot { name, source }
        }
        let (koyeb, tripartie, contabo) = (&self.koyeb, &self.tripartie, &self.contabo);
        match provider {
            Provider::Koyeb => vec![slot("koyeb.token", koyeb.as_ref().map(|it| &it.token))],
            Provider::Tripartie => {
                let it = tripartie.as_ref();
                vec![
                    slot("tripartie.token", it.map(|it| &it.token)),
                    slot("tripartie.persona_token", it.map(|it| &it.persona_token)),
                    slot("tripartie.client_id", it.map(|it| &it.client_id)),
                    slot("tripartie.client_secret", it.map(|it| &it.client_secret)),
                ]
            }
            Provider::Contabo => {
                let it = contabo.as_ref();
                vec![
                    slot("contabo.client_id", it.map(|it| &it.client_id)),
                    slot("contabo.client_secret", it.map(|it| &it.client_secret)),
                    slot("contabo.username", it.map(|it| &it.username)),
                    slot("contabo.password", it.map(|it| &it.password)),
                    slot("contabo.token", it.map(|it| &it.token)),
                ]
            }
        }
    }

    /// Takes the name that the configuration gives it, and reads its relative paths from the configuration's folder.
    pub(super) fn settle(&mut self, name: &str, folder: &Path) {
        name.clone_into(&mut self.name);
        self.journal = JournalPlace::standard();
        let tokens = self.koyeb.iter_mut().map(|it| &mut it.token);
        let tripartie = self.tripartie.iter_mut().flat_map(|it| {
            [
                &mut it.token,
                &mut it.persona_token,
                &mut it.client_id,
                &mut it.client_secret,
            ]
        });
        let contabo = self.contabo.iter_mut().flat_map(|it| {
            [
                &mut it.client_id,
                &mut it.client_secret,
                &mut it.username,
                &mut it.password,
                &mut it.token,
            ]
        });
        for source in tokens.chain(tripartie).chain(contabo).flatten() {
            source.settle(folder);
        }
    }
}

use serde::Deserialize;

use super::{
    Address, AddressError, Color, JournalPlace, PagesAtOnce, SecretSource, source::open_text,
};
use crate::{
    domain::{Provider, Secret},
    sandbox::Addresses,
};

/// The accounts that somebody works with, one at most for each vendor.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    /// What the configuration calls it; the keyring's entries are told apart by it.
    #[serde(skip)]
    pub name: String,
    /// The account at Koyeb.
    pub koyeb: Option<KoyebAccount>,
    /// The account at Tripartie.
    pub tripartie: Option<TripartieAccount>,
    /// The account at Contabo.
    pub contabo: Option<ContaboAccount>,
    /// Whether nothing may be changed through it.
    pub read_only: bool,
    /// Whether each change through it wants its name typed.
    pub protected: bool,
    /// What marks it on the screen.
    pub color: Option<Color>,
    /// The environment variables in which the configuration, in any profile, has secrets: no other program is given them.
    #[serde(skip)]
    pub variables: Vec<String>,
    /// How many pages of its lists each vendor is asked for at a time.
    pub pages_at_once: PagesAtOnce,
    /// Where its changes are written down.
    #[serde(skip)]
    pub journal: JournalPlace,
}

/// An account at Koyeb.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KoyebAccount {
    /// Where the API is.
    pub base_url: Address,
    /// A user's or an organization's token.
    pub token: Option<SecretSource>,
    /// The id of the organization that a user's token is switched to, for what is about one.
    pub organization: Option<String>,
}

/// An account at Tripartie.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TripartieAccount {
    /// Where the API is.
    pub base_url: Address,
    /// The JWT of somebody who signed in at Tripartie.
    pub token: Option<SecretSource>,
    /// The JWT of a persona.
    pub persona_token: Option<SecretSource>,
    /// The id of an OAuth client of ours, used where there is no token.
    #[serde(deserialize_with = "open_text")]
    pub client_id: Option<SecretSource>,
    /// The secret of that client.
    pub client_secret: Option<SecretSource>,
    /// What stands before the tokens in their headers; may be empty.
    pub token_prefix: String,
}

/// An account at Contabo: a ready token, or all that is needed to get one.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ContaboAccount {
    /// Where the API is.
    pub base_url: Address,
    /// Where tokens are handed out.
    pub auth_url: Address,
    /// The id of the OAuth client.
    #[serde(deserialize_with = "open_text")]
    pub client_id: Option<SecretSource>,
    /// The secret of the OAuth client.
    pub client_secret: Option<SecretSource>,
    /// The API user, an e-mail address.
    #[serde(deserialize_with = "open_text")]
    pub username: Option<SecretSource>,
    /// The API password.
    pub password: Option<SecretSource>,
    /// A ready access token. It is used as it is and never renewed.
    pub token: Option<SecretSource>,
}

impl Profile {
    /// Whether its name says that a mistake would be an expensive one.
    pub fn is_production(&self) -> bool {
        let name = self.name.to_lowercase();
        ["prod", "production", "live"].contains(&name.as_str())
    }

    /// What marks it on the screen: its own colour, or red where its name says production.
    pub fn mark(&self) -> Option<Color> {
        let danger = self.is_production().then_some(Color::DANGER);
        self.color.or(danger)
    }

    /// Whether it has an account at a vendor.
    pub fn has(&self, provider: Provider) -> bool {
        match provider {
            Provider::Koyeb => self.koyeb.is_some(),
            Provider::Tripartie => self.tripartie.is_some(),
            Provider::Contabo => self.contabo.is_some(),
        }
    }

    /// The environment variables in which it has secrets.
    pub(super) fn own_variables(&self) -> impl Iterator<Item = String> + '_ {
        let slots = Provider::ALL
            .into_iter()
            .flat_map(|provider| self.slots(provider));
        slots.filter_map(|slot| match slot.source {
            Some(SecretSource::Env(name)) => Some(name.clone()),
            Some(_) | None => None,
        })
    }

    /// The profile of the demo: a sandbox on this machine, its secrets held in memory.
    ///
    /// # Errors
    /// When a sandbox gives something else than addresses.
    pub fn demo(sandbox: &Addresses) -> Result<Self, AddressError> {
        let held = |secret: &str| Some(SecretSource::Held(Secret::new(secret)));
        let (koyeb, tripartie, contabo) = (&sandbox.koyeb, &sandbox.tripartie, &sandbox.contabo);
        Ok(Self {
            name: "demo".to_owned(),
            koyeb: Some(KoyebAccount {
                base_url: Address::new(&koyeb.base_url)?,
                token: held(&koyeb.token),
                ..KoyebAccount::default()
            }),
            tripartie: Some(TripartieAccount {
                base_url: Address::new(&tripartie.base_url)?,
                token: held(&tripartie.token),
                persona_token: held(&tripartie.persona_token),
                ..TripartieAccount::default()
            }),
            contabo: Some(ContaboAccount {
                base_url: Address::new(&contabo.base_url)?,
                auth_url: Address::new(&contabo.auth_url)?,
                client_id: held(&contabo.client_id),
                client_secret: held(&contabo.client_secret),
                username: held(&contabo.username),
                password: held(&contabo.password),
                token: None,
            }),
            read_only: false,
            protected: false,
            color: None,
            variables: Vec::new(),
            pages_at_once: PagesAtOnce::default(),
            journal: JournalPlace::Memory,
        })
    }
}

impl Default for KoyebAccount {
    fn default() -> Self {
        Self {
            base_url: Address::standard("https://app.koyeb.com"),
            token: None,
            organization: None,
        }
    }
}

impl Default for TripartieAccount {
    fn default() -> Self {
        Self {
            base_url: Address::standard("https://staging-api.tripartie.com"),
            token: None,
            persona_token: None,
            client_id: None,
            client_secret: None,
            token_prefix: "Bearer".to_owned(),
        }
    }
}

impl Default for ContaboAccount {
    fn default() -> Self {
        Self {
            base_url: Address::standard("https://api.contabo.com"),
            auth_url: Address::standard(
                "https://auth.contabo.com/auth/realms/contabo/protocol/openid-connect/token",
            ),
            client_id: None,
            client_secret: None,
            username: None,
            password: None,
            token: None,
        }
    }
}

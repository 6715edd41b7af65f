use std::time::Duration;

use anyhow::Context;
use usher_tui::{
    app::{Keymap, Options},
    config::{
        Address, AddressError, ContaboAccount, KoyebAccount, Profile, SecretSource, Settings,
        TripartieAccount, load, standard_path,
    },
    domain::{Clean, Secret},
    sandbox::{self, Addresses, Sandbox},
};

use super::{Misuse, Start};

/// With whose accounts the program runs, and how.
pub struct Plan {
    /// What the program is told.
    pub options: Options,
    /// Which keys do what.
    pub keymap: Keymap,
    /// The accounts.
    pub profile: Profile,
    /// The demo's vendors; they end with the plan.
    _sandbox: Option<Sandbox>,
}

impl Plan {
    /// Reads the configuration, or starts the demo's vendors.
    ///
    /// # Errors
    /// Says what is missing or wrong, and what to write where.
    pub async fn new(start: &Start) -> anyhow::Result<Self> {
        if start.demo {
            return Self::demo(start.read_only).await;
        }
        let settings = load(start.config.as_deref()).map_err(misuse)?;
        let chosen = settings.choose(start.profile.as_deref()).map_err(misuse)?;
        let Some((name, profile)) = chosen else {
            return Err(Misuse(how_to_begin(start)).into());
        };
        Ok(Self {
            options: Options {
                profile: name.to_owned(),
                read_only: start.read_only || profile.read_only,
                undo_window: Duration::from_secs(settings.undo_seconds),
            },
            keymap: Keymap::new(&settings.keys).map_err(misuse)?,
            profile: profile.clone(),
            _sandbox: None,
        })
    }

    async fn demo(read_only: bool) -> anyhow::Result<Self> {
        let sandbox = Sandbox::start(sandbox::Options::default())
            .await
            .context("the demo can't have ports on this machine")?;
        let settings = Settings::default();
        Ok(Self {
            options: Options {
                profile: "demo".to_owned(),
                read_only,
                undo_window: Duration::from_secs(settings.undo_seconds),
            },
            keymap: Keymap::new(&settings.keys).map_err(misuse)?,
            profile: accounts(sandbox.addresses()).context("the demo's addresses are wrong")?,
            _sandbox: Some(sandbox),
        })
    }
}

/// The sandbox's accounts as a profile.
fn accounts(sandbox: &Addresses) -> Result<Profile, AddressError> {
    let held = |text: &str| Some(SecretSource::Held(Secret::new(text)));
    let (koyeb, tripartie, contabo) = (&sandbox.koyeb, &sandbox.tripartie, &sandbox.contabo);
    Ok(Profile {
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
        ..Profile::default()
    })
}

fn misuse(error: impl std::fmt::Display) -> Misuse {
    Misuse(error.to_string())
}

fn how_to_begin(start: &Start) -> String {
    let file = match &start.config {
        Some(file) => Ok(file.clone()),
        None => standard_path(),
    };
    let place = file.map_or_else(
        |_| "a file that you name with --config".to_owned(),
        |file| Clean::from(file.display().to_string()).to_string(),
    );
    format!(
        r#"there is no account to work with yet. Try everything on made-up ones with `usher --demo`; for your own, write to {place} where their secrets are found, for example:

[profiles.work.koyeb]
token = {{ env = "KOYEB_TOKEN" }}

[profiles.work.contabo]
client_id     = "INT-1234567"
client_secret = {{ command = "pass show contabo/client" }}
username      = "you@example.com"
password      = {{ command = "pass show contabo/password" }}"#
    )
}

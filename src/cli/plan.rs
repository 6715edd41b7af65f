use std::time::Duration;

use anyhow::Context;
use usher_tui::{
    app::{Keymap, Options},
    config::{Profile, Settings, StateFile, load, standard_path},
    domain::Clean,
    sandbox::{self, Sandbox},
};

use super::{Accounts, Misuse, Start};

/// With whose accounts the program runs, and how.
pub struct Plan {
    /// What the program is told.
    pub options: Options,
    /// Which keys do what.
    pub keymap: Keymap,
    /// The accounts.
    pub profile: Profile,
    /// Where what was shown is kept; nowhere in the demo.
    pub state: Option<StateFile>,
    /// The demo's vendors; they end with the plan.
    _sandbox: Option<Sandbox>,
}

impl Plan {
    /// Reads the configuration, or starts the demo's vendors.
    ///
    /// # Errors
    /// Says what is missing or wrong, and what to write where.
    pub async fn new(start: &Start) -> anyhow::Result<Self> {
        let accounts = &start.accounts;
        if start.demo {
            return Self::demo(accounts.read_only).await;
        }
        let settings = load(accounts.config.as_deref()).map_err(misuse)?;
        let chosen = settings
            .choose(accounts.profile.as_deref())
            .map_err(misuse)?;
        let Some((name, profile)) = chosen else {
            return Err(accounts.missing().into());
        };
        Ok(Self {
            options: Options {
                profile: name.to_owned(),
                read_only: accounts.read_only || profile.read_only,
                undo_window: Duration::from_secs(settings.undo_seconds),
            },
            keymap: Keymap::new(&settings.keys).map_err(misuse)?,
            profile: profile.clone(),
            state: StateFile::of(name),
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
            profile: Profile::demo(sandbox.addresses())
                .context("the demo's addresses are wrong")?,
            state: None,
            _sandbox: Some(sandbox),
        })
    }
}

fn misuse(error: impl std::fmt::Display) -> Misuse {
    Misuse(error.to_string())
}

impl Accounts {
    /// The profile; none where the configuration has none at all.
    ///
    /// # Errors
    /// Says what is wrong with the configuration, or which profiles there are to choose from.
    pub(super) fn profile(&self) -> Result<Option<Profile>, Misuse> {
        let settings = load(self.config.as_deref()).map_err(misuse)?;
        let chosen = settings.choose(self.profile.as_deref()).map_err(misuse)?;
        Ok(chosen.map(|(_, profile)| profile.clone()))
    }

    /// There is no profile at all: how to begin.
    pub(super) fn missing(&self) -> Misuse {
        Misuse(how_to_begin(self))
    }
}

fn how_to_begin(accounts: &Accounts) -> String {
    let file = match &accounts.config {
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

use std::{env, io, path::Path, time::Duration};

use anyhow::Context;
use jiff::tz::TimeZone;
use tokio::{runtime::Handle, task::JoinHandle};
use usher_tui::{
    app::{Keymap, Options, Place, ProfileChoice, Setup},
    config::{Profile, SecretSource, Settings, StateFile, load, standard_path},
    domain::{Clean, Mistake, Provider},
    sandbox::{self, Addresses, Sandbox},
    ui::Styles,
};

use super::{Accounts, Misuse, Start, look};

/// With whose accounts the program runs, and how.
pub struct Plan {
    /// What the program is told.
    pub options: Options,
    /// Which keys do what.
    pub keymap: Keymap,
    /// How everything looks.
    pub styles: Styles,
    /// Whether the mouse is listened to.
    pub mouse: bool,
    /// What makes no sense in the person's own keys and colours.
    pub mistakes: Vec<Mistake>,
    /// The accounts; in the demo, where its vendors are is known once they are there.
    pub profile: Profile,
    /// Where what was shown is kept; nowhere in the demo.
    pub state: Option<StateFile>,
    /// The demo's vendors, which are being made.
    pub sandbox: Option<JoinHandle<io::Result<Sandbox>>>,
}

impl Plan {
    /// Reads the configuration, or begins to make the demo's vendors.
    ///
    /// # Errors
    /// Says what is missing or wrong, and what to write where.
    pub fn new(start: &Start, runtime: &Handle) -> anyhow::Result<Self> {
        let accounts = &start.accounts;
        if start.demo {
            return Self::demo(accounts.read_only, runtime);
        }
        Self::of_profile(start, accounts.profile.as_deref())
    }

    /// The same for the profile of this name.
    ///
    /// # Errors
    /// The same.
    pub fn of_profile(start: &Start, name: Option<&str>) -> anyhow::Result<Self> {
        let accounts = &start.accounts;
        let settings = load(accounts.config.as_deref()).map_err(misuse)?;
        let chosen = settings.choose(name).map_err(misuse)?;
        let Some((name, profile)) = chosen else {
            return Err(accounts.missing().into());
        };
        let options = Options {
            profile: name.to_owned(),
            read_only: accounts.read_only || profile.read_only,
            screen_share: settings.screen_share,
            undo_window: Duration::from_secs(settings.undo_seconds),
            config: place_of(accounts.config.as_deref()),
            zone: TimeZone::system,
            setup: setup(&settings, profile),
        };
        Ok(Self::with(options, profile.clone(), None, &settings))
    }

    /// The demo behaves and looks as the person likes it, as far as the configuration can be read; its accounts are its own.
    fn demo(read_only: bool, runtime: &Handle) -> anyhow::Result<Self> {
        let sandbox = runtime.spawn(Sandbox::start(sandbox::Options::default()));
        let settings = load(None).unwrap_or_default();
        let profile =
            Profile::demo(&Addresses::to_be()).context("the demo's addresses are wrong")?;
        let options = Options {
            profile: "demo".to_owned(),
            read_only,
            screen_share: settings.screen_share,
            undo_window: Duration::from_secs(settings.undo_seconds),
            config: place_of(None),
            zone: TimeZone::system,
            setup: Setup {
                places: places(&profile),
                ..Setup::default()
            },
        };
        Ok(Self::with(options, profile, Some(sandbox), &settings))
    }

    fn with(
        options: Options,
        profile: Profile,
        sandbox: Option<JoinHandle<io::Result<Sandbox>>>,
        settings: &Settings,
    ) -> Self {
        let kept = options.profile.clone();
        let (sheets, mut mistakes) = settings.keys();
        let (keymap, wrong) = Keymap::new(&sheets);
        mistakes.extend(wrong);
        let surroundings =
            |name: &str| env::var_os(name).and_then(|value| value.into_string().ok());
        let (styles, wrong) = look::styles(settings, profile.mark(), surroundings);
        mistakes.extend(wrong);
        Self {
            options,
            keymap,
            styles,
            mouse: settings.mouse,
            mistakes,
            profile,
            // The demo keeps nothing.
            state: sandbox.is_none().then(|| StateFile::of(&kept)).flatten(),
            sandbox,
        }
    }
}

/// The configuration that is read, as people are told of it.
fn place_of(given: Option<&Path>) -> Clean {
    let place = given.map(Path::to_owned).or_else(|| standard_path().ok());
    place.map_or_else(
        || "config.toml".into(),
        |path| path.display().to_string().into(),
    )
}

/// What the program must know of the configuration.
fn setup(settings: &Settings, profile: &Profile) -> Setup {
    let choice = |profile: &Profile| ProfileChoice {
        name: profile.name.clone(),
        providers: (Provider::ALL.into_iter())
            .filter(|provider| profile.has(*provider))
            .collect(),
        read_only: profile.read_only,
        protected: profile.protected,
    };
    Setup {
        places: places(profile),
        profiles: settings.profiles.values().map(choice).collect(),
        is_production: profile.is_production(),
        is_protected: profile.protected,
        variables: profile.variables.clone(),
    }
}

/// Where a profile has what signs in.
fn places(profile: &Profile) -> Vec<Place> {
    let providers = Provider::ALL.into_iter();
    let providers = providers.filter(|provider| profile.has(*provider));
    let places = providers.flat_map(|provider| {
        let slots = profile.slots(provider).into_iter();
        slots.map(move |slot| Place {
            provider,
            name: slot.name,
            source: slot.source.map(|source| Clean::from(source.to_string())),
            is_writable: slot.source.is_some_and(SecretSource::is_writable),
            text: match slot.source {
                Some(SecretSource::Held(text)) if slot.is_open() => Some(Clean::new(text.expose())),
                Some(_) | None => None,
            },
        })
    });
    places.collect()
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

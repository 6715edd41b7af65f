use std::path::{Path, PathBuf};

use clap::{
    Args,
    builder::{PossibleValuesParser, TypedValueParser as _},
};
use usher_tui::{
    config::{self, Profile, Settings},
    domain::{Clean, Provider},
};

use super::Misuse;

/// Whose account it is about.
#[derive(Debug, Args)]
pub struct Account {
    /// The vendor
    #[arg(value_name = "PROVIDER", value_parser = PossibleValuesParser::new(NAMES).map(|name| provider(&name)))]
    pub provider: Provider,
    #[command(flatten)]
    choice: Choice,
}

/// Which configuration, and which profile of it.
#[derive(Debug, Args)]
pub struct Choice {
    /// The profile of the configuration; the only one, or the one called default, where there is no name
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    /// The configuration, instead of the one at its usual place
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

const NAMES: [&str; 3] = ["koyeb", "tripartie", "contabo"];

fn provider(name: &str) -> Provider {
    match name {
        "koyeb" => Provider::Koyeb,
        "tripartie" => Provider::Tripartie,
        _ => Provider::Contabo,
    }
}

impl Account {
    /// The profile of the account; one that the configuration has not got yet is an empty one.
    pub fn profile(&self) -> anyhow::Result<Profile> {
        let settings = self.choice.settings()?;
        let name = self.choice.profile.as_deref();
        if let Some(name) = name.filter(|name| !settings.profiles.contains_key(*name)) {
            return Ok(nothing_yet(name));
        }
        let chosen = settings.choose(name).map_err(misuse)?;
        Ok(chosen.map_or_else(|| nothing_yet("default"), |(_, profile)| profile.clone()))
    }

    /// The configuration's file, for showing.
    pub fn file(&self) -> Clean {
        let standard = || config::standard_path().ok();
        let file = self.choice.config.clone().or_else(standard);
        file.as_deref().map_or_else(
            || Clean::from("a file that you name with --config"),
            |file: &Path| Clean::from(file.display().to_string()),
        )
    }
}

impl Choice {
    /// The configuration.
    pub fn settings(&self) -> anyhow::Result<Settings> {
        Ok(config::load(self.config.as_deref()).map_err(misuse)?)
    }
}

/// The keys that a profile must have a place for, so that one can sign in.
pub fn wanted(profile: &Profile, provider: Provider) -> &'static [&'static str] {
    let slots = profile.slots(provider);
    let has = |key| {
        let mut slots = slots.iter();
        slots.any(|slot| slot.key() == key && slot.source.is_some())
    };
    match provider {
        Provider::Contabo if !has("token") => {
            &["client_id", "client_secret", "username", "password"]
        }
        Provider::Tripartie if !has("token") && (has("client_id") || has("client_secret")) => {
            &["client_id", "client_secret"]
        }
        Provider::Tripartie if has("token") || has("persona_token") => &[],
        Provider::Koyeb | Provider::Tripartie | Provider::Contabo => &["token"],
    }
}

fn nothing_yet(name: &str) -> Profile {
    Profile {
        name: name.to_owned(),
        ..Profile::default()
    }
}

fn misuse(error: impl std::fmt::Display) -> Misuse {
    Misuse(error.to_string())
}

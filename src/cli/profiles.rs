mod check;

use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use futures_util::future::join_all;
use serde_json::{Value, json};
use tokio::runtime::Builder;
use usher_tui::{
    config::{Address, Profile, SecretSource, Slot},
    domain::{Clean, Provider},
};

use self::check::{Outcome, check};
use super::{Misuse, account::Choice, print, tell};

/// What is to be listed.
#[derive(Debug, Args)]
pub struct Request {
    /// As JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    choice: Choice,
}

/// Lists the accounts of the profiles, where their secrets are, and whether the vendors take them.
///
/// # Returns
/// 0 when all of them work.
pub fn run(request: &Request) -> anyhow::Result<ExitCode> {
    let settings = request.choice.settings()?;
    let mut profiles: Vec<&Profile> = settings.profiles.values().collect();
    if let Some(name) = &request.choice.profile {
        let chosen = settings.choose(Some(name));
        let chosen = chosen.map_err(|error| Misuse(error.to_string()))?;
        profiles.retain(|profile| chosen.is_some_and(|(name, _)| name == profile.name));
    }
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .context("the program can't start")?;
    let outcomes = runtime.block_on(join_all(profiles.iter().map(|profile| check(profile))));
    let rows: Vec<Row<'_>> = profiles.iter().zip(&outcomes).flat_map(rows).collect();
    if request.json {
        let rows: Vec<Value> = rows.iter().map(Row::to_json).collect();
        print(&format!("{}\n", serde_json::to_string_pretty(&rows)?))?;
    } else if rows.is_empty() {
        tell("There is no account in the configuration yet: `usher login koyeb` makes a start.")?;
    } else {
        print(&rows.iter().map(Row::to_text).collect::<String>())?;
    }
    Ok(if rows.iter().all(|row| row.outcome.is_ok()) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// An account of a profile, and whether it works.
struct Row<'a> {
    profile: &'a Profile,
    provider: Provider,
    outcome: &'a Outcome,
}

fn rows<'a>(
    (profile, outcomes): (&&'a Profile, &'a Vec<(Provider, Outcome)>),
) -> impl Iterator<Item = Row<'a>> {
    let profile = *profile;
    outcomes.iter().map(move |(provider, outcome)| Row {
        profile,
        provider: *provider,
        outcome,
    })
}

impl Row<'_> {
    fn to_json(&self) -> Value {
        let secrets: Vec<Value> = self.filled().iter().map(place).collect();
        json!({
            "profile": Clean::new(&self.profile.name).as_str(),
            "provider": self.provider,
            "host": self.host(),
            "secrets": secrets,
            "works": self.outcome.is_ok(),
            "user": self.outcome.as_ref().ok().map(Clean::as_str),
            "problem": self.outcome.as_ref().err(),
        })
    }

    fn to_text(&self) -> String {
        let verdict = match self.outcome {
            Ok(who) => format!("works, {who}"),
            Err(why) => format!("does not work: {why}"),
        };
        let name = Clean::new(&self.profile.name);
        let slots = self.filled();
        let places = slots.iter().filter_map(|slot| {
            let source = slot.source?;
            Some(format!("    {} from {source}\n", slot.label()))
        });
        let places: String = places.collect();
        format!(
            "{name}: {} at {} {verdict}\n{places}",
            self.provider,
            self.host()
        )
    }

    fn filled(&self) -> Vec<Slot<'_>> {
        let mut slots = self.profile.slots(self.provider);
        slots.retain(|slot| slot.source.is_some());
        slots
    }

    fn host(&self) -> String {
        let address = match self.provider {
            Provider::Koyeb => self.profile.koyeb.as_ref().map(|it| &it.base_url),
            Provider::Tripartie => self.profile.tripartie.as_ref().map(|it| &it.base_url),
            Provider::Contabo => self.profile.contabo.as_ref().map(|it| &it.base_url),
        };
        address.map(Address::host).unwrap_or_default()
    }
}

fn place(slot: &Slot<'_>) -> Value {
    let (kind, place) = match slot.source {
        Some(SecretSource::Env(name)) => ("env", Some(Clean::new(name))),
        Some(SecretSource::Command(words)) => ("command", words.first().map(|it| Clean::new(it))),
        Some(SecretSource::File(path)) => ("file", Some(Clean::from(path.display().to_string()))),
        Some(SecretSource::Keyring) => ("keyring", None),
        Some(SecretSource::Held(_)) | None => ("configuration", None),
    };
    json!({ "name": slot.name, "from": kind, "place": place.as_ref().map(Clean::as_str) })
}

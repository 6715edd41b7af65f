use std::{fmt::Write as _, process::ExitCode};

use anyhow::{Context, bail};
use clap::Args;
use tokio::runtime::Builder;
use usher_tui::{
    config::SecretSource,
    worker::{Limits, Vault},
};

use super::{
    account::{Account, wanted},
    tell,
};

/// What is to be removed.
#[derive(Debug, Args)]
pub struct Request {
    #[command(flatten)]
    account: Account,
}

/// Removes what `usher login` stored: from the keyring and from files. What comes from elsewhere stays where it is.
pub fn run(request: &Request) -> anyhow::Result<ExitCode> {
    let profile = request.account.profile()?;
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .context("the program can't start")?;
    runtime.block_on(async {
        let vault = Vault::new(&profile.name, &Limits::default());
        let (mut removed, mut failed) = (0, String::new());
        let wanted = wanted(&profile, request.account.provider);
        for slot in profile.slots(request.account.provider) {
            let place = match slot.source {
                // The configuration may have lost the line, or never had it.
                None if slot.is_open() => continue,
                None => &SecretSource::Keyring,
                Some(place) => place,
            };
            match place {
                SecretSource::Keyring | SecretSource::File(_) => {
                    match vault.remove(slot.name, place).await {
                        Ok(true) => {
                            removed += 1;
                            tell(&format!("{} is no longer in {place}.", slot.name))?;
                        }
                        Ok(false) => {}
                        Err(_) if slot.source.is_none() && !wanted.contains(&slot.key()) => {}
                        // Writing to a String can't fail.
                        Err(why) => drop(write!(failed, "\n{} is not removed: {why}", slot.name)),
                    }
                }
                SecretSource::Held(_) if slot.is_open() => {}
                SecretSource::Env(_) | SecretSource::Command(_) | SecretSource::Held(_) => {
                    tell(&format!(
                        "{} comes from {place}: it stays there.",
                        slot.name
                    ))?;
                }
            }
        }
        if !failed.is_empty() {
            bail!("{}", failed.trim_start());
        }
        if removed == 0 {
            tell("There was nothing to remove.")?;
        }
        Ok(ExitCode::SUCCESS)
    })
}

mod ask;
mod import;
mod lines;

use std::{convert::Infallible, process::ExitCode};

use anyhow::{Context, anyhow, bail};
use clap::Args;
use tokio::runtime::Builder;
use usher_tui::{
    config::{Profile, SecretSource, Slot},
    domain::{Clean, Provider, Secret},
    worker::{Limits, Vault},
};

use self::lines::Lines;
use super::{
    Misuse,
    account::{Account, wanted},
    print, tell,
};

/// What is to be stored.
///
/// Without a terminal, the values are read from standard input, one to a line, in the order in which they are asked for:
/// at Koyeb the token; at Tripartie the token (and what else the profile keeps where usher can write: persona token,
/// client id, client secret); at Contabo client id, client secret, user name, password. What the profile has elsewhere is
/// left out, and an empty line leaves a value as it is.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub struct Request {
    #[command(flatten)]
    account: Account,
    /// Take over what koyeb's or cntb's own configuration and environment have
    #[arg(long)]
    import: bool,
    /// Taken so that it can be refused without being repeated.
    #[arg(hide = true, value_parser = secret)]
    on_the_command_line: Vec<Secret>,
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "it stands where parsers stand that can fail"
)]
fn secret(text: &str) -> Result<Secret, Infallible> {
    Ok(Secret::new(text))
}

/// A value that is asked for, and where it goes.
struct Question<'a> {
    slot: Slot<'a>,
    /// Nowhere but the configuration, for names that are no secrets.
    place: Option<&'a SecretSource>,
}

/// Stores what signs in at a vendor: into the places that the profile names, else into the keyring. What the configuration
/// lacks then is printed, never written.
pub fn run(request: &Request) -> anyhow::Result<ExitCode> {
    if !request.on_the_command_line.is_empty() {
        let words = "a secret does not belong on the command line, where others can read it: leave it out and type it when \
                     you are asked, or send it to standard input";
        return Err(Misuse(words.to_owned()).into());
    }
    let profile = request.account.profile()?;
    let provider = request.account.provider;
    let questions = questions(&profile, provider);
    if questions.is_empty() {
        return Err(Misuse(nothing_to_ask(&profile, provider)).into());
    }
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .context("the program can't start")?;
    runtime.block_on(async {
        let vault = Vault::new(&profile.name, &Limits::default());
        check(&vault, &questions, request, &profile).await?;
        let mut lines = Lines::new(&profile.name, provider);
        let answers = if request.import {
            import::answers(&questions, provider, &profile, &mut lines)?
        } else {
            ask::answers(&questions, provider)?
        };
        if answers.iter().all(Option::is_none) {
            return Err(Misuse("nothing was given, and nothing is changed".to_owned()).into());
        }
        store(&vault, &questions, &answers, &mut lines).await?;
        if let Some(text) = lines.text() {
            tell(&format!("Write to {}:", request.account.file()))?;
            print(&text)?;
        }
        let profile = Clean::new(&profile.name);
        tell(&format!(
            "`usher profiles --profile {profile}` tells whether it works."
        ))?;
        Ok(ExitCode::SUCCESS)
    })
}

fn questions(profile: &Profile, provider: Provider) -> Vec<Question<'_>> {
    let wanted = wanted(profile, provider);
    let slots = profile.slots(provider).into_iter();
    slots
        .filter_map(|slot| {
            let place = match slot.source {
                Some(SecretSource::Keyring | SecretSource::File(_)) => slot.source,
                None if wanted.contains(&slot.key()) => {
                    (!slot.is_open()).then_some(&SecretSource::Keyring)
                }
                None
                | Some(SecretSource::Env(_) | SecretSource::Command(_) | SecretSource::Held(_)) => {
                    return None;
                }
            };
            Some(Question { slot, place })
        })
        .collect()
}

fn nothing_to_ask(profile: &Profile, provider: Provider) -> String {
    let places = profile.slots(provider).into_iter().filter_map(|slot| {
        let source = slot.source?;
        Some(format!("{} comes from {source}", slot.name))
    });
    format!(
        "{}, which usher can't write to. Store it there, or write {{ keyring = true }} or {{ file = \"...\" }} into the \
         configuration instead, and run this again",
        places.collect::<Vec<_>>().join(", ")
    )
}

/// Looks whether all places can be written to, before anybody types anything.
async fn check(
    vault: &Vault,
    questions: &[Question<'_>],
    request: &Request,
    profile: &Profile,
) -> anyhow::Result<()> {
    for question in questions {
        let Some(place) = question.place else {
            continue;
        };
        if let Err(why) = vault.check(question.slot.name, place).await {
            let mut words = format!("{}: {why}", question.slot.name);
            if question.slot.source.is_none() {
                let file = request.account.file();
                let lines = lines::with_files(profile, request.account.provider, questions);
                words = format!(
                    "{words}.\nFor example, write to {file} and run this again:\n\n{lines}"
                );
            }
            bail!("{}", words.trim_end());
        }
    }
    Ok(())
}

async fn store(
    vault: &Vault,
    questions: &[Question<'_>],
    answers: &[Option<Secret>],
    lines: &mut Lines,
) -> anyhow::Result<()> {
    for (question, answer) in questions.iter().zip(answers) {
        let name = question.slot.name;
        match (answer, question.place) {
            (None, _) => tell(&format!("{name} is left as it is."))?,
            (Some(answer), None) => lines.open(question.slot.key(), answer.expose()),
            (Some(answer), Some(place)) => {
                let stored = vault.store(name, place, answer).await;
                stored.map_err(|why| anyhow!("{name} is not stored: {why}"))?;
                tell(&format!("{name} is in {place} now."))?;
                if question.slot.source.is_none() {
                    lines.keyring(question.slot.key());
                }
            }
        }
    }
    Ok(())
}

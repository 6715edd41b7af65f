//! `usher call`: one operation for a script, its reply as JSON.

mod confirm;
mod find;
mod help;
mod names;
mod pages;
mod problem;
mod show;
mod source;
mod values;

use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use tokio::runtime::Builder;
use usher_tui::{
    api::{Arguments, Operation, Paging, Problem, Reason},
    config::{JournalPlace, Profile},
    domain::Clean,
    worker::{Access, Direct},
};

use self::show::Output;
use super::{Accounts, Misuse, tell};

/// How a script knows what came of it.
pub const EXIT_STATUS: &str = "Exit status: 0 done, 1 the vendor said no, 2 wrong usage (nothing was sent), 3 the vendor was not reached.
`usher call OPERATION --help` says what an operation takes.";

/// One operation, and how it is carried out.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own on the command line"
)]
pub struct Errand {
    /// What to do: one of `usher operations`
    #[arg(required_unless_present = "help")]
    operation: Option<String>,
    /// A value; for a secret NAME=@-, NAME=@FILE or NAME=env:VARIABLE; once more for one more item of a list
    #[arg(long = "param", value_name = "NAME=VALUE")]
    params: Vec<String>,
    /// The whole body
    #[arg(long, value_name = "JSON|@FILE|-")]
    body: Option<String>,
    /// Read a list to its end, as one JSON array
    #[arg(long)]
    all: bool,
    /// Print the request, with its secrets masked, and send nothing
    #[arg(long)]
    dry_run: bool,
    /// Don't ask before something is destroyed
    #[arg(long)]
    yes: bool,
    /// Agree to a change through a protected profile, by its name
    #[arg(long, value_name = "PROFILE")]
    confirm: Option<String>,
    #[command(flatten)]
    accounts: Accounts,
    /// Print this, or what the operation takes
    #[arg(short, long)]
    help: bool,
    /// What was written without `--param` before it.
    #[arg(hide = true)]
    rest: Vec<String>,
}

/// Carries the operation out and prints what the vendor says.
///
/// # Errors
/// What made no sense to send, or could not be printed. What the vendor refused is said on standard error already.
pub fn run(errand: &Errand) -> anyhow::Result<ExitCode> {
    let Some(name) = &errand.operation else {
        return help::general();
    };
    let operation = find::operation(name)?;
    if errand.help {
        return help::of(operation);
    }
    let outcome = carry_out(operation, errand);
    outcome.or_else(|error| match error.downcast() {
        Ok(problem) => Ok(problem::report(operation, &problem)),
        Err(other) => Err(other),
    })
}

fn carry_out(operation: &'static Operation, errand: &Errand) -> anyhow::Result<ExitCode> {
    if let Some(word) = errand.rest.first() {
        return Err(stray(word).into());
    }
    let given = values::read(operation, &errand.params, errand.body.as_deref())?;
    let arguments = if errand.all {
        first_page(operation, &given)?
    } else {
        given.clone()
    };
    let profile = profile(operation, errand)?;
    let protected = confirm::protected(operation, &profile, errand.confirm.as_deref());
    let direct = direct(profile, errand);
    let preview = direct.preview(operation, &arguments)?;
    let mut output = Output::new();
    if errand.dry_run {
        output.preview(&preview)?;
        return Ok(ExitCode::SUCCESS);
    }
    confirm::ask(operation, &arguments, errand.yes)?;
    if let Some(name) = protected {
        confirm::ask_for_profile(&name, errand.confirm.as_deref())?;
    }
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime.context("the program can't start")?;
    runtime.block_on(async {
        if errand.all {
            return pages::read_all(&direct, operation, &given, &mut output).await;
        }
        let reply = direct.call(operation, &arguments).await?;
        if let Some(remark) = &reply.remark {
            tell(remark.as_str())?;
        }
        output.reply(&reply.body).context(
            "the vendor has done what was asked, but its reply can't be written to standard output",
        )
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Whose accounts it is about. A request that needs no credential needs no profile, and one that is only shown neither.
fn profile(operation: &Operation, errand: &Errand) -> Result<Profile, Misuse> {
    let needs_one = operation.auth.is_needed() && !errand.dry_run;
    match errand.accounts.profile()? {
        Some(profile) => Ok(profile),
        None if needs_one => Err(errand.accounts.missing()),
        None => Ok(Profile {
            journal: JournalPlace::standard(),
            ..Profile::default()
        }),
    }
}

/// The way to the accounts.
fn direct(profile: Profile, errand: &Errand) -> Direct {
    let access = if errand.accounts.read_only {
        Access::ReadOnly
    } else {
        Access::ReadWrite
    };
    Direct::new(profile, access)
}

/// The values for the first page of a list that is to be read to its end.
fn first_page(operation: &Operation, given: &Arguments) -> Result<Arguments, Problem> {
    let refused = |message: String| Problem::new(operation, Reason::NotSent, message);
    if operation.paging == Paging::None {
        return Err(refused("it has no pages: leave --all out".to_owned()));
    }
    for (name, _) in given.iter() {
        if ["page", "offset", "x-request-id"].contains(&name) {
            let message = format!("--all asks for every page from the first: leave {name} out");
            return Err(refused(message));
        }
    }
    Ok(operation.paging.arguments(given, 0, 0))
}

/// The word may hold a secret: it is not repeated.
fn stray(word: &str) -> Misuse {
    Misuse(match word.split_once('=') {
        Some((name, _)) => {
            let name = Clean::new(name);
            format!(
                "a value is given as --param {name}=...: there is a word without --param before it"
            )
        }
        None => "there is one operation at a time, and its values come after --param".to_owned(),
    })
}

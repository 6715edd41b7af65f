//! The command line: what can be asked of the program, and what it says when it can't do it.

mod account;
mod call;
mod course;
mod editor;
mod journal;
mod kept;
mod kind;
mod login;
mod logout;
mod look;
mod manual;
mod operations;
mod plan;
mod profiles;
mod sandbox;
mod terminal;

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::{
    Args, Parser, Subcommand,
    error::{ContextKind, ContextValue, ErrorKind},
};
use clap_complete::Shell;

use self::{call::Errand, sandbox::Knobs};

/// Users, organizations, invitations and credentials at Koyeb, Tripartie and Contabo, in the terminal.
#[derive(Debug, Parser)]
#[command(name = "usher", version, args_conflicts_with_subcommands = true)]
pub struct Cli {
    #[command(flatten)]
    start: Start,
    #[command(subcommand)]
    command: Option<Command>,
}

/// How the terminal program starts.
#[derive(Debug, Args)]
struct Start {
    #[command(flatten)]
    accounts: Accounts,
    /// Try everything on made-up accounts on this machine
    #[arg(long, conflicts_with_all = ["profile", "config"])]
    demo: bool,
}

/// Whose accounts are worked with, and how.
#[derive(Debug, Args)]
struct Accounts {
    /// The accounts to work with: a profile of the configuration
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// The configuration, instead of the one at its usual place
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Change nothing, whatever is asked for
    #[arg(long)]
    read_only: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List everything that the three APIs can do
    Operations {
        /// As JSON, with every parameter
        #[arg(long)]
        json: bool,
    },
    /// Store what signs in at a vendor: in the keyring, or where the profile keeps it
    Login(login::Request),
    /// Remove what `login` stored
    Logout(logout::Request),
    /// List the accounts: where their secrets are, and whether they work
    Profiles(profiles::Request),
    /// List what was changed, when and by whom, and what came of it: the journal of changes
    Journal(journal::Request),
    /// Carry out one operation and print the reply as JSON
    #[command(disable_help_flag = true, after_help = call::EXIT_STATUS)]
    Call(Errand),
    /// Print what makes a shell complete this program's options and commands
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Print the manual page of this program, or of one of its commands
    Man {
        /// The command
        command: Option<String>,
    },
    /// Serve the three APIs on this machine, with made-up accounts, until interrupted
    Sandbox(Knobs),
}

impl Cli {
    /// What was asked on the command line. Where that can't be read, the program ends and says why.
    pub fn read() -> Self {
        Self::try_parse().unwrap_or_else(|mut error| {
            if error.kind() == ErrorKind::ArgumentConflict
                && error.get(ContextKind::InvalidSubcommand).is_some()
            {
                let tip =
                    "what a command is to work with stands after it: usher call --profile NAME ...";
                let tip = ContextValue::StyledStrs(vec![tip.into()]);
                error.insert(ContextKind::Suggested, tip);
            }
            error.exit()
        })
    }

    /// Does what was asked.
    ///
    /// # Errors
    /// Says what went wrong; [`Misuse`] where the request itself, or the configuration, was at fault.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            None => terminal::run(&self.start),
            Some(Command::Operations { json }) => operations::list(json),
            Some(Command::Login(request)) => login::run(&request),
            Some(Command::Logout(request)) => logout::run(&request),
            Some(Command::Profiles(request)) => profiles::run(&request),
            Some(Command::Journal(request)) => journal::run(&request),
            Some(Command::Call(errand)) => call::run(&errand),
            Some(Command::Completions { shell }) => manual::complete(shell),
            Some(Command::Man { command }) => manual::show(command.as_deref()),
            Some(Command::Sandbox(knobs)) => sandbox::serve(&knobs),
        }
    }
}

/// The program was asked for something that it can't do as things are; trying again is no use.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Misuse(pub String);

/// Prints to standard output. Nobody reading it to the end is no error.
fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Tells the person something that is not what they asked for.
fn tell(line: &str) -> io::Result<()> {
    writeln!(io::stderr(), "{line}")
}

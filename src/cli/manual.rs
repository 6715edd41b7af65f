use std::process::ExitCode;

use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;

use super::{Cli, Misuse, print};

/// Prints what a shell wants to know in order to complete what is typed.
pub fn complete(shell: Shell) -> anyhow::Result<ExitCode> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "usher", &mut text);
    print(&String::from_utf8_lossy(&text))?;
    Ok(ExitCode::SUCCESS)
}

/// Prints a manual page in roff: the program's, or that of one of its commands.
///
/// # Errors
/// [`Misuse`] when there is no such command.
pub fn show(name: Option<&str>) -> anyhow::Result<ExitCode> {
    let mut program = Cli::command();
    program.build();
    let page = match name {
        None => Man::new(program),
        Some(name) => Man::new(one_of(&program, name)?).title(format!("usher-{name}")),
    };
    let mut text = Vec::new();
    page.render(&mut text)?;
    print(&String::from_utf8_lossy(&text))?;
    Ok(ExitCode::SUCCESS)
}

fn one_of(program: &Command, name: &str) -> Result<Command, Misuse> {
    let Some(command) = program.find_subcommand(name) else {
        let known: Vec<_> = program.get_subcommands().map(Command::get_name).collect();
        let known = known.join(", ");
        return Err(Misuse(format!("there is no command {name}, but {known}")));
    };
    Ok(command.clone())
}

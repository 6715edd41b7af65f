//! The `usher` program: see the library for what it is made of.

mod cli;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use self::cli::{Cli, Misuse};

fn main() -> ExitCode {
    Cli::read().run().unwrap_or_else(|error| {
        let _ = writeln!(io::stderr(), "usher: {error:#}");
        ExitCode::from(if error.is::<Misuse>() { 2 } else { 1 })
    })
}

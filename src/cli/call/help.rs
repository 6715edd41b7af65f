use std::{fmt::Write, process::ExitCode};

use anyhow::Context;
use clap::CommandFactory;
use usher_tui::api::{Field, Guard, Operation, Paging};

use crate::cli::{Cli, kind, print};

/// Prints what can be said of every call.
pub fn general() -> anyhow::Result<ExitCode> {
    let mut program = Cli::command();
    program.build();
    let call = program.find_subcommand_mut("call");
    let call = call.context("the help can't be found")?;
    print(&call.render_help().to_string())?;
    Ok(ExitCode::SUCCESS)
}

/// Prints what an operation takes.
pub fn of(operation: &'static Operation) -> anyhow::Result<ExitCode> {
    let mut text = format!(
        "{} at {}: {} {}\n\nUsage: usher call {}{} [OPTIONS]\n",
        operation.title,
        operation.provider,
        operation.method.as_str(),
        operation.path,
        operation.id,
        usage(operation)
    );
    if !operation.fields.is_empty() {
        text.push_str("\nParameters (required ones are marked by *):\n");
    }
    for field in operation.fields {
        parameter(&mut text, field);
    }
    for note in notes(operation) {
        // A text takes whatever is written to it.
        let _ = write!(text, "\n{note}\n");
    }
    text.push_str("\nThe options are the same for all operations: see `usher call --help`.\n");
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn is_required(field: &Field) -> bool {
    field.required && !field.is_made()
}

fn usage(operation: &Operation) -> String {
    let required = operation.fields.iter().filter(|field| is_required(field));
    let values = required.map(|field| {
        let value = if field.is_secret() { "@FILE" } else { "..." };
        format!(" --param {}={value}", field.name)
    });
    values.collect()
}

fn parameter(text: &mut String, field: &Field) {
    let mark = if is_required(field) { '*' } else { ' ' };
    let place = kind::place(field.place);
    let words = kind::words(field.kind);
    let help = if field.help.is_empty() {
        String::new()
    } else {
        format!(" {}", field.help)
    };
    let _ = writeln!(
        text,
        "{mark} {}\n      {}, {words}; in the {place}.{help}",
        field.name, field.label
    );
}

fn notes(operation: &Operation) -> Vec<String> {
    let mut notes = Vec::new();
    if operation.fields.iter().any(Field::is_secret) {
        notes.push(
            "A secret is given as NAME=@FILE, NAME=@- (standard input) or NAME=env:VARIABLE."
                .to_owned(),
        );
    }
    if operation.paging != Paging::None {
        notes.push("It is a list: --all reads it to its end, as one JSON array.".to_owned());
    }
    if matches!(operation.guard, Guard::YesNo | Guard::TypeName) || !operation.warning.is_empty() {
        notes.push("It is asked about first; without a terminal it needs --yes.".to_owned());
    }
    if !operation.warning.is_empty() {
        notes.push(operation.warning.to_owned());
    }
    if operation.legacy {
        notes.push(format!(
            "Legacy: no current program of {}'s own uses it any more.",
            operation.provider
        ));
    }
    notes
}

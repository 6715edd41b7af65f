use std::io::{self, IsTerminal, Write};

use usher_tui::{
    api::{Argument, Arguments, Guard, Operation, Place},
    config::Profile,
    domain::Clean,
};

use crate::cli::Misuse;

/// Lets the person agree to something that destroys or that has a warning. Without a terminal nobody can be asked.
///
/// # Errors
/// When nobody agreed.
pub fn ask(operation: &Operation, arguments: &Arguments, yes: bool) -> Result<(), Misuse> {
    let mut stderr = io::stderr();
    let agreed = yes && matches!(operation.guard, Guard::YesNo | Guard::TypeName);
    if !operation.warning.is_empty() && !agreed {
        // Nobody listens where standard error is closed.
        let _ = writeln!(stderr, "usher: {}", operation.warning);
    }
    let Some(wanted) = wanted(operation, arguments) else {
        return Ok(());
    };
    if yes {
        return Ok(());
    }
    if !(io::stdin().is_terminal() && stderr.is_terminal()) {
        return Err(Misuse(format!(
            "{} is not done unasked, and there is no terminal to ask on: nothing was sent. Add --yes if it is meant",
            operation.id
        )));
    }
    let target = target(operation, arguments);
    let question = match &wanted {
        Wanted::Yes => format!("{}{target}? [y/N] ", operation.title),
        Wanted::Text(text) => format!("{}{target}: type {text} to go on: ", operation.title),
    };
    let agreed = answer(&question).is_some_and(|answer| wanted.is(&answer));
    agreed.then_some(()).ok_or_else(unsent)
}

/// The profile's name, where such an operation wants it: a change through a protected profile, and one that was meant for a
/// profile that the command line names.
pub fn protected(operation: &Operation, profile: &Profile, given: Option<&str>) -> Option<Clean> {
    let wants = (profile.protected || given.is_some()) && operation.changes();
    wants.then(|| Clean::new(&profile.name))
}

/// Lets the person agree to a change through a protected profile: by its name on the command line, else by typing it.
///
/// # Errors
/// When nobody agreed, or to another profile.
pub fn ask_for_profile(profile: &Clean, given: Option<&str>) -> Result<(), Misuse> {
    match given {
        Some(name) if name == profile.raw() => return Ok(()),
        Some(other) => {
            let other = Clean::new(other);
            return Err(Misuse(format!(
                "--confirm says {other}, but this would go to the profile {profile}: nothing was sent"
            )));
        }
        None => {}
    }
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Err(Misuse(format!(
            "the profile {profile} is protected: nothing was sent. Add --confirm {profile} if it is meant"
        )));
    }
    let question = format!("The profile {profile} is protected: type its name to go on: ");
    let agreed = answer(&question).is_some_and(|answer| answer == profile.raw());
    agreed.then_some(()).ok_or_else(unsent)
}

/// What somebody types on the terminal when they are asked.
fn answer(question: &str) -> Option<String> {
    let mut stderr = io::stderr();
    // Nobody listens where standard error is closed.
    let _ = write!(stderr, "{question}");
    let _ = stderr.flush();
    let mut answer = String::new();
    let read = io::stdin().read_line(&mut answer);
    if !answer.ends_with('\n') {
        let _ = writeln!(stderr);
    }
    read.ok().map(|_| answer.trim().to_owned())
}

fn unsent() -> Misuse {
    Misuse("nothing was sent".to_owned())
}

/// What a person must type.
enum Wanted {
    Yes,
    Text(Clean),
}

impl Wanted {
    fn is(&self, answer: &str) -> bool {
        match self {
            Wanted::Yes => ["y", "yes"].contains(&answer.to_ascii_lowercase().as_str()),
            Wanted::Text(text) => answer == text.as_str(),
        }
    }
}

/// The id of what is destroyed stands last in the path; what has no id there is agreed to by the operation's own.
fn wanted(operation: &Operation, arguments: &Arguments) -> Option<Wanted> {
    match operation.guard {
        Guard::TypeName => {
            let id = ids(operation, arguments).pop().map(|(_, id)| id);
            Some(Wanted::Text(
                id.unwrap_or_else(|| Clean::from(operation.id)),
            ))
        }
        Guard::YesNo => Some(Wanted::Yes),
        Guard::Read | Guard::Write | Guard::Undo => {
            (!operation.warning.is_empty()).then_some(Wanted::Yes)
        }
    }
}

fn target(operation: &Operation, arguments: &Arguments) -> String {
    let ids = ids(operation, arguments).into_iter();
    let ids: Vec<String> = ids.map(|(label, id)| format!("{label} {id}")).collect();
    let at = format!(" at {}", operation.provider);
    if ids.is_empty() {
        at
    } else {
        format!("{at}, {}", ids.join(", "))
    }
}

/// The ids in the path, with what they are.
fn ids(operation: &Operation, arguments: &Arguments) -> Vec<(&'static str, Clean)> {
    let fields = operation.fields.iter();
    let in_path = fields.filter(|field| field.place == Place::Path);
    in_path
        .filter_map(|field| match arguments.get(field.name)? {
            Argument::Text(id) => Some((field.label, Clean::new(id))),
            Argument::Integer(id) => Some((field.label, Clean::from(id.to_string()))),
            Argument::Secret(_)
            | Argument::Flag(_)
            | Argument::Texts(_)
            | Argument::Integers(_)
            | Argument::Json(_) => None,
        })
        .collect()
}

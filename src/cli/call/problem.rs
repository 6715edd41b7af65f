use std::{
    io::{self, Write},
    process::ExitCode,
};

use usher_tui::api::{Operation, Problem, Reason};

/// Says on standard error what went wrong, in one paragraph: what was tried, what happened, what to do next.
///
/// # Returns
/// The exit status: 1 where the vendor said no, 2 where nothing was sent, 3 where the vendor was not reached.
pub fn report(operation: &Operation, problem: &Problem) -> ExitCode {
    // Nobody listens where standard error is closed.
    let _ = writeln!(io::stderr(), "usher: {}", paragraph(operation, problem));
    ExitCode::from(status(problem))
}

fn status(problem: &Problem) -> u8 {
    match (problem.reason, problem.status) {
        (Reason::Offline | Reason::TimedOut, _) | (Reason::Unconfirmed, None) => 3,
        (Reason::Fields | Reason::NotSent | Reason::NoJournal | Reason::SignIn, None) => 2,
        (
            Reason::SignIn
            | Reason::Forbidden
            | Reason::NotFound
            | Reason::Fields
            | Reason::Limited(_)
            | Reason::Refused
            | Reason::Server
            | Reason::Unreadable
            | Reason::Unconfirmed
            | Reason::NotSent
            | Reason::NoJournal
            | Reason::Internal,
            _,
        ) => 1,
    }
}

fn paragraph(operation: &Operation, problem: &Problem) -> String {
    let mut sentences = vec![format!(
        "{}: {}",
        tried(operation, problem),
        happened(problem)
    )];
    sentences.extend(wrong_fields(problem));
    if let Some(id) = &problem.request_id {
        sentences.push(format!("The request id is {id}"));
    }
    if let Reason::Limited(Some(until)) = problem.reason {
        sentences.push(format!("It can be asked again from {until:.0} on"));
    }
    sentences.push(next(operation, problem));
    let ended = sentences.iter().map(|sentence| {
        let sentence = sentence.trim_end();
        let stop = if sentence.ends_with(['.', '!', '?', '…']) {
            ""
        } else {
            "."
        };
        format!("{sentence}{stop}")
    });
    ended.collect::<Vec<_>>().join(" ")
}

/// What was tried, and how the vendor answered in numbers.
fn tried(operation: &Operation, problem: &Problem) -> String {
    let mut details = vec![operation.id.to_owned(), problem.endpoint.clone()];
    details.extend(problem.status.map(|status| format!("status {status}")));
    details.extend(problem.code.as_ref().map(|code| format!("code {code}")));
    let (title, vendor, details) = (operation.title, operation.provider, details.join(", "));
    format!("{title} at {vendor} failed ({details})")
}

/// The message; where it says no more than the fields do, each field by its name.
fn happened(problem: &Problem) -> String {
    if problem.status.is_none() && !problem.fields.is_empty() {
        return fields(problem, |_| true);
    }
    problem.message.to_string()
}

/// What the message does not say yet.
fn wrong_fields(problem: &Problem) -> Option<String> {
    problem.status?;
    let message = problem.message.raw();
    let unsaid = fields(problem, |said| !message.contains(said));
    (!unsaid.is_empty()).then_some(unsaid)
}

fn fields(problem: &Problem, is_wanted: impl Fn(&str) -> bool) -> String {
    let fields = problem.fields.iter();
    let wanted = fields.filter(|field| is_wanted(field.message.raw()));
    let sentences: Vec<String> = wanted
        .map(|field| format!("{}: {}", field.field, field.message))
        .collect();
    sentences.join("; ")
}

fn next(operation: &Operation, problem: &Problem) -> String {
    let id = operation.id;
    match (problem.reason, problem.status) {
        (Reason::NotSent, None) if problem.message.raw().contains("read-only") => {
            "Leave --read-only out, or choose a profile that may write.".to_owned()
        }
        (Reason::Fields | Reason::NotSent, None) => {
            format!("Nothing was sent; `usher call {id} --help` says what it takes.")
        }
        (Reason::Fields, Some(_)) => {
            format!("Nothing was changed; `usher call {id} --help` says what it takes.")
        }
        (Reason::NotFound, _) => "There is no such thing, or no more: check the ids.".to_owned(),
        (
            Reason::Offline
            | Reason::TimedOut
            | Reason::SignIn
            | Reason::Forbidden
            | Reason::Limited(_)
            | Reason::Refused
            | Reason::Server
            | Reason::Unreadable
            | Reason::Unconfirmed
            | Reason::NotSent
            | Reason::NoJournal
            | Reason::Internal,
            _,
        ) => problem.hint().to_owned(),
    }
}

use serde_json::json;

use crate::sandbox::{
    answer::Answer,
    check::{Flaw, Wrong},
};

/// Why Contabo refuses a request.
#[derive(Debug)]
pub(super) struct Refusal {
    status: u16,
    message: String,
}

impl Refusal {
    /// A refusal with Contabo's message.
    pub fn new(status: u16, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
        }
    }

    /// No such record.
    pub fn not_found(what: &str, by: &str) -> Self {
        Self::new(404, format!("Entry {what} not found by {by}"))
    }

    /// Some fields are wrong.
    pub fn flaws(flaws: &[Flaw]) -> Self {
        let words: Vec<String> = flaws.iter().map(words).collect();
        Self::new(400, words.join(", "))
    }

    /// The refusal for a status.
    pub fn status(status: u16) -> Self {
        let message = match status {
            400 => "Bad Request",
            401 => "Unauthorized",
            402 => "Payment Required",
            403 => "Forbidden",
            404 => "Not Found",
            405 => "Method Not Allowed",
            409 => "Conflict",
            413 => "Payload Too Large",
            429 => "Too Many Requests",
            503 => "Service Unavailable",
            _ => "Internal Server Error",
        };
        Self::new(status, message)
    }
}

impl From<Refusal> for Answer {
    fn from(refusal: Refusal) -> Self {
        let Refusal { status, message } = refusal;
        Answer::json(status, json!({ "statusCode": status, "message": message }))
    }
}

fn words(flaw: &Flaw) -> String {
    let name = flaw.field;
    match flaw.wrong {
        Wrong::Missing => format!("{name} should not be empty"),
        Wrong::Type("int") => format!("{name} must be an integer number"),
        Wrong::Type("bool") => format!("{name} must be a boolean value"),
        Wrong::Type("array") => format!("{name} must be an array"),
        Wrong::Type(_) => format!("{name} must be a string"),
        Wrong::Short(min) => format!("{name} must be longer than or equal to {min} characters"),
        Wrong::Long(max) => format!("{name} must be shorter than or equal to {max} characters"),
        Wrong::Choice(choices) => {
            format!(
                "{name} must be one of the following values: {}",
                choices.join(", ")
            )
        }
        Wrong::Email => format!("{name} must be an email"),
        Wrong::Time => format!("{name} must be a valid ISO 8601 date string"),
    }
}

use serde_json::{Value, json};

use crate::{
    api::Place,
    sandbox::{
        answer::Answer,
        check::{Flaw, Wrong},
    },
};

/// Why Koyeb refuses a request.
#[derive(Debug)]
pub(super) struct Refusal {
    status: u16,
    code: &'static str,
    message: String,
    /// Each wrong field with what is wrong with it.
    fields: Vec<(&'static str, String)>,
}

impl Refusal {
    /// The request makes no sense.
    pub fn invalid(message: &str) -> Self {
        Self::new(400, "invalid_argument", message)
    }

    /// One field is wrong.
    pub fn field(name: &'static str, description: &str) -> Self {
        Self {
            fields: vec![(name, description.to_owned())],
            ..Self::invalid("Validation error")
        }
    }

    /// Some fields are wrong.
    pub fn flaws(flaws: &[Flaw]) -> Self {
        Self {
            fields: flaws.iter().map(|flaw| (flaw.field, words(flaw))).collect(),
            ..Self::invalid("Validation error")
        }
    }

    /// The record is not in the state for it.
    pub fn precondition(message: &str) -> Self {
        Self::new(400, "failed_precondition", message)
    }

    /// No token, or none that is good.
    pub fn unauthorized(message: &str) -> Self {
        Self::new(401, "unauthorized", message)
    }

    /// A good token, but not for this.
    pub fn forbidden(message: &str) -> Self {
        Self::new(403, "forbidden", message)
    }

    /// No such record, or somebody else's.
    pub fn not_found(what: &str) -> Self {
        Self::new(404, "not_found", &format!("{what} not found"))
    }

    /// There is one already.
    pub fn conflict(message: &str) -> Self {
        Self::new(409, "already_exists", message)
    }

    /// The refusal for a status.
    pub fn status(status: u16) -> Self {
        match status {
            400 => Self::invalid("Bad request"),
            401 => Self::unauthorized("Unauthorized"),
            403 => Self::forbidden("Forbidden"),
            404 => Self::not_found("Resource"),
            409 => Self::conflict("Conflict"),
            413 => Self::new(413, "", "Request entity too large"),
            429 => Self::new(429, "", "Too many requests"),
            405 => Self::new(405, "", "Method Not Allowed"),
            503 => Self::new(503, "unavailable", "Service unavailable"),
            other => Self::new(other, "internal", "Internal server error"),
        }
    }

    fn new(status: u16, code: &'static str, message: &str) -> Self {
        Self {
            status,
            code,
            message: message.to_owned(),
            fields: Vec::new(),
        }
    }
}

impl From<Refusal> for Answer {
    /// Koyeb's description names the shape of 400, 401, 403, 404, 500 and 503; everything else has the shape of a gRPC
    /// status, whose code is a number.
    fn from(refusal: Refusal) -> Self {
        let Refusal {
            status,
            code,
            message,
            fields,
        } = refusal;
        let body = match status {
            400 => {
                let fields: Vec<Value> = fields
                    .into_iter()
                    .map(|(field, description)| json!({ "field": field, "description": description }))
                    .collect();
                json!({ "status": status, "code": code, "message": message, "fields": fields })
            }
            401 | 403 | 404 | 500 | 503 => {
                json!({ "status": status, "code": code, "message": message })
            }
            other => json!({ "code": grpc_code(other), "message": message, "details": [] }),
        };
        Answer::json(status, body)
    }
}

fn grpc_code(status: u16) -> u8 {
    match status {
        405 => 12,
        409 => 6,
        413 => 11,
        429 => 8,
        _ => 2,
    }
}

fn words(flaw: &Flaw) -> String {
    match flaw.wrong {
        Wrong::Missing => "is required".to_owned(),
        Wrong::Type("array") => "must be a list".to_owned(),
        Wrong::Type(name) if flaw.place == Place::Body => format!("must be of type {name}"),
        Wrong::Type(name) => format!("must be readable as {name}"),
        Wrong::Short(min) => format!("must have at least {min} characters"),
        Wrong::Long(max) => format!("must have at most {max} characters"),
        Wrong::Choice(choices) => format!("must be one of {}", choices.join(", ")),
        Wrong::Email => "must be a valid email address".to_owned(),
        Wrong::Time => "must be a date and time".to_owned(),
    }
}

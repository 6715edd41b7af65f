use serde_json::{Value, json};

use crate::{
    api::Place,
    sandbox::{
        answer::Answer,
        check::{Flaw, Wrong},
    },
};

/// Why Tripartie refuses a request: one variant for each of its four shapes.
#[derive(Debug)]
pub(super) enum Refusal {
    /// `{code,message}`: no token, or none that is good.
    Token(&'static str),
    /// `{message}`: the sign-in failed.
    SignIn(&'static str),
    /// `{type,title,detail}`
    Plain(u16, String),
    /// The same with `violations`: property, message, code.
    Fields(Vec<(&'static str, String, &'static str)>),
}

/// The codes that the validator behind Tripartie gives to its rules.
const BLANK: &str = "c1051bb4-d103-4f74-8988-acbcafc7fdc3";
const CHOICE: &str = "8e179f1b-97aa-4560-a02f-2a8b42e49df7";
const TYPE: &str = "ba785a8c-82cb-4283-967c-3cf342181b40";
const EMAIL: &str = "bd79c0ab-ddba-46cc-a703-a7a4b08de310";
const SHORT: &str = "9ff3fdc4-b214-49db-8718-39c315e33d45";
const LONG: &str = "d94b19cc-114f-4f44-9cc4-4138e80a87b9";
const DATE: &str = "1a9da513-2640-4f84-9b6a-4d99dcddc628";
const OTHER: &str = "de1e3db3-5ed4-4941-aae4-59f3667cc3a3";

impl Refusal {
    /// One field is wrong.
    pub fn field(name: &'static str, message: &str) -> Self {
        Self::Fields(vec![(name, message.to_owned(), OTHER)])
    }

    /// Some fields are wrong: a query that can't be read is malformed as a whole, a body is judged field by field.
    pub fn flaws(flaws: Vec<Flaw>) -> Self {
        if flaws.iter().any(|flaw| flaw.place != Place::Body) {
            return Self::status(400);
        }
        let fields = flaws.into_iter().map(|flaw| {
            let (message, code) = words(flaw.wrong);
            (flaw.field, message, code)
        });
        Self::Fields(fields.collect())
    }

    /// The refusal for a status.
    pub fn status(status: u16) -> Self {
        let detail = match status {
            400 => "The request is malformed and therefore cannot be executed",
            401 => return Self::Token("Expired JWT Token"),
            403 => "Access denied",
            404 => "Not Found",
            405 => "Method Not Allowed",
            409 => "Conflict",
            413 => "The request is too large",
            422 => return Self::field("email", "This value is not valid."),
            429 => "Too many request",
            503 => "Service Unavailable",
            _ => "An internal error occurred that prevented us to fulfill the request",
        };
        Self::Plain(status, detail.to_owned())
    }
}

impl From<Refusal> for Answer {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Token(message) => {
                Answer::json(401, json!({ "code": 401, "message": message }))
            }
            Refusal::SignIn(message) => Answer::json(401, json!({ "message": message })),
            Refusal::Plain(status, detail) => Answer::json(
                status,
                json!({
                    "type": "https://tools.ietf.org/html/rfc2616#section-10",
                    "title": "An error occurred",
                    "detail": detail,
                }),
            ),
            Refusal::Fields(fields) => unprocessable(&fields),
        }
    }
}

fn unprocessable(fields: &[(&str, String, &str)]) -> Answer {
    let detail: Vec<String> = (fields.iter())
        .map(|(name, message, _)| format!("{name}: {message}"))
        .collect();
    let violations: Vec<Value> = (fields.iter())
        .map(|(name, message, code)| json!({ "propertyPath": name, "message": message, "code": code }))
        .collect();
    Answer::json(
        422,
        json!({
            "type": "https://symfony.com/errors/validation",
            "title": "An error occurred",
            "detail": detail.join("\n"),
            "violations": violations,
        }),
    )
}

fn words(wrong: Wrong) -> (String, &'static str) {
    match wrong {
        Wrong::Missing => ("This value should not be null.".to_owned(), BLANK),
        Wrong::Short(1) => ("This value should not be blank.".to_owned(), BLANK),
        Wrong::Type(name) => (format!("This value should be of type {name}."), TYPE),
        Wrong::Short(min) => (
            format!("This value is too short. It should have {min} characters or more."),
            SHORT,
        ),
        Wrong::Long(max) => (
            format!("This value is too long. It should have {max} characters or less."),
            LONG,
        ),
        Wrong::Choice(_) => (
            "The value you selected is not a valid choice.".to_owned(),
            CHOICE,
        ),
        Wrong::Email => ("This value is not a valid email address.".to_owned(), EMAIL),
        Wrong::Time => ("This value is not a valid datetime.".to_owned(), DATE),
    }
}

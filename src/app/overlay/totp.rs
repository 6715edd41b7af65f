use std::{fmt, time::Duration};

use crossterm::event::{KeyCode, KeyEvent};
use tui_textarea::TextArea;
use url::Url;

use super::super::{Action, Cell, DialogAction, Draft, MASK, Notice, Qr, Step, Tone, type_into};
use crate::{
    api::{Argument, Arguments, CallId, Detail, Problem, tripartie::TOGGLE_TOTP},
    domain::{Clean, Key, Secret},
};

/// The second factor while it is set up: the QR code for the authenticator app, and the code that proves that it works.
pub struct Totp {
    /// The address as a QR code: to be shown as soon as the person asked for it; nothing when it is too long for one.
    pub qr: Option<Qr>,
    /// Whether light and dark change places, for terminals without colour that are light themselves.
    pub inverted: bool,
    /// The whole `otpauth` address.
    uri: Secret,
    /// The secret in it, for apps that are told by hand.
    key: Option<Secret>,
    /// The code, as it is typed.
    pub code: Box<TextArea<'static>>,
    /// What went wrong.
    pub problem: Option<Clean>,
    /// The call that carries the code, while it runs.
    pub sending: Option<CallId>,
    /// Until when the secret is shown, counted from the start of the program.
    pub revealed_until: Option<Duration>,
    user: Argument,
    target: Option<Key>,
    /// Whose second factor it is.
    pub name: Clean,
}

impl fmt::Debug for Totp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Totp")
            .field("name", &self.name)
            .field("problem", &self.problem)
            .field("sending", &self.sending)
            .finish_non_exhaustive()
    }
}

impl Totp {
    /// The most digits that a code has.
    const DIGITS: usize = 8;

    /// From the answer to a set-up; `None` where it holds no address, or the user is not known.
    pub fn new(
        detail: &Detail,
        arguments: &Arguments,
        target: Option<Key>,
        name: Clean,
    ) -> Option<Self> {
        let uri = detail.given().next()?.clone();
        Some(Self {
            qr: Qr::new(&uri),
            inverted: false,
            key: key(&uri),
            uri,
            code: Box::default(),
            problem: None,
            sending: None,
            revealed_until: None,
            user: arguments.get("id")?.clone(),
            target,
            name,
        })
    }

    /// What the authenticator app is told where it can't see the QR code: the secret alone, or the whole address.
    pub fn secret(&self, whole: bool) -> &Secret {
        match &self.key {
            Some(key) if !whole => key,
            Some(_) | None => &self.uri,
        }
    }

    /// The same, masked unless it is shown.
    pub fn shown(&self, whole: bool) -> Cell {
        match self.revealed_until {
            Some(_) => Cell::new(Clean::new(self.secret(whole).expose()), Tone::Accent),
            None => Cell::dim(MASK),
        }
    }

    /// A key goes into the code, if it is a digit.
    pub fn input(&mut self, event: KeyEvent) {
        let fits = match event.code {
            KeyCode::Char(c) => c.is_ascii_digit() && self.typed().len() < Self::DIGITS,
            _ => true,
        };
        if self.sending.is_none() && fits {
            self.problem = None;
            type_into(&mut self.code, event);
        }
    }

    /// The digits of a pasted text go into the code.
    pub fn paste(&mut self, text: &str) {
        if self.sending.is_none() {
            self.problem = None;
            let room = Self::DIGITS.saturating_sub(self.typed().len());
            let digits = text.chars().filter(char::is_ascii_digit).take(room);
            self.code.insert_str(digits.collect::<String>());
        }
    }

    /// Sends the code, shows or copies the secret, or leaves.
    pub fn act(&mut self, action: Action) -> Step {
        match action {
            Action::Dialog(DialogAction::Submit) if self.sending.is_none() => self.submit(),
            Action::Dialog(DialogAction::Reveal) => Step::Reveal,
            Action::Dialog(DialogAction::CopySecret) => {
                Step::CopySecret(self.secret(false).clone())
            }
            Action::Dialog(DialogAction::Invert) => {
                self.inverted = !self.inverted;
                Step::Handled
            }
            Action::Back => Step::Close,
            _ => Step::Handled,
        }
    }

    /// The vendor did not take the code: the next one may do.
    pub fn fail(&mut self, problem: &Problem) {
        self.sending = None;
        *self.code = TextArea::default();
        self.problem = Some(match problem.fields.first() {
            Some(field) => field.message.clone(),
            None => Clean::from(problem.advice()),
        });
    }

    fn submit(&mut self) -> Step {
        if self.typed().is_empty() {
            return Step::Say(Notice::warning("Type the code that the app shows now"));
        }
        let arguments = Arguments::NONE
            .with("id", self.user.clone())
            .with("totpEnabled", Argument::Flag(true))
            .with("totpChallenge", Argument::Secret(Secret::new(self.typed())));
        Step::Send(vec![Draft {
            operation: &TOGGLE_TOTP,
            arguments,
            target: self.target.clone(),
            name: self.name.clone(),
            asked: true,
            changes: Vec::new(),
        }])
    }

    fn typed(&self) -> &str {
        self.code.lines().first().map_or("", String::as_str)
    }
}

/// The `secret` in an `otpauth` address.
fn key(uri: &Secret) -> Option<Secret> {
    let uri = Url::parse(uri.expose()).ok()?;
    let mut pairs = uri.query_pairs();
    pairs
        .find(|(name, _)| name == "secret")
        .map(|(_, value)| Secret::new(value.into_owned()))
}

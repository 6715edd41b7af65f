use std::sync::Arc;

use jiff::tz::TimeZone;

use super::{Finder, LogEntry, Overlay, history::time_of_day};
use crate::{
    api::Logged,
    app::{Action, DialogAction, Journal, Notice, Step, TableAction},
};

/// The requests of this run, the newest first.
#[derive(Debug)]
pub struct Log {
    /// The requests.
    pub list: Finder<Arc<Logged>>,
    zone: TimeZone,
}

impl Log {
    /// The requests so far.
    pub fn new(requests: impl Iterator<Item = Arc<Logged>>, zone: TimeZone) -> Self {
        Self {
            list: Finder::new(requests.collect(), |request| searched(request).into()),
            zone,
        }
    }

    /// One more request. The person stays at the one where they are.
    pub fn add(&mut self, request: Arc<Logged>) {
        let chosen = self.list.chosen().cloned();
        self.list.entries.truncate(Journal::REQUESTS - 1);
        self.list.entries.push_front(request);
        self.list
            .find_again(|request| chosen.as_ref().is_some_and(|it| Arc::ptr_eq(it, request)));
    }

    /// When a request was sent.
    pub fn time_of(&self, request: &Logged) -> String {
        time_of_day(request.sent_at, &self.zone)
    }

    /// Moves, opens, finds, copies, or closes.
    pub fn act(&mut self, action: Action) -> Step {
        match (action, self.list.chosen()) {
            _ if self.list.input.is_some() => self.list.act(action),
            (Action::Table(TableAction::Open), Some(request)) => {
                let entry = LogEntry::new(request.clone(), &self.zone);
                Step::Open(Box::new(Overlay::Request(entry)))
            }
            (Action::Dialog(DialogAction::CopyCurl), Some(request)) => copy(request),
            _ => self.list.act(action),
        }
    }
}

/// What a request is found by.
fn searched(request: &Logged) -> String {
    let status = match request.status {
        Some(status) => status.to_string(),
        None => "no answer".to_owned(),
    };
    let (method, target) = (request.method, request.target());
    let id = request.request_id.as_ref().map_or("", |id| id.raw());
    let (provider, title) = (request.provider, request.title);
    format!("{method} {target} {status} {provider} {title} {id}").to_lowercase()
}

/// The command line goes into the clipboard.
pub(super) fn copy(request: &Logged) -> Step {
    let masked = request.credential.is_some() || request.curl().contains("***");
    let words = if masked {
        "Copied as a curl command: it wants $TOKEN, and your values for ***"
    } else {
        "Copied as a curl command"
    };
    Step::Copy(request.curl(), Notice::good(words))
}

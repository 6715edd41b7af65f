use std::{collections::VecDeque, sync::Arc};

use crossterm::event::KeyEvent;
use jiff::tz::TimeZone;
use tui_textarea::TextArea;

use super::{LogEntry, Overlay, history::time_of_day};
use crate::{
    api::Logged,
    app::{
        Action, Cursor, DialogAction, Journal, Notice, Step, TableAction, pasted, type_into,
        typed_into,
    },
};

/// The requests of this run, the newest first.
#[derive(Debug)]
pub struct Log {
    /// What is being typed to find some of them.
    pub input: Option<Box<TextArea<'static>>>,
    /// Where in the list the person is.
    pub cursor: Cursor,
    requests: VecDeque<Arc<Logged>>,
    wanted: String,
    found: Vec<usize>,
    zone: TimeZone,
}

impl Log {
    /// The requests so far.
    pub fn new(requests: impl Iterator<Item = Arc<Logged>>, zone: TimeZone) -> Self {
        let mut log = Self {
            input: None,
            cursor: Cursor::default(),
            requests: requests.collect(),
            wanted: String::new(),
            found: Vec::new(),
            zone,
        };
        log.find();
        log
    }

    /// One more request. The person stays at the one where they are.
    pub fn add(&mut self, request: Arc<Logged>) {
        let chosen = self.chosen().cloned();
        self.requests.truncate(Journal::REQUESTS - 1);
        self.requests.push_front(request);
        self.find();
        let same =
            |request: &Arc<Logged>| chosen.as_ref().is_some_and(|it| Arc::ptr_eq(it, request));
        let position = self.found().position(same);
        self.cursor
            .go(position.unwrap_or(self.cursor.position()), self.found.len());
    }

    /// There is room for so many requests.
    pub fn resize(&mut self, height: usize) {
        self.cursor.resize(height, self.found.len());
    }

    /// The requests that were found.
    pub fn found(&self) -> impl ExactSizeIterator<Item = &Arc<Logged>> {
        let at = |at: &usize| self.requests.get(*at);
        self.found
            .iter()
            .filter_map(at)
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// How many there are in all.
    pub fn len(&self) -> usize {
        self.requests.len()
    }

    /// Whether nothing was asked yet.
    pub fn is_empty(&self) -> bool {
        self.requests.is_empty()
    }

    /// What the requests are found by.
    pub fn wanted(&self) -> &str {
        &self.wanted
    }

    /// When a request was sent.
    pub fn time_of(&self, request: &Logged) -> String {
        time_of_day(request.sent_at, &self.zone)
    }

    /// Moves, opens, finds, copies, or closes.
    pub fn act(&mut self, action: Action) -> Step {
        if self.input.is_some() {
            self.end_input(action);
            return Step::Handled;
        }
        match (action, self.chosen()) {
            (Action::Move(motion), _) => self.cursor.step(motion, self.found.len()),
            (Action::Table(TableAction::Open), Some(request)) => {
                let entry = LogEntry::new(request.clone(), &self.zone);
                return Step::Open(Box::new(Overlay::Request(entry)));
            }
            (Action::Dialog(DialogAction::CopyCurl), Some(request)) => return copy(request),
            (Action::Table(TableAction::Filter), _) => self.input = Some(self.line()),
            (Action::Back, _) if !self.wanted.is_empty() => self.want(String::new()),
            (Action::Back, _) => return Step::Close,
            _ => {}
        }
        Step::Handled
    }

    /// A key goes into the line.
    pub fn input(&mut self, event: KeyEvent) {
        if let Some(input) = &mut self.input {
            type_into(input, event);
            let text = input.lines().first().cloned();
            self.want(text.unwrap_or_default());
        }
    }

    /// Pasted text goes into the line.
    pub fn paste(&mut self, text: &str) {
        if let Some(input) = &mut self.input {
            input.insert_str(pasted(text, false));
            let text = input.lines().first().cloned();
            self.want(text.unwrap_or_default());
        }
    }

    fn chosen(&self) -> Option<&Arc<Logged>> {
        let at = self.found.get(self.cursor.position())?;
        self.requests.get(*at)
    }

    /// Enter keeps what was typed, esc throws it away.
    fn end_input(&mut self, action: Action) {
        match action {
            Action::Back => self.want(String::new()),
            Action::Dialog(DialogAction::Submit) => {}
            _ => return,
        }
        self.input = None;
    }

    /// A line that begins with what is wanted already.
    fn line(&self) -> Box<TextArea<'static>> {
        Box::new(typed_into(&self.wanted))
    }

    fn want(&mut self, text: String) {
        self.wanted = text;
        self.find();
        self.cursor.go(0, self.found.len());
    }

    fn find(&mut self) {
        let wanted = self.wanted.to_lowercase();
        let words: Vec<&str> = wanted.split_whitespace().collect();
        let has_all = |request: &Logged| {
            let text = searched(request);
            words.iter().all(|word| text.contains(word))
        };
        let found = (0..).zip(&self.requests);
        self.found = found
            .filter(|(_, request)| words.is_empty() || has_all(request))
            .map(|(at, _)| at)
            .collect();
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

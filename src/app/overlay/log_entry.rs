use std::sync::Arc;

use jiff::tz::TimeZone;

use super::{Scroll, history::time_of_day, log::copy};
use crate::{
    api::Logged,
    app::{Action, Cell, DialogAction, Step, Tone},
    domain::Clean,
};

/// One request, as far as it may be shown.
#[derive(Debug)]
pub struct LogEntry {
    /// What is read.
    pub text: Scroll,
    request: Arc<Logged>,
}

impl LogEntry {
    /// A request from its beginning.
    pub fn new(request: Arc<Logged>, zone: &TimeZone) -> Self {
        Self {
            text: Scroll::new(paragraphs(&request, zone)),
            request,
        }
    }

    /// What it was for.
    pub fn title(&self) -> Clean {
        format!("{}: {}", self.request.provider, self.request.title).into()
    }

    /// Scrolls, copies, or closes.
    pub fn act(&mut self, action: Action) -> Step {
        match action {
            Action::Move(motion) => self.text.go(motion),
            Action::Dialog(DialogAction::CopyCurl) => return copy(&self.request),
            Action::Back => return Step::Close,
            _ => {}
        }
        Step::Handled
    }
}

fn paragraphs(request: &Logged, zone: &TimeZone) -> Vec<(Clean, Cell)> {
    let mut all = vec![
        ("sent at", Cell::plain(time_of_day(request.sent_at, zone))),
        (request.method, Cell::plain(request.url.as_str())),
        ("answer", answer(request)),
    ];
    if let Some(said) = &request.said {
        all.push(("it said", Cell::new(said.clone(), tone(request))));
    }
    if let Some(id) = &request.request_id {
        all.push(("request id", Cell::plain(id.clone())));
    }
    let headers = request.headers.iter();
    let headers = headers.map(|(name, value)| Cell::dim(format!("{name}: {value}")));
    let labels = std::iter::once("headers").chain(std::iter::repeat(""));
    all.extend(labels.zip(headers));
    if let Some(body) = &request.body {
        let body = pretty(body);
        let lines = body.lines().map(Cell::plain);
        all.extend(
            std::iter::once("body")
                .chain(std::iter::repeat(""))
                .zip(lines),
        );
    }
    all.into_iter()
        .map(|(label, cell)| (label.into(), cell))
        .collect()
}

/// The status, how long it took, and how often it was tried.
fn answer(request: &Logged) -> Cell {
    let status = match request.status {
        Some(status) => status.to_string(),
        None => "none".to_owned(),
    };
    let repeats = match request.repeats {
        0 => String::new(),
        1 => ", sent twice".to_owned(),
        more => format!(", sent {} times", more + 1),
    };
    let took = request.took.as_millis();
    Cell::new(format!("{status} after {took} ms{repeats}"), tone(request))
}

fn tone(request: &Logged) -> Tone {
    if request.succeeded() {
        Tone::Good
    } else {
        Tone::Bad
    }
}

/// JSON in lines; anything else, such as a form or a body that was cut, as it is.
fn pretty(body: &str) -> String {
    serde_json::from_str::<serde_json::Value>(body)
        .map_or_else(|_| body.to_owned(), |value| format!("{value:#}"))
}

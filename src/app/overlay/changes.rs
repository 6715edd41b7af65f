use std::{borrow::Cow, collections::VecDeque};

use jiff::tz::TimeZone;

use super::{Finder, Overlay};
use crate::{
    api::{Change, Fate, Finding, catalogue},
    app::{Action, App, Cell, DialogAction, Listing, Notice, Step, TableAction, Tone},
    domain::Clean,
};

/// The journal of changes, the newest first.
#[derive(Debug)]
pub struct Changes {
    /// The changes.
    pub list: Finder<ChangeLine>,
    /// Why it can't be read, or that it is being read.
    pub state: Option<Clean>,
    zone: TimeZone,
}

/// A change as it stands there.
#[derive(Debug)]
pub struct ChangeLine {
    /// When it was begun, where the person is.
    pub time: Clean,
    /// What became of it.
    pub outcome: Cell,
    /// What was done, and where.
    pub what: Clean,
    /// The id of the record, where there was one already.
    pub whom: Clean,
    /// Who did it, what was sent, and what the vendor said.
    pub more: Clean,
    change: Change,
    /// What it is found by, in lower case.
    text: String,
}

impl Changes {
    /// A journal that is being read.
    pub fn new(zone: TimeZone) -> Self {
        Self {
            list: Finder::new(VecDeque::new(), |line| Cow::from(&line.text)),
            state: Some(Clean::from("Reading the journal ...")),
            zone,
        }
    }

    /// It was read, or can't be. The person stays at the change where they are.
    pub fn fill(&mut self, changes: Result<Vec<Change>, Clean>) {
        let changes = match changes {
            Ok(changes) => changes,
            Err(why) => {
                self.state = Some(why);
                return;
            }
        };
        self.state = None;
        let chosen = self.list.chosen().map(|line| line.change.id.clone());
        let lines = changes.into_iter().rev();
        let lines = lines.map(|change| ChangeLine::new(change, &self.zone));
        self.list.entries = lines.collect();
        self.list
            .find_again(|line| chosen.as_ref() == Some(&line.change.id));
    }

    /// Moves, finds, exports, settles, or closes.
    pub fn act(&mut self, action: Action) -> Step {
        match action {
            _ if self.list.input.is_some() => self.list.act(action),
            Action::Table(TableAction::Export) => {
                Step::Open(Box::new(Overlay::Export(App::export_of(self))))
            }
            Action::Table(TableAction::Reload) => self.about_chosen(Step::LookAgain),
            Action::Dialog(DialogAction::Seen) => self.about_chosen(Step::Seen),
            _ => self.list.act(action),
        }
    }

    /// What was found, to be written into a file.
    pub fn listing(&self) -> Listing {
        Listing {
            names: NAMES.to_vec(),
            rows: self.list.found().map(|line| texts(&line.change)).collect(),
        }
    }

    /// Whether nobody knows what became of the change under the cursor.
    pub fn chosen_is_open(&self) -> bool {
        let chosen = self.list.chosen();
        chosen.is_some_and(|line| line.change.is_unconfirmed())
    }

    /// What only makes sense where the outcome is not known.
    fn about_chosen(&self, step: impl Fn(Box<str>) -> Step) -> Step {
        match self.list.chosen().map(|line| &line.change) {
            Some(change) if change.is_unconfirmed() => step(change.id.clone()),
            Some(_) => Step::Say(Notice::warning("What became of this one is known")),
            None => Step::Handled,
        }
    }
}

impl ChangeLine {
    fn new(change: Change, zone: &TimeZone) -> Self {
        let at = change.began_at.to_zoned(zone.clone());
        let mut more = vec![change.operation.to_string()];
        more.extend(change.who.as_ref().map(|who| format!("as {who}")));
        if !change.fields.is_empty() {
            more.push(format!("sent {}", change.fields_line()));
        }
        if !change.requests.is_empty() {
            more.push(format!("request {}", change.requests_line()));
        }
        let (status, code) = change.fate.refusal();
        more.extend(status.map(|status| status.to_string()));
        more.extend(code.map(Clean::to_string));
        Self {
            time: at.strftime("%m-%d %H:%M:%S").to_string().into(),
            outcome: Cell::new(change.outcome(), tone(&change)),
            what: Clean::new(&format!("{} {}", change.provider, title(&change))),
            whom: change.target_line().unwrap_or_default(),
            more: more.join(", ").into(),
            text: texts(&change).join(" ").to_lowercase(),
            change,
        }
    }
}

/// What its columns are called in a file.
const NAMES: [&str; 11] = [
    "time",
    "profile",
    "who",
    "provider",
    "operation",
    "target",
    "fields",
    "outcome",
    "status",
    "code",
    "requests",
];

fn texts(change: &Change) -> Vec<String> {
    let text = |text: Option<&Clean>| text.map_or("", Clean::raw).to_owned();
    let (status, code) = change.fate.refusal();
    vec![
        change.began_at.to_string(),
        change.profile.raw().to_owned(),
        text(change.who.as_ref()),
        change.provider.to_string(),
        change.operation.raw().to_owned(),
        text(change.target_line().as_ref()),
        change.fields_line(),
        change.outcome().to_owned(),
        status.map_or(String::new(), |status| status.to_string()),
        text(code),
        change.requests_line(),
    ]
}

fn title(change: &Change) -> &str {
    let known = catalogue().find(|operation| operation.id == change.operation.raw());
    known.map_or(change.operation.as_str(), |operation| operation.title)
}

fn tone(change: &Change) -> Tone {
    match (&change.fate, change.finding) {
        (Fate::Done, _) | (_, Some(Finding::Made)) => Tone::Good,
        (Fate::Refused(..), _) | (_, Some(Finding::NotMade)) => Tone::Bad,
        (Fate::NotSent, _) | (_, Some(Finding::Seen)) => Tone::Dim,
        (Fate::Sent | Fate::Unknown, None) => Tone::Warning,
    }
}

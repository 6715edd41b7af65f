use crossterm::event::KeyEvent;
use jiff::tz::TimeZone;
use tui_textarea::TextArea;

use super::Overlay;
use crate::{
    api::{Change, Fate, Finding, catalogue},
    app::{
        Action, App, Cell, Cursor, DialogAction, Listing, Notice, Step, TableAction, Tone, pasted,
        type_into,
    },
    domain::Clean,
};

/// The journal of changes, the newest first.
#[derive(Debug)]
pub struct Changes {
    /// What is being typed to find some of them.
    pub input: Option<Box<TextArea<'static>>>,
    /// Where in the list the person is.
    pub cursor: Cursor,
    /// Why it can't be read, or that it is being read.
    pub state: Option<Clean>,
    lines: Vec<ChangeLine>,
    wanted: String,
    found: Vec<usize>,
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
            input: None,
            cursor: Cursor::default(),
            state: Some(Clean::from("Reading the journal ...")),
            lines: Vec::new(),
            wanted: String::new(),
            found: Vec::new(),
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
        let chosen = self.chosen().map(|line| line.change.id.clone());
        let zone = &self.zone;
        let lines = changes.into_iter().rev();
        self.lines = lines.map(|change| ChangeLine::new(change, zone)).collect();
        self.find();
        let position = chosen.and_then(|id| self.found().position(|it| it.change.id == id));
        let position = position.unwrap_or(self.cursor.position());
        self.cursor.go(position, self.found.len());
    }

    /// There is room for so many lines.
    pub fn resize(&mut self, height: usize) {
        self.cursor.resize(height, self.found.len());
    }

    /// The changes that were found.
    pub fn found(&self) -> impl ExactSizeIterator<Item = &ChangeLine> {
        let at = |at: &usize| self.lines.get(*at);
        let found: Vec<_> = self.found.iter().filter_map(at).collect();
        found.into_iter()
    }

    /// The ones in a window of those that were found.
    pub fn window(&self) -> impl Iterator<Item = (usize, &ChangeLine)> {
        let window = self.cursor.window(self.found.len());
        let found = self.found.get(window.clone()).unwrap_or_default();
        let lines = found.iter().filter_map(|at| self.lines.get(*at));
        window.zip(lines)
    }

    /// How many there are in all.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether nothing was changed yet.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// What they are found by.
    pub fn wanted(&self) -> &str {
        &self.wanted
    }

    /// How many were found.
    pub fn count(&self) -> usize {
        self.found.len()
    }

    /// The change that the person is at.
    pub fn chosen(&self) -> Option<&ChangeLine> {
        let at = self.found.get(self.cursor.position())?;
        self.lines.get(*at)
    }

    /// Moves, finds, exports, settles, or closes.
    pub fn act(&mut self, action: Action) -> Step {
        if self.input.is_some() {
            self.end_input(action);
            return Step::Handled;
        }
        match action {
            Action::Move(motion) => self.cursor.step(motion, self.found.len()),
            Action::Table(TableAction::Filter) => self.input = Some(self.line()),
            Action::Table(TableAction::Export) => {
                let form = App::export_of(self);
                return Step::Open(Box::new(Overlay::Export(form)));
            }
            Action::Table(TableAction::Reload) => return self.about_chosen(Step::LookAgain),
            Action::Dialog(DialogAction::Seen) => return self.about_chosen(Step::Seen),
            Action::Back if !self.wanted.is_empty() => self.want(String::new()),
            Action::Back => return Step::Close,
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

    /// What was found, to be written into a file.
    pub fn listing(&self) -> Listing {
        Listing {
            names: NAMES.to_vec(),
            rows: self.found().map(|line| texts(&line.change)).collect(),
        }
    }

    /// Whether nobody knows what became of the change under the cursor.
    pub fn chosen_is_open(&self) -> bool {
        let chosen = self.chosen();
        chosen.is_some_and(|line| line.change.is_unconfirmed())
    }

    /// What only makes sense where the outcome is not known.
    fn about_chosen(&self, step: impl Fn(Box<str>) -> Step) -> Step {
        match self.chosen().map(|line| &line.change) {
            Some(change) if change.is_unconfirmed() => step(change.id.clone()),
            Some(_) => Step::Say(Notice::warning("What became of this one is known")),
            None => Step::Handled,
        }
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
        let mut line = TextArea::new(vec![self.wanted.clone()]);
        line.set_cursor_line_style(ratatui::style::Style::default());
        line.move_cursor(tui_textarea::CursorMove::End);
        Box::new(line)
    }

    fn want(&mut self, text: String) {
        self.wanted = text;
        self.find();
        self.cursor.go(0, self.found.len());
    }

    fn find(&mut self) {
        let wanted = self.wanted.to_lowercase();
        let words: Vec<&str> = wanted.split_whitespace().collect();
        let has_all = |line: &ChangeLine| words.iter().all(|word| line.text.contains(word));
        let lines = self.lines.iter().enumerate();
        let found = lines.filter(|(_, line)| has_all(line));
        self.found = found.map(|(at, _)| at).collect();
    }
}

impl ChangeLine {
    fn new(change: Change, zone: &TimeZone) -> Self {
        let at = change.began_at.to_zoned(zone.clone());
        let whom = change
            .target
            .as_ref()
            .map_or(String::new(), |target| target.raw().replace('\n', "/"));
        let mut more = vec![change.operation.to_string()];
        more.extend(change.who.as_ref().map(|who| format!("as {who}")));
        if !change.fields.is_empty() {
            more.push(format!("sent {}", joined(&change.fields)));
        }
        if !change.requests.is_empty() {
            more.push(format!("request {}", joined(&change.requests)));
        }
        if let Fate::Refused(status, code) = &change.fate {
            more.extend(status.map(|status| status.to_string()));
            more.extend(code.as_ref().map(ToString::to_string));
        }
        Self {
            time: at.strftime("%m-%d %H:%M:%S").to_string().into(),
            outcome: Cell::new(change.outcome(), tone(&change)),
            what: Clean::new(&format!("{} {}", change.provider, title(&change))),
            whom: Clean::new(&whom),
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
    let text = |text: &Option<Clean>| text.as_ref().map_or("", Clean::raw).to_owned();
    let (status, code) = match &change.fate {
        Fate::Refused(status, code) => (*status, code.clone()),
        Fate::Sent | Fate::Done | Fate::NotSent | Fate::Unknown => (None, None),
    };
    vec![
        change.began_at.to_string(),
        change.profile.raw().to_owned(),
        text(&change.who),
        change.provider.to_string(),
        change.operation.raw().to_owned(),
        text(&change.target).replace('\n', "/"),
        joined(&change.fields),
        change.outcome().to_owned(),
        status.map_or(String::new(), |status| status.to_string()),
        text(&code),
        joined(&change.requests),
    ]
}

fn title(change: &Change) -> &str {
    let known = catalogue().find(|operation| operation.id == change.operation.raw());
    known.map_or(change.operation.as_str(), |operation| operation.title)
}

fn joined(texts: &[Clean]) -> String {
    let texts: Vec<&str> = texts.iter().map(Clean::as_str).collect();
    texts.join(", ")
}

fn tone(change: &Change) -> Tone {
    match (&change.fate, change.finding) {
        (Fate::Done, _) | (_, Some(Finding::Made)) => Tone::Good,
        (Fate::Refused(..), _) | (_, Some(Finding::NotMade)) => Tone::Bad,
        (Fate::NotSent, _) | (_, Some(Finding::Seen)) => Tone::Dim,
        (Fate::Sent | Fate::Unknown, None) => Tone::Warning,
    }
}

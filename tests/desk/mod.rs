//! A desk to sit at: the program without a terminal and without a server. Keys go in as text, effects and the screen come
//! out, and the test plays the worker.

mod keys;
pub mod looks;
mod pointer;
pub mod sample;
mod text;

use std::{collections::HashMap, time::Duration};

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::{
    Frame,
    backend::{Backend, TestBackend},
    buffer::{Buffer, Cell, CellDiffOption},
    layout::{Margin, Rect, Size},
};
use usher_tui::{
    api::{
        Call, Detail, Finding, Load, Operation, Page, Problem, Reason, Reply, Rows, SignIn, Update,
    },
    app::{App, Effect, Export, Exported, Keymap, Msg, Now, Options, Passage},
    domain::{Provider, Sheet},
    terminal::Picture,
    ui::{self, Painter, Styles},
};

pub struct Desk {
    pub app: App,
    pub styles: Styles,
    pub loads: Vec<Load>,
    /// The loads that were stopped.
    pub stopped: Vec<u64>,
    pub calls: Vec<Call>,
    pub reads: Vec<String>,
    pub quit: bool,
    pub suspended: bool,
    /// What was said last of looking only.
    pub looks_only: Option<bool>,
    pub copied: Option<String>,
    pub browsed: Option<String>,
    /// What somebody wanted to sign in with.
    pub sign_ins: Vec<SignIn>,
    pub signed_out: Vec<(Provider, bool)>,
    /// The profile that was asked for.
    pub profile: Option<String>,
    pub exports: Vec<Export>,
    pub passage: Option<Passage>,
    /// How often the journal of changes was asked for.
    pub journals: usize,
    /// What was found out about which change.
    pub settled: Vec<(String, Finding)>,
    /// What the records said last, by the operation that reads them.
    records: HashMap<&'static str, Detail>,
    picture: Picture<TestBackend>,
    painter: Painter,
    /// Which cells the last frame left as they were, line by line.
    pub left: Vec<bool>,
    uptime: Duration,
}

impl Desk {
    /// The program at its start, nothing loaded yet.
    pub fn new(width: u16, height: u16) -> Self {
        Self::with(width, height, |_| {})
    }

    pub fn with(width: u16, height: u16, change: impl FnOnce(&mut Options)) -> Self {
        Self::started(width, height, change, "")
    }

    /// The program going on with what a run before kept.
    pub fn recalling(width: u16, height: u16, kept: &str) -> Self {
        Self::started(width, height, |_| {}, kept)
    }

    fn started(width: u16, height: u16, change: impl FnOnce(&mut Options), kept: &str) -> Self {
        let mut options = Options {
            profile: "work".into(),
            read_only: false,
            screen_share: false,
            undo_window: Duration::from_secs(5),
            config: "/home/mara/.config/usher/config.toml".into(),
            zone: || jiff::tz::TimeZone::UTC,
            setup: sample::setup(),
        };
        change(&mut options);
        let (keymap, _) = Keymap::new(&[]);
        let size = Size { width, height };
        let kept = Sheet::new("work.toml", kept);
        let started = App::recalling(options, keymap, now(Duration::ZERO), size, &kept);
        let ((app, effects), mistakes) = started;
        assert!(mistakes.is_empty(), "{mistakes:?}");
        let mut desk = Self {
            app,
            styles: Styles::monochrome(),
            loads: Vec::new(),
            stopped: Vec::new(),
            calls: Vec::new(),
            reads: Vec::new(),
            quit: false,
            suspended: false,
            looks_only: None,
            copied: None,
            browsed: None,
            sign_ins: Vec::new(),
            signed_out: Vec::new(),
            profile: None,
            exports: Vec::new(),
            passage: None,
            journals: 0,
            settled: Vec::new(),
            records: HashMap::new(),
            picture: Picture::new(TestBackend::new(width, height), (width, height).into()).unwrap(),
            painter: Painter::default(),
            left: Vec::new(),
            uptime: Duration::ZERO,
        };
        desk.take(effects);
        desk
    }

    /// The program with its lists loaded from the samples.
    pub fn loaded(width: u16, height: u16) -> Self {
        Self::new(width, height).filled()
    }

    pub fn read_only(width: u16, height: u16) -> Self {
        Self::with(width, height, |options| options.read_only = true).filled()
    }

    pub fn filled(mut self) -> Self {
        self.sign_in();
        self.load_everything();
        self.answer_current_organization();
        self
    }

    pub fn sign_in(&mut self) {
        for update in sample::sessions() {
            self.tell(update);
        }
    }

    /// Answers every list that was asked for.
    pub fn load_everything(&mut self) {
        for load in std::mem::take(&mut self.loads) {
            self.load(&load, sample::rows(load.operation));
        }
    }

    /// Answers one list in one page.
    pub fn load(&mut self, load: &Load, rows: Rows) {
        let mut page = Page::whole(rows);
        if load.operation.id == "contabo.retrieve_user_list" {
            page.roles = sample::roles();
        }
        self.tell(Update::Page(load.id, page));
        self.tell(Update::Loaded(load.id));
    }

    pub fn answer_current_organization(&mut self) {
        let call = self.take_call("koyeb.get_current_organization");
        self.answer(
            &call,
            Ok(Reply::Page(Page::whole(sample::current_organization()))),
        );
    }

    /// Presses keys, parted by spaces: `j`, `gg`, `<enter>`, `<ctrl-d>`.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for token in keys.split(' ') {
            match token
                .strip_prefix('<')
                .and_then(|token| token.strip_suffix('>'))
            {
                Some(name) => self.key(keys::named(name)),
                None => token
                    .chars()
                    .for_each(|c| self.key((KeyCode::Char(c), KeyModifiers::NONE))),
            }
        }
        self
    }

    /// Holds a key down: the terminal reports that it repeats.
    pub fn hold(&mut self, key: char) {
        let event =
            KeyEvent::new_with_kind(KeyCode::Char(key), KeyModifiers::NONE, KeyEventKind::Repeat);
        self.tell_msg(Msg::Key(event));
    }

    /// Types a text as it is, spaces included.
    pub fn type_text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.key((KeyCode::Char(c), KeyModifiers::NONE));
        }
        self
    }

    pub fn paste(&mut self, text: &str) {
        self.tell_msg(Msg::Paste(text.to_owned()));
    }

    /// The editor gives back a text, or says why it doesn't.
    pub fn edited(&mut self, result: Result<&str, &str>) {
        self.tell_msg(Msg::Edited(result.map(str::to_owned).map_err(Into::into)));
    }

    pub fn resize(&mut self, width: u16, height: u16) {
        self.picture =
            Picture::new(TestBackend::new(width, height), (width, height).into()).unwrap();
        self.tell_msg(Msg::Resize(width, height));
    }

    /// Lets time pass, waking the program whenever it wants to be woken.
    pub fn wait(&mut self, seconds: f64) -> &mut Self {
        let end = self.uptime + Duration::from_secs_f64(seconds);
        while let Some(at) = self.app.wake_at().filter(|at| *at <= end) {
            self.uptime = self.uptime.max(at);
            self.clock();
            if at == end && self.app.wake_at() == Some(at) {
                break;
            }
            if self.app.screen.due().is_some_and(|due| due <= at) {
                self.app.take_redraw();
            }
        }
        self.uptime = end;
        self.clock();
        self
    }

    pub fn tell(&mut self, update: Update) {
        self.tell_msg(Msg::Update(update));
    }

    pub fn answer(&mut self, call: &Call, result: Result<Reply, Problem>) {
        let record = match &result {
            Ok(Reply::Detail(detail)) => Some(detail),
            Ok(Reply::Page(page)) => page.whole.as_ref(),
            _ => None,
        };
        if let (Some(record), false) = (record, call.operation.changes()) {
            self.records.insert(call.operation.id, record.clone());
        }
        self.tell(Update::Done(call.id, result));
    }

    /// The record that is being edited is read once more before the edit is sent, and says the same as before.
    pub fn say_the_same(&mut self) {
        let again =
            |call: &Call| call.target.is_none() && self.records.contains_key(call.operation.id);
        let at = self.calls.iter().rposition(again);
        let call = self.calls.remove(at.expect("the record is read once more"));
        let record = self.records[call.operation.id].clone();
        self.answer(&call, Ok(Reply::Detail(record)));
    }

    /// Says what came of writing a file.
    pub fn written(&mut self, exported: Exported) {
        self.tell_msg(Msg::Exported(exported));
    }

    /// A file was read, or could not be.
    pub fn give_file(&mut self, path: &str, text: Result<&str, &str>) {
        let text = text.map(str::to_owned).map_err(Into::into);
        self.tell_msg(Msg::File(path.to_owned(), text));
    }

    /// The changes that went out: operation and the record's id.
    pub fn changes(&self) -> Vec<(&'static str, String)> {
        let id = |call: &Call| {
            call.target
                .as_ref()
                .map(|key| key.id.to_string())
                .unwrap_or_default()
        };
        let changes = self
            .calls
            .iter()
            .filter(|call| call.operation.method.writes());
        changes.map(|call| (call.operation.id, id(call))).collect()
    }

    /// Takes the oldest call of an operation out of those that went out.
    pub fn take_call(&mut self, operation: &str) -> Call {
        let at = self
            .calls
            .iter()
            .position(|call| call.operation.id == operation);
        self.calls
            .remove(at.unwrap_or_else(|| panic!("{operation} was not called")))
    }

    /// Draws the screen as the program does.
    pub fn draw(&mut self) {
        let (app, styles, painter) = (&self.app, &self.styles, &mut self.painter);
        let left = &mut self.left;
        let render = |frame: &mut Frame, stands: bool| {
            painter.draw(app, styles, stands, frame);
            let cells = frame.buffer_mut().content.iter();
            let is_left = |cell: &Cell| cell.diff_option == CellDiffOption::Skip;
            left.clear();
            left.extend(cells.map(is_left));
        };
        self.picture
            .draw(render, |backend, changes| backend.draw(changes))
            .unwrap();
    }

    /// Draws the screen, which shows what it would if all of it were drawn anew.
    fn draw_and_compare(&mut self) {
        self.draw();
        let size = Size::from(self.picture.shown().area);
        let mut anew = Picture::new(TestBackend::new(size.width, size.height), size).unwrap();
        let (app, styles) = (&self.app, &self.styles);
        anew.draw(
            |frame, _| ui::draw(app, styles, frame),
            |backend, changes| backend.draw(changes),
        )
        .unwrap();
        assert_eq!(self.picture.shown(), anew.shown());
    }

    /// The screen as text.
    pub fn screen(&mut self) -> String {
        self.draw_and_compare();
        self.text(self.picture.shown().area)
    }

    /// Waits until the record under the cursor is read again, and takes that reading.
    pub fn take_detail_reading(&mut self) -> Call {
        self.wait(0.2);
        let reads = |call: &Call| self.app.detail.awaits(call.id);
        let at = self.calls.iter().position(reads);
        self.calls.remove(at.expect("the record is read"))
    }

    /// Answers the reading of the record under the cursor.
    pub fn read_detail(&mut self) {
        let reads = |call: &Call| !call.operation.method.writes();
        if let Some(at) = self.calls.iter().position(reads) {
            let call = self.calls.remove(at);
            self.answer(&call, Ok(Reply::Detail(sample::whole_record())));
        }
    }

    /// The browser can't be started.
    pub fn browser_fails(&mut self) {
        self.tell_msg(Msg::NotBrowsed);
    }

    /// The screen with its colours.
    pub fn buffer(&mut self) -> &Buffer {
        self.draw_and_compare();
        self.picture.shown()
    }

    /// The line of the table that has this text.
    pub fn line(&mut self, text: &str) -> String {
        self.screen();
        let table = self.app.screen.layout().unwrap().table;
        let table = self.text(table.inner(Margin::new(1, 1)));
        let line = table.lines().find(|line| line.contains(text));
        line.unwrap_or_else(|| panic!("{text:?} is not in the table:\n{table}"))
            .to_owned()
    }

    fn text(&self, area: Rect) -> String {
        let buffer = self.picture.shown();
        let line = |y| {
            let cells = (area.left()..area.right()).filter_map(|x| buffer.cell((x, y)));
            text::visible(cells.map(Cell::symbol)).trim_end().to_owned()
        };
        (area.top()..area.bottom())
            .map(line)
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// The line of the table that the cursor is on.
    pub fn selected(&mut self) -> String {
        self.line("›")
    }

    pub fn sees(&mut self, text: &str) -> bool {
        self.screen().contains(text)
    }

    fn key(&mut self, (code, modifiers): (KeyCode, KeyModifiers)) {
        self.tell_msg(Msg::Key(KeyEvent::new(code, modifiers)));
    }

    fn clock(&mut self) {
        self.tell_msg(Msg::Clock(now(self.uptime)));
    }

    pub fn tell_msg(&mut self, msg: Msg) {
        let effects = self.app.handle(msg);
        self.take(effects);
    }

    fn take(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Load(load) => self.loads.push(load),
                Effect::Stop(load) => self.stopped.push(load),
                Effect::Call(call) => self.calls.push(call),
                Effect::SignIn(wanted) => self.sign_ins.push(wanted),
                Effect::SignOut(provider, remove) => self.signed_out.push((provider, remove)),
                Effect::LookOnly(looks_only) => self.looks_only = Some(looks_only),
                Effect::Journal => self.journals += 1,
                Effect::Settle(id, finding) => self.settled.push((id.into(), finding)),
                Effect::Profile(name) => self.profile = Some(name),
                Effect::Export(export) => self.exports.push(*export),
                Effect::Read(path) => self.reads.push(path),
                Effect::Edit(passage) => self.passage = Some(passage),
                Effect::Browse(url) => self.browsed = Some(url.expose().to_owned()),
                Effect::Copy(clip) => self.copied = Some(clip.text().to_owned()),
                Effect::ClearClip => self.copied = None,
                Effect::Suspend => self.suspended = true,
                Effect::Quit => self.quit = true,
            }
        }
    }
}

/// A problem as the worker reports it.
pub fn problem(operation: &Operation, reason: Reason, message: &str) -> Problem {
    Problem::new(operation, reason, message)
}

fn now(uptime: Duration) -> Now {
    let wall = sample::TODAY.parse::<jiff::Timestamp>().unwrap();
    Now {
        wall: wall.checked_add(uptime).unwrap(),
        uptime,
    }
}

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{Read, Seek, SeekFrom},
    path::PathBuf,
    time::{Duration, Instant},
};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::Timestamp;
use ratatui::{Terminal, backend::TestBackend, layout::Size};
use tempfile::TempDir;
use tokio::{
    runtime::Handle,
    time::{sleep_until, timeout},
};
use usher_tui::{
    api::{Change, Update},
    app::{App, Effect, Keymap, Msg, Now, Options, Setup, Tab},
    config::{JournalPlace, Profile},
    domain::Provider,
    sandbox::{self, Fault, FaultKind, Sandbox},
    ui::{self, Styles},
    worker::{self, Access, Journal, Limits, Order, Worker},
};

use super::keys;

const PATIENCE: Duration = Duration::from_secs(60);
/// How long an answer is waited for here; what comes later comes too late.
const TOO_LONG: Duration = Duration::from_millis(250);
/// How much later than it should something may happen.
const SOON: Duration = Duration::from_millis(50);
/// How long a late change takes: it is made when nobody waits any more.
const LATE: Duration = Duration::from_millis(350);

/// What goes wrong with requests that change something, and how often in a thousand.
fn faults() -> [(FaultKind, u32); 13] {
    let elsewhere = "https://elsewhere.invalid/".to_owned();
    [
        (FaultKind::DropBefore, 40),
        (FaultKind::DropAfter, 50),
        (FaultKind::HalfBody, 40),
        (FaultKind::LengthTooLong, 20),
        (FaultKind::LengthTooShort, 20),
        (FaultKind::Garbage, 20),
        (FaultKind::Html, 20),
        (FaultKind::Status(500), 25),
        (FaultKind::Status(503), 25),
        (FaultKind::Limited("0".to_owned()), 10),
        (FaultKind::Redirect(307, elsewhere), 10),
        (FaultKind::Hang, 5),
        (FaultKind::Delay(LATE), 15),
    ]
}

/// The program with its worker, and a clock of its own.
pub struct Rig {
    pub app: App,
    worker: Worker,
    pub sandbox: Sandbox,
    folder: TempDir,
    terminal: Terminal<TestBackend>,
    uptime: Duration,
    started: Timestamp,
    open: usize,
    /// When the last key was pressed.
    pressed: Instant,
}

impl Rig {
    pub async fn new() -> Self {
        let sandbox = Sandbox::start(sandbox::Options {
            users: 70,
            ..sandbox::Options::default()
        });
        let sandbox = sandbox.await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let profile = Profile {
            journal: JournalPlace::within(folder.path()),
            ..Profile::demo(sandbox.addresses()).unwrap()
        };
        let limits = Limits {
            read: TOO_LONG,
            total: TOO_LONG * 2,
            backoff: Duration::from_millis(5),
            ..Limits::default()
        };
        let worker = worker::start_with(profile, Access::ReadWrite, limits, &Handle::current());
        let options = Options {
            profile: "demo".into(),
            read_only: false,
            screen_share: false,
            undo_window: Duration::from_secs(5),
            config: "config.toml".into(),
            zone: || jiff::tz::TimeZone::UTC,
            setup: Setup::default(),
        };
        let started = Timestamp::now();
        let now = Now {
            wall: started,
            uptime: Duration::ZERO,
        };
        let (keymap, _) = Keymap::new(&[]);
        let (app, effects) = App::new(options, keymap, now, Size::new(120, 40));
        let mut rig = Self {
            app,
            worker,
            sandbox,
            folder,
            terminal: Terminal::new(TestBackend::new(120, 40)).unwrap(),
            uptime: Duration::ZERO,
            started,
            open: 0,
            pressed: Instant::now(),
        };
        rig.carry_out(effects);
        rig.rest().await;
        rig
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("journal.jsonl")
    }

    pub fn break_things(&self) {
        for provider in [Provider::Koyeb, Provider::Contabo] {
            for (kind, share) in faults() {
                for (method, path) in [("POST", "/v1/"), ("PATCH", "/v1/"), ("DELETE", "/v1/")] {
                    self.sandbox.fail_some(
                        f64::from(share) / 1000.0,
                        Fault {
                            provider,
                            method: Some(method),
                            path: path.to_owned(),
                            times: usize::MAX,
                            kind: kind.clone(),
                        },
                    );
                }
            }
            self.sandbox.fail_some(
                0.03,
                Fault {
                    provider,
                    method: Some("GET"),
                    path: String::new(),
                    times: usize::MAX,
                    kind: FaultKind::Status(503),
                },
            );
        }
    }

    fn tell(&mut self, msg: Msg) {
        let wall = self.started.checked_add(self.uptime).unwrap();
        let now = Now {
            wall,
            uptime: self.uptime,
        };
        let effects = self.app.handle(Msg::Clock(now));
        self.carry_out(effects);
        let effects = self.app.handle(msg);
        self.carry_out(effects);
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            let order = match effect {
                Effect::Call(call) => Order::Call(call),
                Effect::Load(load) => Order::Load(load),
                Effect::Journal => Order::Journal,
                Effect::Settle(id, finding) => Order::Settle(id, finding),
                other => panic!("nobody asked for {other:?}"),
            };
            self.open += 1;
            self.worker.orders.send(order).unwrap();
        }
    }

    /// Waits until everything that was begun has come to its end.
    async fn rest(&mut self) {
        loop {
            while self.open > 0 {
                let update = timeout(PATIENCE, self.worker.updates.recv()).await;
                let update = update.expect("an answer in time").unwrap();
                let ends = matches!(
                    update,
                    Update::Done(..)
                        | Update::Loaded(_)
                        | Update::LoadFailed(..)
                        | Update::Journal(_)
                        | Update::Settled(..)
                );
                self.open -= usize::from(ends);
                self.tell(Msg::Update(update));
            }
            let Some(due) = self.app.detail.due() else {
                return;
            };
            self.pass(due);
        }
    }

    /// Time passes until then.
    fn pass(&mut self, until: Duration) {
        self.uptime = self.uptime.max(until);
        let redraw = Msg::Resize(120, 40);
        self.tell(redraw);
    }

    /// Presses keys by their names, each when what the one before it began has come to its end.
    pub async fn press(&mut self, keys: &str) {
        for token in keys.split(' ') {
            let name = token.strip_prefix('<').and_then(|it| it.strip_suffix('>'));
            let Some(name) = name else {
                self.type_text(token).await;
                continue;
            };
            let (code, modifiers) = keys::named(name);
            self.key(code, modifiers);
            self.rest().await;
        }
    }

    /// Types a text in one go.
    pub async fn type_text(&mut self, text: &str) {
        for c in text.chars() {
            self.key(KeyCode::Char(c), KeyModifiers::NONE);
        }
        self.rest().await;
    }

    fn key(&mut self, code: KeyCode, modifiers: KeyModifiers) {
        self.pressed = Instant::now();
        self.tell(Msg::Key(KeyEvent::new(code, modifiers)));
    }

    /// Goes back to the tables, whatever is open.
    pub async fn leave(&mut self) {
        for _ in 0..10 {
            if self.app.overlays.is_empty() && self.app.panes.grid().filter().is_empty() {
                return;
            }
            self.press("<esc>").await;
        }
        panic!("no way out:\n{}", self.screen());
    }

    /// Looks until nothing is left to be looked at.
    pub async fn settle(&mut self) {
        while let Some(due) = self.app.unconfirmed.due() {
            // What is made late is made by then.
            sleep_until((self.pressed + LATE + SOON).into()).await;
            self.pass(due);
            self.rest().await;
        }
    }

    /// How long the journal is.
    pub fn journal_length(&self) -> u64 {
        fs::metadata(self.path()).map_or(0, |it| it.len())
    }

    fn lines_since(&self, length: u64) -> Vec<u8> {
        let mut lines = Vec::new();
        if let Ok(mut file) = File::open(self.path()) {
            file.seek(SeekFrom::Start(length)).unwrap();
            file.read_to_end(&mut lines).unwrap();
        }
        lines
    }

    /// The changes that the journal tells of from there on.
    pub fn told_since(&self, length: u64) -> BTreeMap<Box<str>, Change> {
        let part = self.folder.path().join("part.jsonl");
        fs::write(&part, self.lines_since(length)).unwrap();
        let changes = Journal::read(&JournalPlace::File(part)).unwrap();
        changes.into_iter().map(|it| (it.id.clone(), it)).collect()
    }

    pub fn screen(&mut self) -> String {
        let (app, styles) = (&self.app, Styles::monochrome());
        self.terminal
            .draw(|frame| ui::draw(app, &styles, frame))
            .unwrap();
        self.terminal.backend().to_string()
    }

    /// What the table of a pane shows of a vendor in some columns, in alphabetical order.
    pub fn shown(&self, tab: Tab, columns: &[&str], wanted: &str) -> Vec<Vec<String>> {
        let listing = self.app.panes.get(tab).grid().listing();
        let at = |name: &str| listing.names.iter().position(|it| *it == name).unwrap();
        let (vendor, columns) = (at("vendor"), columns.iter().map(|name| at(name)));
        let columns: Vec<usize> = columns.collect();
        let rows = listing.rows.iter().filter(|row| row[vendor] == wanted);
        let mut rows: Vec<Vec<String>> = rows
            .map(|row| columns.iter().map(|at| row[*at].clone()).collect())
            .collect();
        rows.sort();
        rows
    }
}

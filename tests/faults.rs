//! T6: people create, edit and delete while three requests of ten that change something go wrong, in every way. Nothing is
//! made twice, nothing is lost, nothing happens to another record; and in the end the journal, the screen and the server
//! agree.

#[path = "dice/mod.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod dice;
#[path = "desk/keys.rs"]
mod keys;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
    time::Duration,
};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use dice::{Dice, cases, seed};
use jiff::Timestamp;
use ratatui::{Terminal, backend::TestBackend, layout::Size};
use serde_json::Value;
use tempfile::TempDir;
use tokio::{runtime::Handle, time::timeout};
use usher_tui::{
    api::{
        Argument, Arguments, Change, Fate, Finding, Operation, Update, contabo::RETRIEVE_USER_LIST,
        koyeb::LIST_USER_ORGANIZATIONS,
    },
    app::{App, Effect, Keymap, Msg, Now, Options, Setup, Tab},
    config::{JournalPlace, Profile},
    domain::Provider,
    sandbox::{self, Fault, FaultKind, Sandbox},
    ui::{self, Styles},
    worker::{self, Access, Direct, Journal, Limits, Order, Worker},
};

const PATIENCE: Duration = Duration::from_secs(60);
/// How long an answer is waited for here; what comes later comes too late.
const TOO_LONG: Duration = Duration::from_millis(250);
/// How long a late change takes: it is made when nobody waits any more.
const LATE: Duration = Duration::from_millis(400);

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
struct Rig {
    app: App,
    worker: Worker,
    sandbox: Sandbox,
    folder: TempDir,
    terminal: Terminal<TestBackend>,
    uptime: Duration,
    started: Timestamp,
    open: usize,
}

impl Rig {
    async fn new() -> Self {
        let sandbox = Sandbox::start(sandbox::Options {
            users: 250,
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
            undo_window: Duration::from_secs(5),
            config: "config.toml".into(),
            zone: jiff::tz::TimeZone::UTC,
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
        };
        rig.carry_out(effects);
        rig.rest().await;
        rig
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("journal.jsonl")
    }

    fn break_things(&self) {
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

    async fn press(&mut self, keys: &str) {
        for token in keys.split(' ') {
            let name = token.strip_prefix('<').and_then(|it| it.strip_suffix('>'));
            match name {
                Some(name) => {
                    let (code, modifiers) = keys::named(name);
                    self.key(code, modifiers).await;
                }
                None => self.type_text(token).await,
            }
        }
    }

    async fn type_text(&mut self, text: &str) {
        for c in text.chars() {
            self.key(KeyCode::Char(c), KeyModifiers::NONE).await;
        }
    }

    async fn key(&mut self, code: KeyCode, modifiers: KeyModifiers) {
        self.tell(Msg::Key(KeyEvent::new(code, modifiers)));
        self.rest().await;
    }

    /// Goes back to the tables, whatever is open.
    async fn leave(&mut self) {
        for _ in 0..10 {
            if self.app.overlays.is_empty() && self.app.panes.grid().filter().is_empty() {
                return;
            }
            self.press("<esc>").await;
        }
        panic!("no way out:\n{}", self.screen());
    }

    /// Looks until nothing is left to be looked at.
    async fn settle(&mut self) {
        while let Some(due) = self.app.unconfirmed.due() {
            // What is made late is made by then.
            tokio::time::sleep(LATE - TOO_LONG + Duration::from_millis(50)).await;
            self.pass(due);
            self.rest().await;
        }
    }

    /// The changes in the journal.
    fn told(&self) -> BTreeMap<Box<str>, Change> {
        let changes = Journal::read(&JournalPlace::File(self.path())).unwrap();
        changes.into_iter().map(|it| (it.id.clone(), it)).collect()
    }

    fn screen(&mut self) -> String {
        let (app, styles) = (&self.app, Styles::monochrome());
        self.terminal
            .draw(|frame| ui::draw(app, &styles, frame))
            .unwrap();
        self.terminal.backend().to_string()
    }

    /// What the table of a pane shows of a column.
    fn shown(&self, tab: Tab, column: &str, wanted: &str) -> BTreeSet<String> {
        let listing = self.app.panes.get(tab).grid().listing();
        let at = |name: &str| listing.names.iter().position(|it| *it == name).unwrap();
        let (vendor, column) = (at("vendor"), at(column));
        let rows = listing.rows.iter().filter(|row| row[vendor] == wanted);
        rows.map(|row| row[column].clone()).collect()
    }
}

/// What somebody wants done.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Deed {
    Found(String),
    Rename(String, String),
    Toggle(String),
    Delete(String),
}

impl Deed {
    const fn operation(&self) -> &'static str {
        match self {
            Deed::Found(_) => "koyeb.create_organization",
            Deed::Rename(..) | Deed::Toggle(_) => "contabo.update_user",
            Deed::Delete(_) => "contabo.delete_user",
        }
    }

    fn user(&self) -> Option<&str> {
        match self {
            Deed::Found(_) => None,
            Deed::Rename(email, _) | Deed::Toggle(email) | Deed::Delete(email) => Some(email),
        }
    }

    async fn ask(&self, rig: &mut Rig) {
        if let Some(email) = self.user() {
            rig.press("1 /").await;
            rig.type_text(&format!("vendor:contabo {email}")).await;
            rig.press("<enter>").await;
        }
        match self {
            Deed::Found(name) => {
                rig.press("2 n").await;
                rig.type_text(name).await;
                rig.press("<ctrl-s>").await;
            }
            Deed::Rename(_, more) => {
                rig.press("e").await;
                rig.type_text(more).await;
                rig.press("<ctrl-s> y").await;
            }
            Deed::Toggle(_) => rig.press("t").await,
            Deed::Delete(email) => {
                rig.press("D").await;
                rig.type_text(email).await;
                rig.press("<enter>").await;
            }
        }
        rig.leave().await;
    }
}

/// A user as the server has it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct User {
    id: String,
    first_name: String,
    enabled: bool,
}

/// What the server has.
#[derive(Clone, Debug, PartialEq, Eq)]
struct World {
    users: BTreeMap<String, User>,
    organizations: Vec<String>,
}

impl World {
    async fn of(sandbox: &Sandbox) -> Self {
        let direct = Direct::new(
            Profile::demo(sandbox.addresses()).unwrap(),
            Access::ReadOnly,
        );
        let users = all(&direct, &RETRIEVE_USER_LIST, "data", ("page", 1), "size").await;
        let users = users.iter().map(|user| {
            let text = |name: &str| user[name].as_str().unwrap().to_owned();
            let known = User {
                id: text("userId"),
                first_name: text("firstName"),
                enabled: user["enabled"].as_bool().unwrap(),
            };
            (text("email"), known)
        });
        let organizations = &LIST_USER_ORGANIZATIONS;
        let found = all(
            &direct,
            organizations,
            "organizations",
            ("offset", 100),
            "limit",
        )
        .await;
        let names = found
            .iter()
            .map(|it| it["name"].as_str().unwrap().to_owned());
        let mut names: Vec<String> = names.collect();
        names.sort();
        Self {
            users: users.collect(),
            organizations: names,
        }
    }

    /// What is told of it that another one does not tell.
    fn without(&self, other: &Self) -> (BTreeMap<&str, &User>, Vec<&str>) {
        let users = self.users.iter();
        let users = users.filter(|(email, user)| other.users.get(*email) != Some(user));
        let mut left = other.organizations.clone();
        let mut organizations = Vec::new();
        for name in &self.organizations {
            match left.iter().position(|it| it == name) {
                Some(at) => drop(left.remove(at)),
                None => organizations.push(name.as_str()),
            }
        }
        let users = users.map(|(email, user)| (email.as_str(), user));
        (users.collect(), organizations)
    }

    /// A deed was done.
    fn suffer(&mut self, deed: &Deed) {
        match deed {
            Deed::Found(name) => self.organizations.push(name.clone()),
            Deed::Rename(email, more) => {
                self.users.get_mut(email).unwrap().first_name += more;
            }
            Deed::Toggle(email) => {
                let user = self.users.get_mut(email).unwrap();
                user.enabled = !user.enabled;
            }
            Deed::Delete(email) => {
                self.users.remove(email).unwrap();
            }
        }
        self.organizations.sort();
    }
}

/// All of a list, page by page.
async fn all(
    direct: &Direct,
    operation: &'static Operation,
    name: &str,
    (page, step): (&'static str, i64),
    size: &'static str,
) -> Vec<Value> {
    let text_or_number = |field: &'static str, number: i64| {
        use usher_tui::api::Kind;
        match operation.field(field).unwrap().kind {
            Kind::Digits => Argument::Text(number.to_string()),
            _ => Argument::Integer(number),
        }
    };
    let mut found = Vec::new();
    for nth in 0.. {
        let start = if step == 1 { nth + 1 } else { nth * step };
        let arguments = Arguments::NONE
            .with(page, text_or_number(page, start))
            .with(size, text_or_number(size, 100));
        let reply = direct.call(operation, &arguments).await.unwrap();
        let reply: Value = serde_json::from_str(&reply.body).unwrap();
        let items = reply[name].as_array().unwrap().clone();
        let count = items.len();
        found.extend(items);
        if count < 100 {
            break;
        }
    }
    found
}

/// Whether a change was made, as the journal tells it; `None` where nobody knows.
fn is_made(change: &Change) -> Option<bool> {
    match (&change.fate, change.finding) {
        (Fate::Done, _) | (_, Some(Finding::Made)) => Some(true),
        (Fate::Refused(..) | Fate::NotSent, _) | (_, Some(Finding::NotMade)) => Some(false),
        (Fate::Sent | Fate::Unknown, None | Some(Finding::Seen)) => None,
    }
}

fn next(dice: &mut Dice, world: &World, busy: &BTreeSet<String>, nth: usize) -> Deed {
    let free = |(email, _): &(&String, &User)| !busy.contains(*email);
    let others: Vec<&String> = world
        .users
        .iter()
        .skip(1)
        .filter(free)
        .map(|it| it.0)
        .collect();
    let email = (*dice.pick(&others)).clone();
    match dice.below(10) {
        0..4 => Deed::Found(format!("org-{nth:05}")),
        4..6 => Deed::Rename(email, format!("x{nth}")),
        6..8 => Deed::Toggle(email),
        _ if world.users.len() > 60 => Deed::Delete(email),
        _ => Deed::Toggle(email),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_journal_the_screen_and_the_server_agree() {
    const TOGETHER: usize = 6;
    let mut dice = Dice::new(seed());
    let mut rig = Rig::new().await;
    let mut expected = World::of(&rig.sandbox).await;
    let wanted = cases(600, 10_000);
    rig.break_things();
    let (mut sent, mut unknown, mut done) = (0, 0, 0);
    while sent < wanted {
        let mut busy = BTreeSet::new();
        let mut asked: Vec<(Deed, Box<str>)> = Vec::new();
        for _ in 0..TOGETHER {
            let deed = next(&mut dice, &expected, &busy, sent);
            let before = rig.told();
            deed.ask(&mut rig).await;
            let after = rig.told();
            let new: Vec<_> = after
                .values()
                .filter(|it| !before.contains_key(&it.id))
                .collect();
            assert!(new.len() <= 1, "{deed:?} was sent more than once: {new:?}");
            let Some(change) = new.first() else {
                continue;
            };
            assert_eq!(change.operation.raw(), deed.operation(), "{deed:?}");
            if let Some(email) = deed.user() {
                let target = change.target.as_ref().map(|it| it.raw().to_owned());
                assert_eq!(target.as_ref(), Some(&expected.users[email].id), "{deed:?}");
            }
            sent += 1;
            unknown += usize::from(change.fate == Fate::Unknown);
            busy.extend(deed.user().map(str::to_owned));
            asked.push((deed, change.id.clone()));
        }
        rig.settle().await;
        let told = rig.told();
        for (deed, id) in asked {
            let change = &told[&id];
            let made =
                is_made(change).unwrap_or_else(|| panic!("{deed:?}: {change:?}\n{}", rig.screen()));
            if made {
                done += 1;
                expected.suffer(&deed);
            }
        }
    }
    rig.sandbox.fail_no_more();
    let server = World::of(&rig.sandbox).await;
    assert_eq!(server.without(&expected), expected.without(&server), "the server and the journal");
    rig.leave().await;
    rig.press("1 R 2 R").await;
    assert!(rig.app.unconfirmed.is_empty());
    let emails: BTreeSet<String> = server.users.keys().cloned().collect();
    assert_eq!(rig.shown(Tab::Users, "email", "Contabo"), emails);
    let names: BTreeSet<String> = server.organizations.iter().cloned().collect();
    assert_eq!(
        names.len(),
        server.organizations.len(),
        "nothing was made twice"
    );
    let listing = rig.app.panes.get(Tab::Organizations).grid().listing();
    let at = listing.names.iter().position(|it| *it == "name").unwrap();
    let shown: BTreeSet<String> = listing.rows.iter().map(|row| row[at].clone()).collect();
    assert_eq!(shown, names, "the screen");
    let bytes = fs::metadata(rig.path()).unwrap().len();
    assert!(unknown > wanted / 10, "{unknown}");
    println!(
        "T6: {sent} creates, edits and deletes with faults on 30 %: {unknown} without an answer, all of them settled, \
         {done} made; 0 duplicated, 0 lost, 0 wrong targets; journal ({bytes} bytes), screen and server agree"
    );
}

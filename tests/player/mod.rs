//! A person at the program: the real loop, the real worker and the real sandbox, with a screen in memory. Keys are pressed
//! one after another, each when what the one before it began has come to its end.

use std::{
    collections::HashSet,
    io,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use futures_util::{FutureExt, Stream, StreamExt, stream};
use jiff::Timestamp;
use ratatui::{Terminal, backend::TestBackend, layout::Size};
use tokio::{
    runtime::Handle,
    sync::mpsc::{UnboundedSender, unbounded_channel},
    task::yield_now,
};
use usher_tui::{
    api::Update,
    app::{App, Keymap, Now, Options, Setup},
    config::Profile,
    runtime::{Ended, Session},
    sandbox::{self, Received, Sandbox},
    terminal::Signal,
    ui::{self, Styles},
    worker::{self, Access, Order, Updates, Worker},
};

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(30);

type Events = Box<dyn Stream<Item = io::Result<Event>> + Unpin>;

pub struct Player {
    pub sandbox: Sandbox,
    /// What was copied last.
    pub copied: Option<String>,
    session: Session<Events, stream::Empty<Signal>>,
    events: UnboundedSender<Event>,
    terminal: Terminal<TestBackend>,
    /// Orders that have not come to their end.
    open: Arc<AtomicUsize>,
    quiet: bool,
}

impl Player {
    /// Somebody who has just opened the program, and sees the lists.
    pub async fn new() -> Self {
        let sandbox = Sandbox::start(sandbox::Options::default()).await.unwrap();
        let profile = Profile::demo(sandbox.addresses()).unwrap();
        Self::with(sandbox, profile, Setup::default()).await
    }

    /// The same with accounts of one's own.
    pub async fn with(sandbox: Sandbox, profile: Profile, setup: Setup) -> Self {
        let mut player = Self::open(sandbox, profile, setup);
        player.rest().await;
        player
    }

    /// Somebody who opens the program and does not wait for anything.
    pub fn open(sandbox: Sandbox, profile: Profile, setup: Setup) -> Self {
        let options = Options {
            profile: "demo".into(),
            read_only: false,
            screen_share: false,
            undo_window: Duration::from_millis(20),
            config: "config.toml".into(),
            zone: || jiff::tz::TimeZone::UTC,
            setup,
        };
        let now = Now {
            wall: Timestamp::now(),
            uptime: Duration::ZERO,
        };
        let (keymap, _) = Keymap::new(&[]);
        let (app, effects) = App::new(options, keymap, now, Size::new(120, 40));
        let open = Arc::new(AtomicUsize::new(0));
        let worker = counted(
            worker::start(profile, Access::ReadWrite, &Handle::current()),
            &open,
        );
        let (events, mut receiver) = unbounded_channel();
        let stream = stream::poll_fn(move |context| receiver.poll_recv(context)).map(Ok);
        let keys: Events = Box::new(stream);
        let session = Session::new(app, effects, worker, keys, stream::empty());
        Self {
            sandbox,
            copied: None,
            session,
            events,
            terminal: Terminal::new(TestBackend::new(120, 40)).unwrap(),
            open,
            quiet: false,
        }
    }

    /// Presses a key without waiting for what it begins, and lets the others work for a moment.
    pub async fn hit(&mut self, name: &str) {
        self.events.send(Event::Key(key(name))).unwrap();
        self.look().await;
    }

    /// Lets the others work for a moment, and looks at the screen.
    pub async fn look(&mut self) {
        yield_now().await;
        self.go_on();
    }

    /// The row under the cursor; what stands beside the table is left out.
    pub fn selected(&self) -> String {
        let screen = self.screen();
        let line = screen.lines().find(|line| line.contains("› "));
        let row = line.and_then(|line| line.split("││").next());
        row.unwrap_or_default().to_owned()
    }

    /// Presses a key by its name in the keymap: `a`, `ctrl-s`, `enter`.
    pub async fn press(&mut self, name: &str) {
        self.send(Event::Key(key(name))).await;
    }

    /// Types a text, a key for each character.
    pub async fn type_text(&mut self, text: &str) {
        for c in text.chars() {
            let event = KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE);
            self.send(Event::Key(event)).await;
        }
    }

    /// Pastes a text.
    pub async fn paste(&mut self, text: &str) {
        self.send(Event::Paste(text.to_owned())).await;
    }

    pub fn screen(&self) -> String {
        self.terminal.backend().to_string()
    }

    /// Waits until the screen shows a text.
    pub async fn see(&mut self, text: &str) {
        let begun = Instant::now();
        while !self.screen().contains(text) {
            assert!(
                begun.elapsed() < PATIENCE,
                "no {text:?}:\n{}",
                self.screen()
            );
            self.rest().await;
        }
    }

    /// What the sandbox answered well of an operation.
    pub fn done(&self, operation: &str) -> Vec<Received> {
        let well = |received: &Received| {
            received.operation == Some(operation)
                && received.status.is_some_and(|status| status < 300)
        };
        self.sandbox.requests().into_iter().filter(well).collect()
    }

    async fn send(&mut self, event: Event) {
        self.events.send(event).unwrap();
        self.rest().await;
    }

    /// Waits until everything that was begun has come to its end.
    async fn rest(&mut self) {
        let begun = Instant::now();
        loop {
            self.go_on();
            yield_now().await;
            if self.is_at_rest() {
                // What came meanwhile is dealt with, and may have begun something new.
                self.go_on();
                yield_now().await;
                if self.is_at_rest() {
                    return;
                }
            }
            assert!(begun.elapsed() < PATIENCE, "no end:\n{}", self.screen());
        }
    }

    fn is_at_rest(&self) -> bool {
        self.quiet && self.open.load(Ordering::Relaxed) == 0
    }

    /// Deals with all that is there, and stops where the loop would sleep.
    fn go_on(&mut self) {
        let styles = Styles::monochrome();
        let (terminal, quiet) = (&mut self.terminal, &mut self.quiet);
        let draw = |app: &App| {
            let reads = app.detail.due().is_some();
            *quiet = app.calls.waiting() == 0 && !reads;
            let Ok(_) = terminal.draw(|frame| ui::draw(app, &styles, frame));
            Ok(())
        };
        match self.session.run(draw).now_or_never() {
            None => {}
            Some(Ok(Ended::Copy(clip))) => self.copied = Some(clip.text().to_owned()),
            Some(ended) => panic!("nothing ends it, but {ended:?}"),
        }
    }
}

/// The worker, with the orders counted that have not come to their end.
fn counted(worker: Worker, open: &Arc<AtomicUsize>) -> Worker {
    let Worker {
        orders,
        mut updates,
    } = worker;
    let (to_worker, mut ordered) = unbounded_channel::<Order>();
    let (told, from_worker) = unbounded_channel();
    let loads = Arc::<Mutex<HashSet<u64>>>::default();
    let (counter, loading) = (open.clone(), loads.clone());
    tokio::spawn(async move {
        while let Some(order) = ordered.recv().await {
            match &order {
                Order::Stop(id) if loading.lock().unwrap().remove(id) => {
                    counter.fetch_sub(1, Ordering::Relaxed);
                }
                Order::Stop(_) => {}
                order => {
                    if let Order::Load(load) = order {
                        loading.lock().unwrap().insert(load.id);
                    }
                    counter.fetch_add(1, Ordering::Relaxed);
                }
            }
            if orders.send(order).is_err() {
                break;
            }
        }
    });
    let counter = open.clone();
    tokio::spawn(async move {
        while let Some(update) = updates.recv().await {
            let ends = match &update {
                Update::Loaded(id) | Update::LoadFailed(id, _) => loads.lock().unwrap().remove(id),
                Update::Done(..)
                | Update::SignedIn(..)
                | Update::SignedOut(..)
                | Update::Journal(_)
                | Update::Settled(..) => true,
                _ => false,
            };
            if told.send(update).is_err() {
                break;
            }
            if ends {
                counter.fetch_sub(1, Ordering::Relaxed);
            }
        }
    });
    Worker {
        orders: to_worker,
        updates: Updates::new(from_worker),
    }
}

/// A key by its name in the keymap.
fn key(name: &str) -> KeyEvent {
    if let Some(rest) = name.strip_prefix("ctrl-") {
        let c = rest.chars().next().expect("a key follows ctrl-");
        return KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL);
    }
    let code = match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "backtab" => KeyCode::BackTab,
        "backspace" => KeyCode::Backspace,
        "space" => KeyCode::Char(' '),
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        other => {
            let mut chars = other.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) => KeyCode::Char(c),
                _ => panic!("no key is called {other}"),
            }
        }
    };
    KeyEvent::new(code, KeyModifiers::NONE)
}

//! Many changes at once over real HTTP: the whole program against a sandbox where requests fail for no reason.

use std::{io, time::Duration};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use futures_util::stream;
use jiff::Timestamp;
use ratatui::{Terminal, backend::TestBackend, layout::Size};
use tokio::{
    runtime::Handle,
    sync::{
        mpsc::{UnboundedSender, unbounded_channel},
        watch,
    },
    time::{Instant, timeout},
};
use usher_tui::{
    app::{App, Keymap, Now, Options},
    config::Profile,
    domain::Provider,
    runtime::Session,
    sandbox::{self, Fault, FaultKind, Sandbox},
    terminal::Signal,
    ui::{self, Styles},
    worker::{self, Access},
};

/// Nothing takes longer on the slowest machine.
const PATIENCE: Duration = Duration::from_secs(60);
const SIZE: (u16, u16) = (160, 70);

/// Somebody at the keys, who sees the screen.
struct Person {
    keys: UnboundedSender<Event>,
    screen: watch::Receiver<String>,
}

impl Person {
    fn press(&self, keys: &str) {
        for c in keys.chars() {
            self.key(KeyCode::Char(c), KeyModifiers::NONE);
        }
    }

    fn key(&self, code: KeyCode, modifiers: KeyModifiers) {
        let event = Event::Key(KeyEvent::new(code, modifiers));
        self.keys.send(event).unwrap();
    }

    /// Waits until the screen looks so.
    async fn sees(&mut self, what: &str, looks: impl Fn(&str) -> bool) -> String {
        let seen = self.screen.wait_for(|screen| looks(screen));
        let seen = timeout(PATIENCE, seen).await;
        let seen = seen.map(|screen| screen.unwrap().clone());
        seen.unwrap_or_else(|_| panic!("{what} was not seen:\n{}", *self.screen.borrow()))
    }

    /// Reloads, also again, until the screen looks so.
    async fn reloads_until(&mut self, what: &str, looks: impl Fn(&str) -> bool) -> String {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let seen = self.screen.wait_for(|screen| looks(screen));
            if let Ok(screen) = timeout(Duration::from_secs(2), seen).await {
                return screen.unwrap().clone();
            }
            let screen = self.screen.borrow().clone();
            assert!(Instant::now() < deadline, "{what} was not seen:\n{screen}");
            self.press("R");
        }
    }
}

/// The line at the foot of the screen.
fn foot(screen: &str) -> &str {
    let lines = screen.lines().rev();
    lines
        .into_iter()
        .find(|line| line.starts_with('"'))
        .unwrap_or_default()
}

/// The rows of the table that are somebody else's at Contabo.
fn others(screen: &str) -> Vec<&str> {
    let rows = screen.lines().filter(|line| line.contains("Contabo  "));
    rows.filter(|line| line.starts_with(['│', '"']))
        .filter(|line| !line.contains("(you)"))
        .collect()
}

#[tokio::test]
async fn thirty_changes_of_which_some_fail_are_all_made_once_the_failed_ones_are_repeated() {
    let options = sandbox::Options {
        users: 40,
        fail: 0.1,
        // Longer than the program gathers news for one frame: every step is seen.
        latency: Duration::from_millis(40),
        ..sandbox::Options::default()
    };
    let sandbox = Sandbox::start(options).await.unwrap();
    let (person, session) = program(&sandbox);
    let failing = Fault {
        provider: Provider::Contabo,
        method: Some("PATCH"),
        path: "/v1/users/".to_owned(),
        times: 5,
        kind: FaultKind::Status(500),
    };
    sandbox.fail_next(failing);
    tokio::select! {
        ended = session => panic!("the program ended: {ended:?}"),
        () = disable_everybody(person) => {}
    }
}

async fn disable_everybody(mut person: Person) {
    person.press("/vendor:contabo");
    person.key(KeyCode::Enter, KeyModifiers::NONE);
    let all = |screen: &str| others(screen).len() == 39 && screen.contains("(you)");
    person.reloads_until("everybody", all).await;
    person.key(KeyCode::Char('a'), KeyModifiers::CONTROL);
    person.press("t");
    let asked = |screen: &str| screen.contains("Disable user: these 3");
    person.sees("the question", asked).await;
    person.press("y");
    let over = |screen: &str| foot(screen).contains(" disabled");
    let screen = person.sees("what came of it", over).await;
    assert!(screen.contains("not known whether disab"), "{screen}");
    let read = |screen: &str| all(screen) && !screen.contains("loading");
    for _ in 0..30 {
        // Whether a 500 stopped a change is not known: the list tells.
        person.press("R");
        person.reloads_until("everybody again", read).await;
        person.press("!");
        // Nothing is asked while the program itself still looks, or when nothing is left.
        let asks = |screen: &String| screen.contains("Are you sure?");
        let asked = timeout(Duration::from_secs(2), person.screen.wait_for(asks))
            .await
            .is_ok();
        if asked {
            person.press("y");
            person.sees("the end", over).await;
        }
        let screen = person.screen.borrow().clone();
        if others(&screen).iter().all(|row| row.contains("disabled")) {
            break;
        }
    }
    let done = |row: &&str| row.contains("disabled");
    let right = |screen: &str| {
        let rows = others(screen);
        rows.len() == 39 && rows.iter().all(done)
    };
    person
        .reloads_until("that everybody is disabled", right)
        .await;
}

/// The program with its worker, at the sandbox's addresses.
fn program(sandbox: &Sandbox) -> (Person, impl Future<Output = io::Result<()>>) {
    let options = Options {
        profile: "demo".into(),
        read_only: false,
        screen_share: false,
        undo_window: Duration::from_millis(20),
        ..Options::default()
    };
    let now = Now {
        wall: Timestamp::now(),
        uptime: Duration::ZERO,
    };
    let (keymap, _) = Keymap::new(&[]);
    let (app, effects) = App::new(options, keymap, now, Size::new(SIZE.0, SIZE.1));
    let profile = Profile::demo(sandbox.addresses()).unwrap();
    let worker = worker::start(profile, Access::ReadWrite, &Handle::current());
    let (keys, mut pressed) = unbounded_channel();
    let events = Box::pin(stream::poll_fn(move |context| {
        pressed.poll_recv(context).map(|event| event.map(Ok))
    }));
    let signals = stream::pending::<Signal>();
    let mut session = Session::new(app, effects, worker, events, signals);
    let (show, screen) = watch::channel(String::new());
    let mut terminal = Terminal::new(TestBackend::new(SIZE.0, SIZE.1)).unwrap();
    let run = async move {
        let styles = Styles::monochrome();
        let draw = |app: &App| {
            let Ok(_) = terminal.draw(|frame| ui::draw(app, &styles, frame));
            show.send_replace(terminal.backend().to_string());
            Ok(())
        };
        session.run(draw).await.map(drop)
    };
    (Person { keys, screen }, run)
}

//! The loop between the terminal, the worker and the program, without a terminal: events come from a list, the worker's
//! orders and updates go through its channels, and frames are drawn into memory.

use std::{io, time::Duration};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use futures_util::{FutureExt, Stream, StreamExt, stream};
use jiff::Timestamp;
use ratatui::{Terminal, backend::TestBackend, layout::Size};
use tokio::{
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    time::timeout,
};
use usher_tui::{
    api::{
        Call, Detail, Load, Page, Problem, Reason, Reply, Rows, Update, contabo::RETRIEVE_USER,
        koyeb,
    },
    app::{App, Keymap, Now, Options},
    domain::{Direction, Invitation, InvitationStatus, Provider, User},
    runtime::{Ended, Farewell, Session},
    terminal::Signal,
    ui::{self, Styles},
    worker::{Order, Updates, Worker},
};

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(10);

type Events = Box<dyn Stream<Item = io::Result<Event>> + Unpin>;

/// A session, the other ends of its channels, and what was drawn.
struct Run {
    session: Session<Events, stream::Iter<std::vec::IntoIter<Signal>>>,
    events: UnboundedSender<Event>,
    orders: UnboundedReceiver<Order>,
    updates: UnboundedSender<Update>,
    terminal: Terminal<TestBackend>,
    frames: usize,
}

impl Run {
    fn new() -> Self {
        Self::with_signals(Vec::new())
    }

    fn with_signals(signals: Vec<Signal>) -> Self {
        let (sender, mut receiver) = unbounded_channel();
        let events = stream::poll_fn(move |context| receiver.poll_recv(context)).map(Ok);
        Self::start(Box::new(events), sender, signals)
    }

    /// One whose terminal says this instead of keys.
    fn with_terminal(says: Vec<io::Result<Event>>) -> Self {
        Self::start(
            Box::new(stream::iter(says)),
            unbounded_channel().0,
            Vec::new(),
        )
    }

    fn start(events: Events, sender: UnboundedSender<Event>, signals: Vec<Signal>) -> Self {
        let options = Options {
            profile: "work".into(),
            read_only: false,
            screen_share: false,
            undo_window: Duration::from_millis(20),
            config: "config.toml".into(),
            zone: || jiff::tz::TimeZone::UTC,
            ..Options::default()
        };
        let now = Now {
            wall: Timestamp::now(),
            uptime: Duration::ZERO,
        };
        let (keymap, _) = Keymap::new(&[]);
        let (app, effects) = App::new(options, keymap, now, Size::new(80, 24));
        let (orders, queue) = unbounded_channel();
        let (updates, receiver) = unbounded_channel();
        let worker = Worker {
            orders,
            updates: Updates::new(receiver),
        };
        Self {
            session: Session::new(app, effects, worker, events, stream::iter(signals)),
            events: sender,
            orders: queue,
            updates,
            terminal: Terminal::new(TestBackend::new(80, 24)).unwrap(),
            frames: 0,
        }
    }

    async fn run(&mut self) -> io::Result<Ended> {
        let styles = Styles::monochrome();
        let (terminal, frames) = (&mut self.terminal, &mut self.frames);
        let draw = |app: &App| {
            *frames += 1;
            let Ok(_) = terminal.draw(|frame| ui::draw(app, &styles, frame));
            Ok(())
        };
        self.session.run(draw).await
    }

    fn press(&self, keys: &str) {
        for char in keys.chars() {
            self.event(key(char, KeyEventKind::Press));
        }
    }

    fn event(&self, event: Event) {
        self.events.send(event).unwrap();
    }

    /// Deals with all that is there, and stops where the loop would sleep.
    fn run_until_idle(&mut self) {
        let ended = self.run().now_or_never();
        assert!(ended.is_none(), "nothing ended it, but {ended:?}");
    }

    /// The load that the program ordered of an operation.
    fn ordered(&mut self, id: &str) -> Load {
        loop {
            match self.orders.try_recv().expect("the load was ordered") {
                Order::Load(load) if load.operation.id == id => return load,
                Order::Load(_)
                | Order::Stop(_)
                | Order::Call(_)
                | Order::SignIn(_)
                | Order::SignOut(..)
                | Order::Allow(_)
                | Order::Journal
                | Order::Settle(..) => {}
            }
        }
    }

    fn give(&mut self, load: &Load, rows: Rows) {
        let page = Page {
            total: Some(rows.len()),
            more: None,
            whole: None,
            roles: Vec::new(),
            rows,
        };
        self.updates.send(Update::Page(load.id, page)).unwrap();
    }

    fn screen(&self) -> String {
        self.terminal.backend().to_string()
    }
}

#[tokio::test]
async fn a_burst_is_drawn_once_and_idleness_not_at_all() {
    let mut run = Run::new();
    run.press("2341?");
    run.run_until_idle();
    assert_eq!(run.frames, 2, "one at the start, one for the burst");
    assert!(run.screen().contains("In a table"), "{}", run.screen());
    run.run_until_idle();
    assert_eq!(run.frames, 3, "one at the new start");
}

#[tokio::test]
async fn nothing_of_a_flood_is_lost() {
    let mut run = Run::new();
    let load = run.ordered("contabo.retrieve_user_list");
    for n in 0..2000 {
        run.give(&load, Rows::Users(vec![user(&n.to_string())]));
    }
    run.updates.send(Update::Loaded(load.id)).unwrap();
    run.run_until_idle();
    assert!(run.screen().contains("1 Users 2000"), "{}", run.screen());
    assert!(run.frames < 2000, "{} frames", run.frames);
}

#[tokio::test]
async fn further_pages_are_drawn_together_a_moment_later() {
    let mut run = Run::new();
    let load = run.ordered("contabo.retrieve_user_list");
    run.give(&load, Rows::Users(vec![user("0")]));
    run.run_until_idle();
    assert!(run.screen().contains("1 Users 1"), "the first at once");
    let frames = run.frames;
    for n in 1..50 {
        run.give(&load, Rows::Users(vec![user(&n.to_string())]));
    }
    let ended = timeout(Duration::from_millis(500), run.run()).await;
    assert!(ended.is_err(), "nothing ended it, but {ended:?}");
    assert!(run.screen().contains("1 Users 50"), "{}", run.screen());
    assert!(run.frames <= frames + 3, "{} frames", run.frames - frames);
}

#[tokio::test]
async fn a_key_that_is_let_go_does_nothing() {
    let mut run = Run::new();
    run.event(key('q', KeyEventKind::Release));
    run.run_until_idle();
    run.press("q");
    assert_eq!(run.run().await.unwrap(), Ended::Quit);
}

#[tokio::test]
async fn what_comes_after_the_end_waits_for_the_next_time() {
    let mut run = Run::new();
    let suspend = KeyEvent::new(KeyCode::Char('z'), KeyModifiers::CONTROL);
    run.event(Event::Key(suspend));
    run.press("q");
    assert_eq!(run.run().await.unwrap(), Ended::Suspend);
    assert_eq!(run.run().await.unwrap(), Ended::Quit);
}

#[tokio::test]
async fn a_signal_ends_the_loop_and_the_next_one_can_be_waited_for() {
    let mut run = Run::with_signals(vec![Signal::Stop, Signal::Continue]);
    let ended = run.run().await.unwrap();
    assert_eq!(ended, Ended::Signal(Signal::Stop));
    assert_eq!(run.session.signal().await, Signal::Continue);
}

#[tokio::test]
async fn a_new_size_is_drawn() {
    let mut run = Run::new();
    run.terminal.backend_mut().resize(30, 8);
    run.session.resize(Size::new(30, 8));
    run.run_until_idle();
    assert!(run.screen().contains("30x8"), "{}", run.screen());
}

#[tokio::test]
async fn a_terminal_that_is_gone_ends_the_loop_with_an_error() {
    let gone = || io::Error::from_raw_os_error(5);
    let mut unreadable = Run::with_terminal(vec![Err(gone())]);
    let error = unreadable.run().await.unwrap_err();
    assert_eq!(error.raw_os_error(), Some(5));

    let mut at_its_end = Run::with_terminal(Vec::new());
    let error = at_its_end.run().await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);

    let mut undrawable = Run::new();
    let error = undrawable.session.run(|_| Err(gone())).await.unwrap_err();
    assert_eq!(error.raw_os_error(), Some(5));
}

#[tokio::test]
async fn an_answer_to_an_invitation_goes_out_by_itself_when_its_time_is_up() {
    let (_, call) = accept_an_invitation().await;
    assert_eq!(call.operation, &koyeb::ACCEPT_ORGANIZATION_INVITATION);
}

#[tokio::test]
async fn at_the_end_changes_without_an_answer_are_counted() {
    let (run, _) = accept_an_invitation().await;
    assert_eq!(run.session.finish(Duration::ZERO).await.unknown, 1);

    let (run, call) = accept_an_invitation().await;
    let unsure = Problem::new(call.operation, Reason::Unconfirmed, "the line is dead");
    run.updates
        .send(Update::Done(call.id, Err(unsure)))
        .unwrap();
    drop(run.updates);
    assert_eq!(run.session.finish(PATIENCE).await.unknown, 1);

    let (run, call) = accept_an_invitation().await;
    run.updates
        .send(Update::Done(call.id, Ok(Reply::Done)))
        .unwrap();
    drop(run.updates);
    assert_eq!(run.session.finish(PATIENCE).await, Farewell::default());
}

#[tokio::test]
async fn at_the_end_a_change_that_was_refused_meanwhile_is_told() {
    let (run, call) = accept_an_invitation().await;
    let refused = Problem::new(call.operation, Reason::Forbidden, "not you");
    run.updates
        .send(Update::Done(call.id, Err(refused)))
        .unwrap();
    let farewell = run.session.finish(PATIENCE).await;
    assert_eq!(farewell.unknown, 0);
    let [failed] = farewell.failed.as_slice() else {
        panic!("{farewell:?}")
    };
    assert!(
        failed.as_str().starts_with("Can't accept acme: not you."),
        "{failed}"
    );
}

/// Accepts the only invitation, and returns when the worker has the order.
async fn accept_an_invitation() -> (Run, Call) {
    let mut run = Run::new();
    let load = run.ordered("koyeb.list_user_organization_invitations");
    run.give(&load, Rows::Invitations(vec![invitation()]));
    run.run_until_idle();
    run.press("3a");
    loop {
        let order = tokio::select! {
            ended = run.session.run(|_| Ok(())) => panic!("{ended:?}"),
            order = run.orders.recv() => order.expect("the session has the worker"),
        };
        match order {
            Order::Call(call) if call.operation.method.writes() => return (run, call),
            Order::Call(_)
            | Order::Load(_)
            | Order::Stop(_)
            | Order::SignIn(_)
            | Order::SignOut(..)
            | Order::Allow(_)
            | Order::Journal
            | Order::Settle(..) => {}
        }
    }
}

fn key(char: char, kind: KeyEventKind) -> Event {
    Event::Key(KeyEvent::new_with_kind(
        KeyCode::Char(char),
        KeyModifiers::NONE,
        kind,
    ))
}

fn user(id: &str) -> User {
    User {
        provider: Provider::Contabo,
        id: id.into(),
        name: "Mara".into(),
        email: "mara@acme.example".into(),
        you: false,
        persona: false,
        active: true,
        two_factor: None,
        email_verified: None,
        roles: "".into(),
        last_seen: None,
        created_at: None,
        organization: "".into(),
    }
}

fn invitation() -> Invitation {
    Invitation {
        direction: Direction::Received,
        id: "i-1".into(),
        email: "mara@acme.example".into(),
        role: "OWNER".into(),
        status: InvitationStatus::Pending,
        expires_at: None,
        organization_id: "o-1".into(),
        organization: "acme".into(),
        inviter: None,
    }
}

#[tokio::test]
async fn what_is_shown_is_exported_while_the_loop_goes_on() {
    let folder = tempfile::TempDir::new().unwrap();
    let mut run = Run::new();
    let load = run.ordered("contabo.retrieve_user_list");
    run.give(&load, Rows::Users(vec![user("1"), user("2")]));
    run.run_until_idle();
    run.press("X");
    let clear = KeyEvent::new(KeyCode::Char('j'), KeyModifiers::CONTROL);
    run.event(Event::Key(clear));
    let path = folder.path().join("out.csv");
    run.event(Event::Paste(path.display().to_string()));
    run.event(Event::Key(KeyEvent::new(
        KeyCode::Enter,
        KeyModifiers::NONE,
    )));
    let deadline = std::time::Instant::now() + PATIENCE;
    while !run.screen().contains("Exported 2 rows") {
        assert!(std::time::Instant::now() < deadline, "{}", run.screen());
        let ended = tokio::time::timeout(Duration::from_millis(10), run.run()).await;
        assert!(ended.is_err(), "nothing ended it, but {ended:?}");
    }
    let text = std::fs::read_to_string(path).unwrap();
    let lines: Vec<_> = text.lines().collect();
    assert!(lines[0].starts_with("vendor,name,email,"), "{text}");
    assert!(lines[1].starts_with("Contabo,Mara,mara@acme.example,"));
    assert_eq!(lines.len(), 3);
}

/// The record of the only user, with a masked value that is shown.
async fn reveal() -> Run {
    let mut run = Run::new();
    let load = run.ordered("contabo.retrieve_user_list");
    run.give(&load, Rows::Users(vec![user("1")]));
    run.run_until_idle();
    let call = loop {
        let order = tokio::select! {
            ended = run.session.run(|_| Ok(())) => panic!("{ended:?}"),
            order = run.orders.recv() => order.expect("the session has the worker"),
        };
        match order {
            Order::Call(call) if *call.operation == RETRIEVE_USER => break call,
            Order::Call(_)
            | Order::Load(_)
            | Order::Stop(_)
            | Order::SignIn(_)
            | Order::SignOut(..)
            | Order::Journal
            | Order::Allow(_)
            | Order::Settle(..) => {}
        }
    };
    let whole = Detail::new(&serde_json::json!({"data": [{"userId": "1", "seed": "CANARY"}]}));
    let answer = Update::Done(call.id, Ok(Reply::Detail(whole)));
    run.updates.send(answer).unwrap();
    run.run_until_idle();
    run.event(Event::Key(KeyEvent::new(
        KeyCode::Enter,
        KeyModifiers::NONE,
    )));
    run.press("xG");
    run.run_until_idle();
    assert!(run.screen().contains("CANARY"), "{}", run.screen());
    run
}

#[tokio::test]
async fn what_is_revealed_is_masked_when_the_person_comes_back() {
    let mut run = reveal().await;
    run.session.sleep_through(Duration::from_secs(1));
    run.run_until_idle();
    assert!(!run.screen().contains("CANARY"), "{}", run.screen());
}

//! T15: a server that is slow in any way is given up when its time is over, and keys are answered all the while.

#[path = "resilience/server.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod server;

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use futures_util::{FutureExt, StreamExt, future::join_all, stream};
use jiff::Timestamp;
use ratatui::{Terminal, backend::TestBackend, layout::Size};
use server::{Asker, hasty, profile};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    runtime::Handle,
    sync::mpsc::unbounded_channel,
    time::sleep,
};
use usher_tui::{
    api::{
        Arguments, Reason, Update,
        koyeb::{CREATE_ORGANIZATION, GET_CURRENT_USER},
    },
    app::{App, Keymap, Now, Options, Setup},
    runtime::Session,
    terminal::Signal,
    ui::{self, Styles},
    worker::{self, Access, Limits, Updates, Worker},
};

const CONNECT: Duration = Duration::from_millis(200);
const READ: Duration = Duration::from_millis(400);
const TOTAL: Duration = Duration::from_millis(900);
/// Generous: a slow machine is no failure, but a program that waits without end is.
const PATIENCE: Duration = Duration::from_secs(60);

/// How a server keeps its clients waiting, and after how much time that has an end.
struct Stall {
    name: &'static str,
    /// What it sends at once.
    head: &'static [u8],
    /// What it sends again and again after that; nothing, when it only waits.
    drip: &'static [u8],
    ends_after: Duration,
    scheme: &'static str,
}

const fn silent(name: &'static str, head: &'static [u8]) -> Stall {
    Stall {
        name,
        head,
        drip: b"",
        ends_after: READ,
        scheme: "http",
    }
}

const fn dripping(name: &'static str, head: &'static [u8], drip: &'static [u8]) -> Stall {
    Stall {
        name,
        head,
        drip,
        ends_after: TOTAL,
        scheme: "http",
    }
}

const STALLS: [Stall; 14] = [
    silent("no answer", b""),
    silent("half a status line", b"HTTP/1."),
    silent("half the headers", b"HTTP/1.1 200 OK\r\ncontent-le"),
    silent("no body", b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n"),
    silent(
        "half a body",
        b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{\"us",
    ),
    silent(
        "no chunk",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
    ),
    silent(
        "half a chunk",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\n{\"us",
    ),
    silent(
        "no last chunk",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n",
    ),
    silent(
        "half a gzip",
        b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 9\r\n\r\n\x1f\x8b\x08",
    ),
    silent(
        "a body until the end, which does not come",
        b"HTTP/1.1 200 OK\r\n\r\n{}",
    ),
    Stall {
        ends_after: READ,
        ..dripping("headers that drip", b"HTTP/1.1 200 OK\r\nx: ", b"x")
    },
    dripping(
        "a body that drips",
        b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n",
        b" ",
    ),
    Stall {
        ends_after: READ,
        ..dripping(
            "processing without end",
            b"",
            b"HTTP/1.1 102 Processing\r\n\r\n",
        )
    },
    Stall {
        name: "a handshake without end",
        head: b"",
        drip: b"",
        ends_after: CONNECT,
        scheme: "https",
    },
];

fn limits() -> Limits {
    Limits {
        connect: CONNECT,
        read: READ,
        total: TOTAL,
        ..hasty()
    }
}

/// Serves a stall: where it is, and how many came.
async fn serve(stall: &'static Stall) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("{}://{}", stall.scheme, listener.local_addr().unwrap());
    let came = Arc::new(AtomicUsize::new(0));
    let counter = came.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(keep_waiting(stream, stall, counter.clone()));
        }
    });
    (base_url, came)
}

async fn keep_waiting(mut stream: TcpStream, stall: &Stall, came: Arc<AtomicUsize>) {
    let mut request = [0; 4096];
    if stream.read(&mut request).await.unwrap_or(0) == 0 {
        return;
    }
    came.fetch_add(1, Ordering::SeqCst);
    if stream.write_all(stall.head).await.is_err() {
        return;
    }
    while stall.drip.is_empty() || stream.write_all(stall.drip).await.is_ok() {
        sleep(Duration::from_millis(20)).await;
        // A client that has gone is waited for no more.
        if stream.try_read(&mut request).is_ok_and(|count| count == 0) {
            return;
        }
    }
}

#[tokio::test]
async fn every_stall_ends_when_its_time_is_over() {
    let ended = join_all(STALLS.iter().map(|stall| async move {
        let (base_url, _) = serve(stall).await;
        let mut asker = Asker::new(&base_url, limits());
        for (operation, arguments) in [
            (&GET_CURRENT_USER, Arguments::NONE),
            (&CREATE_ORGANIZATION, Arguments::NONE.text("name", "x")),
        ] {
            let begun = Instant::now();
            let problem = asker.call(operation, &arguments).await.unwrap_err();
            let took = begun.elapsed();
            let expected = match (stall.scheme, operation.changes()) {
                ("https", _) => Reason::Offline,
                (_, false) => Reason::TimedOut,
                (_, true) => Reason::Unconfirmed,
            };
            assert_eq!(problem.reason, expected, "{}: {problem:?}", stall.name);
            let range = stall.ends_after..PATIENCE;
            assert!(range.contains(&took), "{}: {took:?}", stall.name);
        }
    }))
    .await;
    println!("T15: {} stalls ended at their deadlines", ended.len());
}

/// The program before a server that keeps it waiting.
async fn answers_keys(stall: &'static Stall) {
    let (base_url, came) = serve(stall).await;
    let (worker, ended) = watched(&base_url);
    let options = Options {
        profile: "work".into(),
        read_only: false,
        screen_share: false,
        undo_window: Duration::from_secs(5),
        config: "config.toml".into(),
        zone: || jiff::tz::TimeZone::UTC,
        setup: Setup::default(),
    };
    let now = Now {
        wall: Timestamp::now(),
        uptime: Duration::ZERO,
    };
    let (keymap, _) = Keymap::new(&[]);
    let (app, effects) = App::new(options, keymap, now, Size::new(120, 40));
    let (keyboard, mut keys) = unbounded_channel();
    let keys = stream::poll_fn(move |context| keys.poll_recv(context)).map(Ok);
    let mut session = Session::new(app, effects, worker, keys, stream::empty::<Signal>());
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
    let begun = Instant::now();
    while came.load(Ordering::SeqCst) == 0 {
        assert!(begun.elapsed() < PATIENCE, "nobody asked: {}", stall.name);
        tokio::task::yield_now().await;
    }
    for (key, sees) in [
        ('4', "╭ Credentials"),
        ('3', "╭ Invitations"),
        ('2', "╭ Organizations"),
        ('1', "╭ Users"),
        ('?', "╭ Keys"),
    ] {
        let event = KeyEvent::new(KeyCode::Char(key), KeyModifiers::NONE);
        keyboard.send(Event::Key(event)).unwrap();
        let pressed = Instant::now();
        while !terminal.backend().to_string().contains(sees) {
            assert!(pressed.elapsed() < PATIENCE, "{}: no {sees}", stall.name);
            let run = session.run(|app| {
                let Ok(_) = terminal.draw(|frame| ui::draw(app, &Styles::monochrome(), frame));
                Ok(())
            });
            // It deals with what is there, and would sleep then: nothing is waited for.
            assert!(run.now_or_never().is_none());
            tokio::task::yield_now().await;
        }
    }
    let ended = ended.load(Ordering::SeqCst);
    assert_eq!(
        ended, 0,
        "{}: all of it while the server stalled",
        stall.name
    );
}

/// A worker with all the time in the world, and how many of its orders have come to an end.
fn watched(base_url: &str) -> (Worker, Arc<AtomicUsize>) {
    let limits = Limits {
        connect: PATIENCE,
        read: PATIENCE,
        total: PATIENCE,
        ..hasty()
    };
    let profile = profile(base_url);
    let Worker {
        orders,
        mut updates,
    } = worker::start_with(profile, Access::ReadWrite, limits, &Handle::current());
    let (tell, told) = unbounded_channel();
    let ended = Arc::new(AtomicUsize::new(0));
    let counter = ended.clone();
    tokio::spawn(async move {
        while let Some(update) = updates.recv().await {
            if !matches!(update, Update::Session(..)) {
                counter.fetch_add(1, Ordering::SeqCst);
            }
            tell.send(update).ok();
        }
    });
    let updates = Updates::new(told);
    (Worker { orders, updates }, ended)
}

#[tokio::test]
async fn keys_are_answered_while_a_server_stalls() {
    for stall in &STALLS {
        answers_keys(stall).await;
    }
    println!("T15: {} stalls, keys answered during each", STALLS.len());
}

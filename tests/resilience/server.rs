//! A server that keeps connections open and answers by a script, and somebody who asks it.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    runtime::Handle,
    time::timeout,
};
use usher_tui::{
    api::{Arguments, Call, Load, Operation, Page, Problem, Reply, Update},
    config::{Address, ContaboAccount, KoyebAccount, Profile, SecretSource, TripartieAccount},
    domain::Secret,
    worker::{self, Access, Limits, Order, Worker},
};

/// Nothing takes longer on the slowest machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// What it answers to a request, by the request's text and number; nothing means that it hangs up.
type Script = dyn Fn(&str, usize) -> Vec<u8> + Send + Sync;

pub struct Server {
    pub address: String,
    seen: Arc<Mutex<Vec<Seen>>>,
    connections: Arc<AtomicUsize>,
}

/// A request that arrived.
#[derive(Clone, Debug)]
pub struct Seen {
    pub at: Instant,
    pub text: String,
}

impl Server {
    pub async fn start(script: impl Fn(&str, usize) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            address: listener.local_addr().unwrap().to_string(),
            seen: Arc::default(),
            connections: Arc::default(),
        };
        let (seen, connections) = (server.seen.clone(), server.connections.clone());
        let script: Arc<Script> = Arc::new(script);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                connections.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(serve(stream, seen.clone(), script.clone()));
            }
        });
        server
    }

    /// The first answers are these, one after the other; then all is well.
    pub async fn with(answers: Vec<Vec<u8>>) -> Self {
        Self::start(move |_, number| answers.get(number).cloned().unwrap_or_else(fine)).await
    }

    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    pub fn count(&self) -> usize {
        self.seen().len()
    }

    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

async fn serve(mut stream: TcpStream, seen: Arc<Mutex<Vec<Seen>>>, script: Arc<Script>) {
    while let Some(text) = read(&mut stream).await {
        let number = {
            let mut seen = seen.lock().unwrap();
            let at = Instant::now();
            seen.push(Seen {
                at,
                text: text.clone(),
            });
            seen.len() - 1
        };
        let answer = script(&text, number);
        if answer.is_empty() || stream.write_all(&answer).await.is_err() {
            return;
        }
    }
}

async fn read(stream: &mut TcpStream) -> Option<String> {
    let (mut request, mut part) = (Vec::new(), [0; 4096]);
    loop {
        let count = stream.read(&mut part).await.ok().filter(|it| *it > 0)?;
        request.extend_from_slice(&part[..count]);
        let text = String::from_utf8_lossy(&request).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case("content-length")
                .then(|| value.parse().unwrap())
        });
        if body.len() >= length.unwrap_or(0) {
            return Some(text);
        }
    }
}

/// An answer with a status, headers (each with its line break) and a JSON body.
pub fn answer(status: u16, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\n{headers}content-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

pub fn status(status: u16) -> Vec<u8> {
    answer(status, "", r#"{"message":"not now"}"#)
}

pub fn fine() -> Vec<u8> {
    answer(200, "", "{}")
}

/// A profile whose three vendors are all there.
pub fn profile(base_url: &str) -> Profile {
    let held = |text: &str| Some(SecretSource::Held(Secret::new(text)));
    let base_url = Address::new(base_url).unwrap();
    Profile {
        koyeb: Some(KoyebAccount {
            base_url: base_url.clone(),
            token: held("K"),
            ..KoyebAccount::default()
        }),
        tripartie: Some(TripartieAccount {
            base_url: base_url.clone(),
            token: held("T"),
            ..TripartieAccount::default()
        }),
        contabo: Some(ContaboAccount {
            base_url,
            token: held("C"),
            ..ContaboAccount::default()
        }),
        ..Profile::default()
    }
}

/// Limits that don't keep a test waiting.
pub fn hasty() -> Limits {
    Limits {
        backoff: Duration::from_millis(10),
        ..Limits::default()
    }
}

/// Somebody who asks.
pub struct Asker {
    worker: Worker,
    last: u64,
    kept: Vec<Update>,
}

impl Asker {
    pub fn new(base_url: &str, limits: Limits) -> Self {
        Self::of(profile(base_url), limits)
    }

    pub fn of(profile: Profile, limits: Limits) -> Self {
        let handle = Handle::current();
        Self {
            worker: worker::start_with(profile, Access::ReadWrite, limits, &handle),
            last: 0,
            kept: Vec::new(),
        }
    }

    /// Orders a call without waiting for it.
    pub fn order(&mut self, operation: &'static Operation, arguments: Arguments) -> u64 {
        self.last += 1;
        let call = Call {
            id: self.last,
            operation,
            arguments,
            target: None,
        };
        self.worker.orders.send(Order::Call(call)).unwrap();
        self.last
    }

    pub async fn outcome(&mut self, id: u64) -> Result<Reply, Problem> {
        loop {
            let ended = |update: &Update| matches!(update, Update::Done(of, _) if *of == id);
            if let Some(index) = self.kept.iter().position(ended)
                && let Update::Done(_, outcome) = self.kept.remove(index)
            {
                return outcome;
            }
            let update = self.next().await;
            self.kept.push(update);
        }
    }

    pub async fn call(
        &mut self,
        operation: &'static Operation,
        arguments: &Arguments,
    ) -> Result<Reply, Problem> {
        let id = self.order(operation, arguments.clone());
        self.outcome(id).await
    }

    /// Reads a list: its pages, and how it ended.
    pub async fn list(
        &mut self,
        operation: &'static Operation,
    ) -> (Vec<Page>, Result<(), Problem>) {
        self.last += 1;
        let load = Load {
            id: self.last,
            operation,
            arguments: Arguments::NONE,
        };
        self.worker.orders.send(Order::Load(load)).unwrap();
        let mut pages = Vec::new();
        loop {
            match self.next().await {
                Update::Page(id, page) if id == self.last => pages.push(page),
                Update::Loaded(id) if id == self.last => return (pages, Ok(())),
                Update::LoadFailed(id, problem) if id == self.last => return (pages, Err(problem)),
                other => self.kept.push(other),
            }
        }
    }

    async fn next(&mut self) -> Update {
        let update = timeout(PATIENCE, self.worker.updates.recv()).await;
        update.expect("an update in time").expect("a living worker")
    }
}

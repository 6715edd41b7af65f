//! A person with a program: sends orders and reads what comes back.

use std::{sync::Arc, time::Duration};

use tokio::{runtime::Handle, time::timeout};
use usher_tui::{
    api::{
        Arguments, Call, Change, Credentials, Finding, Limit, Load, Logged, Operation, Page,
        Problem, Reply, Session, SignIn, SignedIn, Update,
    },
    config::{Address, KoyebAccount, Profile, SecretSource},
    domain::{Provider, Secret},
    sandbox::{Fault, FaultKind, Options, Received, Sandbox},
    worker::{self, Access, Limits, Order, Worker},
};

/// Nothing takes longer on the slowest machine.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A worker, and all that it ever said.
pub struct Client {
    worker: Worker,
    next_id: u64,
    waiting: Vec<Update>,
    sessions: Vec<(Provider, Session)>,
    /// The requests that were told of.
    pub requests: Vec<Arc<Logged>>,
    limits: Vec<(Provider, Limit)>,
    /// Everything that was said, as `Debug` and `Display` write it.
    pub said: Vec<String>,
    /// How often it was told that there is a persona token.
    pub personas: usize,
}

pub async fn sandbox() -> Sandbox {
    Sandbox::start(Options::default()).await.unwrap()
}

/// A secret that is at hand.
pub fn held(secret: &str) -> SecretSource {
    SecretSource::Held(Secret::new(secret))
}

/// A profile for a sandbox.
pub fn profile(sandbox: &Sandbox) -> Profile {
    Profile::demo(sandbox.addresses()).unwrap()
}

/// A profile for Koyeb alone.
pub fn koyeb(base_url: &str, token: Option<SecretSource>) -> Profile {
    Profile {
        koyeb: Some(KoyebAccount {
            base_url: Address::new(base_url).unwrap(),
            token,
            ..KoyebAccount::default()
        }),
        ..Profile::default()
    }
}

/// Limits that end a hanging request soon.
pub fn impatient() -> Limits {
    Limits {
        read: Duration::from_millis(800),
        total: Duration::from_millis(1_500),
        ..Limits::default()
    }
}

/// Lets the next request of an operation's vendor whose path has this part go wrong.
pub fn fail_next(sandbox: &Sandbox, provider: Provider, path: &str, times: usize, kind: FaultKind) {
    sandbox.fail_next(Fault {
        provider,
        method: None,
        path: path.to_owned(),
        times,
        kind,
    });
}

/// The requests of an operation that the sandbox saw.
pub fn seen(sandbox: &Sandbox, operation: &Operation) -> Vec<Received> {
    let mut requests = sandbox.requests();
    requests.retain(|request| request.operation == Some(operation.id));
    requests
}

/// How often Contabo was asked for a token.
pub fn token_calls(sandbox: &Sandbox) -> usize {
    let requests = sandbox.requests();
    requests
        .iter()
        .filter(|request| request.path.ends_with("/token"))
        .count()
}

impl Client {
    pub fn new(profile: Profile) -> Self {
        Self::with(profile, Access::ReadWrite, Limits::default())
    }

    pub fn with(profile: Profile, access: Access, limits: Limits) -> Self {
        Self {
            worker: worker::start_with(profile, access, limits, &Handle::current()),
            next_id: 0,
            waiting: Vec::new(),
            sessions: Vec::new(),
            requests: Vec::new(),
            limits: Vec::new(),
            said: Vec::new(),
            personas: 0,
        }
    }

    /// Orders a call without waiting for it.
    pub fn order(&mut self, operation: &'static Operation, arguments: Arguments) -> u64 {
        self.next_id += 1;
        let call = Call {
            id: self.next_id,
            operation,
            arguments,
            target: None,
        };
        self.worker.orders.send(Order::Call(call)).unwrap();
        self.next_id
    }

    /// Waits for a call that was ordered.
    pub async fn outcome(&mut self, id: u64) -> Result<Reply, Problem> {
        let update = self
            .wait(|update| matches!(update, Update::Done(done, _) if *done == id))
            .await;
        let Update::Done(_, outcome) = update else {
            unreachable!()
        };
        outcome
    }

    pub async fn call(
        &mut self,
        operation: &'static Operation,
        arguments: Arguments,
    ) -> Result<Reply, Problem> {
        let id = self.order(operation, arguments);
        self.outcome(id).await
    }

    /// A call that can't go well.
    pub async fn problem(
        &mut self,
        operation: &'static Operation,
        arguments: Arguments,
    ) -> Problem {
        self.call(operation, arguments).await.unwrap_err()
    }

    /// Orders a list without waiting for it.
    pub fn order_list(&mut self, operation: &'static Operation, arguments: Arguments) -> u64 {
        self.next_id += 1;
        let load = Load {
            id: self.next_id,
            operation,
            arguments,
        };
        self.worker.orders.send(Order::Load(load)).unwrap();
        self.next_id
    }

    /// Reads a list: its pages, and how it ended.
    pub async fn list(
        &mut self,
        operation: &'static Operation,
        arguments: Arguments,
    ) -> (Vec<Page>, Result<(), Problem>) {
        let id = self.order_list(operation, arguments);
        let mut pages = Vec::new();
        loop {
            let update = self
                .wait(|update| {
                    matches!(update, Update::Page(of, _) | Update::Loaded(of) | Update::LoadFailed(of, _) if *of == id)
                })
                .await;
            match update {
                Update::Page(_, page) => pages.push(page),
                Update::LoadFailed(_, problem) => return (pages, Err(problem)),
                _ => return (pages, Ok(())),
            }
        }
    }

    /// Waits for a list's first page.
    pub async fn first_page(&mut self, id: u64) {
        self.wait(|update| matches!(update, Update::Page(of, _) if *of == id))
            .await;
    }

    /// Has a list read no further.
    pub fn stop(&mut self, id: u64) {
        self.worker.orders.send(Order::Stop(id)).unwrap();
    }

    /// What was said of the last list that is not what its vendor says.
    pub fn odd(&self) -> Option<String> {
        self.waiting.iter().rev().find_map(|update| match update {
            Update::Odd(_, words) => Some(words.to_string()),
            _ => None,
        })
    }

    /// The journal of changes, as the worker reads it.
    pub async fn journal(&mut self) -> Vec<Change> {
        self.worker.orders.send(Order::Journal).unwrap();
        let is_it = |update: &Update| matches!(update, Update::Journal(_));
        let Update::Journal(changes) = self.wait(is_it).await else {
            unreachable!()
        };
        changes.unwrap()
    }

    /// Says what was found out about a change.
    pub async fn settle(&mut self, id: &str, finding: Finding) -> Result<Finding, String> {
        let order = Order::Settle(id.into(), finding);
        self.worker.orders.send(order).unwrap();
        let is_it = |update: &Update| matches!(update, Update::Settled(of, _) if **of == *id);
        let Update::Settled(_, written) = self.wait(is_it).await else {
            unreachable!()
        };
        written.map_err(|why| why.to_string())
    }

    /// What earlier runs left unconfirmed.
    pub async fn open(&mut self) -> Vec<Change> {
        let is_it = |update: &Update| matches!(update, Update::Open(_));
        let Update::Open(changes) = self.wait(is_it).await else {
            unreachable!()
        };
        changes.unwrap()
    }

    /// Signs in with something else than the profile has.
    pub async fn sign_in(
        &mut self,
        provider: Provider,
        with: Credentials,
        keep: bool,
    ) -> Result<SignedIn, Problem> {
        self.next_id += 1;
        let id = self.next_id;
        let wanted = SignIn {
            id,
            provider,
            with,
            keep,
        };
        self.worker.orders.send(Order::SignIn(wanted)).unwrap();
        let is_it = |update: &Update| matches!(update, Update::SignedIn(of, _) if *of == id);
        let Update::SignedIn(_, outcome) = self.wait(is_it).await else {
            unreachable!()
        };
        outcome
    }

    pub async fn sign_out(&mut self, provider: Provider, remove: bool) -> Result<String, String> {
        let order = Order::SignOut(provider, remove);
        self.worker.orders.send(order).unwrap();
        let is_it = |update: &Update| matches!(update, Update::SignedOut(..));
        let Update::SignedOut(_, outcome) = self.wait(is_it).await else {
            unreachable!()
        };
        let words = outcome.map(|words| words.to_string());
        words.map_err(|why| why.to_string())
    }

    /// What a vendor said last of how much may be asked.
    pub fn limit(&mut self, provider: Provider) -> Limit {
        self.session(provider);
        let mut told = self.limits.iter().rev();
        told.find(|(of, _)| *of == provider).unwrap().1
    }

    pub fn has_told_a_pause(&mut self, provider: Provider) -> bool {
        self.session(provider);
        let mut told = self.limits.iter();
        told.any(|(of, limit)| *of == provider && limit.pause.is_some())
    }

    /// How things stand with a vendor by now.
    pub fn session(&mut self, provider: Provider) -> Session {
        while let Ok(update) = self.worker.updates.try_recv() {
            self.keep(update);
        }
        let mut told = self.sessions.iter().rev();
        told.find(|(of, _)| *of == provider).unwrap().1.clone()
    }

    /// How often it was told how things stand with a vendor.
    pub fn times_told(&mut self, provider: Provider) -> usize {
        self.session(provider);
        let told = self.sessions.iter();
        told.filter(|(of, _)| *of == provider).count()
    }

    /// Quits, and waits until the worker has ended.
    pub async fn quit(mut self) -> Vec<Update> {
        let rest = timeout(PATIENCE, self.worker.finish()).await.unwrap();
        self.waiting.extend(rest);
        self.waiting
    }

    async fn wait(&mut self, wanted: impl Fn(&Update) -> bool) -> Update {
        loop {
            if let Some(index) = self.waiting.iter().position(&wanted) {
                return self.waiting.remove(index);
            }
            let update = timeout(PATIENCE, self.worker.updates.recv()).await;
            self.keep(update.expect("an update in time").expect("a living worker"));
        }
    }

    fn keep(&mut self, update: Update) {
        self.said.push(format!("{update:?} {update:#?}"));
        match update {
            Update::Session(provider, session) => self.sessions.push((provider, session)),
            Update::Persona => self.personas += 1,
            Update::Request(request) => self.requests.push(request),
            Update::Limit(provider, limit) => self.limits.push((provider, limit)),
            other @ (Update::Done(..)
            | Update::Page(..)
            | Update::Odd(..)
            | Update::Loaded(_)
            | Update::SignedIn(..)
            | Update::SignedOut(..)
            | Update::Open(_)
            | Update::Unconfirmed(_)
            | Update::Journal(_)
            | Update::Settled(..)
            | Update::LoadFailed(..)) => {
                if let Update::Done(_, Err(problem)) | Update::LoadFailed(_, problem) = &other {
                    self.said.push(format!("{problem} {}", problem.hint()));
                }
                self.waiting.push(other);
            }
        }
    }
}

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, Sender, channel},
    },
    thread,
    time::Duration,
};

use keyring_core::{CredentialStore, Entry, Error};
use secrecy::zeroize::Zeroize as _;
use thiserror::Error;
use tokio::{sync::oneshot, time::timeout};

use super::system;
use crate::domain::{Clean, Secret};

/// The name of the program, under which the entries are kept.
const SERVICE: &str = "usher";

/// A keyring: the system's, or another one.
///
/// It may hang, or wait for a person who types its password. So it is asked on a thread of its own, and no caller waits
/// longer than a moment; while it owes an answer, nobody else waits at all. It is looked for once and no more.
#[derive(Clone)]
pub struct Keyring(Arc<Desk>);

/// Why a keyring did not do as it was asked.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unkept {
    /// There is no keyring here: why.
    #[error("there is no keyring: {0}")]
    Absent(Clean),
    /// There is one, without this entry.
    #[error("there is no such entry")]
    NoEntry,
    /// It is locked, or denies access.
    #[error("the keyring is locked")]
    Locked,
    /// It did not answer within this time.
    #[error("the keyring gave no answer within {} s", .0.as_secs())]
    Silent(Duration),
    /// Anything else, in its words.
    #[error("the keyring failed: {0}")]
    Failed(Clean),
}

/// A keyring that was looked for.
type Found = Result<Arc<CredentialStore>, Unkept>;
type Open = Box<dyn FnOnce() -> Found + Send>;
type Job = Box<dyn FnOnce(&Found) + Send>;

struct Desk {
    patience: Duration,
    counter: Mutex<Counter>,
    /// The number of the last job that nobody waits for any more, and of the last that has ended.
    given_up: AtomicU64,
    ended: Arc<AtomicU64>,
}

/// Where jobs are handed in and numbered, from 1.
enum Counter {
    /// Nothing was asked yet.
    Closed(Option<Open>),
    Open(u64, Sender<(u64, Job)>),
}

impl Keyring {
    /// The system's keyring, given so much time for an answer.
    pub(super) fn system(patience: Duration) -> Self {
        Self::on(system::open, patience)
    }

    /// The keyring that `open` finds; it is called when the keyring is first needed, on the keyring's thread.
    pub fn on(open: impl FnOnce() -> Found + Send + 'static, patience: Duration) -> Self {
        Self(Arc::new(Desk {
            patience,
            counter: Mutex::new(Counter::Closed(Some(Box::new(open)))),
            given_up: AtomicU64::new(0),
            ended: Arc::new(AtomicU64::new(0)),
        }))
    }

    pub(super) async fn get(&self, name: &str) -> Result<Secret, Unkept> {
        self.ask(name, Entry::get_secret)
            .await
            .and_then(|bytes| {
                String::from_utf8(bytes).map_err(|error| {
                    error.into_bytes().zeroize();
                    Unkept::Failed(Clean::from("the entry is not UTF-8"))
                })
            })
            .map(Secret::new)
    }

    pub(super) async fn set(&self, name: &str, secret: Secret) -> Result<(), Unkept> {
        let kept = self.ask(name, move |entry| {
            let bytes = secret.expose().as_bytes();
            entry.set_secret(bytes)?;
            let mut kept = entry.get_secret()?;
            let is_whole = kept == bytes;
            kept.zeroize();
            if !is_whole {
                // Half a secret is of no use to anybody; where it can't be removed, it stays.
                let _ = entry.delete_credential();
            }
            Ok(is_whole)
        });
        if kept.await? {
            return Ok(());
        }
        Err(Unkept::Failed(Clean::from(
            "it does not have what was stored in it: try again, or name another place",
        )))
    }

    pub(super) async fn remove(&self, name: &str) -> Result<(), Unkept> {
        self.ask(name, Entry::delete_credential).await
    }

    async fn ask<T: Send + 'static>(
        &self,
        name: &str,
        act: impl FnOnce(&Entry) -> keyring_core::Result<T> + Send + 'static,
    ) -> Result<T, Unkept> {
        let desk = &self.0;
        if desk.given_up.load(Ordering::Acquire) > desk.ended.load(Ordering::Acquire) {
            return Err(Unkept::Silent(desk.patience));
        }
        let name = name.to_owned();
        let (answer, answered) = oneshot::channel();
        let number = desk.hand_in(Box::new(move |found| {
            // What nobody waits for any more is not done behind their back.
            if !answer.is_closed() {
                answer.send(perform(found, &name, act)).ok();
            }
        }));
        match timeout(desk.patience, answered).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) => Err(Unkept::Failed(Clean::from("it stopped working"))),
            Err(_) => {
                desk.given_up.fetch_max(number, Ordering::AcqRel);
                Err(Unkept::Silent(desk.patience))
            }
        }
    }
}

impl Desk {
    /// Queues a job and tells its number; the first one starts the thread.
    fn hand_in(&self, job: Job) -> u64 {
        let mut counter = self.counter.lock().unwrap_or_else(PoisonError::into_inner);
        if let Counter::Closed(open) = &mut *counter {
            let (jobs, queue) = channel();
            let (open, ended) = (open.take(), self.ended.clone());
            let work = move || {
                let none = || Unkept::Absent(Clean::from("it was not found"));
                let found = open.map_or_else(|| Err(none()), |open| open());
                work(&queue, &found, &ended);
            };
            // Without a thread, the job is dropped, and its asker learns that.
            thread::Builder::new()
                .name("keyring".to_owned())
                .spawn(work)
                .ok();
            *counter = Counter::Open(0, jobs);
        }
        match &mut *counter {
            Counter::Closed(_) => 0,
            Counter::Open(last, jobs) => {
                *last += 1;
                jobs.send((*last, job)).ok();
                *last
            }
        }
    }
}

fn work(queue: &Receiver<(u64, Job)>, found: &Found, ended: &AtomicU64) {
    for (number, job) in queue {
        job(found);
        ended.store(number, Ordering::Release);
    }
}

fn perform<T>(
    found: &Found,
    name: &str,
    act: impl FnOnce(&Entry) -> keyring_core::Result<T>,
) -> Result<T, Unkept> {
    let store = found.as_ref().map_err(Clone::clone)?;
    let label = format!("usher: {name}");
    let about = HashMap::from([("label", label.as_str())]);
    let entry = match store.build(SERVICE, name, Some(&about)) {
        // Not all stores take a label.
        Err(Error::NotSupportedByStore(_) | Error::Invalid(..)) => store.build(SERVICE, name, None),
        entry => entry,
    };
    act(&entry.map_err(unkept)?).map_err(unkept)
}

/// An error of a store, without what it quotes: some hold the secret itself.
fn unkept(error: Error) -> Unkept {
    let failed = |why: &str| Unkept::Failed(Clean::new(why));
    match error {
        Error::NoEntry => Unkept::NoEntry,
        Error::NoStorageAccess(_) => Unkept::Locked,
        Error::BadEncoding(mut bytes) | Error::BadDataFormat(mut bytes, _) => {
            bytes.zeroize();
            failed("the entry can't be read")
        }
        Error::Ambiguous(_) => failed("it has several entries of this name: delete all but one"),
        Error::TooLong(_, limit) => failed(&format!("it takes no more than {limit} characters")),
        Error::PlatformFailure(why) => failed(&why.to_string()),
        Error::BadStoreFormat(_) => failed("its own data is damaged"),
        _ => failed("it can't do that"),
    }
}

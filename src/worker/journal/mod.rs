//! The journal of changes: what is about to be changed stands in it before it is sent, and what became of it after.
//!
//! Lines of JSON are appended to one file. Those that wait at the same moment are written and brought to the disk together.

mod file;
mod line;
mod note;
#[cfg(test)]
mod tests;

use std::{
    io,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use jiff::{SignedDuration, Timestamp};
use rustix::process::{Pid, test_kill_process};
use tokio::{
    sync::{mpsc::UnboundedSender, oneshot},
    task::spawn_blocking,
};

use self::line::{Line, What, changes};
use crate::{
    api::{Change, Fate, Finding, Update},
    config::{JournalPlace, Profile},
    domain::Clean,
};

pub(super) use self::note::Note;

/// What another process began so long ago has no outcome any more, even if a process of that number is there.
const UNDER_WAY: SignedDuration = SignedDuration::from_mins(10);

/// The journal, as one profile uses it.
pub struct Journal {
    profile: String,
    desk: Arc<Desk>,
    updates: UnboundedSender<Update>,
}

/// Where lines are written.
struct Desk {
    place: JournalPlace,
    memory: Mutex<Vec<u8>>,
    waiting: Mutex<Vec<Waiting>>,
    /// Held by whoever writes for all that wait.
    writing: Mutex<()>,
}

/// A line that is to be written, and who wants to know.
struct Waiting {
    line: Vec<u8>,
    /// Whether it counts only once it is on the disk.
    is_binding: bool,
    done: oneshot::Sender<Result<(), Clean>>,
}

impl Journal {
    /// The journal of a profile.
    pub(super) fn new(profile: &Profile, updates: UnboundedSender<Update>) -> Self {
        Self {
            profile: profile.name.clone(),
            desk: Arc::new(Desk {
                place: profile.journal.clone(),
                memory: Mutex::default(),
                waiting: Mutex::default(),
                writing: Mutex::default(),
            }),
            updates,
        }
    }

    /// All changes in a journal, the oldest first.
    ///
    /// # Errors
    /// Says why it can't be read.
    pub fn read(place: &JournalPlace) -> Result<Vec<Change>, Clean> {
        let JournalPlace::File(path) = place else {
            return Ok(Vec::new());
        };
        match file::read(path) {
            Ok(bytes) => Ok(changes(&bytes)),
            Err(error) => Err(unreadable(path, &error)),
        }
    }

    /// The changes of the profile, the oldest first.
    ///
    /// # Errors
    /// Says why they can't be read.
    pub(super) async fn look(&self) -> Result<Vec<Change>, Clean> {
        let desk = self.desk.clone();
        let read = spawn_blocking(move || match &desk.place {
            JournalPlace::Memory => Ok(changes(&held(&desk.memory))),
            place @ (JournalPlace::File(_) | JournalPlace::Nowhere) => Self::read(place),
        });
        let mut changes = read.await.unwrap_or_else(|_| Ok(Vec::new()))?;
        changes.retain(|change| change.profile.raw() == self.profile);
        Ok(changes)
    }

    /// Those of them that nobody knows the outcome of, but for what a process is waiting for.
    ///
    /// # Errors
    /// The same.
    pub(super) async fn unconfirmed(&self) -> Result<Vec<Change>, Clean> {
        let mut changes = self.look().await?;
        changes.retain(|change| change.is_unconfirmed() && !is_under_way(change));
        Ok(changes)
    }

    /// Something was found out about a change.
    ///
    /// # Errors
    /// Says why it can't be written down.
    pub(super) async fn settle(&self, id: &str, finding: Finding) -> Result<(), Clean> {
        let line = Line::new(id, What::settled(finding));
        self.append(&line, true).await
    }

    /// A change ended.
    async fn end(&self, mut change: Change, fate: Fate) {
        let Some(what) = What::outcome(&fate) else {
            return;
        };
        // A change without an outcome is unconfirmed: nothing is lost where this can't be written.
        let _ = self.append(&Line::new(&change.id, what), false).await;
        change.end(fate, Timestamp::now());
        if change.is_unconfirmed() {
            // Nobody listens where a script asks, or when the program is about to end.
            let _ = self.updates.send(Update::Unconfirmed(Box::new(change)));
        }
    }

    async fn append(&self, line: &Line, is_binding: bool) -> Result<(), Clean> {
        let line = line.to_bytes();
        let line = line.map_err(|error| self.desk.unwritable(&error.into()))?;
        let (done, told) = oneshot::channel();
        held(&self.desk.waiting).push(Waiting {
            line,
            is_binding,
            done,
        });
        let desk = self.desk.clone();
        spawn_blocking(move || desk.write_all());
        let lost = || Err(Clean::from("the journal of changes was given up"));
        told.await.unwrap_or_else(|_| lost())
    }
}

impl Desk {
    /// Writes all that waits, whoever wants it; nothing where another one did so meanwhile.
    fn write_all(&self) {
        let _writing = held(&self.writing);
        let waiting = std::mem::take(&mut *held(&self.waiting));
        if waiting.is_empty() {
            return;
        }
        let lines: Vec<Vec<u8>> = waiting.iter().map(|it| it.line.clone()).collect();
        let written = self.write(&lines).map_err(|error| self.unwritable(&error));
        let (binding, others): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|it| it.is_binding);
        tell(others, &written.as_ref().map(drop).map_err(Clean::clone));
        let synced = written.and_then(|file| match file {
            Some(file) => file.sync_data().map_err(|error| self.unwritable(&error)),
            None => Ok(()),
        });
        tell(binding, &synced);
    }

    fn write(&self, lines: &[Vec<u8>]) -> io::Result<Option<std::fs::File>> {
        match &self.place {
            JournalPlace::Memory => {
                held(&self.memory).extend(lines.iter().flatten());
                Ok(None)
            }
            JournalPlace::File(path) => file::append(path, lines).map(Some),
            JournalPlace::Nowhere => Err(io::Error::other(
                "there is no home folder for it: set HOME or XDG_STATE_HOME",
            )),
        }
    }

    /// What happened, and what to do about it.
    fn unwritable(&self, error: &io::Error) -> Clean {
        let (path, folder) = match &self.place {
            JournalPlace::File(path) => (
                format!(" {}", path.display()),
                path.parent()
                    .unwrap_or(Path::new("."))
                    .display()
                    .to_string(),
            ),
            JournalPlace::Memory | JournalPlace::Nowhere => (String::new(), String::new()),
        };
        let remedy = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                "; free some space there".to_owned()
            }
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                format!("; make {folder} writable for you")
            }
            _ if folder.is_empty() => String::new(),
            _ => format!("; see to it that {folder} is a folder of yours with room in it"),
        };
        format!("the journal of changes{path} can't be written: {error}{remedy}").into()
    }
}

fn tell(waiting: Vec<Waiting>, result: &Result<(), Clean>) {
    for it in waiting {
        // Whoever asked may have been given up meanwhile.
        let _ = it.done.send(result.clone());
    }
}

/// Whether another process is still waiting for the answer.
fn is_under_way(change: &Change) -> bool {
    let age = Timestamp::now().duration_since(change.began_at);
    let process = i32::try_from(change.process).ok().and_then(Pid::from_raw);
    let lives = process.is_some_and(|process| test_kill_process(process).is_ok());
    change.fate == Fate::Sent && lives && age < UNDER_WAY
}

fn unreadable(path: &Path, error: &io::Error) -> Clean {
    format!(
        "the journal of changes {} can't be read: {error}",
        path.display()
    )
    .into()
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

use std::{collections::HashMap, time::Duration};

use crate::{api::Verb, app::Draft, domain::Key};

/// The changes that can still be taken back: each waits until it falls due.
#[derive(Debug, Default)]
pub struct Window {
    waiting: Vec<Waiting>,
    /// What waits for which record, and until when.
    by_key: HashMap<Key, (Verb, Duration)>,
    /// Since when time stands still here, if it does.
    held: Option<Duration>,
}

/// A change in its undo window.
#[derive(Debug)]
struct Waiting {
    draft: Draft,
    due: Duration,
}

impl Window {
    /// Holds a change back until `due`.
    pub fn wait(&mut self, draft: Draft, due: Duration) {
        if let Some(key) = &draft.target {
            self.by_key.insert(key.clone(), (draft.verb(), due));
        }
        self.waiting.push(Waiting { draft, due });
    }

    /// How many changes wait.
    pub fn len(&self) -> usize {
        self.waiting.len()
    }

    /// Whether time stands still.
    pub fn is_held(&self) -> bool {
        self.held.is_some()
    }

    /// From now on nothing falls due.
    pub fn hold(&mut self, uptime: Duration) {
        self.held.get_or_insert(uptime);
    }

    /// What waits goes on where it stood still.
    pub fn go_on(&mut self, uptime: Duration) {
        if let Some(since) = self.held.take() {
            let stood = uptime.saturating_sub(since);
            for waiting in &mut self.waiting {
                waiting.due += stood;
            }
            for (_, due) in self.by_key.values_mut() {
                *due += stood;
            }
        }
    }

    /// What has fallen due, all that was asked for together in one list.
    pub fn take_due(&mut self, uptime: Duration) -> Vec<Vec<Draft>> {
        let uptime = self.held.unwrap_or(uptime);
        let mut together: Vec<(Duration, Vec<Draft>)> = Vec::new();
        for waiting in self.take(|waiting| waiting.due <= uptime) {
            match together.last_mut() {
                Some((due, drafts)) if *due == waiting.due => drafts.push(waiting.draft),
                Some(_) | None => together.push((waiting.due, vec![waiting.draft])),
            }
        }
        together.into_iter().map(|(_, drafts)| drafts).collect()
    }

    /// All that waits.
    pub fn take_all(&mut self) -> Vec<Draft> {
        let all = self.take(|_| true).into_iter();
        all.map(|waiting| waiting.draft).collect()
    }

    /// What was asked for last: all that goes out at the same moment.
    pub fn take_last(&mut self) -> Vec<Draft> {
        let Some(last) = self.waiting.last().map(|waiting| waiting.due) else {
            return Vec::new();
        };
        let last = self.take(|waiting| waiting.due == last).into_iter();
        last.map(|waiting| waiting.draft).collect()
    }

    /// What waits for a record, and for how many seconds it still does.
    pub fn of(&self, key: &Key, uptime: Duration) -> Option<(Verb, u64)> {
        let uptime = self.held.unwrap_or(uptime);
        let (verb, due) = self.by_key.get(key)?;
        Some((*verb, seconds_until(*due, uptime)))
    }

    fn take(&mut self, wanted: impl Fn(&Waiting) -> bool) -> Vec<Waiting> {
        let taken: Vec<_> = self
            .waiting
            .extract_if(.., |waiting| wanted(waiting))
            .collect();
        for key in taken.iter().filter_map(|it| it.draft.target.as_ref()) {
            self.by_key.remove(key);
        }
        taken
    }

    /// When a visible number of seconds changes, or a change falls due.
    pub fn wake_at(&self, uptime: Duration) -> Option<Duration> {
        if self.held.is_some() {
            return None;
        }
        let until = |waiting: &Waiting| {
            let whole = seconds_until(waiting.due, uptime).saturating_sub(1);
            waiting.due.saturating_sub(Duration::from_secs(whole))
        };
        self.waiting.iter().map(until).min()
    }
}

/// Whole seconds until `due`, rounded up: a window of 5 s begins as "5 s".
fn seconds_until(due: Duration, uptime: Duration) -> u64 {
    let left = due.saturating_sub(uptime);
    left.as_secs() + u64::from(left.subsec_nanos() > 0)
}

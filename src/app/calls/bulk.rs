use std::collections::{HashMap, HashSet, VecDeque};

use crate::{
    api::{CallId, Verb},
    app::{Draft, draft::DraftId},
    domain::{Key, Provider},
};

/// How many changes of a bulk are on their way to one vendor at a time. The rest is still here, to be stopped.
const AT_ONCE: usize = 4;

/// Changes that were asked for together. They are handed out a few at a time, so that the rest can be stopped; what failed
/// is kept, to be repeated.
#[derive(Debug, Default)]
pub struct Bulk {
    queues: [Queue; 3],
    /// What is to be done to which record, once it is its turn.
    queued: HashMap<Key, Verb>,
    progress: Option<Progress>,
    /// What failed, until it is repeated or begun anew.
    failed: Vec<Draft>,
    /// What was stopped before it was sent, until it is begun anew.
    stopped: Vec<Draft>,
}

#[derive(Debug, Default)]
struct Queue {
    drafts: VecDeque<(Draft, u64)>,
    under_way: HashSet<CallId>,
}

/// How far a bulk has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done; nothing in particular where it is not the same to all.
    pub verb: Verb,
    /// How many changes there are.
    pub total: usize,
    /// How many were made.
    pub done: usize,
    /// How many failed.
    pub failed: usize,
    /// How many were never sent, because a person stopped it.
    pub dropped: usize,
}

impl Progress {
    /// How many were answered.
    pub fn ended(&self) -> usize {
        self.done + self.failed
    }
}

const SEVERAL: Verb = Verb::new("change", "changing", "done");

impl Bulk {
    /// More changes, of one batch; those that are under way go on.
    pub fn add(&mut self, drafts: Vec<Draft>, batch: u64) {
        if self.progress.is_none() {
            self.failed.clear();
            self.stopped.clear();
        }
        for draft in drafts {
            let verb = draft.verb();
            self.count(verb);
            if let Some(key) = &draft.target {
                self.queued.insert(key.clone(), verb);
            }
            let queue = self.queue(draft.operation.provider);
            queue.drafts.push_back((draft, batch));
        }
    }

    /// One of those that failed went out once more by itself: the others that failed can still be repeated.
    pub fn join(&mut self, id: CallId, verb: Verb, provider: Provider) {
        self.count(verb);
        self.began(id, provider);
    }

    /// The next change that may go out, and its batch.
    pub fn take_next(&mut self) -> Option<(Draft, u64)> {
        let free = |queue: &&mut Queue| queue.under_way.len() < AT_ONCE && !queue.drafts.is_empty();
        let queue = self.queues.iter_mut().find(free)?;
        let (draft, batch) = queue.drafts.pop_front()?;
        if let Some(key) = &draft.target {
            self.queued.remove(key);
        }
        Some((draft, batch))
    }

    /// One went out.
    pub fn began(&mut self, id: CallId, provider: Provider) {
        self.queue(provider).under_way.insert(id);
    }

    /// What one needed was done, and it goes out itself.
    pub fn goes_on(&mut self, before: CallId, id: CallId, provider: Provider) {
        if self.ended(before) {
            self.began(id, provider);
        }
    }

    /// One was made. Says whether it was one of these.
    pub fn succeeded(&mut self, id: CallId) -> bool {
        let known = self.ended(id);
        if let (true, Some(progress)) = (known, &mut self.progress) {
            progress.done += 1;
        }
        known
    }

    /// One failed. Says whether it was one of these.
    pub fn failed(&mut self, id: CallId, draft: Draft) -> bool {
        let known = self.ended(id);
        if known {
            self.count_failed(draft);
        }
        known
    }

    /// Nothing more can be sent to a vendor: what was still to be sent failed, too.
    pub fn give_up(&mut self, provider: Provider) -> Vec<Draft> {
        let rest = std::mem::take(&mut self.queue(provider).drafts);
        let rest: Vec<_> = rest.into_iter().map(|(draft, _)| draft).collect();
        for draft in &rest {
            if let Some(key) = &draft.target {
                self.queued.remove(key);
            }
            self.count_failed(draft.clone());
        }
        rest
    }

    /// Sends no more. `false` when everything is sent already.
    pub fn stop(&mut self) -> bool {
        let rest = self.take_queued();
        let stops = !rest.is_empty();
        if let Some(progress) = &mut self.progress {
            progress.dropped += rest.len();
        }
        self.stopped.extend(rest);
        stops
    }

    /// All that was not sent yet.
    pub fn take_queued(&mut self) -> Vec<Draft> {
        self.queued.clear();
        let all = self
            .queues
            .iter_mut()
            .flat_map(|queue| queue.drafts.drain(..));
        all.map(|(draft, _)| draft).collect()
    }

    /// How many were not sent yet.
    pub fn unsent(&self) -> usize {
        self.queues.iter().map(|queue| queue.drafts.len()).sum()
    }

    /// How far it has come, while something is still to be done.
    pub fn progress(&self) -> Option<&Progress> {
        self.progress.as_ref()
    }

    /// What came of it, once when it is over.
    pub fn take_result(&mut self) -> Option<Progress> {
        let over = |queue: &Queue| queue.drafts.is_empty() && queue.under_way.is_empty();
        let over = self.queues.iter().all(over);
        self.progress.take_if(|_| over)
    }

    /// What will be done to a record once it is its turn.
    pub fn queued_for(&self, key: &Key) -> Option<Verb> {
        self.queued.get(key).copied()
    }

    /// What failed, and what was never sent.
    pub fn to_repeat(&self) -> impl Iterator<Item = &Draft> {
        self.failed.iter().chain(&self.stopped)
    }

    /// What failed.
    pub fn failed_ones(&self) -> &[Draft] {
        &self.failed
    }

    /// How many failed, and how many were never sent.
    pub fn left_over(&self) -> (usize, usize) {
        (self.failed.len(), self.stopped.len())
    }

    /// Some of what failed is begun anew, or turned out to be made.
    pub fn forget(&mut self, begun: &HashSet<DraftId>) {
        self.retain(|draft| !begun.contains(&draft.id()));
    }

    /// The change of a record turned out to be made.
    pub fn forget_record(&mut self, key: &Key) {
        self.retain(|draft| draft.target.as_ref() != Some(key));
    }

    fn retain(&mut self, keep: impl Fn(&Draft) -> bool) {
        self.failed.retain(&keep);
        self.stopped.retain(keep);
    }

    fn count(&mut self, verb: Verb) {
        let progress = self.progress.get_or_insert(Progress {
            verb,
            total: 0,
            done: 0,
            failed: 0,
            dropped: 0,
        });
        progress.total += 1;
        if progress.verb != verb {
            progress.verb = SEVERAL;
        }
    }

    fn count_failed(&mut self, draft: Draft) {
        if let Some(progress) = &mut self.progress {
            progress.failed += 1;
        }
        self.failed.push(draft);
    }

    fn ended(&mut self, id: CallId) -> bool {
        let mut queues = self.queues.iter_mut();
        queues.any(|queue| queue.under_way.remove(&id))
    }

    fn queue(&mut self, provider: Provider) -> &mut Queue {
        let [koyeb, tripartie, contabo] = &mut self.queues;
        match provider {
            Provider::Koyeb => koyeb,
            Provider::Tripartie => tripartie,
            Provider::Contabo => contabo,
        }
    }
}

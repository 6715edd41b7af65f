mod lists;
mod looks;
mod settled;
mod witness;

use std::{collections::HashSet, time::Duration};

use self::witness::made_as;
use super::Draft;
use crate::{
    api::{CallId, Change, Finding, LoadId, Operation, catalogue},
    domain::Key,
};

/// When to look: so long after the answer was missing, and after each look that did not show the change.
const LOOKS: [Duration; 3] = [
    Duration::from_secs(1),
    Duration::from_secs(3),
    Duration::from_secs(10),
];
/// How many records are read at a time.
const AT_ONCE: usize = 4;

/// The changes of the profile whose outcome nobody knows, of this run and of earlier ones, until the vendor's records tell or
/// the person has seen them.
#[derive(Debug, Default)]
pub struct Unconfirmed {
    open: Vec<Open>,
    made: Made,
}

/// What was made in this run, as far as it is known which records that are: nothing of it can be what another change made.
#[derive(Debug, Default)]
struct Made {
    keys: HashSet<Key>,
    /// Where the answer does not tell the record: the operation, and what is called so now.
    names: HashSet<(&'static str, String)>,
}

/// What there was when a change was sent that makes something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// How many rows had ever come.
    pub arrivals: u64,
    /// Whether all that were there had.
    pub is_whole: bool,
}

/// A change that is looked after.
#[derive(Debug)]
struct Open {
    change: Change,
    operation: Option<&'static Operation>,
    /// As it was sent; only in the run that sent it.
    sent: Option<Draft>,
    before: Before,
    /// How many looks there were.
    looks: usize,
    stage: Stage,
}

/// How far the looking has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Nothing tells: the person has to look.
    Idle,
    /// To be looked at then.
    Due(Duration),
    /// The record is being read.
    Reading(CallId),
    /// Lists are being read whose loads have higher numbers.
    Listing(LoadId),
    /// It is settled, and that is being written down.
    Settling(Finding),
}

impl Unconfirmed {
    /// How many there are.
    pub fn len(&self) -> usize {
        let open = |open: &&Open| !matches!(open.stage, Stage::Settling(_));
        self.open.iter().filter(open).count()
    }

    /// Whether the outcome of every change is known.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether it is still being looked whether a change like this one was made.
    pub fn looks_for(&self, draft: &Draft) -> bool {
        let same = |sent: &Draft| sent.id() == draft.id();
        let looking = |open: &&Open| !matches!(open.stage, Stage::Idle | Stage::Settling(_));
        let mut open = self.open.iter().filter(looking);
        open.any(|open| open.sent.as_ref().is_some_and(same))
    }

    /// A change that made something is known to have done so; these are the records, where the answer told.
    pub fn know(&mut self, draft: &Draft, keys: Vec<Key>) {
        if let (Some(name), true) = (made_as(draft), keys.is_empty()) {
            let name = name.to_lowercase();
            self.made.names.insert((draft.operation.id, name));
        }
        self.made.keys.extend(keys);
    }

    /// When the next look falls due.
    pub fn due(&self) -> Option<Duration> {
        let due = |open: &Open| match open.stage {
            Stage::Due(at) => Some(at),
            Stage::Idle | Stage::Reading(_) | Stage::Listing(_) | Stage::Settling(_) => None,
        };
        let room = self.reading() < AT_ONCE;
        self.open.iter().filter_map(due).min().filter(|_| room)
    }

    fn reading(&self) -> usize {
        let reading = |open: &&Open| matches!(open.stage, Stage::Reading(_));
        self.open.iter().filter(reading).count()
    }

    fn find(&mut self, id: &str) -> Option<&mut Open> {
        self.open.iter_mut().find(|open| &*open.change.id == id)
    }

    /// Another one; `false` where it is known already.
    fn add(&mut self, open: Open) -> bool {
        let is_new = self.find(&open.change.id).is_none();
        if is_new {
            self.open.push(open);
        }
        is_new
    }
}

impl Open {
    fn new(change: Change, sent: Option<(Draft, Before)>, stage: Stage) -> Self {
        let mut catalogue = catalogue();
        let operation = catalogue.find(|operation| operation.id == change.operation.raw());
        let (sent, before) = sent.unzip();
        Self {
            operation,
            change,
            sent,
            before: before.unwrap_or_default(),
            looks: 0,
            stage,
        }
    }

    fn target(&self) -> Option<&Key> {
        self.sent.as_ref()?.target.as_ref()
    }
}

/// So many changes, in words.
pub fn counted(all: usize) -> String {
    match all {
        1 => "1 change unconfirmed".to_owned(),
        several => format!("{several} changes unconfirmed"),
    }
}

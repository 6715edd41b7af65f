use crate::api::{Arguments, LoadId, Operation, Problem};

/// One list operation that fills a table, and how far it has come.
#[derive(Debug)]
pub struct Source {
    /// The list operation.
    pub operation: &'static Operation,
    /// Its values besides those for paging.
    pub arguments: Arguments,
    /// How far it has come.
    pub phase: Phase,
    /// The newest load; rows of older ones are stale.
    pub load: LoadId,
    /// How many rows the newest load has brought.
    pub loaded: usize,
    /// How many rows there are in all, where the vendor tells.
    pub total: Option<usize>,
}

/// How far a source has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Not asked for yet.
    Idle,
    /// Being read; rows from before stay.
    Loading,
    /// Read until somebody stopped it; rows from before stay.
    Stopped,
    /// Read to its end.
    Complete,
    /// Could not be read (further).
    Failed(Box<Problem>),
}

impl Source {
    /// A source that has not been asked for yet.
    pub fn new(operation: &'static Operation, arguments: Arguments) -> Self {
        Self {
            operation,
            arguments,
            phase: Phase::Idle,
            load: 0,
            loaded: 0,
            total: None,
        }
    }

    /// A new load begins.
    pub fn begin(&mut self, load: LoadId) {
        self.load = load;
        self.phase = Phase::Loading;
        self.loaded = 0;
    }

    /// A load that goes on is stopped: its number.
    pub fn stop(&mut self) -> Option<LoadId> {
        self.is_loading().then(|| {
            self.phase = Phase::Stopped;
            self.load
        })
    }

    /// Whether a load is under way that has brought something and goes on.
    pub fn is_long(&self) -> bool {
        self.is_loading() && self.loaded > 0
    }

    /// Whether a load is under way.
    pub fn is_loading(&self) -> bool {
        self.phase == Phase::Loading
    }
}

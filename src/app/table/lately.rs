use std::{collections::HashMap, rc::Rc};

use super::store::Store;
use crate::app::Row;

/// How many rows stay unpacked at most: more than a screen shows.
const MOST: usize = 128;

/// Rows that were unpacked lately: those on screen are asked for several times at every key.
#[derive(Debug)]
pub(super) struct Lately<R> {
    rows: HashMap<u32, Rc<R>>,
    /// Up to which change of the store they are right.
    changes: u64,
}

impl<R: Row> Lately<R> {
    pub fn new() -> Self {
        Self {
            rows: HashMap::new(),
            changes: 0,
        }
    }

    /// The row of a number.
    pub fn row(&mut self, at: u32, store: &Store<R>) -> Option<Rc<R>> {
        if self.changes != store.changes() || self.rows.len() >= MOST {
            self.rows.clear();
            self.changes = store.changes();
        }
        if let Some(row) = self.rows.get(&at) {
            return Some(Rc::clone(row));
        }
        let row = Rc::new(store.row(at)?);
        self.rows.insert(at, Rc::clone(&row));
        Some(row)
    }
}

//! Which rows the filter leaves.

use std::cmp::Reverse;

use rayon::{
    iter::ParallelIterator,
    slice::{ParallelSlice, ParallelSliceMut},
};

use super::{Store, Table};
use crate::app::{Row, filter::Sieve};

/// How many rows are worth a thread of their own.
const WORTH: usize = 8192;
/// What part of all rows it takes as long to look at, each somewhere else in memory, as at the texts of all in one go.
const MANY: usize = 64;

impl<R: Row> Table<R> {
    /// Those of some rows that the filter leaves, in their order, or the best first where some fit better.
    pub(super) fn sift(&self, from: &[u32]) -> Vec<u32> {
        if let Some(needle) = self.filter.only_part()
            && from.len() >= self.store.len() / MANY
            && let Some(found) = self.store.search(needle)
        {
            return kept(from, &found);
        }
        let scores = self.scores(from);
        scores.into_iter().map(|(_, at)| at).collect()
    }

    /// The rows that fit, and how well; where there are many, on all processors.
    pub(super) fn scores(&self, from: &[u32]) -> Vec<(u32, u32)> {
        if from.len() < WORTH {
            return score(&self.store, self.filter.sieve(), from);
        }
        let (store, sieve) = (&self.store, self.filter.sieve());
        let parts = from.par_chunks(WORTH);
        parts
            .flat_map_iter(|rows| score(store, sieve.clone(), rows))
            .collect()
    }
}

/// Those of some rows that were found. Which ones is nothing that a processor foresees, so that each is written, and the next
/// one over it if it was not found.
fn kept(rows: &[u32], found: &[bool]) -> Vec<u32> {
    let mut kept = vec![0; rows.len()];
    let mut count = 0;
    for at in rows {
        if let Some(kept) = kept.get_mut(count) {
            *kept = *at;
        }
        count += usize::from(found.get(*at as usize) == Some(&true));
    }
    kept.truncate(count);
    kept
}

/// Rows in the order of their scores.
pub(super) fn best_first(mut rows: Vec<(u32, u32)>) -> Vec<u32> {
    rows.par_sort_by_key(|(score, _)| Reverse(*score));
    rows.into_iter().map(|(_, at)| at).collect()
}

fn score<R: Row>(store: &Store<R>, mut sieve: Sieve<'_>, rows: &[u32]) -> Vec<(u32, u32)> {
    let fits = |at: &u32| Some((sieve.score(&store.text(*at)?)?, *at));
    rows.iter().filter_map(fits).collect()
}

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

impl<R: Row> Table<R> {
    /// Those of some rows that the filter leaves, in their order, or the best first where some fit better.
    pub(super) fn sift(&self, from: &[u32]) -> Vec<u32> {
        if self.filter.is_empty() {
            return from.to_vec();
        }
        if let Some(needle) = self.filter.only_part()
            && let Some(found) = self.store.search(needle)
        {
            let is_found = |at: &&u32| found.get(**at as usize).is_some_and(|found| *found);
            return from.iter().filter(is_found).copied().collect();
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

/// Rows in the order of their scores.
pub(super) fn best_first(mut rows: Vec<(u32, u32)>) -> Vec<u32> {
    rows.par_sort_by_key(|(score, _)| Reverse(*score));
    rows.into_iter().map(|(_, at)| at).collect()
}

fn score<R: Row>(store: &Store<R>, mut sieve: Sieve<'_>, rows: &[u32]) -> Vec<(u32, u32)> {
    let fits = |at: &u32| Some((sieve.score(&store.text(*at)?)?, *at));
    rows.iter().filter_map(fits).collect()
}

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

const TOO_MANY_REQUESTS: u16 = 429;
/// After so many pages without a refusal, one more is asked for at a time again.
const CALM: usize = 100;

/// How many pages of lists a vendor is asked for at a time: as many as the profile allows, half as many each time that it
/// says it was asked too often, and never more than it says are left.
pub(super) struct Pace {
    most: usize,
    state: Mutex<State>,
    freed: Notify,
}

struct State {
    at_once: usize,
    /// How many requests are left, as the vendor said last.
    left: Option<u64>,
    taken: usize,
    /// How often it was lowered: what was sent before that lowers it no further.
    lowered: usize,
    /// How many pages came since then, or since it was raised.
    fine: usize,
}

/// One place for a page on its way; it is free again when this is dropped.
pub(super) struct Place<'a> {
    pace: &'a Pace,
    lowered: usize,
}

impl State {
    fn at_once(&self) -> usize {
        let left = self.left.and_then(|left| usize::try_from(left).ok());
        self.at_once.min(left.unwrap_or(usize::MAX)).max(1)
    }
}

impl Pace {
    /// So many at most.
    pub fn new(most: usize) -> Self {
        Self {
            most,
            state: Mutex::new(State {
                at_once: most,
                left: None,
                taken: 0,
                lowered: 0,
                fine: 0,
            }),
            freed: Notify::new(),
        }
    }

    /// How many pages may be on their way now.
    pub fn at_once(&self) -> usize {
        self.state().at_once()
    }

    /// Waits for a place.
    pub async fn place(&self) -> Place<'_> {
        loop {
            // Whoever frees a place after this line wakes us, also before we wait.
            let freed = self.freed.notified();
            if let Some(place) = self.take() {
                return place;
            }
            freed.await;
        }
    }

    fn take(&self) -> Option<Place<'_>> {
        let mut state = self.state();
        let is_free = state.taken < state.at_once();
        is_free.then(|| {
            state.taken += 1;
            Place {
                pace: self,
                lowered: state.lowered,
            }
        })
    }

    /// An answer of the vendor says how many requests are left.
    pub fn know_left(&self, left: Option<u64>) {
        let mut state = self.state();
        state.left = left.or(state.left);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place<'_> {
    /// What came of the request that had this place.
    pub fn heed(&self, status: u16) {
        let mut state = self.pace.state();
        if status != TOO_MANY_REQUESTS {
            state.fine += 1;
            if state.fine >= CALM {
                state.fine = 0;
                state.at_once = (state.at_once + 1).min(self.pace.most);
            }
        } else if self.lowered == state.lowered {
            state.fine = 0;
            state.lowered += 1;
            state.at_once = (state.at_once / 2).max(1);
        }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let free = {
            let mut state = self.pace.state();
            state.taken -= 1;
            state.at_once().saturating_sub(state.taken)
        };
        // More may be free than this one: what is left, or how many may be asked for, may have grown.
        for _ in 0..free {
            self.pace.freed.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;

    use super::*;

    fn places(pace: &Pace) -> Vec<Place<'_>> {
        std::iter::from_fn(|| pace.place().now_or_never()).collect()
    }

    #[test]
    fn a_burst_of_refusals_halves_it_once_and_calm_raises_it_again() {
        let pace = Pace::new(8);
        let burst = places(&pace);
        assert_eq!(burst.len(), 8);
        for place in &burst {
            place.heed(TOO_MANY_REQUESTS);
        }
        drop(burst);
        assert_eq!(places(&pace).len(), 4);
        for _ in 0..4 {
            pace.take().unwrap().heed(TOO_MANY_REQUESTS);
        }
        assert_eq!(places(&pace).len(), 1, "one is always asked for");
        for _ in 0..CALM {
            pace.take().unwrap().heed(200);
        }
        assert_eq!(places(&pace).len(), 2);
    }

    #[test]
    fn no_more_are_asked_for_than_are_left() {
        let pace = Pace::new(8);
        pace.know_left(Some(3));
        pace.know_left(None);
        assert_eq!(places(&pace).len(), 3);
        pace.know_left(Some(0));
        assert_eq!(places(&pace).len(), 1, "the pause is kept elsewhere");
        pace.know_left(Some(554));
        assert_eq!(places(&pace).len(), 8);
    }

    #[test]
    fn whoever_waits_gets_the_place_that_is_freed() {
        let pace = Pace::new(2);
        let mut taken = places(&pace);
        let mut waiting = [Box::pin(pace.place()), Box::pin(pace.place())];
        for waiting in &mut waiting {
            assert!(waiting.now_or_never().is_none());
        }
        taken.pop();
        let [first, second] = &mut waiting;
        let got: Vec<_> = [first.now_or_never(), second.now_or_never()].into();
        assert_eq!(got.iter().flatten().count(), 1);
    }
}

use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::Mutex;

/// A value that many callers want and one of them gets: the others wait, and share what came of it.
pub(in crate::worker) struct Shared<T, E> {
    /// How many attempts have ended.
    ended: AtomicU64,
    last: Mutex<Option<Result<T, E>>>,
}

impl<T: Clone, E: Clone> Shared<T, E> {
    pub fn new() -> Self {
        Self {
            ended: AtomicU64::new(0),
            last: Mutex::new(None),
        }
    }

    /// There is a value already.
    pub fn with(value: T) -> Self {
        Self {
            ended: AtomicU64::new(0),
            last: Mutex::new(Some(Ok(value))),
        }
    }

    /// The value that there is, if it is good enough; else the outcome of an attempt that ended while the caller waited;
    /// else of a new attempt, which is given the value that there was. A failure that is good enough is an outcome too.
    pub async fn get(
        &self,
        good: impl Fn(&Result<T, E>) -> bool,
        attempt: impl AsyncFnOnce(Option<T>) -> Result<T, E>,
    ) -> Result<T, E> {
        let seen = self.ended.load(Ordering::Acquire);
        let mut last = self.last.lock().await;
        let news = self.ended.load(Ordering::Acquire) != seen;
        if let Some(outcome) = last.as_ref()
            && (news || good(outcome))
        {
            return outcome.clone();
        }
        let before = last.take().and_then(Result::ok);
        let outcome = attempt(before).await;
        *last = Some(outcome.clone());
        self.ended.fetch_add(1, Ordering::Release);
        outcome
    }

    /// Puts a value in the place of what there is.
    pub async fn set(&self, value: T) {
        *self.last.lock().await = Some(Ok(value));
    }

    /// Forgets what there is.
    pub async fn clear(&self) {
        *self.last.lock().await = None;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, atomic::AtomicUsize};

    use tokio::task::JoinSet;

    use super::*;

    async fn ask_many(shared: Arc<Shared<usize, usize>>, works: bool) -> (usize, usize) {
        let attempts = Arc::new(AtomicUsize::new(0));
        let mut callers = JoinSet::new();
        for _ in 0..1_000 {
            let (shared, attempts) = (shared.clone(), attempts.clone());
            callers.spawn(async move {
                let attempt = async |_| {
                    let number = attempts.fetch_add(1, Ordering::Relaxed);
                    tokio::task::yield_now().await;
                    if works { Ok(number) } else { Err(number) }
                };
                shared.get(Result::is_ok, attempt).await
            });
        }
        let outcomes = callers.join_all().await;
        let good = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        (good, attempts.load(Ordering::Relaxed))
    }

    #[tokio::test]
    async fn a_thousand_callers_make_one_attempt() {
        let shared = Arc::new(Shared::new());
        assert_eq!(ask_many(shared.clone(), true).await, (1_000, 1));
        assert_eq!(ask_many(shared, true).await, (1_000, 0));
    }

    #[tokio::test]
    async fn a_failed_attempt_is_shared_by_those_who_waited_and_made_again_later() {
        let shared = Arc::new(Shared::new());
        assert_eq!(ask_many(shared.clone(), false).await, (0, 1));
        assert_eq!(ask_many(shared, true).await, (1_000, 1));
    }

    #[tokio::test]
    async fn an_attempt_that_is_given_up_does_not_block_the_next() {
        let shared = Arc::new(Shared::<usize, usize>::new());
        let stuck = tokio::spawn({
            let shared = shared.clone();
            async move {
                shared
                    .get(Result::is_ok, async |_| std::future::pending().await)
                    .await
            }
        });
        tokio::task::yield_now().await;
        stuck.abort();
        stuck.await.unwrap_err();
        assert_eq!(shared.get(Result::is_ok, async |_| Ok(7)).await, Ok(7));
    }
}

use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use tokio::time::{Duration, Instant, sleep};

/// A vendor's wish not to be asked for a while. All requests to it keep to it, not just the one that was told.
#[derive(Default)]
pub(super) struct Pause(Mutex<Option<End>>);

#[derive(Clone, Copy)]
struct End {
    instant: Instant,
    /// The same for people.
    time: Timestamp,
}

impl Pause {
    /// Begins a pause, or makes one longer; never shorter.
    pub fn until(&self, time: Timestamp) {
        let left = Duration::try_from(time.duration_since(Timestamp::now()));
        let Ok(left) = left else {
            return;
        };
        let instant = Instant::now() + left;
        let mut end = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if end.is_none_or(|end| end.instant < instant) {
            *end = Some(End { instant, time });
        }
    }

    /// Waits for the end of the pause, where there is one; also where it was made longer meanwhile.
    ///
    /// # Errors
    /// At once, when it ends later than this: then its end.
    pub async fn wait(&self, deadline: Instant) -> Result<(), Timestamp> {
        while let Some(end) = self.end() {
            if end.instant > deadline {
                return Err(end.time);
            }
            sleep(end.instant - Instant::now()).await;
        }
        Ok(())
    }

    /// Whether there is one now.
    pub fn is_on(&self) -> bool {
        self.end().is_some()
    }

    /// When it is over, where there is one now.
    pub fn over_at(&self) -> Option<Timestamp> {
        self.end().map(|end| end.time)
    }

    fn end(&self) -> Option<End> {
        let mut end = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *end = end.filter(|end| end.instant > Instant::now());
        *end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(seconds: u64) -> Timestamp {
        Timestamp::now() + Duration::from_secs(seconds)
    }

    #[tokio::test(start_paused = true)]
    async fn a_pause_is_waited_for_and_never_made_shorter() {
        let (pause, start) = (Pause::default(), Instant::now());
        let deadline = start + Duration::from_secs(100);
        pause.wait(deadline).await.unwrap();
        assert_eq!(start.elapsed(), Duration::ZERO);

        pause.until(after(60));
        pause.until(after(5));
        pause.until(Timestamp::now() - Duration::from_secs(60));
        pause.wait(deadline).await.unwrap();
        assert!(start.elapsed().abs_diff(Duration::from_secs(60)) < Duration::from_secs(1));
        pause.wait(deadline).await.unwrap();
        assert!(start.elapsed() < Duration::from_secs(62), "it is over");
    }

    #[tokio::test(start_paused = true)]
    async fn a_pause_that_is_too_long_is_not_waited_for() {
        let (pause, start) = (Pause::default(), Instant::now());
        let end = after(60);
        pause.until(end);
        let deadline = start + Duration::from_secs(10);
        assert_eq!(pause.wait(deadline).await, Err(end));
        assert_eq!(start.elapsed(), Duration::ZERO);
    }
}

use backon::{BackoffBuilder as _, ExponentialBackoff, ExponentialBuilder};
use tokio::time::{Instant, sleep};

use super::{Effect, Limits, client::Answer, fault::Fault, limits::Patience, pause::Pause};
use crate::api::{Method, Operation, contabo::GENERATE_CLIENT_SECRET};

const TOO_MANY_REQUESTS: u16 = 429;
const INTERNAL_ERROR: u16 = 500;

/// When a request may be sent another time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeat {
    /// Whenever it failed: it only reads.
    Always,
    /// Where the vendor said that it was not done, or may not be: to do it twice is to do it once.
    Idempotent,
    /// Only where it has provably never left.
    Unsent,
}

impl Repeat {
    /// By the effect and the method. Each new secret of Contabo's OAuth client is another one: the first of two may win.
    pub fn of(operation: &Operation) -> Self {
        match (Effect::of(operation), operation.method) {
            (Effect::Reads, _) => Repeat::Always,
            (Effect::Changes, Method::Put | Method::Delete)
                if operation != &GENERATE_CLIENT_SECRET =>
            {
                Repeat::Idempotent
            }
            (
                Effect::Changes,
                Method::Get | Method::Post | Method::Put | Method::Patch | Method::Delete,
            ) => Repeat::Unsent,
        }
    }

    /// Whether another try is harmless, and may go better.
    pub fn allows(self, outcome: &Result<Answer, Fault>) -> bool {
        match (outcome, self) {
            (Err(Fault::NoConnection(_)), _) | (Err(Fault::Lost(_)), Repeat::Always) => true,
            (Err(_), _) | (Ok(_), Repeat::Unsent) => false,
            (Ok(answer), Repeat::Always | Repeat::Idempotent) => {
                let cut = matches!(answer.body, Err(Fault::Lost(_))) && self == Repeat::Always;
                let failed = answer.status == INTERNAL_ERROR && self == Repeat::Always;
                cut || failed || answer.status == TOO_MANY_REQUESTS || is_trouble(answer.status)
            }
        }
    }
}

/// Whether it was a gateway that answered, or a server that can't work just now: what it was asked for may still be done.
pub(super) fn is_trouble(status: u16) -> bool {
    matches!(status, 502..=504)
}

/// The tries of one request: a few at most, a growing and random time apart, and none begun too late.
pub(super) struct Tries {
    delays: ExponentialBackoff,
    /// No other try begins after this.
    pub deadline: Instant,
}

impl Tries {
    /// For a request whose asker waits so long for it to begin.
    pub fn new(limits: &Limits, patience: Patience) -> Self {
        Self {
            delays: ExponentialBuilder::new()
                .with_min_delay(limits.backoff)
                .with_factor(2.0)
                .with_max_times(patience.tries.saturating_sub(1))
                .with_jitter()
                .build(),
            deadline: Instant::now() + patience.wait,
        }
    }

    /// Waits until it is time for another try: after the vendor's pause, and a little longer.
    ///
    /// # Returns
    /// Whether there shall be one.
    pub async fn again(&mut self, pause: &Pause) -> bool {
        let Some(delay) = self.delays.next() else {
            return false;
        };
        if pause.wait(self.deadline).await.is_err() || Instant::now() + delay > self.deadline {
            return false;
        }
        sleep(delay).await;
        true
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{
        api::{Headers, catalogue, koyeb},
        domain::Clean,
    };

    fn answer(status: u16) -> Answer {
        Answer {
            status,
            headers: Headers::default(),
            is_page: false,
            target: None,
            body: Ok(Vec::new()),
        }
    }

    #[test]
    fn what_makes_something_new_is_never_sent_again() {
        for operation in catalogue() {
            let repeat = Repeat::of(operation);
            let expected = match operation.method {
                Method::Get if Effect::of(operation) == Effect::Reads => Repeat::Always,
                Method::Delete => Repeat::Idempotent,
                Method::Put if operation.id != "contabo.generate_client_secret" => {
                    Repeat::Idempotent
                }
                Method::Get | Method::Post | Method::Put | Method::Patch => Repeat::Unsent,
            };
            assert_eq!(repeat, expected, "{}", operation.id);
        }
        assert_eq!(Repeat::of(&koyeb::SIGNUP), Repeat::Unsent);
    }

    #[test]
    fn a_request_is_sent_again_only_where_that_is_harmless() {
        let lost = || Fault::Lost(Clean::from("reset"));
        let none = Err(Fault::NoConnection(Clean::from("refused")));
        for repeat in [Repeat::Always, Repeat::Idempotent, Repeat::Unsent] {
            assert!(repeat.allows(&none));
            for fault in [Fault::TimedOut, Fault::Garbled, Fault::TooLarge(1)] {
                assert!(!repeat.allows(&Err(fault)));
            }
            for status in [200, 204, 301, 400, 401, 403, 404, 409, 422, 501, 505] {
                assert!(!repeat.allows(&Ok(answer(status))), "{status}");
            }
            for status in [429, 502, 503, 504] {
                let allowed = repeat != Repeat::Unsent;
                assert_eq!(repeat.allows(&Ok(answer(status))), allowed, "{status}");
            }
            let reads = repeat == Repeat::Always;
            assert_eq!(repeat.allows(&Ok(answer(500))), reads);
            assert_eq!(repeat.allows(&Err(lost())), reads);
            let mut cut = answer(200);
            cut.body = Err(lost());
            assert_eq!(repeat.allows(&Ok(cut)), reads);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn there_are_three_tries_a_random_time_apart() {
        let limits = Limits::default();
        let pause = Pause::default();
        for _ in 0..100 {
            let mut tries = Tries::new(&limits, limits.patience());
            for factor in [1, 2] {
                let start = Instant::now();
                assert!(tries.again(&pause).await);
                let (least, most) = (limits.backoff * factor, limits.backoff * factor * 2);
                let waited = start.elapsed();
                assert!(waited >= least && waited <= most + Duration::from_millis(2));
            }
            assert!(!tries.again(&pause).await);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn no_try_begins_too_late() {
        let start = Instant::now();
        let limits = Limits {
            patience: Duration::from_millis(100),
            ..Limits::default()
        };
        let mut tries = Tries::new(&limits, limits.patience());
        assert!(!tries.again(&Pause::default()).await);
        assert_eq!(start.elapsed(), Duration::ZERO);
    }
}

use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::SemaphorePermit;

use super::{NO_CONTENT, Vendor};
use crate::{
    api::{self, Arguments, Method, Operation, Paging, Problem, Reason},
    domain::Clean,
    worker::{
        Effect,
        client::Answer,
        fault::Fault,
        journal::Note,
        limits::Patience,
        log::Entry,
        pace,
        retry::{Repeat, Tries, is_trouble},
        session::Pass,
    },
};

/// A place among the requests on their way.
#[derive(Default)]
struct Place<'a> {
    /// Where it is for a page of a list.
    page: Option<pace::Place<'a>>,
    _other: Option<SemaphorePermit<'a>>,
}

const TOO_MANY_REQUESTS: u16 = 429;
const UNAVAILABLE: u16 = 503;
const GONE: u16 = 404;
/// How long a vendor is left alone that was asked too often and does not say until when.
const PAUSE: Duration = Duration::from_secs(1);

impl Vendor {
    /// Sends a request, and again where that is harmless and may help.
    pub(super) async fn send(
        &self,
        request: &api::Request,
        arguments: &Arguments,
        pass: Option<&Pass>,
        patience: Patience,
        note: &mut Note<'_>,
    ) -> Result<Answer, Problem> {
        let operation = request.operation();
        let log = &self.network.log;
        let mut entry = log.request(operation, arguments, self.base_url.url(), pass)?;
        let repeat = Repeat::of(operation);
        let mut tries = Tries::new(&self.limits, patience);
        loop {
            if let Err(until) = self.pause.wait(tries.deadline).await {
                return Err(self.paused(operation, until));
            }
            let place = self.place(operation).await;
            if self.pause.is_on() {
                continue;
            }
            let (id, outcome) = self.send_once(request, pass, &mut entry, note).await?;
            self.keep_to(&outcome, &place);
            drop(place);
            let again = repeat.allows(&outcome) || patience.allows(&outcome);
            if again && tries.again(&self.pause).await {
                note.may_be_done |= matches!(&outcome, Ok(answer) if is_trouble(answer.status));
                continue;
            }
            return self.settle(operation, id, outcome, note.may_be_done);
        }
    }

    /// What came of the last try.
    fn settle(
        &self,
        operation: &Operation,
        id: Option<Clean>,
        outcome: Result<Answer, Fault>,
        may_be_done: bool,
    ) -> Result<Answer, Problem> {
        let mut answer = match outcome {
            Ok(answer) => answer,
            Err(fault) => {
                let effect = Effect::of(operation);
                let words = fault.words(&self.base_url.host(), effect);
                return Err(Problem {
                    request_id: id,
                    ..Problem::new(operation, fault.reason(effect), words)
                });
            }
        };
        let ours = id.map(|id| id.raw().to_owned());
        answer.headers.request_id = answer.headers.request_id.or(ours);
        if may_be_done && operation.method == Method::Delete && answer.status == GONE {
            // An earlier try has removed it after all.
            answer.status = NO_CONTENT;
            answer.body = Ok(Vec::new());
        }
        Ok(answer)
    }

    /// # Returns
    /// The id that the request had, and what came of it.
    async fn send_once(
        &self,
        request: &api::Request,
        pass: Option<&Pass>,
        entry: &mut Entry<'_>,
        note: &mut Note<'_>,
    ) -> Result<(Option<Clean>, Result<Answer, Fault>), Problem> {
        let mut outgoing = self.outgoing(request)?;
        entry.carries(&outgoing);
        if let Some(pass) = pass {
            outgoing.authorize(pass, &self.base_url)?;
        }
        let who = || pass.and_then(Pass::who);
        note.write_down(who, outgoing.id.as_ref()).await?;
        entry.sent();
        let outcome = self.network.send(outgoing.request, outgoing.effect).await;
        entry.ended(&outcome);
        Ok((outgoing.id, outcome))
    }

    /// Waits until the request may go.
    async fn place(&self, operation: &Operation) -> Place<'_> {
        let room = match Effect::of(operation) {
            Effect::Changes => &self.changing,
            Effect::Reads if operation.paging == Paging::None => &self.reading,
            Effect::Reads => {
                return Place {
                    page: Some(self.pace.place().await),
                    ..Place::default()
                };
            }
        };
        Place {
            // The places are never taken away: there is always one to wait for.
            _other: room.acquire().await.ok(),
            ..Place::default()
        }
    }

    /// Leaves the vendor alone for as long as it wants, and asks for fewer pages at a time if it was too much.
    fn keep_to(&self, outcome: &Result<Answer, Fault>, place: &Place<'_>) {
        let Ok(answer) = outcome else {
            return;
        };
        let now = Timestamp::now();
        let until = match answer.status {
            TOO_MANY_REQUESTS => answer
                .headers
                .asked_until(now)
                .or(now.checked_add(PAUSE).ok()),
            UNAVAILABLE if answer.headers.retry_after.is_some() => answer.headers.asked_until(now),
            _ => answer.headers.used_up_until(now),
        };
        if let Some(until) = until {
            self.pause.until(until);
        }
        self.pace.know_left(answer.headers.left());
        if let Some(page) = &place.page {
            page.heed(answer.status);
        }
        self.allowance.learn(&answer.headers, self.pause.over_at());
    }

    fn paused(&self, operation: &Operation, until: Timestamp) -> Problem {
        let host = self.base_url.host();
        let message = format!("{host} was asked too often and wants a pause: nothing was sent");
        Problem::new(operation, Reason::Limited(Some(until)), message)
    }
}

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::{
    Access, Effect, Limits,
    client::{Answer, Network},
    fault::{Fault, NOT_KNOWN},
    outgoing::Outgoing,
    pause::Pause,
    retry::{Repeat, Tries, is_trouble},
    session::{Pass, Session},
};
use crate::{
    api::{self, Arguments, Method, Operation, Problem, Raw, Reason, Reply},
    config::Address,
    domain::Clean,
};

const NO_CONTENT: u16 = 204;
const UNAUTHORIZED: u16 = 401;
const GONE: u16 = 404;
/// How long a vendor is left alone that was asked too often and does not say until when.
const PAUSE: Duration = Duration::from_secs(1);

/// One vendor, as the worker sees it: where it is, who we are there, and how much may be asked at a time.
pub(super) struct Vendor {
    pub base_url: Address,
    pub access: Access,
    pub session: Session,
    pub network: Arc<Network>,
    /// One place for each request on its way.
    pub room: Semaphore,
    /// For how long it wants to be left alone.
    pub pause: Pause,
    /// The same for all requests of a run.
    pub trace_id: Uuid,
    pub limits: Limits,
}

impl Vendor {
    /// Carries out one operation: one request, again where that is harmless, and once more with a new token where the
    /// vendor refused the old one. It waits so long for the request to begin.
    ///
    /// # Errors
    /// Whatever kept it from being done.
    pub async fn carry_out(
        &self,
        operation: &'static Operation,
        arguments: &Arguments,
        patience: Duration,
    ) -> Result<Reply, Problem> {
        let request = api::Request::new(operation, arguments)?;
        self.outgoing(&request)?;
        let pass = self.session.pass(operation).await;
        let pass = pass.map_err(|why| why.problem(operation))?;
        let answer = self.send(&request, pass.as_ref(), patience).await?;
        if answer.status == UNAUTHORIZED
            && let Some(refused) = &pass
        {
            let renewed = self.session.renew(refused).await;
            if let Some(renewed) = renewed.map_err(|why| why.problem(operation))? {
                let answer = self.send(&request, Some(&renewed), patience).await?;
                return self
                    .read(operation, arguments, answer, Some(&renewed))
                    .await;
            }
        }
        self.read(operation, arguments, answer, pass.as_ref()).await
    }

    /// A new request each time: also its id is new.
    fn outgoing(&self, request: &api::Request) -> Result<Outgoing, Problem> {
        Outgoing::new(request, &self.base_url, self.access, self.trace_id)
    }

    /// Sends a request, and again where that is harmless and may help.
    async fn send(
        &self,
        request: &api::Request,
        pass: Option<&Pass>,
        patience: Duration,
    ) -> Result<Answer, Problem> {
        let operation = request.operation();
        let repeat = Repeat::of(operation);
        let mut tries = Tries::new(&self.limits, patience);
        let mut may_be_done = false;
        loop {
            if let Err(until) = self.pause.wait(tries.deadline).await {
                return Err(self.paused(operation, until));
            }
            let (id, outcome) = self.send_once(request, pass).await?;
            self.keep_to(&outcome);
            if repeat.allows(&outcome) && tries.again(&self.pause).await {
                may_be_done |= matches!(&outcome, Ok(answer) if is_trouble(answer.status));
                continue;
            }
            return match outcome {
                Ok(mut answer) => {
                    let ours = id.map(|id| id.raw().to_owned());
                    answer.headers.request_id = answer.headers.request_id.or(ours);
                    if may_be_done && operation.method == Method::Delete && answer.status == GONE {
                        // An earlier try has removed it after all.
                        answer.status = NO_CONTENT;
                        answer.body = Ok(Vec::new());
                    }
                    Ok(answer)
                }
                Err(fault) => {
                    let effect = Effect::of(operation);
                    let words = fault.words(&self.base_url.host(), effect);
                    Err(Problem {
                        request_id: id,
                        ..Problem::new(operation, fault.reason(effect), words)
                    })
                }
            };
        }
    }

    /// # Returns
    /// The id that the request had, and what came of it.
    async fn send_once(
        &self,
        request: &api::Request,
        pass: Option<&Pass>,
    ) -> Result<(Option<Clean>, Result<Answer, Fault>), Problem> {
        let mut outgoing = self.outgoing(request)?;
        if let Some(pass) = pass {
            outgoing.authorize(pass, &self.base_url)?;
        }
        // The places are never taken away: there is always one to wait for.
        let _place = self.room.acquire().await.ok();
        let outcome = self.network.send(outgoing.request, outgoing.effect).await;
        Ok((outgoing.id, outcome))
    }

    /// Leaves the vendor alone for as long as it wants.
    fn keep_to(&self, outcome: &Result<Answer, Fault>) {
        let Ok(answer) = outcome else {
            return;
        };
        let now = Timestamp::now();
        let until = match answer.status {
            429 => answer
                .headers
                .asked_until(now)
                .or(now.checked_add(PAUSE).ok()),
            503 if answer.headers.retry_after.is_some() => answer.headers.asked_until(now),
            _ => answer.headers.used_up_until(now),
        };
        if let Some(until) = until {
            self.pause.until(until);
        }
    }

    fn paused(&self, operation: &Operation, until: Timestamp) -> Problem {
        let host = self.base_url.host();
        let message = format!("{host} was asked too often and wants a pause: nothing was sent");
        Problem::new(operation, Reason::Limited(Some(until)), message)
    }

    async fn read(
        &self,
        operation: &'static Operation,
        arguments: &Arguments,
        answer: Answer,
        pass: Option<&Pass>,
    ) -> Result<Reply, Problem> {
        if !(200..300).contains(&answer.status) {
            let problem = problem(operation, &answer);
            if let (UNAUTHORIZED, Some(pass)) = (answer.status, pass) {
                self.session.refused(operation, pass, &problem.message);
            }
            return Err(problem);
        }
        let reply = self.reply(operation, arguments, &answer)?;
        if let Some(pass) = pass {
            self.session.accepted(operation, pass);
        }
        Ok(self.session.learn(operation, reply).await)
    }

    fn reply(
        &self,
        operation: &'static Operation,
        arguments: &Arguments,
        answer: &Answer,
    ) -> Result<Reply, Problem> {
        let effect = Effect::of(operation);
        let problem = |reason, message| Problem {
            status: Some(answer.status),
            request_id: answer.headers.request_id.as_deref().map(Clean::new),
            ..Problem::new(operation, reason, message)
        };
        let unreadable = |why: String| match effect {
            Effect::Reads => problem(Reason::Unreadable, Clean::from(why)),
            Effect::Changes => problem(
                Reason::Unconfirmed,
                Clean::from(format!("{why}; {NOT_KNOWN}")),
            ),
        };
        if answer.is_page {
            let why = "the reply is a web page: it is not the API that answers";
            return Err(unreadable(why.to_owned()));
        }
        let body = answer.body.as_ref().map_err(|fault| {
            let words = fault.words(&self.base_url.host(), effect);
            problem(fault.reason(effect), words)
        })?;
        let raw = Raw {
            headers: &answer.headers,
            body,
        };
        operation
            .read(arguments, &raw)
            .map_err(|error| unreadable(error.to_string()))
    }
}

/// What an answer means that is no success.
fn problem(operation: &'static Operation, answer: &Answer) -> Problem {
    let body = answer.body.as_deref().unwrap_or_default();
    if !(300..400).contains(&answer.status) {
        return Problem::from_response(operation, answer.status, &answer.headers, body);
    }
    let target = answer.target.as_ref().map_or("elsewhere", Clean::as_str);
    let message = format!("it redirects to {target}, and usher does not follow");
    Problem {
        status: Some(answer.status),
        request_id: answer.headers.request_id.as_deref().map(Clean::new),
        ..Problem::new(operation, Reason::Refused, message)
    }
}

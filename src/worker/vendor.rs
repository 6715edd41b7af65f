use std::sync::Arc;

use tokio::sync::Semaphore;
use uuid::Uuid;

use super::{
    Access, Effect,
    client::{Answer, Network},
    fault::NOT_KNOWN,
    outgoing::Outgoing,
    session::{Pass, Session},
};
use crate::{
    api::{self, Arguments, Operation, Problem, Raw, Reason, Reply},
    config::Address,
    domain::Clean,
};

const UNAUTHORIZED: u16 = 401;

/// One vendor, as the worker sees it: where it is, who we are there, and how much may be asked at a time.
pub(super) struct Vendor {
    pub base_url: Address,
    pub access: Access,
    pub session: Session,
    pub network: Arc<Network>,
    /// One place for each request on its way.
    pub room: Semaphore,
    /// The same for all requests of a run.
    pub trace_id: Uuid,
}

impl Vendor {
    /// Carries out one operation: one request, and once more with a new token where the vendor refused the old one.
    ///
    /// # Errors
    /// Whatever kept it from being done.
    pub async fn carry_out(
        &self,
        operation: &'static Operation,
        arguments: &Arguments,
    ) -> Result<Reply, Problem> {
        let request = api::Request::new(operation, arguments)?;
        let first = self.outgoing(&request)?;
        let pass = self.session.pass(operation).await;
        let pass = pass.map_err(|why| why.problem(operation))?;
        let answer = self.send(operation, first, pass.as_ref()).await?;
        if answer.status == UNAUTHORIZED
            && let Some(refused) = &pass
        {
            let renewed = self.session.renew(refused).await;
            if let Some(renewed) = renewed.map_err(|why| why.problem(operation))? {
                let again = self.outgoing(&request)?;
                let answer = self.send(operation, again, Some(&renewed)).await?;
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

    async fn send(
        &self,
        operation: &Operation,
        mut outgoing: Outgoing,
        pass: Option<&Pass>,
    ) -> Result<Answer, Problem> {
        if let Some(pass) = pass {
            outgoing.authorize(pass, &self.base_url)?;
        }
        // The places are never taken away: there is always one to wait for.
        let _place = self.room.acquire().await.ok();
        let effect = outgoing.effect;
        match self.network.send(outgoing.request, effect).await {
            Ok(mut answer) => {
                let ours = outgoing.id.map(|id| id.raw().to_owned());
                answer.headers.request_id = answer.headers.request_id.or(ours);
                Ok(answer)
            }
            Err(fault) => Err(Problem {
                request_id: outgoing.id,
                ..Problem::new(
                    operation,
                    fault.reason(effect),
                    fault.words(&self.base_url.host(), effect),
                )
            }),
        }
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

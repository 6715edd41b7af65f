use std::sync::Arc;

use reqwest::{
    Request,
    header::{HeaderName, HeaderValue},
};
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::{
    Access, Effect,
    client::{Answer, Network},
    fault::UNCONFIRMED,
    session::{Pass, Session},
};
use crate::{
    api::{self, Arguments, Method, Operation, Problem, Raw, Reason, Reply},
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

/// A request that may be sent, still without a token.
struct Outgoing {
    request: Request,
    effect: Effect,
    /// The id that we gave it.
    id: Option<String>,
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

    /// The one place where a request gets its method: in read-only mode no change gets past it.
    fn outgoing(&self, request: &api::Request) -> Result<Outgoing, Problem> {
        let operation = request.operation();
        let effect = Effect::of(operation);
        if effect == Effect::Changes && self.access == Access::ReadOnly {
            let message = "usher is read-only: nothing was sent";
            return Err(Problem::new(operation, Reason::NotSent, message));
        }
        let url = request.url(self.base_url.url())?;
        let mut outgoing = Outgoing {
            request: Request::new(method(request.method()), url),
            effect,
            id: None,
        };
        outgoing.set(operation, "accept", "application/json")?;
        for (name, value) in request.headers() {
            outgoing.set(operation, name, value)?;
        }
        for field in operation.fields.iter().filter(|field| field.is_made()) {
            match field.name {
                "x-request-id" => {
                    let id = Uuid::new_v4().to_string();
                    outgoing.set(operation, field.name, &id)?;
                    outgoing.id = Some(id);
                }
                "x-trace-id" => {
                    outgoing.set(operation, field.name, &self.trace_id.to_string())?;
                }
                _ => {}
            }
        }
        if let Some(body) = request.body() {
            outgoing.set(operation, "content-type", "application/json")?;
            *outgoing.request.body_mut() = Some(body.to_vec().into());
        }
        Ok(outgoing)
    }

    async fn send(
        &self,
        operation: &Operation,
        mut outgoing: Outgoing,
        pass: Option<&Pass>,
    ) -> Result<Answer, Problem> {
        if let Some(pass) = pass {
            self.authorize(operation, &mut outgoing.request, pass)?;
        }
        // The places are never taken away: there is always one to wait for.
        let _place = self.room.acquire().await.ok();
        let effect = outgoing.effect;
        match self.network.send(outgoing.request, effect).await {
            Ok(mut answer) => {
                answer.headers.request_id = answer.headers.request_id.or(outgoing.id);
                Ok(answer)
            }
            Err(fault) => Err(Problem {
                request_id: outgoing.id.map(Clean::from),
                ..Problem::new(
                    operation,
                    fault.reason(effect),
                    fault.words(&self.base_url.host(), effect),
                )
            }),
        }
    }

    /// A token goes to its vendor's own origin and nowhere else.
    fn authorize(
        &self,
        operation: &Operation,
        request: &mut Request,
        pass: &Pass,
    ) -> Result<(), Problem> {
        if request.url().origin() != self.base_url.url().origin() {
            let message = "the request would have left the vendor's own address";
            return Err(Problem::new(operation, Reason::NotSent, message));
        }
        pass.attach(request.headers_mut())
            .map_err(|why| why.problem(operation))
    }

    async fn read(
        &self,
        operation: &'static Operation,
        arguments: &Arguments,
        answer: Answer,
        pass: Option<&Pass>,
    ) -> Result<Reply, Problem> {
        if !(200..300).contains(&answer.status) {
            let problem = self.problem(operation, &answer);
            if let (UNAUTHORIZED, Some(pass)) = (answer.status, pass) {
                self.session.refused(operation, pass, &problem.message);
            }
            return Err(problem);
        }
        if let Some(pass) = pass {
            self.session.accepted(operation, pass);
        }
        match self.reply(operation, arguments, &answer)? {
            Reply::Session { token, .. } => {
                self.session.take(operation, token).await;
                Ok(Reply::Done)
            }
            reply @ (Reply::Page(_) | Reply::Detail(_) | Reply::Done) => Ok(reply),
        }
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
        let body = answer.body.as_ref().map_err(|fault| {
            problem(
                fault.reason(effect),
                fault.words(&self.base_url.host(), effect),
            )
        })?;
        let raw = Raw {
            headers: &answer.headers,
            body,
        };
        operation
            .read(arguments, &raw)
            .map_err(|unreadable| match effect {
                Effect::Reads => problem(Reason::Unreadable, Clean::from(unreadable.to_string())),
                Effect::Changes => problem(
                    Reason::Unconfirmed,
                    Clean::from(format!("{unreadable}; {UNCONFIRMED}")),
                ),
            })
    }

    fn problem(&self, operation: &'static Operation, answer: &Answer) -> Problem {
        let body = answer.body.as_deref().unwrap_or_default();
        if !(300..400).contains(&answer.status) {
            return Problem::from_response(operation, answer.status, &answer.headers, body);
        }
        let message = match &answer.target {
            Some(target) => format!("it redirects to {target}"),
            None => "it redirects elsewhere".to_owned(),
        };
        let advice = "usher follows no redirects: check base_url in the profile";
        Problem {
            status: Some(answer.status),
            request_id: answer.headers.request_id.as_deref().map(Clean::new),
            ..Problem::new(operation, Reason::Refused, format!("{message}; {advice}"))
        }
    }
}

impl Outgoing {
    fn set(&mut self, operation: &Operation, name: &str, value: &str) -> Result<(), Problem> {
        let pair = HeaderName::try_from(name)
            .ok()
            .zip(HeaderValue::try_from(value).ok());
        let Some((name, mut value)) = pair else {
            let message = format!("{name} has characters that can't be sent");
            return Err(Problem::new(operation, Reason::NotSent, message));
        };
        let secret = operation
            .field(name.as_str())
            .is_some_and(api::Field::is_secret);
        value.set_sensitive(secret);
        self.request.headers_mut().insert(name, value);
        Ok(())
    }
}

fn method(method: Method) -> reqwest::Method {
    match method {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
        Method::Put => reqwest::Method::PUT,
        Method::Patch => reqwest::Method::PATCH,
        Method::Delete => reqwest::Method::DELETE,
    }
}

mod send;
mod sign_in;

use std::sync::Arc;

use tokio::sync::Semaphore;
use uuid::Uuid;

use super::{
    Effect, Limits, Pace, Preview, RawReply,
    access::Gate,
    allowance::Allowance,
    client::{Answer, Network},
    fault::NOT_KNOWN,
    journal::{Journal, Note},
    limits::Patience,
    outgoing::Outgoing,
    pause::Pause,
    session::{Pass, Session},
};
use crate::{
    api::{
        self, Arguments, Call, DetailLine, Operation, Problem, Raw, Reason, Reply, Shown,
        beginning, without,
    },
    config::Address,
    domain::{Clean, Secret},
};

/// How much of a refusal is read, in bytes.
const REFUSAL_READ: usize = 1 << 16;
const NO_CONTENT: u16 = 204;
const UNAUTHORIZED: u16 = 401;

pub(super) use self::sign_in::question;

/// One vendor, as the worker sees it: where it is, who we are there, and how much may be asked at a time.
pub(super) struct Vendor {
    pub base_url: Address,
    /// What may be changed now.
    pub gate: Arc<Gate>,
    pub session: Session,
    pub network: Arc<Network>,
    /// Where changes are written down before they are sent.
    pub journal: Arc<Journal>,
    /// One place for each page of a list on its way.
    pub pace: Pace,
    /// And for each other request that reads.
    pub reading: Semaphore,
    /// And for each that changes something.
    pub changing: Semaphore,
    /// For how long it wants to be left alone.
    pub pause: Pause,
    /// What it says of how much may be asked.
    pub allowance: Allowance,
    /// The same for all requests of a run.
    pub trace_id: Uuid,
    pub limits: Limits,
}

impl Vendor {
    /// Carries out one operation, and reads what came of it.
    ///
    /// # Errors
    /// Whatever kept it from being done.
    pub async fn carry_out(
        &self,
        operation: &'static Operation,
        arguments: &Arguments,
        patience: Patience,
    ) -> Result<Reply, Problem> {
        let mut note = Note::new(&self.journal, operation, arguments, None);
        let outcome = self.answer(operation, arguments, patience, &mut note).await;
        note.end(outcome).await
    }

    /// The same for a call of the program, which says what it is about.
    ///
    /// # Errors
    /// The same.
    pub async fn carry_out_call(&self, call: &Call) -> Result<Reply, Problem> {
        let Call {
            id,
            operation,
            arguments,
            target,
        } = call;
        let about = Some((*id, target.as_ref()));
        let mut note = Note::new(&self.journal, operation, arguments, about);
        let patience = self.limits.patience();
        let outcome = self.answer(operation, arguments, patience, &mut note).await;
        note.end(outcome).await
    }

    async fn answer(
        &self,
        operation: &'static Operation,
        arguments: &Arguments,
        patience: Patience,
        note: &mut Note<'_>,
    ) -> Result<Reply, Problem> {
        let (answer, pass) = self.ask(operation, arguments, patience, note).await?;
        let raw = self.raw(operation, &answer)?;
        let reply = operation
            .read(arguments, &raw)
            .map_err(|error| unreadable(operation, &answer, error.to_string()))?;
        self.accept(operation, pass.as_ref());
        let (mut reply, remark) = self.session.learn(operation, reply).await;
        if let (Reply::Detail(detail), Some(remark)) = (&mut reply, remark) {
            detail.lines.push(DetailLine {
                path: Clean::from("usher"),
                value: Shown::Text(remark),
            });
        }
        Ok(reply)
    }

    /// Carries out one operation, and hands over what came as it came: any JSON, or nothing.
    ///
    /// # Errors
    /// Whatever kept it from being done. A reply that is not JSON is one too.
    pub async fn carry_out_raw(
        &self,
        operation: &'static Operation,
        arguments: &Arguments,
        patience: Patience,
    ) -> Result<RawReply, Problem> {
        let mut note = Note::new(&self.journal, operation, arguments, None);
        let outcome = self.answer_raw(operation, arguments, patience, &mut note);
        let outcome = outcome.await;
        note.end(outcome).await
    }

    async fn answer_raw(
        &self,
        operation: &'static Operation,
        arguments: &Arguments,
        patience: Patience,
        note: &mut Note<'_>,
    ) -> Result<RawReply, Problem> {
        let (answer, pass) = self.ask(operation, arguments, patience, note).await?;
        let raw = self.raw(operation, &answer)?;
        let text = match answer.status {
            NO_CONTENT => Ok(""),
            _ => raw.text(),
        };
        let text = text.map_err(|error| {
            unreadable(
                operation,
                &answer,
                beginning_with(raw.body, error.to_string()),
            )
        })?;
        let reply = operation.read(arguments, &raw);
        if text.is_empty()
            && answer.status != NO_CONTENT
            && let Err(error) = &reply
        {
            return Err(unreadable(operation, &answer, error.to_string()));
        }
        self.accept(operation, pass.as_ref());
        let remark = match reply {
            Ok(reply) => self.session.learn(operation, reply).await.1,
            Err(_) => None,
        };
        Ok(RawReply {
            body: text.to_owned(),
            headers: answer.headers,
            remark,
        })
    }

    /// One request, again where that is harmless, and once more with a new token where the vendor refused the old one. It
    /// waits so long for the request to begin.
    ///
    /// # Returns
    /// The answer, which is a success, and what was shown for it.
    async fn ask(
        &self,
        operation: &'static Operation,
        arguments: &Arguments,
        patience: Patience,
        note: &mut Note<'_>,
    ) -> Result<(Answer, Option<Pass>), Problem> {
        let request = api::Request::new(operation, arguments)?;
        self.outgoing(&request)?;
        let pass = self.session.pass(operation).await;
        let mut pass = pass.map_err(|why| why.problem(operation))?;
        let mut answer = self
            .send(&request, arguments, pass.as_ref(), patience, note)
            .await?;
        if answer.status == UNAUTHORIZED
            && let Some(refused) = &pass
        {
            let renewed = self.session.renew(operation, refused).await;
            if let Some(renewed) = renewed.map_err(|why| why.problem(operation))? {
                answer = self
                    .send(&request, arguments, Some(&renewed), patience, note)
                    .await?;
                pass = Some(renewed);
            }
        }
        if (200..300).contains(&answer.status) {
            return Ok((answer, pass));
        }
        let sent: Vec<&Secret> = arguments
            .secrets()
            .chain(pass.as_ref().map(Pass::token))
            .collect();
        let problem = problem(operation, &answer, &sent);
        if let (UNAUTHORIZED, Some(pass)) = (answer.status, &pass) {
            let why = Clean::from(problem.advice());
            self.session.refused(operation, pass, &why);
        }
        Err(problem)
    }

    /// The request as it would be sent, with stars for every secret. Nothing is sent, and no credential is fetched.
    ///
    /// # Errors
    /// What makes no sense to send.
    pub fn preview(
        &self,
        operation: &'static Operation,
        arguments: &Arguments,
    ) -> Result<Preview, Problem> {
        let request = api::Request::masked(operation, arguments)?;
        let mut outgoing = self.outgoing(&request)?;
        if let Some(pass) = self.session.masked_pass(operation) {
            outgoing.authorize(&pass, &self.base_url)?;
        }
        Ok(Preview::new(&outgoing.request))
    }

    /// A new request each time: also its id is new.
    fn outgoing(&self, request: &api::Request) -> Result<Outgoing, Problem> {
        Outgoing::new(request, &self.base_url, self.gate.now(), self.trace_id)
    }

    /// The reply, if it can be one of an API.
    fn raw<'a>(
        &self,
        operation: &'static Operation,
        answer: &'a Answer,
    ) -> Result<Raw<'a>, Problem> {
        let body = answer.body.as_ref().map_err(|fault| {
            let effect = Effect::of(operation);
            let words = fault.words(&self.base_url.host(), effect);
            with_status(operation, fault.reason(effect), answer, words)
        })?;
        if answer.is_page {
            let why = "the reply is a web page: it is not the API that answers".to_owned();
            return Err(unreadable(operation, answer, beginning_with(body, why)));
        }
        Ok(Raw {
            headers: &answer.headers,
            body,
        })
    }

    fn accept(&self, operation: &Operation, pass: Option<&Pass>) {
        if let Some(pass) = pass {
            self.session.accepted(operation, pass);
        }
    }
}

/// What is wrong with a reply, and how the reply begins.
fn beginning_with(body: &[u8], why: String) -> String {
    match beginning(body) {
        Some(words) => format!("{why}; it begins: {words}"),
        None => why,
    }
}

/// A success that can't be read: after a change, nobody knows what it was.
fn unreadable(operation: &'static Operation, answer: &Answer, why: String) -> Problem {
    match Effect::of(operation) {
        Effect::Reads => with_status(operation, Reason::Unreadable, answer, Clean::from(why)),
        Effect::Changes => {
            let words = Clean::from(format!("{why}; {NOT_KNOWN}"));
            with_status(operation, Reason::Unconfirmed, answer, words)
        }
    }
}

fn with_status(
    operation: &'static Operation,
    reason: Reason,
    answer: &Answer,
    words: Clean,
) -> Problem {
    Problem {
        status: Some(answer.status),
        request_id: answer.headers.request_id.as_deref().map(Clean::new),
        ..Problem::new(operation, reason, words)
    }
}

/// What an answer means that is no success. Should it repeat what was sent, then without the secrets.
fn problem(operation: &'static Operation, answer: &Answer, sent: &[&Secret]) -> Problem {
    if !(300..400).contains(&answer.status) {
        let body = answer.body.as_deref().unwrap_or_default();
        let body = String::from_utf8_lossy(body.get(..REFUSAL_READ).unwrap_or(body));
        let body = without(&body, sent);
        return Problem::from_response(operation, answer.status, &answer.headers, body.as_bytes())
            .without(sent);
    }
    let target = answer.target.as_ref().map_or("elsewhere", Clean::as_str);
    let message = format!("it redirects to {target}, and usher does not follow");
    with_status(operation, Reason::Refused, answer, Clean::from(message))
}

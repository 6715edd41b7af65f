use std::{sync::Arc, time::Duration};

use tokio::time::Instant;
use uuid::Uuid;

use super::{
    Stored, Token, Unavailable,
    pass::{Pass, Scope},
    shared::Shared,
};
use crate::{
    api::{Arguments, Problem, Raw, Reason, Reply, Request, koyeb::SWITCH_ORGANIZATION},
    config::Address,
    domain::Clean,
    worker::{
        Access, Effect,
        client::{Answer, Network},
        outgoing::Outgoing,
    },
};

/// How a token for one organization is got at Koyeb: with the user's token, by switching to the organization. Nothing of
/// the account changes by it.
pub(super) struct Mint {
    pub account: Arc<Stored>,
    pub base_url: Address,
    pub network: Arc<Network>,
    /// For how long a refusal is remembered.
    pub refusal: Duration,
}

impl Mint {
    /// The token that there is; another one than this, which was refused; or the first one.
    pub async fn token(
        &self,
        token: &Shared<Token, Unavailable>,
        organization: Option<&str>,
        refused: Option<&Token>,
    ) -> Result<Token, Unavailable> {
        let good = |outcome: &Result<Token, Unavailable>| match outcome {
            Ok(token) => refused.is_none_or(|refused| !Arc::ptr_eq(refused, token)),
            Err(Unavailable::Refused { at, .. }) => at.elapsed() < self.refusal,
            Err(Unavailable::Absent(_) | Unavailable::Failed(_, _)) => false,
        };
        let attempt = async |before: Option<Token>| match (organization, before) {
            (Some(id), _) => self.switch(id).await,
            (None, Some(only)) => Ok(only),
            (None, None) => self.account.get().await,
        };
        token.get(good, attempt).await
    }

    async fn switch(&self, organization: &str) -> Result<Token, Unavailable> {
        let pass = Pass::authorization(self.account.get().await?, Scope::Account, "Bearer");
        let arguments = Arguments::NONE.text("id", organization);
        let answer = self.answer(&arguments, &pass).await.map_err(of_problem)?;
        let body = answer.body.as_deref().unwrap_or_default();
        let raw = Raw {
            headers: &answer.headers,
            body,
        };
        match SWITCH_ORGANIZATION.read(&arguments, &raw) {
            Ok(Reply::Session { token, .. }) if (200..300).contains(&answer.status) => {
                Ok(Arc::new(token))
            }
            Ok(_) | Err(_) if (200..300).contains(&answer.status) => Err(Unavailable::Failed(
                Reason::Unreadable,
                Clean::from("switching to the profile's organization gave no token"),
            )),
            Ok(_) | Err(_) => {
                let (status, headers) = (answer.status, &answer.headers);
                let problem = Problem::from_response(&SWITCH_ORGANIZATION, status, headers, body)
                    .without(&[pass.token()]);
                Err(refused(organization, problem))
            }
        }
    }

    async fn answer(&self, arguments: &Arguments, pass: &Pass) -> Result<Answer, Problem> {
        let request = Request::new(&SWITCH_ORGANIZATION, arguments)?;
        // It is a sign-in: also who only reads must be signed in.
        let access = Access::ReadWrite;
        let mut outgoing = Outgoing::new(&request, &self.base_url, access, Uuid::new_v4())?;
        let log = &self.network.log;
        let mut entry = log.request(
            &SWITCH_ORGANIZATION,
            arguments,
            self.base_url.url(),
            Some(pass),
        )?;
        entry.carries(&outgoing);
        outgoing.authorize(pass, &self.base_url)?;
        entry.sent();
        let answer = self.network.send(outgoing.request, Effect::Changes).await;
        entry.ended(&answer);
        answer.map_err(|fault| {
            let words = fault.words(&self.base_url.host(), Effect::Reads);
            Problem::new(&SWITCH_ORGANIZATION, fault.reason(Effect::Reads), words)
        })
    }
}

fn refused(organization: &str, problem: Problem) -> Unavailable {
    match (problem.reason, problem.status) {
        (Reason::SignIn | Reason::Forbidden | Reason::NotFound | Reason::Refused, Some(status)) => {
            Unavailable::Refused {
                why: Clean::from(format!(
                    "Koyeb refused to switch to the organization {organization} ({}); check koyeb.organization and koyeb.token",
                    problem.message.as_str()
                )),
                at: Instant::now(),
                status,
            }
        }
        (reason, _) => Unavailable::Failed(reason, problem.message),
    }
}

fn of_problem(problem: Problem) -> Unavailable {
    Unavailable::Failed(problem.reason, problem.message)
}

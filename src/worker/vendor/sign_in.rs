use super::Vendor;
use crate::{
    api::{
        self, Arguments, Credentials, Operation, Problem, Reason, SignIn, SignedIn,
        contabo::RETRIEVE_USER_CLIENT, koyeb::GET_CURRENT_USER, tripartie::AUTHENTICATE,
        tripartie::GET_ME,
    },
    domain::{Clean, Provider},
    worker::{
        Access,
        journal::Note,
        session::{Pass, Trial},
    },
};

impl Vendor {
    /// Tries what a person wants to sign in with, and works with it from now on. A read-only run keeps nothing of it.
    ///
    /// # Errors
    /// When the vendor does not take it; then nothing has changed.
    pub async fn sign_in(&self, wanted: SignIn) -> Result<SignedIn, Problem> {
        let keep = wanted.keep && self.gate.now() == Access::ReadWrite;
        match &wanted.with {
            Credentials::Password(arguments) => {
                let patience = self.limits.patience();
                self.carry_out(&AUTHENTICATE, arguments, patience).await?;
                Ok(self.session.keep_token(keep).await)
            }
            Credentials::Values(values) => {
                if let Some(trial) = self.session.trial(values) {
                    self.prove(&trial).await?;
                }
                let taken = self.session.take(values, keep).await;
                taken.map_err(|why| why.problem(question(wanted.provider)))
            }
        }
    }

    /// Forgets who we are. A read-only run removes nothing.
    ///
    /// # Errors
    /// Says why something may still be where the profile keeps it.
    pub async fn sign_out(&self, remove: bool) -> Result<Clean, Clean> {
        let remove = remove && self.gate.now() == Access::ReadWrite;
        self.session.sign_out(remove).await
    }

    /// Whether the vendor takes a token. That it answers a question with "not you" shows that it does, at Tripartie.
    async fn prove(&self, trial: &Trial) -> Result<(), Problem> {
        let mut refusal = None;
        for operation in trial.operations {
            match self.try_with(operation, &trial.pass).await {
                Ok(()) => return Ok(()),
                Err(problem)
                    if problem.reason == Reason::Forbidden
                        && operation.provider == Provider::Tripartie =>
                {
                    return Ok(());
                }
                Err(problem) if is_refusal(&problem) => {
                    refusal.get_or_insert(problem);
                }
                Err(problem) => return Err(problem),
            }
        }
        refusal.map_or(Ok(()), Err)
    }

    async fn try_with(&self, operation: &'static Operation, pass: &Pass) -> Result<(), Problem> {
        let request = api::Request::new(operation, &Arguments::NONE)?;
        let none = &Arguments::NONE;
        let patience = self.limits.patience();
        let mut entry = Note::new(&self.journal, operation, none, None);
        let answer = self
            .send(&request, none, Some(pass), patience, &mut entry)
            .await?;
        if (200..300).contains(&answer.status) {
            return self.raw(operation, &answer).map(drop);
        }
        Err(super::problem(operation, &answer, &[pass.token()]))
    }
}

fn is_refusal(problem: &Problem) -> bool {
    let reasons = [Reason::SignIn, Reason::Forbidden, Reason::NotFound];
    problem.status.is_some() && reasons.contains(&problem.reason)
}

/// What asks a vendor who we are.
pub(in crate::worker) fn question(provider: Provider) -> &'static Operation {
    match provider {
        Provider::Koyeb => &GET_CURRENT_USER,
        Provider::Tripartie => &GET_ME,
        Provider::Contabo => &RETRIEVE_USER_CLIENT,
    }
}

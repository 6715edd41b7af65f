use tokio::runtime::Handle;
use usher_tui::{
    api::{
        Arguments, Call, CallId, Operation, Problem, Reason, Session, Update,
        contabo::RETRIEVE_USER_CLIENT,
        koyeb::{GET_CURRENT_ORGANIZATION, GET_CURRENT_USER},
        tripartie::{GET_ME, GET_PERSONA},
    },
    config::Profile,
    domain::{Clean, Provider},
    worker::{self, Access, Order, Worker},
};

/// As whom one is signed in, in words; or why not, and what to do.
pub type Outcome = Result<Clean, String>;

/// Asks each vendor of a profile who we are. Nothing is changed by it.
pub async fn check(profile: &Profile) -> Vec<(Provider, Outcome)> {
    let handle = Handle::current();
    let mut asker = Asker {
        worker: worker::start(profile.clone(), Access::ReadOnly, &handle),
        last: 0,
        names: Vec::new(),
    };
    let mut outcomes = Vec::new();
    for provider in Provider::ALL {
        if profile.has(provider) {
            outcomes.push((provider, asker.who(profile, provider).await));
        }
    }
    asker.worker.finish().await;
    outcomes
}

struct Asker {
    worker: Worker,
    last: CallId,
    /// Who the tokens say that we are.
    names: Vec<(Provider, Clean)>,
}

impl Asker {
    async fn who(&mut self, profile: &Profile, provider: Provider) -> Outcome {
        let has = |key| {
            let mut slots = profile.slots(provider).into_iter();
            slots.any(|slot| slot.key() == key && slot.source.is_some())
        };
        let persona_only = has("persona_token") && !has("token") && !has("client_secret");
        let (operation, unnamed) = match provider {
            Provider::Koyeb => (&GET_CURRENT_USER, "signed in"),
            Provider::Tripartie if persona_only => (&GET_PERSONA, "as a persona"),
            Provider::Tripartie => (&GET_ME, "signed in"),
            Provider::Contabo => (&RETRIEVE_USER_CLIENT, "signed in"),
        };
        match self.ask(operation).await {
            Ok(()) => Ok(self.name(provider, unnamed)),
            Err(problem) if is_no_user(&problem) => match provider {
                // An organization's token can't say who its user is: it has none.
                Provider::Koyeb => match self.ask(&GET_CURRENT_ORGANIZATION).await {
                    Ok(()) => Ok(Clean::from("with the token of an organization")),
                    Err(_) => Err(problem.advice()),
                },
                Provider::Tripartie | Provider::Contabo if problem.reason == Reason::Forbidden => {
                    Ok(self.name(provider, "signed in, without the right to ask who it is"))
                }
                Provider::Tripartie | Provider::Contabo => Err(problem.advice()),
            },
            Err(problem) => Err(problem.advice()),
        }
    }

    async fn ask(&mut self, operation: &'static Operation) -> Result<(), Problem> {
        self.last += 1;
        let order = Order::Call(Call {
            id: self.last,
            operation,
            arguments: Arguments::NONE,
            target: None,
        });
        let ended = || Problem::new(operation, Reason::Internal, "usher stopped working");
        self.worker.orders.send(order).map_err(|_| ended())?;
        while let Some(update) = self.worker.updates.recv().await {
            match update {
                Update::Session(
                    provider,
                    Session::SignedIn {
                        user: Some(user), ..
                    },
                ) => {
                    self.names.push((provider, user));
                }
                Update::Done(id, outcome) if id == self.last => return outcome.map(drop),
                Update::Session(..)
                | Update::Persona
                | Update::SignedIn(..)
                | Update::SignedOut(..)
                | Update::Limit(..)
                | Update::Page(..)
                | Update::Odd(..)
                | Update::Loaded(_)
                | Update::LoadFailed(..)
                | Update::Request(_)
                | Update::Open(_)
                | Update::Unconfirmed(_)
                | Update::Journal(_)
                | Update::Settled(..)
                | Update::Done(..) => {}
            }
        }
        Err(ended())
    }

    fn name(&self, provider: Provider, otherwise: &str) -> Clean {
        let mut names = self.names.iter().rev();
        let name = names.find(|(of, _)| *of == provider);
        name.map_or_else(
            || Clean::from(otherwise.to_owned()),
            |(_, name)| Clean::from(format!("as {}", name.raw())),
        )
    }
}

/// Whether the vendor took the token and not the question.
fn is_no_user(problem: &Problem) -> bool {
    let reasons = [Reason::SignIn, Reason::Forbidden, Reason::NotFound];
    problem.status.is_some() && reasons.contains(&problem.reason)
}

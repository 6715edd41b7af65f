use super::{Setup, SignIns};
use crate::{
    api::{CallId, Limit, Operation, Rows, Session, koyeb},
    domain::{Clean, Provider},
};

/// Who is signed in where.
#[derive(Debug)]
pub struct Accounts {
    sessions: [Session; 3],
    limits: [Limit; 3],
    /// Who we are, as the vendors' lists tell.
    names: [Option<Clean>; 3],
    /// The Koyeb organization that the session is scoped to: its id, and its name once it is known.
    pub organization: Option<(Clean, Clean)>,
    /// Whether Koyeb said that there is none.
    pub is_unscoped: bool,
    /// Whether Koyeb does not tell whose token it is.
    pub is_nobodys: bool,
    /// Whether there is a token of a persona at Tripartie.
    pub has_persona: bool,
    /// The call that asked for it last: answers to older ones may be about another organization.
    pub asked: Option<CallId>,
    /// The sign-ins that are wanted.
    pub sign_ins: SignIns,
}

impl Accounts {
    /// At the start nothing is known but what the profile has.
    pub fn new(setup: &Setup) -> Self {
        let persona = setup.place("tripartie.persona_token");
        Self {
            sessions: [Session::Ready, Session::Ready, Session::Ready],
            limits: [Limit::default(); 3],
            names: [None, None, None],
            organization: None,
            is_unscoped: false,
            is_nobodys: false,
            has_persona: persona.is_none_or(|place| place.source.is_some()),
            asked: None,
            sign_ins: SignIns::default(),
        }
    }

    /// How things stand with a provider.
    pub fn session(&self, provider: Provider) -> &Session {
        at(&self.sessions, provider)
    }

    /// A provider's session changed.
    pub fn set(&mut self, provider: Provider, session: Session) {
        *at_mut(&mut self.sessions, provider) = session;
    }

    /// How much a provider lets us ask.
    pub fn limit(&self, provider: Provider) -> Limit {
        *at(&self.limits, provider)
    }

    /// How much a provider lets us ask changed.
    pub fn set_limit(&mut self, provider: Provider, limit: Limit) {
        *at_mut(&mut self.limits, provider) = limit;
    }

    /// Who we are at a provider: as the token tells, else as a list does.
    pub fn name(&self, provider: Provider) -> Option<&Clean> {
        let Session::SignedIn { user, .. } = self.session(provider) else {
            return None;
        };
        user.as_ref().or(at(&self.names, provider).as_ref())
    }

    /// A list came: our own row tells who we are.
    pub fn learn(&mut self, rows: &Rows) {
        let Rows::Users(users) = rows else { return };
        for user in users.iter().filter(|user| user.you) {
            let name = if user.email.is_empty() {
                &user.name
            } else {
                &user.email
            };
            *at_mut(&mut self.names, user.provider) = Some(name.clone());
            if user.provider == Provider::Koyeb {
                self.is_nobodys = false;
            }
        }
    }

    /// Somebody else may be signed in from now on, or nobody.
    pub fn forget(&mut self, provider: Provider) {
        *at_mut(&mut self.names, provider) = None;
        if provider == Provider::Koyeb {
            self.is_nobodys = false;
            self.is_unscoped = false;
        }
    }

    /// Why an operation can't be done with the token that there is.
    pub fn refusal(&self, operation: &Operation) -> Option<&'static str> {
        if operation.provider != Provider::Koyeb || !operation.auth.is_needed() {
            return None;
        }
        if self.is_organizations_token() && koyeb::is_for_the_user(operation) {
            return Some(
                "The token is an organization's, and this is about a person: sign in with a token of your own",
            );
        }
        (self.is_unscoped && koyeb::is_for_the_organization(operation))
            .then_some("The token is for no organization: switch into one first")
    }

    /// Whether Koyeb's token is an organization's: it opens that organization, and nobody's profile.
    pub fn is_organizations_token(&self) -> bool {
        self.is_nobodys && self.organization.is_some()
    }
}

fn at<T>(of_all: &[T; 3], provider: Provider) -> &T {
    let [koyeb, tripartie, contabo] = of_all;
    match provider {
        Provider::Koyeb => koyeb,
        Provider::Tripartie => tripartie,
        Provider::Contabo => contabo,
    }
}

fn at_mut<T>(of_all: &mut [T; 3], provider: Provider) -> &mut T {
    let [koyeb, tripartie, contabo] = of_all;
    match provider {
        Provider::Koyeb => koyeb,
        Provider::Tripartie => tripartie,
        Provider::Contabo => contabo,
    }
}

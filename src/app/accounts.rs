use jiff::Timestamp;

use crate::{
    api::{CallId, Session},
    domain::{Clean, Provider},
};

/// Who is signed in where.
#[derive(Debug)]
pub struct Accounts {
    sessions: [Session; 3],
    /// The Koyeb organization that the session is scoped to: its id, and its name once it is known.
    pub organization: Option<(Clean, Clean)>,
    /// The call that asked for it last: answers to older ones may be about another organization.
    pub asked: Option<CallId>,
}

impl Default for Accounts {
    fn default() -> Self {
        Self {
            sessions: [Session::Ready, Session::Ready, Session::Ready],
            organization: None,
            asked: None,
        }
    }
}

impl Accounts {
    /// How things stand with a provider.
    pub fn session(&self, provider: Provider) -> &Session {
        let [koyeb, tripartie, contabo] = &self.sessions;
        match provider {
            Provider::Koyeb => koyeb,
            Provider::Tripartie => tripartie,
            Provider::Contabo => contabo,
        }
    }

    /// When the sessions end that have an end.
    pub fn expiries(&self) -> impl Iterator<Item = Timestamp> {
        self.sessions.iter().filter_map(|session| match session {
            Session::SignedIn { expires_at, .. } => *expires_at,
            Session::Absent(_) | Session::Ready | Session::Refused(_) => None,
        })
    }

    /// A provider's session changed.
    pub fn set(&mut self, provider: Provider, session: Session) {
        let [koyeb, tripartie, contabo] = &mut self.sessions;
        *match provider {
            Provider::Koyeb => koyeb,
            Provider::Tripartie => tripartie,
            Provider::Contabo => contabo,
        } = session;
    }
}

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::mpsc::UnboundedSender;

use super::{Token, Unavailable, claims::Claims, pass::Scope};
use crate::{
    api::{Operation, Session, Update},
    domain::{Clean, Provider},
};

/// How things stand with a vendor, told whenever it changes.
///
/// A vendor may refuse a good token for single operations (Koyeb does so with an organization's token and what belongs
/// to a user). So a token counts as refused when it never worked, or when it is refused for what it was good for before;
/// and what another token is good for does not make up for it. It never goes to and fro.
pub(super) struct Status {
    provider: Provider,
    updates: UnboundedSender<Update>,
    known: Mutex<Known>,
}

struct Known {
    session: Session,
    account: Option<Standing>,
    organization: Option<Standing>,
}

/// How a token did.
struct Standing {
    token: Token,
    good_for: HashSet<&'static str>,
    refused: bool,
}

impl Status {
    /// Tells how things stand at first.
    pub fn new(provider: Provider, session: Session, updates: UnboundedSender<Update>) -> Self {
        let status = Self {
            provider,
            updates,
            known: Mutex::new(Known {
                session: session.clone(),
                account: None,
                organization: None,
            }),
        };
        status.tell(session);
        status
    }

    /// A request with this token was answered.
    pub fn accepted(&self, operation: &Operation, scope: Scope, token: &Token, renewable: bool) {
        self.change(|known| {
            let standing = known.standing(scope, token);
            let first = standing.good_for.is_empty();
            standing.good_for.insert(operation.id);
            if first {
                standing.refused = false;
            }
            let signed_in = matches!(known.session, Session::SignedIn { .. });
            (!signed_in && !known.is_any_refused()).then(|| signed_in_with(token, renewable))
        });
    }

    /// A request with this token was refused for the token's sake.
    pub fn refused(&self, operation: &Operation, scope: Scope, token: &Token, why: &Clean) {
        self.change(|known| {
            let standing = known.standing(scope, token);
            let counts = standing.good_for.is_empty() || standing.good_for.contains(operation.id);
            standing.refused |= counts;
            counts.then(|| Session::Refused(why.clone()))
        });
    }

    /// No token could be had.
    pub fn unavailable(&self, why: &Unavailable) {
        self.change(|_| match why {
            Unavailable::Absent(why) => Some(Session::Absent(why.clone())),
            Unavailable::Refused { why, .. } => Some(Session::Refused(why.clone())),
            Unavailable::Failed(_, _) => None,
        });
    }

    /// A new token was handed over by the vendor or the person: that is told in any case.
    pub fn replaced(&self, token: &Token, renewable: bool) {
        let session = signed_in_with(token, renewable);
        self.change(|known| {
            known.account = None;
            known.organization = None;
            known.session = Session::Ready;
            Some(session)
        });
    }

    fn change(&self, judge: impl FnOnce(&mut Known) -> Option<Session>) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(session) = judge(&mut known)
            && session != known.session
        {
            known.session = session.clone();
            self.tell(session);
        }
    }

    fn tell(&self, session: Session) {
        // Nobody listens any more when the program is about to end.
        self.updates
            .send(Update::Session(self.provider, session))
            .ok();
    }
}

impl Known {
    /// What is known of this token; a new token of the same kind starts afresh.
    fn standing(&mut self, scope: Scope, token: &Token) -> &mut Standing {
        let slot = match scope {
            Scope::Account => &mut self.account,
            Scope::Organization => &mut self.organization,
        };
        if slot
            .as_ref()
            .is_some_and(|old| !Arc::ptr_eq(&old.token, token))
        {
            *slot = None;
        }
        slot.get_or_insert_with(|| Standing {
            token: token.clone(),
            good_for: HashSet::new(),
            refused: false,
        })
    }

    fn is_any_refused(&self) -> bool {
        let mut standings = self.account.iter().chain(&self.organization);
        standings.any(|standing| standing.refused)
    }
}

/// A session that renews itself has no end to be shown.
fn signed_in_with(token: &Token, renewable: bool) -> Session {
    let claims = Claims::of(token);
    Session::SignedIn {
        user_id: claims.user_id,
        user: claims.user,
        expires_at: claims.expires_at.filter(|_| !renewable),
    }
}

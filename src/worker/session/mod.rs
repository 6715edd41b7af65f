//! Who we are at each vendor: the tokens, where they come from, when they are renewed, and how things stand.

mod claims;
mod contabo;
mod grant;
mod koyeb;
mod mint;
mod pass;
mod renewal;
mod shared;
mod sign_in;
mod status;
mod stored;
mod tripartie;

use std::sync::Arc;

use tokio::time::Instant;

use self::{
    contabo::Contabo, koyeb::Koyeb, pass::Scope, shared::Shared, status::Status, stored::Stored,
    tripartie::Tripartie,
};
use super::{Limits, Vault, client::Network};
use crate::{
    api::{self, Auth, Operation, Problem, Reason, Reply, Update, contabo::GENERATE_CLIENT_SECRET},
    config::{ContaboAccount, KoyebAccount, TripartieAccount},
    domain::{Clean, Provider, Secret},
};

pub(super) use self::{pass::Pass, sign_in::Trial};

/// A token. Two are the same when they are the same piece of memory: their texts are never compared.
type Token = Arc<Secret>;

/// The session with one vendor.
pub(super) struct Session {
    tokens: Tokens,
    status: Status,
}

enum Tokens {
    Koyeb(Box<Koyeb>),
    Tripartie(Box<Tripartie>),
    Contabo(Box<Contabo>),
}

/// What a profile says of one vendor.
pub(super) enum Account {
    Koyeb(KoyebAccount),
    Tripartie(TripartieAccount),
    Contabo(ContaboAccount),
}

/// Why there is no token to send.
#[derive(Clone, Debug)]
pub(super) enum Unavailable {
    /// The profile has none, or it can't be fetched from its place.
    Absent(Clean),
    /// The vendor refused what the profile has.
    Refused {
        /// In the vendor's words.
        why: Clean,
        /// When.
        at: Instant,
        /// With which HTTP status.
        status: u16,
    },
    /// It could not be got this time.
    Failed(Reason, Clean),
}

impl Session {
    /// Begins a session, without fetching any secret, and tells how things stand.
    pub fn new(
        account: Account,
        limits: &Limits,
        network: Arc<Network>,
        vault: &Arc<Vault>,
        updates: tokio::sync::mpsc::UnboundedSender<Update>,
    ) -> Self {
        let (provider, tokens) = match account {
            Account::Koyeb(account) => (
                Provider::Koyeb,
                Tokens::Koyeb(Box::new(Koyeb::new(account, limits, network, vault))),
            ),
            Account::Tripartie(account) => (
                Provider::Tripartie,
                Tokens::Tripartie(Box::new(Tripartie::new(account, limits, network, vault))),
            ),
            Account::Contabo(account) => (
                Provider::Contabo,
                Tokens::Contabo(Box::new(Contabo::new(account, limits, network, vault))),
            ),
        };
        let first = match tokens.lacking() {
            Some(why) => api::Session::Absent(why),
            None => api::Session::Ready,
        };
        let status = Status::new(provider, first, updates);
        if let Tokens::Tripartie(tripartie) = &tokens
            && tripartie.has_persona()
        {
            status.tell_persona();
        }
        Self { tokens, status }
    }

    /// What a request of this operation must carry; nothing where everybody may ask.
    pub async fn pass(&self, operation: &Operation) -> Result<Option<Pass>, Unavailable> {
        let pass = match (operation.auth, &self.tokens) {
            (Auth::Public, _) => return Ok(None),
            (Auth::Optional, _) if self.tokens.lacking().is_some() => return Ok(None),
            (_, Tokens::Koyeb(koyeb)) => koyeb.pass(operation).await,
            (_, Tokens::Tripartie(tripartie)) => tripartie.pass(operation).await,
            (_, Tokens::Contabo(contabo)) => contabo.pass().await,
        };
        match pass {
            Ok(pass) => Ok(Some(pass)),
            Err(_) if operation.auth == Auth::Optional => Ok(None),
            Err(why) => {
                if operation.auth == Auth::Token {
                    self.status.unavailable(&why);
                }
                Err(why)
            }
        }
    }

    /// What a request of this operation carries, with stars for the token: known without fetching one.
    pub fn masked_pass(&self, operation: &Operation) -> Option<Pass> {
        let mask = Arc::new(Secret::new("***"));
        match (operation.auth, &self.tokens) {
            (Auth::Public, _) => None,
            (Auth::Optional, _) if self.tokens.lacking().is_some() => None,
            (_, Tokens::Koyeb(_) | Tokens::Contabo(_)) => {
                Some(Pass::authorization(mask, Scope::Account, "Bearer"))
            }
            (_, Tokens::Tripartie(tripartie)) => Some(tripartie.pass_with(operation, mask)),
        }
    }

    /// Another pass than one that was refused, where the vendor hands out new ones.
    pub async fn renew(
        &self,
        operation: &Operation,
        refused: &Pass,
    ) -> Result<Option<Pass>, Unavailable> {
        let renewed = match &self.tokens {
            Tokens::Koyeb(koyeb) => Ok(koyeb.renew(refused).await),
            Tokens::Tripartie(tripartie) => tripartie.renew(operation, refused).await,
            Tokens::Contabo(contabo) => contabo.renew(refused).await,
        };
        if let Err(why) = &renewed {
            self.status.unavailable(why);
        }
        renewed
    }

    /// A request with this pass was answered.
    pub fn accepted(&self, operation: &Operation, pass: &Pass) {
        if let Some(scope) = pass.scope {
            let renewable = match &self.tokens {
                Tokens::Koyeb(_) => false,
                Tokens::Tripartie(tripartie) => tripartie.is_renewable(),
                Tokens::Contabo(contabo) => contabo.is_renewable(),
            };
            self.status
                .accepted(operation, scope, &pass.token, renewable);
        }
    }

    /// A request with this pass was refused for the pass's sake.
    pub fn refused(&self, operation: &Operation, pass: &Pass, why: &Clean) {
        if let Some(scope) = pass.scope {
            self.status.refused(operation, scope, &pass.token, why);
        }
    }

    /// Keeps what a reply says about who we are: a token for this run, which goes no further; the new secret of our own
    /// OAuth client also beyond it.
    ///
    /// # Returns
    /// The reply, and what the person must know besides.
    pub async fn learn(&self, operation: &Operation, reply: Reply) -> (Reply, Option<Clean>) {
        match (reply, &self.tokens) {
            (
                Reply::Session {
                    token,
                    organization_id,
                },
                Tokens::Koyeb(koyeb),
            ) => {
                let token = koyeb.take(operation, token, &organization_id).await;
                self.status.replaced(&token, false);
                (Reply::Done, None)
            }
            (Reply::Session { token, .. }, Tokens::Tripartie(tripartie)) => {
                let token = tripartie.take(token).await;
                self.status.replaced(&token, false);
                (Reply::Done, None)
            }
            (Reply::Session { .. }, Tokens::Contabo(_)) => (Reply::Done, None),
            (Reply::Detail(detail), Tokens::Contabo(contabo))
                if operation == &GENERATE_CLIENT_SECRET =>
            {
                let remark = match detail.given().next() {
                    Some(new) => contabo.take_client_secret(new.clone()).await,
                    None => Clean::from(
                        "The reply holds no new secret, and the old one may have stopped working.",
                    ),
                };
                (Reply::Detail(detail), Some(remark))
            }
            (reply @ (Reply::Page(_) | Reply::Detail(_) | Reply::Done), _) => (reply, None),
        }
    }
}

impl Tokens {
    fn lacking(&self) -> Option<Clean> {
        match self {
            Tokens::Koyeb(koyeb) => koyeb.lacking(),
            Tokens::Tripartie(tripartie) => tripartie.lacking(),
            Tokens::Contabo(contabo) => contabo.lacking(),
        }
    }
}

impl Unavailable {
    /// Why, for people.
    pub fn words(&self) -> &Clean {
        match self {
            Unavailable::Absent(why)
            | Unavailable::Refused { why, .. }
            | Unavailable::Failed(_, why) => why,
        }
    }

    /// The same as a problem of the operation that needed the token.
    pub fn problem(self, operation: &Operation) -> Problem {
        match self {
            Unavailable::Absent(why) => Problem::new(operation, Reason::SignIn, why),
            Unavailable::Refused { why, status, .. } => Problem {
                status: Some(status),
                ..Problem::new(operation, Reason::SignIn, why)
            },
            Unavailable::Failed(reason, why) => Problem::new(operation, reason, why),
        }
    }
}

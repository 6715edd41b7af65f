use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{
    Stored, Token, Unavailable,
    mint::Mint,
    pass::{Pass, Scope},
    shared::Shared,
    stored::Kept,
};
use crate::{
    api::{Operation, koyeb},
    config::KoyebAccount,
    domain::{Clean, Secret},
    worker::{Limits, Vault, client::Network},
};

/// Koyeb's tokens: the one of the profile and, after a switch, one for the organization.
///
/// A switch does not change the profile's token: it hands out another one, which lives as long as the program. When it
/// ends before, the same switch hands out the next one.
pub(super) struct Koyeb {
    account: Arc<Stored>,
    mint: Mint,
    scope: Mutex<Option<Arc<Switched>>>,
}

/// An organization that one has switched to, or shall.
struct Switched {
    /// Its id; none for a token that is for no organization.
    organization: Option<String>,
    token: Shared<Token, Unavailable>,
}

impl Koyeb {
    pub fn new(
        account: KoyebAccount,
        limits: &Limits,
        network: Arc<Network>,
        vault: &Arc<Vault>,
    ) -> Self {
        let token = Arc::new(Stored::new("koyeb.token", account.token, vault));
        let scope = account.organization.map(|organization| {
            Arc::new(Switched {
                organization: Some(organization),
                token: Shared::new(),
            })
        });
        Self {
            mint: Mint {
                account: token.clone(),
                base_url: account.base_url,
                network,
                refusal: limits.refusal,
            },
            account: token,
            scope: Mutex::new(scope),
        }
    }

    pub fn lacking(&self) -> Option<Clean> {
        self.account.lacking()
    }

    pub async fn pass(&self, operation: &Operation) -> Result<Pass, Unavailable> {
        let scope = self.scope().clone();
        if let Some(scope) = scope.filter(|_| !koyeb::is_for_the_user(operation)) {
            let token = self
                .mint
                .token(&scope.token, scope.organization.as_deref(), None);
            let token = token.await?;
            return Ok(Pass::authorization(token, Scope::Organization, "Bearer"));
        }
        let token = self.account.get().await?;
        Ok(Pass::authorization(token, Scope::Account, "Bearer"))
    }

    /// Another pass than one that was refused: for the organization, where one can switch to it again.
    pub async fn renew(&self, refused: &Pass) -> Option<Pass> {
        let scope = self.scope().clone()?;
        if refused.scope != Some(Scope::Organization) || scope.organization.is_none() {
            return None;
        }
        let again = self.mint.token(
            &scope.token,
            scope.organization.as_deref(),
            Some(&refused.token),
        );
        // Where that fails, what the vendor said of the token says more.
        let token = again.await.ok()?;
        Some(Pass::authorization(token, Scope::Organization, "Bearer"))
    }

    /// Takes a token that an operation handed out, for this organization or for none.
    pub async fn take(
        &self,
        operation: &Operation,
        token: Secret,
        organization_id: &Clean,
    ) -> Token {
        if !is_about_the_scope(operation) {
            *self.scope() = None;
            return self.account.replace(token).await;
        }
        let token = Arc::new(token);
        let organization = (operation == &koyeb::SWITCH_ORGANIZATION
            && !organization_id.is_empty())
        .then(|| organization_id.raw().to_owned());
        *self.scope() = Some(Arc::new(Switched {
            organization,
            token: Shared::with(token.clone()),
        }));
        token
    }

    /// Takes another token for the account. It goes on in the organization that one was in, where it may.
    pub async fn sign_in(&self, token: Secret, keep: bool) -> (Token, Option<Kept>) {
        let (token, kept) = self.account.take(token, keep).await;
        let scope = self.scope().take();
        if let Some(organization) = scope.and_then(|scope| scope.organization.clone()) {
            let switched = Switched {
                organization: Some(organization),
                token: Shared::new(),
            };
            let minted = self
                .mint
                .token(&switched.token, switched.organization.as_deref(), None);
            if !matches!(minted.await, Err(Unavailable::Refused { .. })) {
                *self.scope() = Some(Arc::new(switched));
            }
        }
        (token, kept)
    }

    /// What has to be forgotten at signing out, besides the organization.
    pub fn sign_out(&self) -> Vec<&Stored> {
        *self.scope() = None;
        vec![&self.account]
    }

    fn scope(&self) -> MutexGuard<'_, Option<Arc<Switched>>> {
        self.scope.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_about_the_scope(operation: &Operation) -> bool {
    [
        &koyeb::SWITCH_ORGANIZATION,
        &koyeb::UNSCOPE_ORGANIZATION_TOKEN,
    ]
    .contains(&operation)
}

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{
    Stored, Token, Unavailable,
    pass::{Pass, Scope},
};
use crate::{
    api::{Operation, koyeb},
    config::KoyebAccount,
    domain::{Clean, Secret},
    worker::Vault,
};

/// Koyeb's tokens: the one of the profile and, after a switch, one for the organization.
///
/// A switch does not change the profile's token: it hands out another one, which lives as long as the program.
pub(super) struct Koyeb {
    account: Stored,
    organization: Mutex<Option<Token>>,
}

impl Koyeb {
    pub fn new(account: KoyebAccount, vault: &Arc<Vault>) -> Self {
        Self {
            account: Stored::new("koyeb.token", account.token, vault),
            organization: Mutex::new(None),
        }
    }

    pub fn lacking(&self) -> Option<Clean> {
        self.account.lacking()
    }

    pub async fn pass(&self, operation: &Operation) -> Result<Pass, Unavailable> {
        let scoped = self.organization().clone();
        if let Some(token) = scoped.filter(|_| !is_for_the_user(operation)) {
            return Ok(Pass::authorization(token, Scope::Organization, "Bearer"));
        }
        let token = self.account.get().await?;
        Ok(Pass::authorization(token, Scope::Account, "Bearer"))
    }

    /// Takes a token that an operation handed out.
    pub async fn take(&self, operation: &Operation, token: Secret) -> Token {
        if is_about_the_scope(operation) {
            let token = Arc::new(token);
            *self.organization() = Some(token.clone());
            token
        } else {
            *self.organization() = None;
            self.account.replace(token).await
        }
    }

    fn organization(&self) -> MutexGuard<'_, Option<Token>> {
        self.organization
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_about_the_scope(operation: &Operation) -> bool {
    [
        &koyeb::SWITCH_ORGANIZATION,
        &koyeb::UNSCOPE_ORGANIZATION_TOKEN,
    ]
    .contains(&operation)
}

/// Whether an operation serves the person, whatever organization they are in. `GET /v1/account/organization` tells which
/// organization the token is for: so it is not one of them.
fn is_for_the_user(operation: &Operation) -> bool {
    operation == &koyeb::SWITCH_ORGANIZATION
        || (operation != &koyeb::GET_CURRENT_ORGANIZATION
            && ["/v1/account/", "/v2/account/"]
                .iter()
                .any(|start| operation.path.starts_with(start)))
}

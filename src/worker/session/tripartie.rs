use std::sync::Arc;

use super::{
    Stored, Token, Unavailable,
    pass::{Pass, Scope},
};
use crate::{
    api::{Auth, Operation},
    config::TripartieAccount,
    domain::{Clean, Secret},
    worker::Vault,
};

/// Tripartie's tokens: a user's and a persona's, both handed over ready.
///
/// usher never signs in here by itself: the vendor bans addresses that do.
pub(super) struct Tripartie {
    token: Stored,
    persona_token: Stored,
    prefix: String,
}

impl Tripartie {
    pub fn new(account: TripartieAccount, vault: &Arc<Vault>) -> Self {
        let stored = |name, source| Stored::new(name, source, vault);
        Self {
            token: stored("tripartie.token", account.token),
            persona_token: stored("tripartie.persona_token", account.persona_token),
            prefix: account.token_prefix,
        }
    }

    pub fn lacking(&self) -> Option<Clean> {
        let lacking = self.token.lacking()?;
        self.persona_token.lacking().map(|_| lacking)
    }

    pub async fn pass(&self, operation: &Operation) -> Result<Pass, Unavailable> {
        let token = match operation.auth {
            Auth::Persona => self.persona_token.get().await?,
            Auth::Public | Auth::Token => self.token.get().await?,
        };
        Ok(self.pass_with(operation, token))
    }

    /// What carries this token to an operation.
    pub fn pass_with(&self, operation: &Operation, token: Token) -> Pass {
        match operation.auth {
            Auth::Persona => Pass::persona(token, &self.prefix),
            Auth::Public | Auth::Token => Pass::authorization(token, Scope::Account, &self.prefix),
        }
    }

    /// Takes the token that a sign-in handed out.
    pub async fn take(&self, token: Secret) -> Token {
        self.token.replace(token).await
    }
}

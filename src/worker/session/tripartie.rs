use std::sync::Arc;

use super::{
    Stored, Token, Unavailable,
    grant::Grant,
    pass::{Pass, Scope},
    renewal::Renewal,
    sign_in::{Values, value},
    stored::Kept,
};
use crate::{
    api::{Auth, Operation},
    config::TripartieAccount,
    domain::{Clean, Provider, Secret},
    worker::{Limits, Vault, client::Network},
};

/// Tripartie's tokens: a user's and a persona's, both handed over ready; or those of an OAuth client, renewed on the way.
///
/// usher never signs a user in by itself: the vendor bans addresses that do. A client's own sign-in is another matter.
pub(super) struct Tripartie {
    token: Stored,
    persona_token: Stored,
    prefix: String,
    renewal: Renewal,
}

impl Tripartie {
    pub fn new(
        account: TripartieAccount,
        limits: &Limits,
        network: Arc<Network>,
        vault: &Arc<Vault>,
    ) -> Self {
        let stored = |name, source| Stored::new(name, source, vault);
        let grant = Grant {
            provider: Provider::Tripartie,
            network,
            limits: *limits,
            address: account.base_url.below("token"),
            client_id: stored("tripartie.client_id", account.client_id),
            client_secret: stored("tripartie.client_secret", account.client_secret),
            user: None,
            pause: Arc::default(),
        };
        Self {
            token: stored("tripartie.token", account.token),
            persona_token: stored("tripartie.persona_token", account.persona_token),
            prefix: account.token_prefix,
            renewal: Renewal::new(grant, limits.refusal),
        }
    }

    pub fn lacking(&self) -> Option<Clean> {
        if self.is_renewable() {
            return self.renewal.grant.lacking();
        }
        let lacking = self.token.lacking()?;
        self.persona_token.lacking().map(|_| lacking)
    }

    /// Whether it is an OAuth client that signs in: where there is no user's token.
    pub fn is_renewable(&self) -> bool {
        let grant = &self.renewal.grant;
        !self.token.is_set() && (grant.client_id.is_set() || grant.client_secret.is_set())
    }

    pub async fn pass(&self, operation: &Operation) -> Result<Pass, Unavailable> {
        let token = match operation.auth {
            Auth::Persona => self.persona_token.get().await?,
            Auth::Public | Auth::Optional | Auth::Token if self.is_renewable() => {
                self.renewal.token(None).await?
            }
            Auth::Public | Auth::Optional | Auth::Token => self.token.get().await?,
        };
        Ok(self.pass_with(operation, token))
    }

    /// Another pass than one that was refused; none where the token was handed over ready.
    pub async fn renew(
        &self,
        operation: &Operation,
        refused: &Pass,
    ) -> Result<Option<Pass>, Unavailable> {
        if operation.auth == Auth::Persona || !self.is_renewable() {
            return Ok(None);
        }
        let token = self.renewal.token(Some(&refused.token)).await?;
        Ok(Some(self.pass_with(operation, token)))
    }

    /// What carries this token to an operation.
    pub fn pass_with(&self, operation: &Operation, token: Token) -> Pass {
        match operation.auth {
            Auth::Persona => Pass::persona(token, &self.prefix),
            // OAuth knows no other prefix.
            Auth::Public | Auth::Optional | Auth::Token if self.is_renewable() => {
                Pass::authorization(token, Scope::Account, "Bearer")
            }
            Auth::Public | Auth::Optional | Auth::Token => {
                Pass::authorization(token, Scope::Account, &self.prefix)
            }
        }
    }

    /// What stands before a token.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Takes a user's token or a persona's.
    ///
    /// # Returns
    /// The user's, and what became of each.
    pub async fn sign_in(&self, values: &Values, keep: bool) -> (Option<Token>, [Option<Kept>; 2]) {
        let (mut users, mut kept) = (None, [None, None]);
        if let Some(new) = value(values, self.token.name()) {
            let (token, place) = self.token.take(new, keep).await;
            (users, kept[0]) = (Some(token), place);
        }
        if let Some(new) = value(values, self.persona_token.name()) {
            kept[1] = self.persona_token.take(new, keep).await.1;
        }
        (users, kept)
    }

    /// Puts the token of this run where the profile keeps it.
    pub async fn keep_token(&self) -> [Option<Kept>; 1] {
        match self.token.get().await {
            Ok(token) => [Some(self.token.keep(Secret::clone(&token)).await)],
            Err(_) => [None],
        }
    }

    /// What has to be forgotten at signing out.
    pub async fn sign_out(&self) -> Vec<&Stored> {
        self.renewal.forget().await;
        let grant = &self.renewal.grant;
        vec![
            &self.token,
            &self.persona_token,
            &grant.client_id,
            &grant.client_secret,
        ]
    }

    /// Takes the token that a sign-in handed out.
    pub async fn take(&self, token: Secret) -> Token {
        self.token.replace(token).await
    }
}

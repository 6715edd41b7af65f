use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use super::{
    Shared, Stored, Token, Unavailable,
    grant::{Grant, Granted, Refresh},
    pass::{Pass, Scope},
};
use crate::{
    config::ContaboAccount,
    domain::{Clean, Secret},
    worker::{Limits, Vault, client::Network},
};

/// Contabo's tokens: they live five minutes, so they are renewed on the way.
pub(super) struct Contabo {
    ready: Stored,
    grant: Grant,
    granted: Shared<Granted, Unavailable>,
    refusal: Duration,
}

impl Contabo {
    pub fn new(
        account: ContaboAccount,
        limits: &Limits,
        network: Arc<Network>,
        vault: &Arc<Vault>,
    ) -> Self {
        let stored = |name, source| Stored::new(name, source, vault);
        Self {
            ready: stored("contabo.token", account.token),
            grant: Grant {
                network,
                auth_url: account.auth_url,
                client_id: stored("contabo.client_id", account.client_id),
                client_secret: stored("contabo.client_secret", account.client_secret),
                username: stored("contabo.username", account.username),
                password: stored("contabo.password", account.password),
            },
            granted: Shared::new(),
            refusal: limits.refusal,
        }
    }

    pub fn lacking(&self) -> Option<Clean> {
        if self.ready.is_set() {
            self.ready.lacking()
        } else {
            self.grant.lacking()
        }
    }

    /// Whether a token that ended is followed by another one.
    pub fn is_renewable(&self) -> bool {
        !self.ready.is_set()
    }

    pub async fn pass(&self) -> Result<Pass, Unavailable> {
        let token = if self.ready.is_set() {
            self.ready.get().await?
        } else {
            self.token(None).await?
        };
        Ok(Pass::authorization(token, Scope::Account, "Bearer"))
    }

    /// Another pass than one that was refused; none where there is just the one ready token.
    pub async fn renew(&self, refused: &Pass) -> Result<Option<Pass>, Unavailable> {
        if self.ready.is_set() {
            return Ok(None);
        }
        let token = self.token(Some(&refused.token)).await?;
        Ok(Some(Pass::authorization(token, Scope::Account, "Bearer")))
    }

    /// Takes a new secret of the OAuth client: the old one stopped working.
    pub async fn take_client_secret(&self, secret: Secret) {
        self.grant.client_secret.replace(secret).await;
    }

    async fn token(&self, refused: Option<&Token>) -> Result<Token, Unavailable> {
        let good = |outcome: &Result<Granted, Unavailable>| match outcome {
            Ok(granted) => {
                Instant::now() < granted.renew_at
                    && refused.is_none_or(|refused| !Arc::ptr_eq(refused, &granted.access))
            }
            Err(Unavailable::Refused { at, .. }) => at.elapsed() < self.refusal,
            Err(Unavailable::Absent(_) | Unavailable::Failed(_, _)) => false,
        };
        let granted = self
            .granted
            .get(good, async |before| self.next(before).await)
            .await?;
        Ok(granted.access)
    }

    /// A new token with the refresh token, where there is one that is still taken; else with the password.
    async fn next(&self, before: Option<Granted>) -> Result<Granted, Unavailable> {
        if let Some(refresh) = before.and_then(|granted| granted.refresh)
            && let Refresh::Granted(granted) = self.grant.refresh(&refresh).await?
        {
            return Ok(granted);
        }
        self.grant.password().await
    }
}

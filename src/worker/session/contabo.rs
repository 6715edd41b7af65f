use std::sync::Arc;

use super::{
    Stored, Token, Unavailable,
    grant::{Grant, User},
    pass::{Pass, Scope},
    renewal::Renewal,
    sign_in::{Values, value},
    stored::Kept,
};
use crate::{
    config::ContaboAccount,
    domain::{Clean, Provider, Secret},
    worker::{Limits, Vault, client::Network},
};

/// Contabo's tokens: they live five minutes, so they are renewed on the way.
pub(super) struct Contabo {
    ready: Stored,
    renewal: Renewal,
}

impl Contabo {
    pub fn new(
        account: ContaboAccount,
        limits: &Limits,
        network: Arc<Network>,
        vault: &Arc<Vault>,
    ) -> Self {
        let stored = |name, source| Stored::new(name, source, vault);
        let grant = Grant {
            provider: Provider::Contabo,
            network,
            limits: *limits,
            address: account.auth_url,
            client_id: stored("contabo.client_id", account.client_id),
            client_secret: stored("contabo.client_secret", account.client_secret),
            user: Some(User {
                username: stored("contabo.username", account.username),
                password: stored("contabo.password", account.password),
            }),
            pause: Arc::default(),
        };
        Self {
            ready: stored("contabo.token", account.token),
            renewal: Renewal::new(grant, limits.refusal),
        }
    }

    pub fn lacking(&self) -> Option<Clean> {
        if self.ready.is_set() {
            self.ready.lacking()
        } else {
            self.renewal.grant.lacking()
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
            self.renewal.token(None).await?
        };
        Ok(Pass::authorization(token, Scope::Account, "Bearer"))
    }

    /// Another pass than one that was refused; none where there is just the one ready token.
    pub async fn renew(&self, refused: &Pass) -> Result<Option<Pass>, Unavailable> {
        if self.ready.is_set() {
            return Ok(None);
        }
        let token = self.renewal.token(Some(&refused.token)).await?;
        Ok(Some(Pass::authorization(token, Scope::Account, "Bearer")))
    }

    /// Signs in with these values, and works with them from now on.
    ///
    /// # Errors
    /// When the vendor refuses them; then nothing has changed.
    pub async fn sign_in(
        &self,
        values: &Values,
        keep: bool,
    ) -> Result<(Token, Vec<Option<Kept>>), Unavailable> {
        let granted = self.renewal.grant.with(values).sign_in().await?;
        let mut kept = Vec::new();
        for stored in self.renewal.grant.stored() {
            if let Some(new) = value(values, stored.name()) {
                kept.push(stored.take(new, keep).await.1);
            }
        }
        self.ready.forget().await;
        let token = granted.access.clone();
        self.renewal.take(granted).await;
        Ok((token, kept))
    }

    /// What has to be forgotten at signing out.
    pub async fn sign_out(&self) -> Vec<&Stored> {
        self.renewal.forget().await;
        let mut stored = self.renewal.grant.stored();
        stored.push(&self.ready);
        stored
    }

    /// Takes a new secret of the OAuth client, as the old one stopped working: puts it where the old one came from, then
    /// signs in with it.
    ///
    /// # Returns
    /// What the person must know of that.
    pub async fn take_client_secret(&self, secret: Secret) -> Clean {
        let grant = &self.renewal.grant;
        let kept = match grant.client_secret.keep(secret).await {
            Kept::InItsPlace(place) => format!("The new secret is in {place}"),
            Kept::Nowhere(Some(place)) => format!(
                "usher can't write to {place}: put the new secret there now. Until it ends, usher itself uses the new one"
            ),
            Kept::Nowhere(None) => {
                "The profile has no contabo.client_secret: keep the new one yourself".to_owned()
            }
            Kept::Failed(why) => format!(
                "THE NEW SECRET IS NOT STORED ({why}): copy it now, it is shown only this once"
            ),
        };
        if grant.lacking().is_some() {
            return Clean::from(format!("{kept}."));
        }
        Clean::from(match self.renewal.sign_in().await {
            Ok(()) => format!("{kept}. Signing in with it works."),
            Err(why) => format!("{kept}. Signing in with it did not work: {}", why.words()),
        })
    }
}

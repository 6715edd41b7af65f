use std::{sync::Arc, time::Duration};

use tokio::time::Instant;

use super::{
    Shared, Token, Unavailable,
    grant::{Grant, Granted, Refresh},
};

/// Before a token that still works is tried to be renewed again.
const AGAIN_AFTER: Duration = Duration::from_secs(15);

/// A token that lives for minutes, and is renewed on the way.
pub(super) struct Renewal {
    pub grant: Grant,
    granted: Shared<Granted, Unavailable>,
    /// For how long a refused sign-in is remembered.
    refusal: Duration,
}

impl Renewal {
    /// No token is asked for before one is needed.
    pub fn new(grant: Grant, refusal: Duration) -> Self {
        Self {
            grant,
            granted: Shared::new(),
            refusal,
        }
    }

    /// A token that works, as far as we know; another one than this, which was refused.
    pub async fn token(&self, refused: Option<&Token>) -> Result<Token, Unavailable> {
        let good = |outcome: &Result<Granted, Unavailable>| match outcome {
            Ok(granted) => Instant::now() < granted.renew_at && !is(granted, refused),
            Err(Unavailable::Refused { at, .. }) => at.elapsed() < self.refusal,
            Err(Unavailable::Absent(_) | Unavailable::Failed(_, _)) => false,
        };
        let granted = self
            .granted
            .get(good, async |before| self.next(before, refused).await)
            .await?;
        Ok(granted.access)
    }

    /// Signs in anew, whatever there is: a secret has changed.
    pub async fn sign_in(&self) -> Result<(), Unavailable> {
        let granted = self.grant.sign_in().await?;
        self.granted.set(granted).await;
        Ok(())
    }

    /// Takes what somebody else signed in for.
    pub async fn take(&self, granted: Granted) {
        self.granted.set(granted).await;
    }

    /// Forgets the token that there is.
    pub async fn forget(&self) {
        self.granted.clear().await;
    }

    /// A new token. While the old one works, not getting one yet is no failure.
    async fn next(
        &self,
        before: Option<Granted>,
        refused: Option<&Token>,
    ) -> Result<Granted, Unavailable> {
        let outcome = self.renewed(before.as_ref()).await;
        match (outcome, before) {
            (Err(why), Some(old)) if Instant::now() < old.ends_at && !is(&old, refused) => {
                let again_after = match why {
                    Unavailable::Refused { .. } => self.refusal,
                    Unavailable::Absent(_) | Unavailable::Failed(_, _) => AGAIN_AFTER,
                };
                Ok(Granted {
                    renew_at: old.ends_at.min(Instant::now() + again_after),
                    ..old
                })
            }
            (outcome, _) => outcome,
        }
    }

    /// With the refresh token, where there is one that is still taken; else by signing in.
    async fn renewed(&self, before: Option<&Granted>) -> Result<Granted, Unavailable> {
        if let Some(refresh) = before.and_then(|granted| granted.refresh.as_ref())
            && let Refresh::Granted(granted) = self.grant.refresh(refresh).await?
        {
            return Ok(granted);
        }
        self.grant.sign_in().await
    }
}

fn is(granted: &Granted, refused: Option<&Token>) -> bool {
    refused.is_some_and(|refused| Arc::ptr_eq(refused, &granted.access))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        net::TcpListener,
        sync::mpsc::unbounded_channel,
    };

    use super::*;
    use crate::{
        config::{Address, SecretSource},
        domain::{Provider, Secret},
        worker::{Limits, Vault, client::Network, log::Log, session::Stored},
    };

    /// A renewal at an address, with a token that is to be renewed by now and works for some time.
    async fn renewal(address: &str, works_for: Duration) -> (Renewal, Token) {
        let limits = Limits::default();
        let vault = Arc::new(Vault::new("work", &limits));
        let held = |name| Stored::new(name, Some(SecretSource::Held(Secret::new("x"))), &vault);
        let grant = Grant {
            provider: Provider::Contabo,
            network: Arc::new(Network::new(limits, Log::new(unbounded_channel().0))),
            limits,
            address: Address::new(address).unwrap(),
            client_id: held("contabo.client_id"),
            client_secret: held("contabo.client_secret"),
            user: None,
            pause: Arc::default(),
        };
        let renewal = Renewal::new(grant, limits.refusal);
        let old: Token = Arc::new(Secret::new("old"));
        let granted = Granted {
            access: old.clone(),
            renew_at: Instant::now(),
            ends_at: Instant::now() + works_for,
            refresh: Some(Secret::new("refresh")),
        };
        renewal.granted.set(granted).await;
        (renewal, old)
    }

    /// Where nobody listens.
    async fn nowhere() -> String {
        let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
        format!("http://{}", closed.local_addr().unwrap())
    }

    /// A vendor that refuses every sign-in, and how often it was asked.
    async fn refusal() -> (String, Arc<AtomicUsize>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(AtomicUsize::new(0));
        let counter = asked.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let count = stream.read(&mut [0; 4096]).await.unwrap();
                assert!(count > 0);
                counter.fetch_add(1, Ordering::SeqCst);
                let answer = b"HTTP/1.1 401 No\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}";
                stream.write_all(answer).await.ok();
            }
        });
        (address, asked)
    }

    const HOUR: Duration = Duration::from_secs(3600);

    #[tokio::test]
    async fn a_token_that_works_is_used_while_it_cannot_be_renewed() {
        let (renewal, old) = renewal(&nowhere().await, HOUR).await;
        for _ in 0..3 {
            let token = renewal.token(None).await.unwrap();
            assert!(Arc::ptr_eq(&token, &old));
        }
        let refused = renewal.token(Some(&old)).await;
        assert!(
            matches!(refused, Err(Unavailable::Failed(_, _))),
            "it does not work any more"
        );
    }

    #[tokio::test]
    async fn a_token_that_has_ended_is_not_used() {
        let (renewal, _) = renewal(&nowhere().await, Duration::ZERO).await;
        let ended = renewal.token(None).await;
        assert!(matches!(ended, Err(Unavailable::Failed(_, _))));
    }

    #[tokio::test]
    async fn a_refused_renewal_is_not_tried_again_and_again() {
        let (address, asked) = refusal().await;
        let (renewal, old) = renewal(&address, HOUR).await;
        for _ in 0..20 {
            let token = renewal.token(None).await.unwrap();
            assert!(Arc::ptr_eq(&token, &old));
        }
        let asked = asked.load(Ordering::SeqCst);
        assert_eq!(asked, 2, "with the refresh token, then without");
    }
}

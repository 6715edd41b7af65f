use std::sync::Arc;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use super::{Token, Unavailable, claims::Claims};
use crate::{
    api::{Credential, Reason},
    domain::{Clean, Secret},
};

/// What a request carries to show who asks.
pub(in crate::worker) struct Pass {
    pub(super) token: Token,
    /// What it is for; a persona's has no part in how things stand with the account.
    pub(super) scope: Option<Scope>,
    header: HeaderName,
    prefix: Arc<str>,
}

/// What a vendor's token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// The account of the profile.
    Account,
    /// One organization of it, at Koyeb.
    Organization,
}

impl Pass {
    /// A token in `Authorization`.
    pub(super) fn authorization(token: Token, scope: Scope, prefix: &str) -> Self {
        Self {
            token,
            scope: Some(scope),
            header: HeaderName::from_static("authorization"),
            prefix: Arc::from(prefix),
        }
    }

    /// A persona's token.
    pub(super) fn persona(token: Token, prefix: &str) -> Self {
        Self {
            token,
            scope: None,
            header: HeaderName::from_static("x-persona-authorization"),
            prefix: Arc::from(prefix),
        }
    }

    /// The token, for taking it out of what the vendor answers.
    pub fn token(&self) -> &Secret {
        &self.token
    }

    /// Who the token says we are, where it tells.
    pub fn who(&self) -> Option<Clean> {
        let claims = Claims::of(&self.token);
        claims.user.or(claims.user_id)
    }

    /// How it shows who asks, without the token.
    pub fn credential(&self) -> Credential {
        Credential {
            header: self.header.as_str().into(),
            prefix: (&*self.prefix).into(),
        }
    }

    /// Puts it into a request's headers.
    ///
    /// # Errors
    /// When the token has characters that a header can't hold.
    pub fn attach(&self, headers: &mut HeaderMap) -> Result<(), Unavailable> {
        let text = match &*self.prefix {
            "" => self.token.expose().to_owned(),
            prefix => format!("{prefix} {}", self.token.expose()),
        };
        let mut value = HeaderValue::try_from(text).map_err(|_| {
            let why = "the token has characters that can't be sent: was it copied whole?";
            Unavailable::Failed(Reason::SignIn, Clean::from(why))
        })?;
        value.set_sensitive(true);
        headers.insert(self.header.clone(), value);
        Ok(())
    }
}

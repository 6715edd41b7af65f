use std::sync::Arc;

use super::{
    Session, Tokens, Unavailable,
    pass::{Pass, Scope},
    stored::Kept,
};
use crate::{
    api::{
        Operation, SignedIn, koyeb,
        tripartie::{GET_ME, GET_PERSONA},
    },
    domain::{Clean, Secret},
};

/// Values that sign in, by the names that a profile has for them.
pub(in crate::worker) type Values = [(&'static str, Secret)];

/// How a token is tried before it is taken: the first of these requests that the vendor takes with it is proof.
pub(in crate::worker) struct Trial {
    pub operations: &'static [&'static Operation],
    pub pass: Pass,
}

/// An organization's token can't say who its user is: it has none.
static AT_KOYEB: &[&Operation] = &[&koyeb::GET_CURRENT_USER, &koyeb::GET_CURRENT_ORGANIZATION];
static AT_TRIPARTIE: &[&Operation] = &[&GET_ME];
static AS_A_PERSONA: &[&Operation] = &[&GET_PERSONA];

impl Session {
    /// How these values are tried; `None` where taking them is trying them.
    pub fn trial(&self, values: &Values) -> Option<Trial> {
        let token = |name| Some(Arc::new(value(values, name)?));
        match &self.tokens {
            Tokens::Koyeb(_) => Some(Trial {
                operations: AT_KOYEB,
                pass: Pass::authorization(token("koyeb.token")?, Scope::Account, "Bearer"),
            }),
            Tokens::Tripartie(tripartie) => match token("tripartie.token") {
                Some(token) => Some(Trial {
                    operations: AT_TRIPARTIE,
                    pass: Pass::authorization(token, Scope::Account, tripartie.prefix()),
                }),
                None => Some(Trial {
                    operations: AS_A_PERSONA,
                    pass: Pass::persona(token("tripartie.persona_token")?, tripartie.prefix()),
                }),
            },
            Tokens::Contabo(_) => None,
        }
    }

    /// Works with these values from now on, and puts them where the profile keeps its own, if that is wanted.
    ///
    /// # Errors
    /// When the vendor refuses them; then nothing has changed.
    pub async fn take(&self, values: &Values, keep: bool) -> Result<SignedIn, Unavailable> {
        match &self.tokens {
            Tokens::Koyeb(koyeb) => {
                let Some(token) = value(values, "koyeb.token") else {
                    return Ok(SignedIn::default());
                };
                let (token, kept) = koyeb.sign_in(token, keep).await;
                self.status.replaced(&token, false);
                Ok(words(&[kept]))
            }
            Tokens::Tripartie(tripartie) => {
                let (token, kept) = tripartie.sign_in(values, keep).await;
                if let Some(token) = token {
                    self.status.replaced(&token, false);
                }
                Ok(words(&kept))
            }
            Tokens::Contabo(contabo) => {
                let (token, kept) = contabo.sign_in(values, keep).await?;
                self.status.replaced(&token, true);
                Ok(words(&kept))
            }
        }
    }

    /// Puts the token that a sign-in handed out where the profile keeps it, if that is wanted.
    pub async fn keep_token(&self, keep: bool) -> SignedIn {
        match &self.tokens {
            Tokens::Tripartie(tripartie) if keep => words(&tripartie.keep_token().await),
            Tokens::Tripartie(_) | Tokens::Koyeb(_) | Tokens::Contabo(_) => words(&[]),
        }
    }

    /// Forgets who we are, and removes what signs in from where the profile keeps it, if that is wanted.
    ///
    /// # Errors
    /// Says why something may still be there.
    pub async fn sign_out(&self, remove: bool) -> Result<Clean, Clean> {
        let stored = match &self.tokens {
            Tokens::Koyeb(koyeb) => koyeb.sign_out(),
            Tokens::Tripartie(tripartie) => tripartie.sign_out().await,
            Tokens::Contabo(contabo) => contabo.sign_out().await,
        };
        let (mut places, mut failures) = (Vec::new(), Vec::new());
        for stored in stored {
            if !remove {
                stored.forget().await;
                continue;
            }
            match stored.remove().await {
                Ok(place) => places.extend(place),
                Err(why) => failures.push(why.raw().to_owned()),
            }
        }
        let why = self.tokens.lacking().unwrap_or_default();
        self.status.unavailable(&Unavailable::Absent(why));
        places.dedup();
        match (failures.is_empty(), places.is_empty()) {
            (false, _) => Err(Clean::from(failures.join("; "))),
            (true, true) => Ok(Clean::from("for this run")),
            (true, false) => Ok(Clean::from(format!(
                "and removed from {}",
                places.join(", ")
            ))),
        }
    }
}

/// One of some values.
pub(super) fn value(values: &Values, name: &str) -> Option<Secret> {
    let named = values.iter().find(|(known, _)| *known == name);
    named.map(|(_, value)| value.clone())
}

/// What became of all of them, in one sentence.
fn words(kept: &[Option<Kept>]) -> SignedIn {
    let mut said: Vec<String> = Vec::new();
    let mut is_lost = false;
    for kept in kept.iter().flatten() {
        let words = match kept {
            Kept::InItsPlace(place) => format!("kept in {place}"),
            Kept::Nowhere(Some(place)) => {
                format!("for this run: usher can't write to {place}")
            }
            Kept::Nowhere(None) => "for this run".to_owned(),
            Kept::Failed(why) => {
                is_lost = true;
                format!("for this run, as it can't be kept: {why}")
            }
        };
        if !said.contains(&words) {
            said.push(words);
        }
    }
    if said.is_empty() {
        said.push("for this run".to_owned());
    }
    SignedIn {
        kept: Clean::from(said.join("; ")),
        is_lost,
    }
}

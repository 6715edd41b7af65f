use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use jiff::Timestamp;
use serde_json::Value;

use crate::domain::{Clean, Secret};

/// What a token says about its owner. Nobody has checked it: it is for showing alone.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Claims {
    /// `sub`: the owner's id.
    pub user_id: Option<Clean>,
    /// `preferred_username`, `username` or `email`.
    pub user: Option<Clean>,
    /// `exp`
    pub expires_at: Option<Timestamp>,
}

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

impl Claims {
    /// Reads a token, as far as it is a JWT.
    pub fn of(token: &Secret) -> Self {
        let Some(claims) = payload(token.expose()) else {
            return Self::default();
        };
        let text = |name: &str| match claims.get(name)? {
            Value::String(text) => Some(Clean::new(text)),
            Value::Number(number) => Some(Clean::from(number.to_string())),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        };
        let names = ["preferred_username", "username", "email"];
        Self {
            user_id: text("sub"),
            user: names.into_iter().find_map(text),
            expires_at: claims
                .get("exp")
                .and_then(Value::as_i64)
                .and_then(|second| Timestamp::from_second(second).ok()),
        }
    }
}

fn payload(token: &str) -> Option<Value> {
    let mut parts = token.split('.');
    let (_, payload, _) = (parts.next()?, parts.next()?, parts.next()?);
    serde_json::from_slice(&BASE64.decode(payload).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims(payload: &str) -> Claims {
        Claims::of(&Secret::new(format!("e30.{}.sig", BASE64.encode(payload))))
    }

    #[test]
    fn a_token_tells_whose_it_is() {
        let told = claims(
            r#"{"sub":"12-ab","preferred_username":"me@example.com","exp":1700000000,"tenantId":"INT"}"#,
        );
        assert_eq!(told.user_id, Some(Clean::from("12-ab")));
        assert_eq!(told.user, Some(Clean::from("me@example.com")));
        assert_eq!(
            told.expires_at,
            Some("2023-11-14T22:13:20Z".parse().unwrap())
        );
        assert_eq!(
            claims(r#"{"sub":7,"username":"x"}"#).user_id,
            Some(Clean::from("7"))
        );
    }

    #[test]
    fn anything_else_tells_nothing() {
        for token in ["", "opaque", "a.b", "a.!.c", "a.e30.c", "a.bnVsbA.c", "..."] {
            assert_eq!(
                Claims::of(&Secret::new(token)),
                Claims::default(),
                "{token}"
            );
        }
        let odd = claims(r#"{"sub":null,"exp":"soon","username":["x"]}"#);
        assert_eq!(odd, Claims::default());
        assert_eq!(claims(r#"{"exp":99999999999999999}"#), Claims::default());
    }
}

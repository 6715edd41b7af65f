use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// A token, password or key. It has no `Display`, its `Debug` shows nothing, and its memory is overwritten when dropped.
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    /// Takes the text over. A trailing line break, as files and helper commands leave it, is the caller's to cut.
    pub fn new(text: impl Into<String>) -> Self {
        Self(SecretString::from(text.into()))
    }

    /// The secret itself: for an `Authorization` header, a request body, or the one place on screen that reveals it.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

impl<'de> serde::Deserialize<'de> for Secret {
    /// A wrong type is reported without the value: serde's own message would quote it.
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)
            .map_err(|_| serde::de::Error::custom("a secret that is not a text"))?;
        Ok(Self::new(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_does_not_show_it() {
        assert_eq!(format!("{:?}", Secret::new("CANARY")), "[secret]");
    }

    #[test]
    fn a_wrong_type_is_reported_without_the_value() {
        let error = serde_json::from_str::<Secret>("[\"CANARY\"]").unwrap_err();
        assert!(!error.to_string().contains("CANARY"), "{error}");
    }
}

use serde::{Deserialize, Deserializer, de};
use thiserror::Error;
use url::{Host, Url};

/// Where an API is found: `https`, or `http` on this machine; no user, no query, no fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(Url);

/// Why a text is no address of an API. It never quotes the text: there may be a secret in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AddressError {
    /// Not a URL, or one without a host.
    #[error("it is not a URL such as https://api.example.com")]
    NotAUrl,
    /// Another scheme than `https`, or `http` to another machine.
    #[error("it must begin with https:// (http:// is taken for this machine alone)")]
    NotSecure,
    /// A user or password stands before the host.
    #[error("it must not hold a user or password")]
    User,
    /// There is a `?` or a `#`.
    #[error("it must not have a query (?) or a fragment (#)")]
    Extra,
}

impl Address {
    /// Checks an address.
    ///
    /// # Errors
    /// Says what makes the text unfit, without quoting it.
    pub fn new(text: &str) -> Result<Self, AddressError> {
        let url = Url::parse(text).map_err(|_| AddressError::NotAUrl)?;
        if !url.has_host() {
            return Err(AddressError::NotAUrl);
        }
        match url.scheme() {
            "https" => {}
            "http" if is_loopback(&url) => {}
            _ => return Err(AddressError::NotSecure),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressError::User);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(AddressError::Extra);
        }
        Ok(Self(url))
    }

    /// A vendor's own address.
    pub(super) fn standard(text: &'static str) -> Self {
        Self::new(text).expect("the addresses in this program are well formed")
    }

    /// The address as a URL.
    pub fn url(&self) -> &Url {
        &self.0
    }

    /// The address of something below this one.
    pub(crate) fn below(&self, name: &str) -> Self {
        let mut url = self.0.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().push(name);
        }
        Self(url)
    }

    /// The host, and the port where it is not the usual one.
    pub fn host(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        match self.0.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    }
}

/// Whether a URL leads to this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

impl<'de> Deserialize<'de> for Address {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::new(&text).map_err(|error| de::Error::custom(format!("not an address: {error}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_anywhere_and_http_on_this_machine() {
        for text in [
            "https://api.contabo.com",
            "https://proxy.example.com:8443/contabo/",
            "http://127.0.0.1:8080",
            "http://[::1]:8080",
            "http://localhost:8080",
        ] {
            assert!(Address::new(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for (text, error) in [
            ("api.contabo.com", AddressError::NotAUrl),
            ("mailto:a@b.c", AddressError::NotAUrl),
            ("", AddressError::NotAUrl),
            ("http://api.contabo.com", AddressError::NotSecure),
            ("http://127.0.0.1.example.com", AddressError::NotSecure),
            ("http://localhost.example.com", AddressError::NotSecure),
            ("http://10.0.0.1", AddressError::NotSecure),
            ("ftp://127.0.0.1", AddressError::NotSecure),
            ("https://user@api.contabo.com", AddressError::User),
            ("https://:password@api.contabo.com", AddressError::User),
            ("https://api.contabo.com?key=1", AddressError::Extra),
            ("https://api.contabo.com#key", AddressError::Extra),
        ] {
            assert_eq!(Address::new(text), Err(error), "{text}");
        }
    }
}

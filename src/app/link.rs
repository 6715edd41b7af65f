use url::Url;

use crate::domain::{Clean, Secret};

/// A web address in an answer: whoever has it may go on in a browser, so it is a secret.
#[derive(Clone, Debug)]
pub struct Link {
    /// The address, in the one spelling that the rules for addresses give it: no control characters, no blanks.
    pub url: Secret,
    /// Where it leads.
    pub host: Clean,
}

impl Link {
    /// The address that a text is. Only `http` and `https` lead into a browser, and one with a user's name in it is made to
    /// deceive.
    pub fn new(text: &str) -> Option<Self> {
        let url = Url::parse(text).ok()?;
        let leads = matches!(url.scheme(), "http" | "https");
        let honest = url.username().is_empty() && url.password().is_none();
        let host = url.host_str().filter(|_| leads && honest)?;
        Some(Self {
            host: Clean::from(host),
            url: Secret::new(url.as_str()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_is_a_link() {
        let link = Link::new("https://github.com/apps/koyeb?state=a b").unwrap();
        assert_eq!(link.host.as_str(), "github.com");
        assert_eq!(
            link.url.expose(),
            "https://github.com/apps/koyeb?state=a%20b"
        );
        for other in [
            "",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "otpauth://totp/a?secret=x",
            "--help",
            "https://koyeb.com@evil.example/",
            "mailto:a@b.de",
        ] {
            assert!(Link::new(other).is_none(), "{other}");
        }
    }

    #[test]
    fn what_a_terminal_or_a_shell_might_obey_is_gone() {
        let link = Link::new("https://a.example/\u{1b}]0;x\u{7}\n`rm`?q=\u{202e}").unwrap();
        let safe = link.url.expose().chars().all(|c| c.is_ascii_graphic());
        assert!(safe, "{}", link.url.expose());
    }
}

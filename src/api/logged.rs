mod curl;
mod mask;
#[cfg(test)]
mod tests;

use std::time::Duration;

use compact_str::CompactString;
use jiff::Timestamp;

pub(super) use self::mask::masked;
use super::without;
use crate::domain::{Clean, Provider, Secret};

/// A request that was made, for the log. No secret is in it, and nothing that is long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// When it was first sent.
    pub sent_at: Timestamp,
    /// To whom.
    pub provider: Provider,
    /// What it was for, in words.
    pub title: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The whole URL, masked.
    pub url: String,
    /// The headers but the ones that show who asks, and those that the connection itself needs.
    pub headers: Vec<(CompactString, CompactString)>,
    /// How the request showed who asks, without the token.
    pub credential: Option<Credential>,
    /// The body, masked.
    pub body: Option<String>,
    /// How often it was sent again.
    pub repeats: u32,
    /// From its first sending until the end, repeats and the pauses between them included.
    pub took: Duration,
    /// The HTTP status of the answer; none where no answer came.
    pub status: Option<u16>,
    /// The vendor's id of the request, or else our own.
    pub request_id: Option<Clean>,
    /// What a refusal said, masked; or why no answer came.
    pub said: Option<Clean>,
}

/// The header that shows who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// The header's name.
    pub header: CompactString,
    /// What stands before the token: `Bearer`, or nothing.
    pub prefix: CompactString,
}

impl Logged {
    /// The most bytes of a body that are kept, and of a URL.
    pub const MOST: usize = 4096;
    /// The most bytes of a refusal that are looked at.
    const MOST_READ: usize = 64 * 1024;

    /// The same, no longer than may be kept.
    #[must_use]
    pub fn bounded(mut self) -> Self {
        self.url = cut(&self.url, Self::MOST);
        self.body = self.body.map(|body| cut(&body, Self::MOST));
        self
    }

    /// What a refusal said, as it may be kept: without what was sent in secret, and with stars for every value that is not
    /// known to be harmless.
    pub fn refusal(body: &[u8], sent: &[&Secret]) -> Option<Clean> {
        let body = body.get(..Self::MOST_READ).unwrap_or(body);
        mask::refusal(&without(&String::from_utf8_lossy(body), sent))
    }

    /// The path and the query, as the list of requests shows them.
    pub fn target(&self) -> &str {
        let after_host = self
            .url
            .split_once("://")
            .and_then(|(_, rest)| rest.find('/').and_then(|at| rest.get(at..)));
        after_host.unwrap_or(&self.url)
    }

    /// Whether the vendor did what was asked.
    pub fn succeeded(&self) -> bool {
        self.status
            .is_some_and(|status| (200..300).contains(&status))
    }

    /// The same request as a command line for curl, with `$TOKEN` for the token and stars for whatever is masked.
    pub fn curl(&self) -> String {
        curl::command(self)
    }
}

/// The beginning of a text, of so many bytes at most.
fn cut(text: &str, most: usize) -> String {
    let mut ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    let end = ends.by_ref().take_while(|end| *end <= most).last();
    match end.and_then(|end| text.get(..end)) {
        Some(kept) if kept.len() < text.len() => format!("{kept}…"),
        Some(_) | None => text.to_owned(),
    }
}

use memchr::memchr3_iter;
use thiserror::Error;

use super::{
    Detail, Page,
    loose::{Object, Rows},
};
use crate::domain::{Clean, Secret};

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
/// How many values a reply may have. A page of a hundred records has some thousands; a hostile one of 32 MB would have
/// millions, and each takes many times its bytes when it is read.
const MAX_VALUES: usize = 100_000;
const OTHER_SHAPE: &str = "the reply has another shape than expected";

/// A 2xx reply as it came.
#[derive(Debug)]
pub struct Raw<'a> {
    /// The headers that say something about the list or the limit.
    pub headers: &'a Headers,
    /// The body, unpacked.
    pub body: &'a [u8],
}

impl<'a> Raw<'a> {
    /// The body as JSON text, whatever it says; empty where the vendor says nothing.
    ///
    /// # Errors
    /// When it is not JSON, or not in UTF-8.
    pub fn text(&self) -> Result<&'a str, Unreadable> {
        if self.body.trim_ascii().is_empty() {
            return Ok("");
        }
        decode::<serde::de::IgnoredAny>(self.body)?;
        let body = self.body.strip_prefix(BYTE_ORDER_MARK);
        str::from_utf8(body.unwrap_or(self.body)).map_err(|_| Unreadable {
            what: "the reply is not in UTF-8",
            path: Clean::default(),
            line: 1,
            column: 1,
        })
    }
}

/// The response headers that usher reads.
#[derive(Clone, Debug, Default)]
pub struct Headers {
    /// `Content-Range`, Tripartie's total: `0-50/28441`.
    pub content_range: Option<String>,
    /// `X-Rate-Limit`, Tripartie's allowance: `554; reset="2025-01-12T12:11:02"`.
    pub rate_limit: Option<String>,
    /// `Retry-After`: seconds or a date.
    pub retry_after: Option<String>,
    /// The request id that the vendor answers with, else the one that we sent.
    pub request_id: Option<String>,
}

/// A reply, read.
#[derive(Debug)]
pub enum Reply {
    /// A page of a list.
    Page(Page),
    /// Everything about one record.
    Detail(Detail),
    /// A new session token: Koyeb's answer to a switch of organization.
    Session {
        /// The token. Koyeb calls it `id`.
        token: Secret,
        /// The organization that it is scoped to, empty for none.
        organization_id: Clean,
    },
    /// Done; the reply says nothing that the program needs.
    Done,
}

/// Reads a 2xx reply; one per shape, named by the catalogue.
pub type Decode = fn(&Raw<'_>) -> Result<Reply, Unreadable>;

/// Why a 2xx reply could not be read. It never quotes a value.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{what} at line {line}, column {column}{}{path}", if path.is_empty() { "" } else { ", in " })]
pub struct Unreadable {
    /// What is wrong, by category: not JSON, cut short, or another shape than expected.
    pub what: &'static str,
    /// The path of the value, such as `invitations[3].expires_at`.
    pub path: Clean,
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// Reads a whole record, whatever its shape.
pub fn detail(raw: &Raw<'_>) -> Result<Reply, Unreadable> {
    json(raw.body).map(|value: serde_json::Value| Reply::Detail(Detail::new(&value)))
}

/// Reads a whole record that hands out secrets, by the names that they have in the reply.
pub fn revealing(raw: &Raw<'_>, secrets: &'static [&'static str]) -> Result<Reply, Unreadable> {
    json(raw.body).map(|value: serde_json::Value| Reply::Detail(Detail::revealing(&value, secrets)))
}

/// Takes any answer of an API: 204, `{}`, and replies that only repeat what was sent. What is no JSON may come from something
/// in between, which did nothing.
pub fn done(raw: &Raw<'_>) -> Result<Reply, Unreadable> {
    if !raw.body.trim_ascii().is_empty() {
        json::<serde::de::IgnoredAny>(raw.body)?;
    }
    Ok(Reply::Done)
}

/// Decodes a reply that must be an object.
pub fn object<'a, T: serde::Deserialize<'a>>(body: &'a [u8]) -> Result<T, Unreadable> {
    json::<Object<T>>(body)?.0.ok_or(Unreadable {
        what: OTHER_SHAPE,
        path: Clean::default(),
        line: 1,
        column: 1,
    })
}

/// Decodes a reply that must be an array. What is not an object in it is left out; null is an empty array.
pub fn array<'a, T: serde::Deserialize<'a>>(body: &'a [u8]) -> Result<Vec<T>, Unreadable> {
    json::<Rows<T>>(body).map(|rows| rows.0)
}

/// Decodes JSON into a type, leniently about a byte order mark, strictly about what is quoted in the error, and about how
/// much there is.
pub fn json<'a, T: serde::Deserialize<'a>>(body: &'a [u8]) -> Result<T, Unreadable> {
    // A short one can't have so many.
    let long = (body.len() > MAX_VALUES).then_some(body);
    let too_many = long.and_then(|body| memchr3_iter(b',', b'[', b'{', body).nth(MAX_VALUES));
    match too_many {
        None => decode(body),
        Some(before) => Err(Unreadable {
            what: "the reply has more values than usher reads",
            path: Clean::default(),
            line: 1,
            column: before + 1,
        }),
    }
}

fn decode<'a, T: serde::Deserialize<'a>>(body: &'a [u8]) -> Result<T, Unreadable> {
    let body = body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body);
    // Looking through all of it for UTF-8 at once takes less than for each text.
    let value = str::from_utf8(body).ok().map(serde_json::from_str);
    // Only where something is wrong, it is read once more in order to say where.
    value.and_then(Result::ok).map_or_else(|| explain(body), Ok)
}

/// Decodes JSON, and says where it can't be.
fn explain<'a, T: serde::Deserialize<'a>>(body: &'a [u8]) -> Result<T, Unreadable> {
    let mut decoder = serde_json::Deserializer::from_slice(body);
    let unreadable = |error: &serde_json::Error, path: String| Unreadable {
        what: match error.classify() {
            serde_json::error::Category::Eof => "the reply is cut short",
            serde_json::error::Category::Syntax | serde_json::error::Category::Io => {
                "the reply is not JSON"
            }
            serde_json::error::Category::Data => OTHER_SHAPE,
        },
        path: Clean::from(if path == "." { String::new() } else { path }),
        line: error.line(),
        column: error.column(),
    };
    let value = serde_path_to_error::deserialize(&mut decoder)
        .map_err(|error| unreadable(error.inner(), error.path().to_string()))?;
    decoder
        .end()
        .map_err(|error| unreadable(&error, String::new()))?;
    Ok(value)
}

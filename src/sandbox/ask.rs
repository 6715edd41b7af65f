//! A request as it arrived, and as an operation sees it.

use axum::{
    body::Bytes,
    http::{HeaderMap, request::Parts},
};
use serde_json::{Map, Value};

use crate::api::Operation;

/// A request as it arrived.
pub(super) struct Incoming {
    pub method: String,
    /// The path as it came.
    pub path: String,
    /// The path's segments, decoded.
    pub segments: Vec<String>,
    pub query: Vec<(String, String)>,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Incoming {
    pub fn new(parts: Parts, body: Bytes) -> Self {
        let path = parts.uri.path().to_owned();
        let segments = path.trim_start_matches('/').split('/').map(decode_segment);
        let query = parts.uri.query().unwrap_or_default();
        Self {
            method: parts.method.to_string(),
            segments: segments.collect(),
            query: url::form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect(),
            path,
            headers: parts.headers,
            body,
        }
    }

    /// A header that is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok().map(str::trim)
    }

    /// The body read as JSON, whatever its content type; `None` when it is empty.
    pub fn json(&self) -> Option<Result<Value, serde_json::Error>> {
        let body = self.body.trim_ascii();
        (!body.is_empty()).then(|| serde_json::from_slice(body))
    }

    /// The body read as a form, whatever its content type.
    pub fn form(&self) -> Vec<(String, String)> {
        url::form_urlencoded::parse(&self.body)
            .into_owned()
            .collect()
    }
}

/// A segment without its percent signs; `+` is no space in a path.
fn decode_segment(segment: &str) -> String {
    let form = segment.replace('+', "%2B").replace('&', "%26");
    url::form_urlencoded::parse(format!("={form}").as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

/// A request that is an operation of the catalogue.
pub(super) struct Ask {
    pub operation: &'static Operation,
    pub path: Vec<(&'static str, String)>,
    pub query: Vec<(String, String)>,
    /// The body's properties; empty where there is no body.
    pub body: Map<String, Value>,
}

impl Ask {
    /// A value of the path.
    pub fn path(&self, name: &str) -> &str {
        let found = self.path.iter().find(|(known, _)| *known == name);
        found.map_or("", |(_, value)| value)
    }

    /// The first value of that name in the query that says something.
    pub fn query(&self, name: &str) -> Option<&str> {
        self.queries(name).next()
    }

    /// All values of that name in the query that say something.
    pub fn queries(&self, name: &str) -> impl Iterator<Item = &str> {
        self.query
            .iter()
            .filter(move |(known, value)| known == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// A text of the body.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.body.get(name)?.as_str()
    }

    /// A truth value of the body.
    pub fn flag(&self, name: &str) -> Option<bool> {
        self.body.get(name)?.as_bool()
    }
}

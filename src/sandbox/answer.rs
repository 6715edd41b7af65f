use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use serde_json::Value;

/// What a vendor answers.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub content: Content,
}

/// The body of an answer.
#[derive(Clone, Debug)]
pub(super) enum Content {
    /// None at all, as after a 204.
    Nothing,
    /// JSON.
    Json(Value),
    /// Text of a content type.
    Text(&'static str, String),
}

impl Answer {
    /// JSON with a status.
    pub fn json(status: u16, value: Value) -> Self {
        Self::new(status, Content::Json(value))
    }

    /// Text with a status.
    pub fn text(status: u16, kind: &'static str, text: &str) -> Self {
        Self::new(status, Content::Text(kind, text.to_owned()))
    }

    /// 204.
    pub fn nothing() -> Self {
        Self::new(204, Content::Nothing)
    }

    /// The same with one more header.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The answer as axum sends it.
    pub fn into_response(self) -> Response {
        let body = Body::from(self.body());
        self.with_body(body)
    }

    /// The bytes of the body.
    pub fn body(&self) -> Vec<u8> {
        match &self.content {
            Content::Nothing => Vec::new(),
            Content::Json(value) => value.to_string().into_bytes(),
            Content::Text(_, text) => text.clone().into_bytes(),
        }
    }

    /// The answer as axum sends it, with another body.
    pub fn with_body(self, body: Body) -> Response {
        let kind = match self.content {
            Content::Nothing => None,
            Content::Json(_) => Some("application/json"),
            Content::Text(kind, _) => Some(kind),
        };
        let mut response = Response::new(body);
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        if let Some(kind) = kind {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        }
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
        response
    }

    fn new(status: u16, content: Content) -> Self {
        Self {
            status,
            headers: Vec::new(),
            content,
        }
    }
}

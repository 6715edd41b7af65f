//! How an answer gets to the client: whole, or as broken lines, proxies and servers deliver it.

use std::time::Duration;

use axum::{
    body::{Body, Bytes},
    response::Response,
};
use futures_util::{StreamExt as _, stream};

use super::{answer::Answer, connection::Line};

/// How much of an answer without end goes out at a time.
const CHUNK: &[u8] = &[b' '; 1 << 14];

/// How an answer gets to the client.
#[derive(Clone, Copy, Debug)]
pub(super) enum Delivery {
    /// As it is.
    Whole,
    /// Cut in the middle of the body.
    Half,
    /// Whole, with a length that promises more.
    TooLong,
    /// Whole, with a length that promises less.
    TooShort,
    /// Followed by blanks without end.
    Endless,
    /// A byte each time that so much time has passed.
    Drip(Duration),
}

impl Delivery {
    /// The answer as axum sends it; or the line ends with it, where no honest server would send it like that.
    pub fn send(self, answer: Answer, line: &Line) -> Response {
        let body = answer.body();
        let length = body.len();
        let raw = |said, sent: &[u8]| {
            line.end_with(raw(answer.status, said, sent));
            Response::new(Body::empty())
        };
        match self {
            Self::Whole => answer.into_response(),
            Self::Half => raw(length, body.get(..length / 2).unwrap_or_default()),
            Self::TooLong => raw(length + 100, &body),
            Self::TooShort => raw(length / 2, &body),
            Self::Endless => {
                let chunks = stream::repeat(Bytes::from_static(CHUNK));
                answer.with_body(streamed(stream::iter([Bytes::from(body)]).chain(chunks)))
            }
            Self::Drip(time) => {
                let drops = stream::iter(body).then(move |byte| async move {
                    tokio::time::sleep(time).await;
                    Bytes::from(vec![byte])
                });
                answer.with_body(streamed(drops))
            }
        }
    }
}

fn streamed(chunks: impl stream::Stream<Item = Bytes> + Send + 'static) -> Body {
    Body::from_stream(chunks.map(Ok::<_, std::convert::Infallible>))
}

/// An answer with a length that need not be true.
fn raw(status: u16, said: usize, sent: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {said}\r\n\r\n"
    );
    [head.as_bytes(), sent].concat()
}

use serde_json::Value;

use crate::sandbox::{answer::Answer, ask::Ask};

use super::refusal::Refusal;

/// How many rows a page has; Tripartie lets nobody choose.
const SIZE: usize = 50;

/// The page that is asked for: a bare list, with its place in a header.
pub(super) fn answer<T>(
    ask: &Ask,
    rows: &[T],
    show: impl Fn(&T) -> Value,
) -> Result<Answer, Refusal> {
    let page: usize = match ask.query("page") {
        None => 1,
        Some(text) => (text.parse().ok())
            .filter(|page| *page > 0)
            .ok_or_else(|| Refusal::status(400))?,
    };
    let start = (page - 1).saturating_mul(SIZE).min(rows.len());
    let end = start.saturating_add(SIZE).min(rows.len());
    let shown: Vec<Value> = rows.iter().skip(start).take(SIZE).map(show).collect();
    let range = format!("{start}-{end}/{}", rows.len());
    Ok(Answer::json(200, Value::Array(shown)).header("content-range", range))
}

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{Styles, overlay::popup, text, veil};
use crate::{
    api::{JsonLine, JsonPart},
    app::{Json, MASK},
    domain::{Clean, is_private, private_parts},
};

/// A whole reply as JSON.
pub fn draw(json: &Json, styles: &Styles, area: Rect, frame: &mut Frame) {
    let width = area.width.saturating_sub(2);
    let height = u16::try_from(json.lines.len()).unwrap_or(u16::MAX);
    let height = height.min(area.height.saturating_sub(2)).max(1);
    let inner = popup(json.title.as_str(), width, height, styles, area, frame);
    let window = json.cursor.window(json.lines.len());
    let shown = json.lines.get(window).unwrap_or_default();
    let revealed = json.revealed_until.is_some();
    let left = u16::try_from(json.left).unwrap_or(u16::MAX);
    for (line, n) in shown.iter().zip(0..) {
        if let Some(row) = text::row(inner, n) {
            let line = Paragraph::new(written(line, revealed, styles)).scroll((0, left));
            frame.render_widget(line, row);
        }
    }
}

fn written(line: &JsonLine, revealed: bool, styles: &Styles) -> Line<'static> {
    let indent = text::span("  ".repeat(line.depth), styles.plain);
    let name = line.name.iter().flat_map(|name| {
        [
            text::span(name.clone(), styles.json_name),
            text::span(": ", styles.dim),
        ]
    });
    let comma = line.comma.then(|| text::span(",", styles.dim));
    let spans = std::iter::once(indent).chain(name);
    let mut part = part(&line.part, revealed, styles);
    let name = line.name.as_ref().map_or("", Clean::as_str);
    if let JsonPart::Text(value) | JsonPart::Number(value) = &line.part
        && (is_private(name, value.as_str()) || !private_parts(value.as_str()).is_empty())
    {
        for span in &mut part {
            span.style = veil::private(span.style);
        }
    }
    text::line(spans.chain(part).chain(comma))
}

fn part(part: &JsonPart, revealed: bool, styles: &Styles) -> Vec<Span<'static>> {
    let one = match part {
        JsonPart::Bracket(text) => text::span(*text, styles.dim),
        JsonPart::Text(text) => text::span(text.clone(), styles.json_text),
        JsonPart::Number(text) => text::span(text.clone(), styles.json_number),
        JsonPart::Literal(text) => text::span(*text, styles.json_literal),
        JsonPart::Masked(secret) if revealed => return text::spans(secret.expose(), styles.accent),
        JsonPart::Masked(_) => text::span(format!("\"{MASK}\""), styles.dim),
        JsonPart::More => text::span("… there is more than fits here", styles.dim),
    };
    vec![one]
}

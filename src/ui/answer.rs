use ratatui::{Frame, layout::Rect};

use super::{Styles, overlay::popup, text};
use crate::{
    api::{DetailLine, Shown},
    app::Answer,
    domain::Clean,
};

/// What an operation answered.
pub fn draw(answer: &Answer, styles: &Styles, area: Rect, frame: &mut Frame) {
    let lines = &answer.detail.lines;
    let width = 90.min(area.width.saturating_sub(2));
    let count = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let height = count
        .saturating_add(2)
        .min(area.height.saturating_sub(2))
        .max(3);
    let inner = popup(answer.title.as_str(), width, height, styles, area, frame);
    let label = lines
        .iter()
        .map(|line| text::width(line.path.as_str()))
        .max()
        .unwrap_or(0)
        .min(width / 2);
    let shown = lines
        .get(answer.cursor.window(lines.len()))
        .unwrap_or_default();
    for (line, n) in shown.iter().zip(0..) {
        let Some(row) = text::row(inner, n) else {
            break;
        };
        let (value, style) = value(answer, line, styles);
        frame.render_widget(
            text::line([
                text::fitted(&line.path, label, styles.dim),
                text::span(" ", styles.plain),
                text::span(value, style),
            ]),
            row,
        );
    }
    if let Some(row) = text::row(inner, inner.height.saturating_sub(1)) {
        let words = match (
            answer.detail.given().next().is_none(),
            answer.revealed_until,
        ) {
            (true, _) if lines.is_empty() => "Done; the vendor says nothing more.",
            (true, _) => "",
            (false, None) => {
                "It is shown this once: x shows it for 15 s. Keep it before you leave."
            }
            (false, Some(_)) => "Shown for 15 s. Keep it before you leave.",
        };
        frame.render_widget(text::line([text::span(words, styles.warning)]), row);
    }
}

fn value(answer: &Answer, line: &DetailLine, styles: &Styles) -> (Clean, ratatui::style::Style) {
    match &line.value {
        Shown::Text(text) => (text.clone(), styles.plain),
        Shown::Masked(secret) => match answer.revealed_until {
            Some(_) if answer.detail.is_given(line) => (Clean::new(secret.expose()), styles.accent),
            Some(_) | None => (Clean::from("••••••"), styles.dim),
        },
    }
}

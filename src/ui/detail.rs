use ratatui::{
    Frame,
    layout::Rect,
    widgets::{Block, BorderType, Padding},
};

use super::{Styles, text};
use crate::app::{App, DetailRow, label_width};

/// The record under the cursor.
pub fn draw(app: &App, styles: &Styles, area: Rect, frame: &mut Frame) {
    if area.is_empty() {
        return;
    }
    let undo_key = app.undo_key();
    let name = app
        .panes
        .grid()
        .selection(&app.facts(&undo_key))
        .map(|selection| selection.name);
    let border = if app.detail.focused {
        styles.border()
    } else {
        styles.frame
    };
    let mut block = Block::bordered()
        .padding(Padding::horizontal(1))
        .border_type(BorderType::Rounded)
        .border_style(border);
    if let Some(name) = name {
        block = block.title(text::line([text::span(
            format!(" {name} "),
            styles.heading,
        )]));
    }
    let inner = block.inner(area);
    frame.render_widget(block, area);

    let rows = app.detail_rows();
    let label = label_width(&rows, inner.width);
    let shown = rows
        .get(app.detail.cursor.window(rows.len()))
        .unwrap_or_default();
    for (row, n) in shown.iter().zip(0..) {
        let Some(area) = text::row(inner, n) else {
            break;
        };
        let line = match row {
            DetailRow::Field(name, value) => text::line([
                text::fitted(name, label, styles.dim),
                text::span(" ", styles.plain),
                text::span(value.text.clone(), styles.tone(value.tone)),
            ]),
            DetailRow::Heading(words) => text::line([text::span(*words, styles.heading)]),
            DetailRow::Remark(cell) => {
                text::line([text::span(cell.text.clone(), styles.tone(cell.tone))])
            }
        };
        frame.render_widget(line, area);
    }
}

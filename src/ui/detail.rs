use std::ops::Range;

use ratatui::{
    Frame,
    layout::{Alignment, Rect},
    widgets::{Block, BorderType, Padding},
};

use super::{Styles, text};
use crate::app::{App, DetailRow};

/// The record under the cursor.
pub fn draw(app: &App, styles: &Styles, area: Rect, frame: &mut Frame) {
    if area.is_empty() {
        return;
    }
    let selection = app.panes.grid().selection();
    let name = selection.map(|selection| selection.name);
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
    let rows = app.detail_rows();
    let window = app.detail.cursor.window(rows.len());
    if window.len() < rows.len() {
        let place = format!(" {}/{} ", window.end, rows.len());
        let place = text::line([text::span(place, styles.dim)]);
        block = block.title_bottom(place.alignment(Alignment::Right));
    }
    let inner = block.inner(area);
    frame.render_widget(block, area);

    draw_rows(&rows, window, styles, inner, frame);
}

/// Some of the lines of a detail.
pub fn draw_rows(
    rows: &[DetailRow],
    window: Range<usize>,
    styles: &Styles,
    area: Rect,
    frame: &mut Frame,
) {
    let shown = rows.get(window).unwrap_or_default();
    for (row, n) in shown.iter().zip(0..) {
        let Some(area) = text::row(area, n) else {
            break;
        };
        let line = match row {
            DetailRow::Field {
                label,
                width,
                value,
            } => text::line([
                text::fitted(label, *width, styles.dim),
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

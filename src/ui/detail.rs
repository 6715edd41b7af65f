use std::ops::Range;

use ratatui::{
    Frame,
    layout::{Alignment, Rect},
    text::Span,
    widgets::{Block, Padding},
};

use super::{Styles, text, veil};
use crate::app::{App, Cell, DetailRow};

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
        .border_type(styles.lines)
        .border_style(border);
    if let Some(name) = name {
        let room = area.width.saturating_sub(4);
        block = block.title(text::line([
            text::span(" ", styles.heading),
            text::cut(&name, room, styles.heading),
            text::span(" ", styles.heading),
        ]));
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
                private,
            } => text::line([
                text::fitted(label, *width, styles.dim),
                text::span(" ", styles.plain),
                span(value, *private, styles),
            ]),
            DetailRow::Heading(words) => text::line([text::span(*words, styles.heading)]),
            DetailRow::Remark(cell, private) => text::line([span(cell, *private, styles)]),
        };
        frame.render_widget(line, area);
    }
}

fn span(cell: &Cell, private: bool, styles: &Styles) -> Span<'static> {
    let style = styles.tone(cell.tone);
    let style = if private { veil::private(style) } else { style };
    text::span(cell.text.clone(), style)
}

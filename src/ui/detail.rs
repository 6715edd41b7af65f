use std::ops::Range;

use ratatui::{
    Frame,
    layout::{Margin, Rect},
};

use super::{Styles, border, pen::Pen, text, veil};
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
    let buffer = frame.buffer_mut();
    let inner = border::draw(area, styles, border, buffer);
    let (top, bottom) = border::edges(area);
    if let Some(name) = name {
        let room = area.width.saturating_sub(4);
        let mut pen = Pen::new(top, styles, buffer);
        pen.draw(" ", 1, styles.heading);
        pen.write(&name, text::width(name.as_str()).min(room), styles.heading);
        pen.draw(" ", 1, styles.heading);
    }
    let rows = app.detail_rows();
    let window = app.detail.cursor.window(rows.len());
    if window.len() < rows.len() {
        let place = format!(" {}/{} ", window.end, rows.len());
        let width = text::width(&place);
        Pen::before_end(bottom, width, styles, buffer).say(place, styles.dim);
    }
    draw_rows(&rows, window, styles, inner.inner(Margin::new(1, 0)), frame);
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
        let mut pen = Pen::new(area, styles, frame.buffer_mut());
        let style = |cell: &Cell, private| {
            let style = styles.tone(cell.tone);
            if private { veil::private(style) } else { style }
        };
        match row {
            DetailRow::Field {
                label,
                width,
                value,
                private,
            } => {
                pen.write(label, *width, styles.dim);
                pen.draw(" ", 1, styles.plain);
                pen.write_all(&value.text, style(value, *private));
            }
            DetailRow::Heading(words) => pen.say(*words, styles.heading),
            DetailRow::Remark(cell, private) => {
                pen.write_all(&cell.text, style(cell, *private));
            }
        }
    }
}

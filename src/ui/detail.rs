use std::ops::Range;

use ratatui::{
    Frame,
    buffer::Buffer,
    layout::{Margin, Rect},
    style::Style,
};

use super::{
    Styles, border,
    pen::{Pen, leave},
    text, veil,
};
use crate::app::{App, Cell, DetailRow};

/// The lines that are on screen, and where they are.
#[derive(Debug)]
pub struct Rows {
    area: Rect,
    border: Style,
    lines: Vec<DetailRow>,
}

/// The record under the cursor. Of the lines that stand there already, none is drawn that says the same.
pub fn draw(
    app: &App,
    styles: &Styles,
    area: Rect,
    before: Option<Rows>,
    frame: &mut Frame,
) -> Option<Rows> {
    if area.is_empty() {
        return None;
    }
    let selection = app.panes.grid().selection();
    let name = selection.map(|selection| selection.name);
    let border = if app.detail.focused {
        styles.border()
    } else {
        styles.frame
    };
    let buffer = frame.buffer_mut();
    let before = before.filter(|rows| rows.area == area && rows.border == border);
    let inner = border::draw(area, styles, border, before.is_some(), buffer);
    let (top, bottom) = border::edges(area);
    if let Some(name) = name {
        let room = area.width.saturating_sub(4);
        let mut pen = Pen::new(top, styles, buffer);
        pen.draw(" ", 1, styles.heading);
        pen.write(&name, text::width(name.as_str()).min(room), styles.heading);
        pen.draw(" ", 1, styles.heading);
    }
    let mut lines = app.detail_rows();
    let window = app.detail.cursor.window(lines.len());
    if window.len() < lines.len() {
        let place = format!(" {}/{} ", window.end, lines.len());
        let width = text::width(&place);
        Pen::before_end(bottom, width, styles, buffer).say(place, styles.dim);
    }
    lines.truncate(window.end);
    lines.drain(..window.start);
    for (row, at) in inner.inner(Margin::new(1, 0)).rows().zip(0..) {
        let line = lines.get(at);
        let is_same = |rows: &Rows| rows.lines.get(at) == line;
        if before.as_ref().is_some_and(is_same) {
            leave(row, styles, buffer);
        } else if let Some(line) = line {
            draw_line(line, styles, row, buffer);
        }
    }
    Some(Rows {
        area,
        border,
        lines,
    })
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
    for (line, row) in shown.iter().zip(area.rows()) {
        draw_line(line, styles, row, frame.buffer_mut());
    }
}

fn draw_line(line: &DetailRow, styles: &Styles, area: Rect, buffer: &mut Buffer) {
    let mut pen = Pen::new(area, styles, buffer);
    let style = |cell: &Cell, private| {
        let style = styles.tone(cell.tone);
        if private { veil::private(style) } else { style }
    };
    match line {
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

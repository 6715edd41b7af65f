use ratatui::{Frame, layout::Rect};

use super::{Styles, overlay::popup, table, text};
use crate::app::{ColumnEntry, ColumnList, Sort};

/// The columns of a table, to be ticked, moved and sorted by.
pub fn draw(list: &ColumnList, styles: &Styles, area: Rect, frame: &mut Frame) {
    let count = u16::try_from(list.entries.len()).unwrap_or(u16::MAX);
    let width = 46.min(area.width.saturating_sub(2));
    let most = area.height.saturating_sub(2);
    let inner = popup(
        "Columns",
        width,
        count.min(most).max(1),
        styles,
        area,
        frame,
    );
    let window = list.cursor.window(list.entries.len());
    let entries = list.entries.get(window.clone()).unwrap_or_default();
    for ((entry, at), n) in entries.iter().zip(window).zip(0..) {
        let Some(row) = text::row(inner, n) else {
            break;
        };
        let style = if entry.shown {
            styles.plain
        } else {
            styles.dim
        };
        let words = format!(
            " [{}] {} {}",
            if entry.shown { 'x' } else { ' ' },
            arrow(entry, list.sort),
            entry.head.title
        );
        let name = format!("{}:", entry.head.name()).into();
        let name_width = 18.min(row.width / 2);
        let line = text::line([
            text::fitted(&words.into(), row.width.saturating_sub(name_width), style),
            text::fitted(&name, name_width, styles.dim),
        ]);
        frame.render_widget(line, row);
        if at == list.cursor.position() {
            frame.buffer_mut().set_style(row, styles.selected);
        }
    }
}

/// Whether and how the table is sorted by a column.
fn arrow(entry: &ColumnEntry, sort: Option<Sort>) -> char {
    match sort {
        Some(sort) if sort.column == entry.column => table::arrow(sort),
        Some(_) | None => ' ',
    }
}

use ratatui::{
    buffer::Buffer,
    layout::{Margin, Rect},
    style::Style,
};

use super::{
    Styles,
    pen::{Pen, leave},
};

/// Draws the lines around a pane and gives what is within. The library's own block goes over each cell within as well, and
/// the panes fill the screen. Those that stand there already are left at the sides, where nothing else is.
pub fn draw(area: Rect, styles: &Styles, style: Style, stands: bool, buffer: &mut Buffer) -> Rect {
    let set = styles.lines.to_border_set();
    let within = area.width.saturating_sub(2);
    let mut across = |row, [left, middle, right]: [&'static str; 3]| {
        let mut pen = Pen::new(row, styles, buffer);
        pen.draw(left, 1, style);
        pen.draw(middle, within, style);
        pen.draw(right, 1, style);
    };
    let mut rows = area.rows();
    if let Some(top) = rows.next() {
        across(top, [set.top_left, set.horizontal_top, set.top_right]);
    }
    if let Some(bottom) = rows.next_back() {
        let line = [set.bottom_left, set.horizontal_bottom, set.bottom_right];
        across(bottom, line);
    }
    for row in rows {
        let right = row.right().saturating_sub(1);
        for (x, line) in [(row.x, set.vertical_left), (right, set.vertical_right)] {
            let width = row.width.min(1);
            let side = Rect { x, width, ..row };
            if stands {
                leave(side, styles, buffer);
            } else {
                Pen::new(side, styles, buffer).draw(line, 1, style);
            }
        }
    }
    area.inner(Margin::new(1, 1))
}

/// The upper and the lower line, as far as there is room for words in them.
pub fn edges(area: Rect) -> (Rect, Rect) {
    let within = area.inner(Margin::new(1, 0));
    let line = |y| Rect {
        y,
        height: area.height.min(1),
        ..within
    };
    (line(area.y), line(area.bottom().saturating_sub(1)))
}

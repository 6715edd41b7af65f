use ratatui::{
    buffer::Buffer,
    layout::{Margin, Rect},
    style::Style,
    symbols::border::Set,
    widgets::BorderType,
};

/// Draws the lines around a pane and gives what is within. The library's own block goes over each cell within as well, and
/// the panes fill the screen.
pub fn draw(area: Rect, lines: BorderType, style: Style, buffer: &mut Buffer) -> Rect {
    let area = area.intersection(buffer.area);
    let Set {
        top_left,
        top_right,
        bottom_left,
        bottom_right,
        vertical_left,
        vertical_right,
        horizontal_top,
        horizontal_bottom,
    } = lines.to_border_set();
    let (Some(right), Some(bottom)) = (area.right().checked_sub(1), area.bottom().checked_sub(1))
    else {
        return area;
    };
    let mut set = |x, y, symbol| {
        if let Some(cell) = buffer.cell_mut((x, y)) {
            cell.set_symbol(symbol).set_style(style);
        }
    };
    for x in area.left()..=right {
        set(x, area.y, horizontal_top);
        set(x, bottom, horizontal_bottom);
    }
    for y in area.top()..=bottom {
        set(area.x, y, vertical_left);
        set(right, y, vertical_right);
    }
    set(area.x, area.y, top_left);
    set(right, area.y, top_right);
    set(area.x, bottom, bottom_left);
    set(right, bottom, bottom_right);
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

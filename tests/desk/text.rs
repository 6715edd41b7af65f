//! Cells of a screen as text.

/// A wide character takes two cells, the second of which is no part of the text.
pub fn visible<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let mut line = String::new();
    let mut covered = 0;
    for cell in cells {
        if covered > 0 {
            covered -= 1;
            continue;
        }
        line.push_str(cell);
        covered = unicode_width::UnicodeWidthStr::width(cell).saturating_sub(1);
    }
    line
}

use ratatui::{
    Frame,
    layout::{Rect, Size},
};

use super::{Styles, text};
use crate::app::Qr;

/// How wide the light edge around a code is at best and at least, in modules.
const QUIET: [usize; 3] = [4, 3, LEAST];
/// And with less than this, cameras lose the code.
pub const LEAST: usize = 2;

/// The widest edge with which a code fits into so many cells, if it does and the terminal can show it.
pub fn quiet(qr: &Qr, room: Size, styles: &Styles) -> Option<usize> {
    let mut edges = QUIET.into_iter().filter(|_| !styles.ascii);
    edges.find(|quiet| {
        let size = size(qr, *quiet);
        size.width <= room.width && size.height <= room.height
    })
}

/// The cells that a code takes with such an edge: one for a module sideways, one for two modules downwards.
pub fn size(qr: &Qr, quiet: usize) -> Size {
    let modules = u16::try_from(qr.width() + 2 * quiet).unwrap_or(u16::MAX);
    Size {
        width: modules,
        height: modules.div_ceil(2),
    }
}

/// A code with its edge in the upper left corner of an area. Light is the foreground; `inverted` is for terminals whose
/// foreground is dark and whose colours are off.
pub fn draw(qr: &Qr, quiet: usize, inverted: bool, styles: &Styles, area: Rect, frame: &mut Frame) {
    for (line, n) in lines(qr, quiet, inverted).into_iter().zip(0..) {
        if let Some(row) = text::row(area, n) {
            frame.render_widget(text::line([text::span(line, styles.qr)]), row);
        }
    }
}

/// The code in half blocks.
fn lines(qr: &Qr, quiet: usize, inverted: bool) -> Vec<String> {
    let modules = qr.width() + 2 * quiet;
    let is_light = |x: usize, y: usize| {
        let dark = qr.is_dark(x.checked_sub(quiet), y.checked_sub(quiet));
        dark == inverted
    };
    let cell = |x, y| match (is_light(x, y), is_light(x, y + 1)) {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        (false, false) => ' ',
    };
    let rows = (0..modules).step_by(2);
    rows.map(|y| (0..modules).map(|x| cell(x, y)).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Secret;

    /// Reads the modules back out of the half blocks.
    fn modules(lines: &[String]) -> Vec<Vec<bool>> {
        let halves = |line: &String| {
            let upper = line.chars().map(|c| !matches!(c, '█' | '▀')).collect();
            let lower = line.chars().map(|c| !matches!(c, '█' | '▄')).collect();
            [upper, lower]
        };
        lines.iter().flat_map(halves).collect()
    }

    #[test]
    fn every_module_is_drawn_and_the_edge_is_light() {
        let qr = Qr::new(&Secret::new("https://example.com")).unwrap();
        for quiet in QUIET {
            let drawn = modules(&lines(&qr, quiet, false));
            for (y, row) in drawn.iter().enumerate() {
                for (x, dark) in row.iter().enumerate() {
                    let expected = qr.is_dark(x.checked_sub(quiet), y.checked_sub(quiet));
                    assert_eq!(*dark, expected, "{x} {y}");
                }
            }
            let inverted = modules(&lines(&qr, quiet, true));
            assert!(inverted[0].iter().all(|dark| *dark), "the edge changes too");
        }
    }

    #[test]
    fn the_edge_is_as_wide_as_there_is_room() {
        let qr = Qr::new(&Secret::new("https://example.com")).unwrap();
        assert_eq!(qr.width(), 25);
        let room = |width, height| quiet(&qr, Size { width, height }, &Styles::colored());
        assert_eq!(room(80, 24), Some(4));
        assert_eq!(room(29, 15), Some(2));
        assert_eq!((room(28, 24), room(80, 14)), (None, None));
        let ascii = Styles {
            ascii: true,
            ..Styles::monochrome()
        };
        let large = Size {
            width: 200,
            height: 80,
        };
        assert_eq!(quiet(&qr, large, &ascii), None, "ASCII has no half blocks");
    }
}

//! Sharing the screen: the finished frame, whatever is private in it masked. This is the one place that knows how; what is
//! private by its kind was marked where it was drawn, everything else is known by its looks.

use std::ops::Range;

use ratatui::{
    buffer::{Buffer, Cell, CellDiffOption},
    layout::Rect,
    style::{Modifier, Style},
    text::Line,
};

use super::text;
use crate::domain::{CUT, private_parts};

/// What stands for each letter, so that nothing on screen moves.
const VEIL: &str = "•";
/// What marks a cell as private until the frame is finished. Nothing is drawn with it otherwise.
const MARK: Modifier = Modifier::HIDDEN;

/// The same style for something that is private by its kind.
pub fn private(style: Style) -> Style {
    style.add_modifier(MARK)
}

/// Whether something is drawn as private by its kind.
pub fn is_private(style: Style) -> bool {
    style.add_modifier.contains(MARK)
}

/// The same line, private by its kind.
pub fn private_line(mut line: Line<'static>) -> Line<'static> {
    for span in &mut line.spans {
        span.style = private(span.style);
    }
    line
}

/// Whatever was drawn in an area is private by its kind.
pub fn mark(buffer: &mut Buffer, area: Rect) {
    buffer.set_style(area, Style::new().add_modifier(MARK));
}

/// Finishes a frame: takes the marks off, masks what is private where the screen is shared, and looks over what widgets of
/// others drew. Ids that don't look like any are known.
pub fn finish(buffer: &mut Buffer, is_shared: bool, known: &[String]) {
    let width = usize::from(buffer.area.width.max(1));
    for line in buffer.content.chunks_mut(width) {
        if is_shared {
            let letters = letters(line);
            let text: String = letters.iter().map(|letter| letter.text.as_str()).collect();
            let mut parts = private_parts(&text);
            parts.extend(known.iter().flat_map(|id| places(&text, id)));
            let mut at = 0;
            for letter in &letters {
                let end = at + letter.text.len();
                let looks_so = parts.iter().any(|part| part.start < end && at < part.end);
                veil(line, letter, looks_so);
                at = end;
            }
        }
        for cell in line {
            if cell.diff_option == CellDiffOption::Skip {
                continue;
            }
            cell.modifier.remove(MARK);
            let symbol = cell.symbol();
            if symbol.len() > 1 {
                if symbol.starts_with(CUT) {
                    cell.set_symbol("…");
                }
                text::guard(cell);
            }
        }
    }
}

/// What one or more cells show.
struct Letter {
    text: String,
    cells: Range<usize>,
}

fn letters(line: &[Cell]) -> Vec<Letter> {
    let mut letters = Vec::new();
    let mut at = 0;
    while let Some(cell) = line.get(at) {
        let text = cell.symbol().to_owned();
        let end = at + usize::from(text::width(&text).max(1));
        letters.push(Letter {
            text,
            cells: at..end,
        });
        at = end;
    }
    letters
}

/// Masks a letter or a digit; what stands between them still tells what it was.
fn veil(line: &mut [Cell], letter: &Letter, looks_so: bool) {
    let is_of_word = letter.text.chars().any(char::is_alphanumeric);
    let Some(cells) = line.get_mut(letter.cells.start..letter.cells.end.min(line.len())) else {
        return;
    };
    let is_marked = cells.iter().any(|cell| cell.modifier.contains(MARK));
    if is_of_word && (is_marked || looks_so) {
        for cell in cells {
            cell.set_symbol(VEIL);
        }
    }
}

/// Where a text says exactly this, and not as a part of something longer.
fn places(text: &str, id: &str) -> Vec<Range<usize>> {
    let is_apart = |at: &usize| {
        let before = text
            .get(..*at)
            .and_then(|before| before.chars().next_back());
        let after = text
            .get(at + id.len()..)
            .and_then(|after| after.chars().next());
        let ends = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
        ends(before) && ends(after)
    };
    let found = text.match_indices(id).map(|(at, _)| at);
    found.filter(is_apart).map(|at| at..at + id.len()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, is_shared: bool, marked: Range<u16>) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 30, 1));
        buffer.set_string(0, 0, text, Style::new());
        let area = Rect::new(marked.start, 0, marked.end - marked.start, 1);
        mark(&mut buffer, area);
        finish(&mut buffer, is_shared, &["i-soon".to_owned()]);
        assert!(
            buffer
                .content
                .iter()
                .all(|cell| !cell.modifier.contains(MARK))
        );
        let text: String = buffer.content.iter().map(Cell::symbol).collect();
        text.trim_end().to_owned()
    }

    #[test]
    fn letters_are_masked_one_by_one() {
        assert_eq!(
            shown("to anna.b@acme.de 5 s", true, 0..0),
            "to ••••.•@••••.•• 5 s"
        );
        assert_eq!(
            shown("Koyeb i-soon, i-sooner", true, 0..0),
            "Koyeb •-••••, i-sooner"
        );
        assert_eq!(shown("Lindenhof 3 b", true, 0..11), "••••••••• • b");
        assert_eq!(shown("田中 b", true, 0..4), "•••• b");
        assert_eq!(
            shown("Lindenhof anna@b.de", false, 0..9),
            "Lindenhof anna@b.de"
        );
    }

    #[test]
    fn what_was_cut_is_known_until_it_is_drawn() {
        let cut = format!("by anna.muel{CUT}");
        assert_eq!(shown(&cut, true, 0..0), "by ••••.••••…");
        assert_eq!(shown(&cut, false, 0..0), "by anna.muel…");
    }
}

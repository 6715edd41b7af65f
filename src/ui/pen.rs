use std::ops::Range;

use ratatui::{
    buffer::{Buffer, Cell, CellDiffOption},
    layout::Rect,
    style::Style,
    widgets::Widget,
};

use super::{Styles, text};
use crate::domain::Clean;

/// Writes a line of the screen from left to right. Letters whose width doesn't depend on what stands beside them, as in
/// nearly everything, go straight into the cells: a screen has more than a hundred pieces of text, and is drawn at every key.
pub struct Pen<'a> {
    buffer: &'a mut Buffer,
    rest: Rect,
    is_shared: bool,
}

impl<'a> Pen<'a> {
    /// At the beginning of the first line of an area.
    pub fn new(area: Rect, styles: &Styles, buffer: &'a mut Buffer) -> Self {
        let rest = Rect {
            height: area.height.min(1),
            ..area
        };
        Self {
            rest: rest.intersection(buffer.area),
            buffer,
            is_shared: styles.is_shared,
        }
    }

    /// The same before a text of some width that ends where the area does.
    pub fn before_end(area: Rect, width: u16, styles: &Styles, buffer: &'a mut Buffer) -> Self {
        let width = width.min(area.width);
        let end = Rect {
            x: area.right() - width,
            width,
            ..area
        };
        Self::new(end, styles, buffer)
    }

    /// Writes a text into exactly so many cells: filled up with blanks, or cut with an ellipsis.
    pub fn write(&mut self, text: &Clean, width: u16, style: Style) {
        self.write_marked(text, width, style, &[], style);
    }

    /// Writes a text into as many cells as it takes.
    pub fn write_all(&mut self, text: &Clean, style: Style) {
        self.write(text, text::width(text.as_str()), style);
    }

    /// Writes words of our own into as many cells as they take.
    pub fn say(&mut self, words: impl Into<Clean>, style: Style) {
        self.write_all(&words.into(), style);
    }

    /// Writes a text into exactly so many cells, with some parts of it (byte ranges, in order and apart) in another style
    /// over its own.
    pub fn write_marked(
        &mut self,
        text: &Clean,
        width: u16,
        style: Style,
        parts: &[Range<usize>],
        over: Style,
    ) {
        let shown = text.as_str();
        let is_plain = shown.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        let all = if is_plain {
            Some(shown.len())
        } else {
            let mut letters = shown.chars();
            letters.try_fold(0, |all, letter| Some(all + cells_of(letter)?))
        };
        match all.map(|all| all > usize::from(width)) {
            // Where others look on, what is cut has to be known by its looks.
            Some(is_cut) if (parts.is_empty() || is_plain) && !(is_cut && self.is_shared) => {
                self.put(shown, is_cut, width, style);
                let kept = usize::from(width).saturating_sub(usize::from(is_cut));
                let cells = self.cells(width);
                let kept = kept.min(cells.len()).min(shown.len());
                for part in parts {
                    let found = part.start.min(kept)..part.end.min(kept);
                    for cell in cells.get_mut(found).unwrap_or_default() {
                        cell.set_style(over);
                    }
                }
            }
            Some(_) | None => {
                let line = text::line(text::marked(text, width, style, parts, over));
                line.render(self.rest, self.buffer);
            }
        }
        self.go_on(width);
    }

    /// Draws one of our own symbols, which takes one cell, into so many cells.
    pub fn draw(&mut self, symbol: &'static str, width: u16, style: Style) {
        for cell in self.cells(width) {
            cell.set_symbol(symbol).set_style(style);
        }
        self.go_on(width);
    }

    fn go_on(&mut self, width: u16) {
        let width = width.min(self.rest.width);
        self.rest.x += width;
        self.rest.width -= width;
    }

    /// Writes letters of known widths into the next cells.
    fn put(&mut self, letters: &str, is_cut: bool, width: u16, style: Style) {
        let cells = self.cells(width);
        let room = usize::from(width).saturating_sub(usize::from(is_cut));
        let mut at = 0;
        for letter in letters.chars() {
            let end = at + cells_of(letter).unwrap_or(1);
            if end > room {
                break;
            }
            let Some([first, rest @ ..]) = cells.get_mut(at..end) else {
                return;
            };
            first.set_char(letter).set_style(style);
            rest.iter_mut().for_each(Cell::reset);
            at = end;
        }
        let mut letter = if is_cut { '…' } else { ' ' };
        for cell in cells.iter_mut().skip(at) {
            cell.set_char(letter).set_style(style);
            letter = ' ';
        }
    }

    /// The next cells, as far as there are so many.
    fn cells(&mut self, width: u16) -> &mut [Cell] {
        if self.rest.is_empty() {
            return &mut [];
        }
        let first = self.buffer.index_of(self.rest.x, self.rest.y);
        let end = first + usize::from(width.min(self.rest.width));
        self.buffer.content.get_mut(first..end).unwrap_or_default()
    }
}

/// Leaves an area as it is on the terminal.
pub fn leave(area: Rect, styles: &Styles, buffer: &mut Buffer) {
    for row in area.rows() {
        for cell in Pen::new(row, styles, buffer).cells(row.width) {
            cell.set_diff_option(CellDiffOption::Skip);
        }
    }
}

/// How many cells a letter takes, of the scripts in which that is so whatever stands beside it.
fn cells_of(letter: char) -> Option<usize> {
    if matches!(letter,
        ' '..='~' | 'À'..='ɏ' | 'Ḁ'..='ỿ' | 'Ά'..='ώ' | 'Ѐ'..='џ' | 'א'..='ת'
        | '·' | '«' | '»' | '–' | '—' | '‘' | '’' | '“' | '”' | '…' | '›' | '●' | '▲' | '▼')
    {
        Some(1)
    } else if matches!(letter, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='鿿' | '가'..='힣') {
        Some(2)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ui::veil;

    proptest! {
        #[test]
        fn a_pen_writes_what_the_library_would_draw(
            texts in prop::collection::vec((prop_oneof!["[ -~]{0,20}", "[ -~À-ɏ]{0,20}", "[a-zḀ-ỿΆ-ώЀ-џא-ת·«»–—‘’“”…›●▲▼]{0,20}", "[a-zぁ-ゖァ-ヺ一-鿿가-힣]{0,20}", "[a-z]{2,9}@[a-z]{4}", any::<String>()], 0..20u16, 0..9usize, 0..9usize), 0..6),
            width in 0..40u16,
            is_shared: bool,
        ) {
            let area = Rect::new(1, 1, width, 1);
            let (mut written, mut drawn) = (Buffer::empty(Rect::new(0, 0, 42, 3)), Buffer::empty(Rect::new(0, 0, 42, 3)));
            let styles = Styles { is_shared, ..Styles::default() };
            let mut pen = Pen::new(area, &styles, &mut written);
            let mut spans = Vec::new();
            let (style, over) = (Style::new().red(), Style::new().bold());
            for (text, width, a, b) in &texts {
                let (text, part) = (Clean::new(text), *a.min(b)..*a.max(b));
                pen.write_marked(&text, *width, style, std::slice::from_ref(&part), over);
                pen.write(&text, *width, style);
                pen.write(&Clean::from(" "), 1, Style::new());
                spans.extend(text::marked(&text, *width, style, std::slice::from_ref(&part), over));
                spans.push(text::fitted(&text, *width, style));
                spans.push(text::span(" ", Style::new()));
            }
            text::line(spans).render(area, &mut drawn);
            let known: &[String] = &[];
            for buffer in [&mut written, &mut drawn] {
                veil::finish(buffer, is_shared, known);
            }
            prop_assert_eq!(written, drawn);
        }
    }
}

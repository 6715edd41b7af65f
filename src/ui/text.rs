use std::ops::Range;

use ratatui::{
    buffer::{Buffer, Cell},
    layout::Rect,
    style::Style,
    text::{Line, Span},
};
use unicode_truncate::UnicodeTruncateStr;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::veil;
use crate::domain::{CUT, Clean, is_deceptive, private_parts};

/// A piece of text in a style. Everything that is drawn goes through here, and so through [`Clean`]: whatever it came from,
/// it can't touch the terminal.
pub fn span(text: impl Into<Clean>, style: Style) -> Span<'static> {
    Span::styled(text.into().as_str().to_owned(), style)
}

/// A text of any length in a style, in as many pieces as it takes: [`Clean`] cuts what is very long.
pub fn spans(text: &str, style: Style) -> Vec<Span<'static>> {
    const PIECE: usize = 256;
    let letters: Vec<char> = text.chars().collect();
    let pieces = letters.chunks(PIECE);
    pieces
        .map(|piece| span(piece.iter().collect::<String>(), style))
        .collect()
}

/// Pieces of text in a row.
pub fn line(spans: impl IntoIterator<Item = Span<'static>>) -> Line<'static> {
    Line::from(spans.into_iter().collect::<Vec<_>>())
}

/// A piece of text in exactly so many cells: filled up with spaces, or cut with an ellipsis.
pub fn fitted(text: &Clean, width: u16, style: Style) -> Span<'static> {
    Span::styled(fit(text.as_str(), usize::from(width), style), style)
}

/// A piece of text in so many cells at most, cut with an ellipsis.
pub fn cut(text: &Clean, width: u16, style: Style) -> Span<'static> {
    fitted(text, width.min(self::width(text.as_str())), style)
}

/// A piece of text in exactly so many cells, with some parts of the text (byte ranges, in order and apart) in another style over its own.
pub fn marked(
    text: &Clean,
    width: u16,
    style: Style,
    parts: &[Range<usize>],
    over: Style,
) -> Vec<Span<'static>> {
    let shown = fit(text.as_str(), usize::from(width), style);
    if parts.is_empty() {
        return vec![Span::styled(shown, style)];
    }
    let same = shown
        .char_indices()
        .zip(text.as_str().chars())
        .find(|((_, shown), was)| shown != was)
        .map_or(shown.len().min(text.as_str().len()), |((at, _), _)| at);
    let mut spans = Vec::new();
    let mut done = 0;
    for part in parts {
        let (start, end) = (part.start.clamp(done, same), part.end.min(same));
        if let (Some(before), Some(found)) = (shown.get(done..start), shown.get(start..end))
            && !found.is_empty()
        {
            spans.push(Span::styled(before.to_owned(), style));
            spans.push(Span::styled(found.to_owned(), style.patch(over)));
            done = end;
        }
    }
    spans.push(Span::styled(
        shown.get(done..).unwrap_or_default().to_owned(),
        style,
    ));
    spans
}

/// The cells that a text takes.
pub fn width(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

/// How many characters a cell keeps that shows more than it may.
const MAX_CHARS: usize = 5;

/// Looks over a cell of a finished frame: widgets of others draw what a person types or pastes as it is.
pub fn guard(cell: &mut Cell) {
    let symbol = cell.symbol();
    if symbol.is_ascii() || is_plain(symbol) || !Clean::new(symbol).is_unusual() {
        return;
    }
    let harmless = cell.symbol().chars().filter(|c| !is_deceptive(*c));
    let harmless: String = harmless.take(MAX_CHARS).collect();
    let symbol = if harmless.width() == 0 {
        "?"
    } else {
        &harmless
    };
    cell.set_symbol(symbol);
}

/// Whether it is one character that can be seen: nothing needs to be cleaned, as in most cells of a frame.
fn is_plain(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    let only = chars.next().filter(|_| chars.next().is_none());
    only.is_some_and(|c| !c.is_control() && !is_deceptive(c) && c.width() > Some(0))
}

/// Left of an area, a wide character whose second half is in it goes: a terminal would draw it over the frame.
pub fn cut_wide(area: Rect, buffer: &mut Buffer) {
    let Some(left) = area.x.checked_sub(1) else {
        return;
    };
    for y in area.top()..area.bottom() {
        if let Some(cell) = buffer.cell_mut((left, y))
            && width(cell.symbol()) > 1
        {
            cell.set_symbol(" ");
        }
    }
}

/// The `n`th line of an area, if it has one.
pub fn row(area: Rect, n: u16) -> Option<Rect> {
    (n < area.height).then(|| Rect {
        y: area.y + n,
        height: 1,
        ..area
    })
}

fn fit(text: &str, width: usize, style: Style) -> String {
    // A letter that was cleaned and is ASCII takes one cell.
    if text.is_ascii() && text.len() <= width {
        return format!("{text:width$}");
    }
    if text.width() <= width {
        return text
            .unicode_pad(width, unicode_truncate::Alignment::Left, false)
            .into_owned();
    }
    let (kept, _) = text.unicode_truncate(width.saturating_sub(1));
    let within = |part: &Range<usize>| part.start < kept.len() && kept.len() < part.end;
    let is_cut_within = || private_parts(text).iter().any(within);
    let end = if !veil::is_private(style) && is_cut_within() {
        CUT
    } else {
        '…'
    };
    let cut = format!("{kept}{end}");
    let (cut, _) = cut.unicode_truncate(width);
    cut.unicode_pad(width, unicode_truncate::Alignment::Left, false)
        .into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_long_text_ends_in_an_ellipsis() {
        assert_eq!(fit("invitation", 6, Style::new()), "invit…");
        assert_eq!(fit("田中さくら", 6, Style::new()), "田中… ");
        assert_eq!(fit("you", 6, Style::new()), "you   ");
        assert_eq!(fit("you", 0, Style::new()), "");
    }

    #[test]
    fn what_hides_in_a_cell_is_taken_out() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
        let symbols = [
            "a\u{202e}",
            "\u{3164}",
            "e\u{301}",
            "👩‍💻",
            " ",
            "z\u{301}\u{301}\u{301}\u{301}\u{301}",
        ];
        for (cell, symbol) in buffer.content.iter_mut().zip(symbols) {
            cell.set_symbol(symbol);
        }
        buffer.content.iter_mut().for_each(guard);
        let shown: Vec<&str> = buffer.content.iter().map(Cell::symbol).collect();
        assert_eq!(
            shown,
            [
                "a",
                "?",
                "e\u{301}",
                "👩‍💻",
                " ",
                "z\u{301}\u{301}\u{301}\u{301}"
            ]
        );
    }

    #[test]
    fn what_was_found_is_marked_as_far_as_it_is_shown() {
        let over = Style::new().underlined();
        let spans = |text: &str, width, part: Range<usize>| -> Vec<(String, bool)> {
            let parts = std::slice::from_ref(&part);
            marked(&Clean::new(text), width, Style::new(), parts, over)
                .into_iter()
                .map(|span| (span.content.into_owned(), span.style == over))
                .filter(|(text, _)| !text.is_empty())
                .collect()
        };
        let said = |text: &str, found| (text.to_owned(), found);
        assert_eq!(
            spans("anna", 6, 1..3),
            [said("a", false), said("nn", true), said("a  ", false)]
        );
        assert_eq!(
            spans("invitation", 6, 3..8),
            [said("inv", false), said("it", true), said("…", false)]
        );
    }

    proptest! {
        #[test]
        fn marking_changes_no_text(raw in any::<String>(), width in 0..40u16, a in 0..50usize, b in 0..50usize) {
            let clean = Clean::new(&raw);
            let part = a.min(b)..a.max(b);
            let parts = std::slice::from_ref(&part);
            let marked = marked(&clean, width, Style::new(), parts, Style::new().bold());
            let text: String = marked.iter().map(|span| span.content.as_ref()).collect();
            prop_assert_eq!(text, fit(clean.as_str(), usize::from(width), Style::new()));
        }

        #[test]
        fn a_fitted_text_takes_exactly_its_cells(raw in any::<String>(), width in 0..40usize) {
            let clean = Clean::new(&raw);
            prop_assert_eq!(fit(clean.as_str(), width, Style::new()).width(), width);
        }
    }
}

//! What is shown where the locale isn't UTF-8: the finished frame, its signs in ASCII. This is the one place that knows how;
//! everything is drawn as if the terminal could show it.

use ratatui::buffer::Buffer;

/// What stands for each of the signs that the program draws; for any other character stands a question mark, one in each
/// cell that it takes.
const SIGNS: [(&str, &str); 13] = [
    ("+", "╭╮╰╯┌┐└┘├┤┬┴┼╔╗╚╝"),
    ("-", "─━–—"),
    ("=", "═"),
    ("|", "│┃"),
    ("H", "║"),
    ("*", "●•◆■"),
    (">", "›→▶»"),
    ("<", "‹←◀«"),
    ("^", "▲↑"),
    ("v", "▼↓"),
    ("#", "█▓▉▊▋"),
    (".", "·…░▒▏▎▍▌"),
    ("o", "○◇□"),
];

/// Shows a frame in ASCII alone.
pub fn fold(buffer: &mut Buffer) {
    let width = usize::from(buffer.area.width.max(1));
    for line in buffer.content.chunks_mut(width) {
        let mut covered = 0_usize;
        for at in 0..line.len() {
            let Some(cell) = line.get_mut(at) else { break };
            if covered > 0 {
                covered -= 1;
                cell.set_symbol("?");
                continue;
            }
            let symbol = cell.symbol().to_owned();
            if symbol.is_ascii() {
                continue;
            }
            covered = usize::from(super::text::width(&symbol)).saturating_sub(1);
            cell.set_symbol(sign(&symbol));
            if symbol == "…" {
                spread(line, at);
            }
        }
    }
}

fn sign(symbol: &str) -> &'static str {
    let known = SIGNS.iter().find(|(_, signs)| signs.contains(symbol));
    known.map_or("?", |(sign, _)| *sign)
}

/// An ellipsis has three dots: of what was cut, two more characters go; of what goes on, there is room behind it.
fn spread(line: &mut [ratatui::buffer::Cell], at: usize) {
    let is_blank = |at: usize| line.get(at).is_some_and(|cell| cell.symbol() == " ");
    let before = at.checked_sub(2).map(|start| [start, start + 1]);
    let room = match before {
        Some(before) if !before.into_iter().any(is_blank) => before,
        _ if is_blank(at + 1) && is_blank(at + 2) => [at + 1, at + 2],
        _ => return,
    };
    for at in room {
        if let Some(cell) = line.get_mut(at) {
            cell.set_symbol(".");
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::{buffer::Buffer, layout::Rect, style::Style};

    use super::*;

    fn folded(text: &str, width: u16) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, 1));
        buffer.set_string(0, 0, text, Style::new());
        fold(&mut buffer);
        buffer
            .content
            .iter()
            .map(ratatui::buffer::Cell::symbol)
            .collect()
    }

    #[test]
    fn signs_have_their_likes_and_other_characters_a_question_mark_a_cell() {
        assert_eq!(folded("╭─ ● ›│", 7), "+- * >|");
        assert_eq!(folded("Łukasz 田中 é|", 14), "?ukasz ???? ?|");
    }

    #[test]
    fn an_ellipsis_keeps_its_three_dots_where_there_is_room() {
        assert_eq!(folded("invit… x", 8), "inv... x");
        assert_eq!(folded("Loading …    ", 13), "Loading ...  ");
        assert_eq!(folded("Loading …", 9), "Loading .");
        assert_eq!(folded("a… bc", 5), "a. bc");
    }
}

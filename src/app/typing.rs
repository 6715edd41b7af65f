use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_textarea::{CursorMove, TextArea};

/// A text to be typed into, with the cursor at its end, and no line marked.
pub fn typed_into(text: &str) -> TextArea<'static> {
    let mut area = TextArea::new(text.lines().map(str::to_owned).collect());
    area.set_cursor_line_style(ratatui::style::Style::default());
    area.move_cursor(CursorMove::Bottom);
    area.move_cursor(CursorMove::End);
    area
}

/// A key goes into a text. `ctrl-u` empties its line up to the cursor, as in a shell.
pub fn type_text(text: &mut TextArea<'_>, event: KeyEvent) -> bool {
    let control = event.modifiers.contains(KeyModifiers::CONTROL);
    if control && event.code == KeyCode::Char('u') {
        return text.cursor().1 > 0 && text.delete_line_by_head();
    }
    text.input(event)
}

/// A key goes into a line: whatever would break it in two, such as alt-enter, does nothing.
pub fn type_into(line: &mut TextArea<'_>, event: KeyEvent) {
    let breaks = match event.code {
        KeyCode::Enter | KeyCode::Char('\n' | '\r') => true,
        KeyCode::Char(c) => c == 'm' && event.modifiers.contains(KeyModifiers::CONTROL),
        _ => false,
    };
    if !breaks {
        type_text(line, event);
    }
}

/// A pasted text as it goes into a field: its first line where there can be only one, without control characters, and not
/// without end.
pub fn pasted(text: &str, multi_line: bool) -> String {
    const MOST: usize = 64 * 1024;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let wanted = |c: &char| !c.is_control() || (multi_line && *c == '\n');
    let lines = if multi_line { usize::MAX } else { 1 };
    text.lines()
        .take(lines)
        .collect::<Vec<_>>()
        .join("\n")
        .chars()
        .filter(wanted)
        .take(MOST)
        .collect()
}

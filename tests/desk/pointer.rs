//! The mouse on the desk: it points at texts on the screen.

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use usher_tui::app::Msg;

use super::Desk;

impl Desk {
    /// Clicks on a text on the screen, the first one of its kind, counted in cells from its beginning.
    pub fn click_on(&mut self, text: &str) {
        let (x, y) = self.find(text);
        self.click(x, y);
    }

    /// Clicks on the row of the table that has this text.
    pub fn click_row(&mut self, text: &str) {
        let line = self.line(text);
        let screen = self.screen();
        let y = screen.lines().position(|it| it.contains(&line)).unwrap();
        self.click(5, u16::try_from(y).unwrap());
    }

    pub fn click(&mut self, x: u16, y: u16) {
        self.mouse(MouseEventKind::Down(MouseButton::Left), x, y);
        self.mouse(MouseEventKind::Up(MouseButton::Left), x, y);
    }

    /// Turns the wheel over a text on the screen: down, or up where it is less than 0.
    pub fn wheel(&mut self, text: &str, notches: i32) {
        let (x, y) = self.find(text);
        let kind = if notches > 0 {
            MouseEventKind::ScrollDown
        } else {
            MouseEventKind::ScrollUp
        };
        for _ in 0..notches.unsigned_abs() {
            self.mouse(kind, x, y);
        }
    }

    fn mouse(&mut self, kind: MouseEventKind, column: u16, row: u16) {
        self.tell_msg(Msg::Mouse(MouseEvent {
            kind,
            column,
            row,
            modifiers: KeyModifiers::NONE,
        }));
    }

    /// Where a text begins on the screen.
    fn find(&mut self, text: &str) -> (u16, u16) {
        let screen = self.screen();
        let found = screen.lines().zip(0..).find_map(|(line, y)| {
            let (before, _) = line.split_once(text)?;
            let x = unicode_width::UnicodeWidthStr::width(before);
            Some((u16::try_from(x).unwrap(), y))
        });
        found.unwrap_or_else(|| panic!("{text:?} is not on the screen:\n{screen}"))
    }
}

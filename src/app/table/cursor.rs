use super::Table;
use crate::app::{Motion, Row};

impl<R: Row> Table<R> {
    /// Where the cursor is, counted from 0.
    pub fn position(&self) -> usize {
        self.cursor.position()
    }

    /// The screen has room for so many rows.
    pub fn resize(&mut self, width: u16, height: usize) {
        self.columns.resize(width);
        self.cursor.resize(height, self.shown());
    }

    /// Moves the cursor.
    pub fn step(&mut self, motion: Motion) {
        let from = self.cursor.position();
        self.cursor.step(motion, self.shown());
        self.mark_on_the_way(from);
        self.hold();
    }

    /// Puts the cursor on a line of those on screen, from 0; `false` where there is none.
    pub fn go_to_line(&mut self, line: usize) -> bool {
        let Some(position) = self.cursor.window(self.shown()).nth(line) else {
            return false;
        };
        self.cursor.go(position, self.shown());
        self.hold();
        true
    }

    /// Rolls the window by so many lines; the cursor stays where it is as long as that is on screen.
    pub fn roll(&mut self, lines: isize) {
        self.cursor.roll(lines, self.shown());
        self.hold();
    }

    /// From now on the cursor stays on its record, for a person put it there.
    pub(super) fn hold(&mut self) {
        self.before_filter = None;
        self.hold_in_pass();
        self.stay();
    }
}

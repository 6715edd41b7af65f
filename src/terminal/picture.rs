use std::mem::{swap, take};

use ratatui::{
    Frame, Terminal, TerminalOptions, Viewport,
    backend::Backend,
    buffer::{Buffer, CellDiffOption},
    layout::{Rect, Size},
};

/// What a terminal shows, frame after frame: what differs from the last one goes out.
///
/// A frame may leave cells as they are ([`CellDiffOption::Skip`]): whoever knows that a line says what it said before need
/// not draw it, and nothing is compared there. The library's own drawing forgets what such cells show.
#[derive(Debug)]
pub struct Picture<B: Backend> {
    terminal: Terminal<B>,
    shown: Buffer,
    /// Whether the last frame is still there.
    stands: bool,
}

impl<B: Backend> Picture<B> {
    /// Of some size, which is known here: the library would ask the system for it at every frame.
    pub fn new(backend: B, size: Size) -> Result<Self, B::Error> {
        let area = Rect::from(size);
        let viewport = Viewport::Fixed(area);
        Ok(Self {
            terminal: Terminal::with_options(backend, TerminalOptions { viewport })?,
            shown: Buffer::empty(area),
            stands: false,
        })
    }

    /// What is shown.
    pub fn shown(&self) -> &Buffer {
        &self.shown
    }

    /// Draws a frame. Only if `render` is told that the last one still stands, it may leave cells as they are.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame, bool)) -> Result<(), B::Error> {
        render(&mut self.terminal.get_frame(), self.stands);
        let mut frame = take(self.terminal.current_buffer_mut());
        let mut changes = self.shown.diff_iter(&frame).peekable();
        let drawn = match changes.peek() {
            Some(_) => self.terminal.backend_mut().draw(changes),
            None => Ok(()),
        };
        for (old, new) in self.shown.content.iter_mut().zip(&mut frame.content) {
            if new.diff_option != CellDiffOption::Skip {
                swap(old, new);
            }
            new.reset();
        }
        *self.terminal.current_buffer_mut() = frame;
        self.stands = drawn.is_ok();
        drawn
    }

    /// From now on frames have this size; the next one is drawn in full.
    pub fn resize(&mut self, size: Size) -> Result<(), B::Error> {
        self.stands = false;
        self.shown = Buffer::empty(Rect::from(size));
        // Not `clear`: that asks the terminal where its cursor is, and the answer would go to the keyboard's thread.
        self.terminal.resize(Rect::from(size))
    }
}

use std::mem::{swap, take};

use ratatui::{
    Frame, Terminal, TerminalOptions, Viewport,
    backend::Backend,
    buffer::{Buffer, BufferDiff, CellDiffOption},
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
        let viewport = Viewport::Fixed(Rect::from(size));
        let mut terminal = Terminal::with_options(backend, TerminalOptions { viewport })?;
        Ok(Self {
            shown: spare(&mut terminal),
            terminal,
            stands: false,
        })
    }

    /// What is shown.
    pub fn shown(&self) -> &Buffer {
        &self.shown
    }

    /// Draws a frame. Only if `render` is told that the last one still stands, it may leave cells as they are. Whoever
    /// looks at it waits no longer than until `present`, which is told what changed; what is done for the next frame comes
    /// behind that.
    pub fn draw(
        &mut self,
        render: impl FnOnce(&mut Frame, bool),
        present: impl FnOnce(&mut B, BufferDiff<'_, '_>) -> Result<(), B::Error>,
    ) -> Result<(), B::Error> {
        render(&mut self.terminal.get_frame(), self.stands);
        let mut frame = take(self.terminal.current_buffer_mut());
        let changes = self.shown.diff_iter(&frame);
        let drawn = present(self.terminal.backend_mut(), changes);
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
        // Not `clear`: that asks the terminal where its cursor is, and the answer would go to the keyboard's thread.
        self.terminal.resize(Rect::from(size))?;
        self.shown = spare(&mut self.terminal);
        Ok(())
    }
}

/// The second of the terminal's two buffers, blank. Nothing is drawn with it here, and it is as large as the screen.
fn spare<B: Backend>(terminal: &mut Terminal<B>) -> Buffer {
    terminal.swap_buffers();
    let mut spare = take(terminal.current_buffer_mut());
    terminal.swap_buffers();
    spare.reset();
    spare
}

#[cfg(test)]
mod tests {
    use ratatui::{backend::TestBackend, buffer::Cell, style::Style};

    use super::*;

    const SIZE: Size = Size {
        width: 5,
        height: 1,
    };

    fn leave(frame: &mut Frame, cells: usize) {
        for cell in frame.buffer_mut().content.iter_mut().take(cells) {
            cell.set_diff_option(CellDiffOption::Skip);
        }
    }

    fn write(frame: &mut Frame, x: u16, text: &str) {
        frame.buffer_mut().set_string(x, 0, text, Style::new());
    }

    fn text(cells: &[Cell]) -> String {
        cells.iter().map(Cell::symbol).collect()
    }

    #[test]
    fn what_a_frame_leaves_stays_until_another_one_draws_there() {
        let mut picture = Picture::new(TestBackend::new(5, 1), SIZE).unwrap();
        let mut shown = |render: &dyn Fn(&mut Frame)| {
            picture
                .draw(
                    |frame, _| render(frame),
                    |backend, changes| backend.draw(changes),
                )
                .unwrap();
            let sent = picture.terminal.backend().buffer();
            assert_eq!(text(&sent.content), text(&picture.shown.content));
            text(&sent.content)
        };
        assert_eq!(shown(&|frame| write(frame, 0, "abcde")), "abcde");
        let left = |frame: &mut Frame| {
            leave(frame, 3);
            write(frame, 3, "x");
        };
        assert_eq!(shown(&left), "abcx ");
        assert_eq!(shown(&left), "abcx ");
        assert_eq!(shown(&|frame| write(frame, 1, "bc")), " bc  ");
    }

    #[test]
    fn a_new_size_is_drawn_in_full() {
        let mut picture = Picture::new(TestBackend::new(5, 1), SIZE).unwrap();
        let stood = |picture: &mut Picture<TestBackend>| {
            let mut stood = false;
            let render = |_: &mut Frame, stands| stood = stands;
            picture
                .draw(render, |backend, changes| backend.draw(changes))
                .unwrap();
            stood
        };
        assert_eq!([stood(&mut picture), stood(&mut picture)], [false, true]);
        picture.resize(SIZE).unwrap();
        assert!(!stood(&mut picture));
    }

    #[test]
    fn a_frame_that_could_not_be_shown_does_not_stand() {
        use ratatui::backend::CrosstermBackend;
        use std::io;

        let mut picture = Picture::new(CrosstermBackend::new(Vec::new()), SIZE).unwrap();
        let mut stood = |shown: io::Result<()>| {
            let mut stood = false;
            let _ = picture.draw(|_, stands| stood = stands, |_, _| shown);
            stood
        };
        assert!(!stood(Ok(())));
        assert!(stood(Err(io::ErrorKind::BrokenPipe.into())));
        assert!(!stood(Ok(())));
    }
}

use std::{
    cell::RefCell,
    io::{self, Write},
    rc::Rc,
};

use super::Modes;

/// Tells the terminal to show nothing of a frame before all of it is there; terminals that don't know it pass it over.
const BEGIN: &[u8] = b"\x1b[?2026h";
/// Ends what [`BEGIN`] began.
const END: &[u8] = b"\x1b[?2026l";

/// Collects what is drawn until [`Canvas::present`] writes the whole frame at once.
///
/// Flushing does nothing, since the drawing library flushes several times within a frame. Clones share the frame.
#[derive(Clone, Debug)]
pub struct Canvas {
    frame: Rc<RefCell<Vec<u8>>>,
    modes: Modes,
}

impl Canvas {
    /// An empty canvas, shown only while the modes are on: half a frame must not land on the shell's screen.
    pub fn new(modes: Modes) -> Self {
        Self {
            frame: Rc::default(),
            modes,
        }
    }

    /// Writes the frame, if there is anything in it, in one go.
    pub fn present(&self, out: &mut impl Write) -> io::Result<()> {
        let mut frame = self.frame.borrow_mut();
        let shown = if frame.is_empty() || !self.modes.are_on() {
            Ok(())
        } else {
            frame.extend_from_slice(END);
            out.write_all(&frame).and_then(|()| out.flush())
        };
        // Its memory stays for the next one.
        frame.clear();
        shown
    }
}

impl Write for Canvas {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut frame = self.frame.borrow_mut();
        if frame.is_empty() {
            frame.extend_from_slice(BEGIN);
        }
        frame.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering;

    use ratatui::{backend::CrosstermBackend, layout::Size};

    use super::*;
    use crate::terminal::{Picture, draw_runs};

    /// Remembers each write.
    #[derive(Default)]
    struct Writes(Vec<Vec<u8>>);

    impl Write for Writes {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.push(bytes.to_vec());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// Draws frames of which the first one clears and shows a text, and the others say the same.
    fn draw(canvas: &Canvas, writes: &mut Writes, frames: usize) {
        let size = |width| Size { width, height: 2 };
        let backend = CrosstermBackend::new(canvas.clone());
        let mut picture = Picture::new(backend, size(20)).unwrap();
        picture.resize(size(10)).unwrap();
        for _ in 0..frames {
            picture
                .draw(
                    |frame, _| frame.render_widget("hello", frame.area()),
                    |backend, changes| {
                        draw_runs(backend, changes)?;
                        canvas.present(writes)
                    },
                )
                .unwrap();
        }
    }

    #[test]
    fn a_frame_is_one_write_and_shown_at_once() {
        let modes = Modes::default();
        modes.on.store(true, Ordering::SeqCst);
        let canvas = Canvas::new(modes);
        let mut writes = Writes::default();
        draw(&canvas, &mut writes, 2);
        assert_eq!(writes.0.len(), 1, "nothing new is nothing to write");
        assert!(writes.0[0].starts_with(BEGIN) && writes.0[0].ends_with(END));
        assert!(String::from_utf8_lossy(&writes.0[0]).contains("hello"));
    }

    #[test]
    fn nothing_is_shown_on_a_terminal_that_was_given_back() {
        let canvas = Canvas::new(Modes::default());
        let mut writes = Writes::default();
        draw(&canvas, &mut writes, 1);
        assert!(writes.0.is_empty());
    }
}

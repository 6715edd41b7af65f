use std::{
    cell::RefCell,
    io::{self, Write},
    mem,
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
        let mut frame = mem::take(&mut *self.frame.borrow_mut());
        if frame.is_empty() || !self.modes.are_on() {
            return Ok(());
        }
        frame.extend_from_slice(END);
        out.write_all(&frame)?;
        out.flush()
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

use std::io::{self, IsTerminal};

use crossterm::{clipboard::CopyToClipboard, execute};
use ratatui::{Frame, backend::CrosstermBackend, layout::Size};

use super::{Canvas, Lent, Modes, Picture, draw_runs, output::Output};

/// The error number with which reading and writing fail when the terminal is gone, on every Unix.
const EIO: i32 = 5;

/// The terminal while the program has it: a place to draw, given back when it is dropped.
#[derive(Debug)]
pub struct Screen {
    picture: Picture<CrosstermBackend<Canvas>>,
    canvas: Canvas,
    modes: Modes,
    size: Size,
}

impl Screen {
    /// Whether a person sits at both ends: keys come from a terminal, and what is drawn goes to one.
    pub fn is_there() -> bool {
        io::stdin().is_terminal() && io::stdout().is_terminal()
    }

    /// Takes the terminal.
    pub fn enter(modes: Modes) -> io::Result<Self> {
        let canvas = Canvas::new(modes.clone());
        let size = window()?;
        let screen = Self {
            picture: Picture::new(CrosstermBackend::new(canvas.clone()), size)?,
            canvas,
            modes,
            size,
        };
        screen.modes.enter()?;
        Ok(screen)
    }

    /// Draws one frame of some size: what differs from the last one, in one write. Only if `render` is told that the last
    /// one still stands, it may leave cells as they are.
    pub fn draw(&mut self, size: Size, render: impl FnOnce(&mut Frame, bool)) -> io::Result<()> {
        if size != self.size {
            self.fit(size)?;
        }
        self.picture.draw(render, |backend, changes| {
            draw_runs(backend, changes)?;
            self.canvas.present(&mut Output)
        })
    }

    /// Puts a text into the terminal's clipboard (OSC 52); a terminal that has none ignores it.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(Output, CopyToClipboard::to_clipboard_from(text))
    }

    /// Gives the terminal back; once is enough.
    pub fn leave(&self) {
        self.modes.leave();
    }

    /// Lends the terminal, which was given back, to another program.
    pub fn lend(&self) -> Lent {
        self.modes.lend()
    }

    /// Takes the terminal again after the program was stopped. Whatever was done to it meanwhile: the modes are set
    /// anew, the window is measured anew, and the next frame is drawn in full.
    pub fn reenter(&mut self) -> io::Result<Size> {
        self.modes.leave();
        self.modes.enter()?;
        let size = window()?;
        self.fit(size)?;
        Ok(size)
    }

    /// The size of the window.
    pub fn size(&self) -> io::Result<Size> {
        window()
    }

    /// From now on frames have this size; the next one is drawn in full.
    fn fit(&mut self, size: Size) -> io::Result<()> {
        self.picture.resize(size)?;
        self.size = size;
        Ok(())
    }

    /// Whether an error says that the terminal is gone.
    pub fn is_gone(error: &io::Error) -> bool {
        error.raw_os_error() == Some(EIO)
    }
}

fn window() -> io::Result<Size> {
    let (width, height) = crossterm::terminal::size()?;
    Ok(Size { width, height })
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.leave();
    }
}

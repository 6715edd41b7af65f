//! The terminal that the program borrows from the person: taken, drawn on, listened to, and given back on every way out.
//!
//! Nothing here knows what is drawn. Only [`Screen`] writes to the terminal, and only on the thread that made it; a panic
//! or a signal may hand the terminal back from elsewhere through [`Modes`], which does it once, whoever comes first.

mod canvas;
mod clipboard;
mod editor;
#[cfg(unix)]
mod hangup;
mod input;
mod job;
mod modes;
mod output;
mod panic;
mod picture;
mod runs;
mod screen;
mod signals;
mod tty;

pub use canvas::Canvas;
pub use clipboard::{Clipboard, Keep};
pub use editor::{Manuscript, editor, failure, start};
pub use input::{Reader, keyboard};
pub use job::{has_shell, stop};
pub use modes::{Lent, Modes};
pub use panic::restore_on_panic;
pub use picture::Picture;
pub use runs::draw_runs;
pub use screen::Screen;
pub use signals::{Signal, Signals};
pub use tty::Tty;

//! The least that a program with this drawing library does: a frame at the start, and one for each key.

use std::io::{self, BufWriter, Write as _};

use crossterm::{
    event::{Event, KeyCode, read},
    execute,
    terminal::{
        BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, enable_raw_mode,
    },
};
use ratatui::{Terminal, backend::CrosstermBackend};

/// Draws until `q` is pressed.
pub fn run() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen)?;
    let out = BufWriter::with_capacity(64 * 1024, io::stdout().lock());
    let mut terminal = Terminal::new(CrosstermBackend::new(out))?;
    let mut keys = 0;
    loop {
        execute!(terminal.backend_mut(), BeginSynchronizedUpdate)?;
        terminal.draw(|frame| {
            let lines: Vec<_> = (0..frame.area().height)
                .map(|at| format!("{at} {keys}"))
                .collect();
            frame.render_widget(ratatui::text::Text::from(lines.join("\n")), frame.area());
        })?;
        execute!(terminal.backend_mut(), EndSynchronizedUpdate)?;
        terminal.backend_mut().flush()?;
        if let Event::Key(key) = read()? {
            keys += 1;
            if key.code == KeyCode::Char('q') {
                return Ok(());
            }
        }
    }
}

use std::{
    io,
    path::Path,
    time::{Duration, Instant},
};

use crossterm::event::Event;
use futures_util::Stream;
use tokio::time::sleep;
use usher_tui::{
    app::Passage,
    domain::Clean,
    runtime::Session,
    terminal::{Manuscript, Reader, Screen, Signal, Tty, editor, failure, has_shell, start, stop},
};

/// How long an interrupt that was meant for the editor may still be under way to us after its end.
const ECHO: Duration = Duration::from_millis(200);

/// Gives the terminal to the person's editor, and the session what became of the text.
///
/// # Returns
/// The signal that ends the program, if one came meanwhile.
///
/// # Errors
/// When the terminal can't be taken again.
pub async fn edit(
    passage: &Passage,
    session: &mut Session<
        impl Stream<Item = io::Result<Event>> + Unpin,
        impl Stream<Item = Signal> + Unpin,
    >,
    screen: &mut Screen,
    reader: &Reader,
) -> io::Result<Option<Signal>> {
    let begun = Instant::now();
    reader.pause();
    screen.leave();
    let tty = Tty::now();
    let lent = screen.lend();
    let result = write(passage, session).await;
    tokio::spawn(async move {
        sleep(ECHO).await;
        drop(lent);
    });
    let result = match result {
        Ok(text) => Ok(text),
        Err(Unwritten::Because(why)) => Err(Clean::from(why)),
        Err(Unwritten::Ended(signal)) => return Ok(Some(signal)),
    };
    tty.restore();
    session.sleep_through(begun.elapsed());
    session.resize(screen.reenter()?);
    reader.resume();
    session.take_edited(result);
    Ok(None)
}

/// Why there is no text.
enum Unwritten {
    /// In words, without a stop at the end.
    Because(String),
    /// The program is to end.
    Ended(Signal),
}

async fn write(
    passage: &Passage,
    session: &mut Session<
        impl Stream<Item = io::Result<Event>> + Unpin,
        impl Stream<Item = Signal> + Unpin,
    >,
) -> Result<String, Unwritten> {
    let words = editor().map_err(Unwritten::Because)?;
    let program = words.first().map(Path::new);
    let name = program.and_then(Path::file_name).unwrap_or_default();
    let name = name.to_string_lossy();
    let no_file = |error| Unwritten::Because(format!("There is no place for a file: {error}"));
    let manuscript = Manuscript::new(&passage.text, passage.suffix).map_err(no_file)?;
    let result = run(&words, &name, &manuscript, session).await;
    let path = manuscript.path().display().to_string();
    let removed = manuscript.remove();
    let text = result?;
    removed
        .map_err(|error| Unwritten::Because(format!("The file {path} is still there: {error}")))?;
    Ok(text)
}

async fn run(
    words: &[String],
    name: &str,
    manuscript: &Manuscript,
    session: &mut Session<
        impl Stream<Item = io::Result<Event>> + Unpin,
        impl Stream<Item = Signal> + Unpin,
    >,
) -> Result<String, Unwritten> {
    let mut child = start(words, manuscript.path(), session.hidden()).map_err(|error| {
        Unwritten::Because(format!(
            "{name} can't be run: {error}. $VISUAL or $EDITOR names your editor"
        ))
    })?;
    let status = loop {
        let signal = tokio::select! {
            status = child.wait() => break status,
            signal = session.signal() => signal,
        };
        match signal {
            // The whole job sleeps, the editor too, until the shell wakes it.
            Signal::Stop if has_shell() => drop(stop()),
            Signal::Stop | Signal::Continue | Signal::Interrupt | Signal::Quit => {}
            Signal::Terminate | Signal::HangUp => return Err(Unwritten::Ended(signal)),
        }
    };
    let status = status.map_err(|error| Unwritten::Because(format!("{name} is lost: {error}")))?;
    if let Some(how) = failure(status) {
        return Err(Unwritten::Because(format!("{name} {how}")));
    }
    manuscript
        .read()
        .map_err(|error| Unwritten::Because(format!("What {name} wrote can't be read: {error}")))
}

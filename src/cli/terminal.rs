use std::{
    io::{self, Write},
    process::ExitCode,
    time::{Duration, Instant},
};

use anyhow::Context;
use crossterm::event::Event;
use futures_util::Stream;
use tokio::runtime::Builder;
use usher_tui::{
    app::{App, Clip},
    runtime::{Ended, Farewell, Session},
    terminal::{
        Clipboard, Keep, Modes, Reader, Screen, Signal, Signals, has_shell, keyboard,
        restore_on_panic, stop,
    },
    ui::{self, Painter},
};

use super::{
    Misuse, Start,
    course::{Course, last_words, unkept_words},
    editor::edit,
    plan::Plan,
    tell,
};

/// How long the vendors may take to answer the last changes when the person quits.
const AT_QUIT: Duration = Duration::from_secs(10);
/// And when the system ends the program: it will not wait long.
const AT_SIGNAL: Duration = Duration::from_secs(1);
/// How long the desktop may take to say what is in its clipboard: keys wait meanwhile.
const AT_CLEARING: Duration = Duration::from_millis(200);

/// The terminal program, from its first frame to its last word.
pub fn run(start: &Start) -> anyhow::Result<ExitCode> {
    if !Screen::is_there() {
        let words = "this program needs a terminal for its input and its output; `usher --help` says what works without";
        return Err(Misuse(words.to_owned()).into());
    }
    forbid_a_look_at_memory();
    let runtime = Builder::new_multi_thread()
        // The worker mostly waits for vendors, and this thread draws. Each further one has its own memory.
        .worker_threads(1)
        .enable_all()
        .build()
        .context("the program can't start")?;
    let plan = Plan::new(start, runtime.handle())?;
    let modes = Modes::new(plan.mouse);
    restore_on_panic(modes.clone());
    for mistake in &plan.mistakes {
        // It stands above the program's screen, to be read in full when that is left.
        let _ = tell(&format!("usher: {mistake}"));
    }
    let status = runtime.block_on(show(start, plan, modes));
    runtime.shutdown_background();
    status.map(ExitCode::from)
}

/// A file of the memory at a crash would hold tokens, and so does the memory that another program of the same person may
/// read. What the system refuses here is as it was.
#[cfg(unix)]
fn forbid_a_look_at_memory() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    let _ = setrlimit(Resource::Core, none);
}

#[cfg(not(unix))]
fn forbid_a_look_at_memory() {}

/// Shows the program to the person until one of them ends it. Everything is drawn on this thread.
async fn show(start: &Start, plan: Plan, modes: Modes) -> anyhow::Result<u8> {
    let signals = Signals::listen(&modes).context("signals can't be listened to")?;
    let mut screen = Screen::enter(modes).context("the terminal can't be used")?;
    let size = screen.size().context("the terminal has no size")?;
    let (mut course, (app, effects), means) = Course::begin(plan, size);
    // Before anything is connected, or made to be connected to.
    let drawn = screen.draw(size, |frame, _| ui::draw(&app, &course.styles, frame));
    drawn.context("the terminal can't be drawn on")?;
    let (worker, _sandbox) = means.employ().await?;
    let (events, reader) = keyboard();
    let mut session = Session::new(app, effects, worker, events, signals);
    let mut clipboard = Clipboard::default();
    let ended = converse(
        &mut session,
        &mut screen,
        &reader,
        &mut clipboard,
        &mut course,
        start,
    )
    .await;
    // A terminal that is gone takes its clipboard along.
    let _ = clear(&mut clipboard, &mut screen).await;
    drop(screen);
    for mistake in &course.left_aside {
        let _ = tell(&format!("usher: {mistake}; it was left aside"));
    }
    if let Err(error) = course.kept.keep(&session.memory()) {
        let _ = tell(&format!("usher: {}", unkept_words(&error)));
    }
    let signal = match ended {
        Ok(signal) => signal,
        Err(error) if Screen::is_gone(&error) => Some(Signal::HangUp),
        Err(error) => return Err(error).context("the terminal can't be used any more"),
    };
    if session.unanswered() > 0 {
        let _ = writeln!(
            io::stderr(),
            "usher: waiting for the vendors' last answers ..."
        );
    }
    let patience = signal.map_or(AT_QUIT, |_| AT_SIGNAL);
    warn(&Box::pin(session.finish(patience)).await);
    Ok(signal.and_then(Signal::exit_status).unwrap_or_default())
}

/// Lets the session run, also across stops and from one profile to another.
///
/// # Returns
/// The signal that ended the program, or none where the person did.
async fn converse(
    session: &mut Session<
        impl Stream<Item = io::Result<Event>> + Unpin,
        impl Stream<Item = Signal> + Unpin,
    >,
    screen: &mut Screen,
    reader: &Reader,
    clipboard: &mut Clipboard,
    course: &mut Course,
    start: &Start,
) -> io::Result<Option<Signal>> {
    let mut painter = Painter::default();
    loop {
        let styles = &course.styles;
        let draw = |app: &App| {
            screen.draw(app.screen.size(), |frame, stands| {
                painter.draw(app, styles, stands, frame);
            })
        };
        let mut signal = match session.run(draw).await? {
            Ended::Quit => return Ok(None),
            Ended::Suspend if has_shell() => Signal::Stop,
            Ended::Suspend => continue,
            Ended::Copy(clip) => {
                screen.copy(clip.text())?;
                clipboard.put(clip.text(), keep(&clip));
                continue;
            }
            Ended::ClearClip => {
                clear(clipboard, screen).await?;
                continue;
            }
            Ended::Profile(name) => {
                clear(clipboard, screen).await?;
                let size = screen.size()?;
                Box::pin(course.switch(session, start, &name, size, AT_QUIT)).await;
                continue;
            }
            Ended::Edit(passage) => match edit(&passage, session, screen, reader).await? {
                Some(signal) => return Ok(Some(signal)),
                None => continue,
            },
            Ended::Signal(signal) => signal,
        };
        if signal == Signal::Stop {
            screen.leave();
            // What can't be kept now is said at the end.
            let _ = course.kept.keep(&session.memory());
            let stopped = Instant::now();
            stop()?;
            signal = session.signal().await;
            session.sleep_through(stopped.elapsed());
        }
        if signal.exit_status().is_some() {
            return Ok(Some(signal));
        }
        session.resize(screen.reenter()?);
    }
}

/// Takes a secret out of the clipboards that was put there last.
async fn clear(clipboard: &mut Clipboard, screen: &mut Screen) -> io::Result<()> {
    if clipboard.clear(AT_CLEARING).await {
        screen.copy("")?;
    }
    Ok(())
}

/// What histories of the clipboard may do with it.
const fn keep(clip: &Clip) -> Keep {
    match clip {
        Clip::Text(_) => Keep::Yes,
        Clip::Secret(_) => Keep::No,
    }
}

fn warn(farewell: &Farewell) {
    for words in last_words(farewell) {
        let _ = writeln!(io::stderr(), "usher: {words}");
    }
}

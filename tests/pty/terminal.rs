//! A terminal for tests: a pseudo-terminal with a person's side (keys, screen, window) that runs a program in a shell
//! with job control, as people do. The shell stays when the program ends, so that what it left behind can be looked at.

#[path = "questions.rs"]
mod questions;

use std::{
    io::{Read, Write},
    num::NonZeroU16,
    path::Path,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use base64::{Engine as _, prelude::BASE64_STANDARD as STANDARD};
use portable_pty::{Child, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;
use vt100::{MouseProtocolMode, Screen};

use self::questions::Questions;
use crate::shell;

/// How long anything may take before the test gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// A person's terminal, with a program in it.
pub struct Pty {
    shared: Arc<Shared>,
    window: Option<Window>,
    /// Held open, so that the terminal's modes outlive the program.
    _slave: Box<dyn SlavePty + Send>,
    shell: Box<dyn Child + Send + Sync>,
    /// The program, once its window is closed.
    orphan: Option<Pid>,
    modes: String,
    _home: TempDir,
}

/// The person's side; without it the terminal is gone.
struct Window {
    keys: Keys,
    master: Box<dyn MasterPty + Send>,
}

impl Window {
    /// The process that has the keys.
    fn leader(&self) -> Option<Pid> {
        self.master.process_group_leader().and_then(Pid::from_raw)
    }
}

type Keys = Arc<Mutex<Box<dyn Write + Send>>>;

#[derive(Default)]
struct Shared {
    terminal: Mutex<Terminal>,
    changed: Condvar,
    closing: AtomicBool,
}

struct Terminal {
    parser: vt100::Parser<Questions>,
    ended: bool,
}

impl Default for Terminal {
    fn default() -> Self {
        Self {
            parser: vt100::Parser::new_with_callbacks(
                cells(24),
                cells(80),
                0,
                Questions::default(),
            ),
            ended: false,
        }
    }
}

impl Pty {
    /// Runs `usher` with these arguments in a terminal of 80 columns and 24 rows.
    pub fn usher(arguments: &[&str]) -> Self {
        Self::run(Path::new(env!("CARGO_BIN_EXE_usher")), arguments, &[])
    }

    /// Runs any program, with a home of its own and nothing in its environment but what is needed, and `variables`.
    pub fn run(program: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        Self::run_in(shell::STEADFAST, program, arguments, variables)
    }

    /// The same in another kind of shell.
    pub fn run_in(
        kind: &str,
        program: &Path,
        arguments: &[&str],
        variables: &[(&str, &str)],
    ) -> Self {
        let pair = native_pty_system()
            .openpty(size(80, 24))
            .expect("a pseudo-terminal");
        let home = TempDir::new().expect("a folder");
        let command = shell::running(kind, program, arguments, variables, home.path());
        let shell = pair.slave.spawn_command(command).expect("a shell");
        let reader = pair.master.try_clone_reader().expect("the screen's side");
        let keys = pair.master.take_writer().expect("the keys' side");
        let keys: Keys = Arc::new(Mutex::new(keys));
        let shared = Arc::new(Shared::default());
        let (screen, answers) = (Arc::clone(&shared), Arc::clone(&keys));
        thread::spawn(move || show(reader, &screen, &answers));
        let mut pty = Self {
            shared,
            window: Some(Window {
                keys,
                master: pair.master,
            }),
            _slave: pair.slave,
            shell,
            orphan: None,
            modes: String::new(),
            _home: home,
        };
        pty.see("[ready]");
        pty.modes = pty.terminal_modes();
        pty.send("\n");
        pty
    }

    /// Types.
    pub fn send(&self, keys: &str) {
        self.send_bytes(keys.as_bytes());
    }

    /// What comes over the line, whether it is keys or not.
    pub fn send_bytes(&self, bytes: &[u8]) {
        let mut writer = lock(&self.window().keys);
        writer.write_all(bytes).expect("keys are taken");
    }

    /// Waits until the screen shows a text.
    pub fn see(&self, text: &str) {
        self.wait(&format!("see {text:?}"), |screen| {
            screen.contents().contains(text)
        });
    }

    /// Waits until the screen does not show a text any more.
    pub fn see_no_more(&self, text: &str) {
        self.wait(&format!("see no more of {text:?}"), |screen| {
            !screen.contents().contains(text)
        });
    }

    /// Waits until one row of the screen shows all these texts.
    pub fn see_row(&self, texts: &[&str]) {
        self.wait(&format!("see {texts:?} in one row"), |screen| {
            let (_, columns) = screen.size();
            let mut rows = screen.rows(0, columns.get());
            rows.any(|row| texts.iter().all(|text| row.contains(text)))
        });
    }

    /// Waits until the screen is as described; `what` says so in words.
    pub fn wait(&self, what: &str, mut is_so: impl FnMut(&Screen) -> bool) {
        let start = Instant::now();
        let mut terminal = lock(&self.shared.terminal);
        while !is_so(terminal.parser.screen()) {
            let left = PATIENCE.saturating_sub(start.elapsed());
            let screen = terminal.parser.screen().contents();
            assert!(
                !left.is_zero() && !terminal.ended,
                "waited to {what}; the screen:\n{screen}"
            );
            terminal = self
                .shared
                .changed
                .wait_timeout(terminal, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }

    /// What came besides text, colours and places for the cursor: titles, clipboards, bells.
    pub fn strays(&self) -> Vec<String> {
        lock(&self.shared.terminal)
            .parser
            .callbacks()
            .strays
            .clone()
    }

    /// Waits until something is put into the terminal's clipboard.
    pub fn copied(&self) -> String {
        let start = Instant::now();
        let mut terminal = lock(&self.shared.terminal);
        while terminal.parser.callbacks().clipboard.is_empty() {
            let left = PATIENCE.saturating_sub(start.elapsed());
            assert!(!left.is_zero() && !terminal.ended, "waited for a copy");
            terminal = self
                .shared
                .changed
                .wait_timeout(terminal, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
        let text = STANDARD.decode(&terminal.parser.callbacks().clipboard);
        String::from_utf8(text.expect("base 64")).expect("a text")
    }

    /// What the screen shows now.
    pub fn contents(&self) -> String {
        lock(&self.shared.terminal).parser.screen().contents()
    }

    /// Waits until the program ended or was stopped, and the shell says with which status.
    pub fn status(&self) -> u8 {
        let mut status = None;
        self.wait("see the shell say how it ended", |screen| {
            let text = screen.contents();
            let said = text.rsplit_once("[status ").map(|(_, rest)| rest);
            status = said.and_then(|rest| rest.split_once(']')?.0.parse().ok());
            status.is_some() && !screen.alternate_screen()
        });
        status.expect("a status was seen")
    }

    /// Gives the window another size.
    pub fn resize(&self, columns: u16, rows: u16) {
        let mut terminal = lock(&self.shared.terminal);
        terminal
            .parser
            .screen_mut()
            .set_size(cells(rows), cells(columns));
        self.window()
            .master
            .resize(size(columns, rows))
            .expect("a window can be resized");
    }

    /// The process that has the keys at present.
    pub fn program(&self) -> Pid {
        self.window().leader().expect("a foreground program")
    }

    /// Sends the program a signal.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.program(), signal).expect("the program runs");
    }

    /// The terminal is as it was before the program: same modes, main screen, cursor shown, no marks around pastes, no
    /// reports of clicks.
    pub fn assert_restored(&self) {
        let terminal = lock(&self.shared.terminal);
        let screen = terminal.parser.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "pastes are not marked");
        let mouse = screen.mouse_protocol_mode();
        assert_eq!(mouse, MouseProtocolMode::None, "clicks are the shell's");
        assert_eq!(self.terminal_modes(), self.modes);
    }

    /// Closes the window under the program.
    pub fn close(&mut self) {
        self.orphan = Some(self.program());
        // The thread that reads the screen sleeps in its read: something must come before it can let go.
        self.shared.closing.store(true, Ordering::SeqCst);
        self.resize(81, 25);
        let start = Instant::now();
        while !lock(&self.shared.terminal).ended {
            assert!(start.elapsed() < PATIENCE, "a new size draws a new screen");
            thread::yield_now();
        }
        self.window = None;
    }

    /// The shell is killed, without a chance to tell the program.
    pub fn kill_shell(&mut self) {
        self.orphan = Some(self.program());
        let shell = self.shell_id().expect("the shell runs");
        kill_process(shell, Signal::KILL).expect("the shell runs");
        let _ = self.shell.wait();
    }

    fn shell_id(&self) -> Option<Pid> {
        let id = self.shell.process_id()?;
        Pid::from_raw(id.cast_signed())
    }

    fn window(&self) -> &Window {
        self.window.as_ref().expect("the window is open")
    }

    fn terminal_modes(&self) -> String {
        let modes = self.window().master.get_termios().expect("modes");
        format!("{modes:?}")
    }
}

/// Leaves nothing running, also where a test fails.
impl Drop for Pty {
    fn drop(&mut self) {
        let front = self.window.as_ref().and_then(Window::leader);
        for process in [self.orphan, front, self.shell_id()].into_iter().flatten() {
            let _ = kill_process(process, Signal::KILL);
        }
        let _ = self.shell.wait();
    }
}

/// Shows the program's output on the screen until there is no more, and gives its questions an answer.
fn show(mut output: Box<dyn Read + Send>, shared: &Shared, answers: &Mutex<Box<dyn Write + Send>>) {
    let mut bytes = [0; 4096];
    while let Ok(count @ 1..) = output.read(&mut bytes) {
        let mut terminal = lock(&shared.terminal);
        terminal.parser.process(&bytes[..count]);
        let questions = &mut terminal.parser.callbacks_mut().answers;
        if !questions.is_empty() {
            let _ = lock(answers).write_all(questions);
            questions.clear();
        }
        shared.changed.notify_all();
        if shared.closing.load(Ordering::SeqCst) {
            break;
        }
    }
    drop(output);
    lock(&shared.terminal).ended = true;
    shared.changed.notify_all();
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a window has cells")
}

fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

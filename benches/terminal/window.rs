//! A program in a pseudo-terminal, with the time at which each of its frames was there.

use std::{
    fs,
    io::{Read, Write},
    num::NonZero,
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// What ends a frame.
const END: &[u8] = b"\x1b[?2026l";
/// For how long nothing comes when a program has come to rest.
const REST: Duration = Duration::from_millis(60);
/// For how long a program is waited for.
const PATIENCE: Duration = Duration::from_secs(120);

pub struct Window {
    pub begun: Instant,
    pub bytes: usize,
    pub screen: vt100::Parser,
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    /// What came since the last frame's end.
    rest: Vec<u8>,
    _master: Box<dyn MasterPty + Send>,
}

impl Window {
    /// Starts a program in a window of 120x40.
    pub fn open(command: CommandBuilder) -> Self {
        let size = PtySize {
            rows: 40,
            cols: 120,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pty = native_pty_system()
            .openpty(size)
            .expect("a pseudo-terminal");
        let mut reader = pty.master.try_clone_reader().expect("its output");
        let keys = pty.master.take_writer().expect("its keys");
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut buffer = vec![0; 256 * 1024];
            while let Ok(read @ 1..) = reader.read(&mut buffer) {
                let bytes = buffer.get(..read).unwrap_or_default().to_vec();
                if sender.send((Instant::now(), bytes)).is_err() {
                    break;
                }
            }
        });
        let begun = Instant::now();
        let child = pty.slave.spawn_command(command).expect("the program");
        Self {
            begun,
            bytes: 0,
            screen: vt100::Parser::new(cells(40), cells(120), 0),
            child,
            keys,
            output,
            rest: Vec::new(),
            _master: pty.master,
        }
    }

    /// Writes keys, and says when.
    pub fn press(&mut self, keys: &str) -> Instant {
        let at = Instant::now();
        self.keys
            .write_all(keys.as_bytes())
            .expect("keys are taken");
        at
    }

    /// When the next frame was there; nothing if none comes.
    pub fn frame(&mut self, patience: Duration) -> Option<Instant> {
        loop {
            match self.output.recv_timeout(patience) {
                Ok((at, bytes)) => {
                    self.bytes += bytes.len();
                    self.screen.process(&bytes);
                    self.rest.extend(bytes);
                    if let Some(end) = memchr::memmem::rfind(&self.rest, END) {
                        self.rest.drain(..end + END.len());
                        return Some(at);
                    }
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    /// The last frame before nothing comes any more.
    pub fn settled(&mut self) -> Option<Instant> {
        let mut last = None;
        while let Some(at) = self.frame(REST) {
            last = Some(at);
        }
        last
    }

    /// From keys to the last frame that they lead to.
    pub fn answer(&mut self, keys: &str) -> Duration {
        let pressed = self.press(keys);
        let answered = self.frame(Duration::from_secs(5)).expect("a frame");
        self.settled().unwrap_or(answered) - pressed
    }

    /// Waits until so many rows are there.
    pub fn loaded(&mut self, rows: usize) {
        let begun = Instant::now();
        let count = |contents: &str| {
            let (_, after) = contents.split_once(" 1/")?;
            let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
            digits.parse::<usize>().ok()
        };
        loop {
            let contents = self.screen.screen().contents();
            if count(&contents).is_some_and(|count| count >= rows) {
                return;
            }
            assert!(begun.elapsed() < PATIENCE, "not {rows} rows in\n{contents}");
            self.frame(Duration::from_millis(500));
        }
    }

    /// A number that the system keeps of the process, by its name.
    pub fn status(&self, name: &str) -> u64 {
        let pid = self.child.process_id().unwrap_or_default();
        let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        number.unwrap_or_default()
    }

    /// How long its threads have run on a processor.
    pub fn processor(&self) -> Duration {
        let pid = self.child.process_id().unwrap_or_default();
        let tasks = fs::read_dir(format!("/proc/{pid}/task"))
            .into_iter()
            .flatten();
        let ran = tasks.filter_map(|task| {
            let stat = fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
            stat.split_whitespace().next()?.parse::<u64>().ok()
        });
        Duration::from_nanos(ran.sum())
    }
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).expect("some cells")
}

impl Drop for Window {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

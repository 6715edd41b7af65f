use std::io::{self, Write};

/// Standard output, with neither a buffer of its own nor a lock: one write is one write, and a thread that can't get on
/// with it holds up nobody else.
#[derive(Clone, Copy, Debug)]
pub struct Output;

#[cfg(unix)]
impl Write for Output {
    /// Waits where another program left the terminal in a mode in which writing doesn't wait.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        use rustix::{
            event::{PollFd, PollFlags, poll},
            io::{Errno, write},
            stdio::stdout,
        };
        loop {
            match write(stdout(), bytes) {
                Err(Errno::AGAIN) => {
                    poll(
                        &mut [PollFd::from_borrowed_fd(stdout(), PollFlags::OUT)],
                        None,
                    )?;
                }
                written => return Ok(written?),
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(not(unix))]
impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        io::stdout().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stdout().flush()
    }
}

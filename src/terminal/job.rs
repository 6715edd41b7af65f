use std::io;

/// Whether a shell with job control started us, so that somebody can wake us up again: it gives each job a process group
/// of its own. Without one (`ssh -t host usher`, a terminal's own command) a stopped program would never come back.
#[cfg(unix)]
pub fn has_shell() -> bool {
    rustix::process::getsid(None).is_ok_and(|session| session != rustix::process::getpgrp())
}

/// Stops the whole job, as ctrl-z does outside of raw mode. It goes on when the shell says so, with
/// [`super::Signal::Continue`].
#[cfg(unix)]
pub fn stop() -> io::Result<()> {
    rustix::process::kill_current_process_group(rustix::process::Signal::STOP)?;
    Ok(())
}

/// There is no job control here.
#[cfg(not(unix))]
pub fn has_shell() -> bool {
    false
}

/// There is no job control here.
#[cfg(not(unix))]
pub fn stop() -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

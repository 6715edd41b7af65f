use rustix::{
    event::{PollFd, PollFlags, poll},
    io::Errno,
    stdio,
};

/// Sleeps until the terminal goes away (its window is closed, the connection drops), or returns at once where that can't
/// be watched. It uses no time at all while it waits.
///
/// # Returns
/// Whether the terminal is gone.
pub fn wait() -> bool {
    loop {
        let mut stdin = [PollFd::from_borrowed_fd(stdio::stdin(), PollFlags::empty())];
        match poll(&mut stdin, None) {
            Ok(_) => {
                let [stdin] = stdin;
                let seen = stdin.revents();
                if seen.intersects(PollFlags::HUP | PollFlags::ERR) {
                    return true;
                }
                // Some systems can't poll a terminal, and say so with NVAL.
                if seen.contains(PollFlags::NVAL) {
                    return false;
                }
            }
            Err(Errno::INTR) => {}
            Err(_) => return false,
        }
    }
}

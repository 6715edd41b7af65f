use std::{
    io,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::domain::Secret;

/// How long what starts a browser has to say that it can't.
const MOMENT: Duration = Duration::from_millis(500);
/// How often it is asked meanwhile.
const PAUSE: Duration = Duration::from_millis(10);

/// Opens a web address with the first program of the desktop that can, and says whether there was one. It is not given the
/// environment variables that are hidden. The address itself it must be told as every program is told one: others on this
/// machine can see it while the program starts.
pub fn open(url: &Secret, hidden: &[String]) -> bool {
    let mut commands = open::commands(url.expose()).into_iter();
    commands.any(|command| start(command, hidden).is_ok_and(went_on))
}

fn start(mut command: Command, hidden: &[String]) -> io::Result<Child> {
    for variable in hidden {
        command.env_remove(variable);
    }
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
}

/// Whether it ends well, or not so soon.
fn went_on(mut child: Child) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < MOMENT {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => thread::sleep(PAUSE),
            Err(_) => return false,
        }
    }
    // Somebody must ask for its exit status, or it is never quite gone.
    thread::spawn(move || child.wait());
    true
}

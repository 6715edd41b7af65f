/// The terminal's modes as they were at some moment: a program that is killed leaves its own behind.
#[derive(Debug)]
pub struct Tty {
    #[cfg(unix)]
    modes: Option<rustix::termios::Termios>,
}

impl Tty {
    /// The modes as they are now.
    pub fn now() -> Self {
        Self {
            #[cfg(unix)]
            modes: rustix::termios::tcgetattr(rustix::stdio::stdin()).ok(),
        }
    }

    /// Sets them again. What fails is passed over: the terminal may be gone.
    pub fn restore(&self) {
        #[cfg(unix)]
        if let Some(modes) = &self.modes {
            use rustix::termios::{OptionalActions, tcsetattr};
            let _ = tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, modes);
        }
    }
}

use std::{
    env,
    fs::File,
    io::{self, IsTerminal, Read},
};

use usher_tui::domain::Clean;

/// Nothing that is read for a request is longer.
const MAX_BYTES: usize = 1 << 20;

/// Where values come from that do not stand on the command line: a file, a variable, or standard input, which can be
/// read once.
#[derive(Default)]
pub struct Sources {
    stdin_is_taken: bool,
}

impl Sources {
    /// What a secret parameter is given by: `@-`, `@FILE` or `env:VARIABLE`; none where it is the secret itself. One line
    /// break at the end is cut. Where standard input is a terminal, the secret is asked for and not shown.
    ///
    /// # Errors
    /// Says what can't be read, to be read after the parameter's name. Nothing that was read is quoted.
    pub fn secret(&mut self, name: &str, value: &str) -> Result<Option<String>, String> {
        let read = match (value.strip_prefix('@'), value.strip_prefix("env:")) {
            (Some("-"), _) if io::stdin().is_terminal() => {
                let typed = rpassword::prompt_password(format!("{name} (not shown): "));
                typed.map_err(|error| format!("can't be read from the terminal: {error}"))?
            }
            (Some("-"), _) => self.stdin()?,
            (Some(path), _) => file(path)?,
            (None, Some(name)) => variable(name)?,
            (None, None) => return Ok(None),
        };
        let secret = without_line_break(read);
        if secret.is_empty() {
            return Err("is empty where it is read from".to_owned());
        }
        Ok(Some(secret))
    }

    /// What a body is given by: `-`, `@-` or `@FILE`; none where it is the body itself.
    ///
    /// # Errors
    /// The same.
    pub fn body(&mut self, value: &str) -> Result<Option<String>, String> {
        match (value, value.strip_prefix('@')) {
            ("-", _) | (_, Some("-")) => self.stdin().map(Some),
            (_, Some(path)) => file(path).map(Some),
            (_, None) => Ok(None),
        }
    }

    fn stdin(&mut self) -> Result<String, String> {
        if self.stdin_is_taken {
            return Err("can't be read from standard input: something else is".to_owned());
        }
        self.stdin_is_taken = true;
        text(io::stdin().lock()).map_err(|why| format!("can't be read from standard input: {why}"))
    }
}

fn file(path: &str) -> Result<String, String> {
    let read = File::open(path)
        .map_err(|error| error.to_string())
        .and_then(text);
    read.map_err(|why| format!("can't be read from {}: {why}", Clean::new(path)))
}

fn variable(name: &str) -> Result<String, String> {
    env::var(name).map_err(|error| {
        let why = match error {
            env::VarError::NotPresent => "there is no environment variable",
            env::VarError::NotUnicode(_) => "not UTF-8 is the environment variable",
        };
        format!("can't be read: {why} {}", Clean::new(name))
    })
}

fn text(source: impl Read) -> Result<String, String> {
    let mut bytes = Vec::new();
    let limited = source.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes);
    limited.map_err(|error| error.to_string())?;
    if bytes.len() > MAX_BYTES {
        return Err("it is longer than 1 MiB".to_owned());
    }
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())
}

fn without_line_break(mut text: String) -> String {
    if text.ends_with('\n') {
        text.pop();
        if text.ends_with('\r') {
            text.pop();
        }
    }
    text
}

use std::io::{self, IsTerminal as _, Read as _, Write as _};

use anyhow::Context;
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use secrecy::zeroize::Zeroize as _;
use usher_tui::{
    config::Slot,
    domain::{Provider, Secret},
};

use super::Question;
use crate::cli::Misuse;

/// No secret is longer.
const MAX_BYTES: usize = 64 << 10;

/// Asks for each value, without showing what is typed unless it is no secret. Without a terminal, the values are the lines
/// of standard input.
///
/// # Returns
/// For each question its answer; none where the value shall stay as it is.
pub fn answers(
    questions: &[Question<'_>],
    provider: Provider,
) -> anyhow::Result<Vec<Option<Secret>>> {
    if !io::stdin().is_terminal() {
        return piped(questions);
    }
    let mut answers = Vec::new();
    for Question { slot, .. } in questions {
        let typed = if slot.is_open() {
            echoed(&format!("{provider} {}: ", slot.label()))
        } else {
            hidden(&format!("{provider} {} (not shown): ", slot.label()))
        };
        let typed = typed.context("nothing was stored: the terminal can't be read")?;
        answers.push(answer(slot, typed)?);
    }
    Ok(answers)
}

/// A value as it is stored; none for an empty one.
pub fn answer(slot: &Slot<'_>, mut typed: String) -> anyhow::Result<Option<Secret>> {
    // No token begins or ends with a blank: those come along when it is copied. A password may.
    if slot.is_open() || slot.key().ends_with("token") {
        let trimmed = typed.trim().to_owned();
        typed.zeroize();
        typed = trimmed;
    }
    let odd = if typed.len() > MAX_BYTES {
        "is longer than 64 KiB"
    } else if typed.chars().any(char::is_control) {
        "has control characters"
    } else {
        return Ok((!typed.is_empty()).then(|| Secret::new(typed)));
    };
    typed.zeroize();
    let words = format!(
        "{} {odd}: was it copied whole, and nothing else? Nothing was stored",
        slot.name
    );
    Err(Misuse(words).into())
}

fn echoed(prompt: &str) -> io::Result<String> {
    say(prompt)?;
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    Ok(line)
}

fn hidden(prompt: &str) -> io::Result<String> {
    // Also what is typed as soon as the prompt is there is not shown.
    let _silence = Silence::new()?;
    say(prompt)?;
    rpassword::read_password()
}

fn say(prompt: &str) -> io::Result<()> {
    let mut error = io::stderr().lock();
    error.write_all(prompt.as_bytes())?;
    error.flush()
}

/// A terminal that does not show what is typed, until this is dropped.
struct Silence(Termios);

impl Silence {
    fn new() -> io::Result<Self> {
        let before = tcgetattr(io::stdin())?;
        let mut silent = before.clone();
        silent.local_modes.remove(LocalModes::ECHO);
        tcsetattr(io::stdin(), OptionalActions::Now, &silent)?;
        Ok(Self(before))
    }
}

impl Drop for Silence {
    fn drop(&mut self) {
        // A terminal that is gone needs nothing.
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &self.0);
    }
}

fn piped(questions: &[Question<'_>]) -> anyhow::Result<Vec<Option<Secret>>> {
    let most = (MAX_BYTES + 2) * questions.len();
    let mut bytes = Vec::new();
    let read = io::stdin().take(most as u64 + 1).read_to_end(&mut bytes);
    read.context("standard input can't be read")?;
    let answers = match str::from_utf8(&bytes) {
        Ok(text) if bytes.len() <= most => of_lines(questions, text),
        Ok(_) | Err(_) => {
            let words = "standard input is not lines of text that could be secrets";
            Err(Misuse(words.to_owned()).into())
        }
    };
    bytes.zeroize();
    answers
}

fn of_lines(questions: &[Question<'_>], text: &str) -> anyhow::Result<Vec<Option<Secret>>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines: Vec<&str> = text.lines().collect();
    if lines.len() != questions.len() {
        let labels: Vec<String> = questions.iter().map(|it| it.slot.label()).collect();
        let words = format!(
            "standard input has {}, and {} wanted, in this order: {}. Nothing was stored",
            counted(lines.len()),
            match questions.len() {
                1 => "1 is".to_owned(),
                more => format!("{more} are"),
            },
            labels.join(", ")
        );
        return Err(Misuse(words).into());
    }
    let pairs = questions.iter().zip(lines);
    pairs
        .map(|(question, line)| answer(&question.slot, line.to_owned()))
        .collect()
}

fn counted(lines: usize) -> String {
    match lines {
        0 => "no lines".to_owned(),
        1 => "1 line".to_owned(),
        more => format!("{more} lines"),
    }
}

use std::fmt::Write as _;

use toml::Value;
use usher_tui::{
    config::Profile,
    domain::{Clean, Provider},
};

use super::Question;

/// The lines that a configuration lacks.
pub struct Lines {
    provider: Provider,
    head: String,
    rest: Vec<String>,
}

impl Lines {
    /// None yet, for a profile's account.
    pub fn new(profile: &str, provider: Provider) -> Self {
        let name = provider.name().to_lowercase();
        Self {
            provider,
            head: format!("[profiles.{}.{name}]", key(profile)),
            rest: Vec::new(),
        }
    }

    /// Whose account it is about.
    pub fn provider(&self) -> Provider {
        self.provider
    }

    /// A value that may stand there openly.
    pub fn open(&mut self, key: &str, value: &str) {
        let value = Value::from(Clean::new(value).as_str());
        self.rest.push(format!("{key} = {value}"));
    }

    /// A secret that is in the keyring.
    pub fn keyring(&mut self, key: &str) {
        self.rest.push(format!("{key} = {{ keyring = true }}"));
    }

    /// All of them, where there are any.
    pub fn text(&self) -> Option<String> {
        let lines = self.rest.join("\n");
        (!lines.is_empty()).then(|| format!("{}\n{lines}\n", self.head))
    }
}

/// What the configuration of a machine without a keyring could say: each secret in a file of its own, beside it.
pub fn with_files(profile: &Profile, provider: Provider, questions: &[Question<'_>]) -> String {
    let mut text = format!("{}\n", Lines::new(&profile.name, provider).head);
    let provider = provider.name().to_lowercase();
    for question in questions {
        let key = question.slot.key();
        // Writing to a String can't fail.
        let _ = match question.place {
            None => writeln!(text, "{key} = \"...\""),
            Some(_) => writeln!(text, "{key} = {{ file = \"secrets/{provider}_{key}\" }}"),
        };
    }
    text
}

/// A profile's name as a key of TOML.
fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.is_empty() && name.chars().all(bare) {
        return name.to_owned();
    }
    Value::from(Clean::new(name).as_str()).to_string()
}

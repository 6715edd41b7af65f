use std::{
    env, fmt,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Deserializer, de};

use crate::domain::{Clean, Secret};

/// Where a secret is found.
#[derive(Clone, Debug)]
pub enum SecretSource {
    /// `{ env = "NAME" }`: an environment variable.
    Env(String),
    /// `{ command = "pass show koyeb" }` or `{ command = ["pass", "show", "koyeb"] }`: what a program prints. There is no
    /// shell between.
    Command(Vec<String>),
    /// `{ keyring = true }`: the system's keyring. The entry is named after the profile and the key.
    Keyring,
    /// `{ file = "..." }`: a file that nobody else can read. `~/` is the home folder; what is relative is so to the
    /// configuration's folder.
    File(PathBuf),
    /// Held in memory already: the demo's secrets, and what may stand in the file openly (user name and client id).
    Held(Secret),
}

const EXPECTED: &str =
    r#"a place of a secret, such as { env = "NAME" } or { command = "pass show name" }"#;

impl SecretSource {
    /// Whether usher can put another secret there.
    pub fn is_writable(&self) -> bool {
        match self {
            Self::Keyring | Self::File(_) => true,
            Self::Env(_) | Self::Command(_) | Self::Held(_) => false,
        }
    }

    /// Makes a relative path of a file an absolute one.
    pub(super) fn settle(&mut self, folder: &Path) {
        if let Self::File(path) = self {
            let home = path.strip_prefix("~").ok().zip(env::home_dir());
            *path = match home {
                Some((below, home)) => home.join(below),
                None => folder.join(&path),
            };
        }
    }
}

/// The place in words, without anything that could be secret: of a command, the program alone.
impl fmt::Display for SecretSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Env(name) => write!(f, "the environment variable {}", Clean::new(name)),
            Self::Command(words) => {
                let program = words.first().map(String::as_str).unwrap_or_default();
                write!(f, "the command {}", Clean::new(program))
            }
            Self::Keyring => f.write_str("the keyring"),
            Self::File(path) => {
                write!(f, "the file {}", Clean::from(path.display().to_string()))
            }
            Self::Held(_) => f.write_str("the configuration"),
        }
    }
}

impl<'de> Deserialize<'de> for SecretSource {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Place { open: false })
    }
}

/// Reads a source, or a plain text for what need not be secret.
pub(super) fn open_text<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<SecretSource>, D::Error> {
    deserializer.deserialize_any(Place { open: true }).map(Some)
}

struct Place {
    open: bool,
}

impl<'de> de::Visitor<'de> for Place {
    type Value = SecretSource;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(EXPECTED)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<SecretSource, E> {
        if self.open {
            return Ok(SecretSource::Held(Secret::new(text)));
        }
        Err(E::custom(format!(
            "a secret does not belong in this file: write {EXPECTED}"
        )))
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<SecretSource, A::Error> {
        let Some(kind) = map.next_key::<String>()? else {
            return Err(de::Error::custom(format!("expected {EXPECTED}")));
        };
        let source = match kind.as_str() {
            "env" => env(map.next_value()?)?,
            "command" => SecretSource::Command(map.next_value::<Argv>()?.0),
            "keyring" => keyring(map.next_value()?)?,
            "file" => file(map.next_value()?)?,
            other => {
                return Err(de::Error::unknown_field(
                    other,
                    &["env", "command", "keyring", "file"],
                ));
            }
        };
        if map.next_key::<String>()?.is_some() {
            return Err(de::Error::custom("a secret has one place, not two"));
        }
        Ok(source)
    }
}

fn env<E: de::Error>(name: String) -> Result<SecretSource, E> {
    if name.is_empty() || name.contains(['=', '\0']) {
        return Err(E::custom("expected the name of an environment variable"));
    }
    Ok(SecretSource::Env(name))
}

fn file<E: de::Error>(path: PathBuf) -> Result<SecretSource, E> {
    if path.as_os_str().is_empty() {
        return Err(E::custom("expected the path of a file"));
    }
    Ok(SecretSource::File(path))
}

fn keyring<E: de::Error>(wanted: bool) -> Result<SecretSource, E> {
    if wanted {
        Ok(SecretSource::Keyring)
    } else {
        Err(E::custom("keyring can only be true"))
    }
}

/// A program and its arguments, as a list or as one line to be split.
struct Argv(Vec<String>);

impl<'de> Deserialize<'de> for Argv {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Words)
    }
}

struct Words;

impl<'de> de::Visitor<'de> for Words {
    type Value = Argv;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a command line or a list of words")
    }

    fn visit_str<E: de::Error>(self, line: &str) -> Result<Argv, E> {
        let words = shlex::split(line)
            .ok_or_else(|| E::custom("the command has a quote that is not closed"))?;
        argv(words)
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut list: A) -> Result<Argv, A::Error> {
        let mut words = Vec::new();
        while let Some(word) = list.next_element()? {
            words.push(word);
        }
        argv(words)
    }
}

fn argv<E: de::Error>(words: Vec<String>) -> Result<Argv, E> {
    match words.first() {
        Some(program) if !program.is_empty() => Ok(Argv(words)),
        Some(_) | None => Err(E::custom("the command names no program")),
    }
}

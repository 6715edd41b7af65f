use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read as _},
    path::{Path, PathBuf, absolute},
};

use serde::{Deserialize, de::IgnoredAny};
use thiserror::Error;

use super::Profile;
use crate::domain::{Clean, Sheet};

/// The name of the program, for the place of its files.
pub(super) const APP: &str = "usher";
/// No configuration is longer.
const MAX_BYTES: u64 = 1 << 20;

/// What people can set.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The accounts, by the profile's name.
    pub profiles: BTreeMap<String, Profile>,
    /// How many seconds an answer to an invitation waits and can be taken back.
    pub undo_seconds: u64,
    /// Whether clicks and the wheel are the program's.
    pub mouse: bool,
    /// Whether e-mails, addresses and ids are masked from the start.
    pub screen_share: bool,
    /// The folder of the configuration, where more files may be.
    #[serde(skip)]
    pub(super) folder: PathBuf,
    /// The text, for what is read leniently: keys and colours.
    #[serde(skip)]
    pub(super) sheet: Sheet,
    #[serde(rename = "keys")]
    _keys: IgnoredAny,
    #[serde(rename = "theme")]
    _theme: IgnoredAny,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            profiles: BTreeMap::new(),
            undo_seconds: 5,
            mouse: true,
            screen_share: false,
            folder: PathBuf::new(),
            sheet: Sheet::default(),
            _keys: IgnoredAny,
            _theme: IgnoredAny,
        }
    }
}

/// Why the configuration can't be used. No message quotes what stands in the file.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The system does not say where configurations belong.
    #[error("there is no place for the configuration: {0}; name the file with --config")]
    NoPlace(Clean),
    /// The file can't be read.
    #[error("the configuration {path} can't be read: {reason}")]
    Unreadable {
        /// The file.
        path: Clean,
        /// What the system says.
        reason: Clean,
    },
    /// The file says something that makes no sense.
    #[error("{path}, line {line}: {reason}")]
    Broken {
        /// The file.
        path: Clean,
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        reason: Clean,
    },
    /// There is no such profile.
    #[error("there is no profile {name}; the configuration has {known}")]
    UnknownProfile {
        /// The name that was asked for.
        name: Clean,
        /// The names that there are.
        known: Clean,
    },
    /// There are several profiles, and none was asked for.
    #[error("which profile? choose one with --profile: {known}")]
    NoProfileChosen {
        /// The names that there are.
        known: Clean,
    },
}

/// Reads the settings from a file, or from the platform's place for them.
///
/// # Errors
/// A file that is named must be there and make sense. One at the platform's place need not be there: then everything is
/// at its default, and no file is made.
pub fn load(path: Option<&Path>) -> Result<Settings, ConfigError> {
    let (path, must_exist) = match path {
        Some(path) => (path.to_owned(), true),
        None => (standard_path()?, false),
    };
    match read(&path) {
        Ok(bytes) => {
            let mut settings = parse(&path, bytes)?;
            settings.settle(&path);
            Ok(settings)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound && !must_exist => {
            let mut settings = Settings::default();
            settings.settle(&path);
            Ok(settings)
        }
        Err(error) => Err(ConfigError::Unreadable {
            path: shown(&path),
            reason: Clean::from(error.to_string()),
        }),
    }
}

/// Where the settings are looked for when no file is named.
///
/// # Errors
/// When the system has no home folder for us.
pub fn standard_path() -> Result<PathBuf, ConfigError> {
    confy::get_configuration_file_path(APP, "config")
        .map_err(|error| ConfigError::NoPlace(Clean::from(error.to_string())))
}

impl Settings {
    /// The profile of that name; without a name the one called `default`, else the only one. Where there is none at all,
    /// an empty one: each provider then says what it lacks.
    ///
    /// # Errors
    /// When there is no such profile, or more than one to choose from.
    pub fn profile(&self, name: Option<&str>) -> Result<Profile, ConfigError> {
        let chosen = self.choose(name)?;
        Ok(chosen.map_or_else(Profile::default, |(_, profile)| profile.clone()))
    }

    /// The same with its name, and `None` where there is no profile at all.
    ///
    /// # Errors
    /// When there is no such profile, or more than one to choose from.
    pub fn choose(&self, name: Option<&str>) -> Result<Option<(&str, &Profile)>, ConfigError> {
        let profiles = &self.profiles;
        let found = match (name, profiles.len()) {
            (Some(name), _) => {
                let unknown = || ConfigError::UnknownProfile {
                    name: Clean::new(name),
                    known: self.profile_names(),
                };
                Some(profiles.get_key_value(name).ok_or_else(unknown)?)
            }
            (None, ..=1) => profiles.first_key_value(),
            (None, _) => {
                let unclear = || ConfigError::NoProfileChosen {
                    known: self.profile_names(),
                };
                Some(profiles.get_key_value("default").ok_or_else(unclear)?)
            }
        };
        Ok(found.map(|(name, profile)| (name.as_str(), profile)))
    }

    fn settle(&mut self, path: &Path) {
        let path = absolute(path).unwrap_or_else(|_| path.to_owned());
        let folder = path.parent().unwrap_or(&path);
        let profiles = self.profiles.values();
        let variables: Vec<_> = profiles.flat_map(Profile::own_variables).collect();
        for (name, profile) in &mut self.profiles {
            profile.settle(name, folder);
            profile.variables.clone_from(&variables);
        }
        folder.clone_into(&mut self.folder);
    }

    fn profile_names(&self) -> Clean {
        if self.profiles.is_empty() {
            return Clean::from("none");
        }
        let names: Vec<&str> = self.profiles.keys().map(String::as_str).collect();
        Clean::from(names.join(", "))
    }
}

/// All of a file, unless it is no file or too long for what it should be.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    if !path.metadata()?.is_file() {
        return Err(io::Error::other("it is not a file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(io::Error::other(
            "it is larger than a configuration can be (1 MiB)",
        ));
    }
    Ok(bytes)
}

fn parse(path: &Path, bytes: Vec<u8>) -> Result<Settings, ConfigError> {
    let broken = |line, reason: &str| ConfigError::Broken {
        path: shown(path),
        line,
        reason: Clean::new(reason),
    };
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        broken(line_at(error.as_bytes(), good), "the text is not UTF-8")
    })?;
    let settings = toml::from_str(&text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        broken(
            line_at(text.as_bytes(), at),
            &without_value(error.message()),
        )
    })?;
    Ok(Settings {
        sheet: Sheet::new(shown(path), text),
        ..settings
    })
}

/// `invalid type: string "...", expected a boolean` quotes the file: only what was expected is kept. All other messages
/// name keys at most.
fn without_value(message: &str) -> String {
    let quotes = ["invalid type: ", "invalid value: ", "invalid length "];
    if !quotes.iter().any(|start| message.starts_with(start)) {
        return message.replace('\n', "; ");
    }
    match message.rsplit_once(", expected ") {
        Some((_, "i64" | "u64")) => "expected a whole number, 0 or more".to_owned(),
        Some((_, expected)) => format!("expected {expected}"),
        None => "a value of another kind was expected".to_owned(),
    }
}

fn line_at(bytes: &[u8], offset: usize) -> usize {
    let before = bytes.iter().take(offset);
    1 + before.filter(|byte| **byte == b'\n').count()
}

fn shown(path: &Path) -> Clean {
    Clean::from(path.display().to_string())
}

use std::{
    fs::{self, File},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
};

use etcetera::app_strategy::{AppStrategy as _, AppStrategyArgs, choose_app_strategy};
use tempfile::Builder;

/// No state is longer.
const MAX_BYTES: u64 = 1 << 20;

/// The file in which a profile's state is kept between runs: what was in front, filtered, sorted, chosen. It may hold
/// personal data, and is for its owner alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateFile(PathBuf);

impl StateFile {
    /// The file of a profile, where the platform keeps such things; `None` where there is no such place.
    pub fn of(profile: &str) -> Option<Self> {
        Some(Self::within(&state_folder()?, profile))
    }

    /// The file of a profile in a folder.
    pub fn within(folder: &Path, profile: &str) -> Self {
        Self(folder.join(file_name(profile)))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// What was kept; `None` where nothing was.
    ///
    /// # Errors
    /// When it is there and can't be read.
    pub fn read(&self) -> io::Result<Option<String>> {
        let file = match File::open(&self.0) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        if !file.metadata()?.is_file() {
            return Err(io::Error::other("it is not a file"));
        }
        let mut text = String::new();
        file.take(MAX_BYTES).read_to_string(&mut text)?;
        Ok(Some(text))
    }

    /// Keeps a text: all of it or nothing.
    ///
    /// # Errors
    /// When the file can't be written; what was kept before is still there then.
    pub fn write(&self, text: &str) -> io::Result<()> {
        let folder = self.0.parent().unwrap_or(Path::new("."));
        make_private(folder)?;
        let mut file = Builder::new()
            .prefix(".usher-")
            .suffix(".tmp")
            .tempfile_in(folder)?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(&self.0).map_err(|error| error.error)?;
        Ok(())
    }
}

/// Where the platform keeps what a program wants to find again; `None` where there is no such place.
pub(super) fn state_folder() -> Option<PathBuf> {
    let strategy = choose_app_strategy(AppStrategyArgs {
        top_level_domain: "rs".to_owned(),
        author: String::new(),
        app_name: super::settings::APP.to_owned(),
    })
    .ok()?;
    Some(strategy.state_dir().unwrap_or_else(|| strategy.data_dir()))
}

/// A name that is the same on every file system, and another one for every profile.
fn file_name(profile: &str) -> String {
    let mut name = String::new();
    for byte in profile.bytes() {
        // Some file systems don't tell capitals from small letters.
        if byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_') {
            name.push(char::from(byte));
        } else {
            name.extend(['%', hex(byte >> 4), hex(byte & 0xF)]);
        }
    }
    format!("{name}.toml")
}

fn hex(digit: u8) -> char {
    char::from_digit(digit.into(), 16).map_or('0', |digit| digit.to_ascii_uppercase())
}

/// Makes a folder for its owner alone, unless it is there.
#[cfg(unix)]
pub(crate) fn make_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}

/// Makes a folder, unless it is there.
#[cfg(not(unix))]
pub(crate) fn make_private(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_profile_has_a_file_of_its_own() {
        assert_eq!(file_name("work"), "work.toml");
        assert_eq!(file_name("../a b"), "%2E%2E%2Fa%20b.toml");
        assert_ne!(file_name("a/b"), file_name("a_b"));
        assert_eq!(file_name("Work"), "%57ork.toml");
    }

    #[test]
    fn what_is_kept_is_read_again_and_is_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = StateFile::within(&folder.path().join("new"), "work");
        assert_eq!(file.read().unwrap(), None);
        file.write("pane = \"users\"\n").unwrap();
        file.write("pane = \"invitations\"\n").unwrap();
        assert_eq!(file.read().unwrap().unwrap(), "pane = \"invitations\"\n");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!(mode(file.path()), 0o600);
            assert_eq!(mode(file.path().parent().unwrap()), 0o700);
        }
    }

    #[test]
    fn a_folder_in_its_place_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let file = StateFile::within(folder.path(), "work");
        fs::create_dir(file.path()).unwrap();
        assert!(file.read().is_err());
        assert!(file.write("x").is_err());
    }
}

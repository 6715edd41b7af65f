use std::{
    env,
    fs::File,
    io::{self, Read, Write},
    path::{Path, PathBuf},
    process::ExitStatus,
};

use tempfile::TempDir;
use tokio::process::{Child, Command};

/// The most that is read back.
const MOST: u64 = 1024 * 1024;
/// What is run where the person names no editor.
const DEFAULT: &str = "vi";

/// A text in a file of its own, in a folder of its own that nobody else may look into. Both are removed with it, and what
/// the editor left beside the text as well.
#[derive(Debug)]
pub struct Manuscript {
    path: PathBuf,
    folder: TempDir,
}

impl Manuscript {
    /// Writes a text into a fresh file whose name ends in `suffix`, with mode 0600.
    ///
    /// # Errors
    /// When there is no place for it.
    pub fn new(text: &str, suffix: &str) -> io::Result<Self> {
        let mut folder = tempfile::Builder::new();
        folder.prefix("usher-");
        #[cfg(unix)]
        folder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let folder = folder.tempdir()?;
        let file = tempfile::Builder::new()
            .prefix("field-")
            .suffix(suffix)
            .tempfile_in(folder.path())?;
        let (mut file, path) = file.keep().map_err(|error| error.error)?;
        file.write_all(text.as_bytes())?;
        if !text.is_empty() {
            file.write_all(b"\n")?;
        }
        Ok(Self { path, folder })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads what stands there now, without the line break at its end.
    ///
    /// # Errors
    /// When it is gone, is no text, or is far too long.
    pub fn read(&self) -> io::Result<String> {
        let mut text = String::new();
        File::open(&self.path)?
            .take(MOST + 1)
            .read_to_string(&mut text)?;
        if u64::try_from(text.len()).unwrap_or(u64::MAX) > MOST {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(text.trim_end_matches(['\r', '\n']).to_owned())
    }

    /// Removes it.
    ///
    /// # Errors
    /// When that can't be done; then somebody has to do it by hand.
    pub fn remove(self) -> io::Result<()> {
        self.folder.close()
    }
}

/// The words of the person's editor: `$VISUAL`, else `$EDITOR`, else `vi`.
///
/// # Errors
/// Says which variable can't be understood.
pub fn editor() -> Result<Vec<String>, String> {
    for name in ["VISUAL", "EDITOR"] {
        let Some(value) = env::var_os(name).filter(|value| !value.is_empty()) else {
            continue;
        };
        let words = value.to_str().and_then(shlex::split);
        return words
            .filter(|words| !words.is_empty())
            .ok_or_else(|| format!("${name} is no command: look at its quotes"));
    }
    Ok(vec![DEFAULT.to_owned()])
}

/// Starts an editor on a file, in the terminal that was given back for it. It ends with the program, and is not given the
/// environment variables that are hidden.
///
/// # Errors
/// When there is no such program, or it may not be run.
pub fn start(words: &[String], path: &Path, hidden: &[String]) -> io::Result<Child> {
    let (program, arguments) = words.split_first().ok_or(io::ErrorKind::NotFound)?;
    let mut command = Command::new(program);
    for variable in hidden {
        command.env_remove(variable);
    }
    command.args(arguments).arg(path).kill_on_drop(true).spawn()
}

/// How an editor ended that did not end well, to be read after its name: `ended with status 1`.
pub fn failure(status: ExitStatus) -> Option<String> {
    if status.success() {
        return None;
    }
    Some(match status.code() {
        Some(code) => format!("ended with status {code}"),
        None => "was killed".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manuscript_is_for_its_owner_alone_and_leaves_nothing_behind() {
        let manuscript = Manuscript::new("{}", ".json").unwrap();
        let path = manuscript.path().to_owned();
        assert_eq!(path.extension(), Some("json".as_ref()));
        assert_eq!(manuscript.read().unwrap(), "{}");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!(mode(&path), 0o600);
            assert_eq!(mode(path.parent().unwrap()), 0o700);
        }
        std::fs::write(path.with_extension("json~"), "{}").unwrap();
        manuscript.remove().unwrap();
        assert!(!path.parent().unwrap().exists());
    }

    #[test]
    fn what_is_no_text_is_not_read() {
        let manuscript = Manuscript::new("", ".txt").unwrap();
        std::fs::write(manuscript.path(), b"\xff\xfe").unwrap();
        assert!(manuscript.read().is_err());
        std::fs::remove_file(manuscript.path()).unwrap();
        assert!(manuscript.read().is_err());
    }
}

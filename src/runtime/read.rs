use std::{env, fs::File, io::Read as _, path::PathBuf};

use crate::domain::Clean;

/// The largest text file that is read, in bytes.
const MOST: u64 = 1 << 20;

/// Reads a text file that a person named: `~/` is the home directory, any other relative path begins where the program was
/// started.
///
/// # Errors
/// Why it can't be read, for that person. Nothing that stands in it is quoted.
pub fn read(path: &str) -> Result<String, Clean> {
    let explain = |why: String| Clean::from(format!("{path} can't be read: {why}"));
    let place = place(path).ok_or_else(|| explain("there is no home directory".to_owned()))?;
    let about = place
        .metadata()
        .map_err(|error| explain(error.to_string()))?;
    if !about.is_file() {
        return Err(explain("it is not a file".to_owned()));
    }
    let file = File::open(&place).map_err(|error| explain(error.to_string()))?;
    let mut bytes = Vec::new();
    file.take(MOST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| explain(error.to_string()))?;
    if bytes.len() as u64 > MOST {
        return Err(explain("it has more than 1 MiB: split it".to_owned()));
    }
    String::from_utf8(bytes).map_err(|_| explain("it is not a text in UTF-8".to_owned()))
}

fn place(path: &str) -> Option<PathBuf> {
    match path.strip_prefix("~/") {
        Some(rest) => Some(PathBuf::from(env::var_os("HOME")?).join(rest)),
        None => Some(PathBuf::from(path)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_not_be_read_is_explained() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
        let why = |name: &str| read(&path(name)).unwrap_err().raw().to_owned();
        std::fs::write(path("good"), "anna@acme.example\n").unwrap();
        assert_eq!(read(&path("good")).unwrap(), "anna@acme.example\n");
        std::fs::write(path("large"), vec![b'a'; (1 << 20) + 1]).unwrap();
        assert!(why("large").contains("more than 1 MiB"), "{}", why("large"));
        std::fs::write(path("bytes"), [0xff, 0xfe, 0]).unwrap();
        assert!(why("bytes").contains("not a text"), "{}", why("bytes"));
        assert!(why("").contains("not a file"), "{}", why(""));
        assert!(
            why("none").contains("none can't be read"),
            "{}",
            why("none")
        );
    }
}

use std::{
    fs::{self, DirBuilder, File, Permissions},
    io::{self, Read as _, Write as _},
    os::unix::fs::{DirBuilderExt as _, MetadataExt as _, PermissionsExt as _},
    path::Path,
    time::{Duration, SystemTime},
};

use rustix::{
    fs::{Mode, OFlags},
    io::Errno,
    process::geteuid,
};
use tempfile::Builder;

use super::{shell_word, text_to_secret};
use crate::domain::Secret;

/// No secret in a file is longer.
const MAX_BYTES: u64 = 64 << 10;
/// What the files are called that are not in their place yet.
const UNFINISHED: (&str, &str) = (".usher-", ".tmp");
/// Nobody takes longer to put one into its place: what is older was left behind.
const UNFINISHED_FOR: Duration = Duration::from_secs(60);

/// Reads a secret from a regular file that is ours, and that nobody else can read or change. A symbolic link is not
/// followed, and nothing is waited for. `login` is the command that would write the file.
pub(super) fn read(path: &Path, login: &str) -> Result<Secret, String> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = match rustix::fs::open(path, flags | OFlags::NOCTTY, Mode::empty()) {
        Ok(file) => File::from(file),
        Err(Errno::NOENT) => return Err(format!("is not there: {login} writes it")),
        Err(Errno::LOOP | Errno::MLINK) => return Err(is_a_link(path)),
        Err(error) => return Err(format!("can't be opened: {}", io::Error::from(error))),
    };
    let about = file.metadata().map_err(|error| unreadable(&error))?;
    refuse_strange(path, &about)?;
    let mode = about.mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(format!(
            "is open to others (mode {mode:03o}): close it with `chmod 600 {}`",
            quoted(path)
        ));
    }
    let mut bytes = Vec::new();
    if about.len() <= MAX_BYTES {
        let mut file = file.take(MAX_BYTES + 1);
        file.read_to_end(&mut bytes)
            .map_err(|error| unreadable(&error))?;
    }
    if about.len() > MAX_BYTES || bytes.len() as u64 > MAX_BYTES {
        return Err("is larger than 64 KiB: a secret is shorter".to_owned());
    }
    let text = String::from_utf8(bytes)
        .map_err(|_| "is not UTF-8: save it as plain text, in UTF-8".to_owned())?;
    text_to_secret(text).ok_or_else(|| format!("is empty: {login} writes it"))
}

/// Whether a secret may be written there: onto nothing, or onto a regular file of ours.
pub(super) fn check(path: &Path) -> Result<(), String> {
    match fs::symlink_metadata(path) {
        Ok(about) if about.is_symlink() => Err(is_a_link(path)),
        Ok(about) => refuse_strange(path, &about),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(unreadable(&error)),
    }
}

/// Writes a secret: all of it or nothing, and never where others could read it, whatever the umask.
pub(super) fn write(path: &Path, secret: &Secret) -> Result<(), String> {
    check(path)?;
    let folder = path
        .parent()
        .ok_or_else(|| "is no place for a file".to_owned())?;
    replace(path, folder, secret).map_err(|error| match error.raw_os_error() {
        Some(code) if code == Errno::BUSY.raw_os_error() => {
            "can't be replaced: it is mounted by itself; mount its folder instead".to_owned()
        }
        _ => format!("can't be written: {error}"),
    })
}

/// Removes the file; whether there was one.
pub(super) fn remove(path: &Path) -> Result<bool, String> {
    check(path)?;
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(format!("can't be removed: {error}")),
    }
}

fn replace(path: &Path, folder: &Path, secret: &Secret) -> io::Result<()> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    sweep(folder);
    let private = Permissions::from_mode(0o600);
    let (prefix, suffix) = UNFINISHED;
    let mut file = Builder::new()
        .prefix(prefix)
        .suffix(suffix)
        .permissions(private.clone())
        .tempfile_in(folder)?;
    // The umask may have taken even our own rights away.
    file.as_file().set_permissions(private)?;
    file.write_all(secret.expose().as_bytes())?;
    file.write_all(b"\n")?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    File::open(folder)?.sync_all()
}

/// Removes what was left behind when the program was killed: there are secrets in it.
fn sweep(folder: &Path) {
    let (prefix, suffix) = UNFINISHED;
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let age = entry
            .metadata()
            .and_then(|about| about.modified())
            .ok()
            .and_then(|time| SystemTime::now().duration_since(time).ok());
        if name.starts_with(prefix)
            && name.ends_with(suffix)
            && age.is_some_and(|age| age > UNFINISHED_FOR)
        {
            // Somebody else's, then: it is theirs to remove.
            fs::remove_file(entry.path()).ok();
        }
    }
}

/// Refuses what is no regular file, and what is not ours.
fn refuse_strange(path: &Path, about: &fs::Metadata) -> Result<(), String> {
    if !about.is_file() {
        return Err("is no regular file: name a file that holds nothing but the secret".to_owned());
    }
    let us = geteuid().as_raw();
    if about.uid() != us {
        return Err(format!(
            "belongs to somebody else (user {}): make it yours with `sudo chown {us} {}`",
            about.uid(),
            quoted(path)
        ));
    }
    Ok(())
}

fn is_a_link(path: &Path) -> String {
    format!(
        "is a symbolic link, which is not followed: name the file itself, which `readlink -f {}` shows",
        quoted(path)
    )
}

fn unreadable(error: &io::Error) -> String {
    format!("can't be read: {error}")
}

fn quoted(path: &Path) -> String {
    shell_word(&path.display().to_string())
}

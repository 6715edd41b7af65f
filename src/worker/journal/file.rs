use std::{
    collections::HashSet,
    fs::{self, File, Permissions},
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    os::unix::fs::{MetadataExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
    thread::sleep,
    time::{Duration, Instant},
};

use rustix::{
    fs::{FlockOperation, Mode, OFlags, flock},
    io::Errno,
    process::geteuid,
};

use super::line::{Line, changes};
use crate::{api::Change, config::make_private};

/// From this size on, the file becomes the older one.
const MAX_BYTES: u64 = 10 << 20;
/// For so long another process may have the file for itself.
const PATIENCE: Duration = Duration::from_secs(5);

/// Appends lines, each by one write, and one after the other also where several processes do so.
///
/// # Errors
/// None of the lines counts then.
pub(super) fn append(path: &Path, lines: &[Vec<u8>]) -> io::Result<File> {
    make_private(path.parent().unwrap_or(Path::new(".")))?;
    let mut file = open_alone(path)?;
    if file.metadata()?.len() > MAX_BYTES {
        file = begin_anew(path, &file)?;
    }
    let length = file.metadata()?.len();
    let written = write(&mut file, length, lines);
    if written.is_err() {
        // Half a line is worse than none; where even this fails, the next one to append ends it.
        let _ = file.set_len(length);
    }
    written.map(|()| file)
}

/// All that stands in the file, and before it in the older one; nothing where there is none.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let current = open_shared(path)?;
    read_both(path, current.as_ref())
}

fn read_both(path: &Path, current: Option<&File>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if let Some(mut older) = open_to_read(&older(path))? {
        older.read_to_end(&mut bytes)?;
        bytes.push(b'\n');
    }
    if let Some(mut current) = current {
        current.rewind()?;
        current.read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

fn write(file: &mut File, length: u64, lines: &[Vec<u8>]) -> io::Result<()> {
    if is_torn(file, length)? {
        file.write_all(b"\n")?;
    }
    for line in lines {
        file.write_all(line)?;
    }
    Ok(())
}

/// Whether the last line was not written to its end: its process was killed.
fn is_torn(file: &mut File, length: u64) -> io::Result<bool> {
    if length == 0 {
        return Ok(false);
    }
    let mut last = [0];
    file.seek(SeekFrom::Start(length - 1))?;
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

/// The file becomes the older one, in the place of the one before it. What is unconfirmed goes on in the new one.
fn begin_anew(path: &Path, current: &File) -> io::Result<File> {
    let bytes = read_both(path, Some(current))?;
    let open = changes(&bytes);
    let open: HashSet<_> = open
        .into_iter()
        .filter(Change::is_unconfirmed)
        .map(|change| change.id)
        .collect();
    let is_open = |line: &&[u8]| {
        let line = serde_json::from_slice::<Line>(line);
        line.is_ok_and(|line| open.contains(&line.id))
    };
    let lines = bytes.split(|byte| *byte == b'\n').filter(is_open);
    let lines: Vec<Vec<u8>> = lines.map(|line| [line, b"\n"].concat()).collect();
    fs::rename(path, older(path))?;
    let mut file = open_alone(path)?;
    for line in lines {
        file.write_all(&line)?;
    }
    file.sync_data()?;
    Ok(file)
}

/// Opens the file to append to it, and keeps all others away until it is closed. It is made where there is none.
fn open_alone(path: &Path) -> io::Result<File> {
    let flags = OFlags::RDWR | OFlags::APPEND | OFlags::CREATE;
    let begun = Instant::now();
    loop {
        let file = open(path, flags)?;
        file.set_permissions(Permissions::from_mode(0o600))?;
        lock(&file, FlockOperation::NonBlockingLockExclusive, begun)?;
        if is_in_place(&file, path)? {
            if file.metadata()?.len() == 0 {
                sync_folder(path)?;
            }
            return Ok(file);
        }
    }
}

fn open_shared(path: &Path) -> io::Result<Option<File>> {
    let begun = Instant::now();
    loop {
        let Some(file) = open_to_read(path)? else {
            return Ok(None);
        };
        lock(&file, FlockOperation::NonBlockingLockShared, begun)?;
        if is_in_place(&file, path)? {
            return Ok(Some(file));
        }
    }
}

fn open_to_read(path: &Path) -> io::Result<Option<File>> {
    match open(path, OFlags::RDONLY) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Opens a regular file of ours. A symbolic link is not followed, and nothing is waited for.
fn open(path: &Path, flags: OFlags) -> io::Result<File> {
    let safe = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY;
    let file = match rustix::fs::open(path, flags | safe, Mode::RUSR | Mode::WUSR) {
        Ok(file) => File::from(file),
        Err(Errno::LOOP | Errno::MLINK) => {
            return Err(io::Error::other(
                "it is a symbolic link, which is not followed",
            ));
        }
        Err(error) => return Err(error.into()),
    };
    let about = file.metadata()?;
    if !about.is_file() {
        return Err(io::Error::other("it is no regular file"));
    }
    if about.uid() != geteuid().as_raw() {
        let words = format!("it belongs to somebody else (user {})", about.uid());
        return Err(io::Error::other(words));
    }
    Ok(file)
}

/// A process that was stopped while it had the file is not waited for without end.
fn lock(file: &File, how: FlockOperation, begun: Instant) -> io::Result<()> {
    loop {
        match flock(file, how) {
            Ok(()) => return Ok(()),
            Err(Errno::WOULDBLOCK) if begun.elapsed() < PATIENCE => {
                sleep(Duration::from_millis(1));
            }
            Err(Errno::WOULDBLOCK) => {
                return Err(io::Error::other(
                    "another usher has it for itself, and does not let it go",
                ));
            }
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// Whether it is still this file that stands there: another process may have put a new one in its place.
fn is_in_place(file: &File, path: &Path) -> io::Result<bool> {
    let ours = file.metadata()?;
    match fs::symlink_metadata(path) {
        Ok(there) => Ok((there.dev(), there.ino()) == (ours.dev(), ours.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path.parent().unwrap_or(Path::new(".")))?.sync_all()
}

fn older(path: &Path) -> PathBuf {
    path.with_extension("1.jsonl")
}

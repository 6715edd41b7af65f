//! Where the journal stands: what is wrong with the place is said, and what happens to it meanwhile loses nothing.

use std::{
    fs,
    os::unix::fs::symlink,
    path::Path,
    sync::Barrier,
    thread::{self, yield_now},
    time::{Duration, Instant},
};

use rustix::{
    fs::{FlockOperation, flock},
    io::{FdFlags, fcntl_getfd},
};

use super::*;

#[test]
fn what_keeps_it_from_being_written_comes_with_a_remedy() {
    use io::ErrorKind as Kind;
    let (file, _updates) = journal(JournalPlace::within(Path::new("/home/ada/usher")));
    let room = "free some space there";
    let mode = "make /home/ada/usher writable for you";
    let other = "see to it that /home/ada/usher is a folder of yours with room in it";
    for (kind, remedy) in [
        (Kind::StorageFull, room),
        (Kind::QuotaExceeded, room),
        (Kind::PermissionDenied, mode),
        (Kind::ReadOnlyFilesystem, mode),
        (Kind::AlreadyExists, other),
    ] {
        let error = io::Error::from(kind);
        let words = format!(
            "the journal of changes /home/ada/usher/journal.jsonl can't be written: {error}; {remedy}"
        );
        assert_eq!(file.desk.unwritable(&error).raw(), words);
    }
    let (nowhere, _updates) = journal(JournalPlace::Nowhere);
    let error = io::Error::other("no home");
    let words = "the journal of changes can't be written: no home";
    assert_eq!(nowhere.desk.unwritable(&error).raw(), words);
}

#[test]
fn what_can_not_be_read_is_said_and_not_taken_for_an_empty_one() {
    type Spoil = fn(&Path);
    let spoils: [(Spoil, &str); 3] = [
        (
            |path| symlink("/dev/null", path).unwrap(),
            "it is a symbolic link, which is not followed",
        ),
        (
            |path| fs::create_dir(path).unwrap(),
            "it is no regular file",
        ),
        (
            |path| rustix::fs::mkfifoat(rustix::fs::CWD, path, 0o600.into()).unwrap(),
            "it is no regular file",
        ),
    ];
    for name in ["journal.jsonl", "journal.1.jsonl"] {
        for (spoil, why) in spoils {
            let folder = tempfile::tempdir().unwrap();
            spoil(&folder.path().join(name));
            let place = JournalPlace::within(folder.path());
            let said = Journal::read(&place).unwrap_err();
            let path = folder.path().join("journal.jsonl");
            let words = format!(
                "the journal of changes {} can't be read: {why}",
                path.display()
            );
            assert_eq!(said.raw(), words, "{name}");
        }
    }
}

#[test]
fn no_program_that_is_started_gets_the_file() {
    let desk = Desktop::new();
    let file = file::append(&desk.path(), &[]).unwrap();
    assert!(fcntl_getfd(&file).unwrap().contains(FdFlags::CLOEXEC));
}

#[test]
fn a_file_is_full_only_beyond_ten_megabytes() {
    let desk = Desktop::new();
    let folder = desk.path().parent().unwrap().to_owned();
    fs::create_dir(&folder).unwrap();
    let files = || fs::read_dir(&folder).unwrap().count();
    let mut text = "x".repeat((10 << 20) - 1);
    text.push('\n');
    fs::write(desk.path(), text).unwrap();
    file::append(&desk.path(), &[b"{}\n".to_vec()]).unwrap();
    assert_eq!(files(), 1);
    file::append(&desk.path(), &[b"{}\n".to_vec()]).unwrap();
    assert_eq!(files(), 2);
}

/// Waits until the file is open so many times.
#[cfg(target_os = "linux")]
fn wait_until_open(path: &Path, times: usize) {
    let begun = Instant::now();
    let is_it = |entry: io::Result<fs::DirEntry>| {
        let link = entry.and_then(|entry| fs::read_link(entry.path()));
        link.is_ok_and(|link| link == path)
    };
    let open = || {
        let entries = fs::read_dir("/proc/self/fd").unwrap();
        entries.map(is_it).filter(|it| *it).count()
    };
    while open() < times {
        assert!(begun.elapsed() < Duration::from_secs(4), "nobody opens it");
        yield_now();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn whoever_waits_for_a_file_that_is_replaced_or_removed_meanwhile_uses_the_new_one() {
    type Meanwhile = fn(&Path);
    let meanwhile: [Meanwhile; 2] = [
        |path| fs::remove_file(path).unwrap(),
        |path| {
            fs::rename(path, path.with_extension("1.jsonl")).unwrap();
            fs::write(path, "").unwrap();
        },
    ];
    for happens in meanwhile {
        let desk = Desktop::new();
        let path = desk.path();
        let held = file::append(&path, &[]).unwrap();
        flock(&held, FlockOperation::LockExclusive).unwrap();
        let writer = {
            let path = path.clone();
            thread::spawn(move || file::append(&path, &[b"{}\n".to_vec()]).map(drop))
        };
        wait_until_open(&path, 2);
        happens(&path);
        drop(held);
        writer.join().unwrap().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "{}\n");
    }
}

#[test]
fn several_writers_that_find_the_file_full_lose_nothing() {
    const WRITERS: usize = 8;
    let desk = Desktop::new();
    fs::create_dir(desk.path().parent().unwrap()).unwrap();
    fs::write(desk.path(), "x".repeat((10 << 20) + 1)).unwrap();
    let place = JournalPlace::File(desk.path());
    let barrier = Arc::new(Barrier::new(WRITERS));
    let writers = (0..WRITERS).map(|_| {
        let (place, barrier) = (place.clone(), barrier.clone());
        thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            let (journal, _updates) = journal(place);
            barrier.wait();
            runtime.block_on(async {
                let mut note = begin(&journal).await;
                note.end(Ok(())).await.unwrap();
            });
        })
    });
    let writers: Vec<_> = writers.collect();
    for writer in writers {
        writer.join().unwrap();
    }
    let changes = Journal::read(&place).unwrap();
    assert_eq!(changes.len(), WRITERS);
    assert!(changes.iter().all(|change| change.fate == Fate::Done));
}

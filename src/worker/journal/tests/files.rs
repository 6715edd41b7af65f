//! What becomes of the file of the journal, whatever happens to it.

use std::{
    fs,
    os::unix::fs::{PermissionsExt as _, symlink},
    path::Path,
    thread,
    time::Instant,
};

use super::*;

#[tokio::test]
async fn the_file_and_its_folder_are_for_their_owner_alone() {
    let desk = Desktop::new();
    let _ = begin(&desk.journal).await;
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&desk.path()), 0o600);
    assert_eq!(mode(desk.path().parent().unwrap()), 0o700);
    fs::set_permissions(desk.path(), fs::Permissions::from_mode(0o644)).unwrap();
    let _ = begin(&desk.journal).await;
    assert_eq!(mode(&desk.path()), 0o600);
}

#[tokio::test]
async fn a_change_that_cannot_be_written_down_is_refused() {
    type Spoil = fn(&Path);
    let spoils: [(Spoil, &str); 4] = [
        (|path| symlink("/dev/null", path).unwrap(), "symbolic link"),
        (|path| fs::create_dir(path).unwrap(), "directory"),
        (
            |path| rustix::fs::mkfifoat(rustix::fs::CWD, path, 0o600.into()).unwrap(),
            "regular file",
        ),
        (
            |path| {
                let folder = path.parent().unwrap();
                fs::remove_dir(folder).unwrap();
                fs::write(folder, "").unwrap();
            },
            "exists",
        ),
    ];
    for (spoil, words) in spoils {
        let desk = Desktop::new();
        fs::create_dir(desk.path().parent().unwrap()).unwrap();
        spoil(&desk.path());
        let (operation, arguments) = delete();
        let mut note = Note::new(&desk.journal, operation, &arguments, None);
        let problem = note.write_down(|| None, None).await.unwrap_err();
        assert_eq!(problem.reason, Reason::NoJournal);
        let said = problem.advice();
        assert!(said.contains("journal.jsonl can't be written"), "{said}");
        assert!(said.to_lowercase().contains(words), "{words}: {said}");
        assert!(said.contains("Nothing was sent"), "{said}");
    }
    let (journal, _updates) = journal(JournalPlace::Nowhere);
    let (operation, arguments) = delete();
    let mut note = Note::new(&journal, operation, &arguments, None);
    let problem = note.write_down(|| None, None).await.unwrap_err();
    assert!(problem.advice().contains("set HOME"), "{problem}");
}

#[tokio::test]
async fn a_torn_line_is_left_out_and_ended_by_the_next() {
    let desk = Desktop::new();
    let mut note = begin(&desk.journal).await;
    note.end(Ok(())).await.unwrap();
    let whole = fs::read(desk.path()).unwrap();
    for cut in 1..whole.len() {
        fs::write(desk.path(), &whole[..cut]).unwrap();
        assert!(desk.journal.look().await.unwrap().len() <= 1);
        let mut note = begin(&desk.journal).await;
        note.end(Ok(())).await.unwrap();
        let changes = desk.journal.look().await.unwrap();
        assert_eq!(changes.last().unwrap().outcome(), "done", "cut at {cut}");
    }
}

#[tokio::test]
async fn the_next_one_is_not_lost_where_half_a_line_could_be_written() {
    let desk = Desktop::new();
    let mut note = begin(&desk.journal).await;
    note.end(Ok(())).await.unwrap();
    let text = fs::read_to_string(desk.path()).unwrap();
    fs::write(desk.path(), format!("{text}{{\"time\":\"2026")).unwrap();
    let _ = begin(&desk.journal).await;
    let after = fs::read_to_string(desk.path()).unwrap();
    assert_eq!(after.lines().count(), 4, "{after}");
    assert_eq!(desk.journal.look().await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_full_file_becomes_the_older_one_and_what_is_open_goes_on() {
    let desk = Desktop::new();
    let mut open = begin(&desk.journal).await;
    open.end(problem(Reason::Unconfirmed)).await.unwrap_err();
    let id = desk.journal.look().await.unwrap()[0].id.clone();
    let filler = "x".repeat(1 << 20);
    for _ in 0..2 {
        let mut text = fs::read_to_string(desk.path()).unwrap();
        for _ in 0..10 {
            text.push_str(&filler);
            text.push('\n');
        }
        fs::write(desk.path(), text).unwrap();
        let mut note = begin(&desk.journal).await;
        note.end(Ok(())).await.unwrap();
        assert!(desk.path().metadata().unwrap().len() < 10_000);
    }
    let files = fs::read_dir(desk.path().parent().unwrap()).unwrap();
    assert_eq!(files.count(), 2);
    let changes = desk.journal.look().await.unwrap();
    let known = changes.iter().find(|change| change.id == id).unwrap();
    assert_eq!(known.fate, Fate::Unknown);
    assert_eq!(changes.iter().filter(|change| change.id == id).count(), 1);
}

#[tokio::test]
async fn a_process_that_keeps_the_file_to_itself_is_not_waited_for_without_end() {
    let desk = Desktop::new();
    let _ = begin(&desk.journal).await;
    let file = fs::File::open(desk.path()).unwrap();
    rustix::fs::flock(&file, rustix::fs::FlockOperation::LockExclusive).unwrap();
    let (operation, arguments) = delete();
    let mut note = Note::new(&desk.journal, operation, &arguments, None);
    let problem = note.write_down(|| None, None).await.unwrap_err();
    assert!(problem.advice().contains("another usher"), "{problem}");
    rustix::fs::flock(&file, rustix::fs::FlockOperation::Unlock).unwrap();
    note.write_down(|| None, None).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_writers_lose_nothing() {
    let desk = Desktop::new();
    let place = JournalPlace::File(desk.path());
    let writers = (0..8).map(|_| {
        let place = place.clone();
        thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            runtime.block_on(async {
                let (journal, _updates) = journal(place);
                for _ in 0..25 {
                    let mut note = begin(&journal).await;
                    note.end(Ok(())).await.unwrap();
                }
            });
        })
    });
    let writers: Vec<_> = writers.collect();
    for writer in writers {
        writer.join().unwrap();
    }
    assert_eq!(desk.lines().len(), 400);
    let changes = desk.journal.look().await.unwrap();
    assert_eq!(changes.len(), 200);
    assert!(changes.iter().all(|change| change.fate == Fate::Done));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn changes_that_wait_together_share_the_disk() {
    let desk = Desktop::new();
    let begun = Instant::now();
    let all = (0..1_000).map(|_| begin(&desk.journal));
    futures_util::future::join_all(all).await;
    let took = begun.elapsed();
    assert_eq!(desk.lines().len(), 1_000);
    println!("1000 changes at once are written down in {took:?}");
}

use std::{
    fs,
    os::unix::fs::{PermissionsExt as _, symlink},
    path::{Path, PathBuf},
    thread,
    time::Instant,
};

use tempfile::TempDir;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::*;
use crate::{
    api::{Arguments, Operation, Problem, Reason, contabo, koyeb},
    domain::Key,
};

/// A journal in a folder of its own.
struct Desktop {
    folder: TempDir,
    journal: Journal,
    updates: UnboundedReceiver<Update>,
}

impl Desktop {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = JournalPlace::within(&folder.path().join("usher"));
        let (journal, updates) = journal(place);
        Self {
            folder,
            journal,
            updates,
        }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("usher/journal.jsonl")
    }

    fn lines(&self) -> Vec<serde_json::Value> {
        let text = fs::read_to_string(self.path()).unwrap();
        let read = |line| serde_json::from_str(line).unwrap();
        text.lines().map(read).collect()
    }
}

fn journal(journal: JournalPlace) -> (Journal, UnboundedReceiver<Update>) {
    let profile = Profile {
        name: "work".to_owned(),
        journal,
        ..Profile::default()
    };
    let (sender, updates) = unbounded_channel();
    (Journal::new(&profile, sender), updates)
}

fn delete() -> (&'static Operation, Arguments) {
    let operation = &contabo::DELETE_USER;
    (operation, Arguments::NONE.text("userId", "1234"))
}

/// A change that is written down and not sent yet.
async fn begin(journal: &Journal) -> Note<'_> {
    let (operation, arguments) = delete();
    let mut note = Note::new(journal, operation, &arguments, None);
    note.write_down(None, None).await.unwrap();
    note
}

fn problem(reason: Reason) -> Result<(), Problem> {
    Err(Problem::new(delete().0, reason, "x"))
}

#[tokio::test]
async fn a_change_is_told_line_by_line() {
    let mut desk = Desktop::new();
    let operation = &koyeb::CREATE_ORGANIZATION_INVITATION;
    let arguments = Arguments::NONE.text("email", "ada@example.com");
    let mut note = Note::new(&desk.journal, operation, &arguments, Some((7, None)));
    let request = Clean::from("r1");
    let who = Some(Clean::from("me"));
    note.write_down(who, Some(&request)).await.unwrap();
    assert_eq!(desk.lines().len(), 1);
    note.write_down(None, Some(&Clean::from("r2")))
        .await
        .unwrap();
    note.end(problem(Reason::Unconfirmed)).await.unwrap_err();
    let [intent, again, outcome] = &desk.lines()[..] else {
        panic!("{:?}", desk.lines())
    };
    assert_eq!(intent["kind"], "intent");
    assert_eq!(intent["profile"], "work");
    assert_eq!(intent["who"], "me");
    assert_eq!(intent["operation"], operation.id);
    assert_eq!(intent["fields"], serde_json::json!(["email"]));
    assert_eq!(again["request"], "r2");
    assert_eq!(outcome["outcome"], "unknown");
    assert_eq!(
        (&intent["id"], &intent["id"]),
        (&again["id"], &outcome["id"])
    );
    let text = fs::read_to_string(desk.path()).unwrap();
    assert!(!text.contains("ada"), "{text}");

    let changes = desk.journal.look().await.unwrap();
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].requests.len(), 2);
    let Update::Unconfirmed(told) = desk.updates.recv().await.unwrap() else {
        panic!("the program is told")
    };
    assert_eq!(
        (told.call, told.id.clone()),
        (Some(7), changes[0].id.clone())
    );
    desk.journal.settle(&told.id, Finding::Made).await.unwrap();
    let changes = desk.journal.look().await.unwrap();
    assert_eq!(changes[0].outcome(), "found done");
    assert!(desk.journal.unconfirmed().await.unwrap().is_empty());
}

#[tokio::test]
async fn what_only_reads_leaves_no_line() {
    let desk = Desktop::new();
    let operation = &koyeb::LIST_USER_ORGANIZATIONS;
    let mut note = Note::new(&desk.journal, operation, &Arguments::NONE, None);
    note.write_down(None, None).await.unwrap();
    note.end(Ok(())).await.unwrap();
    assert!(!desk.path().exists());
}

#[tokio::test]
async fn a_record_of_several_parts_is_found_by_its_key() {
    let desk = Desktop::new();
    let (operation, arguments) = delete();
    let key = Key::new(
        crate::domain::Provider::Contabo,
        crate::domain::Family::User,
        "a\nb",
    );
    let mut note = Note::new(&desk.journal, operation, &arguments, Some((1, Some(&key))));
    note.write_down(None, None).await.unwrap();
    note.end(Ok(())).await.unwrap();
    let changes = desk.journal.look().await.unwrap();
    assert_eq!(changes[0].target.as_ref().unwrap().raw(), "a\nb");
    assert_eq!(changes[0].outcome(), "done");
}

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
        let problem = note.write_down(None, None).await.unwrap_err();
        assert_eq!(problem.reason, Reason::NoJournal);
        let said = problem.advice();
        assert!(said.contains("journal.jsonl can't be written"), "{said}");
        assert!(said.to_lowercase().contains(words), "{words}: {said}");
        assert!(said.contains("Nothing was sent"), "{said}");
    }
    let (journal, _updates) = journal(JournalPlace::Nowhere);
    let (operation, arguments) = delete();
    let mut note = Note::new(&journal, operation, &arguments, None);
    let problem = note.write_down(None, None).await.unwrap_err();
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
    let problem = note.write_down(None, None).await.unwrap_err();
    assert!(problem.advice().contains("another usher"), "{problem}");
    rustix::fs::flock(&file, rustix::fs::FlockOperation::Unlock).unwrap();
    note.write_down(None, None).await.unwrap();
}

#[tokio::test]
async fn what_another_process_waits_for_is_not_unconfirmed() {
    let desk = Desktop::new();
    let mut note = begin(&desk.journal).await;
    assert!(desk.journal.unconfirmed().await.unwrap().is_empty());
    note.end(problem(Reason::Unconfirmed)).await.unwrap_err();
    assert_eq!(desk.journal.unconfirmed().await.unwrap().len(), 1);
    // One whose process is gone.
    let _ = begin(&desk.journal).await;
    let text = fs::read_to_string(desk.path()).unwrap();
    let ours = format!("\"process\":{}", std::process::id());
    fs::write(desk.path(), text.replace(&ours, "\"process\":2147483646")).unwrap();
    assert_eq!(desk.journal.unconfirmed().await.unwrap().len(), 2);
}

#[tokio::test]
async fn an_earlier_try_that_may_have_made_the_change_is_not_forgotten() {
    let desk = Desktop::new();
    for reason in [Reason::Offline, Reason::Limited(None), Reason::NoJournal] {
        let mut note = begin(&desk.journal).await;
        note.may_be_done = true;
        let problem = note.end(problem(reason)).await.unwrap_err();
        assert_eq!(problem.reason, Reason::Unconfirmed);
    }
    let changes = desk.journal.look().await.unwrap();
    assert!(changes.iter().all(Change::is_unconfirmed));
}

#[tokio::test]
async fn no_sentence_of_a_vendor_passes_as_its_code() {
    let desk = Desktop::new();
    for (code, kept) in [
        ("invalid_argument", true),
        ("ada@example.com is taken", false),
    ] {
        let mut note = begin(&desk.journal).await;
        let refused = Problem {
            status: Some(409),
            code: Some(Clean::from(code)),
            ..Problem::new(delete().0, Reason::Refused, "x")
        };
        note.end(Err::<(), _>(refused)).await.unwrap_err();
        let line = desk.lines().pop().unwrap();
        assert_eq!(line["status"], 409);
        assert_eq!(line.get("code").is_some(), kept, "{line}");
    }
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

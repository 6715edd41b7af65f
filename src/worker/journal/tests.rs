mod files;
mod places;

use std::{fs, path::PathBuf};

use tempfile::TempDir;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::*;
use crate::{
    api::{Argument, Arguments, Operation, Problem, Reason, contabo, koyeb},
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
    note.write_down(|| None, None).await.unwrap();
    note
}

fn problem(reason: Reason) -> Result<(), Problem> {
    Err(Problem::new(delete().0, reason, "x"))
}

#[tokio::test]
async fn a_change_is_told_line_by_line() {
    let mut desk = Desktop::new();
    let operation = &koyeb::CREATE_ORGANIZATION_INVITATION;
    let arguments = Arguments::NONE.text("email", "zoe@example.com");
    let mut note = Note::new(&desk.journal, operation, &arguments, Some((7, None)));
    let request = Clean::from("r1");
    let who = Some(Clean::from("me"));
    note.write_down(|| who, Some(&request)).await.unwrap();
    assert_eq!(desk.lines().len(), 1);
    note.write_down(|| None, Some(&Clean::from("r2")))
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
    // No random id holds these letters.
    assert!(!text.contains("zoe"), "{text}");

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
    note.write_down(|| None, None).await.unwrap();
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
    note.write_down(|| None, None).await.unwrap();
    note.end(Ok(())).await.unwrap();
    let changes = desk.journal.look().await.unwrap();
    assert_eq!(changes[0].target.as_ref().unwrap().raw(), "a\nb");
    assert_eq!(changes[0].outcome(), "done");
}

#[tokio::test]
async fn without_a_key_the_path_tells_the_record_but_no_secret() {
    let desk = Desktop::new();
    let key = Arguments::NONE
        .text("objectStorageId", "storage")
        .text("userId", "user")
        .with("credentialId", Argument::Integer(7));
    let told = [
        (delete(), "1234", 0),
        (
            (&contabo::REGENERATE_OBJECT_STORAGE_CREDENTIALS, key),
            "user\nstorage\n7",
            0,
        ),
        (
            (&koyeb::VALIDATE, Arguments::NONE.text("id", "CANARY")),
            "",
            0,
        ),
        (
            (
                &koyeb::CREATE_ORGANIZATION_INVITATION,
                Arguments::NONE.text("email", "ada@example.com"),
            ),
            "",
            1,
        ),
    ];
    for ((operation, arguments), target, fields) in told {
        let mut note = Note::new(&desk.journal, operation, &arguments, None);
        note.write_down(|| None, None).await.unwrap();
        let change = desk.journal.look().await.unwrap().pop().unwrap();
        let said = change.target.as_ref().map_or("", Clean::raw);
        assert_eq!(
            (said, change.fields.len()),
            (target, fields),
            "{}",
            operation.id
        );
    }
}

#[tokio::test]
async fn what_could_not_be_written_down_is_no_change_and_what_could_stays_one() {
    let mut desk = Desktop::new();
    let (operation, arguments) = delete();
    let mut first = Note::new(&desk.journal, operation, &arguments, None);
    let mut again = begin(&desk.journal).await;
    let kept = fs::read(desk.path()).unwrap();
    fs::remove_file(desk.path()).unwrap();
    fs::create_dir(desk.path()).unwrap();
    first.write_down(|| None, None).await.unwrap_err();
    again.write_down(|| None, None).await.unwrap_err();
    fs::remove_dir(desk.path()).unwrap();
    fs::write(desk.path(), kept).unwrap();
    first.end(problem(Reason::NoJournal)).await.unwrap_err();
    assert_eq!(desk.lines().len(), 1, "nothing is told of it");
    again.end(problem(Reason::Unconfirmed)).await.unwrap_err();
    assert_eq!(desk.lines()[1]["outcome"], "unknown");
    let changes = desk.journal.look().await.unwrap();
    let Update::Unconfirmed(told) = desk.updates.recv().await.unwrap() else {
        panic!("the program is told")
    };
    assert_eq!(told.id, changes[0].id);
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
        let said = problem.message.raw();
        assert!(
            said.starts_with("x; an earlier try may have made"),
            "{said}"
        );
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

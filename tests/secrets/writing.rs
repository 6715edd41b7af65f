//! How a secret gets into a file, and out of it.

use std::{
    fs::{self, File},
    os::unix::fs::MetadataExt as _,
    time::{Duration, SystemTime},
};

use usher_tui::{config::SecretSource, domain::Secret};

use crate::case::{Case, NAME, vault};

#[tokio::test]
async fn what_is_written_is_closed_to_others_and_can_be_read_again() {
    let new = Case::new();
    new.write("CANARY").await.unwrap();
    assert_eq!(new.mode(), 0o600);
    assert_eq!(new.read().await.as_deref(), Ok("CANARY"));
    new.write("ANOTHER").await.unwrap();
    assert_eq!(new.read().await.as_deref(), Ok("ANOTHER"));
    assert_eq!(fs::read(&new.path).unwrap(), b"ANOTHER\n");

    let lax = Case::with("old", 0o644);
    lax.write("CANARY").await.unwrap();
    assert_eq!(
        (lax.mode(), lax.read().await.unwrap()),
        (0o600, "CANARY".into())
    );

    let odd = Case::new();
    odd.write("\u{feff}two\nlines\n").await.unwrap();
    assert_eq!(odd.read().await.as_deref(), Ok("two\nlines\n"));
}

#[tokio::test]
async fn folders_that_are_missing_are_made_for_us_alone() {
    let case = Case::new();
    let folder = case.beside("a");
    let source = SecretSource::File(folder.join("b/token"));
    let stored = vault().store(NAME, &source, &Secret::new("x")).await;
    stored.unwrap();
    assert_eq!(
        fs::metadata(folder.join("b")).unwrap().mode() & 0o777,
        0o700
    );
    assert_eq!(fs::metadata(folder).unwrap().mode() & 0o777, 0o700);
}

#[tokio::test]
async fn what_a_killed_program_left_behind_is_swept_away() {
    let case = Case::new();
    let long_ago = SystemTime::now() - Duration::from_secs(3600);
    let (old, young, other) = (
        case.beside(".usher-abc.tmp"),
        case.beside(".usher-def.tmp"),
        case.beside(".usher-notes"),
    );
    for (path, since) in [
        (&old, long_ago),
        (&young, SystemTime::now()),
        (&other, long_ago),
    ] {
        let file = File::create(path).unwrap();
        file.set_modified(since).unwrap();
    }
    case.write("x").await.unwrap();
    assert_eq!(
        (old.exists(), young.exists(), other.exists()),
        (false, true, true)
    );
}

#[tokio::test]
async fn a_file_is_removed_once() {
    let case = Case::with("x", 0o644);
    let source = SecretSource::File(case.path.clone());
    assert_eq!(vault().remove(NAME, &source).await, Ok(true));
    assert!(!case.path.exists());
    assert_eq!(vault().remove(NAME, &source).await, Ok(false));
}

#[tokio::test]
async fn a_file_that_cannot_be_written_says_why() {
    let below_a_file = Case::with("x", 0o600);
    let source = SecretSource::File(below_a_file.path.join("token"));
    let why = vault().store(NAME, &source, &Secret::new("CANARY")).await;
    let why = why.unwrap_err();
    assert!(!why.as_str().contains("CANARY"), "{why}");
    assert!(why.as_str().contains("can't be"), "{why}");
    for source in [
        SecretSource::Env("TOKEN".to_owned()),
        SecretSource::Command(vec!["pass".to_owned(), "CANARY".to_owned()]),
        SecretSource::Held(Secret::new("CANARY")),
    ] {
        let why = vault().store(NAME, &source, &Secret::new("x")).await;
        let why = why.unwrap_err();
        assert!(why.as_str().contains("usher can't write to"), "{why}");
        assert!(!why.as_str().contains("CANARY"), "{why}");
    }
}

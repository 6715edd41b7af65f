//! A secret in a file: which files are read, and which are refused with what to do about it.

use std::{
    fs::{self, File, Permissions},
    os::unix::{
        fs::{MetadataExt as _, PermissionsExt as _, chown, symlink},
        net::UnixListener,
    },
    path::{Path, PathBuf},
};

use rustix::{
    fs::{Mode, mkfifoat},
    process::geteuid,
};
use tempfile::TempDir;
use usher_tui::{config::SecretSource, domain::Secret};

use crate::case::{Case, NAME, read, vault};

#[tokio::test]
async fn a_file_that_only_we_can_read_is_read() {
    for mode in [0o600, 0o400, 0o700] {
        let case = Case::with("CANARY\n", mode);
        assert_eq!(case.read().await.as_deref(), Ok("CANARY"), "{mode:o}");
    }
}

#[tokio::test]
async fn a_file_that_is_open_to_others_is_refused_with_the_command_that_closes_it() {
    for mode in [
        0o644, 0o640, 0o604, 0o660, 0o606, 0o620, 0o602, 0o610, 0o601, 0o666, 0o444, 0o440, 0o777,
    ] {
        let case = Case::with("CANARY\n", mode);
        let path = case.path.display();
        assert_eq!(
            case.read().await.unwrap_err(),
            format!(
                "the file {path} is open to others (mode {mode:o}): close it with `chmod 600 {path}`"
            )
        );
        case.chmod(0o600);
        assert_eq!(case.read().await.as_deref(), Ok("CANARY"));
    }
}

#[tokio::test]
async fn the_command_is_fit_for_a_shell() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("my $token's");
    fs::write(&path, "CANARY").unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
    let said = read(&path).await.unwrap_err();
    let command = said.split('`').nth(1).unwrap();
    let status = std::process::Command::new("sh")
        .args(["-c", command])
        .status()
        .unwrap();
    assert!(status.success(), "{command}");
    assert_eq!(read(&path).await.as_deref(), Ok("CANARY"));
}

#[tokio::test]
async fn one_line_break_and_a_byte_order_mark_are_cut() {
    for (bytes, secret) in [
        (&b"CANARY"[..], "CANARY"),
        (b"CANARY\n", "CANARY"),
        (b"CANARY\r\n", "CANARY"),
        (b"CANARY\n\n", "CANARY\n"),
        (b"\xef\xbb\xbfCANARY\r\n", "CANARY"),
        (b" CANARY \n", " CANARY "),
        ("schlüssel\n".as_bytes(), "schlüssel"),
    ] {
        let case = Case::with(bytes, 0o600);
        assert_eq!(case.read().await.as_deref(), Ok(secret), "{bytes:?}");
    }
}

#[tokio::test]
async fn what_is_no_text_is_refused() {
    for bytes in [
        &b"CANARY\xff"[..],
        b"\xff\xfeC\0A\0N\0A\0R\0Y\0",
        b"\xfe\xff\0C\0A",
        b"\xc0\xafCANARY",
    ] {
        let case = Case::with(bytes, 0o600);
        let said = case.complaint().await;
        assert_eq!(
            said,
            "the file PATH is not UTF-8: save it as plain text, in UTF-8"
        );
    }
    for bytes in ["", "\n", "\r\n", "\u{feff}", "\u{feff}\n"] {
        let case = Case::with(bytes, 0o600);
        assert_eq!(
            case.complaint().await,
            "the file PATH is empty: `usher login koyeb --profile work` writes it"
        );
    }
}

#[tokio::test]
async fn a_file_may_have_64_kib_and_no_more() {
    let longest = "x".repeat(64 << 10);
    let case = Case::with(&longest, 0o600);
    assert_eq!(case.read().await.as_deref(), Ok(longest.as_str()));

    let case = Case::with("x".repeat((64 << 10) + 1), 0o600);
    let said = case.complaint().await;
    assert_eq!(
        said,
        "the file PATH is larger than 64 KiB: a secret is shorter"
    );

    let sparse = Case::with("", 0o600);
    File::options()
        .write(true)
        .open(&sparse.path)
        .unwrap()
        .set_len(1 << 30)
        .unwrap();
    assert_eq!(sparse.complaint().await, said);
}

#[tokio::test]
async fn nothing_there_names_the_command_that_writes_it() {
    assert_eq!(
        Case::new().complaint().await,
        "the file PATH is not there: `usher login koyeb --profile work` writes it"
    );
}

#[tokio::test]
async fn a_link_is_not_followed() {
    let case = Case::new();
    let target = case.beside("target");
    fs::write(&target, "CANARY").unwrap();
    fs::set_permissions(&target, Permissions::from_mode(0o600)).unwrap();
    for target in [
        target.as_path(),
        &case.beside("nothing"),
        Path::new("/dev/zero"),
    ] {
        symlink(target, &case.path).unwrap();
        let said = case.complaint().await;
        assert!(
            said.starts_with("the file PATH is a symbolic link, which is not followed"),
            "{said}"
        );
        assert!(said.contains("`readlink -f PATH`"), "{said}");
        assert!(case.write("NEW").await.unwrap_err().contains("symbolic"));
        fs::remove_file(&case.path).unwrap();
    }
    assert_eq!(fs::read_to_string(target).unwrap(), "CANARY");
}

#[tokio::test]
async fn what_is_no_regular_file_is_refused_without_waiting() {
    let folder = Case::new();
    fs::create_dir(&folder.path).unwrap();
    let pipe = Case::new();
    mkfifoat(rustix::fs::CWD, &pipe.path, Mode::from_raw_mode(0o600)).unwrap();
    for case in [folder, pipe] {
        let said = case.complaint().await;
        assert!(said.contains("is no regular file"), "{said}");
        let said = case.write("NEW").await.unwrap_err();
        assert!(said.contains("is no regular file"), "{said}");
    }
    let socket = Case::new();
    let _listener = UnixListener::bind(&socket.path).unwrap();
    let said = socket.complaint().await;
    assert!(said.contains("can't be opened"), "{said}");
    for device in ["/dev/zero", "/dev/null", "/dev/full"] {
        let said = read(Path::new(device)).await.unwrap_err();
        assert!(said.contains("is no regular file"), "{said}");
    }
    let below_a_file = Case::with("x", 0o600);
    let said = read(&below_a_file.path.join("token")).await.unwrap_err();
    assert!(said.contains("can't be opened"), "{said}");
}

#[tokio::test]
async fn somebody_elses_file_is_refused() {
    let case = Case::with("CANARY", 0o600);
    let us = geteuid().as_raw();
    // Only root can give a file away; for everybody else there is one of root's.
    let path = if us == 0 {
        chown(&case.path, Some(65_534), None).unwrap();
        case.path.clone()
    } else {
        PathBuf::from("/etc/passwd")
    };
    let owner = fs::metadata(&path).unwrap().uid();
    assert_eq!(
        read(&path).await.unwrap_err(),
        format!(
            "the file {path} belongs to somebody else (user {owner}): make it yours with `sudo chown {us} {path}`",
            path = path.display()
        )
    );
    let source = SecretSource::File(path.clone());
    let stored = vault().store(NAME, &source, &Secret::new("NEW")).await;
    let why = stored.unwrap_err();
    assert!(why.as_str().contains("belongs to somebody else"), "{why}");
    let removed = vault().remove(NAME, &source).await;
    assert!(removed.is_err());
    assert!(path.exists());
}

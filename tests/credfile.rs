//! T22: a secret in a file, whatever is there before and whatever the umask: kept for us alone, or refused and left as it was.
#![cfg(unix)]

#[path = "secrets/home.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod home;

use std::{
    fs::{self, File, Permissions},
    os::unix::{
        fs::{MetadataExt as _, PermissionsExt as _, symlink},
        net::UnixListener,
    },
    path::{Path, PathBuf},
};

use home::{Home, Said, run};
use rustix::fs::{CWD, Mode, mkfifoat};

const CONFIG: &str = "[profiles.me.koyeb]\ntoken = { file = \"kept/koyeb\" }\n";
const UMASKS: &[&str] = &["000", "022", "077"];

/// What becomes of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// The secret is there, in a file of mode 0600.
    Kept,
    /// It is not, these words say why, and what was there is as it was.
    Refused(&'static str),
}

/// What is in the secret's place before.
type Before = fn(&Path);

const WRITING: &[(&str, Before, End)] = &[
    ("nothing", |_| {}, End::Kept),
    ("no folder", |path| gone(path.parent().unwrap()), End::Kept),
    ("a file of mode 0600", |path| file(path, 0o600), End::Kept),
    ("one of mode 0644", |path| file(path, 0o644), End::Kept),
    ("one of mode 0666", |path| file(path, 0o666), End::Kept),
    ("one of mode 0400", |path| file(path, 0o400), End::Kept),
    ("one of mode 0000", |path| file(path, 0o000), End::Kept),
    ("a large one", large, End::Kept),
    ("one with two names", twin, End::Kept),
    ("what was left behind", stray, End::Kept),
    ("a link", link, End::Refused("symbolic link")),
    ("a link to nothing", dangling, End::Refused("symbolic link")),
    ("a folder", folder, End::Refused("no regular file")),
    ("a pipe", pipe, End::Refused("no regular file")),
    ("a socket", socket, End::Refused("no regular file")),
    ("a folder that is a file", no_folder, End::Refused("can't")),
];

fn gone(path: &Path) {
    fs::remove_dir_all(path).unwrap();
}

fn file(path: &Path, mode: u32) {
    fs::write(path, "OLD\n").unwrap();
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

fn large(path: &Path) {
    File::create(path).unwrap().set_len(1 << 30).unwrap();
}

fn twin(path: &Path) {
    file(path, 0o644);
    fs::hard_link(path, victim(path)).unwrap();
}

fn stray(path: &Path) {
    fs::write(path.with_file_name(".usher-young.tmp"), "OLD").unwrap();
}

fn link(path: &Path) {
    file(&victim(path), 0o600);
    symlink(victim(path), path).unwrap();
}

fn dangling(path: &Path) {
    symlink(path.with_file_name("nowhere"), path).unwrap();
}

fn folder(path: &Path) {
    fs::create_dir(path).unwrap();
}

fn pipe(path: &Path) {
    mkfifoat(CWD, path, Mode::from_raw_mode(0o600)).unwrap();
}

fn socket(path: &Path) {
    // What was bound stays where it is when nobody listens any more.
    UnixListener::bind(path).unwrap();
}

fn no_folder(path: &Path) {
    let parent = path.parent().unwrap();
    gone(parent);
    fs::write(parent, "OLD\n").unwrap();
}

/// A file beside, which nobody named.
fn victim(path: &Path) -> PathBuf {
    path.with_file_name("victim")
}

/// A person whose secret has its place in a folder for them alone.
fn person() -> (Home, PathBuf) {
    let home = Home::with(CONFIG);
    let path = home.path(".config/usher/kept/koyeb");
    let folder = path.parent().unwrap();
    fs::create_dir(folder).unwrap();
    fs::set_permissions(folder, Permissions::from_mode(0o700)).unwrap();
    (home, path)
}

fn log_in(home: &Home, umask: &str) -> Said {
    let script = format!(
        "umask {umask}; exec {} login koyeb",
        env!("CARGO_BIN_EXE_usher")
    );
    run(&mut home.at_home("sh", &["-c", &script]), "CANARY\n")
}

#[test]
fn a_secret_is_kept_for_us_alone_or_not_at_all() {
    let mut kept = 0;
    for (name, before, end) in WRITING {
        for umask in UMASKS {
            let (home, path) = person();
            before(&path);
            let kind = fs::symlink_metadata(&path).ok().map(|it| it.file_type());
            let said = log_in(&home, umask);
            let case = format!("{name}, umask {umask}: {}", said.all());
            match end {
                End::Kept => {
                    assert_eq!(said.status, 0, "{case}");
                    let about = fs::symlink_metadata(&path).unwrap();
                    assert!(about.is_file(), "{case}");
                    assert_eq!(about.mode() & 0o7777, 0o600, "{case}");
                    assert_eq!(fs::read_to_string(&path).unwrap(), "CANARY\n", "{case}");
                    let folder = fs::metadata(path.parent().unwrap()).unwrap();
                    assert_eq!(folder.mode() & 0o7777, 0o700, "{case}");
                    kept += 1;
                }
                End::Refused(why) => {
                    assert_eq!(said.status, 1, "{case}");
                    assert!(case.contains(why), "{case}");
                    let kind_now = fs::symlink_metadata(&path).ok().map(|it| it.file_type());
                    assert_eq!(kind_now, kind, "{case}");
                    assert!(!home_has_it(&path), "{case}");
                }
            }
            if let Ok(text) = fs::read_to_string(victim(&path)) {
                assert_eq!(text, "OLD\n", "{case}");
            }
        }
    }
    let cases = WRITING.len() * UMASKS.len();
    assert!(cases >= 40, "{cases}");
    println!(
        "T22: {cases} cases of {} kinds under {} umasks: {kept} kept with 0600 in a folder of 0700, {} refused, 0 touched",
        WRITING.len(),
        UMASKS.len(),
        cases - kept
    );
}

/// Whether the secret is in any file of the folder.
fn home_has_it(path: &Path) -> bool {
    let entries = fs::read_dir(path.parent().unwrap()).into_iter().flatten();
    let files = entries.flatten().filter(|entry| {
        let kind = entry.file_type().unwrap();
        kind.is_file()
    });
    files
        .map(|entry| fs::read_to_string(entry.path()).unwrap())
        .any(|text| text.contains("CANARY"))
}

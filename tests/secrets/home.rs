//! A person with a home folder of their own, and the program in it.

use std::{
    fs::{self, Permissions},
    io::{Read as _, Write as _},
    os::unix::fs::{MetadataExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use tempfile::TempDir;

pub struct Home {
    folder: TempDir,
}

/// What the program said, and how it ended.
#[derive(Debug)]
pub struct Said {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Home {
    /// Without a configuration, and on a machine without a keyring.
    pub fn new() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
        }
    }

    /// With a configuration.
    pub fn with(config: &str) -> Self {
        let home = Self::new();
        home.write(".config/usher/config.toml", config);
        home
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn mode(&self, name: &str) -> u32 {
        fs::metadata(self.path(name)).unwrap().mode() & 0o777
    }

    /// Everything that lies in the home folder, read as text.
    pub fn everything(&self) -> String {
        fn collect(folder: &Path, text: &mut String) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    collect(&path, text);
                } else {
                    text.push_str(&String::from_utf8_lossy(&fs::read(path).unwrap()));
                }
            }
        }
        let mut text = String::new();
        collect(self.folder.path(), &mut text);
        text
    }

    /// The program, with nothing of the surroundings but the path.
    pub fn usher(&self, arguments: &[&str]) -> Command {
        self.at_home(env!("CARGO_BIN_EXE_usher"), arguments)
    }

    /// Any program, in the same surroundings.
    pub fn at_home(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.folder.path())
            .env("XDG_CONFIG_HOME", self.path(".config"));
        command
    }

    /// Runs the program with these lines on its standard input.
    pub fn run(&self, arguments: &[&str], input: &str) -> Said {
        run(&mut self.usher(arguments), input)
    }
}

/// Runs a program with this on its standard input.
pub fn run(command: &mut Command, input: &str) -> Said {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It may end without reading.
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input.as_bytes()).ok();
    drop(stdin);
    let (mut out, mut err) = (String::new(), String::new());
    child
        .stdout
        .take()
        .unwrap()
        .read_to_string(&mut out)
        .unwrap();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut err)
        .unwrap();
    let status = child.wait().unwrap().code().unwrap();
    Said { status, out, err }
}

impl Said {
    /// All of it, after a look that no secret is in it.
    pub fn all(&self) -> String {
        let all = format!("{}{}", self.out, self.err);
        assert!(!all.contains("CANARY"), "{all}");
        assert!(!all.contains('\u{1b}'), "{all:?}");
        all
    }
}

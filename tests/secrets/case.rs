//! A file in a folder of its own, and what becomes of it.

use std::{
    fs::{self, Permissions},
    os::unix::fs::{MetadataExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

use tempfile::TempDir;
use usher_tui::{
    config::SecretSource,
    domain::Secret,
    worker::{Limits, Vault},
};

pub const NAME: &str = "koyeb.token";

/// A folder with a file in it that a case is about.
pub struct Case {
    _folder: TempDir,
    pub path: PathBuf,
}

impl Case {
    /// Nothing is there yet.
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("token");
        Self {
            _folder: folder,
            path,
        }
    }

    pub fn with(bytes: impl AsRef<[u8]>, mode: u32) -> Self {
        let case = Self::new();
        fs::write(&case.path, bytes).unwrap();
        case.chmod(mode);
        case
    }

    pub fn chmod(&self, mode: u32) {
        fs::set_permissions(&self.path, Permissions::from_mode(mode)).unwrap();
    }

    pub fn beside(&self, name: &str) -> PathBuf {
        self.path.with_file_name(name)
    }

    pub async fn read(&self) -> Result<String, String> {
        read(&self.path).await
    }

    /// What the person is told, without the folder's name.
    pub async fn complaint(&self) -> String {
        let said = self.read().await.unwrap_err();
        assert!(!said.contains("CANARY"), "{said}");
        said.replace(&self.path.display().to_string(), "PATH")
    }

    pub async fn write(&self, secret: &str) -> Result<(), String> {
        let source = SecretSource::File(self.path.clone());
        let stored = vault().store(NAME, &source, &Secret::new(secret)).await;
        stored.map_err(|why| why.to_string())
    }

    pub fn mode(&self) -> u32 {
        fs::symlink_metadata(&self.path).unwrap().mode() & 0o7777
    }
}

pub fn vault() -> Vault {
    Vault::new("work", &Limits::default())
}

pub async fn read(path: &Path) -> Result<String, String> {
    let source = SecretSource::File(path.to_owned());
    let secret = vault().fetch(NAME, &source).await;
    secret
        .map(|secret| secret.expose().to_owned())
        .map_err(|why| why.to_string())
}

//! The vendors, and a configuration that leads to them.

use std::{fs, path::Path, path::PathBuf};

use tempfile::TempDir;
use tokio::runtime::Runtime;
use usher_tui::sandbox::{Options, Received, Sandbox};

use crate::terminal::Pty;

pub struct World {
    pub sandbox: Sandbox,
    pub runtime: Runtime,
    pub home: TempDir,
}

impl World {
    pub fn new(options: Options) -> Self {
        let runtime = Runtime::new().unwrap();
        let world = Self {
            sandbox: runtime.block_on(Sandbox::start(options)).unwrap(),
            runtime,
            home: TempDir::new().unwrap(),
        };
        fs::write(world.config(), world.configuration()).unwrap();
        world
    }

    pub fn config(&self) -> PathBuf {
        self.home.path().join("usher.toml")
    }

    fn configuration(&self) -> String {
        let to = self.sandbox.addresses();
        let (koyeb, tripartie, contabo) = (&to.koyeb, &to.tripartie, &to.contabo);
        format!(
            "[profiles.h.koyeb]\nbase_url = '{}'\ntoken = {{ env = 'K' }}\n\
            [profiles.h.tripartie]\nbase_url = '{}'\ntoken = {{ env = 'T' }}\npersona_token = {{ env = 'P' }}\n\
            [profiles.h.contabo]\nbase_url = '{}'\nauth_url = '{}'\nclient_id = '{}'\nusername = '{}'\n\
            client_secret = {{ env = 'S' }}\npassword = {{ env = 'W' }}\n",
            koyeb.base_url,
            tripartie.base_url,
            contabo.base_url,
            contabo.auth_url,
            contabo.client_id,
            contabo.username
        )
    }

    pub fn secrets(&self) -> [(&str, &str); 5] {
        let to = self.sandbox.addresses();
        [
            ("K", to.koyeb.token.as_str()),
            ("T", &to.tripartie.token),
            ("P", &to.tripartie.persona_token),
            ("S", &to.contabo.client_secret),
            ("W", &to.contabo.password),
        ]
    }

    /// The program at these vendors, in a terminal.
    pub fn open(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Pty {
        let config = self.config();
        let mut words = vec!["--config", config.to_str().unwrap()];
        words.extend(arguments);
        let mut all = self.secrets().to_vec();
        all.extend(variables);
        let pty = Pty::run(Path::new(env!("CARGO_BIN_EXE_usher")), &words, &all);
        pty.see("╭ Users ─");
        pty
    }

    /// What the vendors were asked to change; signing in is no change.
    pub fn changes(&self) -> Vec<Received> {
        let changes =
            |received: &Received| received.method != "GET" && !received.path.ends_with("/token");
        self.sandbox
            .requests()
            .into_iter()
            .filter(changes)
            .collect()
    }
}

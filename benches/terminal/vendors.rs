//! The sandbox in a process of its own, and the program at it.

use std::{
    env, fs,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use portable_pty::CommandBuilder;
use serde_json::Value;
use tempfile::TempDir;

use super::Window;

pub struct Vendors {
    sandbox: Child,
    addresses: Value,
    home: TempDir,
    users: usize,
}

/// The program, with nothing of this machine's in its environment.
pub fn program() -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_usher"));
    command.env_clear();
    command.env("PATH", env::var_os("PATH").unwrap_or_default());
    command.env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8");
    command
}

impl Vendors {
    /// Serves so many users, each answer after so many milliseconds.
    pub fn serve(users: usize, latency: u16) -> Self {
        let mut sandbox = Command::new(env!("CARGO_BIN_EXE_usher"))
            .args(["sandbox", "--users", &users.to_string()])
            .args(["--latency", &latency.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the sandbox");
        let mut line = String::new();
        let output = sandbox.stdout.take().expect("its output");
        BufReader::new(output)
            .read_line(&mut line)
            .expect("where it is");
        let vendors = Self {
            sandbox,
            addresses: serde_json::from_str(&line).expect("addresses"),
            home: TempDir::new().expect("a folder"),
            users,
        };
        fs::write(
            vendors.home.path().join("usher.toml"),
            vendors.configuration(),
        )
        .expect("a file");
        vendors
    }

    /// The program, with all users loaded.
    pub fn open(&self) -> Window {
        let mut window = Window::open(self.program());
        window.loaded(self.users);
        window
    }

    /// The program at these vendors.
    pub fn program(&self) -> CommandBuilder {
        let mut command = program();
        command.env("HOME", self.home.path());
        command.arg("--config");
        command.arg(self.home.path().join("usher.toml"));
        for (name, vendor, secret) in [
            ("K", "koyeb", "token"),
            ("T", "tripartie", "token"),
            ("S", "contabo", "client_secret"),
            ("W", "contabo", "password"),
        ] {
            command.env(name, self.said(vendor, secret));
        }
        command
    }

    fn configuration(&self) -> String {
        let said = |vendor, name| self.said(vendor, name);
        format!(
            "[profiles.h.koyeb]\nbase_url = '{}'\ntoken = {{ env = 'K' }}\n\
            [profiles.h.tripartie]\nbase_url = '{}'\ntoken = {{ env = 'T' }}\n\
            [profiles.h.contabo]\nbase_url = '{}'\nauth_url = '{}'\nclient_id = '{}'\nusername = '{}'\n\
            client_secret = {{ env = 'S' }}\npassword = {{ env = 'W' }}\n",
            said("koyeb", "base_url"),
            said("tripartie", "base_url"),
            said("contabo", "base_url"),
            said("contabo", "auth_url"),
            said("contabo", "client_id"),
            said("contabo", "username"),
        )
    }

    fn said(&self, vendor: &str, name: &str) -> &str {
        let value = self
            .addresses
            .get(vendor)
            .and_then(|vendor| vendor.get(name));
        value.and_then(Value::as_str).unwrap_or_default()
    }
}

impl Drop for Vendors {
    fn drop(&mut self) {
        let _ = self.sandbox.kill();
        let _ = self.sandbox.wait();
    }
}

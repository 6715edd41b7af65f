//! A shell beside a sandbox: the real program, and a configuration that leads it there.

use std::{
    fs,
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;
use tokio::runtime::Runtime;
use usher_tui::sandbox::{Options, Sandbox};

pub struct Shell {
    pub sandbox: Sandbox,
    /// The folder that commands start in; it is their home as well.
    pub folder: TempDir,
    _runtime: Runtime,
}

/// What came of a command.
#[derive(Debug)]
pub struct Ran {
    pub status: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Shell {
    pub fn new() -> Self {
        Self::with(Options::default())
    }

    /// Beside a sandbox of some other kind.
    pub fn with(options: Options) -> Self {
        let runtime = Runtime::new().unwrap();
        let sandbox = runtime.block_on(Sandbox::start(options));
        let shell = Self {
            sandbox: sandbox.unwrap(),
            folder: TempDir::new().unwrap(),
            _runtime: runtime,
        };
        let settings = shell.folder.path().join(".config/usher");
        fs::create_dir_all(&settings).unwrap();
        fs::write(settings.join("config.toml"), shell.configuration()).unwrap();
        shell
    }

    /// A command that finds the program by its name, the configuration in its home and the secrets in its environment.
    pub fn command(&self, program: &str) -> Command {
        let usher = std::path::Path::new(env!("CARGO_BIN_EXE_usher"));
        let mut path = usher.parent().unwrap().as_os_str().to_owned();
        path.push(":/usr/bin:/bin");
        let to = self.sandbox.addresses();
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", path)
            .env("HOME", self.folder.path())
            .env("KOYEB_TOKEN", &to.koyeb.token)
            .env("TRIPARTIE_TOKEN", &to.tripartie.token)
            .env("PERSONA_TOKEN", &to.tripartie.persona_token)
            .env("CONTABO_CLIENT_SECRET", &to.contabo.client_secret)
            .env("CONTABO_PASSWORD", &to.contabo.password)
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    /// What stands in the configuration.
    fn configuration(&self) -> String {
        let to = self.sandbox.addresses();
        let (koyeb, tripartie, contabo) = (&to.koyeb, &to.tripartie, &to.contabo);
        format!(
            r#"
[profiles.sandbox.koyeb]
base_url = "{}"
token = {{ env = "KOYEB_TOKEN" }}
[profiles.sandbox.tripartie]
base_url = "{}"
token = {{ env = "TRIPARTIE_TOKEN" }}
persona_token = {{ env = "PERSONA_TOKEN" }}
[profiles.sandbox.contabo]
base_url = "{}"
auth_url = "{}"
client_id = "{}"
client_secret = {{ env = "CONTABO_CLIENT_SECRET" }}
username = "{}"
password = {{ env = "CONTABO_PASSWORD" }}
"#,
            koyeb.base_url,
            tripartie.base_url,
            contabo.base_url,
            contabo.auth_url,
            contabo.client_id,
            contabo.username
        )
    }
}

impl Ran {
    /// Runs a command to its end.
    pub fn of(command: &mut Command) -> Self {
        Self::from(command.output().unwrap())
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            status: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

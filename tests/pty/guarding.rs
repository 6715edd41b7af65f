//! What keeps a person's own slips from doing harm.

use std::{
    fs,
    time::{Duration, Instant},
};

use rustix::process::Signal;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use usher_tui::sandbox::{Options, Sandbox};

use crate::terminal::Pty;

/// The program with a protected profile, and its vendor.
struct Vault {
    pty: Pty,
    sandbox: Sandbox,
    _runtime: Runtime,
    _folder: TempDir,
}

impl Vault {
    fn open() -> Self {
        let runtime = Runtime::new().unwrap();
        let sandbox = runtime.block_on(Sandbox::start(Options::default()));
        let sandbox = sandbox.unwrap();
        let koyeb = &sandbox.addresses().koyeb;
        let config = format!(
            "undo_seconds = 0\n[profiles.vault]\nprotected = true\n[profiles.vault.koyeb]\nbase_url = '{}'\ntoken = {{ env = 'KOYEB_TOKEN' }}\n",
            koyeb.base_url
        );
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("config.toml");
        fs::write(&path, config).unwrap();
        let program = env!("CARGO_BIN_EXE_usher").as_ref();
        let arguments = ["--config", path.to_str().unwrap()];
        let pty = Pty::run(program, &arguments, &[("KOYEB_TOKEN", &koyeb.token)]);
        pty.see("╔ Users ═");
        pty.see("PROTECTED");
        pty.send("3");
        pty.see_row(&["acme-ro", "pending"]);
        Self {
            pty,
            sandbox,
            _runtime: runtime,
            _folder: folder,
        }
    }

    fn changes(&self) -> usize {
        let requests = self.sandbox.requests();
        requests.iter().filter(|it| it.method != "GET").count()
    }
}

#[test]
fn while_one_only_looks_nothing_leaves_and_a_protected_profile_wants_its_name() {
    let vault = Vault::open();
    let before = vault.changes();
    let pty = &vault.pty;
    pty.send("W");
    pty.see("LOOK");
    pty.send("a");
    pty.see("Look only: W allows changes again");
    pty.send("W");
    pty.see("Allow changes again?");
    pty.send("y");
    pty.see("Changes are allowed again");
    pty.send("a");
    pty.see("Type vault to confirm");
    pty.send("y\r");
    pty.send("\x7f\x1b[200~vault\x1b[201~\r");
    pty.send("vaul");
    pty.see("vaul");
    assert_eq!(vault.changes(), before);
    pty.send("t\r");
    let deadline = Instant::now() + Duration::from_secs(30);
    while vault.changes() == before {
        assert!(Instant::now() < deadline, "the change arrives");
    }
    assert_eq!(vault.changes(), before + 1);
}

#[test]
fn a_copied_secret_does_not_stay_in_the_clipboard_after_the_end() {
    for quits in [true, false] {
        let pty = Pty::usher(&["--demo"]);
        pty.see("› ");
        pty.send("4");
        pty.see("╭ Credentials ─");
        pty.send(":tripartie.create_api_client\r");
        pty.see("New API client");
        pty.send("importer\t \x13");
        pty.see("copy");
        pty.send("y");
        pty.see("Copied, cleared in 45 s");
        assert!(pty.copied().len() > 20);
        if quits {
            pty.send("\x03");
            assert_eq!(pty.status(), 0);
        } else {
            pty.signal(Signal::TERM);
            assert_eq!(pty.status(), 143);
        }
        let last = pty.strays().pop();
        assert_eq!(last.as_deref(), Some("for the clipboard []"));
        pty.assert_restored();
    }
}

#[test]
fn a_name_that_was_copied_stays() {
    let pty = Pty::usher(&["--demo"]);
    pty.see("› ");
    pty.send("y");
    pty.see("Copied the id");
    let copied = pty.copied();
    pty.send("q");
    assert_eq!(pty.status(), 0);
    assert_eq!(pty.copied(), copied);
}

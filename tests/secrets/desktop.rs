//! A secret in a real desktop's keyring. Where there is neither a D-Bus daemon nor GNOME's keyring, this says so.

use std::{os::unix::net::UnixListener, process::Command};

use crate::home::{Home, run};

fn is_installed(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok()
}

#[test]
fn a_desktops_keyring_keeps_a_token_and_tells_when_it_is_locked() {
    if !is_installed("dbus-run-session") || !is_installed("gnome-keyring-daemon") {
        eprintln!("skipped: there is no dbus-run-session or no gnome-keyring-daemon here");
        return;
    }
    let home = Home::new();
    let script = r#"
printf pass | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
mkdir -p "$XDG_CONFIG_HOME/usher"
login() { printf 'CANARY\n' | "$USHER" login koyeb --profile "my work" 2>&1 && echo "status $?"; }
login && login
"$USHER" logout koyeb --profile "my work" 2>&1
"$USHER" logout koyeb --profile "my work" 2>&1
login
dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets \
    org.freedesktop.Secret.Service.Lock array:objpath:/org/freedesktop/secrets/aliases/default >/dev/null
login
"$USHER" logout koyeb --profile "my work" 2>&1
exit 0
"#;
    let mut session = home.at_home("dbus-run-session", &["--", "sh", "-c", script]);
    session
        .env("USHER", env!("CARGO_BIN_EXE_usher"))
        .env("XDG_DATA_HOME", home.path("data"))
        .env("XDG_RUNTIME_DIR", home.path(""));
    let said = run(&mut session, "");
    let all = said.all();
    let stored = "koyeb.token is in the keyring now.";
    assert_eq!(all.matches(stored).count(), 3, "{all}");
    let lines = "[profiles.\"my work\".koyeb]\ntoken = { keyring = true }\n";
    assert_eq!(all.matches(lines).count(), 3, "{all}");
    let removed = "koyeb.token is no longer in the keyring.\nThere was nothing to remove.\n";
    assert!(all.contains(removed), "{all}");
    assert_eq!(all.matches("the keyring is locked").count(), 2, "{all}");
    assert!(!home.everything().contains("CANARY"));
}

#[test]
fn a_keyring_that_never_answers_is_given_up() {
    let home = Home::new();
    let socket = home.path("bus");
    let _silent = UnixListener::bind(&socket).unwrap();
    for variable in ["DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"] {
        let value = match variable {
            "XDG_RUNTIME_DIR" => home.path("").display().to_string(),
            _ => format!("unix:path={}", socket.display()),
        };
        let said = run(
            home.usher(&["login", "koyeb"]).env(variable, value),
            "CANARY\n",
        );
        assert_eq!(said.status, 1, "{said:?}");
        assert!(said.all().contains("gave no answer within 3 s"), "{said:?}");
    }
}

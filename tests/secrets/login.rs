//! A person stores what signs in, and removes it again.

use std::{
    io::{Read as _, Write as _},
    sync::mpsc,
    thread,
    time::Duration,
};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use crate::home::{Home, run};

const IN_FILES: &str = r#"
[profiles.work.koyeb]
token = { file = "secrets/koyeb" }
[profiles.work.tripartie]
token = { file = "secrets/tripartie" }
persona_token = { file = "secrets/persona" }
[profiles.work.contabo]
client_id = "INT-1"
client_secret = { file = "secrets/client" }
username = "me@example.com"
password = { file = "secrets/password" }
"#;

fn stored(home: &Home, name: &str) -> String {
    home.read(&format!(".config/usher/secrets/{name}"))
}

#[test]
fn a_token_is_read_from_standard_input_and_kept_where_the_profile_says() {
    let home = Home::with(IN_FILES);
    let said = home.run(&["login", "koyeb"], "CANARY-1\n");
    assert_eq!((said.status, said.out.as_str()), (0, ""));
    assert!(
        said.all().contains("koyeb.token is in the file "),
        "{said:?}"
    );
    assert_eq!(stored(&home, "koyeb"), "CANARY-1\n");

    for input in ["CANARY-2", "  CANARY-2 \r\n", "\u{feff}CANARY-2\n"] {
        let said = home.run(&["login", "koyeb", "--profile", "work"], input);
        assert_eq!(said.status, 0, "{said:?}");
        assert_eq!(stored(&home, "koyeb"), "CANARY-2\n", "{input:?}");
    }
}

#[test]
fn several_values_come_one_to_a_line_and_an_empty_one_changes_nothing() {
    let home = Home::with(IN_FILES);
    let said = home.run(&["login", "contabo"], "CANARY-client\n CANARY pass \n");
    assert_eq!(said.status, 0, "{}", said.all());
    assert_eq!(stored(&home, "client"), "CANARY-client\n");
    assert_eq!(stored(&home, "password"), " CANARY pass \n");

    let said = home.run(&["login", "contabo"], "\nCANARY-new\n");
    assert_eq!(said.status, 0, "{}", said.all());
    assert!(said.err.contains("contabo.client_secret is left as it is"));
    assert_eq!(stored(&home, "client"), "CANARY-client\n");
    assert_eq!(stored(&home, "password"), "CANARY-new\n");
}

#[test]
fn too_few_or_too_many_lines_store_nothing_and_name_the_order() {
    let home = Home::with(IN_FILES);
    for (provider, input, words) in [
        (
            "koyeb",
            "",
            "has no lines, and 1 is wanted, in this order: token.",
        ),
        ("koyeb", "CANARY\nCANARY\n", "has 2 lines, and 1 is wanted"),
        (
            "contabo",
            "CANARY\n",
            "has 1 line, and 2 are wanted, in this order: client secret, password.",
        ),
        (
            "tripartie",
            "CANARY\n\n\n",
            "has 3 lines, and 2 are wanted, in this order: token, persona token.",
        ),
    ] {
        let said = home.run(&["login", provider], input);
        assert_eq!(said.status, 2, "{said:?}");
        assert!(said.all().contains(words), "{said:?}");
    }
    let said = home.run(&["login", "tripartie"], "\n\n");
    assert_eq!(said.status, 2);
    assert!(said.all().contains("nothing was given"), "{said:?}");
    assert!(!home.path(".config/usher/secrets").exists());
}

#[test]
fn what_can_be_no_secret_is_refused_and_not_repeated() {
    let home = Home::with(IN_FILES);
    for (input, words) in [
        ("CANARY\u{1b}[2J\n", "koyeb.token has control characters"),
        ("CAN\tARY-CANARY\n", "koyeb.token has control characters"),
        ("CANARY\0\n", "koyeb.token has control characters"),
        ("CANARY\u{9b}\n", "koyeb.token has control characters"),
        (
            &"CANARY".repeat(10_923),
            "koyeb.token is longer than 64 KiB",
        ),
        (&"CANARY".repeat(20_000), "is not lines of text"),
    ] {
        let said = home.run(&["login", "koyeb"], input);
        assert_eq!(said.status, 2, "{said:?}");
        assert!(said.all().contains(words), "{said:?}");
    }
    assert!(!home.path(".config/usher/secrets").exists());
}

#[test]
fn a_secret_on_the_command_line_is_refused_and_not_repeated() {
    let home = Home::with(IN_FILES);
    for arguments in [
        &["login", "koyeb", "CANARY"][..],
        &["login", "koyeb", "--token", "CANARY"],
        &["login", "koyeb", "--profile", "work", "CANARY", "CANARY"],
    ] {
        let said = home.run(arguments, "");
        assert_eq!(said.status, 2, "{said:?}");
        said.all();
    }
    let said = home.run(&["login", "koyeb", "CANARY"], "");
    assert!(said.err.contains("does not belong on the command line"));
}

#[test]
fn files_are_closed_to_others_whatever_the_umask() {
    for mask in ["000", "022", "077", "777"] {
        let home = Home::with("[profiles.me.koyeb]\ntoken = { file = \"koyeb\" }\n");
        let script = format!(
            "umask {mask}; exec {} login koyeb",
            env!("CARGO_BIN_EXE_usher")
        );
        let said = run(&mut home.at_home("sh", &["-c", &script]), "CANARY\n");
        assert_eq!(said.status, 0, "{said:?}");
        assert_eq!(home.mode(".config/usher/koyeb"), 0o600, "{mask}");
    }
    for mask in ["000", "022", "077"] {
        let home = Home::with(IN_FILES);
        let script = format!(
            "umask {mask}; exec {} login koyeb",
            env!("CARGO_BIN_EXE_usher")
        );
        let said = run(&mut home.at_home("sh", &["-c", &script]), "CANARY\n");
        assert_eq!(said.status, 0, "{said:?}");
        assert_eq!(home.mode(".config/usher/secrets/koyeb"), 0o600, "{mask}");
        assert_eq!(home.mode(".config/usher/secrets"), 0o700, "{mask}");
    }
}

#[test]
fn a_link_in_the_place_of_the_file_is_left_alone() {
    let home = Home::with(IN_FILES);
    home.write("victim", "precious");
    std::fs::create_dir(home.path(".config/usher/secrets")).unwrap();
    let link = home.path(".config/usher/secrets/koyeb");
    std::os::unix::fs::symlink(home.path("victim"), &link).unwrap();
    for command in ["login", "logout"] {
        let said = home.run(&[command, "koyeb"], "CANARY\n");
        assert_eq!(said.status, 1, "{said:?}");
        assert!(said.all().contains("symbolic link"), "{said:?}");
    }
    assert_eq!(home.read("victim"), "precious");
    assert!(link.is_symlink());
}

#[test]
fn logging_out_removes_the_files_and_says_what_stays() {
    let home = Home::with(IN_FILES);
    home.run(&["login", "contabo"], "CANARY\nCANARY\n");
    let said = home.run(&["logout", "contabo"], "");
    assert_eq!(said.status, 0, "{}", said.all());
    for name in ["client_secret", "password"] {
        let words = format!("contabo.{name} is no longer in the file ");
        assert!(said.err.contains(&words), "{said:?}");
    }
    assert!(!home.everything().contains("CANARY"));
    let said = home.run(&["logout", "contabo"], "");
    assert_eq!(
        (said.status, said.err.as_str()),
        (0, "There was nothing to remove.\n")
    );
}

#[test]
fn what_comes_from_elsewhere_is_neither_asked_for_nor_removed() {
    let home = Home::with(
        "[profiles.me.koyeb]\ntoken = { command = \"echo CANARY\" }\n[profiles.me.contabo]\n\
         token = { env = \"TOKEN\" }\n",
    );
    let said = home.run(&["login", "koyeb"], "CANARY\n");
    assert_eq!(said.status, 2);
    assert!(
        said.all()
            .contains("koyeb.token comes from the command echo, which usher can't write to"),
        "{said:?}"
    );
    let said = home.run(&["login", "contabo"], "CANARY\n");
    assert_eq!(said.status, 2);
    assert!(
        said.all().contains("the environment variable TOKEN"),
        "{said:?}"
    );
    let said = home.run(&["logout", "koyeb"], "");
    assert_eq!(said.status, 0);
    assert!(said.all().contains("it stays there"), "{said:?}");
}

#[test]
fn without_a_keyring_nothing_is_stored_and_a_way_out_is_shown() {
    let home = Home::new();
    let said = home.run(&["login", "contabo", "--profile", "my work"], "CANARY\n");
    assert_eq!((said.status, said.out.as_str()), (1, ""));
    let all = said.all();
    for words in [
        "contabo.client_secret: there is no keyring here",
        "{ file = \"...\" }, { command = \"...\" } or { env = \"...\" }",
        "[profiles.\"my work\".contabo]\nclient_id = \"...\"\nclient_secret = { file = \"secrets/contabo_client_secret\" }\n",
        ".config/usher/config.toml and run this again",
    ] {
        assert!(all.contains(words), "{all}");
    }
    assert_eq!(home.everything(), "", "not even a plain text");

    let shown = all.split("\n\n").last().unwrap().replace("...", "INT-1");
    home.write(".config/usher/config.toml", &shown);
    let said = home.run(&["login", "contabo"], "CANARY-1\nCANARY-2\n");
    assert_eq!(said.status, 0, "{}", said.all());
    assert_eq!(stored(&home, "contabo_client_secret"), "CANARY-1\n");
}

#[test]
fn no_bus_is_ever_started() {
    for address in ["autolaunch:", "unix:path=/nowhere/bus", "nonsense", ""] {
        let home = Home::new();
        let mut usher = home.usher(&["login", "koyeb"]);
        let said = run(usher.env("DBUS_SESSION_BUS_ADDRESS", address), "CANARY\n");
        assert_eq!(said.status, 1, "{said:?}");
        assert!(said.all().contains("there is no keyring here"), "{said:?}");
    }
}

#[test]
fn nonsense_is_refused() {
    let home = Home::with("[profiles.a.koyeb]\n[profiles.b.koyeb]\n");
    for (arguments, words) in [
        (&["login"][..], "PROVIDER"),
        (&["login", "heroku"], "koyeb, tripartie, contabo"),
        (&["login", "koyeb"], "choose one with --profile: a, b"),
        (&["logout", "koyeb"], "choose one with --profile: a, b"),
        (
            &["login", "koyeb", "--config", "/nowhere"],
            "/nowhere can't be read",
        ),
        (&["profiles", "--profile", "c"], "there is no profile c"),
    ] {
        let said = home.run(arguments, "");
        assert_eq!(said.status, 2, "{said:?}");
        assert!(said.all().contains(words), "{said:?}");
    }
}

/// The person types at a terminal, and nothing of it is shown.
#[test]
fn what_is_typed_is_not_shown() {
    let home = Home::with(
        "[profiles.work.contabo]\nclient_secret = { file = \"client\" }\npassword = { file = \"password\" }\n",
    );
    let pty = native_pty_system().openpty(PtySize::default()).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_usher"));
    command.args(["login", "contabo"]);
    command.env_clear();
    command.env("HOME", home.path(""));
    command.env("XDG_CONFIG_HOME", home.path(".config"));
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    let mut reader = pty.master.try_clone_reader().unwrap();
    let mut writer = pty.master.take_writer().unwrap();
    let (sender, shown) = mpsc::channel();
    thread::spawn(move || {
        let mut part = [0; 1024];
        while let Ok(count @ 1..) = reader.read(&mut part) {
            sender
                .send(String::from_utf8_lossy(&part[..count]).into_owned())
                .ok();
        }
    });
    let mut all = String::new();
    for (prompt, typed) in [
        ("Contabo client id: ", "INT-7\r"),
        ("Contabo client secret (not shown): ", "CANARY-s\r"),
        ("Contabo username: ", "me@example.com\r"),
        ("Contabo password (not shown): ", "CANARY pass\r"),
    ] {
        while !all.contains(prompt) {
            all.push_str(&shown.recv_timeout(Duration::from_secs(60)).unwrap());
        }
        writer.write_all(typed.as_bytes()).unwrap();
    }
    while let Ok(more) = shown.recv_timeout(Duration::from_secs(60)) {
        all.push_str(&more);
    }
    assert!(child.wait().unwrap().success(), "{all}");
    assert!(!all.contains("CANARY"), "{all}");
    assert!(all.contains("INT-7"), "what is no secret is shown");
    let lines =
        "[profiles.work.contabo]\r\nclient_id = \"INT-7\"\r\nusername = \"me@example.com\"\r\n";
    assert!(all.contains(lines), "{all}");
    assert_eq!(home.read(".config/usher/client"), "CANARY-s\n");
    assert_eq!(home.read(".config/usher/password"), "CANARY pass\n");
}

//! What a person sees and does.

use std::io::Write;

use crate::terminal::Pty;

#[test]
fn the_demo_shows_four_panes() {
    let pty = Pty::usher(&["--demo"]);
    for (key, pane) in [
        ("4", "Credentials"),
        ("3", "Invitations"),
        ("2", "Organizations"),
        ("1", "Users"),
    ] {
        pty.send(key);
        pty.see(&format!("╭ {pane} ─"));
        pty.see("› ");
    }
    assert_eq!(pty.strays(), Vec::<String>::new(), "no title, no bell");
}

#[test]
fn one_invitation_is_accepted_and_another_is_declined() {
    let pty = invitations();
    pty.send("a");
    pty.see_row(&["acme-ro", "accepting"]);
    pty.send("d");
    pty.see_row(&["blue-he", "declining"]);
    pty.see_row(&["acme-ro", "accepted"]);
    pty.see_row(&["blue-he", "declined"]);
}

#[test]
fn an_answer_can_be_taken_back() {
    let pty = invitations();
    pty.send("a");
    pty.see_row(&["acme-ro", "accepting"]);
    pty.send("z");
    pty.see_row(&["acme-ro", "pending"]);
    pty.send("q");
    assert_eq!(pty.status(), 0, "nothing waits that it would ask about");
}

#[test]
fn too_small_a_window_says_so_and_recovers() {
    let pty = invitations();
    pty.resize(38, 9);
    pty.see("38x9");
    pty.see_no_more("acme-ro");
    pty.resize(1, 1);
    pty.resize(100, 30);
    pty.see_row(&["acme-ro", "pending"]);
}

#[test]
fn a_key_that_comes_with_a_new_size_is_not_lost() {
    let pty = invitations();
    for round in 0..50 {
        let (key, pane) = if round % 2 == 0 {
            ("4", "Credentials")
        } else {
            ("3", "Invitations")
        };
        pty.resize(100 + round, 30);
        pty.send(key);
        pty.see(&format!("╭ {pane} ─"));
    }
}

#[test]
fn what_is_copied_goes_to_the_terminal_with_a_desktop_or_without() {
    for variables in [&[][..], &[("SSH_TTY", "/dev/pts/7")]] {
        let program = env!("CARGO_BIN_EXE_usher").as_ref();
        let pty = Pty::run(program, &["--demo"], variables);
        pty.see("╭ Users ─");
        pty.see("› ");
        pty.send("@/api-clients\r");
        pty.see("with api-clients");
        pty.see("GET    200");
        pty.send("y");
        pty.see("Copied as a curl command");
        let copied = pty.copied();
        assert!(copied.starts_with("curl 'http://127.0.0.1"), "{copied}");
        assert!(copied.contains("$TOKEN"), "{copied}");
    }
}

#[test]
fn without_colours_everything_is_there_all_the_same() {
    let program = env!("CARGO_BIN_EXE_usher").as_ref();
    let pty = Pty::run(program, &["--demo"], &[("NO_COLOR", "1")]);
    pty.see("╭ Users ─");
    pty.wait("see no colour", |screen| {
        let (rows, columns) = screen.size();
        let mut cells = (0..rows.get()).flat_map(|row| {
            let cell = move |column| screen.cell(row, column);
            (0..columns.get()).filter_map(cell)
        });
        let plain = vt100::Color::Default;
        cells.all(|cell| cell.fgcolor() == plain && cell.bgcolor() == plain)
    });
}

#[test]
fn panes_and_rows_can_be_clicked_and_the_wheel_turned() {
    let pty = Pty::usher(&["--demo"]);
    pty.see("╭ Users ─");
    pty.see("1/322");
    pty.send(&click(28, 1));
    pty.see("╭ Organizations ─");
    pty.send(&click(5, 1));
    pty.see("╭ Users ─");
    pty.send("\x1b[<65;10;10M");
    pty.see("4/322");
    pty.send(&click(10, 7));
    pty.see_row(&["›"]);
    pty.send("q");
    assert_eq!(pty.status(), 0);
    pty.assert_restored();
}

#[test]
fn the_mouse_is_left_to_the_terminal_where_the_person_wants_that() {
    let config = file("mouse = false\n[profiles.work.koyeb]\nbase_url = 'http://127.0.0.1:1'\n");
    let pty = Pty::usher(&["--config", config.path().to_str().expect("a plain path")]);
    pty.see("╭ Users ─");
    pty.wait("see the mouse left alone", |screen| {
        screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
    });
}

#[test]
fn keys_that_make_no_sense_are_explained_and_survived() {
    let config =
        file("[keys.list]\nj = \"dwn\"\n[profiles.work.koyeb]\nbase_url = 'http://127.0.0.1:1'\n");
    let pty = Pty::usher(&["--config", config.path().to_str().expect("a plain path")]);
    pty.see("╭ Users ─");
    pty.see(":2:5: there is no action \"dwn\"; the nearest is \"down\"");
    pty.see("Sign in at Koyeb");
    pty.send("\x1b");
    pty.see_no_more("Sign in at Koyeb");
    pty.send("q");
    assert_eq!(pty.status(), 0);
    pty.see("line 2, column 5: there is no action \"dwn\"; the nearest is \"down\"");
}

#[test]
fn a_terminal_without_utf_8_sees_nothing_but_ascii() {
    let program = env!("CARGO_BIN_EXE_usher").as_ref();
    let pty = Pty::run(program, &["--demo"], &[("LANG", "C")]);
    pty.see("+ Users -");
    pty.see("1/322");
    assert!(pty.contents().is_ascii(), "{}", pty.contents());
    pty.send("?");
    pty.see("+ Keys -");
    assert!(pty.contents().is_ascii(), "{}", pty.contents());
}

#[test]
fn without_accounts_it_says_how_to_begin() {
    let pty = Pty::usher(&[]);
    assert_eq!(pty.status(), 2);
    pty.see("usher --demo");
    pty.see("/usher/config.toml");
    pty.see("[profiles.work.koyeb]");
    pty.assert_restored();
}

#[test]
fn with_several_profiles_one_must_be_named() {
    let text = "[profiles.work.koyeb]\nbase_url = 'http://127.0.0.1:1'\n[profiles.home.contabo]\n";
    let config = file(text);
    let config = config.path().to_str().expect("a plain path");

    let pty = Pty::usher(&["--config", config]);
    assert_eq!(pty.status(), 2);
    pty.see("usher: which profile? choose one with --profile: home, work");

    let pty = Pty::usher(&["--config", config, "--profile", "play"]);
    assert_eq!(pty.status(), 2);
    pty.see("usher: there is no profile play");

    let pty = Pty::usher(&["--config", config, "--profile", "work", "--read-only"]);
    pty.see("╭ Users ─");
    pty.see("work");
}

/// The demo's invitations in a window with room for them; the cursor is on the one that expires first, from
/// acme-robotics, and after it comes the one from blue-heron-maps.
fn invitations() -> Pty {
    let pty = Pty::usher(&["--demo"]);
    pty.see("╭ Users ─");
    pty.resize(120, 40);
    pty.send("3");
    pty.see_row(&["›", "acme-ro", "pending"]);
    pty
}

/// Two profiles of the same person at a Koyeb that nobody serves.
const TWO_PROFILES: &str = "[profiles.work.koyeb]\nbase_url = 'http://127.0.0.1:1'\n\
    [profiles.prod.contabo]\nbase_url = 'http://127.0.0.1:1'\nauth_url = 'http://127.0.0.1:1'\n\
    client_id = 'DE-1'\n";

#[test]
fn another_profile_is_gone_on_with_in_the_same_terminal() {
    let mut config = tempfile::NamedTempFile::new().expect("a file");
    config.write_all(TWO_PROFILES.as_bytes()).expect("a file");
    let path = config.path().to_str().expect("a plain path").to_owned();
    let pty = Pty::usher(&["--config", &path, "--profile", "work"]);
    pty.see("Sign in at Koyeb");
    pty.send("\x1b");
    pty.see_no_more("Sign in at Koyeb");
    pty.see_row(&["Credentials", "work"]);
    pty.send("P");
    pty.see("╭ Profiles");
    pty.send("prod\r");
    pty.see_row(&["Credentials", "PROD"]);
    pty.see("Sign in at Contabo");
    pty.see("DE-1");
    pty.send("\x1b");
    pty.see_no_more("Sign in at Contabo");
    pty.wait("see a red frame", |screen| {
        let corner = screen.cell(2, 0);
        corner.is_some_and(|cell| cell.fgcolor() == vt100::Color::Idx(1))
    });

    config.write_all(b"undo_seconds = 'x'\n").expect("a file");
    pty.send("Pwork\r");
    pty.see("Can't switch to work");
    pty.see_row(&["Credentials", "PROD"]);
    pty.send("q");
    assert_eq!(pty.status(), 0);
    pty.assert_restored();
}

/// A press and a release of the left button, as terminals report them, counted from 1.
fn click(column: u16, row: u16) -> String {
    format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m")
}

fn file(text: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(text.as_bytes()).expect("a file");
    file
}

#[test]
fn marks_are_taken_away_by_the_byte_that_terminals_send_for_the_key() {
    let pty = Pty::usher(&["--demo"]);
    pty.see("lindenhof-prod");
    pty.send("3");
    pty.see_row(&["acme-ro", "pending"]);
    pty.send("  ");
    pty.see("2 marked");
    pty.send("\x1c");
    pty.see_no_more("marked");
}

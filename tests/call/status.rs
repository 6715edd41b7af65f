//! How a call ends: 0 done, 1 the vendor said no, 2 wrong usage, 3 not reached.

use std::fs;

use crate::{
    assert_says, call, command, sent,
    shell::{Ran, Shell},
    wire::{self, Wire},
};

#[test]
fn done_is_0_and_refused_is_1() {
    let shell = Shell::new();
    assert_eq!(call(&shell, &["koyeb.get_current_user"]).status, Some(0));
    let ran = call(&shell, &["koyeb.get_organization", "--param=id=nowhere"]);
    assert_says(&ran, 1, &["status 404"]);
    for status in [
        301, 400, 401, 402, 403, 404, 409, 418, 422, 429, 500, 503, 599,
    ] {
        let wire = Wire::answering(&[wire::json(status, "{}")]);
        let ran = wire.call(&shell, &["koyeb.get_current_user"]);
        assert_says(&ran, 1, &[&format!("status {status}")]);
        assert_eq!(ran.stdout, "");
    }
}

#[test]
fn a_vendor_that_is_not_there_is_3() {
    let shell = Shell::new();
    // A port that was free a moment ago may be another test's by now.
    let address = "127.0.0.1:1";
    let settings = format!(
        "[profiles.gone.koyeb]\nbase_url = \"http://{address}\"\ntoken = {{ env = \"KOYEB_TOKEN\" }}\n\
         [profiles.gone.contabo]\nbase_url = \"http://{address}\"\nauth_url = \"http://{address}/token\"\n\
         client_id = \"a\"\nclient_secret = {{ env = \"HOME\" }}\nusername = \"b\"\npassword = {{ env = \"HOME\" }}\n"
    );
    fs::write(shell.folder.path().join("gone.toml"), settings).unwrap();
    for operation in ["koyeb.get_current_user", "contabo.retrieve_user_client"] {
        let ran = call(&shell, &[operation, "--config", "gone.toml"]);
        assert_says(
            &ran,
            3,
            &["no connection to 127.0.0.1", "Check the network"],
        );
        assert_eq!(ran.stdout, "");
    }
}

#[test]
fn an_answer_that_never_comes_is_3() {
    let shell = Shell::new();
    let wire = Wire::answering(&[Vec::new()]);
    let ran = wire.call(&shell, &["koyeb.get_current_user"]);
    assert_says(&ran, 3, &["was lost"]);
    let ran = wire.call(&shell, &["koyeb.create_organization", "--param=name=a"]);
    assert_says(&ran, 3, &["whether the change was made is not known"]);
}

#[test]
fn a_configuration_that_makes_no_sense_is_2() {
    let shell = Shell::new();
    let write = |text: &str| fs::write(shell.folder.path().join("my.toml"), text).unwrap();
    let read = |more: &[&str]| {
        let words = [&["koyeb.get_current_user", "--config", "my.toml"], more].concat();
        call(&shell, &words)
    };
    assert_says(&read(&[]), 2, &["my.toml can't be read"]);
    write("[profiles.a.koyeb]\ntoken = \"CANARY\"\n");
    assert_says(&read(&[]), 2, &["my.toml, line 2"]);
    write("[profiles.a]\n[profiles.b]\n");
    assert_says(
        &read(&[]),
        2,
        &["which profile? choose one with --profile: a, b"],
    );
    assert_says(&read(&["--profile", "c"]), 2, &["no profile c"]);
    assert_says(
        &read(&["--profile", "a"]),
        2,
        &["no token: set koyeb.token", "credential"],
    );
    write("[profiles.a.koyeb]\ntoken = { env = \"NOT_SET_HERE\" }\n");
    assert_says(&read(&[]), 2, &["NOT_SET_HERE is not set"]);
    assert_eq!(sent(&shell), 0);
}

#[test]
fn without_any_profile_it_says_how_to_begin() {
    let shell = Shell::new();
    let bare = |words: &[&str]| Ran::of(command(&shell, words).env("HOME", "/nowhere"));
    let ran = bare(&["koyeb.get_current_user"]);
    assert_says(
        &ran,
        2,
        &["no account to work with yet", "[profiles.work.koyeb]"],
    );
    assert_eq!(sent(&shell), 0);
}

#[test]
fn a_profile_is_chosen_as_the_terminal_program_chooses_it() {
    let shell = Shell::new();
    let sandbox =
        fs::read_to_string(shell.folder.path().join(".config/usher/config.toml")).unwrap();
    let default = sandbox.replace("profiles.sandbox", "profiles.default");
    fs::write(
        shell.folder.path().join("two.toml"),
        format!("{sandbox}{default}"),
    )
    .unwrap();
    for more in [&[][..], &["--profile", "sandbox"]] {
        let words = [&["koyeb.get_current_user", "--config", "two.toml"], more].concat();
        assert_eq!(call(&shell, &words).status, Some(0));
    }
}

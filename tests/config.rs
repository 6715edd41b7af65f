//! What a person's configuration file says, and what they are told when it makes no sense.

use std::{
    path::PathBuf,
    process::{Command, Stdio},
};

use tempfile::TempDir;
use usher_tui::{
    config::{self, ConfigError, SecretSource, Settings},
    domain::Provider,
};

/// A file that stays for as long as the folder that comes with it.
fn file(text: impl AsRef<[u8]>) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("usher.toml");
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

fn load(text: impl AsRef<[u8]>) -> Result<Settings, ConfigError> {
    let (_folder, path) = file(text);
    config::load(Some(&path))
}

/// What the person reads, without the folder's name.
fn complaint(text: impl AsRef<[u8]>) -> String {
    let error = load(text).unwrap_err();
    let ConfigError::Broken { line, reason, .. } = &error else {
        panic!("another error: {error}");
    };
    assert!(error.to_string().contains("usher.toml, line "), "{error}");
    format!("line {line}: {reason}")
}

#[test]
fn how_many_pages_are_read_at_a_time_is_set_by_the_profile() {
    let pages = |text: &str| {
        let settings = load(format!("[profiles.work]\n{text}")).unwrap();
        settings.profile(None).unwrap().pages_at_once.get()
    };
    assert_eq!(pages(""), 8);
    assert_eq!(pages("pages_at_once = 1"), 1);
    assert_eq!(pages("pages_at_once = 32"), 32);
    for wrong in ["0", "33", "-1", "264", "99999999999", "1.5", "\"many\""] {
        assert_eq!(
            complaint(format!("[profiles.work]\npages_at_once = {wrong}")),
            "line 2: a number from 1 to 32 is wanted"
        );
    }
}

#[test]
fn the_documented_file_loads() {
    let settings = load(
        r#"
[profiles.work.koyeb]
base_url = "https://app.koyeb.com"          # the default
token    = { env = "KOYEB_TOKEN" }          # or { command = "pass show koyeb" }, { keyring = true }, { file = "..." }
[profiles.work.tripartie]
base_url = "https://staging-api.tripartie.com"
token = { keyring = true }                  # a pasted JWT; persona_token likewise
[profiles.work.contabo]
base_url  = "https://api.contabo.com"
auth_url  = "https://auth.contabo.com/auth/realms/contabo/protocol/openid-connect/token"
client_id = "..."                           # client_secret, username, password; or a ready token
"#,
    )
    .unwrap();
    let work = settings.profile(Some("work")).unwrap();
    assert!(matches!(
        work.koyeb.unwrap().token,
        Some(SecretSource::Env(name)) if name == "KOYEB_TOKEN"
    ));
    let tripartie = work.tripartie.unwrap();
    assert!(matches!(tripartie.token, Some(SecretSource::Keyring)));
    assert_eq!(tripartie.token_prefix, "Bearer");
    let contabo = work.contabo.unwrap();
    assert!(matches!(contabo.client_id, Some(SecretSource::Held(id)) if id.expose() == "..."));
    assert!(contabo.client_secret.is_none());
    assert!(!work.read_only);
    assert_eq!(settings.undo_seconds, 5);
}

#[test]
fn the_vendors_own_addresses_are_the_defaults() {
    let settings = load("[profiles.me]\nkoyeb = {}\ntripartie = {}\ncontabo = {}").unwrap();
    let me = settings.profile(None).unwrap();
    let (koyeb, tripartie, contabo) = (
        me.koyeb.unwrap(),
        me.tripartie.unwrap(),
        me.contabo.unwrap(),
    );
    assert_eq!(koyeb.base_url.url().as_str(), "https://app.koyeb.com/");
    assert_eq!(
        tripartie.base_url.url().as_str(),
        "https://staging-api.tripartie.com/"
    );
    assert_eq!(contabo.base_url.url().as_str(), "https://api.contabo.com/");
    assert_eq!(
        contabo.auth_url.url().as_str(),
        "https://auth.contabo.com/auth/realms/contabo/protocol/openid-connect/token"
    );
}

#[test]
fn a_secret_may_come_from_a_variable_or_a_program() {
    let settings = load(
        r#"
undo_seconds = 9
[keys.global]
quit = "q"
[profiles.me]
read_only = true
protected = true
[profiles.me.contabo]
client_id = { env = "ID" }
client_secret = { command = "pass show 'my contabo'" }
username = "me@example.com"
password = { command = ["pass", "show", "my contabo"] }
token = { file = "/run/secrets/contabo" }
"#,
    )
    .unwrap();
    let me = settings.profile(None).unwrap();
    assert!(me.read_only && me.protected);
    assert_eq!(settings.undo_seconds, 9);
    assert_eq!(
        settings.keys().0.len(),
        1,
        "there is no keymap.toml beside it"
    );
    let contabo = me.contabo.unwrap();
    assert!(matches!(contabo.client_id, Some(SecretSource::Env(name)) if name == "ID"));
    for place in [contabo.client_secret, contabo.password] {
        let Some(SecretSource::Command(words)) = place else {
            panic!("not a command: {place:?}");
        };
        assert_eq!(words, ["pass", "show", "my contabo"]);
    }
    assert!(matches!(contabo.token, Some(SecretSource::File(_))));
}

#[test]
fn a_file_is_found_from_the_home_folder_or_beside_the_configuration() {
    let (folder, path) = file(
        r#"
[profiles.me.koyeb]
token = { file = "secrets/koyeb" }
[profiles.me.tripartie]
token = { file = "~/tripartie" }
client_secret = { file = "/run/tripartie" }
"#,
    );
    let me = config::load(Some(&path)).unwrap();
    let me = me.profile(Some("me")).unwrap();
    assert_eq!(me.name, "me");
    let files = |provider| -> Vec<PathBuf> {
        let sources = me
            .slots(provider)
            .into_iter()
            .filter_map(|slot| slot.source);
        sources
            .map(|source| match source {
                SecretSource::File(path) => path.clone(),
                other => panic!("not a file: {other:?}"),
            })
            .collect()
    };
    let home = std::env::home_dir().unwrap();
    assert_eq!(
        files(Provider::Koyeb),
        [folder.path().join("secrets/koyeb")]
    );
    assert_eq!(
        files(Provider::Tripartie),
        [home.join("tripartie"), PathBuf::from("/run/tripartie")]
    );
}

#[test]
fn a_secret_in_the_file_is_refused_and_not_repeated() {
    let said = complaint("[profiles.me.koyeb]\ntoken = \"CANARY\"\n");
    assert_eq!(
        said,
        "line 2: a secret does not belong in this file: write a place of a secret, such as { env = \"NAME\" } or { \
         command = \"pass show name\" }"
    );
    let said = complaint("[profiles.me.contabo]\n\npassword = \"CANARY\"\n");
    assert!(
        said.starts_with("line 3: a secret does not belong"),
        "{said}"
    );
}

#[test]
fn an_unknown_key_is_named() {
    for (text, said) in [
        (
            "[profiles.me.koyeb]\ntokn = 1\n",
            "line 2: unknown field `tokn`",
        ),
        ("[profiles.me.koyep]\n", "line 1: unknown field `koyep`"),
        ("\n\nundo = 5\n", "line 3: unknown field `undo`"),
        (
            "[profiles.me.koyeb]\ntoken = { enf = \"CANARY\" }",
            "line 2: unknown field `enf`",
        ),
    ] {
        let complaint = complaint(text);
        assert!(complaint.starts_with(said), "{complaint}");
        assert!(!complaint.contains("CANARY"), "{complaint}");
    }
}

#[test]
fn a_broken_file_is_explained_by_line_and_never_quoted() {
    for (text, line) in [
        ("a = \"CANARY", 1),
        ("[profiles.me.koyeb]\ntoken = CANARY\n", 2),
        ("[profiles.me.koyeb]\ntoken = { env = \"CANARY\"\n", 2),
        ("[profiles.me.koyeb]\ntoken = { env = [\"CANARY\"] }\n", 2),
        ("[profiles.me.koyeb]\ntoken = { env = \"CANARY=1\" }\n", 2),
        ("[profiles.me.koyeb]\ntoken = [\"CANARY\"]\n", 2),
        ("[profiles.me.koyeb]\ntoken = {}\n", 2),
        ("[profiles.me.koyeb]\ntoken = { command = \"\" }\n", 2),
        ("[profiles.me.koyeb]\ntoken = { command = [] }\n", 2),
        (
            "[profiles.me.koyeb]\ntoken = { command = \"echo 'CANARY\" }\n",
            2,
        ),
        ("[profiles.me.koyeb]\ntoken = { keyring = false }\n", 2),
        ("[profiles.me.koyeb]\ntoken = { file = \"\" }\n", 2),
        (
            "[profiles.me.koyeb]\ntoken = { env = \"A\", command = \"CANARY\" }\n",
            2,
        ),
        ("undo_seconds = \"CANARY, expected x\"\n", 1),
        ("undo_seconds = -1\n", 1),
        ("mouse = \"CANARY\"\n", 1),
        ("[profiles.me]\nread_only = \"CANARY\"\n", 2),
        ("[profiles.me]\nread_only = true\nread_only = false", 3),
        (
            "[profiles.me.koyeb]\nbase_url = \"http://CANARY.example.com\"\n",
            2,
        ),
        (
            "[profiles.me.koyeb]\nbase_url = \"https://u:CANARY@example.com\"\n",
            2,
        ),
        (
            "[profiles.me.koyeb]\nbase_url = \"https://example.com/?k=CANARY\"\n",
            2,
        ),
        (
            "[profiles.me.koyeb]\nbase_url = \"https://example.com/#CANARY\"\n",
            2,
        ),
        ("[profiles.me.koyeb]\nbase_url = \"CANARY\"\n", 2),
        ("[profiles.me.koyeb]\nbase_url = 7\n", 2),
    ] {
        let said = complaint(text);
        assert!(
            said.starts_with(&format!("line {line}: ")),
            "{text}: {said}"
        );
        assert!(said.len() > "line 1: ".len() + 8, "{text}: {said}");
        assert!(!said.contains("CANARY"), "{said}");
        let shown = format!("{:?}", load(text).unwrap_err());
        assert!(!shown.contains("CANARY"), "{shown}");
    }
    assert_eq!(
        complaint(b"# one\n# \xff\n"),
        "line 2: the text is not UTF-8"
    );
    assert_eq!(
        complaint("[profiles.me]\nread_only = \"yes\""),
        "line 2: expected a boolean"
    );
    for wrong in ["-1", "1.5", "\"soon\""] {
        assert_eq!(
            complaint(format!("undo_seconds = {wrong}")),
            "line 1: expected a whole number, 0 or more"
        );
    }
}

#[test]
fn a_file_that_was_named_must_be_there() {
    let folder = TempDir::new().unwrap();
    let error = config::load(Some(&folder.path().join("no.toml"))).unwrap_err();
    assert!(matches!(error, ConfigError::Unreadable { .. }), "{error}");
    assert!(error.to_string().contains("no.toml"), "{error}");
    let error = config::load(Some(folder.path())).unwrap_err();
    assert!(matches!(error, ConfigError::Unreadable { .. }), "{error}");
}

/// The platform's place depends on the environment: so this runs in a process of its own.
#[test]
fn a_file_at_the_usual_place_need_not_be_there_and_is_not_made() {
    const AT_HOME: &str = "USHER_TEST_IS_AT_HOME";
    if std::env::var_os(AT_HOME).is_some() {
        let path = config::standard_path().unwrap();
        assert!(config::load(None).unwrap().profiles.is_empty());
        assert!(!path.exists());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, "[profiles.work.koyeb]").unwrap();
        assert!(config::load(None).unwrap().profiles.contains_key("work"));
        std::fs::write(&path, "[profiles.work.koyeb").unwrap();
        assert!(matches!(
            config::load(None),
            Err(ConfigError::Broken { .. })
        ));
        return;
    }
    let home = TempDir::new().unwrap();
    let status = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "a_file_at_the_usual_place_need_not_be_there_and_is_not_made",
        ])
        .env(AT_HOME, "1")
        .env("HOME", home.path())
        .env("XDG_CONFIG_HOME", home.path().join("config"))
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
}

#[test]
fn an_endless_file_is_refused() {
    let error = load("#".repeat((1 << 20) + 1)).unwrap_err();
    assert!(error.to_string().contains("larger"), "{error}");
}

#[test]
fn the_profile_is_the_one_named_or_the_only_one() {
    let none = Settings::default();
    assert!(none.profile(None).unwrap().koyeb.is_none());
    let error = none.profile(Some("work")).unwrap_err().to_string();
    assert_eq!(
        error,
        "there is no profile work; the configuration has none"
    );

    let two = load("[profiles.home.koyeb]\n[profiles.work.contabo]\n").unwrap();
    assert!(two.profile(Some("home")).unwrap().koyeb.is_some());
    assert!(two.profile(Some("work")).unwrap().contabo.is_some());
    let error = two.profile(Some("wrok")).unwrap_err().to_string();
    assert!(error.ends_with("has home, work"), "{error}");
    let error = two.profile(None).unwrap_err().to_string();
    assert!(error.ends_with("--profile: home, work"), "{error}");

    let default = load("[profiles.default.koyeb]\n[profiles.work.contabo]\n").unwrap();
    assert!(default.profile(None).unwrap().koyeb.is_some());
}

#[test]
fn a_profile_has_the_colour_that_it_says_or_red_where_its_name_says_production() {
    let settings = load(
        "[profiles.work]\ncolor = \"light-blue\"\n[profiles.Live.koyeb]\n[profiles.prod]\ncolor = \"#ff8800\"\n[profiles.play.koyeb]\n",
    )
    .unwrap();
    let mark = |name| {
        let profile = settings.profile(Some(name)).unwrap();
        profile.mark().map(|color| color.get().to_string())
    };
    assert_eq!(mark("work").as_deref(), Some("LightBlue"));
    assert_eq!(mark("Live").as_deref(), Some("Red"));
    assert_eq!(mark("prod").as_deref(), Some("#FF8800"));
    assert_eq!(mark("play"), None);
    assert!(settings.profile(Some("prod")).unwrap().is_production());
    assert!(!settings.profile(Some("work")).unwrap().is_production());
}

#[test]
fn a_colour_that_makes_no_sense_is_told_with_its_line_and_not_quoted() {
    for color in ["\"CANARY\"", "\"#12\"", "\"reset\"", "7"] {
        let told = complaint(format!(
            "[profiles.work]\nread_only = true\ncolor = {color}\n"
        ));
        assert!(told.starts_with("line 3: "), "{told}");
        assert!(!told.contains("CANARY"), "{told}");
    }
    let told = complaint("[profiles.work]\ncolor = \"blood\"\n");
    assert_eq!(
        told,
        "line 2: not a colour: write a name, such as red or light-blue, or #rrggbb"
    );
}

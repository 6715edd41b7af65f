//! T10: every secret of the world is a canary, and none of them is where it has no business.
#![cfg(target_os = "linux")]

#[path = "canary/relay.rs"]
mod relay;
#[path = "pty/shell.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod shell;
#[path = "pty/terminal.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod terminal;

use std::{
    fs::{self, Permissions},
    io::Write,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use relay::{CANARY, Canaries};
use rustix::process::Signal;
use tempfile::TempDir;
use terminal::Pty;
use tokio::runtime::Runtime;
use usher_tui::{
    api::catalogue,
    sandbox::{Options, Sandbox},
};

/// The operations that take secrets, with the values that are none.
const TAKING: &[(&str, &[&str])] = &[
    ("koyeb.signup", &["email=new@lindenhof.example"]),
    ("koyeb.update_user_patch", &["name=Jana"]),
    ("koyeb.update_user_v2_put", &["name=Jana"]),
    ("koyeb.update_password", &[]),
    ("koyeb.validate", &[]),
    ("koyeb.oauth_callback", &[]),
    ("tripartie.authenticate", &["email=zoe@angstrom.example"]),
    (
        "tripartie.authenticate_persona",
        &["email=john@doe.example"],
    ),
    (
        "tripartie.register_persona",
        &[
            "firstName=John",
            "lastName=Doe",
            "gender=other",
            "email=john@doe.example",
        ],
    ),
    (
        "tripartie.register_organization",
        &[
            "firstName=Zoë",
            "lastName=A",
            "email=zoe@angstrom.example",
            "originCountry=SWE",
            "preferredLanguage=sv",
            "organization.name=A",
            "organization.billingAddress={\"cityName\":\"L\"}",
        ],
    ),
    ("tripartie.validate_email", &["id=4101"]),
    ("tripartie.change_password", &["id=4101"]),
    ("tripartie.toggle_totp", &["id=4101", "totpEnabled=yes"]),
];

/// Those that hand some out.
const HANDING_OUT: &[(&str, &[&str])] = &[
    ("koyeb.get_idenfy_token", &[]),
    ("koyeb.get_oauth_options", &["action=signin"]),
    ("koyeb.github_installation", &["metadata=x"]),
    ("tripartie.create_api_client", &["referenceName=Nightly"]),
    ("tripartie.setup_totp", &["id=4101"]),
    ("contabo.retrieve_user_client", &[]),
    ("contabo.generate_client_secret", &[]),
];

/// A person's machine, with everything in it that usher has to do with.
struct World {
    canaries: Canaries,
    home: TempDir,
    /// Where the person keeps secrets, and programs that leave word of what they were told.
    desk: TempDir,
    /// The one secret that stands in the environment.
    token: String,
    _sandbox: Sandbox,
    _runtime: Runtime,
}

impl World {
    fn new() -> Self {
        let runtime = Runtime::new().unwrap();
        let sandbox = runtime
            .block_on(Sandbox::start(Options::default()))
            .unwrap();
        let canaries = Canaries::default();
        let (home, desk) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        let to = sandbox.addresses();
        let koyeb = relay::start(&canaries, 'k', &to.koyeb.base_url);
        let tripartie = relay::start(&canaries, 't', &to.tripartie.base_url);
        let contabo = relay::start(&canaries, 'c', &to.contabo.base_url);
        let auth = to.contabo.auth_url.replace(&to.contabo.base_url, &contabo);
        let keep = |name: &str, secret: &str| {
            let path = desk.path().join(name);
            fs::write(&path, secret).unwrap();
            fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
            path.display().to_string()
        };
        let token = canaries.mint('k', "profile token", &to.koyeb.token);
        keep(
            "t",
            &canaries.mint('t', "profile token", &to.tripartie.token),
        );
        keep(
            "p",
            &canaries.mint('t', "persona token", &to.tripartie.persona_token),
        );
        let secret = keep(
            "c",
            &canaries.mint('c', "client secret", &to.contabo.client_secret),
        );
        let password = keep("w", &canaries.mint('c', "password", &to.contabo.password));
        let helper = program(&desk, "helper", "cat \"$1\"");
        let at = |name: &str| desk.path().join(name).display().to_string();
        let config = format!(
            "[profiles.work.koyeb]\nbase_url = '{koyeb}'\ntoken = {{ env = 'KOYEB_TOKEN' }}\n\
             [profiles.work.tripartie]\nbase_url = '{tripartie}'\ntoken = {{ command = ['{helper}', '{}'] }}\n\
             persona_token = {{ command = ['{helper}', '{}'] }}\n\
             [profiles.work.contabo]\nbase_url = '{contabo}'\nauth_url = '{auth}'\nclient_id = '{}'\nusername = '{}'\n\
             client_secret = {{ file = '{secret}' }}\npassword = {{ file = '{password}' }}\n",
            at("t"),
            at("p"),
            to.contabo.client_id,
            to.contabo.username,
        );
        fs::create_dir_all(home.path().join(".config/usher")).unwrap();
        fs::write(home.path().join(".config/usher/config.toml"), config).unwrap();
        program(&desk, "xdg-open", "exit 0");
        program(&desk, "editor", "echo '{}' > \"$1\"");
        Self {
            canaries,
            home,
            desk,
            token,
            _sandbox: sandbox,
            _runtime: runtime,
        }
    }

    fn usher(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_usher"));
        command
            .args(words)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.home.path())
            .env("KOYEB_TOKEN", &self.token);
        command
    }

    /// Carries an operation out; its reply is the caller's to have, what is said besides is nobody's secret.
    fn call(&self, id: &str, values: &[&str], more: &[&str]) -> (String, String) {
        let operation = catalogue().find(|it| it.id == id).unwrap();
        let vendor = id.chars().next().unwrap();
        let mut command = self.usher(&["call", id, "--yes"]);
        command.args(more);
        for value in values {
            command.args(["--param", value]);
        }
        for field in operation.fields.iter().filter(|field| field.is_secret()) {
            let canary = self
                .canaries
                .plain(vendor, &format!("{} {}", operation.id, field.name));
            let variable = format!("GIVEN_{}", field.name.replace('.', "_"));
            command.arg(format!("--param={}=env:{variable}", field.name));
            command.env(variable, canary);
        }
        run(&mut command, "")
    }

    /// What programs were told that usher started: their words and their surroundings.
    fn told(&self, part: &str) -> String {
        let told = files(&self.desk.path().join("told"));
        let told = told
            .iter()
            .filter(|path| path.to_string_lossy().ends_with(part));
        told.map(|path| text_of(path)).collect()
    }
}

/// A program that leaves word of what it was told, and then does something.
fn program(desk: &TempDir, name: &str, does: &str) -> String {
    let path = desk.path().join(name);
    let told = desk.path().join("told");
    fs::create_dir_all(&told).unwrap();
    let script = format!(
        "#!/bin/sh\ncat /proc/$$/cmdline > {told}/$$.{name}.words\ncat /proc/$$/environ > {told}/$$.{name}.surroundings\n{does}\n",
        told = told.display()
    );
    fs::write(&path, script).unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o700)).unwrap();
    path.display().to_string()
}

fn run(command: &mut Command, input: &str) -> (String, String) {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // It may end without reading.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (text(output.stdout), text(output.stderr))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

fn text_of(path: &Path) -> String {
    String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned()
}

#[track_caller]
fn assert_clean(place: &str, text: &str) {
    assert!(!text.contains(CANARY), "a canary in {place}:\n{text}");
}

/// Everything that can be done on the command line.
fn use_the_commands(world: &World) {
    for (id, values) in TAKING.iter().chain(HANDING_OUT) {
        let (shown, said) = world.call(id, values, &["--dry-run"]);
        assert_clean(&format!("the preview of {id}"), &shown);
        assert_clean(&format!("what is said to the preview of {id}"), &said);
        let (_, said) = world.call(id, values, &[]);
        assert_clean(&format!("what is said to {id}"), &said);
    }
    let (shown, said) = run(&mut world.usher(&["profiles"]), "");
    assert!(shown.contains("Koyeb"), "{shown}{said}");
    assert_clean("the profiles", &format!("{shown}{said}"));
    let file = world.desk.path().join("new");
    let config = world.desk.path().join("other.toml");
    let text = format!(
        "[profiles.other.koyeb]\ntoken = {{ file = '{}' }}\n",
        file.display()
    );
    fs::write(&config, text).unwrap();
    let config = config.display().to_string();
    let canary = world.canaries.plain('k', "login");
    for (words, input) in [("login", canary.as_str()), ("logout", "")] {
        let (shown, said) = run(
            &mut world.usher(&[words, "koyeb", "--config", &config]),
            input,
        );
        assert_clean(words, &format!("{shown}{said}"));
    }
    assert!(!file.exists(), "it was kept, and removed again");
}

/// A tour of the terminal program: each screen on the way is clean.
fn use_the_terminal(world: &World) {
    let path = format!("{}:/usr/bin:/bin", world.desk.path().display());
    let home = world.home.path().display().to_string();
    let editor = world.desk.path().join("editor").display().to_string();
    let variables = [
        ("HOME", home.as_str()),
        ("PATH", path.as_str()),
        ("KOYEB_TOKEN", world.token.as_str()),
        ("EDITOR", editor.as_str()),
        ("XDG_STATE_HOME", ""),
    ];
    let pty = Pty::run(env!("CARGO_BIN_EXE_usher").as_ref(), &[], &variables);
    pty.resize(160, 60);
    pty.see("Users");
    pty.see("› ");
    let clean = |place: &str| assert_clean(place, &pty.contents());
    let process = pty.program().as_raw_nonzero();
    let words = text_of(Path::new(&format!("/proc/{process}/cmdline")));
    assert!(words.contains("usher"), "{words}");
    assert_clean("its own words", &words);
    for (key, pane) in [
        ("1", "Users"),
        ("2", "Organizations"),
        ("3", "Invitations"),
        ("4", "Credentials"),
    ] {
        pty.send(key);
        pty.see(&format!("╭ {pane}"));
        for row in 1..=4 {
            pty.see(&format!(" {row}/"));
            pty.send("\r");
            press_until(&pty, "G", "beside.");
            clean(pane);
            pty.send("g");
            pty.send("g");
            clean(pane);
            press_until(&pty, "J", "\": ");
            clean("the reply as JSON");
            press_until(&pty, "G", "\"beside\"");
            pty.see("••••••");
            clean("the reply as JSON");
            pty.send("q");
            pty.see_no_more("\": ");
            pty.send("qj");
        }
    }
    pty.send(":koyeb.get_idenfy_token\r");
    pty.see("auth_token");
    clean("an answer");
    pty.send("q");
    pty.see_no_more("auth_token");
    pty.send("2gg:koyeb.github_installation\r");
    pty.see("Metadata");
    pty.send("\x05");
    wait(|| world.told("editor.words").contains("field-"));
    pty.see("Metadata");
    pty.send("\x13");
    pty.see("It goes on in a browser");
    pty.send("o");
    wait(|| !world.told("xdg-open.surroundings").is_empty());
    // A link stands in clear in its own answer, until others see it, too.
    pty.send("\x1bOR");
    pty.see("MASKED");
    clean("a link");
    pty.send("\x1bOR");
    pty.see_no_more("MASKED");
    pty.send("q");
    pty.see_no_more("It goes on in a browser");
    pty.send("4X");
    pty.see(".csv");
    pty.send(&format!("\x1b[H{home}/"));
    pty.see(&format!("{home}/usher"));
    pty.send("\r");
    wait(|| {
        files(world.home.path())
            .iter()
            .any(|path| path.extension().is_some_and(|it| it == "csv"))
    });
    press_until(&pty, "@", "in this run");
    clean("the request log");
    for _ in 0..8 {
        pty.send("\r");
        pty.see("headers");
        clean("a request");
        pty.send("q");
        pty.see("in this run");
        pty.send("j");
    }
    pty.send("@N");
    pty.see("Notices");
    clean("the notices");
    pty.send("N\x03");
    assert_eq!(pty.status(), 0);
    clean("what is left on the screen");
    assert_clean("what went past the screen", &pty.strays().concat());
}

/// The program is ended in the middle, as by a fault of its own: the system is told to keep nothing of its memory.
fn let_it_crash(world: &World) {
    let home = world.home.path().display().to_string();
    let variables = [("HOME", home.as_str()), ("KOYEB_TOKEN", &world.token)];
    let pty = Pty::run(env!("CARGO_BIN_EXE_usher").as_ref(), &[], &variables);
    pty.see("› ");
    pty.signal(Signal::ABORT);
    pty.see("[status 134]");
    assert_clean("what a crash leaves on the screen", &pty.contents());
    let went_past = pty.strays().concat();
    assert_clean("what went past the screen", &went_past);
}

/// Presses a key, again where what it needs was not there yet.
fn press_until(pty: &Pty, key: &str, text: &str) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !pty.contents().contains(text) {
        assert!(Instant::now() < deadline, "no {text}:\n{}", pty.contents());
        pty.send(key);
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(1) && !pty.contents().contains(text) {
            thread::sleep(Duration::from_millis(10));
        }
    }
}

fn wait(is_so: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !is_so() {
        assert!(Instant::now() < deadline, "a program was to be started");
        thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn no_canary_is_where_it_has_no_business() {
    let world = World::new();
    use_the_terminal(&world);
    use_the_commands(&world);
    let_it_crash(&world);

    // An address that a person asked to open is told to the browser; nothing else is told to any program.
    assert_clean("words of programs", &world.told("helper.words"));
    assert_clean("words of programs", &world.told("editor.words"));
    let surroundings = world.told(".surroundings");
    assert!(surroundings.contains("HOME="), "{surroundings}");
    for name in ["helper", "editor", "xdg-open"] {
        let told = world.told(&format!("{name}.surroundings"));
        assert!(told.contains("PATH="), "{name} was started");
    }
    for secret in surroundings.split(CANARY).skip(1) {
        // What a script gives to `call` in a variable is its own affair; that is not what the configuration names.
        assert!(!secret.contains("profiletoken"), "{secret}");
    }
    let left = files(world.home.path());
    for name in ["work.toml", "journal.jsonl"] {
        assert!(left.iter().any(|path| path.ends_with(name)), "{left:?}");
    }
    assert!(
        left.iter()
            .any(|path| path.extension().is_some_and(|it| it == "csv")),
        "{left:?}"
    );
    for path in &left {
        assert_clean(&path.display().to_string(), &text_of(path));
    }
    for path in files(Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/snapshots"
    ))) {
        assert_clean(&path.display().to_string(), &text_of(&path));
    }
    assert_eq!(
        world.canaries.astray(),
        Vec::<String>::new(),
        "at another vendor"
    );
    let passed = world.canaries.passed();
    assert!(passed.len() >= 40, "{} kinds: {passed:#?}", passed.len());
    println!(
        "T10: {} kinds of secrets went over the wire: 0 on screen, in logs, files, words and surroundings of programs, and at another vendor",
        passed.len()
    );
}

//! The twelve everyday tasks of the README, played as they stand there: each key and each text of its table is pressed and
//! typed at the real program against the sandbox, and the vendor must have what was meant.

#[allow(dead_code, reason = "each test file uses its own part of the player")]
mod player;

use self::player::Player;

/// A row of the table.
#[derive(Debug)]
struct Task {
    name: String,
    steps: Vec<Step>,
    /// How many keys it says that are pressed.
    keystrokes: usize,
}

#[derive(Debug, PartialEq, Eq)]
enum Step {
    /// A key.
    Press(String),
    /// A text that is typed.
    Type(String),
    /// A text that is pasted.
    Paste(String),
}

/// The task of that name, as the README has it.
fn task(name: &str) -> Task {
    tasks()
        .into_iter()
        .find(|task| task.name == name)
        .unwrap_or_else(|| panic!("the README has no task {name:?}"))
}

fn tasks() -> Vec<Task> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(path).unwrap();
    let (_, section) = readme
        .split_once("## Twelve everyday tasks")
        .expect("the README has the section");
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter(|line| line.starts_with('|')).skip(2);
    rows.map(|row| {
        let cells: Vec<_> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [name, keys, keystrokes] = cells.as_slice() else {
            panic!("{row}")
        };
        Task {
            name: (*name).to_owned(),
            steps: steps(keys),
            keystrokes: keystrokes.parse().unwrap(),
        }
    })
    .collect()
}

/// `` `a` `` is a key, `*text*` is typed, `**text**` is pasted.
fn steps(keys: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut rest = keys.trim();
    while !rest.is_empty() {
        let (mark, step): (_, fn(String) -> Step) = if rest.starts_with('`') {
            ("`", Step::Press)
        } else if rest.starts_with("**") {
            ("**", Step::Paste)
        } else if rest.starts_with('*') {
            ("*", Step::Type)
        } else {
            panic!("neither a key nor a text: {rest}")
        };
        let (inside, after) = rest[mark.len()..].split_once(mark).unwrap();
        steps.push(step(inside.to_owned()));
        rest = after.trim_start();
    }
    steps
}

/// Plays a task from the start of the program, and counts its keys: a pasted text counts as one, a typed one as its letters.
async fn played(name: &str) -> Player {
    let task = task(name);
    let mut player = Player::new().await;
    let mut pressed = 0;
    for step in &task.steps {
        match step {
            Step::Press(key) => {
                player.press(key).await;
                pressed += 1;
            }
            Step::Type(text) => {
                player.type_text(text).await;
                pressed += text.chars().count();
            }
            Step::Paste(text) => {
                player.paste(text).await;
                pressed += 1;
            }
        }
    }
    assert_eq!(pressed, task.keystrokes, "the README counts {name} wrongly");
    player
}

/// What was changed, as the sandbox answered it: the operation, and the names of the values that were sent.
fn changed(player: &Player) -> Vec<(&'static str, String)> {
    let requests = player.sandbox.requests().into_iter();
    let changes = requests.filter(|request| request.method != "GET");
    changes
        .filter_map(|request| {
            assert!(request.status < Some(300), "{request:?}");
            Some((request.operation?, request.properties.join(" ")))
        })
        .collect()
}

#[tokio::test]
async fn an_invitation_is_accepted() {
    let player = played("Accept an invitation").await;
    let accepted = ("koyeb.accept_organization_invitation", String::new());
    assert_eq!(changed(&player), [accepted], "{}", player.screen());
}

#[tokio::test]
async fn ten_invitations_are_declined() {
    let player = played("Decline ten invitations").await;
    let declined = ("koyeb.decline_organization_invitation", String::new());
    assert_eq!(changed(&player), vec![declined; 10], "{}", player.screen());
}

#[tokio::test]
async fn five_people_are_invited() {
    let player = played("Invite five people").await;
    let invited = ("koyeb.create_organization_invitation", "email".into());
    assert_eq!(changed(&player), vec![invited; 5], "{}", player.screen());
}

#[tokio::test]
async fn a_user_is_disabled() {
    let player = played("Disable a user").await;
    let disabled = ("contabo.update_user", "enabled".into());
    assert_eq!(changed(&player), [disabled], "{}", player.screen());
    assert!(
        player.screen().contains("zoe.sorensen2"),
        "{}",
        player.screen()
    );
    assert!(player.screen().contains("disabled"), "{}", player.screen());
}

#[tokio::test]
async fn everybody_without_a_second_factor_is_found() {
    let player = played("Find everyone without two-factor").await;
    let screen = player.screen();
    let rows = screen.lines().filter(|line| line.contains(" active "));
    let rows: Vec<_> = rows.collect();
    assert!(rows.len() > 20, "{screen}");
    assert!(rows.iter().all(|row| row.contains(" off ")), "{screen}");
}

#[tokio::test]
async fn a_client_secret_is_rotated() {
    let player = played("Rotate a client secret").await;
    let rotated = ("contabo.generate_client_secret", String::new());
    assert_eq!(changed(&player), [rotated], "{}", player.screen());
}

#[tokio::test]
async fn an_s3_key_is_made_anew() {
    let player = played("Get a new S3 key").await;
    let renewed = (
        "contabo.regenerate_object_storage_credentials",
        String::new(),
    );
    assert_eq!(changed(&player), [renewed], "{}", player.screen());
}

#[tokio::test]
async fn the_organization_is_switched() {
    let player = played("Switch to another organization").await;
    let switched = ("koyeb.switch_organization", String::new());
    assert_eq!(changed(&player), [switched], "{}", player.screen());
    assert!(
        player.screen().contains("in lindenhof-stag"),
        "{}",
        player.screen()
    );
}

#[tokio::test]
async fn a_budget_is_set() {
    let player = played("Set a budget of 50 dollars").await;
    let set = ("koyeb.create_budget", "amount".into());
    assert_eq!(changed(&player), [set], "{}", player.screen());
}

#[tokio::test]
async fn an_api_client_is_made() {
    let player = played("Create a scoped API client").await;
    let made = (
        "tripartie.create_api_client",
        "referenceName desiredScopes".into(),
    );
    assert_eq!(changed(&player), [made], "{}", player.screen());
}

#[tokio::test]
async fn a_password_is_reset() {
    let player = played("Reset a user's password").await;
    let reset = ("contabo.reset_password", String::new());
    assert_eq!(changed(&player), [reset], "{}", player.screen());
}

#[tokio::test]
async fn the_users_are_exported() {
    let folder = tempfile::TempDir::new().unwrap();
    std::env::set_current_dir(&folder).unwrap();
    let player = played("Export the user list").await;
    let files = std::fs::read_dir(&folder).unwrap();
    let files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    let [file] = files.as_slice() else {
        panic!("{files:?}\n{}", player.screen())
    };
    let text = std::fs::read_to_string(file).unwrap();
    assert_eq!(text.lines().count(), 323, "a heading and 322 users");
}

#[test]
fn there_are_twelve_and_a_test_plays_each() {
    let here = include_str!("tasks.rs");
    let tasks = tasks();
    assert_eq!(tasks.len(), 12);
    for task in tasks {
        let call = format!("played(\"{}\")", task.name);
        assert!(here.contains(&call), "nobody plays {:?}", task.name);
    }
}

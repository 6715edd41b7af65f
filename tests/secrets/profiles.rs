//! A person looks over their accounts: where the secrets are, and whether they work.

use serde_json::Value;
use usher_tui::sandbox::{Options, Sandbox};

use crate::home::{Home, Said};

/// A sandbox, and the configuration that leads to it.
async fn sandbox() -> (Sandbox, String) {
    let sandbox = Sandbox::start(Options::default()).await.unwrap();
    let at = sandbox.addresses();
    let config = format!(
        r#"
[profiles.work.koyeb]
base_url = "{}"
token = {{ file = "koyeb" }}
[profiles.work.tripartie]
base_url = "{}"
token = {{ command = ["printenv", "TRIPARTIE"] }}
[profiles.work.contabo]
base_url = "{}"
auth_url = "{}"
client_id = "{}"
client_secret = {{ env = "CLIENT" }}
username = "{}"
password = {{ env = "PASSWORD" }}
"#,
        at.koyeb.base_url,
        at.tripartie.base_url,
        at.contabo.base_url,
        at.contabo.auth_url,
        at.contabo.client_id,
        at.contabo.username
    );
    (sandbox, config)
}

async fn profiles(home: &Home, sandbox: &Sandbox, arguments: &[&str]) -> Said {
    let at = sandbox.addresses();
    let mut usher = home.usher(&[&["profiles"], arguments].concat());
    usher
        .env("TRIPARTIE", &at.tripartie.token)
        .env("CLIENT", &at.contabo.client_secret)
        .env("PASSWORD", &at.contabo.password);
    let run = move || crate::home::run(&mut usher, "");
    let said = tokio::task::spawn_blocking(run).await.unwrap();
    for secret in [
        &at.koyeb.token,
        &at.tripartie.token,
        &at.contabo.client_secret,
        &at.contabo.password,
    ] {
        assert!(!format!("{said:?}").contains(secret), "{said:?}");
    }
    said
}

#[tokio::test]
async fn accounts_that_work_are_listed_with_the_places_of_their_secrets() {
    let (sandbox, config) = sandbox().await;
    let home = Home::with(&config);
    home.write(".config/usher/koyeb", &sandbox.addresses().koyeb.token);
    let said = profiles(&home, &sandbox, &[]).await;
    assert_eq!(said.status, 0, "{said:?}");
    let place = home.path(".config/usher/koyeb");
    for words in [
        "work: Koyeb at 127.0.0.1:",
        "works, ",
        &format!("    token from the file {}\n", place.display()),
        "    token from the command printenv\n",
        "    client id from the configuration\n    client secret from the environment variable CLIENT\n",
        &format!("works, as {}", sandbox.addresses().contabo.username),
    ] {
        assert!(said.all().contains(words), "{words}: {said:?}");
    }

    let said = profiles(&home, &sandbox, &["--json", "--profile", "work"]).await;
    assert_eq!(said.status, 0, "{said:?}");
    let list: Vec<Value> = serde_json::from_str(&said.out).unwrap();
    let of = |key: &str| -> Vec<&Value> { list.iter().map(|row| &row[key]).collect() };
    assert_eq!(of("provider"), ["koyeb", "tripartie", "contabo"]);
    assert_eq!(of("profile"), ["work"; 3]);
    assert_eq!(of("works"), [true; 3]);
    assert_eq!(of("problem"), [&Value::Null; 3]);
    assert_eq!(list[0]["secrets"][0]["name"], "koyeb.token");
    assert_eq!(list[0]["secrets"][0]["from"], "file");
    assert_eq!(list[1]["secrets"][0]["from"], "command");
    assert_eq!(list[1]["secrets"][0]["place"], "printenv");
    let names: Vec<&Value> = list[2]["secrets"].as_array().unwrap().iter().collect();
    assert_eq!(names.len(), 4);
    assert_eq!(names[1]["from"], "env");
    assert_eq!(names[1]["place"], "CLIENT");
    // Looking changes nothing.
    let requests = sandbox.requests();
    assert!(
        requests
            .iter()
            .all(|it| it.method == "GET" || it.path.ends_with("/token"))
    );
}

#[tokio::test]
async fn one_account_that_does_not_work_is_explained_and_the_status_says_so() {
    let (sandbox, config) = sandbox().await;
    let home = Home::with(&format!(
        "{config}[profiles.home.koyeb]\nbase_url = \"{}\"\ntoken = {{ env = \"NOT_THERE\" }}\n",
        sandbox.addresses().koyeb.base_url
    ));
    home.write(".config/usher/koyeb", "WRONG-CANARY");
    let said = profiles(&home, &sandbox, &[]).await;
    assert_eq!(said.status, 1, "{said:?}");
    let all = said.all();
    assert!(
        all.contains("does not work: koyeb.token: the environment variable NOT_THERE is not set."),
        "{all}"
    );
    let said = profiles(&home, &sandbox, &["--json"]).await;
    assert_eq!(said.status, 1, "{said:?}");
    let list: Vec<Value> = serde_json::from_str(&said.out).unwrap();
    let works: Vec<&Value> = list.iter().map(|row| &row["works"]).collect();
    assert_eq!(works, [false, false, true, true]);
    assert!(
        list[1]["problem"]
            .as_str()
            .unwrap()
            .contains("Sign in again")
    );
    assert_eq!(list[1]["user"], Value::Null);
}

#[tokio::test]
async fn a_file_that_is_open_to_others_does_not_work() {
    let (sandbox, config) = sandbox().await;
    let home = Home::with(&config);
    home.write(".config/usher/koyeb", &sandbox.addresses().koyeb.token);
    let path = home.path(".config/usher/koyeb");
    let lax = std::os::unix::fs::PermissionsExt::from_mode(0o640);
    std::fs::set_permissions(&path, lax).unwrap();
    let said = profiles(&home, &sandbox, &[]).await;
    assert_eq!(said.status, 1, "{said:?}");
    let words = format!("close it with `chmod 600 {}`", path.display());
    assert!(said.all().contains(&words), "{said:?}");
}

#[tokio::test]
async fn without_any_account_a_beginning_is_named() {
    let (sandbox, _) = sandbox().await;
    let said = profiles(&Home::new(), &sandbox, &[]).await;
    assert_eq!((said.status, said.out.as_str()), (0, ""));
    assert!(said.err.contains("`usher login koyeb`"), "{said:?}");
    let said = profiles(&Home::new(), &sandbox, &["--json"]).await;
    assert_eq!((said.status, said.out.as_str()), (0, "[]\n"));
    let said = profiles(&Home::with("[profiles.a]\nkoyeb = {}\n"), &sandbox, &[]).await;
    assert_eq!(said.status, 1);
    assert!(said.out.contains("no token: set koyeb.token"), "{said:?}");
}

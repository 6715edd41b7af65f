//! A person takes over what the vendors' own programs are signed in with.

use crate::home::{Home, run};

const KOYEB: &str = "[profiles.me.koyeb]\ntoken = { file = \"koyeb\" }\n";
const CONTABO: &str = "[profiles.me.contabo]\nclient_secret = { file = \"client\" }\npassword = { file = \"password\" }\n";
const CNTB: &str = "api: https://api.contabo.com\ndebug: warn\noauth2-client-secret: CANARY-client\n\
    oauth2-clientid: INT-7\noauth2-password: 0012\n\
    oauth2-tokenurl: https://auth.example.com/token\noauth2-user: me@example.com\noutput: normal\n";

#[test]
fn koyebs_own_file_is_taken_over() {
    let home = Home::with(KOYEB);
    home.write(
        ".koyeb.yaml",
        "debug: false\ntoken: CANARY-k\nurl: https://koyeb.example.com\norganization: 0f1e-2d\n",
    );
    let said = home.run(&["login", "koyeb", "--import"], "");
    assert_eq!(said.status, 0, "{}", said.all());
    assert_eq!(
        said.out,
        "[profiles.me.koyeb]\nbase_url = \"https://koyeb.example.com\"\norganization = \"0f1e-2d\"\n"
    );
    assert!(!said.err.contains("Others can read"), "{said:?}");
    assert_eq!(home.read(".config/usher/koyeb"), "CANARY-k\n");
}

#[test]
fn what_the_configuration_has_already_is_no_line_to_write() {
    let home = Home::with(&format!("{KOYEB}organization = \"here\"\n"));
    home.write(
        ".koyeb.yaml",
        "token: \"CANARY\"\nurl: https://app.koyeb.com\norganization: here\n",
    );
    let said = home.run(&["login", "koyeb", "--import"], "");
    assert_eq!((said.status, said.out.as_str()), (0, ""), "{said:?}");
}

#[test]
fn contabos_own_file_is_taken_over() {
    let home = Home::with(CONTABO);
    home.write(".cntb.yaml", CNTB);
    let said = home.run(&["login", "contabo", "--import"], "");
    assert_eq!(said.status, 0, "{}", said.all());
    assert_eq!(
        said.out,
        "[profiles.me.contabo]\nauth_url = \"https://auth.example.com/token\"\nclient_id = \"INT-7\"\n\
         username = \"me@example.com\"\n"
    );
    assert_eq!(home.read(".config/usher/client"), "CANARY-client\n");
    assert_eq!(home.read(".config/usher/password"), "0012\n");
}

#[test]
fn the_environment_comes_before_the_file() {
    let home = Home::with(KOYEB);
    home.write(".koyeb.yaml", "token: CANARY-file\n");
    let mut usher = home.usher(&["login", "koyeb", "--import"]);
    let said = run(usher.env("KOYEB_TOKEN", "CANARY-variable"), "");
    assert_eq!(said.status, 0, "{}", said.all());
    assert_eq!(home.read(".config/usher/koyeb"), "CANARY-variable\n");

    let elsewhere = home.path("other.yaml");
    home.write("other.yaml", "token: CANARY-other\n");
    let mut usher = home.usher(&["login", "koyeb", "--import"]);
    let said = run(usher.env("KOYEB_CONFIG", elsewhere), "");
    assert_eq!(said.status, 0, "{}", said.all());
    assert_eq!(home.read(".config/usher/koyeb"), "CANARY-other\n");

    for names in [
        [
            "CNTB_OAUTH2-CLIENT-SECRET",
            "CNTB_OAUTH2-PASSWORD",
            "CNTB_OAUTH2-USER",
        ],
        [
            "CNTB_OAUTH2_CLIENT_SECRET",
            "CNTB_OAUTH2_PASS",
            "CNTB_OAUTH2_USER",
        ],
    ] {
        let home = Home::with(CONTABO);
        let mut usher = home.usher(&["login", "contabo", "--import"]);
        for (name, value) in names.into_iter().zip(["CANARY-1", "CANARY-2", "you"]) {
            usher.env(name, value);
        }
        let said = run(&mut usher, "");
        assert_eq!(said.status, 0, "{}", said.all());
        assert_eq!(said.out, "[profiles.me.contabo]\nusername = \"you\"\n");
        assert_eq!(home.read(".config/usher/client"), "CANARY-1\n");
        assert_eq!(home.read(".config/usher/password"), "CANARY-2\n");
    }
}

#[test]
fn a_file_that_others_can_read_is_named() {
    let home = Home::with(CONTABO);
    home.write(".cntb.yaml", CNTB);
    let lax = std::os::unix::fs::PermissionsExt::from_mode(0o644);
    std::fs::set_permissions(home.path(".cntb.yaml"), lax).unwrap();
    let said = home.run(&["login", "contabo", "--import"], "");
    assert_eq!(said.status, 0, "{}", said.all());
    assert!(said.err.contains("Others can read "), "{said:?}");
}

#[test]
fn what_cannot_be_imported_is_explained_and_not_repeated() {
    for (provider, config, name, text, words) in [
        (
            "koyeb",
            KOYEB,
            "nothing",
            "",
            "neither the environment nor ",
        ),
        (
            "koyeb",
            KOYEB,
            ".koyeb.yaml",
            "url: https://a.b\n",
            "neither the environment nor ",
        ),
        (
            "koyeb",
            KOYEB,
            ".koyeb.yaml",
            "token: \n",
            "neither the environment nor ",
        ),
        (
            "koyeb",
            KOYEB,
            ".koyeb.yaml",
            "token: \"CANARY\nurl: x\n",
            ".koyeb.yaml, line ",
        ),
        (
            "koyeb",
            KOYEB,
            ".koyeb.yaml",
            "token: [CANARY]\n",
            "neither the environment nor ",
        ),
        (
            "koyeb",
            KOYEB,
            ".koyeb.yaml",
            "token: CANARY\nurl: http://CANARY.example.com\n",
            "base_url is no address: it must begin with https://",
        ),
        (
            "koyeb",
            KOYEB,
            ".koyeb.yaml",
            "token: \"CANARY\\e[2J\"\n",
            "has control characters",
        ),
        ("contabo", CONTABO, "nothing", "", ".cntb.yaml"),
        ("tripartie", "", "nothing", "", "leave --import out"),
    ] {
        let config = format!("{config}[profiles.me.tripartie]\ntoken = {{ file = \"t\" }}\n");
        let home = Home::with(&config);
        home.write(name, text);
        let said = home.run(&["login", provider, "--import"], "");
        assert_eq!(said.status, 2, "{text}: {said:?}");
        assert!(said.all().contains(words), "{text}: {said:?}");
        assert!(!home.path(".config/usher/koyeb").exists());
    }
    let home = Home::with(KOYEB);
    home.write(
        ".koyeb.yaml",
        &format!("token: CANARY # {}\n", "x".repeat(70_000)),
    );
    let said = home.run(&["login", "koyeb", "--import"], "");
    assert_eq!(said.status, 1);
    assert!(said.all().contains("larger than 64 KiB"), "{said:?}");
}

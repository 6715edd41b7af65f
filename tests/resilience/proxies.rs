//! Proxies are taken from the environment, which belongs to a process: so the program itself is run.

use std::{
    io::{Read as _, Write as _},
    net::TcpListener,
    process::Command,
    sync::mpsc,
    thread,
};

use tempfile::TempDir;
use usher_tui::sandbox::{Options, Sandbox};

const VARIABLES: [&str; 6] = [
    "HTTP_PROXY",
    "http_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "all_proxy",
];

/// A proxy that refuses everything and tells what it was asked.
fn proxy() -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (sender, asked) = mpsc::channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = [0; 4096];
            let count = stream.read(&mut request).unwrap_or(0);
            let text = String::from_utf8_lossy(&request[..count]).into_owned();
            sender.send(text).ok();
            let refusal = b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n";
            stream.write_all(refusal).ok();
        }
    });
    (address, asked)
}

/// The program's answer to whether the account at this address works.
fn profiles(base_url: &str, token: &str, variables: &[&str], proxy: &str) -> (bool, String) {
    let home = TempDir::new().unwrap();
    let config = home.path().join("usher.toml");
    let text =
        format!("[profiles.me.koyeb]\nbase_url = \"{base_url}\"\ntoken = {{ env = \"TOKEN\" }}\n");
    std::fs::write(&config, text).unwrap();
    let mut usher = Command::new(env!("CARGO_BIN_EXE_usher"));
    usher.args(["profiles", "--config"]).arg(config);
    usher
        .env_clear()
        .env("HOME", home.path())
        .env("TOKEN", token);
    for variable in variables {
        usher.env(variable, proxy);
    }
    let output = usher.output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(said).unwrap())
}

#[test]
fn a_vendor_is_reached_through_the_proxy_which_sees_no_token() {
    for variable in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        let (address, asked) = proxy();
        let (works, said) = profiles("https://koyeb.invalid", "CANARY", &[variable], &address);
        assert!(!works && !said.contains("CANARY"), "{said}");
        let request = asked.recv().unwrap();
        assert!(
            request.starts_with("CONNECT koyeb.invalid:443 HTTP/1.1\r\n"),
            "{variable}: {request}"
        );
        for request in asked.try_iter().chain([request]) {
            assert!(!request.contains("CANARY"), "{request}");
        }
    }
}

#[test]
fn without_a_proxy_for_it_the_vendor_is_asked_directly() {
    let (address, asked) = proxy();
    let (works, said) = profiles("https://koyeb.invalid", "CANARY", &["HTTP_PROXY"], &address);
    assert!(!works, "{said}");
    assert!(asked.try_recv().is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn this_machine_is_reached_without_any_proxy() {
    let sandbox = Sandbox::start(Options::default()).await.unwrap();
    let at = sandbox.addresses().koyeb.clone();
    let (address, asked) = proxy();
    let (works, said) = profiles(&at.base_url, &at.token, &VARIABLES, &address);
    assert!(works, "{said}");
    assert!(asked.try_recv().is_err());
}

#[test]
fn an_address_that_is_not_secure_is_refused_before_anything_is_asked() {
    for base_url in [
        "http://koyeb.example.com",
        "http://10.0.0.1",
        "ftp://127.0.0.1",
    ] {
        let (address, asked) = proxy();
        let (works, said) = profiles(base_url, "CANARY", &VARIABLES, &address);
        assert!(!works);
        assert!(said.contains("must begin with https://"), "{said}");
        assert!(asked.try_recv().is_err());
    }
}

//! What stands between usher and the vendors: every secret that passes, in either direction, is a canary on usher's side
//! and the real one on theirs.

use std::{
    collections::BTreeSet,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex, MutexGuard},
    thread,
};

use serde_json::{Map, Value, json};

/// What no secret of the world has in it, and every canary has.
pub const CANARY: &str = "CANARY";

/// The names under which vendors hand out secrets.
const HANDED_OUT: &[&str] = &[
    "auth_token",
    "token",
    "state",
    "url",
    "secret",
    "secretKey",
    "accessKey",
    "access_token",
    "refresh_token",
    "totpUri",
    "totpSecret",
    "authUrl",
];

/// What a vendor might say besides, by name: nobody promises that it doesn't.
const BESIDES: &[&str] = &[
    "password",
    "current_password",
    "plainPassword",
    "newPassword",
    "salt",
    "totpSecret",
    "totpChallenge",
    "emailVerificationInput",
    "phoneVerificationToken",
    "client_secret",
    "captcha",
    "api_key",
];

/// All canaries, and what stands for them at the vendors'.
#[derive(Clone, Default)]
pub struct Canaries(Arc<Mutex<Known>>);

#[derive(Default)]
struct Known {
    /// Canary and real one.
    pairs: Vec<(String, String)>,
    /// The kinds that went over the wire.
    passed: BTreeSet<String>,
    /// Canaries that went to another vendor than their own.
    astray: Vec<String>,
}

impl Canaries {
    /// A canary for a secret of a vendor: `CANARY`, the vendor's letter, a number and the kind.
    pub fn mint(&self, vendor: char, kind: &str, real: &str) -> String {
        let mut known = self.lock();
        if let Some((canary, _)) = known.pairs.iter().find(|(_, known)| known == real) {
            return canary.clone();
        }
        let kind: String = kind.chars().filter(char::is_ascii_alphanumeric).collect();
        let canary = format!("{CANARY}{vendor}{:03}{kind}x", known.pairs.len());
        known.pairs.push((canary.clone(), real.to_owned()));
        canary
    }

    /// One that goes to the vendor as it is.
    pub fn plain(&self, vendor: char, kind: &str) -> String {
        let number = self.lock().pairs.len();
        self.mint(vendor, kind, &format!("{CANARY}{vendor}-{number}"))
    }

    /// The kinds that went over the wire.
    pub fn passed(&self) -> BTreeSet<String> {
        self.lock().passed.clone()
    }

    /// The canaries that went to another vendor than their own.
    pub fn astray(&self) -> Vec<String> {
        self.lock().astray.clone()
    }

    fn to_vendor(&self, vendor: char, text: &str, is_form: bool) -> String {
        let mut known = self.lock();
        let mut text = text.to_owned();
        let found: Vec<_> = known
            .pairs
            .iter()
            .filter(|(canary, _)| text.contains(canary.as_str()))
            .cloned()
            .collect();
        for (canary, real) in found {
            // A person has the same password at several vendors, but each has a canary of its own.
            if !canary.starts_with(&format!("{CANARY}{vendor}")) {
                known.astray.push(format!("{canary} to {vendor}"));
            }
            known.passed.insert(kind(&canary));
            let real: String = if is_form {
                url::form_urlencoded::byte_serialize(real.as_bytes()).collect()
            } else {
                real
            };
            text = text.replace(&canary, &real);
        }
        text
    }

    /// Puts canaries in the place of all secrets of a reply, and some more beside them.
    fn paint(&self, vendor: char, reply: &mut Value, inside: &str) {
        match reply {
            Value::Object(object) => {
                for (name, value) in object.iter_mut() {
                    let is_secret =
                        HANDED_OUT.contains(&name.as_str()) || name == "id" && inside == "token";
                    match value {
                        Value::String(text) if is_secret && !text.is_empty() => {
                            let place = format!("{inside}{name}");
                            let canary = self.mint(vendor, &place, text);
                            self.lock().passed.insert(kind(&canary));
                            *text = if text.starts_with("https://") {
                                format!("https://example.com/{canary}")
                            } else {
                                canary
                            };
                        }
                        value => self.paint(vendor, value, name),
                    }
                }
            }
            Value::Array(items) => {
                for item in items {
                    self.paint(vendor, item, inside);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn besides(&self, vendor: char) -> Value {
        let mut besides = Map::new();
        for name in BESIDES {
            let canary = self.mint(vendor, name, &format!("besides {vendor} {name}"));
            self.lock().passed.insert(kind(&canary));
            besides.insert((*name).to_owned(), json!(canary));
        }
        Value::Object(besides)
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap()
    }
}

/// The vendor and the kind, without the number.
fn kind(canary: &str) -> String {
    let rest = canary.strip_prefix(CANARY).unwrap();
    let (vendor, rest) = rest.split_at(1);
    format!(
        "{vendor} {}",
        rest.trim_start_matches(|c: char| c.is_ascii_digit())
    )
}

/// Starts a relay to a vendor, and tells its address.
pub fn start(canaries: &Canaries, vendor: char, to: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let to = to.trim_start_matches("http://").to_owned();
    let canaries = canaries.clone();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (Ok(stream), canaries, to) = (stream, canaries.clone(), to.clone()) else {
                continue;
            };
            // A side that goes away early is none of ours.
            thread::spawn(move || serve(stream, &canaries, vendor, &to).ok());
        }
    });
    address
}

fn serve(
    mut client: TcpStream,
    canaries: &Canaries,
    vendor: char,
    to: &str,
) -> std::io::Result<()> {
    let (head, body) = read(&mut client)?;
    let is_form = head.contains("x-www-form-urlencoded");
    let body = canaries.to_vendor(vendor, &body, is_form);
    let mut head = canaries.to_vendor(vendor, &head, false);
    head = without(&head, &["content-length", "connection", "accept-encoding"]);
    let mut server = TcpStream::connect(to)?;
    let length = body.len();
    write!(
        server,
        "{head}connection: close\r\ncontent-length: {length}\r\n\r\n{body}"
    )?;
    let (head, mut body) = read(&mut server)?;
    if let Ok(mut reply) = serde_json::from_str::<Value>(&body) {
        canaries.paint(vendor, &mut reply, "");
        let besides = canaries.besides(vendor);
        let object = match &mut reply {
            Value::Array(items) => items.first_mut(),
            Value::Object(object) if object.contains_key("data") => object["data"].get_mut(0),
            other => Some(other),
        };
        if let Some(object) = object.and_then(Value::as_object_mut) {
            object.insert("beside".to_owned(), besides);
        }
        body = reply.to_string();
    }
    let head = without(
        &head,
        &["content-length", "connection", "transfer-encoding"],
    );
    let length = body.len();
    write!(
        client,
        "{head}connection: close\r\ncontent-length: {length}\r\n\r\n{body}"
    )
}

/// The head, each line with its end, and the body.
fn read(stream: &mut TcpStream) -> std::io::Result<(String, String)> {
    let (mut bytes, mut part) = (Vec::new(), [0; 8192]);
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(": ")?;
                let is_it = name.eq_ignore_ascii_case("content-length");
                is_it.then(|| value.trim().parse::<usize>().unwrap())
            });
            if body.len() >= length.unwrap_or(0) {
                return Ok((format!("{head}\r\n"), body.to_owned()));
            }
        }
        match stream.read(&mut part)? {
            0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
            count => bytes.extend_from_slice(&part[..count]),
        }
    }
}

fn without(head: &str, names: &[&str]) -> String {
    let stays = |line: &&str| {
        let name = line.split(':').next().unwrap_or_default();
        !names.iter().any(|it| name.eq_ignore_ascii_case(it))
    };
    let lines = head.split_inclusive("\r\n").filter(stays);
    lines.collect()
}

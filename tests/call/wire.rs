//! A vendor of a few lines: it answers anything at all and shows what came.

use std::{
    fs,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

use crate::shell::{Ran, Shell};

pub struct Wire {
    address: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Wire {
    /// Answers each request with the next of these; further ones get the last.
    pub fn answering(answers: &[Vec<u8>]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let requests = Arc::<Mutex<Vec<String>>>::default();
        let (seen, answers) = (Arc::clone(&requests), answers.to_vec());
        thread::spawn(move || {
            for (number, stream) in listener.incoming().enumerate() {
                let mut stream = stream.unwrap();
                seen.lock().unwrap().push(read(&mut stream));
                let answer = answers.get(number).or(answers.last()).unwrap();
                // A client that has gone away is the test's own doing.
                let _ = stream.write_all(answer);
            }
        });
        Self { address, requests }
    }

    /// What came: heads and bodies.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// `usher call` with these words, and all three vendors here.
    pub fn call(&self, shell: &Shell, words: &[&str]) -> Ran {
        let address = &self.address;
        let settings = format!(
            r#"
[profiles.wire]
koyeb = {{ base_url = "http://{address}", token = {{ env = "KOYEB_TOKEN" }} }}
tripartie = {{ base_url = "http://{address}", token = {{ env = "TRIPARTIE_TOKEN" }} }}
contabo = {{ base_url = "http://{address}", token = {{ env = "KOYEB_TOKEN" }} }}
"#
        );
        fs::write(shell.folder.path().join("wire.toml"), settings).unwrap();
        let words = [&["--config", "wire.toml"], words].concat();
        crate::call(shell, &words)
    }
}

/// An answer with a JSON body.
pub fn json(status: u16, body: &str) -> Vec<u8> {
    answer(status, "application/json", body)
}

/// An answer with a body of any kind.
pub fn answer(status: u16, kind: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} X\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
    .into_bytes()
}

fn read(stream: &mut TcpStream) -> String {
    let mut request = Vec::new();
    let mut part = [0; 4096];
    loop {
        let count = stream.read(&mut part).unwrap_or(0);
        request.extend_from_slice(&part[..count]);
        let text = String::from_utf8_lossy(&request).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(": ")?;
                let is_length = name.eq_ignore_ascii_case("content-length");
                is_length.then(|| value.parse().unwrap())
            });
            if body.len() >= length.unwrap_or(0) {
                return text;
            }
        }
        if count == 0 {
            return text;
        }
    }
}

//! A server of a few lines, for what the sandbox does not do: it shows every header, and answers anything at all.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

/// What it answers to a request, byte for byte, when it has so many of them at a time; and after how many requests it
/// does so.
type Script = dyn Fn(&str, usize) -> (usize, Vec<u8>) + Send + Sync;

pub struct Wire {
    pub base_url: String,
    requests: Arc<Mutex<Vec<String>>>,
    most_at_once: Arc<AtomicUsize>,
}

impl Wire {
    /// Serves one request for each connection.
    pub async fn start(script: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> Self {
        Self::start_late(move |request, _| (0, script(request))).await
    }

    /// The same; an answer may have to wait until so many requests have come.
    pub async fn start_late(
        script: impl Fn(&str, usize) -> (usize, Vec<u8>) + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let wire = Self {
            base_url: format!("http://{}", listener.local_addr().unwrap()),
            requests: Arc::default(),
            most_at_once: Arc::default(),
        };
        let (requests, most) = (wire.requests.clone(), wire.most_at_once.clone());
        let (script, now): (Arc<Script>, _) = (Arc::new(script), Arc::new(AtomicUsize::new(0)));
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let (requests, most) = (requests.clone(), most.clone());
                let (script, now) = (script.clone(), now.clone());
                tokio::spawn(async move {
                    let request = read(&mut stream).await;
                    let at_once = now.fetch_add(1, Ordering::SeqCst) + 1;
                    most.fetch_max(at_once, Ordering::SeqCst);
                    requests.lock().unwrap().push(request.clone());
                    tokio::task::yield_now().await;
                    let (after, answer) = script(&request, at_once);
                    while requests.lock().unwrap().len() < after {
                        tokio::time::sleep(Duration::from_millis(1)).await;
                    }
                    now.fetch_sub(1, Ordering::SeqCst);
                    stream.write_all(&answer).await.ok();
                    stream.shutdown().await.ok();
                });
            }
        });
        wire
    }

    /// The requests so far: heads and bodies as they came.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// A header of the last request whose first line has this part.
    pub fn header(&self, line: &str, name: &str) -> Option<String> {
        let requests = self.requests();
        let request = requests
            .iter()
            .rev()
            .find(|request| {
                request
                    .lines()
                    .next()
                    .is_some_and(|first| first.contains(line))
            })
            .unwrap_or_else(|| panic!("no request {line}: {requests:?}"));
        request.lines().find_map(|header| {
            let (known, value) = header.split_once(": ")?;
            known.eq_ignore_ascii_case(name).then(|| value.to_owned())
        })
    }

    /// The most requests that it had at a time.
    pub fn most_at_once(&self) -> usize {
        self.most_at_once.load(Ordering::SeqCst)
    }
}

/// An answer with a JSON body.
pub fn json(status: u16, body: &str) -> Vec<u8> {
    answer(
        status,
        "content-type: application/json\r\n",
        body.as_bytes(),
    )
}

/// An answer with headers, each with its line break.
pub fn answer(status: u16, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} X\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

async fn read(stream: &mut TcpStream) -> String {
    let mut request = Vec::new();
    let mut part = [0; 4096];
    loop {
        let count = stream.read(&mut part).await.unwrap_or(0);
        request.extend_from_slice(&part[..count]);
        let text = String::from_utf8_lossy(&request);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(": ")?;
                name.eq_ignore_ascii_case("content-length")
                    .then(|| value.parse().unwrap())
            });
            if body.len() >= length.unwrap_or(0) {
                return text.into_owned();
            }
        }
        if count == 0 {
            return text.into_owned();
        }
    }
}

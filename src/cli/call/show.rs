use std::io::{self, IsTerminal, StdoutLock, Write};

use usher_tui::{
    domain::{compact_json, escape, pretty_json},
    worker::Preview,
};

/// Standard output: on many lines for people, on few for programs. Nobody reading it to the end is no error.
pub struct Output {
    stdout: StdoutLock<'static>,
    for_people: bool,
    is_closed: bool,
    rows: usize,
}

impl Output {
    /// Standard output as it is.
    pub fn new() -> Self {
        let stdout = io::stdout().lock();
        Self {
            for_people: stdout.is_terminal(),
            stdout,
            is_closed: false,
            rows: 0,
        }
    }

    /// Whether nobody reads any more.
    pub fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// A whole reply; nothing where the vendor said nothing.
    pub fn reply(&mut self, json: &str) -> io::Result<()> {
        if json.is_empty() {
            return Ok(());
        }
        let text = self.shown(json, 0);
        self.write(&format!("{text}\n"))
    }

    /// More rows of an array, one a line for programs. The array is open until [`Output::end_rows`].
    pub fn rows<'a>(&mut self, rows: impl Iterator<Item = &'a str>) -> io::Result<()> {
        let mut text = String::new();
        for row in rows {
            text.push_str(if self.rows == 0 { "[\n" } else { ",\n" });
            if self.for_people {
                text.push_str("  ");
            }
            text.push_str(&self.shown(row, 1));
            self.rows += 1;
        }
        self.write(&text)
    }

    /// Closes the array.
    pub fn end_rows(&mut self) -> io::Result<()> {
        self.write(if self.rows == 0 { "[]\n" } else { "\n]\n" })
    }

    /// A request that is not sent.
    pub fn preview(&mut self, preview: &Preview) -> io::Result<()> {
        let mut lines = vec![format!("{} {}", preview.method, preview.url)];
        for (name, value) in &preview.headers {
            lines.push(format!("{name}: {}", escape(value)));
        }
        if let Some(body) = &preview.body {
            lines.extend([String::new(), self.shown(body, 0)]);
        }
        lines.push(String::new());
        self.write(&lines.join("\n"))
    }

    fn shown(&self, json: &str, level: usize) -> String {
        if self.for_people {
            pretty_json(json, level)
        } else {
            compact_json(json)
        }
    }

    fn write(&mut self, text: &str) -> io::Result<()> {
        let written = self.stdout.write_all(text.as_bytes());
        match written.and_then(|()| self.stdout.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.is_closed = true;
                Ok(())
            }
            other => other,
        }
    }
}

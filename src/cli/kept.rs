use std::io;

use usher_tui::{app::Complaint, config::StateFile, domain::Clean};

/// What a profile's last run kept, and where this one keeps it.
pub struct Kept {
    file: Option<StateFile>,
    text: String,
    unreadable: Option<String>,
}

impl Kept {
    /// Reads it, if there is a place for it.
    pub fn read(file: Option<StateFile>) -> Self {
        let read = file.as_ref().map(StateFile::read);
        let (text, unreadable) = match read {
            Some(Ok(Some(text))) => (text, None),
            Some(Ok(None)) | None => (String::new(), None),
            Some(Err(error)) => (String::new(), Some(error.to_string())),
        };
        Self {
            file,
            text,
            unreadable,
        }
    }

    /// What was kept.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What is to be said about what could not be used.
    pub fn warning(&self, complaints: &[Complaint]) -> Option<Clean> {
        let path = self.file.as_ref()?.path().display();
        if let Some(why) = &self.unreadable {
            return Some(Clean::from(format!(
                "How you left the tables can't be read from {path}: {why}"
            )));
        }
        let first = complaints.first()?;
        let more = match complaints.len() {
            1 => String::new(),
            several => format!(" ({} more)", several - 1),
        };
        Some(Clean::from(format!(
            "Left aside: {path}, line {}: {}{more}",
            first.line, first.reason
        )))
    }

    /// Keeps this for the next run, where that is something new.
    pub fn keep(&mut self, text: &str) -> io::Result<()> {
        let Some(file) = self.file.as_ref().filter(|_| self.text != text) else {
            return Ok(());
        };
        file.write(text)?;
        text.clone_into(&mut self.text);
        Ok(())
    }
}

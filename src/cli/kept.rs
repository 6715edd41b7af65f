use std::io;

use usher_tui::{
    config::StateFile,
    domain::{Clean, Mistake, Sheet},
};

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
    pub fn sheet(&self) -> Sheet {
        Sheet::new(self.place(), self.text.as_str())
    }

    /// That the file is there and can't be read.
    pub fn unreadable(&self) -> Option<Mistake> {
        let why = self.unreadable.as_ref()?;
        Some(Sheet::new(self.place(), "").mistake(0, format!("it can't be read: {why}")))
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

    fn place(&self) -> Clean {
        let path = self.file.as_ref().map(StateFile::path);
        Clean::from(path.map_or_else(String::new, |path| path.display().to_string()))
    }
}

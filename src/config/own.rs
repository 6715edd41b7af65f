//! What a person writes to have their own keys and colours: `[keys]` in the configuration, and beside it `keymap.toml` and
//! `themes/NAME.toml`. Nothing in them keeps the program from starting.

use std::{io, path::Path};

use super::settings::{Settings, read};
use crate::domain::{Clean, Mistake, Sheet, Value, unknown};

/// A theme that somebody wants.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Its name.
    pub name: String,
    /// Their own theme of that name, if they wrote one.
    pub own: Option<Sheet>,
    at: usize,
}

impl Settings {
    /// Their own keys, the later over the earlier, and what can't be read of them.
    pub fn keys(&self) -> (Vec<Sheet>, Vec<Mistake>) {
        let mut sheets = vec![self.sheet.clone().table("keys")];
        match self.file("keymap.toml") {
            Ok(file) => {
                sheets.extend(file);
                (sheets, Vec::new())
            }
            Err(mistake) => (sheets, vec![mistake]),
        }
    }

    /// Which theme they want, if they say so.
    ///
    /// # Errors
    /// When what they say is no name, or the file of that name can't be read.
    pub fn theme(&self) -> Result<Option<Wish>, Mistake> {
        let (entries, _) = self.sheet.entries();
        let Some(entry) = entries.into_iter().find(|entry| entry.name == "theme") else {
            return Ok(None);
        };
        let at = entry.value_at;
        match entry.value {
            Value::Text(name) if is_plain(&name) => {
                let own = self.file(&format!("themes/{name}.toml"))?;
                Ok(Some(Wish { name, own, at }))
            }
            Value::Text(_) | Value::Texts(_) | Value::Table(_) | Value::Other => {
                let words = "the name of a theme belongs here, such as \"dark\"";
                Err(self.sheet.mistake(at, words))
            }
        }
    }

    /// What is said where there is no theme of the name that they want.
    pub fn no_such_theme<'a>(&self, wish: &Wish, known: impl Iterator<Item = &'a str>) -> Mistake {
        let words = unknown("theme", &wish.name, known);
        let place = self.folder.join("themes");
        let words = format!("{words}; your own are looked for in {}", place.display());
        self.sheet.mistake(wish.at, words)
    }

    /// A file beside the configuration, if it is there.
    fn file(&self, name: &str) -> Result<Option<Sheet>, Mistake> {
        let path = self.folder.join(name);
        let shown = Clean::from(path.display().to_string());
        match text(&path) {
            Ok(text) => Ok(Some(Sheet::new(shown, text))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => {
                let words = format!("the file can't be read: {error}");
                Err(Sheet::new(shown, "").mistake(0, words))
            }
        }
    }
}

fn text(path: &Path) -> io::Result<String> {
    let no_text = |_| io::Error::other("the text is not UTF-8");
    String::from_utf8(read(path)?).map_err(no_text)
}

/// Whether a name is nothing but a name: no way into another folder.
fn is_plain(name: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    !name.is_empty() && name.chars().all(plain)
}

//! Themes: files that say how each meaning looks. The shipped ones are part of the program; a person's own lies over one
//! of them and names only what it changes.

mod depth;
mod read;

use std::ops::Deref;

use ratatui::style::Modifier;

pub use depth::Depth;

use super::Styles;
use crate::domain::{Entry, Mistake, Sheet, Value, unknown};

/// A shipped theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// For dark backgrounds.
    Dark,
    /// For light backgrounds.
    Light,
    /// The terminal's own colours, for a background that nobody knows.
    Terminal,
    /// Without colour.
    None,
}

impl Theme {
    /// All of them.
    pub const ALL: [Theme; 4] = [Theme::Dark, Theme::Light, Theme::Terminal, Theme::None];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Theme::Dark => "dark",
            Theme::Light => "light",
            Theme::Terminal => "terminal",
            Theme::None => "none",
        }
    }

    /// The theme of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }

    const fn text(self) -> &'static str {
        match self {
            Theme::Dark => include_str!("../../assets/themes/dark.toml"),
            Theme::Light => include_str!("../../assets/themes/light.toml"),
            Theme::Terminal => include_str!("../../assets/themes/terminal.toml"),
            Theme::None => include_str!("../../assets/themes/none.toml"),
        }
    }
}

impl Styles {
    /// A shipped theme, as far as a terminal can show it.
    pub fn of(theme: Theme, depth: Depth) -> Self {
        let sheet = Sheet::new(theme.name(), theme.text());
        let (entries, _) = sheet.entries();
        let mut styles = Self::default();
        styles.lay_over(&entries, &sheet);
        styles.shown_by(depth)
    }

    /// A person's own theme over the shipped one that it names as its base, else over `base`; and what in it makes no
    /// sense.
    pub fn own(sheet: &Sheet, base: Theme, depth: Depth) -> (Self, Vec<Mistake>) {
        let (mut entries, mut mistakes) = sheet.entries();
        let named = entries.extract_if(.., |entry| entry.name == "base").last();
        let base = match named.map(|entry| base_of(&entry, sheet)) {
            Some(Err(mistake)) => {
                mistakes.push(mistake);
                base
            }
            Some(Ok(named)) => named,
            None => base,
        };
        let mut styles = Self::of(base, Depth::Full);
        mistakes.extend(styles.lay_over(&entries, sheet));
        (styles.shown_by(depth), mistakes)
    }

    fn lay_over(&mut self, entries: &[Entry], sheet: &Sheet) -> Vec<Mistake> {
        let mut mistakes = Vec::new();
        for entry in entries {
            let known = Self::MEANINGS.iter().find(|(name, _)| *name == entry.name);
            let Some((_, place)) = known else {
                let names = Self::MEANINGS.iter().map(|(name, _)| *name);
                let words = unknown("meaning", &entry.name, names.chain(["base"]));
                mistakes.push(sheet.mistake(entry.at, words));
                continue;
            };
            let wrong = read::style(entry, place(self));
            mistakes.extend(
                wrong
                    .into_iter()
                    .map(|(at, words)| sheet.mistake(at, words)),
            );
        }
        mistakes
    }

    fn shown_by(mut self, depth: Depth) -> Self {
        for (name, place) in Self::MEANINGS {
            let style = place(&mut self);
            *style = depth.shows(*style, *name == "selected");
        }
        // What is dim in a row stays readable under the cursor.
        self.selected = self.selected.remove_modifier(Modifier::DIM);
        self
    }
}

fn base_of(entry: &Entry, sheet: &Sheet) -> Result<Theme, Mistake> {
    let names = Theme::ALL.map(Theme::name);
    let words = match &entry.value {
        Value::Text(name) => match Theme::named(name) {
            Some(theme) => return Ok(theme),
            None => unknown("base", name, names.iter().map(Deref::deref)),
        },
        Value::Texts(_) | Value::Table(_) | Value::Other => {
            format!(
                "the name of a shipped theme belongs here: {}",
                names.join(", ")
            )
        }
    };
    Err(sheet.mistake(entry.value_at, words))
}

#[cfg(test)]
mod tests;

use std::{fmt, ops::Range, path::Path};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::Clean;

/// A text in TOML with which a person changes what is shipped: keys or colours.
///
/// It is read leniently: what makes no sense is a [`Mistake`] with its place, and the rest counts.
#[derive(Clone, Default)]
pub struct Sheet {
    file: Clean,
    text: String,
    table: Option<&'static str>,
}

/// Something that a sheet says: a name and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name.
    pub name: String,
    /// Where the name stands, in bytes.
    pub at: usize,
    /// The value.
    pub value: Value,
    /// Where the value stands, in bytes.
    pub value_at: usize,
}

/// What an entry can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Text(String),
    /// Several texts, each with its place.
    Texts(Vec<(String, usize)>),
    /// More entries.
    Table(Vec<Entry>),
    /// Anything else.
    Other,
}

/// Something in a sheet that makes no sense, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The file.
    pub file: Clean,
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// What is wrong there, and what may have been meant.
    pub words: Clean,
}

impl Sheet {
    /// A file that is about nothing else.
    pub fn new(file: impl Into<Clean>, text: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            text: text.into(),
            table: None,
        }
    }

    /// One table of a file.
    #[must_use]
    pub fn table(self, name: &'static str) -> Self {
        Self {
            table: Some(name),
            ..self
        }
    }

    /// What it says, in the order of the text, and what can't be read of it.
    pub fn entries(&self) -> (Vec<Entry>, Vec<Mistake>) {
        let (whole, errors) = DeTable::parse_recoverable(&self.text);
        let all = entries(whole.get_ref());
        let Some(name) = self.table else {
            let mistake = |error: &toml::de::Error| {
                let at = error.span().unwrap_or_default().start;
                self.mistake(at, error.message().replace('\n', "; "))
            };
            return (all, errors.iter().map(mistake).collect());
        };
        match all.into_iter().find(|entry| entry.name == name) {
            None => (Vec::new(), Vec::new()),
            Some(Entry {
                value: Value::Table(entries),
                ..
            }) => (entries, Vec::new()),
            Some(entry) => {
                let mistake = self.mistake(entry.value_at, "a table belongs here");
                (Vec::new(), vec![mistake])
            }
        }
    }

    /// Something is wrong with what stands at a byte of the text.
    pub fn mistake(&self, at: usize, words: impl Into<Clean>) -> Mistake {
        let before = self.text.get(..at).unwrap_or(&self.text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        Mistake {
            file: self.file.clone(),
            line: 1 + before.matches('\n').count(),
            column: 1 + line.chars().count(),
            words: words.into(),
        }
    }
}

/// Without the text: a configuration is nobody else's business.
impl fmt::Debug for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sheet")
            .field("file", &self.file)
            .field("table", &self.table)
            .finish_non_exhaustive()
    }
}

impl Mistake {
    /// The same in little room: of the file its name alone, and the numbers as compilers write them.
    pub fn brief(&self) -> Clean {
        let name = Path::new(self.file.as_str()).file_name();
        let name = name.map_or_else(|| self.file.as_str().into(), |name| name.to_string_lossy());
        let Self {
            line,
            column,
            words,
            ..
        } = self;
        Clean::from(format!("{name}:{line}:{column}: {words}"))
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            line,
            column,
            words,
        } = self;
        write!(f, "{file}, line {line}, column {column}: {words}")
    }
}

/// What is said of a name that nobody knows: that it is not there, and the known one that is most like it.
pub fn unknown<'a>(what: &str, written: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    const ALIKE: f64 = 0.5;
    let likeness = |name: &'a str| {
        (
            strsim::normalized_damerau_levenshtein(&written.to_lowercase(), name),
            name,
        )
    };
    let best = known
        .into_iter()
        .map(likeness)
        .max_by(|(one, _), (other, _)| one.total_cmp(other));
    match best {
        Some((alike, name)) if alike >= ALIKE => {
            format!("there is no {what} \"{written}\"; the nearest is \"{name}\"")
        }
        Some(_) | None => format!("there is no {what} \"{written}\""),
    }
}

fn entries(table: &DeTable<'_>) -> Vec<Entry> {
    let mut entries: Vec<_> = table
        .iter()
        .map(|(name, value)| Entry {
            name: name.get_ref().to_string(),
            at: name.span().start,
            value: read(value),
            value_at: value.span().start,
        })
        .collect();
    entries.sort_by_key(|entry| entry.at);
    entries
}

fn read(value: &Spanned<DeValue<'_>>) -> Value {
    let text = |value: &Spanned<DeValue<'_>>| {
        let Range { start, .. } = value.span();
        Some((value.get_ref().as_str()?.to_owned(), start))
    };
    match value.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Table(table) => Value::Table(entries(table)),
        DeValue::Array(values) => {
            let texts: Option<Vec<_>> = values.iter().map(text).collect();
            texts.map_or(Value::Other, Value::Texts)
        }
        _ => Value::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_by_line_and_character() {
        let sheet = Sheet::new("/home/me/keymap.toml", "# Größe\nä = \"ö\" x");
        let at = sheet.text.find('x').unwrap();
        let mistake = sheet.mistake(at, "wrong");
        assert_eq!(
            mistake.to_string(),
            "/home/me/keymap.toml, line 2, column 9: wrong"
        );
        assert_eq!(mistake.brief().as_str(), "keymap.toml:2:9: wrong");
    }

    #[test]
    fn what_can_be_read_counts_and_what_can_not_is_told() {
        let sheet = Sheet::new("a.toml", "one = \"1\"\ntwo = \nthree = [\"3\"]\n");
        let (entries, mistakes) = sheet.entries();
        let names: Vec<_> = entries.iter().map(|entry| entry.name.as_str()).collect();
        assert!(
            names.starts_with(&["one"]) && names.ends_with(&["three"]),
            "{names:?}"
        );
        assert_eq!(mistakes.iter().map(|it| it.line).collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn a_table_of_a_file_stands_for_itself() {
        let text = "undo = 1\nkeys.list.j = \"down\"\n[keys.form]\n";
        let (entries, mistakes) = Sheet::new("a.toml", text).table("keys").entries();
        let names: Vec<_> = entries.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!((names, mistakes.len()), (vec!["list", "form"], 0));
        let sheet = Sheet::new("a.toml", "x = 1\nkeys = 5").table("keys");
        assert_eq!(sheet.entries().1[0].line, 2);
    }

    #[test]
    fn a_slip_leads_to_what_was_meant() {
        let known = ["users", "list"];
        assert!(unknown("place", "Uesrs", known).ends_with("the nearest is \"users\""));
        assert_eq!(
            unknown("place", "moon", known),
            "there is no place \"moon\""
        );
    }
}

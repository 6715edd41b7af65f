use memchr::{memchr_iter, memmem::Finder};

/// Parts the columns in a row's text: no text holds it.
const PART: char = '\u{1F}';

/// How much of a column is looked through, in bytes.
const MOST: usize = 4096;

/// The text of a row as the filter looks at it: all columns in lower case, in one piece. A hundred thousand of them are
/// looked through at every key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchText(Box<str>);

/// A text in lower case that is looked for in many rows.
#[derive(Clone, Debug)]
pub struct Needle {
    text: String,
    finder: Finder<'static>,
}

impl SearchText {
    /// Takes the texts of the columns in their order.
    pub fn new<T: AsRef<str>>(columns: impl IntoIterator<Item = T>) -> Self {
        let mut text = String::new();
        for (n, column) in columns.into_iter().enumerate() {
            if n > 0 {
                text.push(PART);
            }
            push_lower(&mut text, column.as_ref());
        }
        Self(text.into())
    }

    /// A column's text.
    pub fn column(&self, at: usize) -> &str {
        let mut parts = memchr_iter(PART as u8, self.0.as_bytes());
        let start = match at.checked_sub(1) {
            None => Some(0),
            Some(before) => parts.nth(before).map(|part| part + 1),
        };
        let end = parts.next().unwrap_or(self.0.len());
        start
            .and_then(|start| self.0.get(start..end))
            .unwrap_or_default()
    }

    /// Whether any column has this text.
    pub fn holds(&self, needle: &Needle) -> bool {
        needle.is_in(&self.0)
    }

    /// Whether one of these columns has this text.
    pub fn holds_in(&self, columns: &[usize], needle: &Needle) -> bool {
        self.holds(needle) && columns.iter().any(|at| needle.is_in(self.column(*at)))
    }
}

impl Needle {
    /// A text to be looked for in any case.
    pub fn new(text: &str) -> Self {
        let text = text.to_lowercase();
        Self {
            finder: Finder::new(&text).into_owned(),
            text,
        }
    }

    /// The text in lower case.
    pub fn text(&self) -> &str {
        &self.text
    }

    fn is_in(&self, text: &str) -> bool {
        self.finder.find(text.as_bytes()).is_some()
    }
}

impl PartialEq for Needle {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

fn push_lower(text: &mut String, column: &str) {
    let mut ends = (0..=MOST.min(column.len())).rev();
    let end = ends.find(|end| column.is_char_boundary(*end));
    let column = end.and_then(|end| column.get(..end)).unwrap_or(column);
    if column.is_ascii() {
        text.extend(column.chars().map(|c| match c {
            PART => ' ',
            other => other.to_ascii_lowercase(),
        }));
    } else {
        text.push_str(&column.to_lowercase().replace(PART, " "));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stay_apart_whatever_is_in_them() {
        let text = SearchText::new(["Ab\u{1F}c", "", "MÜLLER"]);
        let columns: Vec<_> = (0..4).map(|at| text.column(at)).collect();
        assert_eq!(columns, ["ab c", "", "müller", ""]);
        let holds = |part: &str| text.holds(&Needle::new(part));
        assert!(holds("ÜLL") && !holds("cm"));
        assert!(text.holds_in(&[2], &Needle::new("m")));
        assert!(!text.holds_in(&[0, 1], &Needle::new("m")));
    }

    #[test]
    fn of_a_megabyte_the_beginning_is_looked_through() {
        let long = format!("Ähre{}end", "ü".repeat(1 << 19));
        let text = SearchText::new([long.as_str(), "b"]);
        assert!(text.holds(&Needle::new("ähreü")) && !text.holds(&Needle::new("end")));
        assert_eq!(text.column(1), "b");
        assert!(text.column(0).len() <= MOST);
    }
}

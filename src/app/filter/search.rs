/// Parts the columns in a row's text: no text holds it.
const PART: char = '\u{1F}';

/// The text of a row as the filter looks at it: all columns in lower case, in one piece.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchText(Box<str>);

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
        self.0.split(PART).nth(at).unwrap_or("")
    }

    /// Whether any column has this text, which is in lower case.
    pub fn holds(&self, text: &str) -> bool {
        self.0.contains(text)
    }
}

fn push_lower(text: &mut String, column: &str) {
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
        assert_eq!(text.column(0), "ab c");
        assert_eq!(text.column(1), "");
        assert_eq!(text.column(2), "müller");
        assert!(text.holds("üll") && !text.holds("cm"));
    }
}

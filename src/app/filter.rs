use std::borrow::Cow;

use tui_textarea::TextArea;

/// What the rows of a table are narrowed down to: words that must all occur (`anna acme`), in a column (`status:pending`),
/// or not (`!owner`). Case makes no difference.
#[derive(Debug, Default)]
pub struct Filter {
    terms: Vec<Term>,
    text: String,
    /// The line being typed, while it is typed.
    pub input: Option<TextArea<'static>>,
}

#[derive(Debug)]
struct Term {
    negated: bool,
    column: Option<String>,
    text: String,
}

impl Filter {
    /// The text as typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it leaves every row.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Takes another text; `true` when that makes a difference.
    pub fn set(&mut self, text: &str) -> bool {
        let changed = self.text != text;
        text.clone_into(&mut self.text);
        self.terms = text.split_whitespace().filter_map(Term::parse).collect();
        changed
    }

    /// Opens the line for typing, with the present text in it.
    pub fn edit(&mut self) {
        let mut input = TextArea::new(vec![self.text.clone()]);
        input.move_cursor(tui_textarea::CursorMove::End);
        self.input = Some(input);
    }

    /// Whether a row stays, given the lower-cased text of each of its columns by the column's name.
    pub fn matches(&self, columns: &[(&str, Cow<'_, str>)]) -> bool {
        self.terms.iter().all(|term| term.matches(columns))
    }
}

impl Term {
    fn parse(word: &str) -> Option<Self> {
        let (negated, word) = word
            .strip_prefix('!')
            .map_or((false, word), |rest| (true, rest));
        let (column, text) = match word.split_once(':') {
            Some((column, text)) if !column.is_empty() => (Some(column.to_lowercase()), text),
            Some(_) | None => (None, word),
        };
        (!text.is_empty()).then(|| Self {
            negated,
            column,
            text: text.to_lowercase(),
        })
    }

    fn matches(&self, columns: &[(&str, Cow<'_, str>)]) -> bool {
        let holds = |text: &str| text.contains(&self.text);
        let found = match &self.column {
            Some(name) if columns.iter().any(|(known, _)| begins(known, name)) => columns
                .iter()
                .any(|(known, text)| begins(known, name) && holds(text)),
            Some(name) => {
                let whole = format!("{name}:{}", self.text);
                columns.iter().any(|(_, text)| text.contains(&whole))
            }
            None => columns.iter().any(|(_, text)| holds(text)),
        };
        found != self.negated
    }
}

/// Whether a column's heading begins with what was typed for it, in lower case.
fn begins(title: &str, name: &str) -> bool {
    title.to_lowercase().starts_with(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(filter: &str) -> bool {
        let mut parsed = Filter::default();
        parsed.set(filter);
        parsed.matches(&[
            ("name", "anna müller".into()),
            ("email", "anna@acme.example".into()),
            ("status", "on".into()),
        ])
    }

    #[test]
    fn words_must_all_occur_and_case_makes_no_difference() {
        assert!(matches(""));
        assert!(matches("ANNA acme"));
        assert!(matches("MÜLLER"));
        assert!(!matches("anna bob"));
    }

    #[test]
    fn a_word_can_name_its_column_or_be_excluded() {
        assert!(matches("email:acme"));
        assert!(!matches("name:acme"));
        assert!(matches("!bob"));
        assert!(!matches("!status:on"));
        assert!(!matches("odd:word"));
    }
}

//! What the rows of a table are narrowed down to.

mod hits;
mod search;
mod term;

use nucleo_matcher::{Config, Matcher, Utf32Str};
use tui_textarea::TextArea;

pub use hits::Hits;
pub use search::{Needle, Piece, SearchText, lower, part_range, parts};

use self::term::{Term, words};
use super::{Head, typed_into};

/// Words that must all occur (`anna acme`), in a field (`status:pending`), about so (`~ana`), or not (`!owner`); what holds
/// blanks stands in quotes. Case makes no difference.
#[derive(Debug, Default)]
pub struct Filter {
    fields: Vec<Head>,
    terms: Vec<Term>,
    text: String,
    /// The line being typed, while it is typed.
    pub input: Option<TextArea<'static>>,
}

/// A filter at work: what fuzzy matching needs is made once for many rows.
#[derive(Clone)]
pub struct Sieve<'a> {
    terms: &'a [Term],
    /// For each term, what it finds in each of the texts that rows have in common, as far as that was asked.
    common: Vec<Vec<Option<bool>>>,
    matcher: Matcher,
    buffer: Vec<char>,
}

impl Filter {
    /// A filter for rows with these columns.
    pub fn over(fields: impl IntoIterator<Item = Head>) -> Self {
        Self {
            fields: fields.into_iter().collect(),
            ..Self::default()
        }
    }

    /// The text as typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it leaves every row.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether some rows fit better than others.
    pub fn is_fuzzy(&self) -> bool {
        self.terms.iter().any(Term::is_fuzzy)
    }

    /// Whether a million rows are sifted within a frame.
    pub fn is_quick(&self) -> bool {
        self.is_empty() || self.only_part().is_some()
    }

    /// What it looks for, where that is one text in any column.
    pub fn only_part(&self) -> Option<&Needle> {
        match self.terms.as_slice() {
            [only] => only.part(),
            [] | [..] => None,
        }
    }

    /// Takes another text.
    pub fn set(&mut self, text: &str) -> Change {
        if self.text == text {
            return Change::None;
        }
        text.clone_into(&mut self.text);
        let new: Vec<_> = words(text)
            .iter()
            .filter_map(|word| Term::parse(word, &self.fields))
            .collect();
        let old = std::mem::replace(&mut self.terms, new);
        let narrows = |old: &Term| self.terms.iter().any(|new| new.narrows(old));
        if old == self.terms {
            Change::None
        } else if old.iter().all(narrows) {
            Change::Narrower
        } else {
            Change::Other
        }
    }

    /// Opens the line for typing, with the present text in it.
    pub fn edit(&mut self) {
        self.input = Some(typed_into(&self.text));
    }

    /// The filter at work.
    pub fn sieve(&self) -> Sieve<'_> {
        Sieve {
            terms: &self.terms,
            common: vec![Vec::new(); self.terms.len()],
            matcher: Matcher::new(Config::DEFAULT),
            buffer: Vec::new(),
        }
    }

    /// Finds what made rows match.
    pub fn hits(&self) -> Hits<'_> {
        Hits::of_terms(&self.terms)
    }

    /// The name before a colon that no field has.
    pub fn unknown(&self) -> Option<&str> {
        self.terms.iter().find_map(Term::unknown)
    }

    /// A value that begins with a sign that compares, which no field understands.
    pub fn compares(&self) -> Option<&str> {
        self.terms.iter().find_map(Term::compares)
    }

    /// The fields that can be named: all, or those that the word at the end of the line begins.
    pub fn offered(&self) -> Vec<&'static str> {
        let last = self.text.rsplit(char::is_whitespace).next().unwrap_or("");
        let begun = last.trim_start_matches('!').to_lowercase();
        let names = || self.fields.iter().map(Head::name);
        let fitting: Vec<_> = names()
            .filter(|name| name.starts_with(begun.as_str()))
            .collect();
        if fitting.is_empty() {
            names().collect()
        } else {
            fitting
        }
    }
}

/// What another text makes of the rows that are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    None,
    /// Some of them go, and none comes.
    Narrower,
    /// Anything.
    Other,
}

impl Sieve<'_> {
    /// How well a row fits; `None` when it doesn't.
    pub fn score(&mut self, text: &SearchText<'_>) -> Option<u32> {
        let mut total = 0;
        for (term, common) in self.terms.iter().zip(&mut self.common) {
            let found = match term.fuzzy() {
                Some((atom, columns)) => columns
                    .iter()
                    .filter_map(|at| {
                        let text = Utf32Str::new(text.column(*at), &mut self.buffer);
                        atom.score(text, &mut self.matcher)
                    })
                    .max()
                    .map(u32::from),
                None => (in_common(term, text, common) || term.is_in_own(text)).then_some(0),
            };
            total += match (found, term.negated) {
                (Some(score), false) => score,
                (None, true) => 0,
                (Some(_), true) | (None, false) => return None,
            };
        }
        Some(total)
    }
}

/// Whether a term is in what a row has in common with others; each of those texts is looked at once.
fn in_common(term: &Term, text: &SearchText<'_>, known: &mut Vec<Option<bool>>) -> bool {
    if known.len() <= text.number {
        known.resize(text.number + 1, None);
    }
    let Some(known) = known.get_mut(text.number) else {
        return false;
    };
    *known.get_or_insert_with(|| term.is_in_common(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: [Head; 4] = [
        Head::growing("Name", 10, 1, &["name"]).naming(),
        Head::growing("E-mail", 10, 1, &["email"]).naming(),
        Head::fixed("2FA", 4, &["2fa", "two-factor"]),
        Head::fixed("Status", 4, &["status"]).common(),
    ];

    fn filter(text: &str) -> Filter {
        let mut filter = Filter::over(FIELDS);
        filter.set(text);
        filter
    }

    fn finds(text: &str, own: [&str; 3], common: [&str; 1]) -> bool {
        let lowered = |columns: &[&str]| {
            let mut text = String::new();
            lower(&mut text, columns);
            text
        };
        let row = SearchText {
            own: &lowered(&own),
            common: &lowered(&common),
            number: 3,
            pieces: &Piece::of(FIELDS),
        };
        filter(text).sieve().score(&row).is_some()
    }

    fn matches(text: &str) -> bool {
        finds(
            text,
            ["Anna Müller", "anna@acme.example", "off"],
            ["active"],
        )
    }

    #[test]
    fn words_must_all_occur_and_case_makes_no_difference() {
        assert!(matches(""));
        assert!(matches("ANNA acme"));
        assert!(matches("MÜLLER"));
        assert!(!matches("anna bob"));
    }

    #[test]
    fn a_word_can_name_its_field_or_be_excluded() {
        assert!(matches("email:acme") && !matches("name:acme"));
        assert!(matches("2fa:off") && matches("two:off") && matches("stat:act"));
        assert!(matches("!bob") && !matches("!anna") && !matches("!status:active"));
        assert!(matches("status:"), "nothing is asked of it yet");
    }

    #[test]
    fn quotes_hold_a_value_together() {
        assert!(matches("\"anna m\"") && matches("name:\"anna m\"") && matches("!\"m anna\""));
        assert!(matches("name:\"anna m"), "the closing one may still come");
        assert!(!matches("name:\"anna x\""));
    }

    #[test]
    fn a_tilde_finds_names_by_some_of_their_letters() {
        assert!(matches("~anmlr") && matches("~muller") && !matches("~zebra"));
        assert!(matches("!~zebra") && matches("email:~acmex"));
        assert!(!matches("~active"), "it looks at names alone");
    }

    #[test]
    fn a_field_that_does_not_exist_is_looked_for_as_a_text() {
        assert_eq!(filter("colour:red").unknown(), Some("colour"));
        assert_eq!(filter("status:x").unknown(), None);
        assert!(!matches("colour:red"));
        assert!(finds(
            "https://acme",
            ["https://acme.example", "", ""],
            [""]
        ));
        assert_eq!(filter("https://acme").unknown(), None);
    }

    #[test]
    fn a_longer_word_narrows_and_a_longer_exclusion_does_not() {
        let change = |before: &str, after: &str| filter(before).set(after);
        assert_eq!(change("an", "ann"), Change::Narrower);
        assert_eq!(change("an", "an b"), Change::Narrower);
        assert_eq!(change("an", "an "), Change::None);
        assert_eq!(change("!an", "!ann"), Change::Other);
        assert_eq!(change("status", "status:a"), Change::Other);
        assert_eq!(change("~an", "~ann"), Change::Narrower);
        assert_eq!(change("ann", "an"), Change::Other);
    }

    #[test]
    fn the_fields_that_fit_what_is_typed_are_offered() {
        assert_eq!(filter("").offered(), ["name", "email", "2fa", "status"]);
        assert_eq!(filter("anna !sta").offered(), ["status"]);
    }
}

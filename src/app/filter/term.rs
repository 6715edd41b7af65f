use nucleo_matcher::{
    Matcher, Utf32Str,
    pattern::{Atom, AtomKind, CaseMatching, Normalization},
};

use super::{SearchText, search::Needle};
use crate::app::Head;

/// A word of the filter.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Term {
    pub negated: bool,
    pub scope: Scope,
    pub look: Look,
    unknown: Option<String>,
}

/// Where a term looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// In every column.
    Everywhere,
    /// In these.
    Columns(Vec<usize>),
}

/// What a term looks for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Look {
    /// A text.
    Part(Box<Needle>),
    /// Its letters, in this order.
    Letters(String, Atom),
}

/// The words of a line: parted by blanks, those in quotes excepted. A quote that was not closed goes to the end.
pub(super) fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match (c, words.last_mut()) {
            ('"', _) => quoted = !quoted,
            (c, _) if c.is_whitespace() && !quoted => words.push(String::new()),
            (c, Some(word)) => word.push(if c.is_control() { ' ' } else { c }),
            (_, None) => {}
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

impl Term {
    /// Reads a word; `None` when it asks for nothing yet.
    pub fn parse(word: &str, fields: &[Head]) -> Option<Self> {
        let (negated, word) = without(word, '!');
        let named = word.split_once(':').filter(|(name, _)| is_name(name));
        let columns = named.map(|(name, _)| columns(&name.to_lowercase(), fields));
        let unknown = matches!(&columns, Some(columns) if columns.is_empty());
        let (scope, text) = match (columns, named) {
            (Some(columns), Some((_, text))) if !unknown => (Scope::Columns(columns), text),
            _ => (Scope::Everywhere, word),
        };
        let (fuzzy, text) = without(text, '~');
        if text.is_empty() {
            return None;
        }
        let look = if fuzzy {
            let (case, normalization) = (CaseMatching::Ignore, Normalization::Smart);
            let atom = Atom::new(text, case, normalization, AtomKind::Fuzzy, false);
            Look::Letters(text.to_lowercase(), atom)
        } else {
            Look::Part(Box::new(Needle::new(text)))
        };
        let scope = match (scope, &look) {
            (Scope::Everywhere, Look::Letters(..)) => Scope::Columns(naming(fields)),
            (scope, _) => scope,
        };
        Some(Self {
            negated,
            scope,
            look,
            unknown: named
                .filter(|(_, text)| unknown && !text.starts_with("//"))
                .map(|(name, _)| name.to_owned()),
        })
    }

    pub fn is_fuzzy(&self) -> bool {
        matches!(self.look, Look::Letters(..)) && !self.negated
    }

    /// The name before its colon, where no field is called so.
    pub fn unknown(&self) -> Option<&str> {
        self.unknown.as_deref()
    }

    /// The text that it looks for in a field, where that begins with a sign that compares.
    pub fn compares(&self) -> Option<&str> {
        match (&self.scope, &self.look) {
            (Scope::Columns(_), Look::Part(part)) => {
                Some(part.text()).filter(|text| text.starts_with(['<', '>', '=']))
            }
            (Scope::Everywhere, _) | (_, Look::Letters(..)) => None,
        }
    }

    /// Whether only rows that fit `old` can fit this one.
    pub fn narrows(&self, old: &Self) -> bool {
        if (self.negated, &self.scope) != (old.negated, &old.scope) {
            return false;
        }
        match (&self.look, &old.look) {
            (Look::Part(new), Look::Part(old)) if !self.negated => new.text().contains(old.text()),
            (Look::Letters(new, _), Look::Letters(old, _)) if !self.negated => {
                new.starts_with(old.as_str())
            }
            (new, old) => new == old,
        }
    }

    /// How well a row fits; `None` when it doesn't.
    pub fn score(
        &self,
        text: &SearchText,
        matcher: &mut Matcher,
        buffer: &mut Vec<char>,
    ) -> Option<u32> {
        let found = match (&self.look, &self.scope) {
            (Look::Part(part), Scope::Everywhere) => text.holds(part).then_some(0),
            (Look::Part(part), Scope::Columns(columns)) => {
                text.holds_in(columns, part).then_some(0)
            }
            (Look::Letters(..), Scope::Everywhere) => None,
            (Look::Letters(_, atom), Scope::Columns(columns)) => columns
                .iter()
                .filter_map(|at| atom.score(Utf32Str::new(text.column(*at), buffer), matcher))
                .max()
                .map(u32::from),
        };
        match (found, self.negated) {
            (Some(score), false) => Some(score),
            (None, true) => Some(0),
            (Some(_), true) | (None, false) => None,
        }
    }
}

/// A word without the sign that it begins with, and whether it had it.
fn without(word: &str, sign: char) -> (bool, &str) {
    word.strip_prefix(sign)
        .map_or((false, word), |rest| (true, rest))
}

fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    !name.is_empty() && chars.all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

/// The columns of that name, else those whose name begins so.
fn columns(name: &str, fields: &[Head]) -> Vec<usize> {
    let called = |fits: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let found = fields.iter().enumerate();
        found
            .filter(|(_, head)| head.names.iter().any(|name| fits(name)))
            .map(|(at, _)| at)
            .collect()
    };
    let exact = called(&|known| known == name);
    if exact.is_empty() {
        called(&|known| known.starts_with(name))
    } else {
        exact
    }
}

/// The columns with what people call a record.
fn naming(fields: &[Head]) -> Vec<usize> {
    let found = fields.iter().enumerate();
    found
        .filter(|(_, head)| head.naming)
        .map(|(at, _)| at)
        .collect()
}

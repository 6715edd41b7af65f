//! What of a shown value the filter found.

use std::ops::Range;

use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::term::{Look, Scope, Term};
use crate::domain::apart;

/// Finds what made rows match. What fuzzy matching needs is made once for all of them.
pub struct Hits<'a> {
    terms: &'a [Term],
    matcher: Option<Matcher>,
}

impl<'a> Hits<'a> {
    pub(super) fn of_terms(terms: &'a [Term]) -> Self {
        Self {
            terms,
            matcher: None,
        }
    }

    /// Which parts of a column's value made the row match, as byte ranges of what is shown, in order and apart.
    pub fn of(&mut self, column: usize, shown: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for term in self.terms {
            let is_here = match &term.scope {
                Scope::Everywhere => true,
                Scope::Columns(columns) => columns.contains(&column),
            };
            if term.negated || !is_here {
                continue;
            }
            match &term.look {
                Look::Part(part) => found.extend(parts(shown, part.text())),
                Look::Letters(_, atom) => {
                    let (mut buffer, mut indices) = (Vec::new(), Vec::new());
                    let new = || Matcher::new(Config::DEFAULT);
                    let matcher = self.matcher.get_or_insert_with(new);
                    let haystack = Utf32Str::new(shown, &mut buffer);
                    if atom.indices(haystack, matcher, &mut indices).is_some() {
                        found.extend(letters(shown, &indices));
                    }
                }
            }
        }
        apart(found)
    }
}

/// Where a text in lower case stands in another, whatever its case.
fn parts(shown: &str, part: &str) -> Vec<Range<usize>> {
    if shown.is_ascii() {
        let lower = shown.to_ascii_lowercase();
        let found = lower.match_indices(part);
        let found = found.map(|(at, text)| at..at + text.len());
        return found.filter(|found| !found.is_empty()).collect();
    }
    let mut lower = String::with_capacity(shown.len());
    // For each byte of the lower-cased text, the character that it comes from.
    let mut origin = Vec::with_capacity(shown.len());
    for (at, c) in shown.char_indices() {
        lower.extend(c.to_lowercase());
        origin.resize(lower.len(), at..at + c.len_utf8());
    }
    let found = lower.match_indices(part);
    found
        .filter_map(|(at, text)| {
            let first = origin.get(at)?;
            let last = origin.get(at + text.len().checked_sub(1)?)?;
            Some(first.start..last.end)
        })
        .collect()
}

/// The characters at some positions. A text in one-byte characters is counted by characters, others by clusters.
fn letters(shown: &str, indices: &[u32]) -> Vec<Range<usize>> {
    use unicode_segmentation::UnicodeSegmentation;
    let wanted = |n: &usize| u32::try_from(*n).is_ok_and(|n| indices.contains(&n));
    shown
        .grapheme_indices(true)
        .enumerate()
        .filter(|(n, _)| wanted(n))
        .map(|(_, (at, cluster))| at..at + cluster.len())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_found_in_any_case() {
        assert_eq!(parts("Anna MÜLLER", "üll"), vec![6..10]);
        assert_eq!(parts("aXa", "a"), [0..1, 2..3]);
        assert_eq!(parts("İx", "x"), vec![2..3]);
    }
}

//! A packed row without the texts that are in its search texts anyway: ids, addresses and roles mostly are in lower case.

use memchr::memchr_iter;

use crate::app::filter::parts;

/// Shorter texts are not worth the two bytes that say where they were.
const WORTH: usize = 6;
/// Rows have fewer texts: what is made for so many need not grow.
const MANY: usize = 16;

/// Adds what is left of a packed row to others: how many texts were taken out, where each was and which it is, and the rest.
pub fn fold(row: &mut Vec<u8>, texts: [&str; 2], into: &mut Vec<u8>) {
    let count = into.len();
    into.push(0);
    let mut folded = 0;
    for (nth, part) in (0..u8::MAX).zip(texts.into_iter().flat_map(parts)) {
        if part.len() >= WORTH
            && let Some(at) = find(row, part.as_bytes())
            && let Ok(place) = u8::try_from(at)
        {
            row.drain(at..at + part.len());
            into.extend([place, nth]);
            folded += 1;
        }
    }
    if let Some(count) = into.get_mut(count) {
        *count = folded;
    }
    into.extend_from_slice(row);
}

/// Where a text is in a row, if it is near its beginning: so short a way that preparing a search would take longer than
/// the search.
fn find(row: &[u8], text: &[u8]) -> Option<usize> {
    let near = row.len().min(text.len() + usize::from(u8::MAX));
    let row = row.get(..near)?;
    let is_here = |at: &usize| row.get(*at..).is_some_and(|rest| rest.starts_with(text));
    memchr_iter(*text.first()?, row).find(is_here)
}

/// The packed row as it was.
pub fn unfold(folded: &[u8], texts: [&str; 2]) -> Option<Vec<u8>> {
    let (count, rest) = folded.split_first()?;
    let (places, rest) = rest.split_at_checked(usize::from(*count) * 2)?;
    let mut all: Vec<&str> = Vec::with_capacity(MANY);
    all.extend(texts.into_iter().flat_map(parts));
    let mut row = Vec::with_capacity(rest.len() + texts.map(str::len).iter().sum::<usize>());
    row.extend_from_slice(rest);
    for place in places.rchunks(2) {
        let [at, nth] = place else { return None };
        let part = all.get(usize::from(*nth))?.as_bytes();
        let (start, end) = (usize::from(*at), usize::from(*at) + part.len());
        let before = row.len();
        row.get(start..)?;
        row.extend_from_slice(part);
        row.copy_within(start..before, end);
        row.get_mut(start..end)?.copy_from_slice(part);
    }
    Some(row)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_folded_unfolds_as_it_was(
            row in "[ab]{0,40}[a-c]{0,300}",
            parts in prop::collection::vec("[ab]{0,12}", 0..6),
            common in prop::collection::vec("[ab]{0,12}", 0..6),
        ) {
            let (text, common) = (parts.join("\u{1F}"), common.join("\u{1F}"));
            let mut folded = b"others".to_vec();
            fold(&mut row.clone().into_bytes(), [&text, &common], &mut folded);
            let unfolded = unfold(&folded[b"others".len()..], [&text, &common]);
            prop_assert_eq!(unfolded, Some(row.into_bytes()));
        }
    }
}

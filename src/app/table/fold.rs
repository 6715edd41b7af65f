//! A packed row without the texts that are in its search texts anyway: ids, addresses and roles mostly are in lower case, and
//! names in lower case but for the first letter of each word.

use std::borrow::Cow;

use memchr::memchr_iter;

use crate::app::filter::parts;

/// Shorter texts are not worth the two bytes that say where they were.
const WORTH: usize = 6;
/// Rows have fewer texts: what is made for so many need not grow.
const MANY: usize = 16;
/// Says of a text, beside which it is, that its words begin with capitals.
const TITLE: u8 = 0x80;

/// Adds what is left of a packed row to others: how many texts were taken out, where each was and which it is, and the rest.
pub fn fold(row: &mut Vec<u8>, texts: [&str; 2], into: &mut Vec<u8>) {
    let count = into.len();
    into.push(0);
    let mut folded = 0;
    for (nth, part) in (0..TITLE).zip(texts.into_iter().flat_map(parts)) {
        if part.len() < WORTH {
            continue;
        }
        let title = || {
            let title = title(part);
            Some((find(row, title.as_bytes())?, title.len(), nth | TITLE))
        };
        let plain = find(row, part.as_bytes()).map(|at| (at, part.len(), nth));
        if let Some((at, length, which)) = plain.or_else(title)
            && let Ok(place) = u8::try_from(at)
        {
            row.drain(at..at + length);
            into.extend([place, which]);
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

/// A text whose words begin with capitals, as names do.
fn title(text: &str) -> String {
    let mut title = String::with_capacity(text.len());
    let mut begins = true;
    for c in text.chars() {
        if begins {
            title.extend(c.to_uppercase());
        } else {
            title.push(c);
        }
        begins = matches!(c, ' ' | '-' | '\'' | '’' | '.');
    }
    title
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
        let [at, which] = place else { return None };
        let part = all.get(usize::from(which & !TITLE))?;
        let part = match which & TITLE {
            0 => Cow::Borrowed(*part),
            _ => Cow::Owned(title(part)),
        };
        let part = part.as_bytes();
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
            row in "[ab]{0,40}[a-c]{0,300}[A-Bab -]{0,20}",
            parts in prop::collection::vec("[ab -]{0,12}", 0..6),
            common in prop::collection::vec("[ab]{0,12}", 0..6),
            name in "[a-cß -]{6,12}",
        ) {
            let row = format!("{}{row}", title(&name));
            let (text, common) = (format!("{name}\u{1F}{}", parts.join("\u{1F}")), common.join("\u{1F}"));
            let mut folded = b"others".to_vec();
            fold(&mut row.clone().into_bytes(), [&text, &common], &mut folded);
            let unfolded = unfold(&folded[b"others".len()..], [&text, &common]);
            prop_assert_eq!(unfolded, Some(row.into_bytes()));
        }
    }

    #[test]
    fn an_address_and_a_name_take_two_bytes_each() {
        for (name, text) in [
            ("Jana Nováková", "jana nováková"),
            ("Zoë O’Brien-Ångström", "zoë o’brien-ångström"),
            ("ليلى منصور", "ليلى منصور"),
        ] {
            let row = format!("<{name}|jana@acme.example>");
            let text = format!("{text}\u{1F}jana@acme.example");
            let mut folded = Vec::new();
            fold(&mut row.clone().into_bytes(), [&text, ""], &mut folded);
            assert_eq!(folded.len(), 1 + 2 * 2 + "<|>".len(), "{name}");
            assert_eq!(unfold(&folded, [&text, ""]), Some(row.into_bytes()));
        }
    }
}

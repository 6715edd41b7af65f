use std::{mem::replace, ops::Range};

use memchr::{memchr, memchr_iter, memmem::Finder};

use crate::app::Head;

/// Parts the columns in a row's text: no text holds it.
const PART: char = '\u{1F}';

/// How much of a column is looked through, in bytes.
const MOST: usize = 4096;

/// The text of a row as the filter looks at it: all columns in lower case, in two pieces. A hundred thousand of them are
/// looked through at every key.
#[derive(Clone, Copy, Debug)]
pub struct SearchText<'a> {
    /// The row's own columns.
    pub own: &'a str,
    /// The columns that it has in common with other rows.
    pub common: &'a str,
    /// The number that all rows with these common columns have, and no others.
    pub number: usize,
    /// Where each column is.
    pub pieces: &'a [Piece],
}

/// Where a column is in a row's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// The how manieth of the row's own.
    Own(usize),
    /// The how manieth of those that it has in common with others.
    Common(usize),
}

/// A text in lower case that is looked for in many rows.
#[derive(Clone, Debug)]
pub struct Needle {
    text: String,
    finder: Finder<'static>,
}

impl Piece {
    /// Where the columns are, in their order.
    pub fn of(columns: impl IntoIterator<Item = Head>) -> Vec<Self> {
        let (mut own, mut common) = (0.., 0..);
        let place = |head: Head| {
            if head.common {
                common.next().map(Piece::Common)
            } else {
                own.next().map(Piece::Own)
            }
        };
        columns.into_iter().filter_map(place).collect()
    }
}

impl<'a> SearchText<'a> {
    /// A column's text.
    pub fn column(&self, at: usize) -> &'a str {
        match self.pieces.get(at) {
            Some(Piece::Own(nth)) => part(self.own, *nth),
            Some(Piece::Common(nth)) => part(self.common, *nth),
            None => "",
        }
    }

    /// Whether one of these columns is the row's own and has this text.
    pub fn own_holds(&self, columns: &[usize], needle: &Needle) -> bool {
        needle.is_in(self.own)
            && columns.iter().any(|at| match self.pieces.get(*at) {
                Some(Piece::Own(nth)) => needle.is_in(part(self.own, *nth)),
                Some(Piece::Common(_)) | None => false,
            })
    }

    /// Whether one of these columns is common and has this text.
    pub fn common_holds(&self, columns: &[usize], needle: &Needle) -> bool {
        columns.iter().any(|at| match self.pieces.get(*at) {
            Some(Piece::Common(nth)) => needle.is_in(part(self.common, *nth)),
            Some(Piece::Own(_)) | None => false,
        })
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

    /// Where it begins in a text in lower case.
    pub fn find(&self, text: &[u8]) -> Option<usize> {
        self.finder.find(text)
    }

    /// Whether a text in lower case holds it.
    pub fn is_in(&self, text: &str) -> bool {
        self.finder.find(text.as_bytes()).is_some()
    }
}

impl PartialEq for Needle {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// Adds columns in lower case to a text.
pub fn lower<T: AsRef<str>>(text: &mut String, columns: impl IntoIterator<Item = T>) {
    for (n, column) in columns.into_iter().enumerate() {
        if n > 0 {
            text.push(PART);
        }
        push_lower(text, column.as_ref());
    }
}

fn push_lower(text: &mut String, column: &str) {
    let mut ends = (0..=MOST.min(column.len())).rev();
    let end = ends.find(|end| column.is_char_boundary(*end));
    let column = end.and_then(|end| column.get(..end)).unwrap_or(column);
    let start = text.len();
    if column.is_ascii() {
        text.push_str(column);
        if let Some(column) = text.get_mut(start..) {
            column.make_ascii_lowercase();
        }
    } else {
        text.push_str(&column.to_lowercase());
    }
    if memchr(PART as u8, column.as_bytes()).is_some() {
        let parted = text.split_off(start);
        text.push_str(&parted.replace(PART, " "));
    }
}

/// One of the columns of a text.
fn part(text: &str, at: usize) -> &str {
    let part = part_range(text, at).and_then(|range| text.get(range));
    part.unwrap_or_default()
}

/// Where one of the columns of a text is.
pub fn part_range(text: &str, at: usize) -> Option<Range<usize>> {
    part_ranges(text).nth(at)
}

/// All columns of a text.
pub fn parts(text: &str) -> impl Iterator<Item = &str> {
    part_ranges(text).filter_map(|range| text.get(range))
}

fn part_ranges(text: &str) -> impl Iterator<Item = Range<usize>> {
    let ends = memchr_iter(PART as u8, text.as_bytes()).chain([text.len()]);
    let mut start = 0;
    ends.map(move |end| replace(&mut start, end + 1)..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stay_apart_whatever_is_in_them() {
        const COMMON: Head = Head::fixed("", 1, &[]).common();
        const OWN: Head = Head::fixed("", 1, &[]);
        let (mut own, mut common) = (String::new(), String::new());
        lower(&mut own, ["Ab\u{1F}c", "", "MÜLLER"]);
        lower(&mut common, ["On", "Active"]);
        let text = SearchText {
            own: &own,
            common: &common,
            number: 0,
            pieces: &Piece::of([OWN, COMMON, OWN, OWN, COMMON]),
        };
        let columns: Vec<_> = (0..6).map(|at| text.column(at)).collect();
        assert_eq!(columns, ["ab c", "on", "", "müller", "active", ""]);
        let own = |columns: &[usize], needle: &str| text.own_holds(columns, &Needle::new(needle));
        assert!(own(&[0, 1, 2, 3], "ÜLL") && !own(&[0, 1, 2, 3], "cm"));
        assert!(own(&[3], "m") && !own(&[0, 2], "m") && !own(&[1], "on"));
        let common = |columns: &[usize]| text.common_holds(columns, &Needle::new("ON"));
        assert!(common(&[1, 3]) && !common(&[0, 4]));
    }

    #[test]
    fn of_a_megabyte_the_beginning_is_looked_through() {
        let long = format!("Ähre{}end", "ü".repeat(1 << 19));
        let mut text = String::new();
        lower(&mut text, [long.as_str(), "b"]);
        let holds = |needle: &str| Needle::new(needle).is_in(&text);
        assert!(holds("ähreü") && !holds("end"));
        assert_eq!(part(&text, 1), "b");
        assert!(part(&text, 0).len() <= MOST);
    }
}

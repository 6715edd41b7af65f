//! The rows' texts, as the filter looks through them.

use super::{Entry, Span, Store};
use crate::app::{
    Piece, Row, SearchText,
    filter::{Needle, part_range},
};

impl<R: Row> Store<R> {
    /// A row as the filter looks at it.
    pub fn text(&self, at: u32) -> Option<SearchText<'_>> {
        let entry = self.entry(at)?;
        Some(SearchText {
            own: self.texts.get(entry.text.range())?,
            common: &self.common(at)?.text,
            number: usize::try_from(entry.common).ok()?,
            pieces: &self.pieces,
        })
    }

    /// The number that a row has with all others of the same common columns.
    pub fn common_number(&self, at: u32) -> Option<usize> {
        usize::try_from(self.entry(at)?.common).ok()
    }

    /// Where a row's own column is in the texts of all. It stays there until rows are forgotten.
    pub fn span(&self, at: u32, column: usize) -> Span {
        let place = || {
            let entry = self.entry(at)?;
            let Some(Piece::Own(nth)) = self.pieces.get(column) else {
                return None;
            };
            let own = part_range(self.texts.get(entry.text.range())?, *nth)?;
            Span::new(entry.text.range().start + own.start, own.len())
        };
        place().unwrap_or_default()
    }

    /// A part of the texts.
    pub fn at(&self, span: Span) -> &str {
        self.texts.get(span.range()).unwrap_or_default()
    }

    /// Whether a row has a text in lower case in some column.
    pub fn holds(&self, at: u32, needle: &Needle) -> bool {
        let text = self.text(at);
        text.is_some_and(|text| needle.is_in(text.own) || needle.is_in(text.common))
    }

    /// Which rows have a text in lower case in some column, found in one go over the texts of all; nothing where these are
    /// not in the rows' order.
    pub fn search(&self, needle: &Needle) -> Option<Vec<bool>> {
        if !self.is_in_order {
            return None;
        }
        let common = self.commons.iter().map(|common| needle.is_in(&common.text));
        let common: Vec<bool> = common.collect();
        let in_common = |entry: &Entry| common.get(entry.common as usize) == Some(&true);
        let mut found: Vec<_> = self.entries.iter().map(in_common).collect();
        if found.iter().all(|found| *found) {
            return Some(found);
        }
        let texts = self.texts.as_bytes();
        let mut rows = self.entries.iter().zip(&mut found).peekable();
        let mut from = 0;
        while let Some(at) = texts.get(from..).and_then(|rest| needle.find(rest)) {
            let at = from + at;
            while rows
                .next_if(|(entry, _)| entry.text.range().end <= at)
                .is_some()
            {}
            let Some((entry, found)) = rows.peek_mut() else {
                break;
            };
            let own = entry.text.range();
            from = if at < own.start {
                // It begins in text that belongs to no row any more: the row may have it too.
                own.start
            } else {
                // What goes on behind the row's end is not its text alone.
                **found |= at + needle.text().len() <= own.end;
                own.end
            };
        }
        Some(found)
    }

    /// Where the columns are in the rows' texts.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// A common column of each text that rows have in common, by its number.
    pub fn commons(&self, column: usize) -> impl Iterator<Item = &str> {
        self.commons.iter().map(move |common| {
            let text = SearchText {
                own: "",
                common: &common.text,
                number: 0,
                pieces: &self.pieces,
            };
            text.column(column)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        app::table::store::Origin,
        domain::{Direction, Invitation, InvitationStatus},
    };

    fn invitation(email: &str, inviter: &str) -> Invitation {
        Invitation {
            direction: Direction::Received,
            id: format!("i-{email}").as_str().into(),
            email: email.into(),
            role: "OWNER".into(),
            status: InvitationStatus::Pending,
            expires_at: None,
            organization_id: "o-1".into(),
            organization: "acme".into(),
            inviter: Some(inviter.into()),
        }
    }

    fn store(rows: &[(&str, &str)]) -> Store<Invitation> {
        let mut store = Store::new();
        for (load, (email, inviter)) in (0..).zip(rows) {
            let origin = Origin {
                source: 0,
                nth: 0,
                arrival: 0,
                load,
            };
            let row = invitation(email, inviter);
            store.add(&row.key(), &row, origin).unwrap();
        }
        store
    }

    fn found(store: &Store<Invitation>, text: &str) -> Vec<bool> {
        let needle = Needle::new(text);
        let found = store.search(&needle).unwrap();
        let one_by_one = store.all().map(|at| store.holds(at, &needle));
        assert_eq!(found, one_by_one.collect::<Vec<_>>(), "{text}");
        found
    }

    #[test]
    fn a_row_that_is_gone_hides_none_that_comes_after_it() {
        let mut store = store(&[
            ("anna@a", "z"),
            ("anna@b", "z"),
            ("bo@c", "z"),
            ("di@d", "z"),
        ]);
        store.retain(|origin| origin.load != 0);
        assert_eq!(found(&store, "anna"), [true, false, false]);
        let last = store.end() - 1;
        store.remove(last);
        let row = invitation("di@e", "z");
        store.add(&row.key(), &row, store.origin(0).unwrap());
        assert_eq!(found(&store, "di@"), [false, false, true]);
    }

    #[test]
    fn the_end_of_a_row_and_the_beginning_of_the_next_make_no_word() {
        let store = store(&[("x@x", "y"), ("x@x", "y"), ("yx@x", "y")]);
        let text = store.text(0).unwrap().own;
        let seam = format!("{}{}", &text[text.len() - 1..], &text[..1]);
        assert_eq!(found(&store, &seam), [false, false, false]);
        assert!(found(&store, "x@x").iter().all(|found| *found));
    }
}

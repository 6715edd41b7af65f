//! Which rows are shown, and in which order.

use std::{cmp::Reverse, collections::HashSet};

use super::{Entry, Left, Table};
use crate::app::{FilterChange, Row};

/// By which column a table is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The column, from 0, counted over all columns of the table.
    pub column: usize,
    /// Whether the last comes first.
    pub reversed: bool,
}

/// What an entry is ordered by: what is empty comes last, equals keep the default order.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct OrderKey<'a> {
    empty: bool,
    chosen: Chosen<'a>,
    rank: (u8, i64),
    source: usize,
    nth: usize,
    at: usize,
}

/// The part that a person chose.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Chosen<'a> {
    None,
    Value(i64),
    Text(&'a str),
    ValueDown(Reverse<i64>),
    TextDown(Reverse<&'a str>),
}

impl<R: Row> Table<R> {
    /// By which column it is sorted, if by one.
    pub fn sort(&self) -> Option<Sort> {
        self.sort
    }

    /// Sorts by the next shown column, and after the last one in the default order again.
    pub fn sort_by_next(&mut self) {
        let chosen = self.columns.chosen();
        let next = match self.sort {
            None => 0,
            Some(sort) => chosen
                .iter()
                .position(|column| *column == sort.column)
                .map_or(0, |at| at + 1),
        };
        let sort = chosen.get(next).map(|column| Sort {
            column: *column,
            reversed: false,
        });
        self.sort_by(sort);
    }

    /// Turns the order round.
    pub fn reverse(&mut self) {
        let first = self.columns.chosen().first().copied().unwrap_or(0);
        let sort = self.sort.unwrap_or(Sort {
            column: first,
            reversed: false,
        });
        self.sort_by(Some(Sort {
            reversed: !sort.reversed,
            ..sort
        }));
    }

    /// Sorts by a column, or in the default order.
    pub fn sort_by(&mut self, sort: Option<Sort>) {
        self.sort = sort.filter(|sort| sort.column < R::COLUMNS.len());
        self.hold();
        self.arrange();
    }

    /// Narrows the table down to what a text asks for. The cursor goes to what fits first, and back where it was when
    /// nothing is asked for any more.
    pub fn narrow(&mut self, text: &str) {
        let was_empty = self.filter.is_empty();
        match self.filter.set(text) {
            FilterChange::None => return,
            FilterChange::Narrower => self.view = self.sift(&self.view),
            FilterChange::Other => self.view = self.sift(&self.order),
        }
        if was_empty {
            self.before_filter = Some(Left(self.anchor.take()));
        }
        if self.filter.is_empty() {
            self.go_back();
        } else {
            self.cursor.go(0, self.view.len());
            self.stay();
        }
        self.find_anchor();
    }

    /// The cursor goes where it was before the filter, unless it was moved since.
    fn go_back(&mut self) {
        if let Some(Left(before)) = self.before_filter.take() {
            self.anchor = before;
            self.cursor.go(0, self.view.len());
        }
    }

    /// Brings order and view up to date, the cursor on its record.
    pub fn arrange(&mut self) {
        self.wanting.take();
        let mut order: Vec<_> = (0..self.entries.len()).collect();
        self.put_in_order(&mut order);
        self.view = self.sift(&order);
        self.order = order;
        self.find_anchor();
    }

    /// Puts the entries from `first` on where they belong among the others.
    pub(super) fn insert_from(&mut self, first: usize) {
        let below = self.insert((first..self.entries.len()).collect());
        if below && first > 0 && !self.is_ranked() {
            self.cursor.go(self.cursor.position(), self.view.len());
        } else {
            self.find_anchor();
        }
    }

    /// Puts entries that changed where they belong now. The others are not sorted anew.
    pub(super) fn place_again(&mut self, changed: impl IntoIterator<Item = usize>) {
        let elsewhere: HashSet<_> = changed.into_iter().collect();
        if elsewhere.is_empty() {
            return;
        }
        self.order.retain(|at| !elsewhere.contains(at));
        self.view.retain(|at| !elsewhere.contains(at));
        self.insert(elsewhere.into_iter().collect());
        self.find_anchor();
    }

    /// Some entries in the order of the table.
    pub(super) fn put_in_order(&self, entries: &mut [usize]) {
        entries.sort_by_cached_key(|at| self.key_of(*at));
    }

    /// Merges entries into order and view. Says whether all of them belong below the others.
    fn insert(&mut self, mut fresh: Vec<usize>) -> bool {
        self.wanting.take();
        self.put_in_order(&mut fresh);
        let order = std::mem::take(&mut self.order);
        let below = self.are_below(&order, &fresh);
        let shown = self.sift(&fresh);
        self.order = self.merged(order, &fresh);
        if self.is_ranked() {
            self.view = self.sift(&self.order);
        } else {
            let view = std::mem::take(&mut self.view);
            self.view = self.merged(view, &shown);
        }
        below
    }

    /// Those of some entries that the filter leaves, in their order, or the best first where some fit better.
    fn sift(&self, from: &[usize]) -> Vec<usize> {
        if self.filter.is_empty() {
            return from.to_vec();
        }
        let mut sieve = self.filter.sieve();
        let fits = from.iter().filter_map(|at| {
            let entry = self.entries.get(*at)?;
            Some((*at, sieve.score(&entry.search)?))
        });
        if !self.is_ranked() {
            return fits.map(|(at, _)| at).collect();
        }
        let mut fitting: Vec<_> = fits.collect();
        fitting.sort_by_cached_key(|(at, score)| (Reverse(*score), self.key_of(*at)));
        fitting.into_iter().map(|(at, _)| at).collect()
    }

    /// Whether what fits best comes first.
    fn is_ranked(&self) -> bool {
        self.sort.is_none() && self.filter.is_fuzzy()
    }

    /// Whether all of `fresh` belong below `order`.
    fn are_below(&self, order: &[usize], fresh: &[usize]) -> bool {
        match (order.last(), fresh.first()) {
            (Some(last), Some(first)) => self.key_of(*last) <= self.key_of(*first),
            (None, _) | (_, None) => true,
        }
    }

    fn merged(&self, mut into: Vec<usize>, fresh: &[usize]) -> Vec<usize> {
        if self.are_below(&into, fresh) {
            into.extend(fresh);
            return into;
        }
        let mut merged = Vec::with_capacity(into.len() + fresh.len());
        let mut rest = into.as_slice();
        for at in fresh {
            let key = self.key_of(*at);
            let (before, after) =
                rest.split_at(rest.partition_point(|other| self.key_of(*other) <= key));
            merged.extend(before);
            merged.push(*at);
            rest = after;
        }
        merged.extend(rest);
        merged
    }

    /// The cursor goes where its record is; without one it stays where it is.
    pub(super) fn find_anchor(&mut self) {
        let anchored = self.anchor.as_ref().and_then(|anchor| {
            let entry = self.positions.get(anchor)?;
            self.view.iter().position(|at| at == entry)
        });
        self.cursor
            .go(anchored.unwrap_or(self.cursor.position()), self.view.len());
        self.find_range();
    }

    fn key_of(&self, at: usize) -> Option<OrderKey<'_>> {
        let entry = self.entries.get(at)?;
        let (empty, chosen) = match self.sort {
            None => (false, Chosen::None),
            Some(sort) => chosen(entry, sort),
        };
        Some(OrderKey {
            empty,
            chosen,
            rank: entry.row.rank(),
            source: entry.source,
            nth: entry.nth,
            at,
        })
    }
}

/// What an entry is sorted by in a column, and whether that is nothing.
fn chosen<R: Row>(entry: &Entry<R>, sort: Sort) -> (bool, Chosen<'_>) {
    let value = R::COLUMNS.get(sort.column).and_then(|column| column.value);
    let text = entry.search.column(sort.column);
    match (value, sort.reversed) {
        (Some(value), reversed) => match (value(&entry.row), reversed) {
            (None, _) => (true, Chosen::None),
            (Some(value), false) => (false, Chosen::Value(value)),
            (Some(value), true) => (false, Chosen::ValueDown(Reverse(value))),
        },
        (None, _) if text.is_empty() => (true, Chosen::None),
        (None, false) => (false, Chosen::Text(text)),
        (None, true) => (false, Chosen::TextDown(Reverse(text))),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        api::{Arguments, koyeb},
        app::Source,
        domain::{Direction, Invitation, InvitationStatus},
    };

    fn invitation(id: u8, is_pending: bool) -> Invitation {
        Invitation {
            direction: Direction::Received,
            id: format!("i-{id}").as_str().into(),
            email: format!("p{}@acme.example", id % 7).as_str().into(),
            role: "OWNER".into(),
            status: if is_pending {
                InvitationStatus::Pending
            } else {
                InvitationStatus::Refused
            },
            expires_at: None,
            organization_id: "o-1".into(),
            organization: "acme".into(),
            inviter: None,
        }
    }

    proptest! {
        #[test]
        fn what_changes_by_itself_stands_where_it_would_if_all_were_sorted(
            steps in prop::collection::vec((0..6u8, 0..40u8, any::<bool>()), 1..60),
        ) {
            let list = &koyeb::LIST_USER_ORGANIZATION_INVITATIONS;
            let mut table = Table::new(vec![Source::new(list, Arguments::NONE)]);
            table.sources[0].begin(1);
            table.resize(80, 10);
            for (kind, id, flag) in steps {
                let row = invitation(id, flag);
                match kind {
                    0 => table.extend(1, vec![row], None),
                    1 => table.extend(1, vec![row, invitation(id + 40, !flag)], None),
                    2 => table.refresh(vec![row]),
                    3 => table.remove(&row.key()),
                    4 => table.sort_by(flag.then_some(Sort { column: usize::from(id % 6), reversed: id > 20 })),
                    _ => table.narrow(["", "pending", "p1", "~acme", "!p3"][usize::from(id % 5)]),
                }
                // Only a complete load tells the new places of what came again.
                let again = |table: &Table<Invitation>| -> Vec<_> { table.shown_rows().map(Invitation::key).collect() };
                let (placed, order) = (again(&table), table.order.clone());
                let positions = table.positions.clone();
                table.arrange();
                for (key, at) in positions {
                    prop_assert_eq!(&table.entries[at].key, &key);
                }
                prop_assert_eq!(order.len(), table.entries.len());
                if kind > 1 {
                    prop_assert_eq!(placed, again(&table));
                }
            }
        }
    }
}

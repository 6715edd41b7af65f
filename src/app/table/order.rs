//! Which rows are shown, and where each stands.

use std::{cmp::Ordering, collections::HashSet, mem::take};

use super::{Left, Table, pass::Then};
use crate::app::{FilterChange, Row};

/// By which column a table is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The column, from 0, counted over all columns of the table.
    pub column: usize,
    /// Whether the last comes first.
    pub reversed: bool,
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
        let before = self.sort;
        self.sort = sort.filter(|sort| sort.column < R::COLUMNS.len());
        self.hold();
        match (before, self.sort) {
            (Some(before), Some(now)) if before == now => {}
            (Some(before), Some(now)) if before.column == now.column && self.pass.is_none() => {
                self.turn(now);
            }
            (_, None | Some(_)) => self.arrange(),
        }
    }

    /// Turns everything round.
    fn turn(&mut self, sort: Sort) {
        let mut places = take(&mut self.places);
        for rows in places.each() {
            self.turn_round(sort, rows);
        }
        self.places = places;
        self.find_anchor();
    }

    /// Narrows the table down to what a text asks for. The cursor goes to what fits first, and back where it was when
    /// nothing is asked for any more.
    pub fn narrow(&mut self, text: &str) {
        let was_empty = self.filter.is_empty();
        let change = self.filter.set(text);
        if change == FilterChange::None {
            return;
        }
        if was_empty {
            self.before_filter = Some(Left(self.anchor.take()));
        }
        let then = if self.filter.is_empty() {
            Then::Back
        } else {
            Then::First
        };
        self.sift_then(change == FilterChange::Narrower, then);
    }

    /// The cursor goes where it was before the filter, unless it was moved since.
    pub(super) fn go_back(&mut self) {
        if let Some(Left(before)) = self.before_filter.take() {
            self.anchor = before;
            self.cursor.go(0, self.shown());
        }
    }

    /// Puts the rows from `first` on where they belong among the others.
    pub(super) fn insert_from(&mut self, first: u32) {
        if self.leave_to_pass([]) {
            return;
        }
        let below = self.insert((first..self.store.end()).collect());
        if below && first > 0 && !self.is_ranked() {
            self.cursor.go(self.cursor.position(), self.shown());
        } else {
            self.find_anchor();
        }
    }

    /// Puts rows that changed, or are new, where they belong now. The others are not sorted anew.
    pub(super) fn place_again(&mut self, changed: impl IntoIterator<Item = u32>) {
        let elsewhere: HashSet<_> = changed.into_iter().collect();
        if elsewhere.is_empty() || self.leave_to_pass(elsewhere.iter().copied()) {
            return;
        }
        for rows in self.places.each() {
            rows.retain(|at| !elsewhere.contains(at));
        }
        self.insert(elsewhere.into_iter().collect());
        self.find_anchor();
    }

    /// Some rows in the order of the table.
    pub(super) fn put_in_order(&self, rows: &mut [u32]) {
        self.put_in_default_order(rows);
        if let Some(sort) = self.sort {
            self.sort_rows(sort, rows);
        }
    }

    /// Some rows in the order in which the vendors tell them.
    pub(super) fn put_in_default_order(&self, rows: &mut [u32]) {
        // Sorting keeps what is equal as it was, and is quick about what is in order already.
        rows.sort_by(|a, b| self.store.compare_places(*a, *b));
    }

    /// Merges rows into the order, and into what the filter leaves. Says whether all of them belong below the others.
    fn insert(&mut self, mut fresh: Vec<u32>) -> bool {
        self.wanting.take();
        self.put_in_order(&mut fresh);
        let order = take(&mut self.places.order);
        let below = self.are_below(&order, &fresh);
        self.places.order = self.merged(order, &fresh);
        if self.is_ranked() {
            self.sift_later();
        } else if let Some(sifted) = take(&mut self.places.sifted) {
            self.places.sifted = Some(self.merged(sifted, &self.sift(&fresh)));
        }
        below
    }

    /// Whether what fits best comes first.
    pub(super) fn is_ranked(&self) -> bool {
        self.sort.is_none() && self.filter().is_fuzzy()
    }

    /// Whether all of `fresh` belong below `order`.
    fn are_below(&self, order: &[u32], fresh: &[u32]) -> bool {
        match (order.last(), fresh.first()) {
            (Some(last), Some(first)) => self.compare(*last, *first).is_le(),
            (None, _) | (_, None) => true,
        }
    }

    fn merged(&self, mut into: Vec<u32>, fresh: &[u32]) -> Vec<u32> {
        if self.are_below(&into, fresh) {
            into.extend(fresh);
            return into;
        }
        let mut merged = Vec::with_capacity(into.len() + fresh.len());
        let mut rest = into.as_slice();
        for at in fresh {
            let (before, after) =
                rest.split_at(rest.partition_point(|other| self.compare(*other, *at).is_le()));
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
            let number = self.store.number(anchor)?;
            self.places.shown().iter().position(|at| *at == number)
        });
        self.cursor
            .go(anchored.unwrap_or(self.cursor.position()), self.shown());
        self.find_range();
    }

    /// Which of two rows comes first.
    fn compare(&self, a: u32, b: u32) -> Ordering {
        match self.sort {
            Some(sort) => self.compare_sorted(sort, a, b),
            None => self.store.compare_places(a, b),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        api::{Arguments, koyeb},
        app::{Source, filter::Needle, table::PIECE},
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
            steps in prop::collection::vec((0..8u8, 0..40u8, any::<bool>()), 1..60),
            piece in prop_oneof![1..90usize, Just(PIECE)],
        ) {
            let list = &koyeb::LIST_USER_ORGANIZATION_INVITATIONS;
            let mut table = Table::new(vec![Source::new(list, Arguments::NONE)]);
            let (mut load, mut came) = (1, false);
            table.sources[0].begin(load);
            table.resize(80, 10);
            table.piece = piece;
            for (kind, id, flag) in steps {
                let row = invitation(id, flag);
                match kind {
                    0 => table.extend(load, vec![row], None),
                    1 => table.extend(load, vec![row, invitation(id + 40, !flag)], None),
                    2 => table.refresh(vec![row]),
                    3 => table.remove(&row.key()),
                    4 => table.sort_by(flag.then_some(Sort { column: usize::from(id % 6), reversed: id > 20 })),
                    5 => {
                        table.finish(load);
                        load += 1;
                        table.sources[0].begin(load);
                    }
                    6 if table.is_at_work() => drop(table.work()),
                    _ => table.narrow(["", "pending", "p1", "~acme", "!p3"][usize::from(id % 5)]),
                }
                // What is under way is begun anew, goes on, or takes in what comes meanwhile.
                came |= kind < 2;
                if flag && piece < PIECE {
                    continue;
                }
                table.complete();
                // Only a complete load tells the new places of what came again, and while one is under way after another,
                // rows of both have the same place.
                let again = |table: &Table<Invitation>| -> Vec<_> { table.shown_rows().map(|row| row.key()).collect() };
                let (placed, order) = (again(&table), table.places.order.clone());
                table.arrange();
                table.complete();
                for at in table.store.all() {
                    let row = table.store.row(at).unwrap();
                    prop_assert_eq!(table.store.number(&row.key()), Some(at));
                    let seen = table.seen(at);
                    prop_assert_eq!(seen.as_deref(), Some(&row));
                }
                prop_assert_eq!(order.len(), table.store.len());
                let found: Vec<_> = table.store.all().filter(|at| table.store.holds(*at, &Needle::new("p1"))).collect();
                if let Some(marks) = table.store.search(&Needle::new("p1")) {
                    let marked = table.store.all().filter(|at| marks[*at as usize]);
                    prop_assert_eq!(found, marked.collect::<Vec<_>>());
                }
                if kind == 5 || (!came && load == 1) {
                    prop_assert_eq!(placed, again(&table));
                }
                came = false;
            }
        }
    }

    fn sort_by_organization(table: &mut Table<Invitation>) {
        table.sort_by(Some(Sort {
            column: 2,
            reversed: false,
        }));
    }

    #[test]
    fn sorting_and_filtering_say_how_far_they_have_come_when_they_take_longer() {
        let list = &koyeb::LIST_USER_ORGANIZATION_INVITATIONS;
        let mut table = Table::new(vec![Source::new(list, Arguments::NONE)]);
        table.sources[0].begin(1);
        table.extend(1, (0..200).map(|id| invitation(id, true)).collect(), None);
        table.piece = 10;
        for (name, begin) in [
            (
                "sorting",
                sort_by_organization as fn(&mut Table<Invitation>),
            ),
            ("filtering", |table| table.narrow("~acme")),
        ] {
            begin(&mut table);
            let mut said = Vec::new();
            while table.work() {
                said.extend(table.at_work().filter(|work| work.name == name));
            }
            let percents: Vec<_> = said.iter().map(|work| work.percent).collect();
            assert!(percents.is_sorted() && percents.len() > 5, "{percents:?}");
            assert_eq!(table.at_work(), None);
        }
    }
}

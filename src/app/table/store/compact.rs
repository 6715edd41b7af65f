//! What belongs to no row any more.

use std::mem::take;

use super::{Store, small};
use crate::app::Row;

/// What a row takes at most, mostly.
const USUAL: usize = 256;

impl<R: Row> Store<R> {
    /// Makes room for another row, and then for an eighth more of all: growing to the double would leave half unused.
    pub(super) fn make_room(&mut self) {
        let more = |len: usize, capacity: usize, usual: usize| {
            (capacity - len < usual).then_some(usual + len / 8)
        };
        if let Some(more) = more(self.entries.len(), self.entries.capacity(), 1) {
            self.entries.reserve_exact(more);
        }
        if let Some(more) = more(self.packed.len(), self.packed.capacity(), USUAL) {
            self.packed.reserve_exact(more);
        }
        if let Some(more) = more(self.texts.len(), self.texts.capacity(), USUAL) {
            self.texts.reserve_exact(more);
        }
    }

    /// Whether more is kept for rows that are gone or have changed than for those that are there.
    pub(super) fn is_wasteful(&self) -> bool {
        self.waste * 2 > self.packed.len() + self.texts.len()
            || self.commons.len() > self.entries.len() * 2
    }

    /// Packs what belongs to no row any more away.
    pub(super) fn compact(&mut self) {
        let (mut packed, mut texts) = (Vec::new(), String::new());
        for entry in &mut self.entries {
            let start = (small(packed.len()), small(texts.len()));
            packed.extend_from_slice(self.packed.get(entry.packed.range()).unwrap_or_default());
            texts.push_str(self.texts.get(entry.text.range()).unwrap_or_default());
            (entry.packed.start, entry.text.start) = start;
        }
        (self.packed, self.texts, self.waste) = (packed, texts, 0);
        self.is_in_order = true;
        self.drop_commons();
    }

    /// Forgets what no row has any more; the others get new numbers.
    fn drop_commons(&mut self) {
        let mut used = vec![false; self.commons.len()];
        for entry in &self.entries {
            if let Some(used) = used.get_mut(entry.common as usize) {
                *used = true;
            }
        }
        let mut next = 0;
        let number = |used: &bool| {
            let number = next;
            next += u32::from(*used);
            number
        };
        let numbers: Vec<_> = used.iter().map(number).collect();
        let commons = take(&mut self.commons).into_iter().zip(used);
        self.commons = commons
            .filter_map(|(common, used)| used.then_some(common))
            .collect();
        for entry in &mut self.entries {
            if let Some(number) = numbers.get(entry.common as usize) {
                entry.common = *number;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        app::table::store::Origin,
        domain::{Provider, User},
    };

    fn user(id: u32, roles: &str) -> User {
        User {
            provider: Provider::Contabo,
            id: id.to_string().into(),
            name: "Anna".into(),
            email: "anna@acme.example".into(),
            you: false,
            persona: false,
            active: true,
            two_factor: None,
            email_verified: None,
            roles: roles.into(),
            last_seen: None,
            created_at: None,
            organization: "".into(),
        }
    }

    #[test]
    fn what_rows_had_in_common_once_is_not_kept_for_ever() {
        let mut store = Store::new();
        for load in 0..50 {
            for at in 0..20 {
                let row = user(at, &format!("role {at} of load {load}"));
                let origin = Origin {
                    source: 0,
                    nth: at,
                    arrival: at,
                    load,
                };
                let key = row.key();
                match store.known(&key) {
                    Some(before) => drop(store.replace(before, row)),
                    None => drop(store.add(&key, &row, origin)),
                }
            }
            store.retain(|_| true);
        }
        assert!(store.commons.len() <= 40, "{}", store.commons.len());
        for at in store.all() {
            let text = store.text(at).unwrap();
            assert_eq!(
                text.column(3),
                format!("role {at} of load 49"),
                "{:?}",
                store.row(at)
            );
        }
    }
}

//! Putting rows in order and sifting them, a piece at a time: between the pieces keys are listened to, and what is there
//! stays on screen until all of it is done. What takes no longer than a piece is done at once.

use std::collections::HashSet;

use super::{Sort, Table, sift::best_first, sort::Sorting};
use crate::app::Row;

/// For how many rows there is no listening to keys: for some milliseconds, on any machine.
pub(super) const PIECE: usize = 1 << 16;
/// From so many pieces on a person wonders.
const LONG: usize = 6;

/// Rows that are being put in order, or sifted.
#[derive(Debug)]
pub(super) struct Pass {
    stage: Stage,
    /// The number of the first row that has come since.
    end: u32,
    /// The rows that have changed since.
    changed: HashSet<u32>,
    then: Then,
    pieces: usize,
}

#[derive(Debug)]
enum Stage {
    Sorting(Sort, Sorting),
    Sifting(Sifting),
}

/// Rows that are being sifted.
#[derive(Debug)]
struct Sifting {
    from: Vec<u32>,
    /// Whether these are all rows in a new order.
    is_order: bool,
    next: usize,
    /// What the filter leaves.
    fitting: Vec<u32>,
    /// How well each of those fits, where some fit better.
    scores: Vec<u32>,
}

/// Where the cursor goes at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    /// Nowhere: it stays on its record.
    Stay,
    /// To what fits first.
    First,
    /// Where it was before the filter.
    Back,
}

/// What is being done to rows for longer than a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// What: `sorting`.
    pub name: &'static str,
    /// How much of it is done, of a hundred.
    pub percent: usize,
}

impl<R: Row> Table<R> {
    /// Brings the order and what the filter leaves up to date, the cursor on its record, or where it was to go at the end of
    /// what is under way.
    pub fn arrange(&mut self) {
        let then = self.pass.as_ref().map_or(Then::Stay, |pass| pass.then);
        self.arrange_then(then);
    }

    /// Does another piece of what is under way; `false` when nothing is left of it.
    pub fn work(&mut self) -> bool {
        let Some(mut pass) = self.pass.take() else {
            return false;
        };
        pass.pieces += 1;
        let mut left = self.piece;
        loop {
            pass.stage = match pass.stage {
                Stage::Sorting(sort, mut sorting) => {
                    if sorting.go_on(&self.store, &mut left) {
                        let mut rows = sorting.rows();
                        if sort.reversed {
                            self.turn_round(sort, &mut rows);
                        }
                        Stage::Sifting(Sifting::of(rows, true))
                    } else {
                        Stage::Sorting(sort, sorting)
                    }
                }
                Stage::Sifting(mut sifting) => {
                    self.sift_on(&mut sifting, &mut left);
                    if sifting.next >= sifting.from.len() {
                        self.end_pass(sifting, pass.end, &pass.changed, pass.then);
                        // What came meanwhile may have begun another one.
                        return self.pass.is_some();
                    }
                    Stage::Sifting(sifting)
                }
            };
            if left == 0 {
                self.pass = Some(pass);
                return true;
            }
        }
    }

    /// Whether something is under way.
    pub fn is_at_work(&self) -> bool {
        self.pass.is_some()
    }

    /// Does all that is left of what is under way: somebody wants to do something with the rows.
    pub fn complete(&mut self) {
        while self.work() {}
    }

    /// What has been under way for longer than a moment.
    pub fn at_work(&self) -> Option<Work> {
        let pass = self.pass.as_ref().filter(|pass| pass.pieces >= LONG)?;
        Some(match &pass.stage {
            Stage::Sorting(_, sorting) => Work {
                name: "sorting",
                percent: sorting.percent(),
            },
            Stage::Sifting(sifting) => Work {
                name: "filtering",
                percent: sifting.next.saturating_mul(100) / sifting.from.len().max(1),
            },
        })
    }

    pub(super) fn arrange_then(&mut self, then: Then) {
        self.wanting.take();
        let mut rows: Vec<_> = self.store.all().collect();
        self.put_in_default_order(&mut rows);
        let stage = match self.sort {
            Some(sort) => Stage::Sorting(sort, Sorting::new(&self.store, sort.column, rows)),
            None => Stage::Sifting(Sifting::of(rows, true)),
        };
        self.begin(stage, then);
        self.work();
    }

    /// Sifts the rows anew, of those that are shown or of all.
    pub(super) fn sift_then(&mut self, narrower: bool, then: Then) {
        let from = if narrower && self.pass.is_none() {
            self.places.shown()
        } else {
            &self.places.order
        };
        match self.pass.as_ref().map(|pass| &pass.stage) {
            // The order is old.
            Some(Stage::Sorting(..) | Stage::Sifting(Sifting { is_order: true, .. })) => {
                self.arrange_then(then);
            }
            None if self.filter.is_quick() => {
                self.places.sifted = (!self.filter.is_empty()).then(|| self.sift(from));
                self.go_then(then);
            }
            Some(Stage::Sifting(_)) | None => {
                let stage = Stage::Sifting(Sifting::of(from.to_vec(), false));
                // What came or changed since the one before was begun is in neither.
                let before = self.pass.take();
                self.begin(stage, then);
                if let (Some(pass), Some(before)) = (&mut self.pass, before) {
                    (pass.end, pass.changed) = (before.end, before.changed);
                }
                self.work();
            }
        }
    }

    /// Sifts all rows anew; where there are many, not for every page that comes.
    pub(super) fn sift_later(&mut self) {
        const FEW: usize = 4096;
        let stage = Stage::Sifting(Sifting::of(self.places.order.clone(), false));
        self.begin(stage, Then::Stay);
        if self.places.order.len() <= FEW {
            self.work();
        }
    }

    /// Rows came, or changed, while something is under way: they are dealt with at its end. `false` when nothing is.
    pub(super) fn leave_to_pass(&mut self, changed: impl IntoIterator<Item = u32>) -> bool {
        let Some(pass) = &mut self.pass else {
            return false;
        };
        pass.changed.extend(changed);
        self.wanting.take();
        true
    }

    /// The person has put the cursor somewhere: there it stays.
    pub(super) fn hold_in_pass(&mut self) {
        if let Some(pass) = &mut self.pass {
            pass.then = Then::Stay;
        }
    }

    fn begin(&mut self, stage: Stage, then: Then) {
        self.pass = Some(Pass {
            stage,
            end: self.store.end(),
            changed: HashSet::new(),
            then,
            pieces: 0,
        });
    }

    fn sift_on(&self, sifting: &mut Sifting, left: &mut usize) {
        let upto = if self.filter.is_quick() {
            sifting.from.len()
        } else {
            sifting.from.len().min(sifting.next.saturating_add(*left))
        };
        let from = sifting.from.get(sifting.next..upto).unwrap_or_default();
        if self.is_ranked() {
            let (scores, fitting): (Vec<_>, Vec<_>) = self.scores(from).into_iter().unzip();
            sifting.scores.extend(scores);
            sifting.fitting.extend(fitting);
        } else if !self.filter.is_empty() {
            sifting.fitting.extend(self.sift(from));
        }
        *left = left.saturating_sub(from.len());
        sifting.next = upto;
    }

    fn end_pass(&mut self, sifting: Sifting, end: u32, changed: &HashSet<u32>, then: Then) {
        let sifted = if sifting.scores.is_empty() {
            sifting.fitting
        } else {
            best_first(sifting.scores.into_iter().zip(sifting.fitting).collect())
        };
        self.places.sifted = (!self.filter.is_empty()).then_some(sifted);
        if sifting.is_order {
            self.places.order = sifting.from;
        }
        self.go_then(then);
        self.place_again(changed.iter().copied().chain(end..self.store.end()));
    }

    fn go_then(&mut self, then: Then) {
        match then {
            Then::Stay => {}
            Then::First => {
                self.cursor.go(0, self.shown());
                self.stay();
            }
            Then::Back => self.go_back(),
        }
        self.find_anchor();
    }
}

impl Sifting {
    fn of(from: Vec<u32>, is_order: bool) -> Self {
        Self {
            from,
            is_order,
            next: 0,
            fitting: Vec::new(),
            scores: Vec::new(),
        }
    }
}

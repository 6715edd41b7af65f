//! Pages of a list: the first alone, the others several at a time once the vendor has told how many there are.

use std::{
    collections::{BTreeMap, HashSet},
    ops::ControlFlow,
};

use futures_util::{StreamExt as _, stream::FuturesUnordered};

use super::{Limits, Pace};
use crate::{
    api::{Arguments, Operation, Paging, Problem, Reason},
    domain::Clean,
};

/// How many pages may have come, for each that is asked for at a time, before the one that all of them wait for.
const AHEAD: usize = 4;

/// A page, and what the reader of its list needs to know of it.
#[derive(Debug)]
pub struct Part<T> {
    /// The page.
    pub page: T,
    /// How many rows it has.
    pub rows: usize,
    /// How many bytes of text are in them.
    pub bytes: usize,
    /// How many rows the whole list has, where the vendor tells.
    pub total: Option<usize>,
    /// Whether there are more, where the vendor tells it apart from the total.
    pub more: Option<bool>,
    /// The same for the same rows.
    pub mark: u64,
}

/// A list to be read from its first page to its last.
pub(super) struct Course<'a> {
    pub operation: &'static Operation,
    /// The values besides those for paging.
    pub given: &'a Arguments,
    pub limits: &'a Limits,
    pub pace: &'a Pace,
}

/// What came of a list so far, in its order.
#[derive(Default)]
struct Seen {
    pages: usize,
    rows: usize,
    bytes: usize,
    marks: HashSet<u64>,
    /// How many rows the first page has.
    size: usize,
    /// How many rows there shall be in all, as the vendor said last.
    total: Option<usize>,
    /// Whether a further page is found by its number alone.
    is_even: bool,
}

impl Course<'_> {
    /// Reads the list: `fetch` asks for the page of that number, from 0, and `hand_on` gets the pages in their order, and
    /// may end it.
    ///
    /// # Returns
    /// What the vendor said of the list that is not so, if anything.
    ///
    /// # Errors
    /// The problem of the first page that could not be read or handed on. A list that does not end, or repeats itself, is
    /// one too.
    pub async fn read<T, E, F, H>(
        &self,
        fetch: impl Fn(usize, Arguments) -> F,
        mut hand_on: impl FnMut(T) -> H,
    ) -> Result<Option<Clean>, E>
    where
        E: From<Problem>,
        F: Future<Output = Result<Part<T>, E>>,
        H: Future<Output = Result<ControlFlow<()>, E>>,
    {
        let mut seen = Seen::default();
        let (mut running, mut early) = (FuturesUnordered::new(), BTreeMap::new());
        let mut begun = 0;
        loop {
            while self.may_begin(&seen, begun) && running.len() < self.pace.at_once() {
                let page = fetch(begun, self.arguments(&seen, begun));
                running.push(async move { (begun, page.await) });
                begun += 1;
            }
            let Some((number, outcome)) = running.next().await else {
                return Ok(seen.remark());
            };
            early.insert(number, outcome);
            while let Some(outcome) = early.remove(&seen.pages) {
                let part = outcome?;
                if seen.ends_before(&part) {
                    return Ok(seen.remark());
                }
                let is_last = seen.add(&part, self.operation.paging);
                if seen.is_repeated(&part) {
                    return Err(
                        self.unreadable("the list does not go on: the same page came twice")
                    );
                }
                if hand_on(part.page).await?.is_break() || is_last {
                    return Ok(seen.remark());
                }
                self.bound(&seen)?;
                if !seen.is_even && begun > seen.pages {
                    // What was asked for after this page begins at the wrong row.
                    running.clear();
                    early.clear();
                    begun = seen.pages;
                }
            }
        }
    }

    /// Whether the page of that number can be asked for now: always the next one, and others where it is known that they
    /// are there, and not too far ahead.
    fn may_begin(&self, seen: &Seen, number: usize) -> bool {
        let ahead = AHEAD * self.pace.at_once();
        number == seen.pages || (number < seen.expected() && number < seen.pages + ahead)
    }

    fn arguments(&self, seen: &Seen, number: usize) -> Arguments {
        let before = if number == seen.pages {
            seen.rows
        } else {
            number.saturating_mul(seen.size)
        };
        self.operation.paging.arguments(self.given, number, before)
    }

    /// However long a list is, there is an end to what is kept of it.
    fn bound(&self, seen: &Seen) -> Result<(), Problem> {
        let Limits {
            pages, rows, texts, ..
        } = self.limits;
        let stopped = if seen.pages >= *pages {
            format!("{pages} pages")
        } else if seen.rows >= *rows {
            format!("{} rows", seen.rows)
        } else if seen.bytes >= *texts {
            format!("{} rows with {} MB of text", seen.rows, texts >> 20)
        } else {
            return Ok(());
        };
        Err(self.unreadable(&format!(
            "the list does not end: usher stopped after {stopped}"
        )))
    }

    fn unreadable<E: From<Problem>>(&self, message: &str) -> E {
        Problem::new(self.operation, Reason::Unreadable, message).into()
    }
}

impl Seen {
    /// Takes the next page in. Returns whether it is the last one.
    fn add<T>(&mut self, part: &Part<T>, paging: Paging) -> bool {
        if self.pages == 0 {
            self.size = part.rows;
            self.is_even = part.more.is_none();
        }
        self.pages += 1;
        self.rows += part.rows;
        self.bytes += part.bytes;
        self.total = part.total.or(self.total);
        let goes_on = part.more.unwrap_or(match self.total {
            // There are more than it says as long as its pages are full.
            Some(total) => self.rows < total || (self.rows > total && part.rows >= self.size),
            None => true,
        });
        if paging == Paging::Offset && part.rows != self.size {
            self.is_even = false;
        }
        paging == Paging::None || part.rows == 0 || !goes_on
    }

    /// How many pages there must be.
    fn expected(&self) -> usize {
        match self.total {
            Some(total) if self.is_even && self.size > 0 => total.div_ceil(self.size),
            Some(_) | None => 0,
        }
    }

    /// Whether all that was told of had come, and the page behind it only says the last one again.
    fn ends_before<T>(&self, part: &Part<T>) -> bool {
        let is_whole = self.total.is_some_and(|total| self.rows >= total);
        is_whole && self.pages > 0 && self.marks.contains(&part.mark)
    }

    fn is_repeated<T>(&mut self, part: &Part<T>) -> bool {
        part.rows > 0 && !self.marks.insert(part.mark)
    }

    /// What the vendor said of the list that is not so.
    fn remark(&self) -> Option<Clean> {
        let total = self.total.filter(|total| *total != self.rows)?;
        let (rows, pages) = (self.rows, self.pages);
        Some(Clean::from(format!(
            "the vendor tells of {total} rows, and gave {rows} on {pages} pages"
        )))
    }
}

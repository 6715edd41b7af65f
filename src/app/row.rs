use std::{borrow::Cow, time::Duration};

use jiff::Timestamp;
use serde::{Serialize, de::DeserializeOwned};

use super::{Accounts, App, Calls, Extra, Keymap, Letter, Tone};
use crate::{
    api::{Arguments, Operation, Rows},
    domain::{Clean, Disguise, Key},
};

/// A record that can stand in a table.
pub trait Row: Serialize + DeserializeOwned + 'static {
    /// The columns, in the order in which they are shown. The last one also tells what is being done to the row.
    const COLUMNS: &'static [Column<Self>];

    /// The rows of a page, if they are of this kind.
    fn from_rows(rows: Rows) -> Option<Vec<Self>>;

    /// What the record is known by.
    fn key(&self) -> Key;

    /// What people call it.
    fn name(&self) -> &Clean;

    /// Its place in the default order: lower comes first, equal ranks keep the vendor's order.
    fn rank(&self) -> (u8, i64);

    /// Whether it wants an answer of the person. Rows of the same rank agree in that.
    fn wants_answer(&self) -> bool {
        false
    }

    /// Takes over what a newer reply says.
    fn replace(&mut self, newer: Self);

    /// The operation that reads all of it, with the values that address it.
    fn read(&self) -> Option<(&'static Operation, Arguments)>;

    /// The values of an operation's path that lead to this record; `None` when the operation is about something else.
    fn address(&self, operation: &Operation) -> Option<Arguments>;

    /// Why an operation that is about this record can't be done to it now.
    fn refuses(&self, operation: &Operation) -> Option<String>;

    /// What must be typed before something destructive is done to it.
    fn typed_name(&self) -> &Clean {
        self.name()
    }

    /// Whose it is, where others have the like of it under the same name.
    fn whose(&self) -> Option<&Clean> {
        None
    }

    /// What tells it from another record of the same name: the end of its id.
    fn aside(&self) -> Clean {
        const TAIL: usize = 8;
        let id = self.key().id;
        let skipped = id.chars().count().saturating_sub(TAIL);
        let tail: String = id.chars().skip(skipped).collect();
        let cut = if skipped > 0 { "…" } else { "" };
        format!("id {cut}{tail}").into()
    }

    /// Tells the record in words, section by section, from what the list says and what was read of the whole.
    fn write(&self, letter: &mut Letter<'_>, facts: &Facts<'_>);

    /// What else is to be read for its detail.
    fn extras(&self, _facts: &Facts<'_>) -> Vec<Extra> {
        Vec::new()
    }

    /// How it may be taken for another record: by its name, or by what is typed for it.
    fn disguise(&self) -> Option<Disguise> {
        let names = [self.name(), self.typed_name()];
        names.into_iter().filter_map(Disguise::of).max()
    }
}

/// A column: what it is called, and what it shows of a record.
#[derive(Debug)]
pub struct Column<R> {
    /// The heading and the width.
    pub head: Head,
    /// What is shown.
    pub cell: fn(&R, &Facts<'_>) -> Cell,
    /// What is searched, sorted by and exported: as the vendor said it, times as RFC 3339, empty where nothing was said.
    pub text: fn(&R) -> Cow<'_, str>,
    /// What it is sorted by instead, where that is no text.
    pub value: Option<fn(&R) -> Option<i64>>,
}

impl<R> Column<R> {
    /// A column that is sorted by its text.
    pub const fn new(
        head: Head,
        cell: fn(&R, &Facts<'_>) -> Cell,
        text: fn(&R) -> Cow<'_, str>,
    ) -> Self {
        Self {
            head,
            cell,
            text,
            value: None,
        }
    }

    /// A column that is sorted by a number.
    #[must_use]
    pub const fn by_value(mut self, value: fn(&R) -> Option<i64>) -> Self {
        self.value = Some(value);
        self
    }
}

/// The heading and the width of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The heading.
    pub title: &'static str,
    /// What the filter knows it by, in lower case; by the first name exports and the kept state know it too.
    pub names: &'static [&'static str],
    /// How many cells it needs at least.
    pub min: u16,
    /// Its share of the room that is left.
    pub share: u16,
    /// Columns of a higher number go first when the terminal is narrow; 0 stays.
    pub dispensable: u8,
    /// Whether it is left out until somebody chooses it.
    pub hidden: bool,
    /// Whether it holds what people call a record: the filter's `~` looks there.
    pub naming: bool,
    /// Whether many records have the same in it: it is kept once for all of them.
    pub common: bool,
}

impl Head {
    /// A column that stays, of a fixed width.
    pub const fn fixed(title: &'static str, width: u16, names: &'static [&'static str]) -> Self {
        Self::growing(title, width, 0, names)
    }

    /// A column that stays and grows.
    pub const fn growing(
        title: &'static str,
        min: u16,
        share: u16,
        names: &'static [&'static str],
    ) -> Self {
        Self {
            title,
            names,
            min,
            share,
            dispensable: 0,
            hidden: false,
            naming: false,
            common: false,
        }
    }

    /// The same column, given up when there is no room: higher numbers first.
    #[must_use]
    pub const fn dispensable(mut self, order: u8) -> Self {
        self.dispensable = order;
        self
    }

    /// The same column, left out until somebody chooses it.
    #[must_use]
    pub const fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }

    /// The same column, holding what people call a record.
    #[must_use]
    pub const fn naming(mut self) -> Self {
        self.naming = true;
        self
    }

    /// The same column, with the same in many records.
    #[must_use]
    pub const fn common(mut self) -> Self {
        self.common = true;
        self
    }

    /// The name that it is known by.
    pub fn name(&self) -> &'static str {
        self.names.first().copied().unwrap_or(self.title)
    }
}

/// A value in a table or a detail, and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The value.
    pub text: Clean,
    /// What it means.
    pub tone: Tone,
}

impl Cell {
    /// A value that means this.
    pub fn new(text: impl Into<Clean>, tone: Tone) -> Self {
        Self {
            text: text.into(),
            tone,
        }
    }

    /// A value like any other.
    pub fn plain(text: impl Into<Clean>) -> Self {
        Self::new(text, Tone::Plain)
    }

    /// A value of minor interest.
    pub fn dim(text: impl Into<Clean>) -> Self {
        Self::new(text, Tone::Dim)
    }
}

/// What a row needs to know beyond itself in order to be shown.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The time of day.
    pub wall: Timestamp,
    /// The time since the start.
    pub uptime: Duration,
    /// Who is signed in where.
    pub accounts: &'a Accounts,
    /// What is being done to which record.
    pub calls: &'a Calls,
    /// Which keys do what rows mention.
    pub keymap: &'a Keymap,
}

impl App {
    /// What rows need to know in order to be shown.
    pub fn facts(&self) -> Facts<'_> {
        Facts {
            wall: self.now.wall,
            uptime: self.now.uptime,
            accounts: &self.accounts,
            calls: &self.calls,
            keymap: &self.keys.map,
        }
    }
}

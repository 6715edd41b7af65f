use crate::app::{Action, Adjust, Columns, Cursor, Head, Notice, Sort, Step, TableAction};

/// All columns of a table: which are shown, in which order, and by which it is sorted. Every change shows at once.
#[derive(Debug)]
pub struct ColumnList {
    /// The columns, the shown ones first and in their order.
    pub entries: Vec<ColumnEntry>,
    /// Where the person is.
    pub cursor: Cursor,
    /// By which column the table is sorted.
    pub sort: Option<Sort>,
}

/// A column that may be chosen.
#[derive(Clone, Copy, Debug)]
pub struct ColumnEntry {
    /// Which one, counted over all columns of the table.
    pub column: usize,
    /// Its heading.
    pub head: Head,
    /// Whether it is shown.
    pub shown: bool,
}

impl ColumnList {
    /// The columns of a table as they are.
    pub fn new(columns: &Columns, sort: Option<Sort>) -> Self {
        let shown = columns.chosen().iter().copied();
        let all = 0..columns.heads().len();
        let rest = all.filter(|at| !columns.chosen().contains(at));
        let entry = |(column, shown)| {
            let head = *columns.heads().get(column)?;
            Some(ColumnEntry {
                column,
                head,
                shown,
            })
        };
        let shown = shown.map(|at| (at, true));
        let entries = shown.chain(rest.map(|at| (at, false)));
        Self {
            entries: entries.filter_map(entry).collect(),
            cursor: Cursor::default(),
            sort,
        }
    }

    /// Ticks, moves, sorts or closes.
    pub fn act(&mut self, action: Action) -> Step {
        match action {
            Action::Move(motion) => self.cursor.step(motion, self.entries.len()),
            Action::Table(TableAction::Mark) => return self.tick(),
            Action::Table(TableAction::ScrollLeft) => return self.swap(-1),
            Action::Table(TableAction::ScrollRight) => return self.swap(1),
            Action::Table(TableAction::Sort) => return self.sort(),
            Action::Table(TableAction::Reverse) => return self.reverse(),
            Action::Dialog(crate::app::DialogAction::Reset) => return self.clear(),
            Action::Back => return Step::Close,
            _ => {}
        }
        Step::Handled
    }

    fn chosen(&self) -> Step {
        let shown = self.entries.iter().filter(|entry| entry.shown);
        Step::Adjust(Adjust::Columns(shown.map(|entry| entry.column).collect()))
    }

    fn tick(&mut self) -> Step {
        let shown = self.entries.iter().filter(|entry| entry.shown).count();
        match self.entries.get_mut(self.cursor.position()) {
            None => Step::Handled,
            Some(entry) if entry.shown && shown == 1 => {
                Step::Say(Notice::warning("One column has to stay"))
            }
            Some(entry) => {
                entry.shown = !entry.shown;
                self.chosen()
            }
        }
    }

    /// Moves the column by one place; the cursor goes with it.
    fn swap(&mut self, by: isize) -> Step {
        let from = self.cursor.position();
        match from.checked_add_signed(by) {
            Some(to) if to < self.entries.len() => {
                self.entries.swap(from, to);
                self.cursor.go(to, self.entries.len());
                self.chosen()
            }
            Some(_) | None => Step::Handled,
        }
    }

    /// Sorts by the column, or no more if the table already is.
    fn sort(&mut self) -> Step {
        let Some(entry) = self.entries.get(self.cursor.position()) else {
            return Step::Handled;
        };
        let by_it = self.sort.is_some_and(|sort| sort.column == entry.column);
        self.sort = (!by_it).then_some(Sort {
            column: entry.column,
            reversed: false,
        });
        Step::Adjust(Adjust::Sort(self.sort))
    }

    /// Sorts by the column the other way round.
    fn reverse(&mut self) -> Step {
        let Some(entry) = self.entries.get(self.cursor.position()) else {
            return Step::Handled;
        };
        let reversed = self
            .sort
            .is_some_and(|sort| sort.column == entry.column && sort.reversed);
        self.sort = Some(Sort {
            column: entry.column,
            reversed: !reversed,
        });
        Step::Adjust(Adjust::Sort(self.sort))
    }

    fn clear(&mut self) -> Step {
        self.entries.sort_by_key(|entry| entry.column);
        for entry in &mut self.entries {
            entry.shown = !entry.head.hidden;
        }
        self.sort = None;
        Step::Adjust(Adjust::Columns(Vec::new()))
    }
}

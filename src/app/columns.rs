//! Which columns of a table are shown, how wide each is, and what happens where there is no room for all.

use super::Head;

/// The mark and the cursor before each row.
pub const GUTTER: u16 = 3;
/// No column is made narrower than this.
const NARROWEST: u16 = 6;

/// The columns of one table, and how the person wants them.
#[derive(Debug)]
pub struct Columns {
    heads: Vec<Head>,
    /// The shown ones in their order.
    chosen: Vec<usize>,
    /// Whether somebody chose them: then none is given up by itself.
    own: bool,
    /// How many of those that scroll are left of the screen.
    offset: usize,
    room: u16,
}

/// A column on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Which one, counted over all columns of the table.
    pub column: usize,
    /// Its heading.
    pub head: Head,
    /// How many cells it has; a space follows.
    pub width: u16,
}

/// The columns on screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// In their order.
    pub columns: Vec<Shown>,
    /// How many of them stay where they are when the others scroll.
    pub pinned: usize,
    /// Whether some are left of the screen.
    pub more_left: bool,
    /// Whether there was no room for some.
    pub more_right: bool,
}

impl Columns {
    /// All columns of a table; the hidden ones are not shown at first.
    pub fn new(heads: Vec<Head>) -> Self {
        let chosen = initial(&heads);
        Self {
            heads,
            chosen,
            own: false,
            offset: 0,
            room: 0,
        }
    }

    /// All headings.
    pub fn heads(&self) -> &[Head] {
        &self.heads
    }

    /// The shown columns in their order.
    pub fn chosen(&self) -> &[usize] {
        &self.chosen
    }

    /// Whether somebody chose them.
    pub fn is_own(&self) -> bool {
        self.own
    }

    /// Shows these, in this order; none, or those that are shown at first, means as at first.
    pub fn choose(&mut self, columns: Vec<usize>) {
        let initial = initial(&self.heads);
        let mut chosen: Vec<usize> = Vec::new();
        for column in columns {
            if column < self.heads.len() && !chosen.contains(&column) {
                chosen.push(column);
            }
        }
        self.own = !chosen.is_empty() && chosen != initial;
        self.chosen = if self.own { chosen } else { initial };
        self.offset = 0;
    }

    /// There are so many cells.
    pub fn resize(&mut self, width: u16) {
        let room = width.saturating_sub(GUTTER);
        if room != self.room {
            self.room = room;
            self.offset = 0;
        }
    }

    /// Brings the next column from the right, if there is one.
    pub fn scroll_right(&mut self) {
        if self.window().more_right {
            self.offset += 1;
        }
    }

    /// Brings a column back from the left.
    pub fn scroll_left(&mut self) {
        self.offset = self.offset.saturating_sub(1);
    }

    /// What is on screen.
    pub fn window(&self) -> Window {
        let chosen = || {
            let heads = self.chosen.iter();
            heads.filter_map(|at| Some((*at, *self.heads.get(*at)?)))
        };
        if self.offset == 0 && !self.own {
            let all: Vec<_> = chosen().collect();
            let kept = without_dispensable(&all, self.room);
            return Window {
                more_right: kept.len() < all.len(),
                pinned: self.pinned(),
                columns: widen(kept, self.room),
                more_left: false,
            };
        }
        let pinned = self.pinned();
        let mut kept: Vec<_> = chosen().take(pinned).collect();
        let scrolling: Vec<_> = chosen().skip(pinned + self.offset).collect();
        let wanted = scrolling.len();
        for column in scrolling {
            kept.push(column);
            let alone = kept.len() == pinned + 1;
            if !alone && needed(kept.iter().map(|(_, head)| head.min)) > self.room {
                kept.pop();
                break;
            }
        }
        Window {
            more_right: kept.len() < pinned + wanted,
            more_left: self.offset > 0,
            pinned,
            columns: widen(kept, self.room),
        }
    }

    /// Which column has a cell of a line, counted from the line's beginning.
    pub fn at(&self, x: u16) -> Option<usize> {
        let mut left = GUTTER;
        let shown = self.window().columns;
        let found = shown.iter().find(|shown| {
            let right = left + shown.width + 1;
            let found = (left..right).contains(&x);
            left = right;
            found
        });
        found.map(|shown| shown.column)
    }

    /// The first column stays, and those up to the record's name where they leave half of the room.
    fn pinned(&self) -> usize {
        let heads = || self.chosen.iter().filter_map(|at| self.heads.get(*at));
        let named = heads().position(|head| head.naming).map_or(1, |at| at + 1);
        let taken = needed(heads().take(named).map(|head| head.min));
        if taken <= self.room / 2 { named } else { 1 }
    }
}

fn initial(heads: &[Head]) -> Vec<usize> {
    let shown = heads.iter().enumerate().filter(|(_, head)| !head.hidden);
    shown.map(|(at, _)| at).collect()
}

/// How many cells columns need, each with the space after it.
fn needed(widths: impl Iterator<Item = u16>) -> u16 {
    widths.fold(0, |sum, width| sum.saturating_add(width + 1))
}

/// Gives up columns until the others fit, those first that are the least missed.
fn without_dispensable(columns: &[(usize, Head)], room: u16) -> Vec<(usize, Head)> {
    let mut kept = columns.to_vec();
    while needed(kept.iter().map(|(_, head)| head.min)) > room {
        let present = kept.iter().enumerate();
        let least = present
            .filter(|(_, (_, head))| head.dispensable > 0)
            .max_by_key(|(_, (_, head))| head.dispensable);
        let Some((at, _)) = least else { break };
        kept.remove(at);
    }
    kept
}

/// Gives the room that is left to the columns that grow, or takes what is missing from the widest.
fn widen(columns: Vec<(usize, Head)>, room: u16) -> Vec<Shown> {
    let mut widths: Vec<u16> = columns.iter().map(|(_, head)| head.min).collect();
    while needed(widths.iter().copied()) > room {
        let widest = widths.iter_mut().max().filter(|width| **width > NARROWEST);
        let Some(widest) = widest else { break };
        *widest -= 1;
    }
    let spare = room.saturating_sub(needed(widths.iter().copied()));
    let shares: u16 = columns.iter().map(|(_, head)| head.share).sum();
    let grown = |share: u16| {
        let part = u32::from(spare) * u32::from(share);
        part.checked_div(u32::from(shares))
            .and_then(|part| u16::try_from(part).ok())
            .unwrap_or(0)
    };
    let shown = columns.into_iter().zip(widths);
    shown
        .map(|((column, head), width)| Shown {
            column,
            head,
            width: width + grown(head.share),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HEADS: [Head; 5] = [
        Head::fixed("A", 5, &["a"]),
        Head::growing("B", 10, 1, &["b"]).naming(),
        Head::fixed("C", 8, &["c"]).dispensable(1),
        Head::fixed("D", 9, &["d"]).hidden(),
        Head::fixed("E", 20, &["e"]).hidden(),
    ];

    fn columns(room: u16) -> Columns {
        let mut columns = Columns::new(HEADS.to_vec());
        columns.resize(room + GUTTER);
        columns
    }

    fn seen(columns: &Columns) -> Vec<(&'static str, u16)> {
        let window = columns.window().columns;
        window
            .iter()
            .map(|shown| (shown.head.title, shown.width))
            .collect()
    }

    #[test]
    fn spare_room_goes_to_the_growing_columns() {
        assert_eq!(seen(&columns(40)), [("A", 5), ("B", 24), ("C", 8)]);
    }

    #[test]
    fn without_room_the_dispensable_columns_go_and_scrolling_brings_them() {
        let mut columns = columns(24);
        assert_eq!(seen(&columns), [("A", 5), ("B", 17)]);
        assert!(columns.window().more_right);
        columns.scroll_right();
        assert_eq!(seen(&columns)[0].0, "A");
        columns.choose(vec![0, 1, 3, 4]);
        assert_eq!(seen(&columns)[0].0, "A");
    }

    #[test]
    fn chosen_columns_scroll_behind_the_first() {
        let mut columns = columns(40);
        columns.choose(vec![0, 1, 2, 3, 4]);
        let titles =
            |columns: &Columns| -> String { seen(columns).iter().map(|it| it.0).collect() };
        assert_eq!(titles(&columns), "ABCD");
        columns.scroll_right();
        assert_eq!(titles(&columns), "ABD");
        assert!(columns.window().more_left && columns.window().more_right);
        columns.scroll_right();
        columns.scroll_right();
        assert_eq!(titles(&columns), "ABE");
        assert!(!columns.window().more_right, "the last one is there");
        columns.scroll_left();
        assert_eq!(titles(&columns), "ABD");
    }

    #[test]
    fn no_choice_is_the_first_choice() {
        let mut columns = columns(40);
        columns.choose(vec![4, 4, 99]);
        assert_eq!(columns.chosen(), [4]);
        columns.choose(Vec::new());
        assert_eq!(
            (columns.chosen(), columns.is_own()),
            (&[0, 1, 2][..], false)
        );
    }

    proptest! {
        #[test]
        fn what_is_shown_fits(room in 0..200u16, chosen in prop::collection::vec(0..5usize, 0..5), right in 0..6) {
            let mut columns = columns(room);
            columns.choose(chosen);
            for _ in 0..right {
                columns.scroll_right();
            }
            let window = columns.window();
            prop_assert!(!window.columns.is_empty());
            prop_assert!(window.pinned >= 1);
            if room >= 30 {
                let total: u16 = window.columns.iter().map(|shown| shown.width + 1).sum();
                prop_assert!(total <= room, "{total} of {room}");
            }
        }
    }
}

use ratatui::layout::{Constraint, Layout as Split, Rect, Size};

/// Below this nothing sensible can be shown.
const SMALLEST: Size = Size {
    width: 40,
    height: 10,
};
/// From this width on, the detail stands beside the table.
const WIDE: u16 = 110;
/// From this height on, the detail has room below the table.
const HIGH: u16 = 20;

/// Where everything is on a screen of some size: the keys need it as much as the drawing does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The pane titles.
    pub header: Rect,
    /// The providers' sessions; no height on a low terminal.
    pub sessions: Rect,
    /// The table with its frame.
    pub table: Rect,
    /// The detail with its frame; empty when there is no room beside or below the table.
    pub detail: Rect,
    /// Hints, notices, the filter.
    pub footer: Rect,
}

impl Layout {
    /// Divides a screen; `None` when it is too small.
    pub fn of(size: Size) -> Option<Self> {
        if size.width < SMALLEST.width || size.height < SMALLEST.height {
            return None;
        }
        let sessions = u16::from(size.height >= 16);
        let rows = [
            Constraint::Length(1),
            Constraint::Length(sessions),
            Constraint::Fill(1),
            Constraint::Length(1),
        ];
        let [header, sessions, body, footer] =
            Split::vertical(rows).areas(Rect::from((ratatui::layout::Position::ORIGIN, size)));
        let [table, detail] = if size.width >= WIDE {
            Split::horizontal([Constraint::Fill(2), Constraint::Fill(1)]).areas(body)
        } else if size.height >= HIGH {
            Split::vertical([Constraint::Fill(3), Constraint::Fill(2)]).areas(body)
        } else {
            [body, Rect::ZERO]
        };
        Some(Self {
            header,
            sessions,
            table,
            detail,
            footer,
        })
    }

    /// How many rows the table has room for, less its frame, its headings and so many lines about its sources.
    pub fn rows(&self, notes: usize) -> usize {
        usize::from(self.table.height).saturating_sub(3 + notes)
    }

    /// How many lines of text an overlay has room for.
    pub fn overlay_rows(&self) -> usize {
        usize::from(self.overlay().height).saturating_sub(2)
    }

    /// How many cells a line of an overlay has.
    pub fn overlay_columns(&self) -> u16 {
        self.overlay().width.saturating_sub(4)
    }

    /// Where an overlay may be at most: the screen less the header and the footer.
    pub fn overlay(&self) -> Rect {
        self.table.union(self.detail)
    }

    /// Where a popup with so many cells and lines inside its frame is, in an area.
    pub fn popup(area: Rect, width: u16, height: u16) -> Rect {
        let [width, height] =
            [width, height].map(|cells| Constraint::Length(cells.saturating_add(2)));
        area.centered(width, height)
    }

    /// Where the detail goes when it is opened: beside the table, or over it where it would have but a few lines.
    pub fn open_detail(&self) -> Rect {
        if self.covers() {
            self.table.union(self.detail)
        } else {
            self.detail
        }
    }

    /// Whether the detail covers the table when it is opened.
    pub fn covers(&self) -> bool {
        self.detail.is_empty() || self.detail.y > self.table.y
    }

    /// Where the detail is, opened or not.
    pub fn detail(&self, is_open: bool) -> Rect {
        if is_open {
            self.open_detail()
        } else {
            self.detail
        }
    }
}

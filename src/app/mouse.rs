//! What clicks and the wheel do: nothing that a key could not do, and nothing at all that destroys.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::{
    Action, App, Context, DialogAction, Effect, Layout, Motion, Overlay, Sort, TableAction,
    hints_at,
};

/// How many lines a notch of the wheel moves.
const NOTCH: isize = 3;
/// Two clicks on the same row within this time are one double click.
const DOUBLE: Duration = Duration::from_millis(400);

/// The click before this one.
#[derive(Clone, Copy, Debug)]
pub struct Click {
    row: u16,
    uptime: Duration,
}

/// What of the screen is at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// The pane titles.
    Header,
    /// The headings of the columns, so many cells from their beginning.
    Heading(u16),
    /// A line of the table, from 0.
    Row(usize),
    /// The detail.
    Detail,
    /// The hints.
    Footer,
    /// Nothing that could be clicked.
    Elsewhere,
}

impl Layout {
    /// What is at a place; `covered` says that the detail lies over the table where it has no place of its own.
    pub fn spot(&self, at: Position, covered: bool) -> Spot {
        let frame = self.table;
        let inside = (frame.left() + 1..frame.right().saturating_sub(1)).contains(&at.x);
        let heading = frame.top() + 1;
        if self.header.contains(at) {
            Spot::Header
        } else if self.footer.contains(at) {
            Spot::Footer
        } else if self.detail.contains(at) || (covered && frame.contains(at)) {
            Spot::Detail
        } else if !inside || at.y < heading || at.y + 1 >= frame.bottom() {
            Spot::Elsewhere
        } else if at.y == heading {
            Spot::Heading(at.x - frame.left() - 1)
        } else {
            Spot::Row(usize::from(at.y - heading - 1))
        }
    }
}

impl App {
    pub(super) fn mouse(&mut self, event: MouseEvent) -> Vec<Effect> {
        let at = Position::new(event.column, event.row);
        let Some(layout) = self.screen.layout().copied() else {
            return Vec::new();
        };
        let covered = self.detail.focused && layout.covers();
        let spot = layout.spot(at, covered);
        match event.kind {
            MouseEventKind::Down(MouseButton::Left) => self.click(at, spot, &layout),
            MouseEventKind::ScrollDown => self.wheel(NOTCH, spot),
            MouseEventKind::ScrollUp => self.wheel(-NOTCH, spot),
            _ => Vec::new(),
        }
    }

    fn click(&mut self, at: Position, spot: Spot, layout: &Layout) -> Vec<Effect> {
        self.screen.redraw();
        self.keys.pending.clear();
        let click = Click {
            row: at.y,
            uptime: self.now.uptime,
        };
        let before = self.screen.click.replace(click);
        let twice = before.is_some_and(|before| {
            before.row == click.row && click.uptime.saturating_sub(before.uptime) <= DOUBLE
        });
        if spot == Spot::Footer {
            return self.click_hint(at.x - layout.footer.x, layout.footer.width);
        }
        if self.overlays.last().is_some() {
            return self.click_overlay(at, twice, layout);
        }
        if self.panes.grid().filter().input.is_some() {
            self.end_filter(Action::Dialog(DialogAction::Submit));
        }
        match spot {
            Spot::Header => self.click_title(at.x - layout.header.x, layout.header.width),
            Spot::Heading(x) => {
                self.click_heading(x);
                Vec::new()
            }
            Spot::Row(line) => self.click_row(line, twice),
            Spot::Detail => {
                self.detail.focused = self.panes.grid().selected_key().is_some();
                Vec::new()
            }
            Spot::Footer | Spot::Elsewhere => Vec::new(),
        }
    }

    fn click_title(&mut self, x: u16, width: u16) -> Vec<Effect> {
        let mut left = 0;
        for title in self.titles(width) {
            let right = left + title.width();
            if (left..right).contains(&x) {
                return self.show(title.tab);
            }
            left = right;
        }
        Vec::new()
    }

    /// Sorts by the column; once more turns the order round.
    fn click_heading(&mut self, x: u16) {
        let grid = self.panes.grid_mut();
        let Some(column) = grid.columns().at(x) else {
            return;
        };
        let reversed = match grid.sort() {
            Some(sort) => sort.column == column && !sort.reversed,
            None => false,
        };
        grid.sort_by(Some(Sort { column, reversed }));
    }

    /// Puts the cursor on a row; twice opens it.
    fn click_row(&mut self, line: usize, twice: bool) -> Vec<Effect> {
        self.detail.focused = false;
        if self.panes.grid_mut().go_to_line(line) && twice {
            self.screen.click = None;
            return self.perform(Action::Table(TableAction::Open));
        }
        Vec::new()
    }

    /// Does what a hint in the footer says, as its key would.
    fn click_hint(&mut self, x: u16, width: u16) -> Vec<Effect> {
        if self.panes.grid().filter().input.is_some() && self.overlays.is_empty() {
            return Vec::new();
        }
        if self.overlays.is_empty() && self.notices.dismiss() {
            return Vec::new();
        }
        let (left, right) = self.footer_hints(width);
        let keys = hints_at(&left, x).or_else(|| hints_at(&right, x)).cloned();
        self.press_hint(keys.as_deref())
    }

    /// In a plain question its answers can be clicked, in a list its entries; whatever else is clicked does nothing.
    fn click_overlay(&mut self, at: Position, twice: bool, layout: &Layout) -> Vec<Effect> {
        let Some(overlay) = self.overlays.last_mut() else {
            return Vec::new();
        };
        match overlay {
            Overlay::Confirm(_) | Overlay::Leave(_) => {
                let answers = overlay.answers(layout.overlay());
                let clicked = answers.filter(|row| row.contains(at)).and_then(|row| {
                    let hints = super::answers(self.hints());
                    hints_at(&hints, at.x - row.x).cloned()
                });
                self.press_hint(clicked.as_deref())
            }
            Overlay::Palette(palette) => {
                let on_entry = palette.click(at, layout.overlay());
                if on_entry && twice {
                    let step = palette.act(Action::Dialog(DialogAction::Submit));
                    return self.follow(step);
                }
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// Does what some keys do here; but nothing is destroyed by a click, where a name must be typed.
    fn press_hint(&mut self, keys: Option<&str>) -> Vec<Effect> {
        let contexts = self.contexts();
        let mut bindings = contexts.iter().flat_map(|it| self.keys.map.bindings(*it));
        let pressed = bindings.find(|binding| keys.is_some_and(|keys| binding.words == *keys));
        let Some(action) = pressed.map(|binding| binding.action) else {
            return Vec::new();
        };
        let confirms = matches!(
            action,
            Action::Dialog(DialogAction::Submit | DialogAction::Yes)
        );
        if confirms && contexts.contains(&Context::Typed) {
            return Vec::new();
        }
        self.act(action, KeyEvent::new(KeyCode::Null, KeyModifiers::NONE))
    }

    fn wheel(&mut self, lines: isize, spot: Spot) -> Vec<Effect> {
        self.screen.redraw();
        let motion = if lines > 0 { Motion::Down } else { Motion::Up };
        if let Some(overlay) = self.overlays.last_mut() {
            for _ in 0..lines.unsigned_abs() {
                overlay.act(Action::Move(motion));
            }
            return Vec::new();
        }
        match spot {
            Spot::Detail => {
                for _ in 0..lines.unsigned_abs() {
                    self.scroll_detail(motion);
                }
            }
            Spot::Heading(_) | Spot::Row(_) => self.panes.grid_mut().roll(lines),
            Spot::Header | Spot::Footer | Spot::Elsewhere => {}
        }
        Vec::new()
    }
}

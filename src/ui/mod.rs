//! The screen, drawn from the program's state and from nothing else: reading only, and only what is visible.

mod answer;
mod ascii;
mod border;
mod changes;
mod columns;
mod confirm;
mod control;
mod counts;
mod detail;
mod export;
mod field;
mod footer;
mod form;
mod gauge;
mod header;
mod help;
mod invite;
mod json;
mod log;
mod narrow;
mod overlay;
mod palette;
mod pen;
mod qr;
mod scroll;
mod sign_in;
mod styles;
mod table;
mod text;
mod theme;
mod totp;
mod veil;

use ratatui::{
    Frame,
    layout::Rect,
    widgets::{BorderType, Paragraph},
};

pub use styles::Styles;
pub use theme::{Depth, Theme};

use crate::app::{App, Overlay};

/// Draws the whole screen.
pub fn draw(app: &App, styles: &Styles, frame: &mut Frame) {
    Painter::default().draw(app, styles, false, frame);
}

/// Draws the screen again and again, and leaves as it is what would say what it says: rows of the table and of the record
/// beside it, and as long as only the cursor moves the header and the frames.
#[derive(Debug, Default)]
pub struct Painter {
    before: Option<Before>,
}

/// What the last frame was drawn by, as long as nothing lay over it.
#[derive(Debug)]
struct Before {
    area: Rect,
    styles: Styles,
    revision: Option<u64>,
    drawn: Drawn,
}

/// What of the panes was drawn that may be left as it is: nothing else was drawn over it.
#[derive(Debug, Default)]
struct Drawn {
    table: Option<table::Rows>,
    detail: Option<detail::Rows>,
}

impl Painter {
    /// Draws the whole screen. Cells are left as they are only if what this painter drew last still stands there.
    pub fn draw(&mut self, app: &App, styles: &Styles, stands: bool, frame: &mut Frame) {
        let lines = if app.options.setup.is_protected {
            BorderType::Double
        } else {
            BorderType::Rounded
        };
        let styles = &Styles {
            lines,
            is_shared: app.screen.is_shared,
            ..styles.clone()
        };
        let area = frame.area();
        // Nothing may be drawn over what is left as it is, and what is private is masked after the drawing.
        let may_leave = stands && app.overlays.is_empty() && !styles.is_shared;
        let is_like = |before: &Before| before.area == area && before.styles == *styles;
        let before = self.before.take();
        let before = before.filter(|before| may_leave && is_like(before));
        let drawn = draw_all(app, styles, before, frame);
        let drawn = drawn.filter(|_| app.overlays.is_empty());
        self.before = drawn.map(|drawn| Before {
            area,
            styles: styles.clone(),
            revision: app.revision(),
            drawn,
        });
        veil::finish(frame.buffer_mut(), styles.is_shared, &app.known_ids());
        if styles.ascii {
            ascii::fold(frame.buffer_mut());
        }
    }
}

/// Draws everything.
///
/// # Returns
/// What was drawn of the panes, if there was room for them.
fn draw_all(
    app: &App,
    styles: &Styles,
    before: Option<Before>,
    frame: &mut Frame,
) -> Option<Drawn> {
    let Some(layout) = app.screen.layout() else {
        too_small(styles, frame);
        return None;
    };
    let since = before.as_ref().and_then(|before| before.revision);
    let is_moved = since.is_some() && since == app.revision();
    if is_moved {
        pen::leave(layout.header, styles, frame.buffer_mut());
        pen::leave(layout.sessions, styles, frame.buffer_mut());
    } else {
        header::draw(app, styles, layout.header, frame);
        header::draw_sessions(app, styles, layout.sessions, frame);
    }
    let before = before.map(|before| before.drawn).unwrap_or_default();
    let covered = app.detail.focused && layout.covers();
    let table = if covered {
        None
    } else {
        table::draw(app, styles, layout.table, before.table, is_moved, frame)
    };
    let area = layout.detail(app.detail.focused);
    let detail = detail::draw(app, styles, area, before.detail, frame);
    gauge::draw(app, styles, layout.table, frame);
    footer::draw(app, styles, layout.footer, frame);
    for overlay in &app.overlays {
        let hints = if let Overlay::Form(form) = overlay {
            app.control_hints(form)
        } else {
            app.hints_in(Some(overlay)).collect()
        };
        overlay::draw(overlay, &hints, styles, layout.overlay(), frame);
    }
    footer::draw_above(app, styles, layout.overlay(), frame);
    Some(Drawn { table, detail })
}

fn too_small(styles: &Styles, frame: &mut Frame) {
    let area = frame.area();
    let words = format!(
        "usher needs 40x10, this terminal has {}x{}",
        area.width, area.height
    );
    let line = text::line([text::span(words, styles.warning)]);
    let paragraph = Paragraph::new(line).wrap(ratatui::widgets::Wrap { trim: true });
    frame.render_widget(
        paragraph,
        Rect {
            height: area.height.min(3),
            ..area
        },
    );
}

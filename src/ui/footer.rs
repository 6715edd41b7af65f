use ratatui::{Frame, layout::Rect, style::Style, widgets::Clear};

use super::{Styles, pen::Pen, text};
use crate::{
    app::{App, Notice},
    domain::Clean,
};

/// What is being typed into the filter, else the newest notice, else the keys that are worth knowing here.
pub fn draw(app: &App, styles: &Styles, area: Rect, frame: &mut Frame) {
    if let Some(input) = &app.panes.grid().filter().input {
        let typed = input.lines().first().map_or(0, |line| text::width(line));
        let (words, style) = fields(app, styles);
        let room = area.width.saturating_sub(typed + 5);
        let [slash, field, offered] = ratatui::layout::Layout::horizontal([
            ratatui::layout::Constraint::Length(2),
            ratatui::layout::Constraint::Fill(1),
            ratatui::layout::Constraint::Length(room.min(text::width(words.as_str()) + 1)),
        ])
        .areas(area);
        frame.render_widget(text::line([text::span(" /", styles.key)]), slash);
        frame.render_widget(input, field);
        let words = text::fitted(&words, offered.width, style);
        frame.render_widget(text::line([words]), offered);
    } else if let Some(notice) = app.notices.current().filter(|_| app.overlays.is_empty()) {
        draw_notice(app, notice, styles, area, frame);
    } else {
        draw_hints(app, styles, area, frame);
    }
}

/// The fields that the filter can name, or that it names one that there is not.
fn fields(app: &App, styles: &Styles) -> (Clean, Style) {
    let filter = app.panes.grid().filter();
    let names = filter.offered().join(": ");
    if let Some(compares) = filter.compares() {
        let words =
            format!("{compares} isn't understood: nothing is compared, a text is looked for");
        return (Clean::from(words), styles.warning);
    }
    match filter.unknown() {
        Some(unknown) => (
            Clean::from(format!("no field {unknown}; there are {names}")),
            styles.warning,
        ),
        None => (Clean::from(format!("{names}: !not ~like")), styles.dim),
    }
}

/// A notice while something is open: above the keys of that, which stay to be seen.
pub fn draw_above(app: &App, styles: &Styles, area: Rect, frame: &mut Frame) {
    if let (Some(notice), Some(row)) = (app.notices.current(), area.rows().next_back())
        && app
            .overlays
            .last()
            .is_some_and(|overlay| !overlay.is_whole_screen())
    {
        frame.render_widget(Clear, row);
        draw_notice(app, notice, styles, row, frame);
    }
}

/// A notice; one that is too long says how all of it can be read.
fn draw_notice(app: &App, notice: &Notice, styles: &Styles, area: Rect, frame: &mut Frame) {
    let words = Clean::from(format!(" {}", notice.text));
    let style = styles.tone(notice.tone);
    let all_of_it = match app.notices_key() {
        Some(key) if text::width(words.as_str()) > area.width => format!(" {key}: all of it "),
        Some(_) | None => String::new(),
    };
    let room = area.width.saturating_sub(text::width(&all_of_it));
    let line = text::line([
        text::fitted(&words, room, style),
        text::span(all_of_it, styles.key),
    ]);
    frame.render_widget(line, area);
}

fn draw_hints(app: &App, styles: &Styles, area: Rect, frame: &mut Frame) {
    let (hints, way_out) = app.footer_hints(area.width);
    for hint in hints.iter().chain(&way_out) {
        let area = Rect {
            x: area.x + hint.x,
            width: hint.width,
            ..area
        };
        let mut pen = Pen::new(area, styles, frame.buffer_mut());
        pen.draw(" ", 1, styles.key);
        pen.say(hint.keys.as_str(), styles.key);
        pen.draw(" ", 1, styles.key);
        pen.write_all(&hint.words, styles.dim);
        pen.draw(" ", 1, styles.dim);
    }
}

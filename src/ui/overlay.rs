use ratatui::{
    Frame,
    layout::Rect,
    text::Line,
    widgets::{Block, Clear},
};

use super::{
    Styles, answer, changes, columns, confirm, export, form, help, invite, json, log, narrow,
    palette, scroll, sign_in, text, totp,
};
use crate::{
    app::{self, Layout, Leave, Overlay},
    domain::Clean,
};

/// A key and what it does here.
pub type Hint = (String, Clean);

/// Draws something over the panes.
pub fn draw(overlay: &Overlay, hints: &[Hint], styles: &Styles, area: Rect, frame: &mut Frame) {
    match overlay {
        Overlay::Help(help) => help::draw(help, styles, area, frame),
        Overlay::Form(form) => form::draw(form, hints, styles, area, frame),
        Overlay::Confirm(confirm) => confirm::draw(confirm, hints, styles, area, frame),
        Overlay::Invite(invite) => invite::draw(invite, hints, styles, area, frame),
        Overlay::Leave(leave) => draw_leave(leave, hints, styles, area, frame),
        Overlay::Palette(palette) => palette::draw(palette, styles, area, frame),
        Overlay::Answer(answer) => answer::draw(answer, hints, styles, area, frame),
        Overlay::Json(json) => json::draw(json, styles, area, frame),
        Overlay::Totp(setup) => totp::draw(setup, hints, styles, frame),
        Overlay::Columns(list) => columns::draw(list, styles, area, frame),
        Overlay::Narrow(narrow) => narrow::draw(narrow, styles, area, frame),
        Overlay::Export(form) => export::draw(form, styles, area, frame),
        Overlay::Log(log) => log::draw(log, styles, area, frame),
        Overlay::Request(entry) => {
            let title = entry.title();
            scroll::draw(title.as_str(), &entry.text, "", styles, area, frame);
        }
        Overlay::History(history) => {
            let nothing = "Nothing was said yet";
            scroll::draw("Notices", &history.text, nothing, styles, area, frame);
        }
        Overlay::Conflict(conflict) => {
            let title = "Somebody else changed the same meanwhile";
            scroll::draw(title, &conflict.text, "", styles, area, frame);
        }
        Overlay::Changes(journal) => changes::draw(journal, styles, area, frame),
        Overlay::SignIn(form) => sign_in::draw(form, hints, styles, area, frame),
    }
}

/// Clears the middle of an area, frames it, and answers what is inside of the frame.
pub fn popup(
    title: &str,
    width: u16,
    height: u16,
    styles: &Styles,
    area: Rect,
    frame: &mut Frame,
) -> Rect {
    let outer = Layout::popup(area, width, height);
    let block = Block::bordered()
        .border_type(styles.lines)
        .border_style(styles.focus)
        .title(text::line([
            text::span(" ", styles.heading),
            text::cut(&title.into(), outer.width.saturating_sub(4), styles.heading),
            text::span(" ", styles.heading),
        ]));
    let inner = block.inner(outer);
    text::cut_wide(outer, frame.buffer_mut());
    frame.render_widget(Clear, outer);
    frame.render_widget(block, outer);
    inner
}

fn draw_leave(leave: &Leave, hints: &[Hint], styles: &Styles, area: Rect, frame: &mut Frame) {
    let words = match leave.waiting {
        1 => "One change has not been sent yet.".to_owned(),
        several => format!("{several} changes have not been sent yet."),
    };
    let lines = vec![
        text::line([text::span(words, styles.plain)]),
        text::line([]),
        answers(hints, styles),
    ];
    let (width, _) = Leave::SIZE;
    message("Something still waits", width, lines, styles, area, frame);
}

/// A popup with some lines.
fn message(
    title: &str,
    width: u16,
    lines: Vec<Line<'static>>,
    styles: &Styles,
    area: Rect,
    frame: &mut Frame,
) -> Rect {
    let width = width.min(area.width.saturating_sub(2));
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let inner = popup(
        title,
        width,
        height.min(area.height.saturating_sub(2)),
        styles,
        area,
        frame,
    );
    for (line, n) in lines.into_iter().zip(0..) {
        if let Some(row) = text::row(inner, n) {
            frame.render_widget(line, row);
        }
    }
    inner
}

/// The keys that answer.
pub fn answers(hints: &[Hint], styles: &Styles) -> Line<'static> {
    written(app::answers(hints.to_vec()), styles)
}

/// The same in as many lines of some width as they take.
pub fn answers_within(hints: &[Hint], styles: &Styles, width: u16) -> Vec<Line<'static>> {
    let lines = app::answers_within(hints.to_vec(), width).into_iter();
    lines.map(|line| written(line, styles)).collect()
}

fn written(hints: Vec<app::Hint>, styles: &Styles) -> Line<'static> {
    let spans = hints.into_iter().flat_map(|hint| {
        [
            text::span(hint.keys, styles.key),
            text::span(format!(" {}   ", hint.words), styles.plain),
        ]
    });
    text::line(spans)
}

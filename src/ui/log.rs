use std::time::Duration;

use ratatui::{
    Frame,
    layout::{Constraint, Layout, Rect},
    text::Line,
};

use super::{Styles, overlay::popup, text};
use crate::{
    api::Logged,
    app::{Finder, Log},
    domain::Clean,
};

/// From this width on, there is room for how long requests took.
const ROOMY: u16 = 60;
/// From this width on, there is room for the beginning of their ids.
const WIDE: u16 = 90;
/// From this width on, there is room for their whole ids.
const WIDEST: u16 = 130;

/// The requests, under the line that finds some of them; below, what the chosen one was for.
pub fn draw(log: &Log, styles: &Styles, area: Rect, frame: &mut Frame) {
    let list = &log.list;
    let count = u16::try_from(list.count()).unwrap_or(u16::MAX);
    let height = count.saturating_add(2);
    let inner = popup(
        "Requests",
        area.width.saturating_sub(2),
        height.min(area.height.saturating_sub(2)).max(3),
        styles,
        area,
        frame,
    );
    let words = match (list.all(), list.wanted()) {
        (0, _) => "Nothing was asked of the vendors yet".to_owned(),
        (all, "") => format!("{all} in this run, newest first"),
        (all, wanted) => format!("{} of {all} with {wanted}", list.count()),
    };
    draw_top(list, &words.into(), styles, inner, frame);
    for ((at, request), n) in list.window().zip(1..) {
        let Some(row) = text::row(inner, n) else {
            break;
        };
        frame.render_widget(line(request, &log.time_of(request), styles, row.width), row);
        if at == list.cursor.position() {
            frame.buffer_mut().set_style(row, styles.selected);
            draw_chosen(request, styles, inner, frame);
        }
    }
}

/// What is being typed to find some of a list, or else words about what was found.
pub fn draw_top<T>(
    list: &Finder<T>,
    words: &Clean,
    styles: &Styles,
    inner: Rect,
    frame: &mut Frame,
) {
    let Some(row) = text::row(inner, 0) else {
        return;
    };
    if let Some(input) = &list.input {
        let [slash, field] =
            Layout::horizontal([Constraint::Length(1), Constraint::Fill(1)]).areas(row);
        frame.render_widget(text::line([text::span("/", styles.key)]), slash);
        frame.render_widget(&**input, field);
        return;
    }
    let line = text::line([text::fitted(words, row.width, styles.dim)]);
    frame.render_widget(line, row);
}

/// What a request was for, and what went wrong.
fn draw_chosen(request: &Logged, styles: &Styles, inner: Rect, frame: &mut Frame) {
    let what = format!("{}: {}", request.provider, request.title);
    let (words, style) = match &request.said {
        Some(said) => (format!("{what}: {said}"), styles.bad),
        None => (what, styles.dim),
    };
    if let Some(row) = text::row(inner, inner.height.saturating_sub(1)) {
        let line = text::line([text::fitted(&words.into(), row.width, style)]);
        frame.render_widget(line, row);
    }
}

fn line(request: &Logged, time: &str, styles: &Styles, width: u16) -> Line<'static> {
    let outcome = if request.succeeded() {
        styles.good
    } else {
        styles.bad
    };
    let status = match request.status {
        Some(status) => status.to_string(),
        None => "none".to_owned(),
    };
    let (took, repeats) = if width >= ROOMY { (8, 4) } else { (0, 0) };
    let id = match width {
        WIDEST.. => 37,
        WIDE.. => 14,
        _ => 0,
    };
    let target = width.saturating_sub(9 + 7 + 5 + took + repeats + id + 1);
    let times = match request.repeats {
        0 => String::new(),
        repeats => format!("×{}", repeats + 1),
    };
    let request_id = request.request_id.clone().unwrap_or_default();
    let target_text = Clean::new(request.target());
    text::line([
        text::fitted(&Clean::new(time), 9, styles.dim),
        text::fitted(&Clean::from(request.method), 7, styles.plain),
        text::fitted(&Clean::from(status), 5, outcome),
        text::fitted(&Clean::from(duration(request.took)), took, styles.dim),
        text::fitted(&Clean::from(times), repeats, styles.warning),
        text::fitted(&target_text, target, styles.plain),
        text::span(" ", styles.plain),
        text::fitted(&request_id, id, styles.dim),
    ])
}

/// In milliseconds, and from ten seconds on in seconds.
fn duration(took: Duration) -> String {
    match took.as_millis() {
        millis @ ..10_000 => format!("{millis} ms"),
        _ => format!("{} s", took.as_secs()),
    }
}

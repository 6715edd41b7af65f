use ratatui::{
    Frame,
    layout::{Rect, Size},
    widgets::Clear,
};

use super::{
    Styles,
    detail::draw_rows,
    form::lines,
    overlay::{Hint, answers_within, popup},
    qr, text,
};
use crate::{
    app::{Answer, Qr},
    domain::Clean,
};

/// What an operation answered, and below it what is to be said of it and the keys.
pub fn draw(answer: &Answer, hints: &[Hint], styles: &Styles, area: Rect, frame: &mut Frame) {
    if let Some(code) = &answer.qr {
        return draw_qr(code, answer.inverted, styles, frame);
    }
    let rows = answer.rows();
    let width = Answer::WIDTH.min(area.width.saturating_sub(2));
    let mut below = lines(&answer.remark().into(), width, |words| {
        text::line([text::span(words, styles.warning)])
    });
    below.extend(answers_within(hints, styles, answer.view.width));
    let count = |len: usize| u16::try_from(len).unwrap_or(u16::MAX);
    let height = count(rows.len() + below.len())
        .min(area.height.saturating_sub(2))
        .max(3);
    let inner = popup(answer.title.as_str(), width, height, styles, area, frame);
    let text_height = inner.height.saturating_sub(count(below.len()));
    let words = Rect {
        height: text_height,
        ..inner
    };
    let window = answer.cursor.window(rows.len());
    draw_rows(&rows, window, styles, words, frame);
    for (line, n) in below.into_iter().zip(text_height..) {
        if let Some(row) = text::row(inner, n) {
            frame.render_widget(line, row);
        }
    }
}

/// A link as a QR code: on the whole screen, for it needs the room.
fn draw_qr(code: &Qr, inverted: bool, styles: &Styles, frame: &mut Frame) {
    let area = frame.area();
    frame.render_widget(Clear, area);
    let room = Size {
        width: area.width,
        height: area.height,
    };
    if let Some(quiet) = qr::quiet(code, room, styles) {
        let size = qr::size(code, quiet);
        let place = Rect {
            x: area.x + (area.width - size.width) / 2,
            width: size.width,
            ..area
        };
        return qr::draw(code, quiet, inverted, styles, place, frame);
    }
    let needed = qr::size(code, qr::LEAST);
    let words = format!(
        "The QR code needs {}x{} cells and UTF-8; this terminal has {}x{}. Make it larger, or copy the link instead.",
        needed.width, needed.height, area.width, area.height
    );
    let lines = lines(&Clean::from(words), area.width, |words| {
        text::line([text::span(words, styles.warning)])
    });
    for (line, n) in lines.into_iter().zip(0..) {
        if let Some(row) = text::row(area, n) {
            frame.render_widget(line, row);
        }
    }
}

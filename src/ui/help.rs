use ratatui::{Frame, layout::Rect, text::Line};

use super::{Styles, overlay::popup, palette, text};
use crate::{
    app::{Help, HelpKey, HelpLine},
    domain::Clean,
};

/// The keys, under a line to find some of them; below, why the chosen ones do nothing here.
pub fn draw(help: &Help, styles: &Styles, area: Rect, frame: &mut Frame) {
    let found = help.found();
    let width = 78.min(area.width.saturating_sub(2));
    let inner = popup(
        "Keys",
        width,
        area.height.saturating_sub(2),
        styles,
        area,
        frame,
    );
    palette::draw_input(&help.input, styles, inner, frame);
    let window = help.cursor.window(found.len());
    if found.len() == 0
        && let Some(row) = text::row(inner, 1)
    {
        let words = "No key does anything of that name";
        frame.render_widget(text::line([text::span(words, styles.dim)]), row);
    }
    for ((at, found), n) in found
        .enumerate()
        .skip(window.start)
        .take(window.len())
        .zip(1..)
    {
        let Some(row) = text::row(inner, n) else {
            break;
        };
        frame.render_widget(line(found, help.is_searched(), styles, row.width), row);
        let is_key = matches!(found, HelpLine::Key(_));
        if is_key && at == help.cursor.position() {
            frame.buffer_mut().set_style(row, styles.selected);
        }
    }
    let why = help.chosen().and_then(|key| key.blocked.clone());
    if let (Some(why), Some(row)) = (why, text::row(inner, inner.height.saturating_sub(1))) {
        frame.render_widget(
            text::line([text::fitted(&why, row.width, styles.warning)]),
            row,
        );
    }
}

fn line(line: &HelpLine, is_searched: bool, styles: &Styles, width: u16) -> Line<'static> {
    match line {
        HelpLine::Heading(words) => text::line([text::span(Clean::from(*words), styles.heading)]),
        HelpLine::Remark(words) => text::line([text::fitted(words, width, styles.dim)]),
        HelpLine::Key(key) => key_line(key, is_searched, styles, width),
    }
}

/// The keys and what they do; where, when there is no heading above that says so.
fn key_line(key: &HelpKey, is_searched: bool, styles: &Styles, width: u16) -> Line<'static> {
    let (of_keys, of_words) = match key.blocked {
        Some(_) => (styles.dim, styles.dim),
        None => (styles.key, styles.plain),
    };
    let keys = 24.min(width / 3);
    let place = if is_searched { 20.min(width / 4) } else { 0 };
    let words = width.saturating_sub(keys + place + 2);
    text::line([
        text::fitted(&format!("  {}", key.keys).into(), keys, of_keys),
        text::span(" ", styles.plain),
        text::fitted(&key.action.words().into(), words, of_words),
        text::span(" ", styles.plain),
        text::fitted(&key.place.words().into(), place, styles.dim),
    ])
}

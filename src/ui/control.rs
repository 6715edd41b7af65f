use std::ops::Range;

use ratatui::{
    Frame,
    layout::{Constraint, Layout, Rect},
};

use super::{Styles, text, veil};
use crate::{
    api::Kind,
    app::{Control, FormField, Ticks},
    domain::{Clean, is_private},
};

/// What stands before a control.
const MARK: u16 = 2;
/// How many lines a text has room for that may have several.
const LINES: usize = 4;
/// And how many while it has the focus.
const MORE_LINES: usize = 9;

/// How many lines a control takes.
pub fn height(field: &FormField, focused: bool, width: u16) -> usize {
    match &field.control {
        Control::Text {
            area,
            multi_line: true,
        } => {
            let lines = area.lines().len();
            if focused {
                (lines + 1).clamp(LINES, MORE_LINES)
            } else {
                lines.min(LINES)
            }
        }
        Control::Ticks(ticks) => {
            let others = usize::from(ticks.others.is_some());
            tick_rows(ticks, width.saturating_sub(MARK)).len() + others
        }
        Control::Text { .. } | Control::Choice(_) | Control::Flag(_) => 1,
    }
}

/// Draws a control.
pub fn draw(field: &FormField, focused: bool, styles: &Styles, area: Rect, frame: &mut Frame) {
    let [mark, area] =
        Layout::horizontal([Constraint::Length(MARK), Constraint::Fill(1)]).areas(area);
    let mark_words = if focused { "› " } else { "  " };
    frame.render_widget(text::line([text::span(mark_words, styles.key)]), mark);
    let words = |words: String| text::line([text::span(words, styles.plain)]);
    match (&field.control, field.field.kind) {
        (Control::Text { area: input, .. }, _) if focused => frame.render_widget(&**input, area),
        (Control::Text { .. }, _) => draw_text(field, styles, area, frame),
        (Control::Choice(chosen), Kind::Choice(options)) => {
            let chosen = chosen.and_then(|at| options.get(at));
            let chosen = chosen.map_or("not chosen", |option| *option);
            frame.render_widget(words(format!("‹ {chosen} ›")), area);
        }
        (Control::Ticks(ticks), _) => draw_ticks(ticks, focused, styles, area, frame),
        (Control::Flag(flag), _) => {
            let flag = flag.map_or("not said", |yes| if yes { "yes" } else { "no" });
            frame.render_widget(words(flag.to_owned()), area);
        }
        (Control::Choice(_), _) => {}
    }
    if let Control::Text { area: input, .. } = &field.control
        && is_private(
            field.field.name,
            input.lines().first().map_or("", String::as_str),
        )
    {
        veil::mark(frame.buffer_mut(), area);
    }
}

/// The beginning of a text that doesn't have the cursor.
fn draw_text(field: &FormField, styles: &Styles, area: Rect, frame: &mut Frame) {
    let Control::Text { area: input, .. } = &field.control else {
        return;
    };
    for (line, n) in input.lines().iter().zip(0..) {
        let Some(row) = text::row(area, n) else {
            break;
        };
        let more = n + 1 == area.height && usize::from(area.height) < input.lines().len();
        let shown = if field.field.is_secret() {
            "•".repeat(line.chars().count())
        } else if more {
            format!("{line} …")
        } else {
            line.clone()
        };
        let line = text::fitted(&shown.into(), row.width, styles.plain);
        frame.render_widget(text::line([line]), row);
    }
}

fn draw_ticks(ticks: &Ticks, focused: bool, styles: &Styles, area: Rect, frame: &mut Frame) {
    let rows = tick_rows(ticks, area.width);
    let after = u16::try_from(rows.len()).unwrap_or(u16::MAX);
    for (row, n) in rows.into_iter().zip(0..) {
        let Some(area) = text::row(area, n) else {
            break;
        };
        let spans = row.filter_map(|at| {
            let option = ticks.options.get(at)?;
            let style = if focused && ticks.at == at {
                styles.key
            } else {
                styles.plain
            };
            let sign = if option.is_on { 'x' } else { ' ' };
            Some(text::span(format!("[{sign}] {}  ", option.label), style))
        });
        frame.render_widget(text::line(spans), area);
    }
    if let (Some(others), Some(area)) = (&ticks.others, text::row(area, after)) {
        let label = Clean::from("others: ");
        let [name, area] = Layout::horizontal([
            Constraint::Length(text::width(label.as_str())),
            Constraint::Fill(1),
        ])
        .areas(area);
        let has_cursor = focused && ticks.is_at_others();
        let style = if has_cursor { styles.key } else { styles.dim };
        frame.render_widget(text::line([text::span(label, style)]), name);
        if has_cursor {
            frame.render_widget(&**others, area);
        } else {
            let typed = others.lines().join(" ");
            let line = text::fitted(&typed.into(), area.width, styles.plain);
            frame.render_widget(text::line([line]), area);
        }
    }
}

/// Which options stand in which line.
fn tick_rows(ticks: &Ticks, width: u16) -> Vec<Range<usize>> {
    let labels = ticks.options.iter().map(|option| option.label.as_str());
    wrapped(labels, width)
}

fn wrapped<'a>(labels: impl Iterator<Item = &'a str>, width: u16) -> Vec<Range<usize>> {
    let mut rows: Vec<Range<usize>> = Vec::new();
    let mut left = 0;
    for (label, at) in labels.zip(0..) {
        let needed = text::width(label) + 6;
        match rows.last_mut() {
            Some(row) if needed <= left => row.end = at + 1,
            Some(_) | None => {
                rows.push(at..at + 1);
                left = width;
            }
        }
        left = left.saturating_sub(needed);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_go_on_in_the_next_line() {
        let rows = |labels: &[&'static str], width| wrapped(labels.iter().copied(), width);
        assert_eq!(rows(&["one", "two", "three"], 20), [0..2, 2..3]);
        assert_eq!(rows(&["longer than the line"], 5).len(), 1);
        assert!(rows(&[], 20).is_empty());
    }
}

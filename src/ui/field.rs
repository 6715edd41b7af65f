use ratatui::{
    Frame,
    layout::{Constraint, Layout, Rect},
    style::Modifier,
    text::Line,
};

use super::{Styles, form::lines, text};
use crate::{
    api::Kind,
    app::{Control, FormField},
    domain::Clean,
};

/// What stands before a control.
const MARK: u16 = 2;
/// How many lines a text has room for that may have several.
const LINES: usize = 4;

/// How many lines a field takes: its label, its control, and what is to be said about it.
pub fn height(field: &FormField, width: u16) -> usize {
    1 + control_height(field, width) + below(field, width, &Styles::default()).len().max(1)
}

/// Draws a field.
pub fn draw(field: &FormField, focused: bool, styles: &Styles, area: Rect, frame: &mut Frame) {
    let control = u16::try_from(control_height(field, area.width)).unwrap_or(u16::MAX);
    let rows = [
        Constraint::Length(1),
        Constraint::Length(control),
        Constraint::Fill(1),
    ];
    let [label, control, remark] = Layout::vertical(rows).areas(area);
    frame.render_widget(heading(field, focused, styles), label);
    draw_control(field, focused, styles, control, frame);
    for (line, n) in below(field, area.width, styles).into_iter().zip(0..) {
        if let Some(row) = text::row(remark, n) {
            frame.render_widget(line, row);
        }
    }
}

fn heading(field: &FormField, focused: bool, styles: &Styles) -> Line<'static> {
    let style = if focused {
        styles.focus.add_modifier(Modifier::BOLD)
    } else {
        styles.plain
    };
    let needed = if field.field.required {
        " (needed)"
    } else {
        ""
    };
    text::line([
        text::span(field.field.label, style),
        text::span(needed, styles.dim),
    ])
}

/// What is wrong with the field, or else what the catalogue has to say about it.
fn below(field: &FormField, width: u16, styles: &Styles) -> Vec<Line<'static>> {
    let (words, style) = match &field.error {
        Some(error) => (error.clone(), styles.bad),
        None => (Clean::from(field.field.help), styles.dim),
    };
    lines(&words, width, |words| {
        text::line([text::span(words, style)])
    })
}

fn control_height(field: &FormField, width: u16) -> usize {
    match (&field.control, field.field.kind) {
        (
            Control::Text {
                multi_line: true, ..
            },
            _,
        ) => LINES,
        (Control::Ticks { .. }, Kind::Ticks(options)) => {
            tick_rows(options, width.saturating_sub(MARK)).len()
        }
        (
            Control::Text { .. } | Control::Choice(_) | Control::Ticks { .. } | Control::Flag(_),
            _,
        ) => 1,
    }
}

fn draw_control(field: &FormField, focused: bool, styles: &Styles, area: Rect, frame: &mut Frame) {
    let [mark, area] =
        Layout::horizontal([Constraint::Length(MARK), Constraint::Fill(1)]).areas(area);
    let mark_words = if focused { "› " } else { "  " };
    frame.render_widget(text::line([text::span(mark_words, styles.key)]), mark);
    match (&field.control, field.field.kind) {
        (Control::Text { area: input, .. }, _) if focused => frame.render_widget(&**input, area),
        (Control::Text { area: input, .. }, _) => {
            for (line, n) in input.lines().iter().zip(0..) {
                let Some(row) = text::row(area, n) else { break };
                let shown = if field.field.is_secret() {
                    "•".repeat(line.chars().count())
                } else {
                    line.clone()
                };
                let line = text::fitted(&shown.into(), row.width, styles.plain);
                frame.render_widget(text::line([line]), row);
            }
        }
        (Control::Choice(chosen), Kind::Choice(options)) => {
            let chosen = chosen.and_then(|at| options.get(at));
            let words = chosen.map_or("not chosen", |option| *option);
            let words = format!("‹ {words} ›");
            frame.render_widget(text::line([text::span(words, styles.plain)]), area);
        }
        (Control::Ticks { ticked, at }, Kind::Ticks(options)) => {
            let at = focused.then_some(*at);
            draw_ticks(options, ticked, at, styles, area, frame);
        }
        (Control::Flag(flag), _) => {
            let words = flag.map_or("not said", |yes| if yes { "yes" } else { "no" });
            frame.render_widget(text::line([text::span(words, styles.plain)]), area);
        }
        (Control::Choice(_) | Control::Ticks { .. }, _) => {}
    }
}

fn draw_ticks(
    options: &[&str],
    ticked: &[bool],
    at: Option<usize>,
    styles: &Styles,
    area: Rect,
    frame: &mut Frame,
) {
    for (row, n) in tick_rows(options, area.width).into_iter().zip(0..) {
        let Some(area) = text::row(area, n) else {
            break;
        };
        let spans = row.filter_map(|index| {
            let style = if at == Some(index) {
                styles.key
            } else {
                styles.plain
            };
            let sign = if ticked.get(index) == Some(&true) {
                'x'
            } else {
                ' '
            };
            let option = options.get(index)?;
            Some(text::span(format!("[{sign}] {option}  "), style))
        });
        frame.render_widget(text::line(spans), area);
    }
}

/// Which options stand in which line.
fn tick_rows(options: &[&str], width: u16) -> Vec<std::ops::Range<usize>> {
    let mut rows: Vec<std::ops::Range<usize>> = Vec::new();
    let mut left = 0;
    for (option, at) in options.iter().zip(0..) {
        let needed = text::width(option) + 6;
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
        assert_eq!(tick_rows(&["one", "two", "three"], 20), [0..2, 2..3]);
        assert_eq!(tick_rows(&["longer than the line"], 5).len(), 1);
        assert!(tick_rows(&[], 20).is_empty());
    }
}

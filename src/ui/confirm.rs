use ratatui::{Frame, layout::Rect, style::Style, text::Line};

use super::{
    Styles,
    form::lines,
    overlay::{Hint, answers, popup},
    text,
};
use crate::{
    app::{Confirm, ConfirmLine},
    domain::Clean,
};

/// A question: what is asked, to whom it would be done, what comes of it, and how to answer. What there is no room for
/// scrolls: the list, and with it what comes of it where both have no room.
pub fn draw(confirm: &Confirm, hints: &[Hint], styles: &Styles, area: Rect, frame: &mut Frame) {
    let width = Confirm::WIDTH.min(area.width.saturating_sub(2));
    let room = usize::from(area.height.saturating_sub(2));
    let top = lines(&confirm.question, width, |words| {
        text::line([text::span(words, styles.heading)])
    });
    let division = confirm.division(room, width);
    let bottom = bottom(confirm, hints, division.gap, styles, width);
    let typed_at = bottom.iter().position(Option::is_none);
    let listed = Listed::new(confirm, styles, width);
    let (count, free) = (division.length, division.free);
    let first = confirm.cursor.window(count).start;
    let first = first.min(count.saturating_sub(free));
    let mut remarks = remarks(confirm, styles, width);
    let middle = if division.joined {
        let scrolled = remarks.len().min(first);
        let mut middle: Vec<_> = remarks.split_off(scrolled);
        middle.truncate(free);
        let first = first.saturating_sub(scrolled);
        let left = free - middle.len();
        middle.extend(listed.window(first, left, styles, width));
        middle
    } else {
        let mut middle = listed.window(first, free, styles, width);
        if !remarks.is_empty() {
            middle.push(Line::default());
            middle.extend(remarks);
        }
        middle
    };
    let above = top.len() + middle.len();
    let all = top
        .into_iter()
        .chain(middle)
        .chain(bottom.into_iter().map(Option::unwrap_or_default));
    let all: Vec<_> = all.take(room).collect();
    let height = u16::try_from(all.len()).unwrap_or(u16::MAX);
    let title = if count > free {
        format!("Are you sure? {}-{} of {count}", first + 1, first + free)
    } else {
        "Are you sure?".to_owned()
    };
    let inner = popup(&title, width, height, styles, area, frame);
    for (line, n) in all.into_iter().zip(0..) {
        if let Some(row) = text::row(inner, n) {
            frame.render_widget(line, row);
        }
    }
    let row = typed_at.and_then(|at| u16::try_from(above + at).ok());
    let row = row.and_then(|at| text::row(inner, at));
    if let (Some((_, input)), Some(row)) = (&confirm.typed, row) {
        draw_input(input, styles, row, frame);
    }
}

fn draw_input(input: &tui_textarea::TextArea<'_>, styles: &Styles, row: Rect, frame: &mut Frame) {
    let [mark, field] = ratatui::layout::Layout::horizontal([
        ratatui::layout::Constraint::Length(2),
        ratatui::layout::Constraint::Fill(1),
    ])
    .areas(row);
    frame.render_widget(text::line([text::span("› ", styles.key)]), mark);
    frame.render_widget(input, field);
}

/// The list: what is done to one record wraps; of many records each has a line, and only those on screen are written.
enum Listed<'a> {
    Wrapped(Vec<Line<'static>>),
    OneEach(&'a [ConfirmLine]),
}

impl<'a> Listed<'a> {
    fn new(confirm: &'a Confirm, styles: &Styles, width: u16) -> Self {
        if let Some(ConfirmLine::Heading(_)) = confirm.lines.first() {
            return Listed::OneEach(&confirm.lines);
        }
        let wrapped = confirm.lines.iter().flat_map(|line| {
            let (indent, words, style) = look(line, styles);
            lines(words, width.saturating_sub(2), move |words| {
                text::line([text::span(format!("{indent}{words}"), style)])
            })
        });
        Listed::Wrapped(wrapped.collect())
    }

    /// So many of its lines from some line on.
    fn window(self, first: usize, count: usize, styles: &Styles, width: u16) -> Vec<Line<'static>> {
        let written = |line: &ConfirmLine| {
            let (indent, words, style) = look(line, styles);
            let words = Clean::from(format!("{indent}{}", words.as_str()));
            text::line([text::fitted(&words, width, style)])
        };
        match self {
            Listed::Wrapped(lines) => lines.into_iter().skip(first).take(count).collect(),
            Listed::OneEach(lines) => {
                let shown = lines.iter().skip(first).take(count);
                shown.map(written).collect()
            }
        }
    }
}

/// How a line is indented, its words, and how they look.
fn look<'a>(line: &'a ConfirmLine, styles: &Styles) -> (&'static str, &'a Clean, Style) {
    match line {
        ConfirmLine::Heading(words) => ("", words, styles.heading),
        ConfirmLine::Text(words) => ("  ", words, styles.plain),
        ConfirmLine::LeftOut(words) => ("  ", words, styles.dim),
    }
}

/// What comes of it.
fn remarks(confirm: &Confirm, styles: &Styles, width: u16) -> Vec<Line<'static>> {
    let said = confirm.remarks.iter().flat_map(|remark| {
        lines(remark, width, |words| {
            text::line([text::span(words, styles.warning)])
        })
    });
    said.collect()
}

/// What is to be typed, and the keys that answer; nothing stands for the line that is typed into.
fn bottom(
    confirm: &Confirm,
    hints: &[Hint],
    gap: bool,
    styles: &Styles,
    width: u16,
) -> Vec<Option<Line<'static>>> {
    let mut bottom = Vec::new();
    if gap {
        bottom.push(Some(Line::default()));
    }
    if let Some(words) = confirm.prompt() {
        let style = if confirm.wrong {
            styles.bad
        } else {
            styles.plain
        };
        let words = lines(&words, width, |words| {
            text::line([text::span(words, style)])
        });
        bottom.extend(words.into_iter().map(Some));
        bottom.push(None);
    }
    bottom.push(Some(answers(hints, styles)));
    bottom
}

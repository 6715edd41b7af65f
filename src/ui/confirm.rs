use ratatui::{Frame, layout::Rect, text::Line};

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

/// A question: what is asked, to whom it would be done, what comes of it, and how to answer. What there is no room for is
/// taken from the list, which scrolls.
pub fn draw(confirm: &Confirm, hints: &[Hint], styles: &Styles, area: Rect, frame: &mut Frame) {
    let width = Confirm::WIDTH.min(area.width.saturating_sub(2));
    let room = usize::from(area.height.saturating_sub(2));
    let top = lines(&confirm.question, width, |words| {
        text::line([text::span(words, styles.heading)])
    });
    let bottom = bottom(confirm, hints, styles, width);
    let typed_at = bottom.iter().position(Option::is_none);
    let listed = listed(confirm, styles, width);
    let free = room.saturating_sub(top.len() + bottom.len());
    let remarks = remarks(
        confirm,
        styles,
        width,
        free.saturating_sub(listed.len().min(2)),
    );
    let free = free.saturating_sub(remarks.len());
    let (first, count) = (
        confirm.cursor.window(confirm.lines.len()).start,
        listed.len(),
    );
    let first = first.min(count.saturating_sub(free));
    let list: Vec<_> = listed.into_iter().skip(first).take(free).collect();
    let above = top.len() + list.len() + remarks.len();
    let all = top
        .into_iter()
        .chain(list)
        .chain(remarks)
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

fn listed(confirm: &Confirm, styles: &Styles, width: u16) -> Vec<Line<'static>> {
    let breaks = !matches!(confirm.lines.first(), Some(ConfirmLine::Heading(_)));
    let line = |line: &ConfirmLine| {
        let (indent, words, style) = match line {
            ConfirmLine::Heading(words) => ("", words, styles.heading),
            ConfirmLine::Text(words) => ("  ", words, styles.plain),
            ConfirmLine::LeftOut(words) => ("  ", words, styles.dim),
        };
        let indented = |words: &str| format!("{indent}{words}");
        if breaks {
            lines(words, width.saturating_sub(2), |words| {
                text::line([text::span(indented(&words), style)])
            })
        } else {
            let words = Clean::from(indented(words.as_str()));
            vec![text::line([text::fitted(&words, width, style)])]
        }
    };
    confirm.lines.iter().flat_map(line).collect()
}

/// What comes of it, as far as there is room.
fn remarks(confirm: &Confirm, styles: &Styles, width: u16, room: usize) -> Vec<Line<'static>> {
    let said = confirm.remarks.iter().flat_map(|remark| {
        lines(remark, width, |words| {
            text::line([text::span(words, styles.warning)])
        })
    });
    let mut remarks: Vec<_> = said.collect();
    if !remarks.is_empty() {
        remarks.insert(0, Line::default());
    }
    remarks.truncate(room);
    remarks
}

/// What is to be typed, and the keys that answer; nothing stands for the line that is typed into.
fn bottom(
    confirm: &Confirm,
    hints: &[Hint],
    styles: &Styles,
    width: u16,
) -> Vec<Option<Line<'static>>> {
    let mut bottom = vec![Some(Line::default())];
    if let Some((expected, _)) = &confirm.typed {
        let words = format!("Type {expected} to confirm:").into();
        let words = lines(&words, width, |words| {
            text::line([text::span(words, styles.plain)])
        });
        bottom.extend(words.into_iter().map(Some));
        bottom.push(None);
    }
    bottom.push(Some(answers(hints, styles)));
    bottom
}

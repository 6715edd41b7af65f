use ratatui::{
    Frame,
    layout::{Constraint, Layout, Rect},
    style::Modifier,
    text::Line,
};

use super::{Styles, control, form::lines, text};
use crate::{
    api::{Kind, Verdict},
    app::{Control, FormField, capital},
    domain::Clean,
};

/// What the drawing of a field depends on besides the field.
#[derive(Clone, Copy, Debug)]
pub struct Manner<'a> {
    /// Whether it has the focus.
    pub focused: bool,
    /// Whether there is room for a line between fields.
    pub roomy: bool,
    /// The keys that its control has for itself, while it has the focus.
    pub keys: &'a [(String, Clean)],
    /// How things look.
    pub styles: &'a Styles,
}

/// How many lines a field takes: its label, its control, and what is to be said about it.
pub fn height(field: &FormField, manner: Manner<'_>, width: u16) -> usize {
    let below = below(field, manner, width).len();
    let least = usize::from(manner.roomy || manner.focused);
    1 + control::height(field, manner.focused, width) + below.max(least)
}

/// Draws a field.
pub fn draw(field: &FormField, manner: Manner<'_>, area: Rect, frame: &mut Frame) {
    let control = control::height(field, manner.focused, area.width);
    let rows = [
        Constraint::Length(1),
        Constraint::Length(u16::try_from(control).unwrap_or(u16::MAX)),
        Constraint::Fill(1),
    ];
    let [label, control, remarks] = Layout::vertical(rows).areas(area);
    draw_heading(field, manner, label, frame);
    control::draw(field, manner.focused, manner.styles, control, frame);
    for (line, n) in below(field, manner, area.width).into_iter().zip(0..) {
        if let Some(row) = text::row(remarks, n) {
            frame.render_widget(line, row);
        }
    }
}

fn draw_heading(field: &FormField, manner: Manner<'_>, area: Rect, frame: &mut Frame) {
    let Manner {
        focused, styles, ..
    } = manner;
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
    let line = text::line([
        text::span(field.field.label, style),
        text::span(needed, styles.dim),
    ]);
    frame.render_widget(line, area);
    let count = match (field.count(), &field.control, field.field.kind) {
        (Some((length, limit)), ..) if focused || length > limit => {
            let style = if length > limit {
                styles.bad
            } else {
                styles.dim
            };
            Some((format!("{length}/{limit}"), style))
        }
        (None, Control::Choice(Some(at)), Kind::Choice(options)) if focused => {
            Some((format!("{} of {}", at + 1, options.len()), styles.dim))
        }
        _ => None,
    };
    if let Some((words, style)) = count {
        let line = text::line([text::span(words, style)]);
        frame.render_widget(line.right_aligned(), area);
    }
}

/// What is wrong with the field, or not right yet, and while it has the focus how it is filled in.
fn below(field: &FormField, manner: Manner<'_>, width: u16) -> Vec<Line<'static>> {
    let Manner {
        focused, styles, ..
    } = manner;
    let mut said: Vec<(Clean, _)> = Vec::new();
    match (&field.error, &field.verdict) {
        (Some(error), _) => said.push((error.clone(), styles.bad)),
        (None, Verdict::Wrong(why)) => said.push((capital(why).into(), styles.bad)),
        (None, Verdict::Unfinished(why)) => {
            said.push((format!("Not yet: {why}").into(), styles.warning));
        }
        (None, Verdict::Fine) => {}
    }
    if field.is_kept() {
        said.push((Clean::from("Kept as it is unless you type"), styles.dim));
    }
    if focused {
        said.extend(field.preview.as_deref().map(|it| (it.into(), styles.dim)));
        let help = [field.field.help, how(field.field.kind)];
        let help = help.into_iter().filter(|help| !help.is_empty());
        let help: Vec<_> = help.collect();
        if !help.is_empty() {
            said.push((help.join(" ").into(), styles.dim));
        }
    }
    let line = |(words, style): &(Clean, _)| {
        lines(words, width, |words| {
            text::line([text::span(words, *style)])
        })
    };
    let mut all: Vec<_> = said.iter().flat_map(line).collect();
    if focused && !manner.keys.is_empty() {
        let spans = manner.keys.iter().flat_map(|(keys, words)| {
            [
                text::span(format!("{keys} "), styles.key),
                text::span(format!("{words}  "), styles.dim),
            ]
        });
        all.push(text::line(spans));
    }
    all
}

/// How a value of some kind is typed, where that isn't plain.
fn how(kind: Kind) -> &'static str {
    match kind {
        Kind::Money => "In dollars, such as 19.99.",
        Kind::Time => "Such as 2026-12-31 18:00 (UTC), tomorrow, or in 7 days.",
        Kind::Date => "Such as 2026-12-31, tomorrow, or in 7 days.",
        Kind::Texts => "One in each line.",
        Kind::Integers => "Parted by commas.",
        Kind::Roles => "Tick those that users were seen with, or type ids after the last one.",
        Kind::Json => "A JSON object.",
        Kind::Text { .. }
        | Kind::Email { .. }
        | Kind::Secret { .. }
        | Kind::Digits
        | Kind::Duration
        | Kind::Choice(_)
        | Kind::Ticks(_)
        | Kind::Flag
        | Kind::Integer
        | Kind::Made => "",
    }
}

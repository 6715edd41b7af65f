use std::borrow::Cow;

use ratatui::{
    Frame,
    layout::Rect,
    style::{Modifier, Style},
    text::Line,
};

use super::{Styles, overlay::popup, text};
use crate::{
    api::Kind,
    app::{Control, Form, FormField},
    domain::Clean,
};

/// A form: its intro, as many fields as there is room for with the focused one among them, and what is wrong.
pub fn draw(form: &Form, styles: &Styles, area: Rect, frame: &mut Frame) {
    let width = 74.min(area.width.saturating_sub(2));
    let intro = wrapped(&form.intro, width);
    let remark = remark(form, styles, width);
    let wanted = intro.len() + 1 + form.fields.iter().map(height).sum::<usize>() + remark.len();
    let room = usize::from(area.height.saturating_sub(2));
    let title = form.operation.title;
    let inner = popup(
        title,
        width,
        u16::try_from(wanted.min(room)).unwrap_or(u16::MAX),
        styles,
        area,
        frame,
    );
    let mut rows = (0..inner.height).filter_map(|n| text::row(inner, n));
    for words in intro {
        put(
            text::line([text::span(words, styles.dim)]),
            &mut rows,
            frame,
        );
    }
    put(Line::default(), &mut rows, frame);
    let free = usize::from(inner.height)
        .saturating_sub(remark.len() + wrapped(&form.intro, width).len() + 1);
    for (at, field) in visible(form, free) {
        draw_field(field, at == form.focus, styles, &mut rows, frame);
    }
    for line in remark {
        put(line, &mut rows, frame);
    }
}

/// The fields that fit, the focused one last if need be.
fn visible(form: &Form, free: usize) -> impl Iterator<Item = (usize, &FormField)> {
    let mut first = form.focus;
    let mut used = form.fields.get(first).map_or(0, height);
    while let Some(before) = first.checked_sub(1) {
        used += form.fields.get(before).map_or(0, height);
        if used > free {
            break;
        }
        first = before;
    }
    let mut left = free;
    let fits = move |(_, field): &(usize, &FormField)| {
        let fits = height(field) <= left;
        left = left.saturating_sub(height(field));
        fits
    };
    form.fields.iter().enumerate().skip(first).take_while(fits)
}

fn height(field: &FormField) -> usize {
    let text = if matches!(
        field.control,
        Control::Text {
            multi_line: true,
            ..
        }
    ) {
        4
    } else {
        1
    };
    text + 2
}

fn draw_field(
    field: &FormField,
    focused: bool,
    styles: &Styles,
    rows: &mut impl Iterator<Item = Rect>,
    frame: &mut Frame,
) {
    let label = if focused {
        styles.focus.add_modifier(Modifier::BOLD)
    } else {
        styles.plain
    };
    let needed = if field.field.required {
        " (needed)"
    } else {
        ""
    };
    let spans = [
        text::span(field.field.label, label),
        text::span(needed, styles.dim),
    ];
    put(text::line(spans), rows, frame);
    let lines = height(field) - 2;
    let area = rows.by_ref().take(lines).reduce(Rect::union);
    if let Some(area) = area {
        draw_control(field, focused, styles, area, frame);
    }
    let below = match &field.error {
        Some(error) => text::span(error.clone(), styles.bad),
        None => text::span(field.field.help, styles.dim),
    };
    put(text::line([below]), rows, frame);
}

fn draw_control(field: &FormField, focused: bool, styles: &Styles, area: Rect, frame: &mut Frame) {
    let [mark, area] = ratatui::layout::Layout::horizontal([
        ratatui::layout::Constraint::Length(2),
        ratatui::layout::Constraint::Fill(1),
    ])
    .areas(area);
    let style = if focused { styles.key } else { styles.dim };
    frame.render_widget(
        text::line([text::span(if focused { "› " } else { "  " }, style)]),
        mark,
    );
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
                frame.render_widget(
                    text::line([text::fitted(&shown.into(), row.width, styles.plain)]),
                    row,
                );
            }
        }
        (Control::Choice(chosen), Kind::Choice(options)) => {
            let words = chosen
                .and_then(|at| options.get(at))
                .map_or("not chosen", |option| *option);
            frame.render_widget(
                text::line([text::span(format!("‹ {words} ›"), styles.plain)]),
                area,
            );
        }
        (Control::Ticks { ticked, at }, Kind::Ticks(options)) => {
            let tick = |(n, (option, ticked)): (usize, (&&str, &bool))| {
                let style = if focused && n == *at {
                    styles.key
                } else {
                    Style::new()
                };
                text::span(
                    format!("[{}] {option}  ", if *ticked { 'x' } else { ' ' }),
                    style,
                )
            };
            frame.render_widget(
                text::line(options.iter().zip(ticked).enumerate().map(tick)),
                area,
            );
        }
        (Control::Flag(flag), _) => {
            let words = flag.map_or("not said", |yes| if yes { "yes" } else { "no" });
            frame.render_widget(text::line([text::span(words, styles.plain)]), area);
        }
        (Control::Choice(_) | Control::Ticks { .. }, _) => {}
    }
}

/// What is to be said below the fields.
fn remark(form: &Form, styles: &Styles, width: u16) -> Vec<Line<'static>> {
    let (words, style) = if form.sending.is_some() {
        (Clean::from("Sending …"), styles.accent)
    } else if form.leaving {
        (
            Clean::from("Throw away what was typed? esc again does, any other key stays"),
            styles.warning,
        )
    } else {
        match &form.problem {
            Some(problem) => (problem.clone(), styles.bad),
            None => return Vec::new(),
        }
    };
    wrapped(&words, width)
        .into_iter()
        .map(|line| text::line([text::span(line, style)]))
        .collect()
}

fn wrapped(words: &Clean, width: u16) -> Vec<String> {
    textwrap::wrap(words.as_str(), usize::from(width))
        .into_iter()
        .map(Cow::into_owned)
        .collect()
}

fn put(line: Line<'static>, rows: &mut impl Iterator<Item = Rect>, frame: &mut Frame) {
    if let Some(row) = rows.next() {
        frame.render_widget(line, row);
    }
}

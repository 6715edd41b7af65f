use ratatui::{
    Frame,
    layout::{Constraint, Rect},
    widgets::{Block, BorderType, Clear},
};

use super::{Styles, answer, form, palette, text};
use crate::app::{Confirm, Help, HelpLine, Leave, Overlay};

/// Draws something over the panes.
pub fn draw(overlay: &Overlay, styles: &Styles, area: Rect, frame: &mut Frame) {
    match overlay {
        Overlay::Help(help) => draw_help(help, styles, area, frame),
        Overlay::Form(form) => form::draw(form, styles, area, frame),
        Overlay::Confirm(confirm) => draw_confirm(confirm, styles, area, frame),
        Overlay::Leave(leave) => draw_leave(*leave, styles, area, frame),
        Overlay::Palette(palette) => palette::draw(palette, styles, area, frame),
        Overlay::Answer(answer) => answer::draw(answer, styles, area, frame),
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
    let size = [width, height].map(|cells| Constraint::Length(cells.saturating_add(2)));
    let [width, height] = size;
    let outer = area.centered(width, height);
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(styles.focus)
        .title(text::line([text::span(
            format!(" {title} "),
            styles.heading,
        )]));
    let inner = block.inner(outer);
    frame.render_widget(Clear, outer);
    frame.render_widget(block, outer);
    inner
}

fn draw_help(help: &Help, styles: &Styles, area: Rect, frame: &mut Frame) {
    let height = u16::try_from(help.lines.len())
        .unwrap_or(u16::MAX)
        .min(area.height.saturating_sub(2));
    let inner = popup(
        "Keys",
        58.min(area.width.saturating_sub(2)),
        height,
        styles,
        area,
        frame,
    );
    let shown = help
        .lines
        .get(help.cursor.window(help.lines.len()))
        .unwrap_or_default();
    for (line, n) in shown.iter().zip(0..) {
        let Some(row) = text::row(inner, n) else {
            break;
        };
        let line = match line {
            HelpLine::Heading(words) => text::line([text::span(*words, styles.heading)]),
            HelpLine::Keys(keys, words) => text::line([
                text::fitted(&format!("  {keys}").into(), 24, styles.key),
                text::span(*words, styles.plain),
            ]),
        };
        frame.render_widget(line, row);
    }
}

fn draw_confirm(confirm: &Confirm, styles: &Styles, area: Rect, frame: &mut Frame) {
    let several = if confirm.lines.len() > 1 {
        confirm.lines.len()
    } else {
        0
    };
    let listed = u16::try_from(several)
        .unwrap_or(u16::MAX)
        .min(area.height.saturating_sub(8));
    let width = 60.min(area.width.saturating_sub(2));
    let inner = popup("Are you sure?", width, listed + 3, styles, area, frame);
    let mut lines = vec![text::line([text::span(
        confirm.question.clone(),
        styles.plain,
    )])];
    let names = confirm.lines.iter().take(usize::from(listed));
    lines.extend(names.map(|name| text::line([text::span(format!("  {name}"), styles.dim)])));
    lines.push(text::line([]));
    match &confirm.typed {
        None => lines.push(answers(&[("y", "yes"), ("n", "no")], styles)),
        Some((expected, _)) => {
            lines.push(text::line([text::span(
                format!("Type {expected} and press enter:"),
                styles.warning,
            )]));
        }
    }
    for (line, n) in lines.into_iter().zip(0..) {
        if let Some(row) = text::row(inner, n) {
            frame.render_widget(line, row);
        }
    }
    if let (Some((_, area)), Some(row)) = (&confirm.typed, text::row(inner, listed + 1)) {
        frame.render_widget(&**area, row);
    }
}

fn draw_leave(leave: Leave, styles: &Styles, area: Rect, frame: &mut Frame) {
    let inner = popup(
        "Something still waits",
        52.min(area.width.saturating_sub(2)),
        3,
        styles,
        area,
        frame,
    );
    let words = match leave.waiting {
        1 => "One change has not been sent yet.".to_owned(),
        several => format!("{several} changes have not been sent yet."),
    };
    let lines = [
        text::line([text::span(words, styles.plain)]),
        text::line([]),
        answers(
            &[
                ("s", "send now and quit"),
                ("d", "drop and quit"),
                ("n", "stay"),
            ],
            styles,
        ),
    ];
    for (line, n) in lines.into_iter().zip(0..) {
        if let Some(row) = text::row(inner, n) {
            frame.render_widget(line, row);
        }
    }
}

fn answers(
    answers: &[(&'static str, &'static str)],
    styles: &Styles,
) -> ratatui::text::Line<'static> {
    let spans = answers.iter().flat_map(|(key, words)| {
        [
            text::span(*key, styles.key),
            text::span(format!(" {words}   "), styles.plain),
        ]
    });
    text::line(spans)
}

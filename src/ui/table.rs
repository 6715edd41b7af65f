use ratatui::{
    Frame,
    layout::{Alignment, Rect},
    style::Style,
    text::Span,
    widgets::{Block, BorderType},
};

use super::{Styles, text};
use crate::{
    app::{App, Counts, Line, Sort, column_widths},
    domain::Clean,
};

/// The table of the pane in front: headings, the rows on screen, and what the person has to know about its lists.
pub fn draw(app: &App, styles: &Styles, area: Rect, frame: &mut Frame) {
    let grid = app.panes.grid();
    let border = if app.detail.focused {
        styles.frame
    } else {
        styles.focus
    };
    let mut title = vec![text::span(
        format!(" {} ", app.panes.front.title()),
        styles.heading,
    )];
    if !grid.filter().is_empty() {
        title.push(text::span(
            format!("/{} ", grid.filter().text()),
            styles.warning,
        ));
    }
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(border)
        .title(text::line(title))
        .title(
            text::line([text::span(counts(grid.counts()), styles.dim)]).alignment(Alignment::Right),
        );
    let inner = block.inner(area);
    frame.render_widget(block, area);

    let heads = grid.heads();
    let widths = column_widths(&heads, inner.width);
    if let Some(row) = text::row(inner, 0) {
        let headings = heads
            .iter()
            .zip(&widths)
            .enumerate()
            .flat_map(|(at, (head, width))| {
                let title = heading(head.title, at, grid.sort());
                cell(&title, *width, styles.heading)
            });
        let gutter = text::span("   ", styles.plain);
        frame.render_widget(text::line(std::iter::once(gutter).chain(headings)), row);
    }
    let undo_key = app.undo_key();
    let lines = grid.lines(&app.facts(&undo_key));
    for (line, n) in lines.iter().zip(1..) {
        if let Some(row) = text::row(inner, n) {
            draw_line(line, &widths, styles, row, frame);
        }
    }
    if lines.is_empty() {
        draw_nothing(app, styles, inner, frame);
    }
    draw_notes(app, styles, inner, frame);
}

/// A heading, with an arrow where the table is sorted by it.
fn heading(title: &str, at: usize, sort: Option<Sort>) -> Clean {
    match sort {
        Some(Sort { column, reversed }) if column == at => {
            let arrow = if reversed { '▼' } else { '▲' };
            Clean::from(format!("{arrow}{title}"))
        }
        Some(_) | None => Clean::from(title),
    }
}

fn draw_line(line: &Line, widths: &[Option<u16>], styles: &Styles, area: Rect, frame: &mut Frame) {
    let gutter = format!(
        "{}{} ",
        if line.marked { '*' } else { ' ' },
        if line.selected { '›' } else { ' ' }
    );
    let cells = line
        .cells
        .iter()
        .zip(widths)
        .flat_map(|(value, width)| cell(&value.text, *width, styles.tone(value.tone)));
    let gutter = text::span(gutter, styles.accent);
    frame.render_widget(text::line(std::iter::once(gutter).chain(cells)), area);
    if line.selected {
        frame.buffer_mut().set_style(area, styles.selected);
    }
}

fn cell(value: &Clean, width: Option<u16>, style: Style) -> Vec<Span<'static>> {
    match width {
        None => Vec::new(),
        Some(width) => vec![text::fitted(value, width, style), text::span(" ", style)],
    }
}

/// What stands where there is no row.
fn draw_nothing(app: &App, styles: &Styles, area: Rect, frame: &mut Frame) {
    let grid = app.panes.grid();
    let words = match (
        grid.counts().loading,
        grid.filter().is_empty(),
        grid.counts().loaded,
    ) {
        (_, false, 1..) => "Nothing matches the filter",
        (true, _, _) => "Loading …",
        (false, _, _) if app.source_notes().is_empty() => "Nothing here",
        (false, _, _) => "",
    };
    if let Some(row) = text::row(area, 2) {
        let line = text::line([text::span(words, styles.dim)]).alignment(Alignment::Center);
        frame.render_widget(line, row);
    }
}

/// Providers that can't be read, and why, at the foot of the table.
fn draw_notes(app: &App, styles: &Styles, area: Rect, frame: &mut Frame) {
    let notes = app.source_notes();
    let first = area
        .height
        .saturating_sub(u16::try_from(notes.len()).unwrap_or(u16::MAX));
    for (note, n) in notes.iter().zip(first..) {
        if let Some(row) = text::row(area, n) {
            frame.render_widget(
                text::line([text::fitted(&note.text, row.width, styles.tone(note.tone))]),
                row,
            );
        }
    }
}

fn counts(counts: Counts) -> String {
    let marked = (counts.marked > 0).then(|| format!("{} marked ·", counts.marked));
    let shown = (counts.shown > 0).then(|| format!("{}/{}", counts.position + 1, counts.shown));
    let hidden = (counts.shown != counts.loaded).then(|| format!("of {}", counts.loaded));
    let loading = counts.loading.then(|| match counts.total {
        0 => "loading …".to_owned(),
        total => format!("· loading {} of {total}", counts.loaded),
    });
    let words: Vec<_> = [marked, shown, hidden, loading]
        .into_iter()
        .flatten()
        .collect();
    if words.is_empty() {
        return String::new();
    }
    format!(" {} ", words.join(" "))
}

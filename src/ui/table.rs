use ratatui::{
    Frame,
    layout::{Alignment, Rect},
    style::Style,
    text::Span,
    widgets::{Block, BorderType},
};

use super::{Styles, text};
use crate::{
    app::{App, Counts, Head, Line, Sort},
    domain::Clean,
};

/// The mark and the cursor before each row.
const GUTTER: u16 = 3;

/// The table of the pane in front: headings, the rows on screen, and what the person has to know about its lists.
pub fn draw(app: &App, styles: &Styles, area: Rect, frame: &mut Frame) {
    let grid = app.panes.grid();
    let border = if app.detail.focused {
        styles.frame
    } else {
        styles.border()
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
    let widths = widths(&heads, inner.width.saturating_sub(GUTTER));
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

/// No column is made narrower than this.
const NARROWEST: u16 = 6;

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

/// How wide each column is; `None` for those that there is no room for. Every column is followed by a space.
fn widths(heads: &[Head], room: u16) -> Vec<Option<u16>> {
    let mut kept: Vec<_> = heads.iter().map(|head| Some(head.min)).collect();
    let needed = |kept: &[Option<u16>]| kept.iter().flatten().map(|width| width + 1).sum::<u16>();
    while needed(&kept) > room {
        let present = heads.iter().enumerate().filter(|(at, head)| {
            head.dispensable > 0 && kept.get(*at).is_some_and(Option::is_some)
        });
        let Some((last, _)) = present.max_by_key(|(_, head)| head.dispensable) else {
            break;
        };
        if let Some(width) = kept.get_mut(last) {
            *width = None;
        }
    }
    while needed(&kept) > room {
        let widest = kept
            .iter_mut()
            .flatten()
            .max()
            .filter(|width| **width > NARROWEST);
        let Some(widest) = widest else { break };
        *widest -= 1;
    }
    let spare = room.saturating_sub(needed(&kept));
    let shares: u16 = heads
        .iter()
        .zip(&kept)
        .filter(|(_, width)| width.is_some())
        .map(|(head, _)| head.share)
        .sum();
    let grown = heads.iter().zip(kept).map(|(head, width)| {
        width.map(|width| width + (spare * head.share).checked_div(shares).unwrap_or(0))
    });
    grown.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADS: [Head; 3] = [
        Head::fixed("A", 5),
        Head::growing("B", 10, 1),
        Head::fixed("C", 8).dispensable(1),
    ];

    #[test]
    fn spare_room_goes_to_the_growing_columns() {
        assert_eq!(widths(&HEADS, 40), [Some(5), Some(24), Some(8)]);
    }

    #[test]
    fn without_room_the_dispensable_columns_go() {
        assert_eq!(widths(&HEADS, 20), [Some(5), Some(13), None]);
    }
}

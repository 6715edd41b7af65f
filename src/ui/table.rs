use std::rc::Rc;

use ratatui::{
    Frame,
    layout::{Alignment, Rect},
    style::Style,
};

use super::{
    Styles, border,
    counts::counts,
    pen::{Pen, leave},
    text, veil,
};
use crate::{
    app::{App, Cell, Grid, Line, ShownColumn, Sort, Window},
    domain::{Clean, is_private_name, is_told},
};

/// From this width on there is room for advice.
const ROOMY: u16 = 60;
/// How many cells of a long filter are shown before the numbers have their full words.
const WORTH_SEEING: u16 = 16;

/// The rows that are on screen, and where they are.
#[derive(Debug)]
pub struct Rows {
    area: Rect,
    window: Window,
    lines: Vec<Rc<Line>>,
}

/// The table of the pane in front: headings, the rows on screen, and what the person has to know about its lists. Of the
/// rows that stand there already, nothing is drawn where one says the same; none says anything else, and neither do the
/// headings, if only the cursor was moved since.
///
/// # Returns
/// The rows, if nothing of the table was drawn over them.
pub fn draw(
    app: &App,
    styles: &Styles,
    area: Rect,
    before: Option<Rows>,
    is_moved: bool,
    frame: &mut Frame,
) -> Option<Rows> {
    let grid = app.panes.grid();
    let window = grid.columns().window();
    let notes = app.source_notes();
    let is_like = |rows: &Rows| rows.area == area && rows.window == window && notes.is_empty();
    let before = before.filter(is_like).map(|rows| rows.lines);
    let stand = before.as_deref().filter(|_| is_moved);
    let inner = draw_frame(app, &window, styles, area, stand.is_some(), frame);
    match text::row(inner, 0) {
        Some(row) if stand.is_some() => leave(row, styles, frame.buffer_mut()),
        Some(row) => draw_headings(&window, grid.sort(), styles, row, frame),
        None => {}
    }
    let rows = Rows {
        area,
        lines: grid.lines(&app.facts(), &window, stand.unwrap_or_default()),
        window,
    };
    draw_rows(&rows, &before.unwrap_or_default(), inner, styles, frame);
    if rows.lines.is_empty() {
        draw_nothing(app, styles, inner, frame);
    }
    draw_notes(&notes, styles, inner, frame);
    notes.is_empty().then_some(rows)
}

fn draw_rows(
    Rows { window, lines, .. }: &Rows,
    before: &[Rc<Line>],
    area: Rect,
    styles: &Styles,
    frame: &mut Frame,
) {
    let stands = |at: usize, line: &Rc<Line>| {
        let is_same = |before: &Rc<Line>| Rc::ptr_eq(before, line) || before == line;
        before.get(at).is_some_and(is_same)
    };
    let columns = window.columns.iter();
    let private: Vec<_> = columns
        .map(|shown| styles.is_shared && is_private_name(shown.head.name()))
        .collect();
    for (at, (line, n)) in lines.iter().zip(1..).enumerate() {
        let Some(row) = text::row(area, n) else {
            break;
        };
        if stands(at, line) {
            leave(row, styles, frame.buffer_mut());
        } else {
            draw_line(line, window, &private, styles, row, frame);
        }
    }
}

/// The frame with the pane's name, how many rows there are, and what narrows them down. The numbers always have room.
fn draw_frame(
    app: &App,
    window: &Window,
    styles: &Styles,
    area: Rect,
    stands: bool,
    frame: &mut Frame,
) -> Rect {
    let grid = app.panes.grid();
    let border = if app.detail.focused {
        styles.frame
    } else {
        styles.border()
    };
    let name = format!(" {} ", app.panes.front.title());
    let room = area.width.saturating_sub(2);
    let unseen = unseen_order(grid, window);
    let filter = text::width(grid.filter().text()).min(WORTH_SEEING);
    let taken = text::width(&name) + text::width(&unseen) + filter;
    let counts = counts(grid.counts(), room.saturating_sub(taken));
    let taken = text::width(&name) + text::width(&unseen) + text::width(&counts);
    let left = room.saturating_sub(taken);
    let buffer = frame.buffer_mut();
    let inner = border::draw(area, styles, border, stands, buffer);
    let (top, bottom) = border::edges(area);
    let width = text::width(&counts);
    Pen::before_end(top, width, styles, buffer).say(counts, styles.dim);
    let mut pen = Pen::new(top, styles, buffer);
    pen.say(name, styles.heading);
    pen.say(unseen, styles.dim);
    if !grid.filter().is_empty() && left > 3 {
        let words = Clean::from(format!("/{}", grid.filter().text()));
        let width = text::width(words.as_str()).min(left - 1);
        pen.write(&words, width, styles.warning);
        pen.draw(" ", 1, styles.plain);
    }
    if let Some(asked) = asked(app, room) {
        Pen::new(bottom, styles, buffer).write_all(&asked, styles.warning);
    }
    inner
}

/// By which column the table is sorted, where that one is not on screen.
fn unseen_order(grid: &dyn Grid, window: &Window) -> String {
    let Some(sort) = grid.sort() else {
        return String::new();
    };
    let seen = window
        .columns
        .iter()
        .any(|shown| shown.column == sort.column);
    match grid.columns().heads().get(sort.column) {
        Some(head) if !seen => format!("{}{} ", arrow(sort), head.title),
        Some(_) | None => String::new(),
    }
}

/// What the vendors narrow down, and how to end that.
fn asked(app: &App, room: u16) -> Option<Clean> {
    let asked = app.panes.grid().asked();
    if asked.is_empty() {
        return None;
    }
    let end = app
        .end_of_asking()
        .map_or_else(String::new, |keys| format!(" · {keys} for all"));
    let width = room.saturating_sub(text::width(&end) + 2);
    let words = Clean::from(format!("at the vendor: {}", asked.words()));
    let width = width.min(text::width(words.as_str()));
    let words = text::fitted(&words, width, Style::default());
    Some(Clean::from(format!(" {}{end} ", words.content)))
}

fn draw_headings(
    window: &Window,
    sort: Option<Sort>,
    styles: &Styles,
    area: Rect,
    frame: &mut Frame,
) {
    let buffer = frame.buffer_mut();
    let mut pen = Pen::new(area, styles, buffer);
    let left = if window.more_left { " « " } else { "   " };
    pen.say(left, styles.key);
    for shown in &window.columns {
        pen.write(&heading(shown, sort), shown.width, styles.heading);
        pen.draw(" ", 1, styles.plain);
    }
    if window.more_right {
        Pen::before_end(area, 1, styles, buffer).draw("»", 1, styles.key);
    }
}

/// A heading, with an arrow where the table is sorted by it.
fn heading(shown: &ShownColumn, sort: Option<Sort>) -> Clean {
    let title = shown.head.title;
    match sort {
        Some(sort) if sort.column == shown.column => Clean::from(format!("{}{title}", arrow(sort))),
        Some(_) | None => Clean::from(title),
    }
}

/// Which way the table is sorted.
pub fn arrow(sort: Sort) -> char {
    if sort.reversed { '▼' } else { '▲' }
}

fn draw_line(
    line: &Line,
    window: &Window,
    private: &[bool],
    styles: &Styles,
    area: Rect,
    frame: &mut Frame,
) {
    let (kept, status) = match &line.status {
        Some(status) => {
            let (kept, width) = give_way(window, status);
            (kept, Some((status, width)))
        }
        None => (window.columns.len(), None),
    };
    let mut pen = Pen::new(area, styles, frame.buffer_mut());
    for (is_so, sign, style) in [
        (line.stand.is_marked, "*", styles.accent),
        (line.stand.is_selected, "›", styles.accent),
        (line.is_disguised, "!", styles.warning),
    ] {
        pen.draw(if is_so { sign } else { " " }, 1, style);
    }
    let columns = window.columns.iter().zip(private);
    let cells = line.cells.iter().zip(&line.hits).zip(columns);
    for ((value, hits), (shown, private)) in cells.take(kept) {
        let mut style = styles.tone(value.tone);
        if *private && is_told(value.text.as_str()) {
            style = veil::private(style);
        }
        pen.write_marked(&value.text, shown.width, style, hits, styles.hit);
        pen.draw(" ", 1, styles.plain);
    }
    if let Some((status, width)) = status {
        pen.write(&status.text, width, styles.tone(status.tone));
    }
    if line.stand.is_selected {
        frame.buffer_mut().set_style(area, styles.selected);
    }
}

/// What is being done to a row stands in place of its last columns, as many as it needs, but never of the first: how many
/// are left, and the room that there is.
fn give_way(window: &Window, status: &Cell) -> (usize, u16) {
    let mut kept = window.columns.len();
    let mut room = 0;
    for shown in window.columns.iter().skip(window.pinned).rev() {
        if room >= text::width(status.text.as_str()) {
            break;
        }
        kept -= 1;
        room += shown.width + u16::from(room > 0);
    }
    if room > 0 {
        return (kept, room);
    }
    let last = window.columns.last().map_or(0, |shown| shown.width);
    (kept.saturating_sub(1), last)
}

/// What stands where there is no row.
fn draw_nothing(app: &App, styles: &Styles, area: Rect, frame: &mut Frame) {
    let grid: &dyn Grid = app.panes.grid();
    let words = match (
        grid.counts().loading,
        grid.filter().is_empty(),
        grid.counts().loaded,
    ) {
        (_, false, 1..) if grid.filter().is_fuzzy() || area.width < ROOMY => {
            "Nothing matches the filter"
        }
        (_, false, 1..) => "Nothing matches the filter; ~name finds what is similar",
        (true, _, _) => "Loading …",
        (false, _, _) if !app.source_notes().is_empty() => "",
        (false, _, _) if !grid.asked().is_empty() => "The vendor has nothing that fits",
        (false, _, _) => "Nothing here",
    };
    if let Some(row) = text::row(area, 2) {
        let line = text::line([text::span(words, styles.dim)]).alignment(Alignment::Center);
        frame.render_widget(line, row);
    }
}

/// Providers that can't be read, and why, at the foot of the table.
fn draw_notes(notes: &[Cell], styles: &Styles, area: Rect, frame: &mut Frame) {
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

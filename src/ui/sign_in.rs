use ratatui::{
    Frame,
    layout::{Constraint, Layout, Rect},
    style::Modifier,
    text::Line,
};

use super::{
    Styles,
    form::lines,
    overlay::{answers, popup},
    text,
};
use crate::{
    app::{Entry, SignInForm},
    domain::Clean,
};

/// How wide the form is at most.
const WIDTH: u16 = 74;
/// The room for the labels.
const LABEL: u16 = 17;

/// A sign-in: why, how one comes by what is asked for, the entries, and what is wrong. Where there is no room for all of it,
/// the words go first.
pub fn draw(
    form: &SignInForm,
    hints: &[(String, Clean)],
    styles: &Styles,
    area: Rect,
    frame: &mut Frame,
) {
    let width = WIDTH.min(area.width.saturating_sub(2));
    let room = usize::from(area.height.saturating_sub(2));
    let entries = entries(form, styles, width);
    let after = after(form, hints, styles, width);
    let left = room.saturating_sub(entries.len() + after.len());
    let before = before(form, styles, width);
    let before: Vec<_> = before.into_iter().take(left).collect();
    let first = before.len();
    let height = u16::try_from((first + entries.len() + after.len()).min(room)).unwrap_or(u16::MAX);
    let way = form.way().map_or("", |way| way.title);
    let title = format!("Sign in at {} {way}", form.provider);
    let inner = popup(&title, width, height, styles, area, frame);
    let mut input = None;
    let mut all = before;
    for (line, is_input) in entries {
        if is_input {
            input = Some(all.len());
        }
        all.push(line);
    }
    all.extend(after);
    for (line, n) in all.into_iter().zip(0..) {
        if let Some(row) = text::row(inner, n) {
            frame.render_widget(line, row);
        }
    }
    let row = input.and_then(|at| text::row(inner, u16::try_from(at).ok()?));
    if let (Some(row), Some(entry)) = (row, form.shown().get(form.focus)) {
        frame.render_widget(&*entry.area, field(row));
    }
}

/// Where an entry's text is in its line.
fn field(row: Rect) -> Rect {
    let [_, field] =
        Layout::horizontal([Constraint::Length(LABEL), Constraint::Fill(1)]).areas(row);
    field
}

/// Why it is asked, and how one comes by it.
fn before(form: &SignInForm, styles: &Styles, width: u16) -> Vec<Line<'static>> {
    let said = |words: &Clean, style| {
        lines(words, width, move |words| {
            text::line([text::span(words, style)])
        })
    };
    let mut all = said(&form.why, styles.plain);
    if let Some(way) = form.way() {
        let style = if way.warns {
            styles.warning
        } else {
            styles.dim
        };
        all.extend(said(&Clean::from(way.help), style));
    }
    all.push(text::line([]));
    all
}

/// A line for each entry, and for what is wrong with it; and which line is being typed into.
fn entries(form: &SignInForm, styles: &Styles, width: u16) -> Vec<(Line<'static>, bool)> {
    let mut all = Vec::new();
    for (entry, at) in form.shown().iter().zip(0..) {
        let focused = at == form.focus;
        all.push((line(entry, focused, styles, width), focused));
        if let Some(error) = entry.error {
            let indent = " ".repeat(usize::from(LABEL));
            let words = text::span(format!("{indent}{error}"), styles.bad);
            all.push((text::line([words]), false));
        }
    }
    let label = |focused| label_style(focused, styles);
    let words = match &form.keep {
        Some((places, keep)) => {
            let sign = if *keep { 'x' } else { ' ' };
            let style = label(form.focus >= form.shown().len());
            text::span(format!("[{sign}] keep it in {places}"), style)
        }
        None => text::span("In memory, for this run alone.", styles.dim),
    };
    all.push((text::line([]), false));
    all.push((text::line([words]), false));
    all
}

fn line(entry: &Entry, focused: bool, styles: &Styles, width: u16) -> Line<'static> {
    let mark = if focused { "› " } else { "  " };
    let label = Clean::from(entry.blank.label);
    let mut spans = vec![
        text::span(mark, styles.key),
        text::fitted(&label, LABEL - 3, label_style(focused, styles)),
        text::span(" ", styles.plain),
    ];
    if !focused {
        let room = width.saturating_sub(LABEL);
        spans.push(text::fitted(&entry.words(), room, styles.plain));
    }
    text::line(spans)
}

fn label_style(focused: bool, styles: &Styles) -> ratatui::style::Style {
    if focused {
        styles.focus.add_modifier(Modifier::BOLD)
    } else {
        styles.plain
    }
}

/// What is wrong, what is going on, and the keys.
fn after(
    form: &SignInForm,
    hints: &[(String, Clean)],
    styles: &Styles,
    width: u16,
) -> Vec<Line<'static>> {
    let (words, style) = if form.sending.is_some() {
        (Clean::from("Signing in …"), styles.accent)
    } else if form.leaving {
        let words = "Throw away what was typed? The same key again does, any other stays";
        (Clean::from(words), styles.warning)
    } else {
        (form.problem.clone().unwrap_or_default(), styles.bad)
    };
    let mut all = vec![text::line([])];
    all.extend(lines(&words, width, |words| {
        text::line([text::span(words, style)])
    }));
    let other = form.other_way();
    let worth = hints.iter().filter_map(|(keys, words)| {
        let words = match (words.as_str(), other) {
            ("submit", _) => Clean::from("sign in"),
            ("another way to sign in", Some(way)) => Clean::from(way.title),
            ("back", _) => Clean::from("close"),
            _ => return None,
        };
        Some((keys.clone(), words))
    });
    let mut left = width;
    let fits = |(keys, words): &(String, Clean)| {
        let needed = text::width(keys) + text::width(words.as_str()) + 1;
        let fits = needed <= left;
        left = left.saturating_sub(needed + 3);
        fits
    };
    all.push(answers(&worth.take_while(fits).collect::<Vec<_>>(), styles));
    all
}

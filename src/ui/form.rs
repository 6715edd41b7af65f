use std::borrow::Cow;

use ratatui::{
    Frame,
    layout::{Constraint, Layout, Rect},
    text::Line,
};

use super::{
    Styles,
    field::{self, Manner},
    overlay::popup,
    text, veil,
};
use crate::{
    app::{Form, FormField},
    domain::{Clean, is_broken},
};

/// A key and what it does.
type Hint = (String, Clean);

/// How wide a form is at most.
const WIDTH: u16 = 74;

/// A form: its intro, what went wrong with it as a whole, as many fields as there is room for with the focused one among
/// them, and what it waits for. `keys` are those of the control with the focus.
pub fn draw(form: &Form, keys: &[Hint], styles: &Styles, area: Rect, frame: &mut Frame) {
    let width = WIDTH.min(area.width.saturating_sub(2));
    let most = usize::from(area.height.saturating_sub(2));
    let manner = |at, roomy| Manner {
        focused: at == form.focus,
        roomy,
        keys,
        styles,
    };
    let fields = |roomy| {
        let fields = form.fields.iter().enumerate();
        let heights = fields.map(|(at, field)| field::height(field, manner(at, roomy), width));
        heights.sum::<usize>()
    };
    let (mut head, foot) = (head(form, styles, width), foot(form, styles, width));
    let roomy = head.len() + fields(true) + foot.len() <= most;
    let height = |at: usize, field: &FormField| field::height(field, manner(at, roomy), width);
    let focused = form.fields.get(form.focus);
    let least = foot.len() + focused.map_or(0, |field| height(form.focus, field));
    if head.len() + least > most {
        head = problem(form, styles, width);
    }
    let wanted = head.len() + fields(roomy) + foot.len();
    let inner = popup(
        &title(form, wanted > most),
        width,
        u16::try_from(wanted.min(most)).unwrap_or(u16::MAX),
        styles,
        area,
        frame,
    );
    let length =
        |lines: &[Line]| Constraint::Length(u16::try_from(lines.len()).unwrap_or(u16::MAX));
    let parts = [length(&head), Constraint::Fill(1), length(&foot)];
    let [above, middle, below] = Layout::vertical(parts).areas(inner);
    put(head, above, frame);
    put(foot, below, frame);
    let mut rows = (0..middle.height).filter_map(|n| text::row(middle, n));
    for (at, entry) in visible(form, usize::from(middle.height), height) {
        let area = rows.by_ref().take(height(at, entry)).reduce(Rect::union);
        if let Some(area) = area {
            field::draw(entry, manner(at, roomy), area, frame);
        }
    }
}

/// What the operation does, and where in it the person is if not all of it is on screen.
fn title(form: &Form, is_longer: bool) -> String {
    let title = form.operation.title;
    if is_longer {
        let (at, all) = (form.focus + 1, form.fields.len());
        format!("{title} · field {at} of {all}")
    } else {
        title.to_owned()
    }
}

/// What stands above the fields.
fn head(form: &Form, styles: &Styles, width: u16) -> Vec<Line<'static>> {
    let mut head = lines(&form.intro, width, |words| {
        text::line([text::span(words, styles.dim)])
    });
    head.extend(problem(form, styles, width));
    head.push(Line::default());
    head
}

fn problem(form: &Form, styles: &Styles, width: u16) -> Vec<Line<'static>> {
    let problem = form.problem.iter();
    let line = |words| text::line([text::span(words, styles.bad)]);
    problem
        .flat_map(|problem| lines(problem, width, line))
        .collect()
}

/// Words broken into lines of some width.
pub fn lines(
    words: &Clean,
    width: u16,
    line: impl Fn(String) -> Line<'static>,
) -> Vec<Line<'static>> {
    let options = textwrap::Options::new(usize::from(width.max(1)))
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    let lines = textwrap::wrap(words.as_str(), options);
    let broken = is_broken(words.as_str(), &lines);
    let lines = lines.into_iter().filter(|words| !words.is_empty());
    let drawn = lines.map(Cow::into_owned).map(line);
    drawn
        .map(|line| {
            if broken {
                veil::private_line(line)
            } else {
                line
            }
        })
        .collect()
}

/// The fields that fit, the focused one last if need be.
fn visible(
    form: &Form,
    free: usize,
    height: impl Fn(usize, &FormField) -> usize,
) -> impl Iterator<Item = (usize, &FormField)> {
    let mut first = form.focus;
    let of = |at: usize| form.fields.get(at).map_or(0, |field| height(at, field));
    let mut used = of(first);
    while let Some(before) = first.checked_sub(1) {
        used += of(before);
        if used > free {
            break;
        }
        first = before;
    }
    let mut left = free;
    let fits = move |(at, field): &(usize, &FormField)| {
        let fits = left > 0;
        left = left.saturating_sub(height(*at, field));
        fits
    };
    form.fields.iter().enumerate().skip(first).take_while(fits)
}

/// What it waits for.
fn foot(form: &Form, styles: &Styles, width: u16) -> Vec<Line<'static>> {
    let (words, style) = if form.reading.is_some() {
        ("Reading what is there now …", styles.accent)
    } else if form.sending.is_some() {
        ("Sending …", styles.accent)
    } else if form.leaving {
        let words = "Throw away what was typed? The same key again does, any other stays";
        (words, styles.warning)
    } else {
        return Vec::new();
    };
    lines(&Clean::from(words), width, |words| {
        text::line([text::span(words, style)])
    })
}

fn put(lines: Vec<Line<'static>>, area: Rect, frame: &mut Frame) {
    for (line, n) in lines.into_iter().zip(0..) {
        if let Some(row) = text::row(area, n) {
            frame.render_widget(line, row);
        }
    }
}

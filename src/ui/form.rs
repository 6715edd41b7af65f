use std::borrow::Cow;

use ratatui::{Frame, layout::Rect, text::Line};

use super::{
    Styles,
    field::{self, Manner},
    overlay::popup,
    text,
};
use crate::{
    app::{Form, FormField},
    domain::Clean,
};

/// How wide a form is at most.
const WIDTH: u16 = 74;

/// A form: its intro, as many fields as there is room for with the focused one among them, and what is wrong. `keys` are
/// those of the control with the focus.
pub fn draw(form: &Form, keys: &[(String, Clean)], styles: &Styles, area: Rect, frame: &mut Frame) {
    let width = WIDTH.min(area.width.saturating_sub(2));
    let intro = lines(&form.intro, width, |words| {
        text::line([text::span(words, styles.dim)])
    });
    let remark = remark(form, styles, width);
    let around = intro.len() + 1 + remark.len();
    let most = usize::from(area.height.saturating_sub(2));
    let manner = |at, roomy| Manner {
        focused: at == form.focus,
        roomy,
        keys,
        styles,
    };
    let total = |roomy| {
        let fields = form.fields.iter().enumerate();
        let heights = fields.map(|(at, field)| field::height(field, manner(at, roomy), width));
        around + heights.sum::<usize>()
    };
    let roomy = total(true) <= most;
    let wanted = total(roomy);
    let title = if wanted > most {
        let (at, all) = (form.focus + 1, form.fields.len());
        format!("{} · field {at} of {all}", form.operation.title)
    } else {
        form.operation.title.to_owned()
    };
    let height = |at: usize, field: &FormField| field::height(field, manner(at, roomy), width);
    let wanted = u16::try_from(wanted.min(most)).unwrap_or(u16::MAX);
    let inner = popup(&title, width, wanted, styles, area, frame);
    let mut rows = (0..inner.height).filter_map(|n| text::row(inner, n));
    for line in intro.into_iter().chain([Line::default()]) {
        put(line, &mut rows, frame);
    }
    let free = usize::from(inner.height).saturating_sub(around);
    for (at, entry) in visible(form, free, height) {
        let area = rows.by_ref().take(height(at, entry)).reduce(Rect::union);
        if let Some(area) = area {
            field::draw(entry, manner(at, roomy), area, frame);
        }
    }
    for line in remark {
        put(line, &mut rows, frame);
    }
}

/// Words broken into lines of some width.
pub fn lines(
    words: &Clean,
    width: u16,
    line: impl Fn(String) -> Line<'static>,
) -> Vec<Line<'static>> {
    let lines = textwrap::wrap(words.as_str(), usize::from(width.max(1)));
    let lines = lines.into_iter().filter(|words| !words.is_empty());
    lines.map(Cow::into_owned).map(line).collect()
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

/// What is to be said below the fields.
fn remark(form: &Form, styles: &Styles, width: u16) -> Vec<Line<'static>> {
    let (words, style) = if form.sending.is_some() {
        (Clean::from("Sending …"), styles.accent)
    } else if form.reading.is_some() {
        (Clean::from("Reading what is there now …"), styles.accent)
    } else if form.leaving {
        (
            Clean::from("Throw away what was typed? The same key again does, any other stays"),
            styles.warning,
        )
    } else {
        match &form.problem {
            Some(problem) => (problem.clone(), styles.bad),
            None => return Vec::new(),
        }
    };
    lines(&words, width, |words| {
        text::line([text::span(words, style)])
    })
}

fn put(line: Line<'static>, rows: &mut impl Iterator<Item = Rect>, frame: &mut Frame) {
    if let Some(row) = rows.next() {
        frame.render_widget(line, row);
    }
}

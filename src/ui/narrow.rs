use ratatui::{Frame, layout::Rect};

use super::{
    Styles,
    field::{self, Manner},
    overlay::popup,
    text,
};
use crate::app::{Narrow, NarrowField};

/// How wide the form is at most.
const WIDTH: u16 = 66;

/// What the vendors can narrow down: the fields of each list under its name, as many as there is room for with the focused
/// one among them.
pub fn draw(narrow: &Narrow, styles: &Styles, area: Rect, frame: &mut Frame) {
    let width = WIDTH.min(area.width.saturating_sub(2));
    let manner = |at: usize, roomy| Manner {
        focused: at == narrow.focus,
        roomy,
        keys: &[],
        styles,
    };
    let height_of = |at: usize, roomy| {
        narrow.fields.get(at).map_or(0, |entry| {
            let heading = usize::from(begins(narrow, at));
            field::height(&entry.field, manner(at, roomy), width) + heading
        })
    };
    let total = |roomy| -> usize {
        let fields = 0..narrow.fields.len();
        fields.map(|at| height_of(at, roomy)).sum()
    };
    let most = area.height.saturating_sub(2);
    let roomy = total(true) <= usize::from(most);
    let wanted = u16::try_from(total(roomy)).unwrap_or(u16::MAX).min(most);
    let height = |at: usize| height_of(at, roomy);
    let inner = popup("Filter at the vendor", width, wanted, styles, area, frame);
    let free = usize::from(inner.height);
    let mut rows = (0..inner.height).filter_map(|n| text::row(inner, n));
    for at in visible(narrow.focus, narrow.fields.len(), free, height) {
        let Some(entry) = narrow.fields.get(at) else {
            break;
        };
        if begins(narrow, at)
            && let Some(row) = rows.next()
        {
            frame.render_widget(
                text::line([text::span(heading(entry), styles.heading)]),
                row,
            );
        }
        let needed = field::height(&entry.field, manner(at, roomy), width);
        if let Some(area) = rows.by_ref().take(needed).reduce(Rect::union) {
            field::draw(&entry.field, manner(at, roomy), area, frame);
        }
    }
}

/// Whether the fields of another list begin there.
fn begins(narrow: &Narrow, at: usize) -> bool {
    let operation = |at: usize| narrow.fields.get(at).map(|entry| entry.operation);
    at.checked_sub(1).and_then(operation) != operation(at)
}

fn heading(entry: &NarrowField) -> String {
    let operation = entry.operation;
    format!("{}: {}", operation.provider, operation.title)
}

/// The fields that fit, the focused one last if need be.
fn visible(
    focus: usize,
    len: usize,
    free: usize,
    height: impl Fn(usize) -> usize,
) -> std::ops::Range<usize> {
    let mut first = focus;
    let mut used = height(focus);
    while let Some(before) = first.checked_sub(1) {
        used += height(before);
        if used > free {
            break;
        }
        first = before;
    }
    let mut end = first;
    let mut left = free;
    while end < len && left > 0 {
        left = left.saturating_sub(height(end));
        end += 1;
    }
    first..end
}

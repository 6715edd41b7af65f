use ratatui::{Frame, layout::Rect};

use super::{Styles, form::lines, log::draw_top, overlay::popup, text, veil};
use crate::{app::Changes, domain::Clean};

/// From this width on, there is room for times.
const ROOMY: u16 = 60;
/// The widest outcome, and a space.
const OUTCOME: u16 = 18;
/// A time without its year, and a space.
const TIME: u16 = 15;

/// The changes, under the line that finds some of them; below, more about the chosen one.
pub fn draw(changes: &Changes, styles: &Styles, area: Rect, frame: &mut Frame) {
    let list = &changes.list;
    let count = u16::try_from(list.count()).unwrap_or(u16::MAX);
    let height = count.saturating_add(3);
    let inner = popup(
        "Journal of changes",
        area.width.saturating_sub(2),
        height.min(area.height.saturating_sub(2)).max(4),
        styles,
        area,
        frame,
    );
    let words = match (&changes.state, list.all(), list.wanted()) {
        (Some(state), _, _) => state.clone(),
        (None, 0, _) => Clean::from("Nothing was changed yet"),
        (None, all, "") => format!("{all} of this profile, newest first").into(),
        (None, all, wanted) => format!("{} of {all} with {wanted}", list.count()).into(),
    };
    draw_top(list, &words, styles, inner, frame);
    for ((at, line), n) in list.window().zip(1..) {
        let Some(row) = text::row(inner, n).filter(|row| row.y + 2 < inner.bottom()) else {
            break;
        };
        let time = if row.width < ROOMY { 0 } else { TIME };
        let what = row.width.saturating_sub(time + OUTCOME);
        let done = text::width(line.what.as_str());
        let whom = veil::private(styles.plain);
        let outcome = &line.outcome;
        frame.render_widget(
            text::line([
                text::fitted(&line.time, time, styles.dim),
                text::fitted(&outcome.text, OUTCOME, styles.tone(outcome.tone)),
                text::cut(&line.what, what, styles.plain),
                text::span(" ", styles.plain),
                text::cut(&line.whom, what.saturating_sub(done + 1), whom),
            ]),
            row,
        );
        if at == list.cursor.position() {
            frame.buffer_mut().set_style(row, styles.selected);
        }
    }
    draw_chosen(changes, styles, inner, frame);
}

/// Who made the chosen change, what was sent, and what the vendor said: as much as two lines hold.
fn draw_chosen(changes: &Changes, styles: &Styles, inner: Rect, frame: &mut Frame) {
    let Some(chosen) = changes.list.chosen() else {
        return;
    };
    let lines = lines(&chosen.more, inner.width, |words| {
        text::line([text::span(words, styles.dim)])
    });
    for (line, above) in lines.into_iter().take(2).zip([2, 1]) {
        if let Some(row) = text::row(inner, inner.height.saturating_sub(above)) {
            frame.render_widget(line, row);
        }
    }
}

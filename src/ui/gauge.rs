use ratatui::{Frame, layout::Rect};

use super::{Styles, text};
use crate::app::App;

/// How many cells the bar takes.
const BAR: usize = 20;

/// How far changes have come that were asked for together: on the lower edge of the table.
pub fn draw(app: &App, styles: &Styles, area: Rect, frame: &mut Frame) {
    let Some(progress) = app.calls.bulk.progress() else {
        return;
    };
    let (ended, total) = (progress.ended(), progress.total.max(1));
    let full = (BAR * ended / total).min(BAR);
    let doing = progress.verb.doing;
    let mut letters = doing.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    let doing: String = first.chain(letters).collect();
    let mut spans = vec![
        text::span(
            format!(" {doing} {ended} of {} ", progress.total),
            styles.accent,
        ),
        text::span("█".repeat(full), styles.accent),
        text::span("░".repeat(BAR - full), styles.dim),
        text::span(" ", styles.plain),
    ];
    if progress.failed > 0 {
        spans.push(text::span(
            format!("{} failed ", progress.failed),
            styles.bad,
        ));
    }
    if progress.dropped > 0 {
        spans.push(text::span(
            format!("{} not sent ", progress.dropped),
            styles.warning,
        ));
    }
    if let Some(key) = app.stop_key() {
        spans.push(text::span(key, styles.key));
        spans.push(text::span(" stops ", styles.dim));
    }
    let line = text::line(spans);
    let width = u16::try_from(line.width()).unwrap_or(u16::MAX);
    let edge = Rect {
        x: area.x + 2,
        y: area.bottom().saturating_sub(1),
        width: width.min(area.width.saturating_sub(4)),
        height: 1,
    };
    frame.render_widget(ratatui::widgets::Clear, edge);
    frame.render_widget(line, edge);
}

use ratatui::{Frame, layout::Rect};

use super::{Styles, text};
use crate::app::App;

/// From this width on, there is room for a long bar.
const ROOMY: u16 = 70;

/// How far changes have come that were asked for together: on the lower edge of the table.
pub fn draw(app: &App, styles: &Styles, area: Rect, frame: &mut Frame) {
    let Some(progress) = app.calls.bulk.progress() else {
        return;
    };
    let (ended, total) = (progress.ended(), progress.total.max(1));
    let bar = if area.width >= ROOMY { 20 } else { 6 };
    let full = (bar * ended / total).min(bar);
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
        text::span("░".repeat(bar - full), styles.dim),
        text::span(" ", styles.plain),
    ];
    let mut remark = |words: String, style| spans.push(text::span(words, style));
    if progress.failed > 0 {
        remark(format!("· {} failed ", progress.failed), styles.bad);
    }
    if progress.dropped > 0 {
        remark(format!("· {} not sent ", progress.dropped), styles.warning);
    }
    if let Some(key) = app.stop_key() {
        remark("· ".to_owned(), styles.dim);
        remark(key, styles.key);
        remark(" stops ".to_owned(), styles.dim);
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

use ratatui::{Frame, layout::Rect};

use super::{Styles, overlay::popup, text, veil};
use crate::{app::Scroll, domain::Clean};

/// A text in a popup; what is said where there is nothing to read.
pub fn draw(
    title: &str,
    scroll: &Scroll,
    nothing: &str,
    styles: &Styles,
    area: Rect,
    frame: &mut Frame,
) {
    let width = area.width.saturating_sub(2);
    let count = u16::try_from(scroll.len()).unwrap_or(u16::MAX).max(1);
    let height = count.min(area.height.saturating_sub(2));
    let title = if scroll.len() > usize::from(height) {
        format!("{title} ({}/{})", scroll.read(), scroll.len())
    } else {
        title.to_owned()
    };
    let inner = popup(&title, width, height, styles, area, frame);
    if scroll.is_empty() {
        let line = text::line([text::span(Clean::from(nothing), styles.dim)]);
        frame.render_widget(line, inner);
    }
    for (line, n) in scroll.visible().iter().zip(0..) {
        let Some(row) = text::row(inner, n) else {
            break;
        };
        let mut style = styles.tone(line.text.tone);
        if line.private {
            style = veil::private(style);
        }
        let line = text::line([
            text::fitted(&line.label, scroll.label(), styles.dim),
            text::span(" ", styles.plain),
            text::span(line.text.text.clone(), style),
        ]);
        frame.render_widget(line, row);
    }
}

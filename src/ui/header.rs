use ratatui::{
    Frame,
    layout::{Alignment, Rect},
    text::Span,
};

use super::{Styles, text};
use crate::app::{App, Badge, Title};

/// The panes with their counts, the profile, and what is special about this run.
pub fn draw(app: &App, styles: &Styles, area: Rect, frame: &mut Frame) {
    let titles = app.titles(area.width).into_iter();
    let tabs = titles.flat_map(|it| title(app, styles, it));
    frame.render_widget(text::line(tabs), area);
    let badges = app.badges(area.width).into_iter().map(|badge| {
        let style = match badge {
            Badge::State(_) => styles.badge,
            Badge::Profile(_) => styles.profile(),
        };
        text::span(badge.words(), style)
    });
    frame.render_widget(text::line(badges).alignment(Alignment::Right), area);
}

fn title(app: &App, styles: &Styles, title: Title) -> [Span<'static>; 4] {
    let front = app.panes.front == title.tab;
    let style = if front { styles.front } else { styles.plain };
    [
        text::span(title.number, styles.dim),
        text::span(title.name, style),
        text::span(title.note, styles.tone(title.tone)),
        text::span(" ", styles.plain),
    ]
}

/// How things stand with each provider: a dot in colour, its name, and what there is room for.
pub fn draw_sessions(app: &App, styles: &Styles, area: Rect, frame: &mut Frame) {
    if area.is_empty() {
        return;
    }
    let spans = app.standings(area.width).into_iter().flat_map(|standing| {
        let mut spans = vec![
            text::span(" ● ", styles.tone(standing.tone)),
            text::span(format!("{} ", standing.provider), styles.plain),
        ];
        let last = standing.words.len().saturating_sub(1);
        for (at, word) in standing.words.into_iter().enumerate() {
            let after = if at < last { ", " } else { "  " };
            spans.push(text::span(word.text, styles.tone(word.tone)));
            spans.push(text::span(after, styles.dim));
        }
        spans
    });
    frame.render_widget(text::line(spans), area);
}

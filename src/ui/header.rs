use ratatui::{Frame, layout::Rect};

use super::{Styles, pen::Pen, text};
use crate::app::{App, Badge};

/// The panes with their counts, the profile, and what is special about this run.
pub fn draw(app: &App, styles: &Styles, area: Rect, frame: &mut Frame) {
    let buffer = frame.buffer_mut();
    let mut pen = Pen::new(area, styles, buffer);
    for title in app.titles(area.width) {
        let front = app.panes.front == title.tab;
        let style = if front { styles.front } else { styles.plain };
        pen.say(title.number, styles.dim);
        pen.say(title.name, style);
        pen.say(title.note, styles.tone(title.tone));
        pen.draw(" ", 1, styles.plain);
    }
    let badges = app.badges(area.width).into_iter();
    let badges: Vec<_> = badges.map(|badge| (badge.words(), badge)).collect();
    let width = badges.iter().map(|(words, _)| text::width(words)).sum();
    let mut pen = Pen::before_end(area, width, styles, buffer);
    for (words, badge) in badges {
        let style = match badge {
            Badge::State(_) => styles.badge,
            Badge::Profile(_) => styles.profile(),
        };
        pen.say(words, style);
    }
}

/// How things stand with each provider: a dot in colour, its name, and what there is room for.
pub fn draw_sessions(app: &App, styles: &Styles, area: Rect, frame: &mut Frame) {
    if area.is_empty() {
        return;
    }
    let mut pen = Pen::new(area, styles, frame.buffer_mut());
    for standing in app.standings(area.width) {
        pen.say(" ● ", styles.tone(standing.tone));
        pen.say(format!("{} ", standing.provider), styles.plain);
        let last = standing.words.len().saturating_sub(1);
        for (at, word) in standing.words.iter().enumerate() {
            let after = if at < last { ", " } else { "  " };
            pen.write_all(&word.text, styles.tone(word.tone));
            pen.say(after, styles.dim);
        }
    }
}

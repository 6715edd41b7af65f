use ratatui::{
    Frame,
    layout::{Alignment, Rect},
    text::Span,
};

use super::{Styles, text};
use crate::{
    api::Session,
    app::{App, Title},
    domain::{Clean, Provider},
};

/// From this width on, there is room for the profile.
const ROOMY: u16 = 76;

/// The panes with their counts, the profile, and what is special about this run.
pub fn draw(app: &App, styles: &Styles, area: Rect, frame: &mut Frame) {
    let titles = app.titles(area.width).into_iter();
    let tabs = titles.flat_map(|it| title(app, styles, it));
    frame.render_widget(text::line(tabs), area);
    let mut badges = Vec::new();
    if app.options.read_only {
        badges.push(text::span(" READ-ONLY ", styles.badge));
    }
    if area.width >= ROOMY {
        badges.push(text::span(
            format!(" {} ", app.options.profile),
            styles.accent,
        ));
    }
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

/// How things stand with each provider.
pub fn draw_sessions(app: &App, styles: &Styles, area: Rect, frame: &mut Frame) {
    if area.is_empty() {
        return;
    }
    let sessions = |long| {
        text::line(
            Provider::ALL
                .into_iter()
                .flat_map(|provider| session(app, styles, provider, long)),
        )
    };
    let long = sessions(true);
    let fits = long.width() <= usize::from(area.width);
    frame.render_widget(if fits { long } else { sessions(false) }, area);
}

/// A name that leaves room for the others.
fn short(name: &Clean) -> String {
    const MOST: usize = 28;
    let mut letters = name.as_str().chars();
    let start: String = letters.by_ref().take(MOST).collect();
    if letters.next().is_some() {
        format!("{start}…")
    } else {
        start
    }
}

/// One provider: a dot in colour, its name, and who is signed in, or just that somebody is.
fn session(app: &App, styles: &Styles, provider: Provider, long: bool) -> [Span<'static>; 3] {
    let (style, words) = match app.accounts.session(provider) {
        Session::Absent(_) => (styles.dim, "no credential".into()),
        Session::Ready => (styles.plain, "ready".into()),
        Session::SignedIn {
            user: Some(user), ..
        } if long => (styles.good, user.clone()),
        Session::SignedIn { .. } => (styles.good, "signed in".into()),
        Session::Refused(_) => (styles.bad, "sign-in refused".into()),
    };
    let organization = app
        .accounts
        .organization
        .as_ref()
        .filter(|_| provider == Provider::Koyeb);
    let words = organization.map_or(words, |(_, name)| format!("in {}", short(name)).into());
    [
        text::span(" ● ", style),
        text::span(format!("{provider} "), styles.plain),
        text::span(format!("{words}  "), styles.dim),
    ]
}

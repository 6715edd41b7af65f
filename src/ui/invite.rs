use ratatui::{Frame, layout::Rect, text::Line};

use super::{
    Styles,
    field::{self, Manner},
    form::lines,
    overlay::{Hint, answers, popup},
    text,
};
use crate::{
    app::{Invite, Invitee, Verdict},
    domain::Clean,
};

/// How wide the list is at most.
const WIDTH: u16 = 90;
/// How many lines the text has at most.
const TEXT: usize = 6;
/// With fewer lines than this in all, the list matters more than what it is for.
const LOW: usize = 14;

/// People to invite: what was typed, and what is to be said of each address.
pub fn draw(invite: &Invite, hints: &[Hint], styles: &Styles, area: Rect, frame: &mut Frame) {
    let width = WIDTH.min(area.width.saturating_sub(2));
    let room = usize::from(area.height.saturating_sub(2));
    let mut intro = lines(&invite.intro(), width, |words| {
        text::line([text::span(words, styles.dim)])
    });
    if room < LOW && !invite.people.is_empty() {
        intro.clear();
    }
    let bottom = bottom(invite, hints, styles, width);
    let manner = Manner {
        focused: invite.on_roles,
        roomy: false,
        keys: &[],
        styles,
    };
    let roles = if invite.has_roles() {
        field::height(&invite.roles, manner, width)
    } else {
        0
    };
    let fixed = intro.len() + 1 + roles + 1 + bottom.len();
    let free = room.saturating_sub(fixed);
    let typed = invite.area.lines().len().clamp(1, TEXT).min(free.max(1));
    let listed = invite.people.len().min(free.saturating_sub(typed));
    let height = u16::try_from((fixed + typed + listed).min(room)).unwrap_or(u16::MAX);
    let title = invite.operation().title;
    let inner = popup(title, width, height, styles, area, frame);
    let mut rows = (0..inner.height).filter_map(|n| text::row(inner, n));
    let label = text::line([
        text::span("E-mail", heading(!invite.on_roles, styles)),
        text::span(
            " (needed): one or many, in any shape; @path reads a file",
            styles.dim,
        ),
    ]);
    for line in intro.into_iter().chain([label]) {
        put(line, &mut rows, frame);
    }
    if let Some(area) = rows.by_ref().take(typed).reduce(Rect::union) {
        draw_text(invite, styles, area, frame);
    }
    if let Some(area) = rows.by_ref().take(roles).reduce(Rect::union) {
        field::draw(&invite.roles, manner, area, frame);
    }
    let first = invite.cursor.window(invite.people.len()).start;
    let first = first.min(invite.people.len() - listed);
    put(summary(invite, first, listed, styles), &mut rows, frame);
    for person in invite.people.iter().skip(first).take(listed) {
        put(line(person, invite, styles, width), &mut rows, frame);
    }
    for line in bottom {
        put(line, &mut rows, frame);
    }
}

fn heading(focused: bool, styles: &Styles) -> ratatui::style::Style {
    if focused { styles.focus } else { styles.plain }
}

fn draw_text(invite: &Invite, styles: &Styles, area: Rect, frame: &mut Frame) {
    let [mark, field] = ratatui::layout::Layout::horizontal([
        ratatui::layout::Constraint::Length(2),
        ratatui::layout::Constraint::Fill(1),
    ])
    .areas(area);
    let sign = if invite.on_roles { "  " } else { "› " };
    frame.render_widget(text::line([text::span(sign, styles.key)]), mark);
    frame.render_widget(&*invite.area, field);
}

/// How many there are, and of which kind.
fn summary(invite: &Invite, first: usize, listed: usize, styles: &Styles) -> Line<'static> {
    let count = |wanted: fn(&Verdict) -> bool| {
        let found = invite
            .people
            .iter()
            .filter(|person| wanted(&person.verdict));
        found.count()
    };
    let kinds = [
        (invite.accepted(), "to invite"),
        (count(|it| matches!(it, Verdict::Invalid(_))), "not valid"),
        (count(|it| *it == Verdict::Duplicate), "twice"),
        (count(|it| *it == Verdict::Pending), "pending"),
        (count(|it| *it == Verdict::User), "there already"),
    ];
    let said: Vec<_> = kinds
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
    let mut words = said.join(", ");
    if listed < invite.people.len() {
        words = format!("{words} ({}-{} shown)", first + 1, first + listed);
    }
    text::line([text::span(words, styles.heading)])
}

fn line(person: &Invitee, invite: &Invite, styles: &Styles, width: u16) -> Line<'static> {
    let (sign, style) = match person.verdict {
        Verdict::Ok => ("+ ", styles.good),
        Verdict::Invalid(_) => ("! ", styles.bad),
        Verdict::Duplicate | Verdict::Pending | Verdict::User => ("- ", styles.warning),
    };
    let who = if invite.has_roles() && person.verdict == Verdict::Ok {
        let (first, last) = person.names();
        Clean::from(format!("{} ({first} {last})", person.email))
    } else {
        person.email.clone()
    };
    let half = width.saturating_sub(2) / 2 + width / 8;
    let rest = width.saturating_sub(2 + half + 1);
    text::line([
        text::span(sign, style),
        text::fitted(&who, half, styles.plain),
        text::span(" ", styles.plain),
        text::fitted(&person.verdict.words(), rest, style),
    ])
}

/// What is to be said below the list, and the keys.
fn bottom(invite: &Invite, hints: &[Hint], styles: &Styles, width: u16) -> Vec<Line<'static>> {
    let (words, style) = if invite.sending.is_some() {
        (Clean::from("Sending …"), styles.accent)
    } else if let Some(path) = &invite.reading {
        (Clean::from(format!("Reading {path} …")), styles.accent)
    } else if invite.leaving {
        let words = "Throw away what was typed? The same key again does, any other stays";
        (Clean::from(words), styles.warning)
    } else {
        let problem = invite.problem.clone().unwrap_or_default();
        (problem, styles.bad)
    };
    let mut bottom = lines(&words, width, |words| {
        text::line([text::span(words, style)])
    });
    let wanted = |(_, words): &&Hint| {
        let words = words.as_str();
        !words.contains("field") && (invite.has_choice() || !words.contains("vendor"))
    };
    let hints: Vec<_> = hints
        .iter()
        .filter(|hint| invite.has_roles() || wanted(hint))
        .filter(|(_, words)| {
            let words = words.as_str();
            !words.starts_with("next line") && !words.starts_with("previous")
        })
        .cloned()
        .collect();
    bottom.push(answers(&hints, styles));
    bottom
}

fn put(line: Line<'static>, rows: &mut impl Iterator<Item = Rect>, frame: &mut Frame) {
    if let Some(row) = rows.next() {
        frame.render_widget(line, row);
    }
}

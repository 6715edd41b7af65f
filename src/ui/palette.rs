use ratatui::{Frame, layout::Rect, text::Line};

use tui_textarea::TextArea;

use super::{Styles, overlay::popup, text};
use crate::{
    api::{Guard, Operation},
    app::{Choice, Palette, Pick},
    domain::Clean,
};

/// What is typed, and the operations that it finds.
pub fn draw(palette: &Palette, styles: &Styles, area: Rect, frame: &mut Frame) {
    let found = palette.found();
    let (width, height) = palette.size(area);
    let inner = popup(palette.title.as_str(), width, height, styles, area, frame);
    draw_input(&palette.input, styles, inner, frame);
    let window = palette.cursor.window(found.len());
    for ((at, choice), n) in found
        .enumerate()
        .skip(window.start)
        .take(window.len())
        .zip(1..)
    {
        let Some(row) = text::row(inner, n) else {
            break;
        };
        frame.render_widget(line(choice, styles, row.width), row);
        if at == palette.cursor.position() {
            frame.buffer_mut().set_style(row, styles.selected);
        }
    }
    if let (Some(row), Some(Choice { pick, blocked })) = (
        text::row(inner, inner.height.saturating_sub(1)),
        palette.chosen(),
    ) {
        let words = match blocked {
            Some(why) => why.clone(),
            None => request(pick),
        };
        let style = if blocked.is_some() {
            styles.warning
        } else {
            styles.dim
        };
        frame.render_widget(text::line([text::fitted(&words, row.width, style)]), row);
    }
}

/// The line to type into, at the top of an area.
pub fn draw_input(input: &TextArea<'static>, styles: &Styles, inner: Rect, frame: &mut Frame) {
    if let Some(row) = text::row(inner, 0) {
        let [mark, field] = ratatui::layout::Layout::horizontal([
            ratatui::layout::Constraint::Length(2),
            ratatui::layout::Constraint::Fill(1),
        ])
        .areas(row);
        frame.render_widget(text::line([text::span("› ", styles.key)]), mark);
        frame.render_widget(input, field);
    }
}

fn line(choice: &Choice, styles: &Styles, width: u16) -> Line<'static> {
    let style = if choice.blocked.is_some() {
        styles.dim
    } else {
        styles.plain
    };
    let (provider, what) = match &choice.pick {
        Pick::Operation(operation) => (operation.provider.name(), what(operation)),
        Pick::Action(_) | Pick::Forget(..) => ("usher", String::new()),
        Pick::SignIn(provider) | Pick::SignOut(provider) => (provider.name(), String::new()),
        Pick::Profile(profile) => ("profile", profile.vendors()),
    };
    let effect = match &choice.pick {
        Pick::Profile(_) => 26,
        Pick::Operation(_)
        | Pick::Action(_)
        | Pick::SignIn(_)
        | Pick::SignOut(_)
        | Pick::Forget(..) => 20,
    };
    let (vendor, effect) = (10, effect.min(width / 3));
    let title = width.saturating_sub(vendor + effect + 1);
    text::line([
        text::fitted(&choice.pick.title(), title, style),
        text::span(" ", style),
        text::fitted(&provider.into(), vendor, styles.dim),
        text::fitted(&what.into(), effect, styles.dim),
    ])
}

/// What would be sent.
fn request(pick: &Pick) -> Clean {
    match pick {
        Pick::Operation(operation) => {
            format!("{} {}", operation.method.as_str(), operation.path).into()
        }
        Pick::Action(_) | Pick::SignIn(_) | Pick::SignOut(_) | Pick::Forget(..) => Clean::default(),
        Pick::Profile(profile) if profile.read_only => "may look, and change nothing".into(),
        Pick::Profile(profile) if profile.protected => "each change wants its name typed".into(),
        Pick::Profile(_) => "everything starts anew with its accounts".into(),
    }
}

/// What an operation does to the world, in words.
fn what(operation: &Operation) -> String {
    let guard = match operation.guard {
        Guard::Read => "reads",
        Guard::Write => "changes",
        Guard::YesNo => "asks first",
        Guard::TypeName => "destroys",
        Guard::Undo => "can be taken back",
    };
    let legacy = if operation.legacy { ", legacy" } else { "" };
    format!("{guard}{legacy}")
}

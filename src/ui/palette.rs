use ratatui::{Frame, layout::Rect, text::Line};

use tui_textarea::TextArea;

use super::{Styles, overlay::popup, text};
use crate::{
    app::{Choice, Palette, Pick},
    domain::Clean,
};

/// From this width on, what an operation does has its whole room.
const ROOMY: u16 = 70;
/// How many cells that is.
const EFFECT: u16 = 31;

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
    let provider = match &choice.pick {
        Pick::Operation(operation) => operation.provider.name(),
        Pick::Action(_) | Pick::Record(..) | Pick::Forget(..) => "usher",
        Pick::SignIn(provider) | Pick::SignOut(provider) => provider.name(),
        Pick::Profile(_) => "profile",
    };
    let effect = if width < ROOMY { width / 3 } else { EFFECT };
    let vendor = 10;
    let title = width.saturating_sub(vendor + effect + 1);
    text::line([
        text::fitted(&choice.pick.title(), title, style),
        text::span(" ", style),
        text::fitted(&provider.into(), vendor, styles.dim),
        text::fitted(&choice.pick.effect().into(), effect, styles.dim),
    ])
}

/// What would be sent.
fn request(pick: &Pick) -> Clean {
    match pick {
        Pick::Operation(operation) => {
            let method = operation.method.as_str();
            format!("{}  {method} {}", operation.id, operation.path).into()
        }
        Pick::Action(_)
        | Pick::Record(..)
        | Pick::SignIn(_)
        | Pick::SignOut(_)
        | Pick::Forget(..) => Clean::default(),
        Pick::Profile(profile) if profile.read_only => "may look, and change nothing".into(),
        Pick::Profile(profile) if profile.protected => "each change wants its name typed".into(),
        Pick::Profile(_) => "everything starts anew with its accounts".into(),
    }
}

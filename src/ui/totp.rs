use ratatui::{
    Frame,
    layout::{Rect, Size},
    style::Style,
    text::Line,
    widgets::Clear,
};

use super::{Styles, form::lines, overlay::Hint, qr, text};
use crate::{app::Totp, domain::Clean};

/// The fewest cells in which there is something to be read beside the code.
const BESIDE: u16 = 26;

/// The set-up of the second factor: on the whole screen, for the QR code needs the room.
pub fn draw(totp: &Totp, hints: &[Hint], styles: &Styles, frame: &mut Frame) {
    let area = frame.area();
    frame.render_widget(Clear, area);
    let room = Size {
        width: area.width.saturating_sub(BESIDE + 2),
        height: area.height,
    };
    let code = totp.qr.as_ref();
    let placed = code.and_then(|code| Some((code, qr::quiet(code, room, styles)?)));
    let mut left = 0;
    if let Some((code, quiet)) = placed {
        qr::draw(code, quiet, totp.inverted, styles, area, frame);
        left = qr::size(code, quiet).width;
    }
    let beside = Rect {
        x: area.x + left + 1,
        width: area.width.saturating_sub(left + 2),
        ..area
    };
    let words = Words {
        styles,
        width: beside.width,
    };
    let above = words.above(totp, placed.is_some());
    let typed = above.len();
    let rest = words.below(totp, hints);
    let all = above.into_iter().chain([Line::default()]).chain(rest);
    for (line, n) in all.zip(0..) {
        if let Some(row) = text::row(beside, n) {
            frame.render_widget(line, row);
        }
    }
    let row = u16::try_from(typed).ok().and_then(|n| text::row(beside, n));
    if let Some(row) = row {
        frame.render_widget(text::line([text::span("› ", styles.key)]), row);
        let field = Rect {
            x: row.x + 2,
            width: row.width.saturating_sub(2),
            ..row
        };
        frame.render_widget(&*totp.code, field);
    }
}

/// What stands beside the code.
struct Words<'a> {
    styles: &'a Styles,
    width: u16,
}

impl Words<'_> {
    /// What to do, up to the line in which the app's code is typed.
    fn above(&self, totp: &Totp, is_placed: bool) -> Vec<Line<'static>> {
        let styles = self.styles;
        let scan = if is_placed {
            "1. Scan the QR code with an authenticator app, or tell it the secret:"
        } else {
            "1. This terminal is too small for the QR code, or knows only ASCII. Make it larger, or tell an authenticator app the address:"
        };
        let secret = totp.shown(!is_placed);
        let parts = [
            self.said("Set up two-factor", styles.heading),
            self.said(totp.name.clone(), styles.dim),
            vec![Line::default()],
            self.said(scan, styles.plain),
            self.pieces(secret.text.as_str(), styles.tone(secret.tone)),
            vec![Line::default()],
            self.said("2. Type the code that the app shows:", styles.plain),
        ];
        parts.into_iter().flatten().collect()
    }

    /// What became of the code, and the keys.
    fn below(&self, totp: &Totp, hints: &[Hint]) -> Vec<Line<'static>> {
        let styles = self.styles;
        let state = match (&totp.problem, totp.sending) {
            (_, Some(_)) => self.said("Sending …", styles.accent),
            (Some(problem), None) => self.said(problem.clone(), styles.bad),
            (None, None) => Vec::new(),
        };
        let hints = hints.iter().map(|(keys, words)| {
            text::line([
                text::span(keys.clone(), styles.key),
                text::span(format!(" {words}"), styles.dim),
            ])
        });
        let blank = [Line::default()];
        state.into_iter().chain(blank).chain(hints).collect()
    }

    fn said(&self, words: impl Into<Clean>, style: Style) -> Vec<Line<'static>> {
        lines(&words.into(), self.width, |words| {
            text::line([text::span(words, style)])
        })
    }

    /// A text without blanks, broken where the line ends.
    fn pieces(&self, whole: &str, style: Style) -> Vec<Line<'static>> {
        let letters: Vec<char> = whole.chars().collect();
        let pieces = letters.chunks(usize::from(self.width.max(1)));
        let piece =
            |piece: &[char]| text::line([text::span(piece.iter().collect::<String>(), style)]);
        pieces.map(piece).collect()
    }
}

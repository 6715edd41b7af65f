use ratatui::style::{Color, Modifier, Style};

use crate::app::Tone;

/// How each meaning looks. The only place that names colours; they are the terminal's own sixteen, so that they fit its
/// theme, dark or light.
#[derive(Clone, Debug)]
pub struct Styles {
    /// Ordinary text.
    pub plain: Style,
    /// Less important text.
    pub dim: Style,
    /// Important text.
    pub accent: Style,
    /// As it should be.
    pub good: Style,
    /// Wants attention.
    pub warning: Style,
    /// Wrong.
    pub bad: Style,
    /// Headings of columns and sections.
    pub heading: Style,
    /// The pane in front, in the header.
    pub front: Style,
    /// A frame.
    pub frame: Style,
    /// The frame of what has the focus.
    pub focus: Style,
    /// Laid over the row under the cursor.
    pub selected: Style,
    /// A key in a hint.
    pub key: Style,
    /// A badge in the header.
    pub badge: Style,
    /// The name of a value in JSON.
    pub json_name: Style,
    /// A text in JSON.
    pub json_text: Style,
    /// A number in JSON.
    pub json_number: Style,
    /// `true`, `false` and `null` in JSON.
    pub json_literal: Style,
    /// A QR code, its light parts as foreground: dark on light whatever the terminal's theme.
    pub qr: Style,
}

impl Styles {
    /// In colour.
    pub fn colored() -> Self {
        let plain = Style::new();
        let fg = |color| plain.fg(color);
        Self {
            plain,
            dim: plain.add_modifier(Modifier::DIM),
            accent: fg(Color::Cyan),
            good: fg(Color::Green),
            warning: fg(Color::Yellow),
            bad: fg(Color::Red),
            heading: plain.add_modifier(Modifier::BOLD),
            front: fg(Color::Cyan).add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            frame: plain.add_modifier(Modifier::DIM),
            focus: fg(Color::Cyan),
            selected: plain.bg(Color::DarkGray).add_modifier(Modifier::BOLD),
            key: fg(Color::Cyan).add_modifier(Modifier::BOLD),
            badge: fg(Color::Yellow).add_modifier(Modifier::BOLD | Modifier::REVERSED),
            json_name: fg(Color::Cyan),
            json_text: fg(Color::Green),
            json_number: fg(Color::Yellow),
            json_literal: fg(Color::Magenta),
            // White and black of the colour cube: no theme changes those.
            qr: fg(Color::Indexed(231)).bg(Color::Indexed(16)),
        }
    }

    /// Without colour, for `NO_COLOR` and terminals that have none.
    pub fn monochrome() -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        Self {
            plain,
            dim: plain.add_modifier(Modifier::DIM),
            accent: bold,
            good: plain,
            warning: bold,
            bad: bold.add_modifier(Modifier::UNDERLINED),
            heading: bold,
            front: bold.add_modifier(Modifier::REVERSED),
            frame: plain.add_modifier(Modifier::DIM),
            focus: bold,
            selected: plain.add_modifier(Modifier::REVERSED),
            key: bold,
            badge: bold.add_modifier(Modifier::REVERSED),
            json_name: bold,
            json_text: plain,
            json_number: plain,
            json_literal: plain.add_modifier(Modifier::ITALIC),
            qr: plain,
        }
    }

    /// How a meaning looks.
    pub fn tone(&self, tone: Tone) -> Style {
        match tone {
            Tone::Plain => self.plain,
            Tone::Dim => self.dim,
            Tone::Accent => self.accent,
            Tone::Good => self.good,
            Tone::Warning => self.warning,
            Tone::Bad => self.bad,
        }
    }
}

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
    /// The name of the profile.
    pub profile: Style,
    /// The frame of the pane that has the focus.
    pub border: Style,
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
            profile: fg(Color::Cyan),
            border: fg(Color::Cyan),
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
            profile: bold,
            border: bold,
        }
    }

    /// The same for a profile that has a colour: its name and the frames have it.
    #[must_use]
    pub fn tinted(self, color: Color) -> Self {
        let tint = self.plain.fg(color);
        Self {
            profile: tint.add_modifier(Modifier::BOLD | Modifier::REVERSED),
            border: tint.add_modifier(Modifier::BOLD),
            frame: tint.add_modifier(Modifier::DIM),
            ..self
        }
    }

    /// The same for such a profile where there are no colours: its name stands out.
    #[must_use]
    pub fn marked(self) -> Self {
        Self {
            profile: self.badge,
            ..self
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

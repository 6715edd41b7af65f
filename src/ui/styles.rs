use ratatui::{
    style::{Color, Modifier, Style},
    widgets::BorderType,
};

use super::{Depth, Theme};
use crate::app::Tone;

/// How each meaning looks: what a theme says, as far as the terminal can show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    /// Laid over what the filter found.
    pub hit: Style,
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
    /// A QR code: its light parts are the foreground, for it is dark on light whatever the background.
    pub qr: Style,
    /// What marks the profile, where it has a colour.
    pub mark: Option<Style>,
    /// Whether the terminal shows nothing but ASCII.
    pub ascii: bool,
    /// What the lines of frames are.
    pub lines: BorderType,
    /// Whether others see the screen, too.
    pub is_shared: bool,
}

/// Where a meaning's style is kept.
type Place = fn(&mut Styles) -> &mut Style;

impl Styles {
    /// The meanings by the names that they have in a theme.
    pub const MEANINGS: &'static [(&'static str, Place)] = &[
        ("plain", |styles| &mut styles.plain),
        ("dim", |styles| &mut styles.dim),
        ("accent", |styles| &mut styles.accent),
        ("good", |styles| &mut styles.good),
        ("warning", |styles| &mut styles.warning),
        ("bad", |styles| &mut styles.bad),
        ("heading", |styles| &mut styles.heading),
        ("front", |styles| &mut styles.front),
        ("frame", |styles| &mut styles.frame),
        ("focus", |styles| &mut styles.focus),
        ("selected", |styles| &mut styles.selected),
        ("hit", |styles| &mut styles.hit),
        ("key", |styles| &mut styles.key),
        ("badge", |styles| &mut styles.badge),
        ("json-name", |styles| &mut styles.json_name),
        ("json-text", |styles| &mut styles.json_text),
        ("json-number", |styles| &mut styles.json_number),
        ("json-literal", |styles| &mut styles.json_literal),
        ("qr", |styles| &mut styles.qr),
    ];

    /// In the terminal's own colours, which fit a background that nobody knows.
    pub fn colored() -> Self {
        Self::of(Theme::Terminal, Depth::Full)
    }

    /// Without colour, for `NO_COLOR` and terminals that have none.
    pub fn monochrome() -> Self {
        Self::of(Theme::None, Depth::Full)
    }

    /// The same for a profile that has a colour: its name and the frames have it. Where there are no colours, its name
    /// stands out.
    #[must_use]
    pub fn marked(mut self, color: Color, depth: Depth) -> Self {
        let has_colors = Self::MEANINGS.iter().any(|(_, place)| {
            let style = place(&mut self);
            style.fg.or(style.bg).is_some()
        });
        if !has_colors {
            let mark = Some(self.badge);
            return Self { mark, ..self };
        }
        let mark = depth.shows(Style::new().fg(color), false);
        Self {
            mark: Some(mark.add_modifier(Modifier::BOLD | Modifier::REVERSED)),
            frame: mark.add_modifier(Modifier::DIM),
            ..self
        }
    }

    /// The name of the profile.
    pub fn profile(&self) -> Style {
        self.mark.unwrap_or(self.accent)
    }

    /// The frame of the pane that has the focus.
    pub fn border(&self) -> Style {
        match self.mark {
            Some(Style {
                fg: Some(color), ..
            }) => Style::new().fg(color).add_modifier(Modifier::BOLD),
            Some(_) | None => self.focus,
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

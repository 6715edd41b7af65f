use ratatui::style::{Color, Modifier, Style};

/// How many colours a terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Its own sixteen.
    Sixteen,
    /// The 240 fixed ones besides.
    Fixed,
    /// Every one.
    Full,
}

impl Depth {
    /// A style as a terminal of this depth shows it. What is laid over a row has to leave the row readable: where its
    /// background can't be shown as it is, it is turned round.
    pub fn shows(self, style: Style, laid_over: bool) -> Style {
        let fine = |color| matches!(color, Some(Color::Rgb(..)));
        if self == Depth::Sixteen && laid_over && fine(style.bg) {
            let modifiers = style.add_modifier | Modifier::REVERSED;
            return Style::new()
                .fg(Color::Reset)
                .bg(Color::Reset)
                .add_modifier(modifiers);
        }
        Style {
            fg: style.fg.map(|color| self.nearest(color)),
            bg: style.bg.map(|color| self.nearest(color)),
            ..style
        }
    }

    fn nearest(self, color: Color) -> Color {
        match (self, color) {
            (Depth::Fixed, Color::Rgb(red, green, blue)) => fixed([red, green, blue]),
            (Depth::Sixteen, Color::Rgb(red, green, blue)) => own([red, green, blue]),
            (Depth::Sixteen, Color::Indexed(index @ 16..)) => own(fixed_parts(index)),
            (Depth::Full | Depth::Fixed | Depth::Sixteen, color) => color,
        }
    }
}

/// The nearest of the colours that are the same on every terminal: a cube of six to a side, and 24 grays.
fn fixed(parts: [u8; 3]) -> Color {
    let distance = |index: &u8| -> u32 {
        let other = fixed_parts(*index);
        let parts = parts.iter().zip(other);
        parts
            .map(|(one, other)| u32::from(one.abs_diff(other)).pow(2))
            .sum()
    };
    Color::Indexed((16..=255).min_by_key(distance).unwrap_or(16))
}

/// Red, green and blue of a colour from 16 on.
fn fixed_parts(index: u8) -> [u8; 3] {
    let side = |part: u8| if part == 0 { 0 } else { 55 + 40 * part };
    if index >= 232 {
        return [8 + 10 * (index - 232); 3];
    }
    let index = index.saturating_sub(16);
    [side(index / 36), side(index / 6 % 6), side(index % 6)]
}

/// The one of the terminal's own sixteen that has the hue of a colour and its lightness, more or less: what they look like
/// exactly nobody knows.
fn own(parts: [u8; 3]) -> Color {
    let [red, green, blue] = parts.map(i32::from);
    let most = red.max(green).max(blue);
    let least = red.min(green).min(blue);
    let (spread, light) = (most - least, most + least > 255);
    if spread < 48 {
        return match most + least {
            ..102 => Color::Black,
            102..306 => Color::DarkGray,
            306..460 => Color::Gray,
            _ => Color::White,
        };
    }
    let turn = |one: i32, other: i32| 60 * (one - other) / spread;
    let hue = if most == red {
        turn(green, blue).rem_euclid(360)
    } else if most == green {
        turn(blue, red) + 120
    } else {
        turn(red, green) + 240
    };
    let (dark, bright) = match hue {
        30..90 => (Color::Yellow, Color::LightYellow),
        90..150 => (Color::Green, Color::LightGreen),
        150..210 => (Color::Cyan, Color::LightCyan),
        210..270 => (Color::Blue, Color::LightBlue),
        270..330 => (Color::Magenta, Color::LightMagenta),
        _ => (Color::Red, Color::LightRed),
    };
    if light { bright } else { dark }
}

/// Red, green and blue of a colour that is the same on every terminal.
#[cfg(test)]
pub(super) fn parts(color: Color) -> [u8; 3] {
    match color {
        Color::Rgb(red, green, blue) => [red, green, blue],
        Color::Indexed(index @ 16..) => fixed_parts(index),
        other => panic!("nobody knows how {other} looks"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_keeps_its_hue_on_a_terminal_with_sixteen() {
        let own = |red, green, blue| Depth::Sixteen.nearest(Color::Rgb(red, green, blue));
        assert_eq!(own(0xf2, 0x8b, 0x82), Color::LightRed);
        assert_eq!(own(0xb3, 0x26, 0x1e), Color::Red);
        assert_eq!(own(0x5e, 0xc8, 0xd8), Color::LightCyan);
        assert_eq!(own(0x7a, 0x52, 0x00), Color::Yellow);
        assert_eq!(own(0xff, 0xff, 0xff), Color::White);
        assert_eq!(own(0x9a, 0xa3, 0xb2), Color::Gray);
        assert_eq!(Depth::Sixteen.nearest(Color::Indexed(196)), Color::Red);
        assert_eq!(Depth::Sixteen.nearest(Color::Cyan), Color::Cyan);
    }

    #[test]
    fn a_colour_finds_the_nearest_of_the_fixed_ones() {
        let fixed = |red, green, blue| Depth::Fixed.nearest(Color::Rgb(red, green, blue));
        assert_eq!(fixed(255, 0, 0), Color::Indexed(196));
        assert_eq!(fixed(95, 135, 175), Color::Indexed(67));
        assert_eq!(fixed(129, 129, 129), Color::Indexed(244));
        assert_eq!(
            Depth::Full.nearest(Color::Rgb(1, 2, 3)),
            Color::Rgb(1, 2, 3)
        );
    }

    #[test]
    fn the_row_under_the_cursor_is_turned_round_where_its_background_is_not_to_be_had() {
        let style = Style::new().bg(Color::Rgb(45, 54, 70));
        let shown = Depth::Sixteen.shows(style, true);
        assert!(shown.add_modifier.contains(Modifier::REVERSED));
        assert_eq!(shown.bg, Some(Color::Reset));
        assert_eq!(Depth::Full.shows(style, true), style);
    }
}

use serde::{Deserialize, Deserializer, de};

/// A colour that marks a profile: one of the terminal's own by its name (`red`, `light-blue`), or any as `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color(ratatui::style::Color);

impl Color {
    /// What stands for danger where nothing else was chosen.
    pub(super) const DANGER: Color = Color(ratatui::style::Color::Red);

    /// The colour as the screen takes it.
    pub fn get(self) -> ratatui::style::Color {
        self.0
    }
}

impl<'de> Deserialize<'de> for Color {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let color = text.trim().parse().ok();
        let color = color.filter(|color| *color != ratatui::style::Color::Reset);
        color.map(Self).ok_or_else(|| {
            de::Error::custom("not a colour: write a name, such as red or light-blue, or #rrggbb")
        })
    }
}

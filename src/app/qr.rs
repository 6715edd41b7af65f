use std::fmt;

use qrcode::{EcLevel, QrCode};

use crate::domain::Secret;

/// A QR code. What it says may be a secret, so its `Debug` shows nothing.
#[derive(Clone)]
pub struct Qr {
    width: usize,
    dark: Vec<bool>,
}

impl fmt::Debug for Qr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[QR code]")
    }
}

impl Qr {
    /// The smallest code that says this; `None` when it is too long for any. A screen does not get scratched, so the lowest
    /// level of error correction does.
    pub fn new(text: &Secret) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text.expose(), EcLevel::L).ok()?;
        let width = code.width();
        let colors = code.into_colors();
        let dark = colors
            .iter()
            .map(|color| color.select(true, false))
            .collect();
        Some(Self { width, dark })
    }

    /// How many modules it is wide and high, without the quiet zone around it.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Whether a module is dark; there is nothing but light around the code.
    pub fn is_dark(&self, x: Option<usize>, y: Option<usize>) -> bool {
        let (Some(x), Some(y)) = (x, y) else {
            return false;
        };
        x < self.width && self.dark.get(y * self.width + x) == Some(&true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_corners_and_light_around() {
        let qr = Qr::new(&Secret::new("otpauth://totp/a?secret=CANARY")).unwrap();
        let last = qr.width() - 1;
        for (x, y) in [(0, 0), (last, 0), (0, last)] {
            assert!(qr.is_dark(Some(x), Some(y)), "{x} {y}");
        }
        assert!(!qr.is_dark(None, Some(0)) && !qr.is_dark(Some(last + 1), Some(0)));
        assert!(!format!("{qr:?}").contains("CANARY"));
    }

    #[test]
    fn what_is_too_long_for_a_code_has_none() {
        assert!(Qr::new(&Secret::new("x".repeat(4000))).is_none());
    }
}

use unicode_security::{RestrictionLevel, RestrictionLevelDetection, skeleton};

use super::Clean;

/// How a text may be taken for another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Disguise {
    /// Letters that look like those of another alphabet: a Cyrillic `а` in `аdmin`.
    LookAlike,
    /// Characters that can't be seen, or that would have changed what is seen.
    Hidden,
}

impl Disguise {
    /// Looks at a text.
    pub fn of(text: &Clean) -> Option<Self> {
        let raw = text.as_str();
        if text.is_unusual() {
            Some(Self::Hidden)
        } else if raw.chars().any(is_foreign_letter) && (is_mixed(raw) || is_ascii_in_looks(raw)) {
            Some(Self::LookAlike)
        } else {
            None
        }
    }

    /// What is to be said about it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::LookAlike => {
                "unusual characters: letters that look like those of another alphabet"
            }
            Self::Hidden => "unusual characters: some can't be seen, or change what is seen",
        }
    }
}

/// Punctuation, such as the apostrophe of O’Brien, deceives nobody.
fn is_foreign_letter(c: char) -> bool {
    !c.is_ascii() && c.is_alphabetic()
}

/// Whether letters of alphabets stand together that don't do so in any language: Latin ones beside Japanese, Chinese or Korean
/// are usual.
fn is_mixed(text: &str) -> bool {
    // Up to here there are none but Latin ones.
    if text.chars().all(|c| c <= 'ɏ') {
        return false;
    }
    let letters: String = text.chars().filter(|c| c.is_alphabetic()).collect();
    !matches!(
        letters.detect_restriction_level(),
        RestrictionLevel::ASCIIOnly
            | RestrictionLevel::SingleScript
            | RestrictionLevel::HighlyRestrictive
    )
}

fn is_ascii_in_looks(text: &str) -> bool {
    skeleton(text).all(|c| c.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_their_own_script_are_no_disguise() {
        for name in [
            "admin",
            "Anna Müller",
            "Łukasz Żółć",
            "Ольга Шевченко",
            "田中 さくら",
            "Lindenhof メディア",
            "박지성 朴智星",
            "משה כהן",
            "ليلى منصور",
            "Ελένη Νικολάου",
            "👩‍💻 Ada",
            "O’Brien",
            "Ma×2 & Co.",
            "",
        ] {
            assert_eq!(Disguise::of(&Clean::new(name)), None, "{name}");
        }
    }

    #[test]
    fn letters_of_other_alphabets_and_hidden_ones_are() {
        for name in [
            "\u{430}dmin",
            "раура",
            "adm\u{131}n\u{443}",
            "mara@\u{430}cme.example",
            "Αdmin",
        ] {
            assert_eq!(
                Disguise::of(&Clean::new(name)),
                Some(Disguise::LookAlike),
                "{name}"
            );
        }
        for name in ["ad\u{200b}min", "\u{202e}nimda", "admin\n"] {
            assert_eq!(
                Disguise::of(&Clean::new(name)),
                Some(Disguise::Hidden),
                "{name}"
            );
        }
    }
}

use std::ops::RangeInclusive;

use unicode_security::{
    GeneralSecurityProfile, RestrictionLevel, RestrictionLevelDetection, skeleton,
};

use super::Clean;

/// Letters that stand together in some language and for themselves, without Latin ones: of Russian and its neighbours, Greek,
/// Hebrew, Arabic, Japanese, and Korean. Of what is written in one of these alone, as most names are, nothing has to be looked
/// up but whether the letters are in use.
const ALPHABETS: [&[RangeInclusive<char>]; 6] = [
    &['Ѐ'..='џ'],
    &['Ά'..='Ά', 'Έ'..='Ί', 'Α'..='Ρ', 'Σ'..='ώ'],
    &['א'..='ת'],
    &['ء'..='غ', 'ف'..='ي'],
    &['一'..='鿿', 'ぁ'..='ゖ', 'ァ'..='ヺ'],
    &['一'..='鿿', '가'..='힣'],
];

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
    if text.chars().all(|c| c <= 'ɏ') || is_of_one_alphabet(text) {
        return false;
    }
    is_mixed_by_the_book(text)
}

fn is_of_one_alphabet(text: &str) -> bool {
    let is_letter = |c: &char| !c.is_ascii() || c.is_ascii_alphabetic();
    ALPHABETS.iter().any(|ranges| {
        let is_in = |c| ranges.iter().any(|range| range.contains(&c));
        text.chars()
            .filter(is_letter)
            .all(|c| is_in(c) && c.identifier_allowed())
    })
}

/// By the restriction levels of Unicode's technical standard 39.
fn is_mixed_by_the_book(text: &str) -> bool {
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
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_of_one_alphabet_is_not_mixed(text in prop_oneof!["[Ѐ-џ .]{0,6}", "[Ά-ώ']{0,6}", "[א-ת]{0,6}", "[ء-ي-]{0,6}", "[一-鿿ぁ-ヺ]{0,6}", "[一-鿿가-힣]{0,6}", "[aЀ-џΆ-ώא-تء-ي一-鿿ぁ-ヺ가-힣 .]{0,6}"]) {
            prop_assert!(!is_of_one_alphabet(&text) || !is_mixed_by_the_book(&text));
        }
    }

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

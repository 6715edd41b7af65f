use std::ops::RangeInclusive;

use unicode_security::{
    GeneralSecurityProfile, RestrictionLevel, RestrictionLevelDetection, skeleton,
};

use super::Clean;

/// Latin letters beyond ASCII that names are written with.
const LATIN: [RangeInclusive<char>; 2] = ['\u{80}'..='ɏ', 'Ạ'..='ỹ'];

/// Chinese characters; not all of them are in use.
const HAN: RangeInclusive<char> = '一'..='鿿';

/// Letters that stand together in some language and for themselves, without Latin ones: of Russian and its neighbours, Greek,
/// Hebrew, Arabic, Japanese, and Korean. All of them are in use, but for some Chinese ones.
const ALPHABETS: [&[RangeInclusive<char>]; 6] = [
    &['Ё'..='Ќ', 'Ў'..='я', 'ё'..='ќ', 'ў'..='џ'],
    &['Ά'..='Ά', 'Έ'..='Ί', 'Α'..='Ρ', 'Σ'..='ώ'],
    &['א'..='ת'],
    &['ء'..='غ', 'ف'..='ي'],
    &[HAN, 'ぁ'..='ゖ', 'ァ'..='ヺ'],
    &[HAN, '가'..='힣'],
];

/// Letters that look like nothing in ASCII: most names have some of them, and need no closer look.
const UNMISTAKABLE: [RangeInclusive<char>; 32] = [
    'À'..='Å',
    'Ç'..='Ö',
    'Ø'..='å',
    'ç'..='ý',
    'ÿ'..='İ',
    'Ĵ'..='ň',
    'Ŋ'..='ő',
    'Ŕ'..='ž',
    'Ǎ'..='ǰ',
    'Ǵ'..='ț',
    'Ά'..='ΐ',
    'Ψ'..='ΰ',
    'δ'..='θ',
    'κ'..='μ',
    'φ'..='ώ',
    'Ц'..='Ъ',
    'ж'..='н',
    'щ'..='є',
    'א'..='ה',
    'ך'..='מ',
    'ע'..='ת',
    'ء'..='ئ',
    'ب'..='ؿ',
    'ف'..='ن',
    'و'..='ي',
    'Ḁ'..='ẙ',
    'ẞ'..='ỹ',
    'ぁ'..='ゟ',
    'ァ'..='ネ',
    'ハ'..='ヺ',
    '乀'..='鿿',
    '가'..='힣',
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
    let is_latin = |c: char| c.is_ascii() || is_in(&LATIN, c);
    !text.chars().all(is_latin) && !is_of_one_alphabet(text) && is_mixed_by_the_book(text)
}

fn is_of_one_alphabet(text: &str) -> bool {
    let is_letter = |c: &char| !c.is_ascii() || c.is_ascii_alphabetic();
    ALPHABETS.iter().any(|ranges| {
        text.chars()
            .filter(is_letter)
            .all(|c| is_in(ranges, c) && (!HAN.contains(&c) || c.identifier_allowed()))
    })
}

fn is_in(ranges: &[RangeInclusive<char>], c: char) -> bool {
    ranges.iter().any(|range| range.contains(&c))
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
    !text.chars().any(is_unmistakable) && skeleton(text).all(|c| c.is_ascii())
}

fn is_unmistakable(c: char) -> bool {
    let before = UNMISTAKABLE.partition_point(|range| *range.end() < c);
    UNMISTAKABLE
        .get(before)
        .is_some_and(|range| range.contains(&c))
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
    fn what_is_unmistakable_looks_like_nothing_in_ascii() {
        assert!(UNMISTAKABLE.is_sorted_by(|a, b| a.end() < b.start()));
        for c in UNMISTAKABLE.into_iter().flatten() {
            assert!(is_unmistakable(c), "{c}");
            assert!(skeleton(&c.to_string()).any(|it| !it.is_ascii()), "{c}");
        }
    }

    #[test]
    fn the_letters_of_an_alphabet_are_in_use() {
        for c in ALPHABETS.into_iter().flatten().cloned().flatten() {
            assert!(HAN.contains(&c) || c.identifier_allowed(), "{c}");
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
            "Nguyễn Thị Dvořák",
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

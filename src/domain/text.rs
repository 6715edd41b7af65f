use std::{borrow::Cow, cmp::Ordering, fmt, sync::Arc};

use compact_str::CompactString;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

use super::private::CUT;

/// How many grapheme clusters of a text are shown at most; the raw text beside it is kept whole.
const MAX_CLUSTERS: usize = 512;
/// How many characters a cluster may bring: the input is cut by this *before* it is segmented, so that a million
/// combining marks cost nothing.
const MAX_CHARS_PER_CLUSTER: usize = 16;
/// How many marks of no width a cluster keeps.
const MAX_MARKS: usize = 4;

/// Text from outside that is safe to show in a terminal.
///
/// Control characters are shown as pictures, invisible and direction-changing ones as their code point, towers of
/// combining marks are cut. What came is kept beside it as [`Clean::raw`], for the APIs, for searching and for sorting.
/// Widgets take nothing but this type.
#[derive(Clone, Default)]
pub struct Clean {
    /// Most texts are so short that they need no memory of their own.
    shown: CompactString,
    /// Shared with its copies: it may be very long.
    raw: Option<Arc<str>>,
}

impl Clean {
    /// Cleans a text of one line: line breaks become pictures too.
    pub fn new(raw: &str) -> Self {
        Self::cleaned(raw.into(), false)
    }

    /// Cleans a text whose line breaks are wanted.
    pub fn multi_line(raw: &str) -> Self {
        Self::cleaned(raw.into(), true)
    }

    /// The text as it may be shown.
    pub fn as_str(&self) -> &str {
        &self.shown
    }

    /// The text as it came: for requests, comparisons and searching, never for showing.
    pub fn raw(&self) -> &str {
        self.raw.as_deref().unwrap_or(&self.shown)
    }

    /// Whether the text held characters that are not shown as they came.
    pub fn is_unusual(&self) -> bool {
        self.raw.is_some()
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    fn cleaned(raw: Cow<'_, str>, multi_line: bool) -> Self {
        match sanitize(&raw, multi_line) {
            Some(shown) => Self {
                shown: shown.into(),
                raw: Some(raw.into()),
            },
            None => Self {
                shown: raw.into(),
                raw: None,
            },
        }
    }
}

impl fmt::Display for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.shown)
    }
}

impl fmt::Debug for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.shown)
    }
}

impl PartialEq for Clean {
    fn eq(&self, other: &Self) -> bool {
        self.raw() == other.raw()
    }
}

impl Eq for Clean {}

impl PartialOrd for Clean {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Clean {
    fn cmp(&self, other: &Self) -> Ordering {
        self.raw().cmp(other.raw())
    }
}

impl From<&str> for Clean {
    fn from(raw: &str) -> Self {
        Self::new(raw)
    }
}

impl From<String> for Clean {
    fn from(raw: String) -> Self {
        Self::cleaned(raw.into(), false)
    }
}

impl From<Cow<'_, str>> for Clean {
    fn from(raw: Cow<'_, str>) -> Self {
        Self::cleaned(raw, false)
    }
}

impl<'de> Deserialize<'de> for Clean {
    /// Takes a text, and leniently a number or a truth value (ids are integers at one vendor and texts at another).
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(Scalar)
        } else {
            deserializer.deserialize_str(Scalar)
        }
    }
}

impl Serialize for Clean {
    /// Gives the text as it came.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.raw())
    }
}

struct Scalar;

impl de::Visitor<'_> for Scalar {
    type Value = Clean;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or a number")
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Clean, E> {
        Ok(Clean::new(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Clean, E> {
        Ok(Clean::from(value.to_string()))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Clean, E> {
        Ok(Clean::from(value.to_string()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Clean, E> {
        Ok(Clean::from(value.to_string()))
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Clean, E> {
        Ok(Clean::from(if value { "true" } else { "false" }))
    }
}

/// What is shown instead of a text, where that is not the text itself.
fn sanitize(raw: &str, multi_line: bool) -> Option<String> {
    let plain = |byte: u8| matches!(byte, b' '..=b'~') || (multi_line && byte == b'\n');
    let stays = |c: char| u8::try_from(c).is_ok_and(plain) || (c > '~' && stays_as_it_is(c));
    if raw.len() <= MAX_CLUSTERS && (raw.bytes().all(plain) || raw.chars().all(stays)) {
        return None;
    }
    let cut = raw
        .char_indices()
        .nth(MAX_CLUSTERS * MAX_CHARS_PER_CLUSTER)
        .map_or(raw, |(end, _)| &raw[..end]);
    let mut shown = String::with_capacity(cut.len());
    let mut clusters = cut.graphemes(true);
    for cluster in clusters.by_ref().take(MAX_CLUSTERS) {
        push_cluster(&mut shown, cluster, multi_line);
    }
    if clusters.next().is_some() || cut.len() < raw.len() {
        shown.push('…');
    }
    (shown != raw).then_some(shown)
}

/// Whether a character beyond ASCII is shown as it came, whatever stands around it.
fn stays_as_it_is(c: char) -> bool {
    c.width() > Some(0) && !is_named(c)
}

fn push_cluster(shown: &mut String, cluster: &str, multi_line: bool) {
    let emoji = cluster
        .chars()
        .any(|c| matches!(c, '\u{1F000}'..='\u{1FAFF}'));
    let symbol = cluster.chars().next().is_some_and(|c| c >= '\u{203C}');
    let mut marks = 0;
    for c in cluster.chars() {
        match c {
            '\n' if multi_line => shown.push(c),
            '\0'..='\x1F' => shown.extend(char::from_u32(0x2400 + u32::from(c))),
            '\x7F' => shown.push('␡'),
            '\u{200D}' if emoji && !shown.is_empty() => shown.push(c),
            '\u{FE0F}' if symbol => shown.push(c),
            _ if is_named(c) => shown.push_str(&named(c)),
            _ if c.width() == Some(0) => {
                marks += 1;
                if marks <= MAX_MARKS && !shown.is_empty() {
                    shown.push(c);
                }
            }
            _ => shown.push(c),
        }
    }
}

/// Whether a character of a text from outside is shown by its code point: what deceives, and what means something else on
/// our own screen.
pub(super) fn is_named(c: char) -> bool {
    is_deceptive(c) || c == CUT
}

/// A character by its code point, where it can't be shown.
fn named(c: char) -> String {
    format!("‹{:02X}›", u32::from(c))
}

/// C1 controls, and characters that are invisible, change the direction or carry hidden text: all of Unicode's `Cf`,
/// the Hangul fillers, the line separators and the variation selectors.
pub fn is_deceptive(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{9F}' | '\u{AD}' | '\u{34F}' | '\u{600}'..='\u{605}' | '\u{61C}' | '\u{6DD}' | '\u{70F}'
        | '\u{890}'..='\u{891}' | '\u{8E2}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
        | '\u{110BD}' | '\u{110CD}' | '\u{13430}'..='\u{1343F}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(raw: &str) -> String {
        Clean::new(raw).as_str().to_owned()
    }

    #[test]
    fn a_copy_of_a_long_text_shares_what_came() {
        let long = Clean::from("a".repeat(1 << 20));
        assert!(long.as_str().len() < 1 << 12);
        assert_eq!(long.clone().raw().as_ptr(), long.raw().as_ptr());
    }

    #[test]
    fn plain_names_in_any_script_stay_as_they_are() {
        for name in [
            "Anna Müller",
            "Łukasz Żółć",
            "田中 さくら",
            "Ἀθηνᾶ",
            "משה כהן",
            "👩‍💻 Ada",
            "❤️",
        ] {
            assert_eq!(shown(name), name);
            assert!(!Clean::new(name).is_unusual());
        }
    }

    #[test]
    fn controls_are_shown_and_never_sent() {
        assert_eq!(shown("a\x1b]52;c;x\x07b"), "a␛]52;c;x␇b");
        assert_eq!(shown("a\u{9b}2Jb\x7f"), "a‹9B›2Jb␡");
        assert_eq!(shown("one\ntwo\ttab"), "one␊two␉tab");
        assert_eq!(Clean::multi_line("one\ntwo\r").as_str(), "one\ntwo␍");
        assert_eq!(Clean::multi_line("a\x1b[2Jb").as_str(), "a␛[2Jb");
    }

    #[test]
    fn what_changes_direction_or_hides_is_named() {
        assert_eq!(shown("gpj\u{202e}exe"), "gpj‹202E›exe");
        assert_eq!(shown("ad\u{200b}min"), "ad‹200B›min");
        assert_eq!(shown("an\u{e000}"), "an‹E000›", "not as if it were cut");
        assert!(Clean::new("ad\u{200b}min").is_unusual());
        assert_eq!(Clean::new("ad\u{200b}min").raw(), "ad\u{200b}min");
    }

    #[test]
    fn a_tower_of_marks_is_cut_before_it_is_read() {
        let tower = format!("a{}", "\u{301}".repeat(1_000_000));
        assert!(shown(&tower).len() < 32);
    }

    #[test]
    fn a_long_text_is_cut_and_says_so() {
        let whole = "a".repeat(MAX_CLUSTERS);
        assert_eq!(shown(&whole), whole);
        assert_eq!(shown(&format!("{whole}b")), format!("{whole}…"));
        let marked = "e\u{302}\u{301}".repeat(MAX_CLUSTERS);
        assert_eq!(shown(&marked), marked, "a mark is no letter");
        let tower = format!(
            "a{}",
            "\u{301}".repeat(MAX_CLUSTERS * MAX_CHARS_PER_CLUSTER)
        );
        assert_eq!(shown(&tower), "a\u{301}\u{301}\u{301}\u{301}…");
        assert_eq!(shown("\u{301}b"), "b", "a mark on nothing");
    }

    #[test]
    fn joiners_and_variations_are_for_emoji_alone() {
        assert_eq!(shown("ad\u{200d}min"), "ad‹200D›min");
        assert_eq!(shown("\u{200d}👩"), "‹200D›👩");
        assert_eq!(shown("a\u{fe0f}"), "a‹FE0F›");
    }

    #[test]
    fn clean_texts_are_told_compared_and_read_by_what_came() {
        let clean = Clean::new("b\u{202e}");
        assert_eq!(format!("{clean:?} {clean:>8}"), "\"b‹202E›\"  b‹202E›");
        assert!(Clean::new("a") < clean && clean < Clean::new("c"));
        assert!(clean == Clean::from("b\u{202e}".to_owned()) && clean != Clean::new("b‹202E›"));
        assert!(Clean::new("").is_empty() && !clean.is_empty());
        let read: Vec<Clean> = serde_json::from_str(r#"["x", 1, -1, 1.5, true, false]"#).unwrap();
        let read: Vec<&str> = read.iter().map(Clean::as_str).collect();
        assert_eq!(read, ["x", "1", "-1", "1.5", "true", "false"]);
        let refused = serde_json::from_str::<Clean>("[]").unwrap_err();
        assert!(refused.to_string().contains("expected a text or a number"));
    }

    proptest! {
        #[test]
        fn nothing_that_is_shown_can_touch_the_terminal(raw in any::<String>()) {
            let clean = Clean::new(&raw);
            for c in clean.as_str().chars() {
                prop_assert!(!c.is_control(), "{:?}", c);
                prop_assert!(!is_deceptive(c) || matches!(c, '\u{200D}' | '\u{FE0F}'), "{:?}", c);
            }
            prop_assert_eq!(clean.raw(), raw);
        }

        #[test]
        fn cleaning_twice_is_cleaning_once(raw in any::<String>()) {
            let once = shown(&raw);
            prop_assert_eq!(shown(&once), once);
        }
    }
}

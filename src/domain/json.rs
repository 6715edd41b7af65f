use std::fmt::Write as _;

use super::text::is_named;

/// JSON on one line: as it came, but for the white space between its parts.
///
/// What a terminal might obey or be deceived by is escaped, so that the text means the same and is safe to show. It must
/// be valid JSON; nothing else of it is changed: numbers keep their digits, and objects their order and their doubles.
pub fn compact_json(json: &str) -> String {
    written(json, None)
}

/// The same on many lines, for people to read, the first line without indentation, the others with so many levels more.
pub fn pretty_json(json: &str, level: usize) -> String {
    written(json, Some(level))
}

/// Any text with the same escapes.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        push_escaped(&mut escaped, c);
    }
    escaped
}

fn written(json: &str, level: Option<usize>) -> String {
    let mut written = Written {
        text: String::with_capacity(json.len()),
        level,
    };
    let mut parts = json.chars().peekable();
    while let Some(c) = parts.next() {
        match c {
            '"' => {
                written.text.push('"');
                let mut escaped = false;
                for c in parts.by_ref() {
                    push_escaped(&mut written.text, c);
                    match c {
                        '"' if !escaped => break,
                        '\\' => escaped = !escaped,
                        _ => escaped = false,
                    }
                }
            }
            '{' | '[' => {
                while parts.next_if(char::is_ascii_whitespace).is_some() {}
                if let Some(end) = parts.next_if(|c| matches!(c, '}' | ']')) {
                    written.text.extend([c, end]);
                } else {
                    written.open(c);
                }
            }
            '}' | ']' => written.close(c),
            ',' => {
                written.text.push(c);
                written.break_line();
            }
            ':' if written.level.is_some() => written.text.push_str(": "),
            c if c.is_ascii_whitespace() => {}
            c => push_escaped(&mut written.text, c),
        }
    }
    written.text
}

struct Written {
    text: String,
    level: Option<usize>,
}

impl Written {
    fn open(&mut self, c: char) {
        self.text.push(c);
        self.level = self.level.map(|level| level + 1);
        self.break_line();
    }

    fn close(&mut self, c: char) {
        self.level = self.level.map(|level| level.saturating_sub(1));
        self.break_line();
        self.text.push(c);
    }

    fn break_line(&mut self) {
        if let Some(level) = self.level {
            self.text.push('\n');
            self.text.extend(std::iter::repeat_n("  ", level));
        }
    }
}

/// Writes a character of JSON, or its escapes: two of them where it is beyond U+FFFF.
fn push_escaped(text: &mut String, c: char) {
    if !c.is_control() && !is_named(c) {
        text.push(c);
        return;
    }
    for unit in c.encode_utf16(&mut [0; 2]) {
        // A text takes whatever is written to it.
        let _ = write!(text, "\\u{unit:04x}");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn what_came_stays_as_it_came() {
        let json = " { \"n\" : 1.0e+999, \"big\": 123456789012345678901234567890 ,\"n\":[ ], \"o\" : {\n} } ";
        assert_eq!(
            compact_json(json),
            "{\"n\":1.0e+999,\"big\":123456789012345678901234567890,\"n\":[],\"o\":{}}"
        );
    }

    #[test]
    fn people_get_lines() {
        let json = "{\"a\":[1,{\"b: c\":\"d, \\\"e\\\" }\"}],\"f\":[]}";
        assert_eq!(
            pretty_json(json, 0),
            "{\n  \"a\": [\n    1,\n    {\n      \"b: c\": \"d, \\\"e\\\" }\"\n    }\n  ],\n  \"f\": []\n}"
        );
        assert_eq!(pretty_json("[1]", 1), "[\n    1\n  ]");
    }

    #[test]
    fn nothing_gets_through_that_a_terminal_obeys() {
        let json = "\"\u{7f}\u{9b}2J\u{202e}exe\u{e0041}\\u001b Żółć\"";
        assert_eq!(
            compact_json(json),
            "\"\\u007f\\u009b2J\\u202eexe\\udb40\\udc41\\u001b Żółć\""
        );
    }

    proptest! {
        #[test]
        fn it_means_the_same(texts in prop::collection::vec(any::<String>(), 0..4), number in any::<i64>()) {
            let value = json!({"texts": texts, "nested": {"number": number, "none": [], "null": null}});
            let json = value.to_string();
            for written in [compact_json(&json), pretty_json(&json, 0)] {
                prop_assert_eq!(&serde_json::from_str::<Value>(&written).unwrap(), &value);
                prop_assert!(!written.chars().any(|c| (c.is_control() && c != '\n') || is_named(c)));
            }
            prop_assert_eq!(compact_json(&json), compact_json(&pretty_json(&json, 3)));
        }
    }
}

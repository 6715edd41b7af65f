use serde_json::{Map, Value};

use super::harmless;
use crate::domain::{Clean, Secret, escape};

/// A line of a reply, written as JSON for people.
#[derive(Clone, Debug)]
pub struct JsonLine {
    /// How far it is indented, in levels.
    pub depth: usize,
    /// The name of the value, quoted; nothing for the values of a list.
    pub name: Option<Clean>,
    /// What stands there.
    pub part: JsonPart,
    /// Whether another value follows on the same level.
    pub comma: bool,
}

/// What stands in a line of JSON.
#[derive(Clone, Debug)]
pub enum JsonPart {
    /// A bracket, or both where nothing is between them.
    Bracket(&'static str),
    /// A text, quoted.
    Text(Clean),
    /// A number.
    Number(Clean),
    /// `true`, `false`, `null`.
    Literal(&'static str),
    /// A value that is not known to be harmless, as it stands in JSON.
    Masked(Secret),
    /// The end of what fits.
    More,
}

/// The most lines that a reply has; the last one then says that there are more.
const MAX_LINES: usize = 5000;

/// Writes a reply, line by line.
pub(super) fn lines(reply: &Value) -> Vec<JsonLine> {
    let mut written = Written::default();
    written.value(None, reply, false);
    written.lines
}

#[derive(Default)]
struct Written<'a> {
    lines: Vec<JsonLine>,
    depth: usize,
    /// The names of all objects and lists around, without the positions in lists.
    place: Vec<&'a str>,
}

impl<'a> Written<'a> {
    fn value(&mut self, name: Option<&'a str>, value: &'a Value, comma: bool) {
        self.place.extend(name);
        match value {
            Value::Object(object) if !object.is_empty() => self.object(name, object, comma),
            Value::Array(items) if !items.is_empty() => self.list(name, items, comma),
            Value::Object(_) => self.push(name, JsonPart::Bracket("{}"), comma),
            Value::Array(_) => self.push(name, JsonPart::Bracket("[]"), comma),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                let part = self.scalar(value);
                self.push(name, part, comma);
            }
        }
        if name.is_some() {
            self.place.pop();
        }
    }

    fn object(&mut self, name: Option<&'a str>, object: &'a Map<String, Value>, comma: bool) {
        self.push(name, JsonPart::Bracket("{"), false);
        self.depth += 1;
        for (n, (name, value)) in object.iter().enumerate() {
            self.value(Some(name), value, n + 1 < object.len());
        }
        self.depth -= 1;
        self.push(None, JsonPart::Bracket("}"), comma);
    }

    fn list(&mut self, name: Option<&'a str>, items: &'a [Value], comma: bool) {
        self.push(name, JsonPart::Bracket("["), false);
        self.depth += 1;
        for (n, item) in items.iter().enumerate() {
            self.value(None, item, n + 1 < items.len());
        }
        self.depth -= 1;
        self.push(None, JsonPart::Bracket("]"), comma);
    }

    fn scalar(&self, value: &Value) -> JsonPart {
        let written = value.to_string();
        if !value.is_null() && !harmless::is_harmless(&self.place, value) {
            return JsonPart::Masked(Secret::new(written));
        }
        match value {
            Value::Bool(true) => JsonPart::Literal("true"),
            Value::Bool(false) => JsonPart::Literal("false"),
            Value::Number(_) => JsonPart::Number(Clean::from(written)),
            Value::String(_) => JsonPart::Text(Clean::from(escape(&written))),
            Value::Null | Value::Object(_) | Value::Array(_) => JsonPart::Literal("null"),
        }
    }

    fn push(&mut self, name: Option<&str>, part: JsonPart, comma: bool) {
        let line = |part| JsonLine {
            depth: self.depth,
            name: name.map(|name| Clean::from(escape(&Value::from(name).to_string()))),
            part,
            comma,
        };
        match self.lines.len() {
            full if full >= MAX_LINES => {}
            last if last + 1 == MAX_LINES => {
                let line = JsonLine {
                    name: None,
                    comma: false,
                    ..line(JsonPart::More)
                };
                self.lines.push(line);
            }
            _ => {
                let line = line(part);
                self.lines.push(line);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn text(reply: &Value) -> String {
        let line = |line: &JsonLine| {
            let part = match &line.part {
                JsonPart::Bracket(text) | JsonPart::Literal(text) => (*text).to_owned(),
                JsonPart::Text(text) | JsonPart::Number(text) => text.as_str().to_owned(),
                JsonPart::Masked(_) => "***".to_owned(),
                JsonPart::More => "more".to_owned(),
            };
            let name = line.name.as_ref().map(|name| format!("{name}: "));
            let comma = if line.comma { "," } else { "" };
            format!(
                "{}{}{part}{comma}\n",
                "  ".repeat(line.depth),
                name.unwrap_or_default()
            )
        };
        lines(reply).iter().map(line).collect()
    }

    #[test]
    fn the_reply_keeps_its_shape_and_its_types() {
        let reply = json!({"user": {
            "id": "u", "flags": ["A", "B"], "trialed": true, "name": null, "settings": {}, "plan": [],
            "roles": [{"name": "one", "size": 1.5}],
        }});
        let expected = serde_json::to_string_pretty(&reply).unwrap();
        assert_eq!(text(&reply), format!("{expected}\n"));
    }

    #[test]
    fn what_is_masked_is_masked_wherever_it_stands() {
        let reply = json!({"data": [{"secretKey": "CANARY-1", "keys": ["CANARY-2", 31337, null]}]});
        let shown = format!("{:?}{}", lines(&reply), text(&reply));
        assert!(
            !shown.contains("CANARY") && !shown.contains("31337"),
            "{shown}"
        );
        assert!(shown.contains("\"secretKey\": ***,"), "{shown}");
        let kept: Vec<String> = lines(&reply)
            .into_iter()
            .filter_map(|line| match line.part {
                JsonPart::Masked(secret) => Some(secret.expose().to_owned()),
                _ => None,
            })
            .collect();
        assert_eq!(kept, ["\"CANARY-1\"", "\"CANARY-2\"", "31337"]);
    }

    #[test]
    fn texts_from_outside_are_escaped_and_a_reply_without_end_has_an_end() {
        let shown = text(&json!({"a\u{1b}]0;x": {}, "name": "b\u{9b}2J\u{202e}"}));
        assert!(
            !shown.chars().any(|c| c.is_control() && c != '\n'),
            "{shown}"
        );
        assert!(shown.contains("b\\u009b2J\\u202e"), "{shown}");
        let long = lines(&json!(vec![1; 10_000]));
        assert_eq!(long.len(), MAX_LINES);
        assert!(matches!(long.last().unwrap().part, JsonPart::More));
    }
}

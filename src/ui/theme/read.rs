use ratatui::style::{Color, Modifier, Style};

use crate::domain::{Entry, Value, unknown};

/// What is wrong, and at which byte.
type Wrong = (usize, String);

const COLORS: [&str; 17] = [
    "default",
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];
const MODIFIERS: [(&str, Modifier); 5] = [
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underlined", Modifier::UNDERLINED),
    ("reversed", Modifier::REVERSED),
];

/// Takes over what a line of a theme says of one meaning, and answers what makes no sense.
pub fn style(entry: &Entry, style: &mut Style) -> Vec<Wrong> {
    let Value::Table(parts) = &entry.value else {
        let words = "a look belongs here, such as { fg = \"cyan\", modifiers = [\"bold\"] }";
        return vec![(entry.value_at, words.to_owned())];
    };
    let mut wrong = Vec::new();
    for part in parts {
        match part.name.as_str() {
            "fg" => keep(color(part), &mut style.fg, &mut wrong),
            "bg" => keep(color(part), &mut style.bg, &mut wrong),
            "modifiers" => {
                let (modifiers, unknown) = modifiers(part);
                style.add_modifier = modifiers;
                wrong.extend(unknown);
            }
            other => wrong.push((
                part.at,
                unknown("part of a look", other, ["fg", "bg", "modifiers"]),
            )),
        }
    }
    wrong
}

fn keep(color: Result<Color, Wrong>, place: &mut Option<Color>, wrong: &mut Vec<Wrong>) {
    match color {
        Ok(color) => *place = Some(color),
        Err(why) => wrong.push(why),
    }
}

fn color(part: &Entry) -> Result<Color, Wrong> {
    let Value::Text(text) = &part.value else {
        let words = "a colour belongs here, in quotes: \"#rrggbb\", \"cyan\" or \"214\"";
        return Err((part.value_at, words.to_owned()));
    };
    let known = match text.as_str() {
        "default" => Ok(Color::Reset),
        // The library calls the seventh colour gray and the fifteenth white; terminals call them white and bright white.
        "white" => Ok(Color::Gray),
        "bright-white" => Ok(Color::White),
        other => other.parse(),
    };
    known.map_err(|_| (part.value_at, unknown("colour", text, COLORS)))
}

fn modifiers(part: &Entry) -> (Modifier, Vec<Wrong>) {
    let Value::Texts(names) = &part.value else {
        let words = "a list belongs here, such as [\"bold\", \"underlined\"]";
        return (Modifier::empty(), vec![(part.value_at, words.to_owned())]);
    };
    let mut modifiers = Modifier::empty();
    let mut wrong = Vec::new();
    for (name, at) in names {
        if let Some((_, modifier)) = MODIFIERS.iter().find(|(known, _)| known == name) {
            modifiers |= *modifier;
        } else {
            let known = MODIFIERS.iter().map(|(known, _)| *known);
            wrong.push((*at, unknown("modifier", name, known)));
        }
    }
    (modifiers, wrong)
}

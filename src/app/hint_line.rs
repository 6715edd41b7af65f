use unicode_width::UnicodeWidthStr;

use super::App;
use crate::domain::Clean;

/// A key and what it does, in so many cells from some cell on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// How to press.
    pub keys: String,
    /// What it does.
    pub words: Clean,
    /// Where it begins.
    pub x: u16,
    /// How many cells it takes.
    pub width: u16,
}

impl App {
    /// The hints that a footer of so many cells has room for: those for here on the left, the way out on the right.
    pub fn footer_hints(&self, width: u16) -> (Vec<Hint>, Vec<Hint>) {
        let mut right = fitting(self.way_out_hints(), width, 3);
        let taken = right.iter().map(|hint| hint.width).sum::<u16>();
        for hint in &mut right {
            hint.x += width - taken;
        }
        (fitting(self.hints(), width - taken, 3), right)
    }
}

/// The answers to a question, as they stand in its last line.
pub fn answers(hints: impl IntoIterator<Item = (String, Clean)>) -> Vec<Hint> {
    fitting(hints, u16::MAX, 4)
}

/// The same in as many lines of some width as they take.
pub fn answers_within(
    hints: impl IntoIterator<Item = (String, Clean)>,
    width: u16,
) -> Vec<Vec<Hint>> {
    let mut lines: Vec<Vec<Hint>> = Vec::new();
    for hint in answers(hints) {
        // The spaces behind the last one may be missing.
        match lines.last_mut() {
            Some(line) if end(line) + hint.width <= width + 3 => {
                let x = end(line);
                line.push(Hint { x, ..hint });
            }
            Some(_) | None => lines.push(vec![Hint { x: 0, ..hint }]),
        }
    }
    lines
}

fn end(line: &[Hint]) -> u16 {
    line.last().map_or(0, |hint| hint.x + hint.width)
}

/// The keys of the hint at a cell.
pub fn hints_at(hints: &[Hint], x: u16) -> Option<&String> {
    let at = |hint: &&Hint| (hint.x..hint.x + hint.width).contains(&x);
    hints.iter().find(at).map(|hint| &hint.keys)
}

/// As many hints as there is room for, each with so many spaces.
fn fitting(hints: impl IntoIterator<Item = (String, Clean)>, room: u16, spaces: u16) -> Vec<Hint> {
    let mut x = 0;
    let mut fitting = Vec::new();
    for (keys, words) in hints {
        let letters = keys.width() + words.as_str().width();
        let width = u16::try_from(letters)
            .unwrap_or(u16::MAX)
            .saturating_add(spaces);
        if room.saturating_sub(x) < width {
            break;
        }
        fitting.push(Hint {
            keys,
            words,
            x,
            width,
        });
        x += width;
    }
    fitting
}

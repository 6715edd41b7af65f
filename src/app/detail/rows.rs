use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

use super::Reading;
use crate::{
    app::{App, Cell, Letter, Tone},
    domain::{Clean, Secret, is_broken, is_private},
};

/// Something that a detail tells.
#[derive(Clone, Debug)]
pub enum Told {
    /// A value and what it is.
    Field(Clean, Cell),
    /// A masked value while it is shown, and what it is.
    Secret(Clean, Secret),
    /// The beginning of a section.
    Heading(&'static str),
    /// A remark.
    Remark(Cell),
}

/// A line of the detail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DetailRow {
    /// A value and what it is; where a value goes on in another line, that is empty.
    Field {
        /// What it is.
        label: Clean,
        /// How many cells that has.
        width: u16,
        /// The value.
        value: Cell,
        /// Whether nobody who looks over the person's shoulder shall read it.
        private: bool,
    },
    /// The beginning of a section.
    Heading(&'static str),
    /// A remark, and whether nobody shall read it who looks over the
    /// person's shoulder.
    Remark(Cell, bool),
}

impl App {
    /// The record under the cursor, line by line: in words first, then what is read beside it, then everything else that the
    /// vendor says.
    pub fn detail_rows(&self) -> Vec<DetailRow> {
        let Some(width) = self
            .screen
            .layout()
            .map(|layout| layout.open_detail().width.saturating_sub(4))
        else {
            return Vec::new();
        };
        wrapped(&self.detail_entries(), width, self.screen.is_shared)
    }

    fn detail_entries(&self) -> Vec<Told> {
        let facts = self.facts();
        let wall = self.now.wall;
        let revealed = self.detail.revealed_until.is_some();
        let mut letter = Letter::new(self.detail.whole(), wall, revealed);
        if !self.panes.grid().write(&mut letter, &facts) {
            return Vec::new();
        }
        let mut entries = letter.take();
        for extra in &self.detail.extras {
            let whole = match &extra.reading {
                Reading::Done(detail) => Some(detail),
                Reading::Nothing | Reading::Due(_) | Reading::Asked(_) | Reading::Failed(_) => None,
            };
            let mut letter = Letter::new(whole, wall, revealed);
            extra.write(&mut letter);
            entries.extend(letter.take());
        }
        match &self.detail.reading {
            Reading::Nothing => {}
            Reading::Due(_) | Reading::Asked(_) => {
                entries.push(Told::Remark(Cell::dim("reading the rest …")));
            }
            Reading::Failed(problem) => {
                entries.push(Told::Remark(Cell::new(problem.to_string(), Tone::Bad)));
            }
            Reading::Done(_) => {
                letter.section("All fields");
                letter.rest();
                entries.extend(letter.take());
            }
        }
        entries
    }
}

/// Breaks what is told into lines. Values begin in the same column throughout a section; what is longer than its line goes on
/// in the next ones. What is private is looked for only where others see the screen, too.
pub fn wrapped(entries: &[Told], width: u16, is_shared: bool) -> Vec<DetailRow> {
    let sections = entries.chunk_by(|_, next| !matches!(next, Told::Heading(_)));
    let rows = sections.flat_map(|section| {
        let label = label_width(section, width);
        let row = move |entry| rows(entry, label, width, is_shared);
        section.iter().flat_map(row)
    });
    rows.collect()
}

/// How many cells the labels of a section take: no more than half of them.
fn label_width(section: &[Told], room: u16) -> u16 {
    let width = |entry: &Told| match entry {
        Told::Field(label, _) | Told::Secret(label, _) => label.as_str().width(),
        Told::Heading(_) | Told::Remark(_) => 0,
    };
    let widest = section.iter().map(width).max().unwrap_or(0);
    u16::try_from(widest).unwrap_or(u16::MAX).min(room / 2)
}

fn rows(entry: &Told, label: u16, width: u16, is_shared: bool) -> Vec<DetailRow> {
    let beside = width.saturating_sub(label + 1);
    match entry {
        Told::Heading(title) => vec![DetailRow::Heading(title)],
        Told::Remark(cell) => {
            let lines = lines(cell, width);
            let private = is_shared && is_broken(cell.text.as_str(), &lines);
            let remark = |line| DetailRow::Remark(line, private);
            cells(cell, &lines).map(remark).collect()
        }
        Told::Field(name, cell) => {
            let lines = lines(cell, beside);
            let is_private = || is_private(name.raw(), cell.text.as_str());
            let is_broken = || is_broken(cell.text.as_str(), &lines);
            let private = is_shared && (is_private() || is_broken());
            labelled(name, label, cells(cell, &lines).collect(), private)
        }
        Told::Secret(name, secret) => labelled(name, label, pieces(secret, beside), false),
    }
}

/// The lines of a value. A label that is too long for its column has its line to itself.
fn labelled(name: &Clean, width: u16, values: Vec<Cell>, private: bool) -> Vec<DetailRow> {
    let row = |label: &Clean, value| DetailRow::Field {
        label: label.clone(),
        width,
        value,
        private,
    };
    if name.as_str().width() > usize::from(width) {
        let none = Clean::default();
        let own = DetailRow::Remark(Cell::dim(name.clone()), false);
        let below = values.into_iter().map(|value| row(&none, value));
        return std::iter::once(own).chain(below).collect();
    }
    let names = std::iter::once(name.clone()).chain(std::iter::repeat_with(Clean::default));
    names
        .zip(values)
        .map(|(name, value)| row(&name, value))
        .collect()
}

/// The lines of a text.
fn lines(cell: &Cell, width: u16) -> Vec<Cow<'_, str>> {
    let options = textwrap::Options::new(usize::from(width.max(1)))
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::wrap(cell.text.as_str(), options)
}

fn cells(cell: &Cell, lines: &[Cow<'_, str>]) -> impl Iterator<Item = Cell> {
    lines.iter().map(|line| {
        if **line == *cell.text.as_str() {
            cell.clone()
        } else {
            Cell::new(&**line, cell.tone)
        }
    })
}

/// A secret in pieces of the width: none of it is cut, and it is not broken where words would be.
fn pieces(secret: &Secret, width: u16) -> Vec<Cell> {
    if secret.expose().is_empty() {
        return vec![Cell::dim("-")];
    }
    let letters: Vec<char> = secret.expose().chars().collect();
    let pieces = letters.chunks(usize::from(width.max(1)));
    let clean = pieces.flat_map(|piece| {
        let piece = Clean::from(piece.iter().collect::<String>());
        let cell = Cell::new(piece, Tone::Accent);
        cells(&cell, &lines(&cell, width)).collect::<Vec<_>>()
    });
    clean.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(rows: &[DetailRow]) -> Vec<String> {
        let row = |row: &DetailRow| match row {
            DetailRow::Field {
                label,
                width,
                value,
                ..
            } => format!(
                "{:width$}|{}",
                label.as_str(),
                value.text,
                width = usize::from(*width)
            ),
            DetailRow::Heading(title) => format!("[{title}]"),
            DetailRow::Remark(cell, _) => cell.text.as_str().to_owned(),
        };
        rows.iter().map(row).collect()
    }

    #[test]
    fn each_section_has_its_own_column() {
        let field = |label: &str, value: &str| Told::Field(label.into(), Cell::plain(value));
        let entries = [
            Told::Heading("One"),
            field("Id", "853f9346-662d-495d-9337"),
            field("Name", "Jana of Linden"),
            Told::Heading("Two"),
            field("email_notification", "yes"),
            field("x", "no"),
        ];
        assert_eq!(
            text(&wrapped(&entries, 20, false)),
            [
                "[One]",
                "Id  |853f9346-662d-4",
                "    |95d-9337",
                "Name|Jana of Linden",
                "[Two]",
                "email_notification",
                "          |yes",
                "x         |no",
            ]
        );
    }

    #[test]
    fn nothing_of_a_long_secret_is_cut() {
        let long = "abcdefghijklmnopqrstuvwxyz".repeat(80);
        let rows = wrapped(
            &[Told::Secret("token".into(), Secret::new(long.as_str()))],
            40,
            false,
        );
        let values = rows.iter().map(|row| match row {
            DetailRow::Field { value, .. } => value.text.as_str(),
            DetailRow::Heading(_) | DetailRow::Remark(..) => "",
        });
        assert_eq!(values.collect::<String>(), long);
        let hostile = wrapped(
            &[Told::Secret("s".into(), Secret::new("a\u{1b}[2J\nb"))],
            40,
            false,
        );
        assert_eq!(text(&hostile), ["s|a␛[2J␊b"]);
    }
}

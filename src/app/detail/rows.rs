use unicode_width::UnicodeWidthStr;

use super::Reading;
use crate::{
    app::{App, Cell, Letter, Tone},
    domain::{Clean, Secret},
};

/// A line of the detail.
#[derive(Clone, Debug)]
pub enum DetailRow {
    /// A value and what it is.
    Field(Clean, Cell),
    /// A masked value while it is shown, and what it is.
    Secret(Clean, Secret),
    /// The beginning of a section.
    Heading(&'static str),
    /// A remark.
    Remark(Cell),
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
        wrapped(self.unwrapped_detail_rows(), width)
    }

    fn unwrapped_detail_rows(&self) -> Vec<DetailRow> {
        let undo_key = self.undo_key();
        let facts = self.facts(&undo_key);
        let wall = self.now.wall;
        let revealed = self.detail.revealed_until.is_some();
        let mut letter = Letter::new(self.detail.whole(), wall, revealed);
        if !self.panes.grid().write(&mut letter, &facts) {
            return Vec::new();
        }
        let mut rows = letter.take();
        for extra in &self.detail.extras {
            let whole = match &extra.reading {
                Reading::Done(detail) => Some(detail),
                Reading::Nothing | Reading::Due(_) | Reading::Asked(_) | Reading::Failed(_) => None,
            };
            let mut letter = Letter::new(whole, wall, revealed);
            extra.write(&mut letter);
            rows.extend(letter.take());
        }
        match &self.detail.reading {
            Reading::Nothing => {}
            Reading::Due(_) | Reading::Asked(_) => {
                rows.push(DetailRow::Remark(Cell::dim("reading the rest …")));
            }
            Reading::Failed(problem) => {
                rows.push(DetailRow::Remark(Cell::new(problem.to_string(), Tone::Bad)));
            }
            Reading::Done(_) => {
                letter.section("All fields");
                letter.rest();
                rows.extend(letter.take());
            }
        }
        rows
    }
}

/// How many cells the labels of a detail take, of so many in all.
pub fn label_width(rows: &[DetailRow], room: u16) -> u16 {
    let width = |row: &DetailRow| match row {
        DetailRow::Field(label, _) | DetailRow::Secret(label, _) => label.as_str().width(),
        DetailRow::Heading(_) | DetailRow::Remark(_) => 0,
    };
    let widest = rows.iter().map(width).max().unwrap_or(0);
    u16::try_from(widest).unwrap_or(u16::MAX).min(room / 2)
}

/// Values that are longer than their line go on in the next ones, under no label.
pub fn wrapped(rows: Vec<DetailRow>, width: u16) -> Vec<DetailRow> {
    let label = label_width(&rows, width);
    let beside = width.saturating_sub(label + 1);
    let wrap = |row: DetailRow| match row {
        DetailRow::Heading(_) => vec![row],
        DetailRow::Remark(cell) => lines(&cell, width)
            .into_iter()
            .map(DetailRow::Remark)
            .collect(),
        DetailRow::Field(name, cell) => named(name, lines(&cell, beside)),
        DetailRow::Secret(name, secret) => named(name, pieces(&secret, beside)),
    };
    rows.into_iter().flat_map(wrap).collect()
}

fn named(name: Clean, lines: Vec<Cell>) -> Vec<DetailRow> {
    let names = std::iter::once(name).chain(std::iter::repeat_with(Clean::default));
    names
        .zip(lines)
        .map(|(name, cell)| DetailRow::Field(name, cell))
        .collect()
}

fn lines(cell: &Cell, width: u16) -> Vec<Cell> {
    let lines = textwrap::wrap(cell.text.as_str(), usize::from(width.max(1)));
    lines
        .into_iter()
        .map(|line| Cell::new(&*line, cell.tone))
        .collect()
}

/// A secret in pieces of the width: none of it is cut, and it is not broken where words would be.
fn pieces(secret: &Secret, width: u16) -> Vec<Cell> {
    let width = usize::from(width.max(1));
    if secret.expose().is_empty() {
        return vec![Cell::dim("-")];
    }
    let letters: Vec<char> = secret.expose().chars().collect();
    let pieces = letters.chunks(width);
    let clean = pieces.flat_map(|piece| {
        let piece = Clean::from(piece.iter().collect::<String>());
        lines(
            &Cell::new(piece, Tone::Accent),
            u16::try_from(width).unwrap_or(u16::MAX),
        )
    });
    clean.collect()
}

use ratatui::layout::Size;
use unicode_width::UnicodeWidthStr;

use super::{App, Cell, Layout, Phase, Reading, Source, Tone, mouse::Click};
use crate::{
    api::{Problem, Shown},
    domain::Clean,
};

/// The size of the screen, what is where on it, and whether it shows the present state.
#[derive(Debug)]
pub struct Screen {
    layout: Option<Layout>,
    stale: bool,
    /// The last click.
    pub(super) click: Option<Click>,
}

impl Screen {
    /// A screen of some size, not drawn yet.
    pub fn new(size: Size) -> Self {
        Self {
            layout: Layout::of(size),
            stale: true,
            click: None,
        }
    }

    /// What is where; `None` when the terminal is too small.
    pub fn layout(&self) -> Option<&Layout> {
        self.layout.as_ref()
    }

    /// The terminal has another size.
    pub fn resize(&mut self, size: Size) {
        *self = Self::new(size);
    }

    /// The state is not what was drawn.
    pub fn redraw(&mut self) {
        self.stale = true;
    }

    /// Whether to draw; asking makes it drawn.
    pub fn take_stale(&mut self) -> bool {
        std::mem::take(&mut self.stale)
    }
}

/// A line of the detail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DetailRow {
    /// A value and what it is.
    Field(Clean, Cell),
    /// The beginning of a section.
    Heading(&'static str),
    /// A remark.
    Remark(Cell),
}

impl App {
    /// The record under the cursor, line by line: in words first, then everything that the vendor says.
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
        let Some(selection) = self.panes.grid().selection(&self.facts(&undo_key)) else {
            return Vec::new();
        };
        let summary = selection
            .summary
            .into_iter()
            .filter(|(_, cell)| !cell.text.is_empty());
        let mut rows: Vec<_> = summary
            .map(|(label, cell)| DetailRow::Field(label.into(), cell))
            .collect();
        match &self.detail.reading {
            Reading::Nothing => {}
            Reading::Due(_) | Reading::Asked(_) => {
                rows.push(DetailRow::Remark(Cell::dim("reading the rest …")));
            }
            Reading::Failed(problem) => {
                rows.push(DetailRow::Remark(Cell::new(problem.to_string(), Tone::Bad)));
            }
            Reading::Done(detail) if detail.lines.is_empty() => {}
            Reading::Done(detail) => {
                rows.push(DetailRow::Heading("All fields"));
                rows.extend(
                    detail
                        .lines
                        .iter()
                        .map(|line| DetailRow::Field(line.path.clone(), shown(&line.value))),
                );
            }
        }
        rows
    }

    /// What the person has to know about the lists of the pane in front, line by line: a provider that can't be read, and
    /// why.
    pub fn source_notes(&self) -> Vec<Cell> {
        let width = self
            .screen
            .layout()
            .map_or(0, |layout| layout.table.width.saturating_sub(2));
        let mut said: Vec<(String, Tone)> = Vec::new();
        for source in self.panes.grid().sources() {
            let provider = source.operation.provider;
            let said_now = match &source.phase {
                Phase::Failed(problem) => {
                    Some((format!("{provider}: {}", note(source, problem)), Tone::Bad))
                }
                Phase::Loading => self.pause_seconds(provider).map(|seconds| {
                    let words = format!("{provider}: wants a pause, goes on in {seconds} s");
                    (words, Tone::Warning)
                }),
                Phase::Idle | Phase::Complete => None,
            };
            said.extend(said_now.filter(|note| !said.contains(note)));
        }
        let mut lines = Vec::new();
        for (note, tone) in &said {
            let wrapped = textwrap::wrap(note, usize::from(width.max(1)));
            lines.extend(wrapped.iter().map(|line| Cell::new(&**line, *tone)));
        }
        lines
    }
}

/// How many cells the labels of a detail take, of so many in all.
pub fn label_width(rows: &[DetailRow], room: u16) -> u16 {
    let width = |row: &DetailRow| match row {
        DetailRow::Field(label, _) => label.as_str().width(),
        DetailRow::Heading(_) | DetailRow::Remark(_) => 0,
    };
    let widest = rows.iter().map(width).max().unwrap_or(0);
    u16::try_from(widest).unwrap_or(u16::MAX).min(room / 2)
}

/// Values that are longer than their line go on in the next ones, under no label.
fn wrapped(rows: Vec<DetailRow>, width: u16) -> Vec<DetailRow> {
    let label = label_width(&rows, width);
    let lines = |cell: &Cell, width: u16| -> Vec<Cell> {
        let lines = textwrap::wrap(cell.text.as_str(), usize::from(width.max(1)));
        lines
            .into_iter()
            .map(|line| Cell::new(&*line, cell.tone))
            .collect()
    };
    let wrap = |row: DetailRow| match row {
        DetailRow::Heading(_) => vec![row],
        DetailRow::Remark(cell) => lines(&cell, width)
            .into_iter()
            .map(DetailRow::Remark)
            .collect(),
        DetailRow::Field(name, cell) => {
            let names = std::iter::once(name).chain(std::iter::repeat_with(Clean::default));
            names
                .zip(lines(&cell, width.saturating_sub(label + 1)))
                .map(|(name, cell)| DetailRow::Field(name, cell))
                .collect()
        }
    };
    rows.into_iter().flat_map(wrap).collect()
}

/// Why a list is not whole, how much of it is there, and what to do.
fn note(source: &Source, problem: &Problem) -> String {
    match (source.loaded, source.total) {
        (0, _) | (_, None) => problem.advice(),
        (loaded, Some(total)) => format!("{loaded} of {total} read. {}", problem.advice()),
    }
}

fn shown(value: &Shown) -> Cell {
    match value {
        Shown::Text(text) => Cell::plain(text.clone()),
        Shown::Masked(_) => Cell::dim("••••••"),
    }
}

use ratatui::layout::Size;

use super::{Action, App, Cell, Context, Layout, Phase, ProgramAction, Reading, TableAction, Tone};
use crate::{
    api::Shown,
    domain::{Clean, Provider},
};

/// The size of the screen, what is where on it, and whether it shows the present state.
#[derive(Debug)]
pub struct Screen {
    layout: Option<Layout>,
    stale: bool,
}

impl Screen {
    /// A screen of some size, not drawn yet.
    pub fn new(size: Size) -> Self {
        Self { layout: Layout::of(size), stale: true }
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
        let undo_key = self.undo_key();
        let Some(selection) = self.panes.grid().selection(&self.facts(&undo_key)) else { return Vec::new() };
        let summary = selection.summary.into_iter().filter(|(_, cell)| !cell.text.is_empty());
        let mut rows: Vec<_> = summary.map(|(label, cell)| DetailRow::Field(label.into(), cell)).collect();
        match &self.detail.reading {
            Reading::Nothing => {}
            Reading::Due(_) | Reading::Asked(_) => rows.push(DetailRow::Remark(Cell::dim("reading the rest …"))),
            Reading::Failed(problem) => rows.push(DetailRow::Remark(Cell::new(problem.to_string(), Tone::Bad))),
            Reading::Done(detail) if detail.lines.is_empty() => {}
            Reading::Done(detail) => {
                rows.push(DetailRow::Heading("All fields"));
                rows.extend(detail.lines.iter().map(|line| DetailRow::Field(line.path.clone(), shown(&line.value))));
            }
        }
        rows
    }

    /// What the person has to know about the lists of the pane in front: a provider that can't be read, and why.
    pub fn source_notes(&self) -> Vec<(Provider, Cell)> {
        let mut notes: Vec<(Provider, Cell)> = Vec::new();
        for source in self.panes.grid().sources() {
            let provider = source.operation.provider;
            if let Phase::Failed(problem) = &source.phase
                && !notes.iter().any(|(known, _)| *known == provider)
            {
                notes.push((provider, Cell::new(format!("{} {}", problem.message, problem.hint()), Tone::Bad)));
            }
        }
        notes
    }

    /// The keys that are worth mentioning where the person is, and what they do.
    pub fn hints(&self) -> Vec<(String, &'static str)> {
        let contexts = self.contexts();
        let near = contexts.iter().filter(|context| !matches!(context, Context::Global | Context::List));
        let near: Vec<_> = near.copied().collect();
        let mut actions: Vec<_> = Action::all().filter(|action| self.is_worth_a_hint(*action)).collect();
        actions.retain(|action| self.keys.map.keys_for(&near, *action).is_some());
        if contexts.contains(&Context::List) {
            actions.extend([
                Action::Table(TableAction::Open),
                Action::Table(TableAction::Filter),
                Action::Table(TableAction::Mark),
                Action::Table(TableAction::Reload),
                Action::Program(ProgramAction::Help),
                Action::Program(ProgramAction::Quit),
            ]);
        }
        let hint = |action: Action| Some((self.keys.map.keys_for(&contexts, action)?, action.words()));
        actions.into_iter().filter_map(hint).collect()
    }

    fn is_worth_a_hint(&self, action: Action) -> bool {
        match action {
            Action::Record(_) => !self.options.read_only,
            Action::Dialog(_) | Action::Back => true,
            Action::Move(_) | Action::Program(_) | Action::Table(_) => false,
        }
    }
}

fn shown(value: &Shown) -> Cell {
    match value {
        Shown::Text(text) => Cell::plain(text.clone()),
        Shown::Masked => Cell::dim("••••••"),
    }
}

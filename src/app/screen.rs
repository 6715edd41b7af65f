use ratatui::layout::Size;

use super::{App, Cell, Layout, Phase, Source, Tone};
use crate::api::Problem;

/// The size of the screen, what is where on it, and whether it shows the present state.
#[derive(Debug)]
pub struct Screen {
    layout: Option<Layout>,
    stale: bool,
}

impl Screen {
    /// A screen of some size, not drawn yet.
    pub fn new(size: Size) -> Self {
        Self {
            layout: Layout::of(size),
            stale: true,
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

impl App {
    /// What the person has to know about the lists of the pane in front, line by line: a provider that can't be read, and
    /// why.
    pub fn source_notes(&self) -> Vec<Cell> {
        let width = self
            .screen
            .layout()
            .map_or(0, |layout| layout.table.width.saturating_sub(2));
        let mut said: Vec<String> = Vec::new();
        for source in self.panes.grid().sources() {
            if let Phase::Failed(problem) = &source.phase {
                let note = format!("{}: {}", source.operation.provider, note(source, problem));
                if !said.contains(&note) {
                    said.push(note);
                }
            }
        }
        let lines = said
            .iter()
            .flat_map(|note| textwrap::wrap(note, usize::from(width.max(1))));
        lines.map(|line| Cell::new(&*line, Tone::Bad)).collect()
    }
}

/// Why a list is not whole, how much of it is there, and what to do.
fn note(source: &Source, problem: &Problem) -> String {
    match (source.loaded, source.total) {
        (0, _) | (_, None) => problem.advice(),
        (loaded, Some(total)) => format!("{loaded} of {total} read. {}", problem.advice()),
    }
}

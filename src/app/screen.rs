use std::{cell::OnceCell, mem::take, time::Duration};

use ratatui::layout::Size;

use super::{App, Cell, Layout, Notice, Phase, Source, Tab, Tone, mouse::Click};
use crate::api::{LoadId, Problem, Reason};

/// The size of the screen, what is where on it, and whether it shows the present state.
#[derive(Debug)]
pub struct Screen {
    size: Size,
    layout: Option<Layout>,
    stale: bool,
    revision: u64,
    /// Whether what is being dealt with only moves the cursor.
    pub(super) is_move: bool,
    /// Whether others see it, too: what is private is masked then.
    pub is_shared: bool,
    /// Until when what came meanwhile may wait to be drawn.
    due: Option<Duration>,
    /// When what was drawn shows something else by itself, once that was found out.
    changes_at: OnceCell<Option<Duration>>,
    /// The last click.
    pub(super) click: Option<Click>,
}

impl Screen {
    /// A screen of some size, not drawn yet.
    pub fn new(size: Size) -> Self {
        Self {
            size,
            layout: Layout::of(size),
            stale: true,
            revision: 0,
            is_move: false,
            is_shared: false,
            due: None,
            changes_at: OnceCell::new(),
            click: None,
        }
    }

    /// How large it is.
    pub fn size(&self) -> Size {
        self.size
    }

    /// What is where; `None` when the terminal is too small.
    pub fn layout(&self) -> Option<&Layout> {
        self.layout.as_ref()
    }

    /// How often something happened that may be seen elsewhere than at the cursor.
    pub(super) fn revision(&self) -> u64 {
        self.revision
    }

    /// The terminal has another size.
    pub fn resize(&mut self, size: Size) {
        *self = Self {
            is_shared: self.is_shared,
            revision: self.revision,
            ..Self::new(size)
        };
    }

    /// The state is not what was drawn.
    pub fn redraw(&mut self) {
        self.stale = true;
        self.changes_at.take();
    }

    /// What happened last is dealt with: more than the cursor may have changed, unless somebody said otherwise.
    pub(super) fn count(&mut self) {
        if !take(&mut self.is_move) {
            self.revision += 1;
        }
    }

    /// The state is not what was drawn, which is of no consequence until then.
    pub fn redraw_by(&mut self, due: Duration) {
        self.due.get_or_insert(due);
    }

    /// When something that could wait has to be drawn.
    pub fn due(&self) -> Option<Duration> {
        self.due
    }

    /// Whether to draw; asking makes it drawn.
    pub fn take_stale(&mut self) -> bool {
        if self.stale {
            self.due = None;
            self.changes_at.take();
        }
        take(&mut self.stale)
    }

    /// When a time on screen is another one, as long as nothing else is shown than now.
    pub(super) fn changes_at(&self, find: impl FnOnce() -> Option<Duration>) -> Option<Duration> {
        *self.changes_at.get_or_init(find)
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
        let mut said: Vec<(String, Tone)> = self.unconfirmed_note().into_iter().collect();
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
                Phase::Stopped => {
                    let words = format!("{provider}: {}", self.stopped(source));
                    Some((words, Tone::Warning))
                }
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

    /// What of a list could not be read stays in the history, when its note on the table is gone. That there is no
    /// credential is no news.
    pub(super) fn note_failed(&mut self, load: LoadId) {
        let mut sources = Tab::ALL
            .into_iter()
            .flat_map(|tab| self.panes.get(tab).grid().sources());
        let Some(source) = sources.find(|source| source.load == load) else {
            return;
        };
        if let Phase::Failed(problem) = &source.phase
            && problem.reason != Reason::SignIn
        {
            let (tried, provider) = (problem.tried, problem.provider);
            let notice = format!("{tried} at {provider}: {}", note(source, problem));
            self.note(Notice::bad(notice));
        }
    }
}

/// Why a list is not whole, how much of it is there, and what to do.
fn note(source: &Source, problem: &Problem) -> String {
    match (source.loaded, source.total) {
        (0, None | Some(0)) => problem.advice(),
        (0, Some(_)) => format!("{} What is shown is older.", problem.advice()),
        (loaded, None) => format!("{loaded} read, not all. {}", problem.advice()),
        (loaded, Some(total)) => format!("{loaded} of {total} read. {}", problem.advice()),
    }
}

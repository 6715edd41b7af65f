use ratatui::layout::Size;

use super::{
    Action, App, Cell, Context, DialogAction, Form, Layout, Overlay, Phase, ProgramAction,
    RecordAction, Source, Tab, TableAction, Tone,
};
use crate::{api::Problem, domain::Clean};

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

    /// The keys that are worth mentioning where the person is, and what they do.
    pub fn hints(&self) -> Vec<(String, Clean)> {
        let contexts = self.contexts();
        let near = contexts
            .iter()
            .filter(|context| !matches!(context, Context::Global | Context::List));
        let near: Vec<_> = near.copied().collect();
        let mut actions: Vec<_> = Action::all()
            .filter(|action| self.is_worth_a_hint(*action))
            .collect();
        actions.retain(|action| self.keys.map.keys_for(&near, *action).is_some());
        actions.sort_by_key(|action| !self.is_offered(*action));
        if contexts.contains(&Context::List) {
            actions.extend(
                [
                    TableAction::Open,
                    TableAction::Filter,
                    TableAction::Mark,
                    TableAction::Reload,
                ]
                .map(Action::Table),
            );
        }
        let hint = |action: Action| {
            Some((
                self.keys.map.keys_for(&contexts, action)?,
                self.words(action),
            ))
        };
        actions.into_iter().filter_map(hint).collect()
    }

    /// The keys that the focused control of a form has for itself.
    pub fn control_hints(&self, form: &Form) -> Vec<(String, Clean)> {
        let hint = |action: Action| {
            let Action::Dialog(dialog) = action else {
                return None;
            };
            let context = if form.takes_keys() {
                Context::Control
            } else {
                Context::Form
            };
            let keys = self.keys.map.keys_for(&[context], action)?;
            form.is_own(dialog).then(|| (keys, self.words(action)))
        };
        Action::all().filter_map(hint).collect()
    }

    /// The two keys that a newcomer needs, wherever they work.
    pub fn way_out_hints(&self) -> Vec<(String, Clean)> {
        let contexts = self.contexts();
        let hint = |action| {
            Some((
                self.keys.map.keys_for(&contexts, action)?,
                self.words(action),
            ))
        };
        [ProgramAction::Help, ProgramAction::Quit]
            .map(Action::Program)
            .into_iter()
            .filter_map(hint)
            .collect()
    }

    /// What an action does here; one that is offered says to whom.
    fn words(&self, action: Action) -> Clean {
        match &self.notices.offer {
            Some(offer) if self.is_offered(action) => format!("switch into {}", offer.name).into(),
            Some(_) | None => action.words().into(),
        }
    }

    /// Whether the action takes the offer that stands.
    fn is_offered(&self, action: Action) -> bool {
        action == Action::Record(RecordAction::Switch)
            && self.panes.front == Tab::Invitations
            && self.notices.offer.is_some()
            && !self.panes.invitations.leads_somewhere()
    }

    fn is_worth_a_hint(&self, action: Action) -> bool {
        match action {
            Action::Record(_) => !self.options.read_only,
            Action::Dialog(DialogAction::Reveal) if self.overlays.is_empty() => self.detail.hides(),
            Action::Dialog(dialog) => match self.overlays.last() {
                Some(Overlay::Answer(answer)) => answer.knows(dialog),
                Some(Overlay::Json(json)) => json.hides(),
                Some(Overlay::Form(form)) => !form.is_own(dialog) && dialog != DialogAction::Editor,
                Some(Overlay::Narrow(narrow)) => narrow.knows(dialog),
                Some(_) | None => true,
            },
            Action::Back => true,
            Action::Table(action) => matches!(
                action,
                TableAction::Mark | TableAction::Sort | TableAction::ScrollRight
            ),
            Action::Move(_) | Action::Program(_) => false,
        }
    }
}

/// Why a list is not whole, how much of it is there, and what to do.
fn note(source: &Source, problem: &Problem) -> String {
    match (source.loaded, source.total) {
        (0, _) | (_, None) => problem.advice(),
        (loaded, Some(total)) => format!("{loaded} of {total} read. {}", problem.advice()),
    }
}

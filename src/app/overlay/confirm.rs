use crossterm::event::KeyEvent;
use tui_textarea::TextArea;

use crate::{
    api::Guard,
    app::{Action, DialogAction, Draft, Step, type_into},
    domain::Clean,
};

/// A question about changes. It holds what it will send, so that whatever happens to the lists behind it, what was asked
/// about is what is done. No is the default.
#[derive(Debug)]
pub struct Confirm {
    /// The question.
    pub question: Clean,
    /// What will be done to whom, one line each.
    pub lines: Vec<Clean>,
    /// For the destructive: the text that must be typed, and the line to type it into.
    pub typed: Option<(Clean, Box<TextArea<'static>>)>,
    drafts: Vec<Draft>,
}

impl Confirm {
    /// How wide it is at most.
    pub const WIDTH: u16 = 60;

    /// Asks about drafts of one operation.
    pub fn new(drafts: Vec<Draft>) -> Option<Self> {
        let first = drafts.first()?;
        let what = first.operation.title;
        let question = match drafts.as_slice() {
            [only] => format!("{what}: {}?", only.name),
            several => format!("{what}: these {}?", several.len()),
        };
        let typed = (first.operation.guard == Guard::TypeName).then(|| {
            let expected = if drafts.len() == 1 {
                first.name.clone()
            } else {
                drafts.len().to_string().into()
            };
            (expected, Box::default())
        });
        let lines = match drafts.as_slice() {
            [only] => only.changes.clone(),
            several => several.iter().map(|draft| draft.name.clone()).collect(),
        };
        Some(Self {
            question: question.into(),
            lines,
            typed,
            drafts,
        })
    }

    /// The question in lines of a width.
    pub fn question_lines(&self, width: u16) -> Vec<Clean> {
        wrapped(&self.question, width).collect()
    }

    /// What will be done to whom, in lines of a width less their indentation.
    pub fn wrapped_lines(&self, width: u16) -> Vec<Clean> {
        let width = width.saturating_sub(2);
        let lines = self.lines.iter();
        lines.flat_map(|line| wrapped(line, width)).collect()
    }

    /// How many of the lines there is room for on a screen of some height.
    pub fn lines_shown(&self, width: u16, height: u16) -> usize {
        const AROUND: usize = 5;
        let room = usize::from(height).saturating_sub(self.question_lines(width).len() + AROUND);
        self.wrapped_lines(width).len().min(room)
    }

    /// How many lines all of it has.
    pub fn height(&self, width: u16, height: u16) -> usize {
        let shown = self.lines_shown(width, height);
        let more = usize::from(shown < self.wrapped_lines(width).len());
        let typed = if self.typed.is_some() { 2 } else { 0 };
        self.question_lines(width).len() + shown + more + typed + 2
    }

    /// Yes sends what is held, anything else but no waits.
    pub fn act(&mut self, action: Action) -> Step {
        match action {
            Action::Dialog(DialogAction::Yes) if self.typed.is_none() => self.confirmed(),
            Action::Dialog(DialogAction::Submit) if self.is_typed() => self.confirmed(),
            Action::Dialog(DialogAction::No) | Action::Back => Step::Close,
            _ => Step::Handled,
        }
    }

    /// A key that means nothing to the question goes to the line for the name.
    pub fn input(&mut self, event: KeyEvent) {
        if let Some((_, area)) = &mut self.typed {
            type_into(area, event);
        }
    }

    fn confirmed(&mut self) -> Step {
        Step::Confirmed(std::mem::take(&mut self.drafts))
    }

    fn is_typed(&self) -> bool {
        let Some((expected, input)) = &self.typed else {
            return false;
        };
        input
            .lines()
            .first()
            .is_some_and(|line| line == expected.raw())
    }
}

fn wrapped(words: &Clean, width: u16) -> impl Iterator<Item = Clean> {
    let lines = textwrap::wrap(words.as_str(), usize::from(width.max(1)));
    let lines = lines.into_iter().filter(|line| !line.is_empty());
    lines
        .map(|line| Clean::new(&line))
        .collect::<Vec<_>>()
        .into_iter()
}

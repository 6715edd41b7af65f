use std::collections::HashSet;

use crossterm::event::KeyEvent;
use tui_textarea::TextArea;

use crate::{
    app::{
        Action, App, Context, Cursor, DialogAction, Findable, Motion, Notice, Step, matching,
        pasted, type_into, typed_into,
    },
    domain::Clean,
};

/// All keys, those of the place where the person is first; found by a few letters, and done where the help was opened.
#[derive(Debug)]
pub struct Help {
    /// What is typed.
    pub input: Box<TextArea<'static>>,
    /// Where in the list the person is.
    pub cursor: Cursor,
    lines: Vec<HelpLine>,
    found: Vec<usize>,
}

/// A line of help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HelpLine {
    /// The place whose keys follow.
    Heading(&'static str),
    /// Keys that do the same, and what that is.
    Key(HelpKey),
    /// A remark.
    Remark(Clean),
}

/// Keys that do the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpKey {
    /// The keys, in words.
    pub keys: String,
    /// What they do.
    pub action: Action,
    /// Where they do it.
    pub place: Context,
    /// Why they do nothing here and now.
    pub blocked: Option<Clean>,
}

impl Help {
    /// The keys of a program as it is.
    pub fn new(app: &App) -> Self {
        let here = app.contexts();
        let near = here
            .iter()
            .copied()
            .filter(|place| *place != Context::Global);
        let mut places: Vec<_> = near.chain([Context::Global]).collect();
        places.extend(
            Context::ALL
                .into_iter()
                .filter(|place| !here.contains(place)),
        );
        let mut lines = Vec::new();
        for place in places {
            let mut keys: Vec<_> = Action::all()
                .filter_map(|action| key(app, place, here.contains(&place), action))
                .collect();
            keys.sort_by_key(|key| rank(key.action));
            if !keys.is_empty() {
                lines.push(HelpLine::Heading(place.words()));
                lines.extend(keys.into_iter().map(HelpLine::Key));
            }
        }
        lines.push(HelpLine::Remark(
            "Your keys ([keys.list]) and settings:".into(),
        ));
        lines.push(HelpLine::Remark(app.options.config.clone()));
        let input = typed_into("");
        let mut help = Self {
            input: Box::new(input),
            cursor: Cursor::default(),
            lines,
            found: Vec::new(),
        };
        help.find();
        help
    }

    /// There is room for so many lines.
    pub fn resize(&mut self, height: usize) {
        self.cursor.resize(height, self.found.len());
        self.be_at(self.cursor.position());
    }

    /// A key goes into the line.
    pub fn input(&mut self, event: KeyEvent) {
        type_into(&mut self.input, event);
        self.find();
    }

    /// Pasted text goes into the line.
    pub fn paste(&mut self, text: &str) {
        self.input.insert_str(pasted(text, false));
        self.find();
    }

    /// Whether something was typed: then there are no headings.
    pub fn is_searched(&self) -> bool {
        !self.input.is_empty()
    }

    /// What was found, best first.
    pub fn found(&self) -> impl ExactSizeIterator<Item = &HelpLine> {
        let line = |at: &usize| self.lines.get(*at);
        self.found
            .iter()
            .filter_map(line)
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// The keys that the person is at.
    pub fn chosen(&self) -> Option<&HelpKey> {
        self.key_at(self.cursor.position())
    }

    /// Moves, does what is chosen, or closes.
    pub fn act(&mut self, action: Action) -> Step {
        match (action, self.chosen()) {
            (Action::Move(motion), _) => self.go(motion),
            (Action::Back, _) => return Step::Close,
            (Action::Dialog(DialogAction::Submit), Some(key)) => {
                return match &key.blocked {
                    Some(why) => Step::Say(Notice::warning(why.clone())),
                    None if is_answer(key.action) => Step::Say(Notice::warning(format!(
                        "That is an answer: close the help and press {} yourself",
                        key.keys
                    ))),
                    None => Step::Run(key.action),
                };
            }
            _ => {}
        }
        Step::Handled
    }

    /// Moves from keys to keys: headings and remarks are no place to be.
    fn go(&mut self, motion: Motion) {
        let (before, len) = (self.cursor.position(), self.found.len());
        self.cursor.step(motion, len);
        let at = self.cursor.position();
        let is_key = |at: &usize| self.key_at(*at).is_some();
        let onward = || (at..len).find(is_key);
        let back = || (0..=at).rev().find(is_key);
        let found = if at >= before {
            onward().or_else(back)
        } else {
            back().or_else(onward)
        };
        self.be_at(found.unwrap_or(at));
    }

    /// Chooses a line. The headings above come into view with it, and so does the end with the last keys.
    fn be_at(&mut self, at: usize) {
        let len = self.found.len();
        let above = (0..at).rev().take_while(|at| self.key_at(*at).is_none());
        let first = above.last();
        let is_last = (at + 1..len).all(|at| self.key_at(at).is_none());
        if let Some(first) = first {
            self.cursor.go(first, len);
        }
        if is_last {
            self.cursor.go(len, len);
        }
        self.cursor.go(at, len);
    }

    fn find(&mut self) {
        if self.is_searched() {
            self.found = self.matching();
        } else {
            self.found = (0..self.lines.len()).collect();
        }
        let first = (0..self.found.len()).find(|at| self.key_at(*at).is_some());
        self.cursor.go(0, self.found.len());
        self.be_at(first.unwrap_or(0));
    }

    /// The keys that have what was typed, best first. What is said in several places stands there once, for the nearest.
    fn matching(&self) -> Vec<usize> {
        let text = self.input.lines().first().map_or("", String::as_str);
        let mut said = HashSet::new();
        let keys: Vec<_> = (0..)
            .zip(&self.lines)
            .filter_map(|(at, line)| match line {
                HelpLine::Key(key) => Some((at, key)),
                HelpLine::Heading(_) | HelpLine::Remark(_) => None,
            })
            .filter(|(_, key)| said.insert((key.action, &key.keys)))
            .collect();
        let findable = |(_, key): &(usize, &HelpKey)| Findable {
            title: key.action.words().to_owned(),
            words: format!("{} {}", key.keys, key.action.name()),
        };
        let things: Vec<_> = keys.iter().map(findable).collect();
        let found = matching(text, &things).into_iter();
        found
            .filter_map(|at| keys.get(at).map(|(at, _)| *at))
            .collect()
    }

    fn key_at(&self, position: usize) -> Option<&HelpKey> {
        match self.lines.get(*self.found.get(position)?)? {
            HelpLine::Key(key) => Some(key),
            HelpLine::Heading(_) | HelpLine::Remark(_) => None,
        }
    }
}

/// Whether something is answered for good: enter, which means no such thing at the question itself, must not say it here.
const fn is_answer(action: Action) -> bool {
    matches!(
        action,
        Action::Dialog(DialogAction::Yes | DialogAction::SendNow | DialogAction::Drop)
    )
}

/// What a place is there for comes first, and what moves about in it last.
const fn rank(action: Action) -> u8 {
    match action {
        Action::Record(_) => 0,
        Action::Dialog(_) => 1,
        Action::Table(_) => 2,
        Action::Program(_) => 3,
        Action::Back => 4,
        Action::Move(_) => 5,
    }
}

/// The keys for an action in a place, shortest first, if there are any.
fn key(app: &App, place: Context, is_here: bool, action: Action) -> Option<HelpKey> {
    let bindings = app.keys.map.bindings(place).iter();
    let mut keys: Vec<_> = bindings
        .filter(|binding| binding.action == action)
        .map(|binding| binding.words.clone())
        .collect();
    keys.sort_by_key(|words| words.chars().count());
    let blocked = if is_here {
        app.refusal(action)
    } else {
        Some(Clean::from(format!(
            "Not here, but {}",
            place.where_it_is()
        )))
    };
    (!keys.is_empty()).then(|| HelpKey {
        keys: keys.join("  "),
        action,
        place,
        blocked,
    })
}

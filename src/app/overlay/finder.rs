use std::{borrow::Cow, collections::VecDeque};

use crossterm::event::KeyEvent;
use tui_textarea::TextArea;

use crate::app::{Action, Cursor, DialogAction, Step, TableAction, pasted, type_into, typed_into};

/// A list, and a line above it that finds some of its entries.
#[derive(Debug)]
pub struct Finder<T> {
    /// What is being typed to find some of them.
    pub input: Option<Box<TextArea<'static>>>,
    /// Where in the list the person is.
    pub cursor: Cursor,
    pub(super) entries: VecDeque<T>,
    /// What an entry is found by, in lower case.
    text: fn(&T) -> Cow<'_, str>,
    wanted: String,
    found: Vec<usize>,
}

impl<T> Finder<T> {
    /// These entries, all of them found at first.
    pub(super) fn new(entries: VecDeque<T>, text: fn(&T) -> Cow<'_, str>) -> Self {
        Self {
            input: None,
            cursor: Cursor::default(),
            found: (0..entries.len()).collect(),
            entries,
            text,
            wanted: String::new(),
        }
    }

    /// The entries are others now. The person goes to the one that it is, or else stays at the same line.
    pub(super) fn find_again(&mut self, is_it: impl Fn(&T) -> bool) {
        self.find();
        let position = self.found().position(is_it);
        let position = position.unwrap_or(self.cursor.position());
        self.cursor.go(position, self.count());
    }

    /// There is room for so many lines.
    pub fn resize(&mut self, height: usize) {
        self.cursor.resize(height, self.count());
    }

    /// The entries that were found.
    pub fn found(&self) -> impl Iterator<Item = &T> {
        self.found.iter().filter_map(|at| self.entries.get(*at))
    }

    /// The ones in a window of those that were found.
    pub fn window(&self) -> impl Iterator<Item = (usize, &T)> {
        let window = self.cursor.window(self.count());
        let found = self.found.get(window.clone()).unwrap_or_default();
        window.zip(found.iter().filter_map(|at| self.entries.get(*at)))
    }

    /// How many were found.
    pub fn count(&self) -> usize {
        self.found.len()
    }

    /// How many there are in all.
    pub fn all(&self) -> usize {
        self.entries.len()
    }

    /// What they are found by.
    pub fn wanted(&self) -> &str {
        &self.wanted
    }

    /// The entry that the person is at.
    pub fn chosen(&self) -> Option<&T> {
        let at = self.found.get(self.cursor.position())?;
        self.entries.get(*at)
    }

    /// Moves, finds, or closes.
    pub fn act(&mut self, action: Action) -> Step {
        match action {
            _ if self.input.is_some() => self.end_input(action),
            Action::Move(motion) => self.cursor.step(motion, self.count()),
            // The line begins with what is wanted already.
            Action::Table(TableAction::Filter) => {
                self.input = Some(Box::new(typed_into(&self.wanted)));
            }
            Action::Back if !self.wanted.is_empty() => self.want(String::new()),
            Action::Back => return Step::Close,
            _ => {}
        }
        Step::Handled
    }

    /// A key goes into the line.
    pub fn input(&mut self, event: KeyEvent) {
        self.change(|input| type_into(input, event));
    }

    /// Pasted text goes into the line.
    pub fn paste(&mut self, text: &str) {
        self.change(|input| {
            input.insert_str(pasted(text, false));
        });
    }

    fn change(&mut self, change: impl FnOnce(&mut TextArea<'static>)) {
        if let Some(input) = &mut self.input {
            change(input);
            let text = input.lines().first().cloned();
            self.want(text.unwrap_or_default());
        }
    }

    /// Enter keeps what was typed, esc throws it away.
    fn end_input(&mut self, action: Action) {
        match action {
            Action::Back => self.want(String::new()),
            Action::Dialog(DialogAction::Submit) => {}
            _ => return,
        }
        self.input = None;
    }

    fn want(&mut self, text: String) {
        self.wanted = text;
        self.find();
        self.cursor.go(0, self.count());
    }

    fn find(&mut self) {
        let wanted = self.wanted.to_lowercase();
        let words: Vec<&str> = wanted.split_whitespace().collect();
        let has_all = |entry: &T| {
            let text = (self.text)(entry);
            words.iter().all(|word| text.contains(word))
        };
        let found = (0..).zip(&self.entries);
        self.found = found
            .filter(|(_, entry)| words.is_empty() || has_all(entry))
            .map(|(at, _)| at)
            .collect();
    }
}

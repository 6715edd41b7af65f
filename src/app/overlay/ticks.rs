use crossterm::event::{KeyCode, KeyEvent};
use tui_textarea::TextArea;

use super::super::{DialogAction, type_into, typed_into};
use crate::domain::{Clean, Role};

/// Any number of several, and where they aren't all known, a line for others after them.
#[derive(Default)]
pub struct Ticks {
    /// What can be ticked.
    pub options: Vec<Tick>,
    /// Which one the arrows are at; after the last one they are at the line for others.
    pub at: usize,
    /// What isn't among them, parted by commas.
    pub others: Option<Box<TextArea<'static>>>,
}

/// Something that can be ticked.
pub struct Tick {
    /// What people call it.
    pub label: Clean,
    /// Whether it is ticked.
    pub is_on: bool,
    /// What is sent for it.
    value: String,
}

impl Ticks {
    /// These and no others.
    pub(super) fn of(options: &[&str]) -> Self {
        Self {
            options: options.iter().map(|name| Tick::new(*name, name)).collect(),
            ..Self::default()
        }
    }

    /// Roles by their names, and others by their ids.
    pub(super) fn of_roles(roles: &[Role]) -> Self {
        let mut ticks = Self {
            others: Some(Box::new(typed_into(""))),
            ..Self::default()
        };
        ticks.offer(roles);
        ticks
    }

    /// Whether the line for others has the cursor.
    pub fn is_at_others(&self) -> bool {
        self.others.is_some() && self.at >= self.options.len()
    }

    /// The line for others, if it has the cursor.
    pub(super) fn typing(&self) -> Option<&TextArea<'static>> {
        self.others.as_deref().filter(|_| self.is_at_others())
    }

    /// Adds roles that are not among the options yet; the cursor stays where it is.
    pub(super) fn offer(&mut self, roles: &[Role]) {
        let at_others = self.is_at_others() && !self.options.is_empty();
        for role in roles {
            let value = role.id.to_string();
            if self.options.iter().all(|option| option.value != value) {
                let label = if role.name.is_empty() {
                    Clean::from(format!("role {value}"))
                } else {
                    role.name.clone()
                };
                self.options.push(Tick::new(label, &value));
            }
        }
        if at_others {
            self.at = self.options.len();
        }
    }

    pub(super) fn act(&mut self, action: DialogAction) {
        match action {
            DialogAction::PreviousOption => self.at = self.at.saturating_sub(1),
            DialogAction::NextOption => self.at = (self.at + 1).min(self.last()),
            DialogAction::Tick => {
                if let Some(option) = self.options.get_mut(self.at) {
                    option.is_on = !option.is_on;
                }
            }
            _ => {}
        }
    }

    /// A letter goes into the line for others, or to the next option that begins with it. From the beginning of that line,
    /// left leads back to the options.
    pub(super) fn input(&mut self, event: KeyEvent) {
        let at_others = self.is_at_others();
        if let Some(others) = self.others.as_deref_mut().filter(|_| at_others) {
            let at_start = others.cursor() == (0, 0);
            match event.code {
                KeyCode::Left if at_start => self.at = self.options.len().saturating_sub(1),
                _ => type_into(others, event),
            }
        } else if let KeyCode::Char(letter) = event.code {
            let begins = |at: &usize| {
                let label = self.options.get(*at).map(|option| option.label.raw());
                let first = label.and_then(|label| label.chars().next());
                first.is_some_and(|first| first.eq_ignore_ascii_case(&letter))
            };
            let after = self.at + 1;
            let all = (after..self.options.len()).chain(0..after);
            self.at = all.into_iter().find(begins).unwrap_or(self.at);
        }
    }

    /// Ticks what is among the options, by name or by value, and leaves the rest to the line for others.
    pub(super) fn paste(&mut self, items: &str) {
        if let Some(others) = self.others.as_deref_mut()
            && self.at >= self.options.len()
        {
            others.insert_str(items);
            return;
        }
        let mut left = Vec::new();
        for item in items.split(',').map(str::trim) {
            let named = |option: &&mut Tick| {
                option.value.eq_ignore_ascii_case(item)
                    || option.label.raw().eq_ignore_ascii_case(item)
            };
            match self.options.iter_mut().find(named) {
                Some(option) => option.is_on = true,
                None => left.push(item),
            }
        }
        if let Some(others) = &mut self.others {
            others.insert_str(left.join(", "));
        }
    }

    /// Ticks exactly these, named by what is sent for them.
    pub(super) fn fill(&mut self, values: &str) {
        let said: Vec<_> = values.split(',').map(str::trim).collect();
        for option in &mut self.options {
            option.is_on = said.contains(&option.value.as_str());
        }
    }

    /// What is chosen, as people read it.
    pub(super) fn words(&self) -> String {
        self.chosen(|option| option.label.raw())
    }

    /// What is chosen, as it is sent.
    pub(super) fn value(&self) -> String {
        self.chosen(|option| &option.value)
    }

    fn chosen<'a>(&'a self, name: impl Fn(&'a Tick) -> &'a str) -> String {
        let ticked = self.options.iter().filter(|option| option.is_on).map(name);
        let others = self.others.iter().flat_map(|others| others.lines());
        let others = others
            .map(|line| line.trim())
            .filter(|line| !line.is_empty());
        ticked.chain(others).collect::<Vec<_>>().join(", ")
    }

    fn last(&self) -> usize {
        let len = self.options.len();
        if self.others.is_some() {
            len
        } else {
            len.saturating_sub(1)
        }
    }
}

impl Tick {
    fn new(label: impl Into<Clean>, value: &str) -> Self {
        Self {
            label: label.into(),
            is_on: false,
            value: value.to_owned(),
        }
    }
}

use crossterm::event::{KeyCode, KeyEvent};
use tui_textarea::TextArea;

use super::super::type_into;
use crate::{
    api::{Argument, Field, Kind},
    domain::Clean,
};

/// A field of the form.
pub struct FormField {
    /// What the catalogue says about it.
    pub field: &'static Field,
    /// What the person does with it.
    pub control: Control,
    /// What is wrong with it.
    pub error: Option<Clean>,
    /// What the record says, where the form edits one and the value may be shown.
    base: Option<Clean>,
}

impl std::fmt::Debug for FormField {
    /// The text area's own `Debug` would show what was typed, secrets included.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FormField")
            .field("name", &self.field.name)
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

/// The ways to give a value.
pub enum Control {
    /// Typed; some texts have several lines.
    Text {
        /// What was typed.
        area: Box<TextArea<'static>>,
        /// Whether enter makes a new line.
        multi_line: bool,
    },
    /// One of several, or nothing.
    Choice(Option<usize>),
    /// Any number of several: which are ticked, and which one the arrows are at.
    Ticks {
        /// Whether each is ticked.
        ticked: Vec<bool>,
        /// Which one the arrows are at.
        at: usize,
    },
    /// Yes, no, or nothing.
    Flag(Option<bool>),
}

impl FormField {
    pub(super) fn new(field: &'static Field) -> Self {
        Self {
            field,
            control: Control::new(field.kind),
            error: None,
            base: None,
        }
    }

    /// Begins with what the record says.
    pub(super) fn begin_with(&mut self, base: &Clean) {
        self.control.fill(base.raw(), self.field.kind);
        self.base = Some(base.clone());
    }

    /// Whether the value differs from what the record says; one that is not known differs as soon as it is given.
    pub(super) fn is_changed(&self) -> bool {
        match &self.base {
            Some(base) => self.words() != base.raw(),
            None => self.is_filled(),
        }
    }

    /// The change in words: what was, and what is to be.
    pub(super) fn change(&self) -> Clean {
        let before = self.base.as_ref().map_or("not shown", |base| base.as_str());
        let after = if self.field.is_secret() {
            "••••••".to_owned()
        } else {
            self.words()
        };
        Clean::from(format!("{}: {before} → {after}", self.field.label))
    }

    /// The value that the record had, and the way back to it in words; `None` where it is not known, or can't be sent.
    pub(super) fn before(&self) -> Option<(Argument, Clean)> {
        let base = self.base.as_ref()?;
        let value = self.field.parse(base.raw()).ok()?;
        let (label, now) = (self.field.label, self.words());
        Some((value, Clean::from(format!("{label}: {now} → {base}"))))
    }

    /// The value as a detail writes it.
    fn words(&self) -> String {
        match (&self.control, self.field.kind) {
            (Control::Text { area, .. }, _) => area.lines().join("\n"),
            (Control::Choice(choice), Kind::Choice(options)) => choice
                .and_then(|at| options.get(at))
                .map_or_else(String::new, ToString::to_string),
            (Control::Ticks { ticked, .. }, Kind::Ticks(options)) => {
                let chosen = options.iter().zip(ticked).filter(|(_, ticked)| **ticked);
                chosen
                    .map(|(option, _)| *option)
                    .collect::<Vec<_>>()
                    .join(", ")
            }
            (Control::Flag(flag), _) => flag.map_or_else(String::new, |flag| flag.to_string()),
            (Control::Choice(_) | Control::Ticks { .. }, _) => String::new(),
        }
    }

    /// The value as the catalogue wants it; `None` when nothing was given and nothing has to be.
    pub(super) fn value(&self) -> Result<Option<Argument>, String> {
        let value = match (&self.control, self.field.kind) {
            (Control::Text { area, .. }, _) => {
                let text = area.lines().join("\n");
                if text.trim().is_empty() {
                    None
                } else {
                    Some(self.field.parse(&text)?)
                }
            }
            (Control::Choice(choice), Kind::Choice(options)) => choice
                .and_then(|at| options.get(at))
                .map(|option| Argument::Text((*option).to_owned())),
            (Control::Ticks { ticked, .. }, Kind::Ticks(options)) => {
                let chosen = options.iter().zip(ticked).filter(|(_, ticked)| **ticked);
                let chosen: Vec<_> = chosen.map(|(option, _)| (*option).to_owned()).collect();
                (!chosen.is_empty()).then_some(Argument::Texts(chosen))
            }
            (Control::Flag(flag), _) => flag.map(Argument::Flag),
            (Control::Choice(_) | Control::Ticks { .. }, _) => None,
        };
        match value {
            None if self.field.required => Err("This is needed".to_owned()),
            None => Ok(None),
            Some(value) => self.field.check(&value).map(|()| Some(value)),
        }
    }

    pub(super) fn is_filled(&self) -> bool {
        match &self.control {
            Control::Text { area, .. } => !area.is_empty(),
            Control::Choice(choice) => choice.is_some(),
            Control::Ticks { ticked, .. } => ticked.contains(&true),
            Control::Flag(flag) => flag.is_some(),
        }
    }

    /// What to call the record in a notice: the first text that is no secret.
    pub(super) fn spoken(&self) -> Option<Clean> {
        match &self.control {
            Control::Text { area, .. } if !self.field.is_secret() && !area.is_empty() => {
                area.lines().first().map(|line| Clean::new(line.trim()))
            }
            Control::Text { .. }
            | Control::Choice(_)
            | Control::Ticks { .. }
            | Control::Flag(_) => None,
        }
    }
}

impl Control {
    pub(super) fn new(kind: Kind) -> Self {
        match kind {
            Kind::Choice(_) => Control::Choice(None),
            Kind::Ticks(options) => Control::Ticks {
                ticked: vec![false; options.len()],
                at: 0,
            },
            Kind::Flag => Control::Flag(None),
            Kind::Secret { .. } => {
                let mut area = TextArea::default();
                area.set_mask_char('•');
                Control::Text {
                    area: Box::new(area),
                    multi_line: false,
                }
            }
            Kind::Json | Kind::Texts => Control::Text {
                area: Box::default(),
                multi_line: true,
            },
            Kind::Text { .. }
            | Kind::Email { .. }
            | Kind::Digits
            | Kind::Duration
            | Kind::Integers
            | Kind::Integer
            | Kind::Time
            | Kind::Date
            | Kind::Made => Control::Text {
                area: Box::default(),
                multi_line: false,
            },
        }
    }

    /// Takes a value over as a detail writes it.
    fn fill(&mut self, value: &str, kind: Kind) {
        match (self, kind) {
            (Control::Text { area, .. }, _) => {
                **area = TextArea::new(value.lines().map(str::to_owned).collect());
                area.set_cursor_line_style(ratatui::style::Style::default());
                area.move_cursor(tui_textarea::CursorMove::End);
            }
            (Control::Choice(choice), Kind::Choice(options)) => {
                *choice = options.iter().position(|option| *option == value);
            }
            (Control::Ticks { ticked, .. }, Kind::Ticks(options)) => {
                let said: Vec<_> = value.split(", ").collect();
                *ticked = options.iter().map(|option| said.contains(option)).collect();
            }
            (Control::Flag(flag), _) => *flag = value.parse().ok(),
            (Control::Choice(_) | Control::Ticks { .. }, _) => {}
        }
    }

    pub(super) fn input(&mut self, event: KeyEvent, kind: Kind) {
        match (self, kind) {
            (
                Control::Text {
                    area,
                    multi_line: true,
                },
                _,
            ) => {
                area.input(event);
            }
            (Control::Text { area, .. }, _) => type_into(area, event),
            (Control::Choice(choice), Kind::Choice(options)) => {
                *choice = match event.code {
                    KeyCode::Left => choice.unwrap_or(0).checked_sub(1),
                    KeyCode::Right | KeyCode::Char(' ') => {
                        choice.map_or(Some(0), |at| (at + 1 < options.len()).then_some(at + 1))
                    }
                    _ => *choice,
                };
            }
            (Control::Ticks { ticked, at }, _) => match event.code {
                KeyCode::Left => *at = at.saturating_sub(1),
                KeyCode::Right => *at = (*at + 1).min(ticked.len().saturating_sub(1)),
                KeyCode::Char(' ') => {
                    if let Some(tick) = ticked.get_mut(*at) {
                        *tick = !*tick;
                    }
                }
                _ => {}
            },
            (Control::Flag(flag), _) => match event.code {
                KeyCode::Char('y') => *flag = Some(true),
                KeyCode::Char('n') => *flag = Some(false),
                KeyCode::Char(' ') => *flag = Some(!flag.unwrap_or(false)),
                KeyCode::Backspace => *flag = None,
                _ => {}
            },
            (Control::Choice(_), _) => {}
        }
    }
}

use crossterm::event::{KeyCode, KeyEvent};
use tui_textarea::{CursorMove, TextArea};

use super::{
    super::{DialogAction, pasted, type_into, type_text, typed_into},
    Ticks,
};
use crate::{api::Kind, domain::Role};

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
    /// Any number of several.
    Ticks(Ticks),
    /// Yes, no, or nothing.
    Flag(Option<bool>),
}

impl Control {
    pub(super) fn new(kind: Kind) -> Self {
        match kind {
            Kind::Choice(_) => Control::Choice(None),
            Kind::Ticks(options) => Control::Ticks(Ticks::of(options)),
            Kind::Roles => Control::Ticks(Ticks::of_roles(&[])),
            Kind::Flag => Control::Flag(None),
            Kind::Secret { .. } => {
                let mut area = typed_into("");
                area.set_mask_char('•');
                Control::Text {
                    area: Box::new(area),
                    multi_line: false,
                }
            }
            Kind::Json | Kind::Texts => Self::text(true),
            Kind::Text { .. }
            | Kind::Email { .. }
            | Kind::Digits
            | Kind::Money
            | Kind::Duration
            | Kind::Integers
            | Kind::Integer
            | Kind::Time
            | Kind::Date
            | Kind::Made => Self::text(false),
        }
    }

    /// The text that has the cursor, if the focused control has one there.
    pub fn typing(&self) -> Option<&TextArea<'static>> {
        match self {
            Control::Text { area, .. } => Some(area),
            Control::Ticks(ticks) => ticks.typing(),
            Control::Choice(_) | Control::Flag(_) => None,
        }
    }

    /// Whether an action does something here.
    pub(super) fn knows(&self, action: DialogAction) -> bool {
        match action {
            DialogAction::NextOption | DialogAction::PreviousOption => {
                matches!(self, Control::Choice(_) | Control::Ticks(_))
            }
            DialogAction::Tick => matches!(self, Control::Ticks(_) | Control::Flag(_)),
            DialogAction::Clear => matches!(self, Control::Choice(_) | Control::Flag(_)),
            DialogAction::Yes | DialogAction::No => matches!(self, Control::Flag(_)),
            DialogAction::Submit
            | DialogAction::NextField
            | DialogAction::PreviousField
            | DialogAction::Editor
            | DialogAction::Reset
            | DialogAction::NextVendor
            | DialogAction::NextLine
            | DialogAction::SendNow
            | DialogAction::Drop
            | DialogAction::Stay
            | DialogAction::CopyCurl
            | DialogAction::Seen
            | DialogAction::Mine
            | DialogAction::Theirs
            | DialogAction::Reveal
            | DialogAction::CopySecret
            | DialogAction::Browse
            | DialogAction::Qr
            | DialogAction::Invert
            | DialogAction::OtherWay => false,
        }
    }

    /// Does what a key means that is no text.
    pub(super) fn act(&mut self, action: DialogAction, kind: Kind) {
        match (self, kind) {
            (Control::Choice(chosen), Kind::Choice(options)) => match action {
                DialogAction::PreviousOption => {
                    *chosen = chosen.unwrap_or(options.len()).checked_sub(1);
                }
                DialogAction::NextOption => {
                    let next = chosen.map_or(0, |at| at + 1);
                    *chosen = (next < options.len()).then_some(next);
                }
                DialogAction::Clear => *chosen = None,
                _ => {}
            },
            (Control::Ticks(ticks), _) => ticks.act(action),
            (Control::Flag(flag), _) => match action {
                DialogAction::Yes => *flag = Some(true),
                DialogAction::No => *flag = Some(false),
                DialogAction::Tick => *flag = Some(!flag.unwrap_or(false)),
                DialogAction::Clear => *flag = None,
                _ => {}
            },
            (Control::Choice(_) | Control::Text { .. }, _) => {}
        }
    }

    /// Takes a key that means nothing to the form: a letter goes into the text, or to the next option that begins with it.
    pub(super) fn input(&mut self, event: KeyEvent, kind: Kind) {
        match (self, kind) {
            (
                Control::Text {
                    area,
                    multi_line: true,
                },
                _,
            ) => {
                type_text(area, event);
            }
            (Control::Text { area, .. }, _) => type_into(area, event),
            (Control::Choice(chosen), Kind::Choice(options)) => {
                if let KeyCode::Char(letter) = event.code {
                    let begins = |at: &usize| {
                        let option = options.get(*at).and_then(|option| option.chars().next());
                        option.is_some_and(|first| first.eq_ignore_ascii_case(&letter))
                    };
                    let after = chosen.map_or(0, |at| at + 1);
                    let found = (after..options.len()).chain(0..after).find(begins);
                    *chosen = found.or(*chosen);
                }
            }
            (Control::Ticks(ticks), _) => ticks.input(event),
            (Control::Choice(_) | Control::Flag(_), _) => {}
        }
    }

    /// Takes pasted text. Several lines are a list where a line of the form is one.
    pub(super) fn paste(&mut self, text: &str, kind: Kind) {
        match self {
            Control::Text {
                area,
                multi_line: true,
            } => {
                area.insert_str(pasted(text, true));
            }
            Control::Text { area, .. } if kind == Kind::Integers => {
                area.insert_str(pasted_list(text));
            }
            Control::Text { area, .. } => {
                area.insert_str(pasted(text, false));
            }
            Control::Ticks(ticks) => ticks.paste(&pasted_list(text)),
            Control::Choice(_) | Control::Flag(_) => self.fill(text.trim(), kind),
        }
    }

    /// Takes a value over as it is typed; what is not among the options leaves nothing chosen.
    pub(super) fn fill(&mut self, value: &str, kind: Kind) {
        match (self, kind) {
            (Control::Text { area, .. }, _) => {
                let mask = area.mask_char();
                **area = typed_into(value);
                if let Some(mask) = mask {
                    area.set_mask_char(mask);
                }
            }
            (Control::Choice(choice), Kind::Choice(options)) => {
                *choice = options.iter().position(|option| *option == value);
            }
            (Control::Ticks(ticks), _) => ticks.fill(value),
            (Control::Flag(flag), _) => *flag = value.parse().ok(),
            (Control::Choice(_), _) => {}
        }
    }

    /// Moves the cursor up or down within a text of several lines; false at its edge.
    pub(super) fn moves_line(&mut self, down: bool) -> bool {
        let Control::Text {
            area,
            multi_line: true,
        } = self
        else {
            return false;
        };
        let before = area.cursor();
        area.move_cursor(if down {
            CursorMove::Down
        } else {
            CursorMove::Up
        });
        area.cursor() != before
    }

    /// Offers roles to tick, beside those that are offered already.
    pub(super) fn offer(&mut self, roles: &[Role]) {
        if let Control::Ticks(ticks) = self {
            ticks.offer(roles);
        }
    }

    /// The value as people read it.
    pub(super) fn words(&self, kind: Kind) -> String {
        match (self, kind) {
            (Control::Text { area, .. }, _) => area.lines().join("\n"),
            (Control::Choice(choice), Kind::Choice(options)) => choice
                .and_then(|at| options.get(at))
                .map_or_else(String::new, ToString::to_string),
            (Control::Ticks(ticks), _) => ticks.words(),
            (Control::Flag(flag), _) => flag.map_or_else(String::new, |flag| flag.to_string()),
            (Control::Choice(_), _) => String::new(),
        }
    }

    /// The value as the catalogue reads it.
    pub(super) fn value(&self, kind: Kind) -> String {
        match self {
            Control::Ticks(ticks) => ticks.value(),
            Control::Text { .. } | Control::Choice(_) | Control::Flag(_) => self.words(kind),
        }
    }

    fn text(multi_line: bool) -> Self {
        Control::Text {
            area: Box::new(typed_into("")),
            multi_line,
        }
    }
}

/// Pasted lines as the items of a list.
fn pasted_list(text: &str) -> String {
    let text = pasted(text, true);
    let items = text.lines().map(str::trim).filter(|item| !item.is_empty());
    items.collect::<Vec<_>>().join(", ")
}

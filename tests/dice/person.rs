//! Somebody who presses anything, at any time, in any window.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyEventState, KeyModifiers};
use usher_tui::{
    api::{Call, Page, Problem, Reason, Session, Update},
    app::Msg,
    domain::Provider,
};

use crate::{answers, desk::Desk, dice::Dice};

/// The longest list that is loaded.
const ROWS: usize = 30;

pub struct Person {
    pub desk: Desk,
    pub dice: Dice,
    /// How the program is opened again when the person quit it.
    open: fn() -> Desk,
    /// What was ordered so far.
    pub calls: Vec<Call>,
}

impl Person {
    pub fn new(seed: u64, open: fn() -> Desk) -> Self {
        Self {
            desk: open(),
            dice: Dice::new(seed),
            open,
            calls: Vec::new(),
        }
    }

    /// Does one thing, or lets one happen.
    pub fn act(&mut self) {
        match self.dice.below(100) {
            0..80 => {
                let key = self.key();
                self.desk.tell_msg(Msg::Key(key));
            }
            80..83 => {
                let text = self.dice.text(60);
                self.desk.paste(&text);
            }
            83..85 => {
                let (width, height) = if self.dice.percent(10) {
                    (self.dice.below(201), self.dice.below(61))
                } else {
                    (30 + self.dice.below(60), 8 + self.dice.below(20))
                };
                self.desk.resize(cells(width), cells(height));
            }
            85..88 => {
                let tenths = u32::try_from(self.dice.below(80)).unwrap();
                self.desk.wait(f64::from(tenths) / 10.0);
            }
            88..97 => self.hear(),
            _ => self.hear_nonsense(),
        }
        if self.desk.quit {
            self.calls.append(&mut self.desk.calls);
            self.desk = (self.open)();
        }
    }

    /// Looks at the screen.
    pub fn look(&mut self) {
        self.desk.screen();
    }

    /// Mostly a key that means something somewhere.
    fn key(&mut self) -> KeyEvent {
        const NAMED: [KeyCode; 16] = [
            KeyCode::Enter,
            KeyCode::Esc,
            KeyCode::Tab,
            KeyCode::BackTab,
            KeyCode::Up,
            KeyCode::Down,
            KeyCode::Left,
            KeyCode::Right,
            KeyCode::Home,
            KeyCode::End,
            KeyCode::PageUp,
            KeyCode::PageDown,
            KeyCode::Backspace,
            KeyCode::Delete,
            KeyCode::Insert,
            KeyCode::F(1),
        ];
        const USUAL: &str = "1234jkgGneDadrotsSRyYzbq?/:. xvJE@";
        let dice = &mut self.dice;
        let (code, modifiers) = match dice.below(20) {
            0..9 => (
                KeyCode::Char(*dice.pick(&USUAL.chars().collect::<Vec<_>>())),
                KeyModifiers::NONE,
            ),
            9..12 => (
                KeyCode::Char(char::from(b' ' + u8::try_from(dice.below(95)).unwrap())),
                KeyModifiers::NONE,
            ),
            12..17 => (*dice.pick(&NAMED), KeyModifiers::NONE),
            17 => (
                KeyCode::Char(char::from(b'a' + u8::try_from(dice.below(26)).unwrap())),
                KeyModifiers::CONTROL,
            ),
            18 => (KeyCode::Char(dice.character()), KeyModifiers::NONE),
            _ => {
                let modifiers =
                    KeyModifiers::from_bits_truncate(u8::try_from(dice.below(64)).unwrap());
                (*dice.pick(&NAMED), modifiers)
            }
        };
        let kind = if dice.percent(3) {
            KeyEventKind::Repeat
        } else {
            KeyEventKind::Press
        };
        KeyEvent::new_with_kind_and_state(code, modifiers, kind, KeyEventState::NONE)
    }

    /// The worker has news of something that was ordered.
    fn hear(&mut self) {
        let Self {
            desk, dice, calls, ..
        } = self;
        let well = !dice.percent(30);
        if !desk.loads.is_empty() && dice.percent(50) {
            let load = desk.loads.remove(0);
            if well {
                let count = dice.below(ROWS);
                let rows = answers::rows(load.operation, count, &mut |_| dice.text(12));
                desk.tell(Update::Page(load.id, Page::whole(rows)));
                desk.tell(Update::Loaded(load.id));
            } else {
                let problem = Problem::new(load.operation, reason(dice), dice.text(40));
                desk.tell(Update::LoadFailed(load.id, problem));
            }
        } else if !desk.calls.is_empty() {
            let call = desk.calls.remove(0);
            let outcome = if well {
                answers::of(call.operation, 2, &mut |_| dice.text(12))
            } else {
                Err(Problem::new(call.operation, reason(dice), dice.text(40)))
            };
            desk.tell(Update::Done(call.id, outcome));
            calls.push(call);
        }
    }

    /// News of what was never ordered, and of sessions.
    fn hear_nonsense(&mut self) {
        let Self { desk, dice, .. } = self;
        let id = u64::try_from(dice.below(50)).unwrap();
        let update = match dice.below(4) {
            0 => Update::Loaded(id),
            1 => Update::Session(
                *dice.pick(&Provider::ALL),
                Session::Refused(dice.text(20).into()),
            ),
            2 => Update::Session(*dice.pick(&Provider::ALL), Session::Ready),
            _ => Update::Done(id, Ok(usher_tui::api::Reply::Done)),
        };
        desk.tell(update);
    }
}

fn reason(dice: &mut Dice) -> Reason {
    match dice.below(6) {
        0 => Reason::SignIn,
        1 => Reason::Offline,
        2 => Reason::Unconfirmed,
        3 => Reason::Limited(None),
        4 => Reason::Refused,
        _ => Reason::Internal,
    }
}

fn cells(count: usize) -> u16 {
    u16::try_from(count).unwrap()
}

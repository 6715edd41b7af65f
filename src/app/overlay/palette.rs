use crossterm::event::KeyEvent;
use ratatui::layout::{Margin, Position, Rect};
use tui_textarea::TextArea;

use super::super::{
    Action, Cursor, DialogAction, Findable, Layout, ProfileChoice, RecordAction, Step, matching,
    pasted, type_into, typed_into,
};
use crate::{
    api::{Gives, Guard, Operation},
    domain::{Clean, Provider},
};

/// Operations and other things to do, found by a few letters of their title, id or vendor's name.
#[derive(Debug)]
pub struct Palette {
    /// What the list is of.
    pub title: Clean,
    /// What is typed.
    pub input: Box<TextArea<'static>>,
    /// Where in the list the person is.
    pub cursor: Cursor,
    entries: Vec<Choice>,
    found: Vec<usize>,
}

/// Something that may be chosen.
#[derive(Debug)]
pub struct Choice {
    /// What it is.
    pub pick: Pick,
    /// Why it can't be done now.
    pub blocked: Option<Clean>,
}

impl Choice {
    /// Something that can be done at any time.
    pub fn free(pick: Pick) -> Self {
        Self {
            pick,
            blocked: None,
        }
    }
}

/// What a palette offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pick {
    /// An operation of a vendor.
    Operation(&'static Operation),
    /// What a key would do too.
    Action(Action),
    /// What a key would do to the rows that are chosen, and what that is.
    Record(RecordAction, Clean),
    /// Sign in at a provider.
    SignIn(Provider),
    /// Sign out of a provider.
    SignOut(Provider),
    /// The same, saying whether what signs in is removed from where the profile has it: the places, in words.
    Forget(Provider, Option<Clean>),
    /// Go on with another profile.
    Profile(ProfileChoice),
}

impl Pick {
    /// What it is called.
    pub fn title(&self) -> Clean {
        match self {
            Pick::Operation(operation) => operation.title.into(),
            Pick::Action(action) => action.words().into(),
            Pick::Record(_, title) => title.clone(),
            Pick::SignIn(provider) => format!("sign in at {provider}").into(),
            Pick::SignOut(provider) => format!("sign out of {provider}").into(),
            Pick::Forget(_, None) => "for this run".into(),
            Pick::Forget(_, Some(places)) => {
                format!("and remove what signs in from {places}").into()
            }
            Pick::Profile(profile) => Clean::new(&profile.name),
        }
    }

    /// What it does to the world, in words.
    pub fn effect(&self) -> String {
        match self {
            Pick::Operation(operation) => effect(operation),
            Pick::Profile(profile) => profile.vendors(),
            Pick::Action(_)
            | Pick::Record(..)
            | Pick::SignIn(_)
            | Pick::SignOut(_)
            | Pick::Forget(..) => String::new(),
        }
    }

    /// What it is found by.
    fn findable(&self) -> Findable {
        let words = match self {
            Pick::Operation(operation) => format!(
                "{} {} {} {}",
                operation.provider,
                operation.id,
                operation.vendor_name,
                self.effect()
            ),
            Pick::Action(action) => action.name().to_owned(),
            Pick::Record(action, _) => {
                let action = Action::Record(*action);
                format!("{} {}", action.words(), action.name())
            }
            Pick::SignIn(_) | Pick::SignOut(_) | Pick::Forget(..) => String::new(),
            Pick::Profile(profile) => profile.vendors(),
        };
        Findable {
            title: self.title().raw().to_owned(),
            words,
        }
    }
}

/// What an operation does to the world, in words.
fn effect(operation: &Operation) -> String {
    let guard = match operation.guard {
        Guard::Read => "reads",
        Guard::Write => "changes",
        Guard::YesNo => "asks first",
        Guard::TypeName => "destroys",
        Guard::Undo => "can be taken back",
    };
    let gives = match operation.gives {
        Gives::Nothing => "",
        Gives::Secret => ", shows a secret",
        Gives::Link => ", opens a link",
    };
    let legacy = if operation.legacy { ", legacy" } else { "" };
    format!("{guard}{gives}{legacy}")
}

impl Palette {
    /// A list of operations, all of them found at first.
    pub fn new(title: impl Into<Clean>, entries: Vec<Choice>) -> Self {
        let found = (0..entries.len()).collect();
        let input = typed_into("");
        Self {
            title: title.into(),
            input: Box::new(input),
            cursor: Cursor::default(),
            entries,
            found,
        }
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

    /// What was found, best first.
    pub fn found(&self) -> impl ExactSizeIterator<Item = &Choice> {
        self.found
            .iter()
            .filter_map(|at| self.entries.get(*at))
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// What was typed changed: finds anew.
    pub fn find(&mut self) {
        let text = self.input.lines().first().map_or("", String::as_str);
        let things: Vec<_> = self
            .entries
            .iter()
            .map(|entry| entry.pick.findable())
            .collect();
        self.found = matching(text, &things);
        self.cursor.go(0, self.found.len());
    }

    /// Moves, chooses or closes.
    pub fn act(&mut self, action: Action) -> Step {
        match action {
            Action::Move(motion) => self.cursor.step(motion, self.found.len()),
            Action::Back => return Step::Close,
            Action::Dialog(DialogAction::Submit) => return self.choose(),
            _ => {}
        }
        Step::Handled
    }

    /// How many cells and lines it has inside its frame, in an area: what is typed, what is found, and what that is.
    pub fn size(&self, area: Rect) -> (u16, u16) {
        let room = area.height.saturating_sub(2);
        let found = u16::try_from(self.found.len()).unwrap_or(u16::MAX);
        let height = found.saturating_add(2).min(room).max(3);
        (90.min(area.width.saturating_sub(2)), height)
    }

    /// Goes to the entry at a place; `false` where there is none.
    pub fn click(&mut self, at: Position, area: Rect) -> bool {
        let (width, height) = self.size(area);
        let inside = Layout::popup(area, width, height).inner(Margin::new(1, 1));
        let line =
            at.y.checked_sub(inside.y + 1)
                .filter(|_| inside.contains(at));
        let mut window = self.cursor.window(self.found.len());
        let Some(position) = line.and_then(|line| window.nth(line.into())) else {
            return false;
        };
        self.cursor.go(position, self.found.len());
        true
    }

    /// The operation that the person is at.
    pub fn chosen(&self) -> Option<&Choice> {
        self.found().nth(self.cursor.position())
    }

    fn choose(&self) -> Step {
        match self.chosen() {
            None => Step::Handled,
            Some(Choice {
                blocked: Some(why), ..
            }) => Step::Say(super::super::Notice::warning(why.clone())),
            Some(Choice {
                pick,
                blocked: None,
            }) => Step::Pick(pick.clone()),
        }
    }
}

mod ways;

use crossterm::event::{KeyCode, KeyEvent};
use tui_textarea::TextArea;

use self::ways::ways;
pub use self::ways::{Blank, Way};
use crate::{
    api::{Argument, Arguments, CallId, Credentials, Problem, Reason},
    app::{Action, DialogAction, Options, Setup, Step, pasted, type_into, typed_into},
    domain::{Clean, Provider, Secret},
};

/// What signs in at a vendor, asked for while the program runs. Nothing that was typed is lost by an error.
pub struct SignInForm {
    /// Where.
    pub provider: Provider,
    /// Why it is asked.
    pub why: Clean,
    /// What is filled in, for every way to sign in.
    pub entries: Vec<Vec<Entry>>,
    /// Which way it is.
    pub way: usize,
    /// Which entry has the focus; the one after the last is the tick.
    pub focus: usize,
    /// Where it would be kept, and whether it shall.
    pub keep: Option<(Clean, bool)>,
    /// What went wrong.
    pub problem: Option<Clean>,
    /// The attempt that runs.
    pub sending: Option<CallId>,
    /// Whether the person was asked about throwing away what was typed.
    pub leaving: bool,
    /// Whether it opened by itself.
    pub is_unasked: bool,
}

/// Something to be filled in.
pub struct Entry {
    /// What it is.
    pub blank: &'static Blank,
    /// What was typed.
    pub area: Box<TextArea<'static>>,
    /// What is wrong with it.
    pub error: Option<&'static str>,
    /// Whether the person has changed it.
    is_touched: bool,
}

/// Without what was typed: there are secrets in it.
impl std::fmt::Debug for SignInForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignInForm")
            .field("provider", &self.provider)
            .field("way", &self.way)
            .field("problem", &self.problem)
            .finish_non_exhaustive()
    }
}

impl SignInForm {
    /// An empty form, with the names filled in that the profile says openly.
    pub fn new(provider: Provider, options: &Options, why: Clean) -> Self {
        let entry = |blank: &'static Blank| Entry::new(blank, &options.setup);
        let entries: Vec<Vec<_>> = ways(provider)
            .iter()
            .map(|way| way.blanks.iter().map(entry).collect())
            .collect();
        let keep = Self::places(provider, options).map(|places| (places, true));
        let mut form = Self {
            provider,
            why,
            entries,
            way: 0,
            focus: 0,
            keep,
            problem: None,
            sending: None,
            leaving: false,
            is_unasked: false,
        };
        form.focus = form.first_empty();
        form
    }

    /// Where usher can put what signs in at a vendor, in words; nowhere in a run that changes nothing.
    pub fn places(provider: Provider, options: &Options) -> Option<Clean> {
        let setup = &options.setup;
        let mut places: Vec<&str> = setup
            .writable(provider)
            .filter_map(|place| Some(place.source.as_ref()?.as_str()))
            .collect();
        places.dedup();
        (!places.is_empty() && !options.read_only).then(|| Clean::from(places.join(", ")))
    }

    /// The way to sign in that was chosen.
    pub fn way(&self) -> Option<&'static Way> {
        ways(self.provider).get(self.way)
    }

    /// The way that comes next, if there are several.
    pub fn other_way(&self) -> Option<&'static Way> {
        let ways = ways(self.provider);
        let next = (self.way + 1) % ways.len().max(1);
        ways.get(next).filter(|_| next != self.way)
    }

    /// What is filled in.
    pub fn shown(&self) -> &[Entry] {
        self.entries.get(self.way).map_or(&[], Vec::as_slice)
    }

    /// Whether the person has typed anything, or waits for an answer.
    pub fn is_touched(&self) -> bool {
        let mut entries = self.entries.iter().flatten();
        self.sending.is_some() || entries.any(|entry| entry.is_touched && !entry.is_empty())
    }

    /// Whether it is a persona that signs in.
    pub fn is_about_a_persona(&self) -> bool {
        let mut shown = self.shown().iter();
        shown.any(|entry| entry.blank.name == "tripartie.persona_token")
    }

    /// Moves, submits, takes another way or leaves.
    pub fn act(&mut self, action: Action) -> Step {
        let leaving = std::mem::take(&mut self.leaving);
        match action {
            Action::Back if leaving || !self.is_touched() || self.sending.is_some() => {
                return Step::Close;
            }
            Action::Back => self.leaving = true,
            _ if self.sending.is_some() => {}
            Action::Dialog(DialogAction::Submit) => return self.submit(),
            Action::Dialog(DialogAction::NextField) => self.focus = (self.focus + 1) % self.stops(),
            Action::Dialog(DialogAction::PreviousField) => {
                self.focus = (self.focus + self.stops() - 1) % self.stops();
            }
            Action::Dialog(DialogAction::OtherWay) => {
                self.way = (self.way + 1) % self.entries.len().max(1);
                self.problem = None;
                self.focus = self.first_empty();
            }
            _ => {}
        }
        Step::Handled
    }

    /// A key that means something: enter goes on to the next entry, or ends the form.
    pub fn press(&mut self, action: Action, event: KeyEvent) -> Step {
        if event.code == KeyCode::Enter && action == Action::Dialog(DialogAction::NextField) {
            return self.enter();
        }
        self.act(action)
    }

    fn enter(&mut self) -> Step {
        let last = self.focus + 1 >= self.shown().len();
        self.act(Action::Dialog(if last {
            DialogAction::Submit
        } else {
            DialogAction::NextField
        }))
    }

    /// A key that means nothing to the form goes to the entry, or ticks.
    pub fn input(&mut self, event: KeyEvent) {
        self.leaving = false;
        if self.sending.is_some() {
            return;
        }
        if let Some(entry) = self.focused() {
            entry.touch();
            type_into(&mut entry.area, event);
        } else if let (Some((_, keep)), KeyCode::Char(' ')) = (&mut self.keep, event.code) {
            *keep = !*keep;
        }
    }

    /// Pasted text goes to the entry, without what surrounds it.
    pub fn paste(&mut self, text: &str) {
        self.leaving = false;
        if self.sending.is_none()
            && let Some(entry) = self.focused()
        {
            entry.touch();
            entry.area.insert_str(pasted(text.trim(), false));
        }
    }

    /// The vendor did not take it: what was typed stays. Secrets can't be read, so the next key or paste replaces them.
    pub fn fail(&mut self, problem: &Problem) {
        self.sending = None;
        if problem.reason == Reason::SignIn {
            let shown = self.entries.get_mut(self.way).into_iter().flatten();
            for entry in shown.filter(|entry| entry.blank.secret) {
                entry.area.select_all();
            }
        }
        self.problem = Some(match problem.reason {
            Reason::SignIn if problem.status.is_some() => problem.message.clone(),
            _ => Clean::from(problem.advice()),
        });
    }

    fn submit(&mut self) -> Step {
        self.problem = None;
        let Some(entries) = self.entries.get_mut(self.way) else {
            return Step::Handled;
        };
        let mut empty = None;
        for (entry, at) in entries.iter_mut().zip(0..) {
            entry.error = (entry.blank.required && entry.is_empty()).then_some("This is needed");
            if entry.error.is_some() {
                empty = empty.or(Some(at));
            }
        }
        if let Some(at) = empty {
            self.focus = at;
            return Step::Handled;
        }
        let keep = self.keep.as_ref().is_some_and(|(_, keep)| *keep);
        Step::SignIn(self.provider, self.credentials(), keep)
    }

    fn credentials(&self) -> Credentials {
        let filled = self.shown().iter().filter(|entry| !entry.is_empty());
        let value = |entry: &Entry| (entry.blank.name, Secret::new(entry.text()));
        let values: Vec<_> = filled.map(value).collect();
        if !self.way().is_some_and(|way| way.is_password) {
            return Credentials::Values(values);
        }
        let mut arguments = Arguments::NONE;
        for (name, value) in values {
            let argument = match name {
                "email" => Argument::Text(value.expose().to_owned()),
                _ => Argument::Secret(value),
            };
            arguments.set(name, argument);
        }
        Credentials::Password(arguments)
    }

    /// How many places the focus can be at.
    fn stops(&self) -> usize {
        (self.shown().len() + usize::from(self.keep.is_some())).max(1)
    }

    fn first_empty(&self) -> usize {
        let empty = self.shown().iter().position(Entry::is_empty);
        empty.unwrap_or_default()
    }

    fn focused(&mut self) -> Option<&mut Entry> {
        self.entries.get_mut(self.way)?.get_mut(self.focus)
    }
}

impl Entry {
    fn new(blank: &'static Blank, setup: &Setup) -> Self {
        let place = setup.place(blank.name);
        let text = place.and_then(|place| place.text.as_ref());
        let mut area = typed_into(text.map_or("", Clean::raw));
        if blank.secret {
            area.set_mask_char('•');
        }
        Self {
            blank,
            area: Box::new(area),
            error: None,
            is_touched: false,
        }
    }

    /// How many characters were typed: all that is shown of a secret.
    pub fn length(&self) -> usize {
        self.area
            .lines()
            .iter()
            .map(|line| line.chars().count())
            .sum()
    }

    /// What is shown of it.
    pub fn words(&self) -> Clean {
        if self.blank.secret {
            return Clean::from("•".repeat(self.length()));
        }
        Clean::from(self.text())
    }

    fn text(&self) -> String {
        let text = self.area.lines().concat();
        if self.blank.secret {
            text
        } else {
            text.trim().to_owned()
        }
    }

    fn is_empty(&self) -> bool {
        self.text().trim().is_empty()
    }

    fn touch(&mut self) {
        self.is_touched = true;
        self.error = None;
    }
}

mod said;

use crossterm::event::KeyEvent;
use jiff::Timestamp;

use self::said::{differing, roles_in};
use super::Control;
use crate::{
    api::{Argument, Detail, Field, Kind, Shown, Verdict},
    domain::{Clean, Role},
};

/// A field of the form.
pub struct FormField {
    /// What the catalogue says about it.
    pub field: &'static Field,
    /// What the person does with it.
    pub control: Control,
    /// What is wrong with it, as its form or the vendor found out.
    pub error: Option<Clean>,
    /// How things stand with what is being typed.
    pub verdict: Verdict,
    /// What will be sent, where that isn't what was typed.
    pub preview: Option<String>,
    base: Base,
}

/// What the record says, where the form edits one.
enum Base {
    /// Nothing that is known.
    Nothing,
    /// This, as people read it, and the words of the control that began with it.
    Said {
        shown: String,
        words: String,
        value: String,
    },
    /// A secret, which no record says: it stays as it is unless something is typed.
    Kept,
}

impl Base {
    /// The value that the record had; `None` where no record says it.
    fn value(&self) -> Option<&str> {
        match self {
            Base::Said { value, .. } => Some(value),
            Base::Nothing => Some(""),
            Base::Kept => None,
        }
    }
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

impl FormField {
    pub(super) fn new(field: &'static Field) -> Self {
        Self {
            field,
            control: Control::new(field.kind),
            error: None,
            verdict: Verdict::Fine,
            preview: None,
            base: Base::Nothing,
        }
    }

    /// Begins with what a record says.
    pub(super) fn begin_with(&mut self, record: &Detail) {
        let name = self.field.wire_name();
        if self.field.kind == Kind::Roles {
            return self.begin_with_roles(&roles_in(record, name));
        }
        if self.field.is_secret() {
            self.base = Base::Kept;
        } else if let Some(object) = record
            .object(name)
            .filter(|_| self.field.kind == Kind::Json)
        {
            self.begin(object.expose());
        } else if let Some(line) = record.line(name) {
            match &line.value {
                Shown::Text(value) => self.begin(value.raw()),
                // Masked where it is only looked at: who edits it has to see it.
                Shown::Masked(value) => self.begin(value.expose()),
            }
        }
    }

    /// Whether a record says anything of it.
    pub(super) fn is_told(&self, record: &Detail) -> bool {
        if self.field.kind == Kind::Roles {
            return !roles_in(record, self.field.wire_name()).is_empty();
        }
        let mut fresh = FormField::new(self.field);
        fresh.begin_with(record);
        fresh.begins()
    }

    /// The field as a newer reading of the record begins it, where that is something else than this one began with.
    pub(super) fn newer(&self, record: &Detail) -> Option<FormField> {
        let mut newer = FormField::new(self.field);
        newer.begin_with(record);
        let differs = self.base.value()? != newer.base.value()?;
        differs.then_some(newer)
    }

    /// What the record says becomes what the field says.
    pub(super) fn adopt(&mut self, record: &Detail) {
        self.control.fill("", self.field.kind);
        self.base = Base::Nothing;
        self.error = None;
        self.begin_with(record);
    }

    /// What the record says becomes what the field began with; what was typed stays.
    pub(super) fn rebase(&mut self, record: &Detail) {
        let typed = self.control.value(self.field.kind);
        self.adopt(record);
        self.control.fill(&typed, self.field.kind);
    }

    /// What it began with, and what it says now, as people read it.
    pub(super) fn told(&self) -> (String, String) {
        let was = match &self.base {
            Base::Said { shown, .. } => shown.as_str(),
            Base::Nothing | Base::Kept => "",
        };
        let now = self.control.words(self.field.kind);
        (self.in_words(was), self.in_words(&now))
    }

    /// Whether it began with what a record says.
    pub(super) fn begins(&self) -> bool {
        matches!(self.base, Base::Said { .. })
    }

    /// Roles to be picked by name.
    pub(super) fn offer(&mut self, roles: &[Role]) {
        if self.field.kind == Kind::Roles {
            self.control.offer(roles);
        }
    }

    /// Whether it is a secret that stays as it is.
    pub fn is_kept(&self) -> bool {
        matches!(self.base, Base::Kept) && !self.field.required && !self.is_filled()
    }

    /// How many characters were typed, and how many there may be.
    pub fn count(&self) -> Option<(usize, usize)> {
        let limit = self.field.limit()?;
        let length = self.control.words(self.field.kind).chars().count();
        Some((length, limit))
    }

    /// Takes a key that means nothing to the form.
    pub(super) fn input(&mut self, event: KeyEvent, now: Timestamp) {
        self.control.input(event, self.field.kind);
        self.look(now);
    }

    /// Takes pasted text.
    pub(super) fn paste(&mut self, text: &str, now: Timestamp) {
        self.control.paste(text, self.field.kind);
        self.look(now);
    }

    /// Takes a text in the place of what was typed. Where there is one line, its lines are joined.
    pub(super) fn replace(&mut self, text: &str, now: Timestamp) {
        let text = text.trim_end_matches(['\r', '\n']).replace("\r\n", "\n");
        let text = match &self.control {
            Control::Text {
                multi_line: false, ..
            } => text.replace('\n', " "),
            Control::Text { .. } | Control::Choice(_) | Control::Ticks(_) | Control::Flag(_) => {
                text
            }
        };
        self.control.fill(&text, self.field.kind);
        self.look(now);
    }

    /// Looks at what was typed: what was wrong with it before is a thing of the past.
    pub(super) fn look(&mut self, now: Timestamp) {
        self.error = None;
        let typed = self.control.value(self.field.kind);
        self.verdict = self.field.judge(&typed, now);
        self.preview = self.field.preview(&typed, now);
    }

    /// Whether the value differs from what the record says; one that is not known differs as soon as it is given.
    pub(super) fn is_changed(&self) -> bool {
        match &self.base {
            Base::Said { words, .. } => self.control.words(self.field.kind) != *words,
            Base::Nothing | Base::Kept => self.is_filled(),
        }
    }

    pub(super) fn is_filled(&self) -> bool {
        !self.control.words(self.field.kind).is_empty()
    }

    /// The change in words: what was, and what is to be. Of JSON, the lines that differ.
    pub(super) fn changes(&self) -> Vec<Clean> {
        let before = match &self.base {
            Base::Said { shown, .. } => shown.as_str(),
            Base::Nothing => "",
            Base::Kept => "not shown",
        };
        let after = if self.field.is_secret() {
            "••••••".to_owned()
        } else {
            self.control.words(self.field.kind)
        };
        self.difference(before, &after)
    }

    /// What was given, in words.
    pub(super) fn given(&self) -> Option<Clean> {
        let words = self.control.words(self.field.kind);
        let words = match (self.field.kind, words.as_str()) {
            (_, "") => return None,
            (Kind::Secret { .. }, _) => "••••••".to_owned(),
            (Kind::Flag, "true") => "yes".to_owned(),
            (Kind::Flag, _) => "no".to_owned(),
            (Kind::Money, text) => format!("${}", self.field.tidied(text)),
            (_, text) => text.replace('\n', ", "),
        };
        Some(format!("{}: {words}", self.field.label).into())
    }

    /// The value that the record had, and the way back to it in words; `None` where it is not known, or can't be sent.
    pub(super) fn before(&self, now: Timestamp) -> Option<(Argument, Vec<Clean>)> {
        let Base::Said { shown, value, .. } = &self.base else {
            return None;
        };
        let argument = if value.trim().is_empty() {
            self.emptied().ok()?
        } else {
            self.field.typed(value, now).ok()?
        };
        let now = self.control.words(self.field.kind);
        Some((argument, self.difference(&now, shown)))
    }

    fn difference(&self, before: &str, after: &str) -> Vec<Clean> {
        let label = self.field.label;
        if self.field.kind == Kind::Json {
            return differing(label, before, after);
        }
        vec![Clean::from(format!(
            "{label}: {} → {}",
            self.in_words(before),
            self.in_words(after)
        ))]
    }

    fn in_words(&self, text: &str) -> String {
        match (text, self.field.kind) {
            ("", _) => "nothing".to_owned(),
            (text, Kind::Money) => format!("${}", self.field.tidied(text)),
            (text, _) => text.replace('\n', ", "),
        }
    }

    /// The value as the catalogue wants it; `None` when nothing was given and nothing has to be.
    pub(super) fn value(&self, now: Timestamp) -> Result<Option<Argument>, String> {
        let typed = self.control.value(self.field.kind);
        if !typed.trim().is_empty() {
            return self.field.typed(&typed, now).map(Some);
        }
        let was_there = matches!(&self.base, Base::Said { words, .. } if !words.is_empty());
        match (self.field.required, was_there) {
            (true, _) => Err("This is needed".to_owned()),
            (false, true) => self.emptied().map(Some),
            (false, false) => Ok(None),
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

    /// What was there was taken away: that is sent where the vendor has a value for nothing.
    fn emptied(&self) -> Result<Argument, String> {
        let nothing = match self.field.kind {
            Kind::Text { .. } => Argument::Text(String::new()),
            Kind::Ticks(_) | Kind::Texts => Argument::Texts(Vec::new()),
            Kind::Integers | Kind::Roles => Argument::Integers(Vec::new()),
            Kind::Email { .. }
            | Kind::Secret { .. }
            | Kind::Digits
            | Kind::Money
            | Kind::Duration
            | Kind::Json
            | Kind::Choice(_)
            | Kind::Flag
            | Kind::Integer
            | Kind::Time
            | Kind::Date
            | Kind::Made => return Err("can't be emptied, only changed".to_owned()),
        };
        self.field.check(&nothing).map(|()| nothing)
    }

    fn begin(&mut self, said: &str) {
        let shown = self.field.as_typed(said);
        self.control.fill(&shown, self.field.kind);
        self.base = self.said(Some(shown));
    }

    fn begin_with_roles(&mut self, roles: &[Role]) {
        self.control.offer(roles);
        let ids: Vec<_> = roles.iter().map(|role| role.id.to_string()).collect();
        self.control.fill(&ids.join(","), self.field.kind);
        self.base = self.said(None);
    }

    /// What the control says now, as the beginning.
    fn said(&self, shown: Option<String>) -> Base {
        let kind = self.field.kind;
        let words = self.control.words(kind);
        Base::Said {
            shown: shown.unwrap_or_else(|| words.clone()),
            value: self.control.value(kind),
            words,
        }
    }
}

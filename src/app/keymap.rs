use std::{collections::BTreeMap, fmt};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use serde::Deserialize;
use thiserror::Error;

use super::{Action, ProgramAction};
use crate::domain::Clean;

/// The default keys, as shipped.
const DEFAULT: &str = include_str!("../../assets/keymap.toml");

/// Which keys do what, by the place where the person is.
#[derive(Clone, Debug)]
pub struct Keymap(BTreeMap<Context, Vec<Binding>>);

/// One or more keys, pressed one after another, and what they do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The keys in order.
    pub keys: Vec<Key>,
    /// What they do.
    pub action: Action,
}

/// The places that have keys of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Context {
    /// Everywhere, also in text fields: they can't be swallowed.
    Global,
    /// Every pane's table.
    List,
    /// The pane of users.
    Users,
    /// The pane of organizations.
    Organizations,
    /// The pane of invitations.
    Invitations,
    /// The pane of credentials.
    Credentials,
    /// The detail, when it has the focus.
    Detail,
    /// The filter, while it is typed.
    Filter,
    /// A form.
    Form,
    /// A question with yes and no.
    Confirm,
    /// A question that wants a name typed.
    Typed,
    /// The question at quitting while something waits.
    Leave,
    /// The help.
    Help,
    /// The operations, to be searched and chosen.
    Palette,
    /// What an operation answered.
    Answer,
    /// A whole reply as JSON.
    Json,
    /// The set-up of the second factor.
    Totp,
}

impl Context {
    /// The place in words, as a heading of the help.
    pub const fn words(self) -> &'static str {
        match self {
            Context::Global => "Everywhere",
            Context::List => "In a table",
            Context::Users => "Users",
            Context::Organizations => "Organizations",
            Context::Invitations => "Invitations",
            Context::Credentials => "Credentials",
            Context::Detail => "In the detail",
            Context::Filter => "While filtering",
            Context::Form => "In a form",
            Context::Confirm => "At a question",
            Context::Typed => "At a question that wants a name",
            Context::Leave => "At quitting",
            Context::Help => "In the help",
            Context::Palette => "In the list of operations",
            Context::Answer => "In an answer",
            Context::Json => "In a reply as JSON",
            Context::Totp => "While two-factor is set up",
        }
    }
}

/// A key with its modifiers, in one spelling however the terminal reports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    modifiers: KeyModifiers,
}

/// What a sequence of keys means in some contexts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// It does this.
    Action(Action),
    /// It is the beginning of something.
    Prefix,
    /// It means nothing.
    Nothing,
}

/// Why a table of keys can't be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("keys.{context}.\"{keys}\": {reason}")]
pub struct KeymapError {
    context: Clean,
    keys: Clean,
    reason: &'static str,
}

impl Keymap {
    /// The shipped keys with the person's own laid over them.
    ///
    /// # Errors
    /// Names the first entry whose context, key or action does not exist.
    pub fn new(own: &toml::Table) -> Result<Self, KeymapError> {
        let mut keymap = Self(BTreeMap::new());
        let shipped = DEFAULT.parse::<toml::Table>().unwrap_or_default();
        keymap.lay_over(&shipped)?;
        keymap.lay_over(own)?;
        let quits = |binding: &Binding| binding.action == Action::Program(ProgramAction::Quit);
        if keymap.bindings(Context::Global).iter().any(quits) {
            return Ok(keymap);
        }
        Err(KeymapError {
            context: Clean::from("global"),
            keys: Clean::from("ctrl-c"),
            reason: "some key must quit from everywhere",
        })
    }

    /// What `keys` mean in the first of `contexts` that knows them.
    pub fn meaning(&self, contexts: &[Context], keys: &[Key]) -> Meaning {
        let mut prefix = false;
        for binding in contexts.iter().flat_map(|context| self.bindings(*context)) {
            if binding.keys == keys {
                return Meaning::Action(binding.action);
            }
            prefix |= binding.keys.starts_with(keys);
        }
        if prefix {
            Meaning::Prefix
        } else {
            Meaning::Nothing
        }
    }

    /// The bindings of one context, in no particular order.
    pub fn bindings(&self, context: Context) -> &[Binding] {
        self.0.get(&context).map_or(&[], Vec::as_slice)
    }

    /// How to press for an action, in words; `None` when no key does it.
    pub fn keys_for(&self, contexts: &[Context], action: Action) -> Option<String> {
        let bindings = contexts.iter().flat_map(|context| self.bindings(*context));
        let shortest = bindings
            .filter(|binding| binding.action == action)
            .map(Binding::words);
        shortest.min_by_key(|words| (words.chars().count(), words.clone()))
    }

    fn lay_over(&mut self, table: &toml::Table) -> Result<(), KeymapError> {
        for (context, entries) in table {
            let error = |keys: &str, reason| KeymapError {
                context: Clean::new(context),
                keys: Clean::new(keys),
                reason,
            };
            let place = Context::deserialize(toml::Value::from(context.as_str()))
                .map_err(|_| error("", "there is no such place"))?;
            let entries = entries
                .as_table()
                .ok_or_else(|| error("", "a table of keys belongs here"))?;
            for (text, action) in entries {
                let keys = text
                    .split_whitespace()
                    .map(Key::parse)
                    .collect::<Option<Vec<_>>>()
                    .filter(|keys| !keys.is_empty())
                    .ok_or_else(|| error(text, "there is no such key"))?;
                let bindings = self.0.entry(place).or_default();
                bindings.retain(|binding| binding.keys != keys);
                if action.as_str() == Some("none") {
                    continue;
                }
                let action = action
                    .as_str()
                    .and_then(Action::named)
                    .ok_or_else(|| error(text, "there is no such action"))?;
                bindings.push(Binding { keys, action });
            }
        }
        Ok(())
    }
}

impl Binding {
    /// The keys as people write them: `gg`, `ctrl-d`.
    pub fn words(&self) -> String {
        self.keys.iter().map(ToString::to_string).collect()
    }
}

impl Key {
    /// The key that an event reports.
    pub fn new(event: &KeyEvent) -> Self {
        Self::normal(event.code, event.modifiers)
    }

    /// Reads `j`, `G`, `ctrl-d`, `pagedown`, `f1`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut modifiers = KeyModifiers::NONE;
        let mut rest = text;
        loop {
            let (modifier, tail) = match rest.split_once('-') {
                Some(("ctrl", tail)) => (KeyModifiers::CONTROL, tail),
                Some(("alt", tail)) => (KeyModifiers::ALT, tail),
                Some(("shift", tail)) => (KeyModifiers::SHIFT, tail),
                Some(_) | None => break,
            };
            modifiers |= modifier;
            rest = tail;
        }
        Some(Self::normal(code(rest)?, modifiers))
    }

    /// One spelling: `G` and not shift-g, back-tab without shift, no lock keys.
    fn normal(code: KeyCode, modifiers: KeyModifiers) -> Self {
        let mut modifiers =
            modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        let code = match code {
            KeyCode::Char(c) => {
                let c = if modifiers.contains(KeyModifiers::SHIFT) {
                    c.to_ascii_uppercase()
                } else {
                    c
                };
                modifiers.remove(KeyModifiers::SHIFT);
                KeyCode::Char(c)
            }
            KeyCode::BackTab => {
                modifiers.remove(KeyModifiers::SHIFT);
                KeyCode::BackTab
            }
            KeyCode::Tab if modifiers.contains(KeyModifiers::SHIFT) => {
                modifiers.remove(KeyModifiers::SHIFT);
                KeyCode::BackTab
            }
            other => other,
        };
        Self { code, modifiers }
    }
}

const NAMES: [(&str, KeyCode); 15] = [
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("backtab", KeyCode::BackTab),
    ("space", KeyCode::Char(' ')),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
];

fn code(name: &str) -> Option<KeyCode> {
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return Some(KeyCode::Char(c));
    }
    let function = || {
        name.strip_prefix('f')?
            .parse()
            .ok()
            .filter(|n| (1..=24).contains(n))
            .map(KeyCode::F)
    };
    NAMES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, code)| *code)
        .or_else(function)
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = [
            (KeyModifiers::CONTROL, "ctrl-"),
            (KeyModifiers::ALT, "alt-"),
            (KeyModifiers::SHIFT, "shift-"),
        ];
        for (modifier, name) in names {
            if self.modifiers.contains(modifier) {
                f.write_str(name)?;
            }
        }
        match (NAMES.iter().find(|(_, code)| *code == self.code), self.code) {
            (Some((name, _)), _) => f.write_str(name),
            (None, KeyCode::Char(c)) => write!(f, "{c}"),
            (None, KeyCode::F(n)) => write!(f, "f{n}"),
            (None, other) => write!(f, "{other}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Motion;

    fn own(text: &str) -> Result<Keymap, KeymapError> {
        Keymap::new(&text.parse().unwrap())
    }

    #[test]
    fn the_shipped_keys_can_be_read() {
        let keymap = Keymap::new(&toml::Table::new()).unwrap();
        let key = |text| Key::parse(text).unwrap();
        let list = [Context::List];
        assert_eq!(
            keymap.meaning(&list, &[key("j")]),
            Meaning::Action(Action::Move(Motion::Down))
        );
        assert_eq!(keymap.meaning(&list, &[key("g")]), Meaning::Prefix);
        assert_eq!(
            keymap.meaning(&list, &[key("g"), key("g")]),
            Meaning::Action(Action::Move(Motion::First))
        );
        assert_eq!(keymap.meaning(&list, &[key("ctrl-q")]), Meaning::Nothing);
        assert_eq!(
            keymap
                .keys_for(&list, Action::Move(Motion::First))
                .as_deref(),
            Some("gg")
        );
    }

    #[test]
    fn a_capital_is_one_key_however_the_terminal_reports_it() {
        let plain = KeyEvent::new(KeyCode::Char('G'), KeyModifiers::NONE);
        let shifted = KeyEvent::new(KeyCode::Char('g'), KeyModifiers::SHIFT);
        assert_eq!(Key::new(&plain), Key::new(&shifted));
        assert_eq!(Key::new(&plain).to_string(), "G");
    }

    #[test]
    fn own_keys_lie_over_the_shipped_ones() {
        let keymap = own("[list]\nJ = \"page-down\"\nj = \"none\"").unwrap();
        let key = |text| Key::parse(text).unwrap();
        assert_eq!(
            keymap.meaning(&[Context::List], &[key("J")]),
            Meaning::Action(Action::Move(Motion::PageDown))
        );
        assert_eq!(
            keymap.meaning(&[Context::List], &[key("j")]),
            Meaning::Nothing
        );
    }

    #[test]
    fn a_wrong_entry_is_named() {
        let message = |text| own(text).unwrap_err().to_string();
        assert_eq!(
            message("[list]\nj = \"fly\""),
            "keys.list.\"j\": there is no such action"
        );
        assert_eq!(
            message("[list]\nhyper-j = \"down\""),
            "keys.list.\"hyper-j\": there is no such key"
        );
        assert_eq!(
            message("[global]\nctrl-c = \"none\""),
            "keys.global.\"ctrl-c\": some key must quit from everywhere"
        );
        assert_eq!(
            message("[moon]\nj = \"down\""),
            "keys.moon.\"\": there is no such place"
        );
    }
}

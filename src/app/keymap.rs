use std::collections::BTreeMap;

use serde::Deserialize;

use super::Action;
use crate::domain::{Mistake, Sheet};

mod key;
mod own;

pub use key::Key;

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
    /// The same as people write them: `gg`, `ctrl-d`.
    pub words: String,
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
    /// The list of people to invite.
    Invite,
    /// A form's choice, ticks or flag: whatever has the focus and is no text.
    Control,
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
    /// Signing in.
    SignIn,
    /// The columns, to be chosen.
    Columns,
    /// What the vendors narrow down.
    Narrow,
    /// What is written into a file.
    Export,
    /// A question whether a file is replaced.
    Replace,
    /// The requests of this run.
    Log,
    /// One request.
    Request,
    /// The notices of this run.
    History,
    /// The journal of changes.
    Changes,
    /// A question about fields that somebody else changed too.
    Conflict,
}

impl Context {
    /// All places, in the order of the help.
    pub const ALL: [Context; 29] = [
        Context::Users,
        Context::Organizations,
        Context::Invitations,
        Context::Credentials,
        Context::List,
        Context::Detail,
        Context::Filter,
        Context::Form,
        Context::SignIn,
        Context::Control,
        Context::Confirm,
        Context::Typed,
        Context::Leave,
        Context::Palette,
        Context::Answer,
        Context::Json,
        Context::Totp,
        Context::Invite,
        Context::Columns,
        Context::Narrow,
        Context::Export,
        Context::Replace,
        Context::Log,
        Context::Request,
        Context::History,
        Context::Changes,
        Context::Conflict,
        Context::Help,
        Context::Global,
    ];

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
            Context::Invite => "While inviting",
            Context::Control => "At a choice of a form",
            Context::Confirm => "At a question",
            Context::Typed => "At a question that wants a name",
            Context::Leave => "At quitting",
            Context::Help => "In the help",
            Context::Palette => "In the list of operations",
            Context::Answer => "In an answer",
            Context::Json => "In a reply as JSON",
            Context::Totp => "While two-factor is set up",
            Context::SignIn => "At signing in",
            Context::Columns => "In the columns",
            Context::Narrow => "In the vendors' filter",
            Context::Export => "In the export",
            Context::Replace => "Where a file is there already",
            Context::Log => "In the request log",
            Context::Request => "At a request",
            Context::History => "In the notice history",
            Context::Changes => "In the journal of changes",
            Context::Conflict => "Where somebody else changed the same",
        }
    }

    /// The same as an answer to where: `in the pane of users`.
    pub fn where_it_is(self) -> String {
        let words = self.words().to_lowercase();
        let is_pane = matches!(
            self,
            Context::Users | Context::Organizations | Context::Invitations | Context::Credentials
        );
        if is_pane {
            format!("in the pane of {words}")
        } else {
            words
        }
    }
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

impl Keymap {
    /// The shipped keys with the person's own laid over them, sheet by sheet, and what in those makes no sense: the rest
    /// counts all the same.
    pub fn new(own: &[Sheet]) -> (Self, Vec<Mistake>) {
        let mut keymap = Self(BTreeMap::new());
        keymap.lay_over(&Sheet::new("the shipped keys", DEFAULT));
        let shipped = keymap.clone();
        let mut mistakes = Vec::new();
        let mut written = Vec::new();
        for sheet in own {
            let (bindings, wrong) = keymap.lay_over(sheet);
            mistakes.extend(wrong);
            written.extend(bindings.into_iter().map(|binding| (sheet, binding)));
        }
        mistakes.extend(keymap.keep_a_way_out(&shipped, own));
        for (sheet, written) in &written {
            mistakes.extend(keymap.out_of_reach(&shipped, sheet, written));
        }
        (keymap, mistakes)
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
        let words = self.doing(contexts, action).map(|binding| &binding.words);
        words
            .min_by_key(|words| (words.chars().count(), *words))
            .cloned()
    }

    /// How to press for an action in every list; nothing where no key does it.
    pub fn in_lists(&self, action: Action) -> String {
        self.keys_for(&[Context::List], action).unwrap_or_default()
    }

    /// Whether any key does it.
    pub fn has_keys_for(&self, contexts: &[Context], action: Action) -> bool {
        self.doing(contexts, action).next().is_some()
    }

    fn doing(&self, contexts: &[Context], action: Action) -> impl Iterator<Item = &Binding> {
        let bindings = contexts.iter().flat_map(|context| self.bindings(*context));
        bindings.filter(move |binding| binding.action == action)
    }
}

impl Binding {
    /// Keys that do something.
    pub fn new(keys: Vec<Key>, action: Action) -> Self {
        Self {
            words: keys.iter().map(ToString::to_string).collect(),
            keys,
            action,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Motion;

    #[test]
    fn the_help_has_every_place_that_has_keys() {
        let (keymap, _) = Keymap::new(&[]);
        for place in keymap.0.keys() {
            assert!(Context::ALL.contains(place), "{place:?}");
        }
    }

    #[test]
    fn the_shipped_keys_can_be_read() {
        let (keymap, mistakes) = Keymap::new(&[]);
        assert_eq!(mistakes, []);
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
}

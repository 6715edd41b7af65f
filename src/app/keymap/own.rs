use serde::Deserialize;

use super::{Binding, Context, Key, Keymap, Meaning};
use crate::{
    app::{Action, ProgramAction},
    domain::{Entry, Mistake, Sheet, Value, unknown},
};

/// Takes a key away.
const NOTHING: &str = "none";
/// The places of which one is in front.
const PANES: [Context; 4] = [
    Context::Users,
    Context::Organizations,
    Context::Invitations,
    Context::Credentials,
];

/// A key that a person bound, and where they wrote it.
#[derive(Debug)]
pub(super) struct Written {
    context: Context,
    binding: Binding,
    at: usize,
}

impl Keymap {
    /// Takes over what a sheet says, and answers what it bound and what makes no sense.
    pub(super) fn lay_over(&mut self, sheet: &Sheet) -> (Vec<Written>, Vec<Mistake>) {
        let (tables, mut mistakes) = sheet.entries();
        let mut written = Vec::new();
        for table in tables {
            let context = Context::deserialize(toml::Value::from(table.name.as_str()));
            let (Ok(context), Value::Table(entries)) = (&context, &table.value) else {
                mistakes.push(match context {
                    Ok(_) => sheet.mistake(table.value_at, "a table of keys belongs here"),
                    Err(_) => sheet.mistake(table.at, no_such_place(&table.name)),
                });
                continue;
            };
            for entry in entries {
                match self.take(*context, entry) {
                    Ok(binding) => written.extend(binding),
                    Err((at, words)) => mistakes.push(sheet.mistake(at, words)),
                }
            }
        }
        (written, mistakes)
    }

    /// Takes over one line: its keys and what they do.
    fn take(
        &mut self,
        context: Context,
        entry: &Entry,
    ) -> Result<Option<Written>, (usize, String)> {
        let keys: Option<Vec<_>> = entry.name.split_whitespace().map(Key::parse).collect();
        let keys = keys.filter(|keys| !keys.is_empty()).ok_or_else(|| {
            let words = "write one as \"j\", \"G\", \"ctrl-d\", \"f1\" or \"pagedown\"";
            (
                entry.at,
                format!("there is no key \"{}\": {words}", entry.name),
            )
        })?;
        let Value::Text(name) = &entry.value else {
            let words = "the name of an action belongs here, in quotes";
            return Err((entry.value_at, words.to_owned()));
        };
        let action = Action::named(name);
        if action.is_none() && name != NOTHING {
            return Err((entry.value_at, no_such_action(name)));
        }
        let bindings = self.0.entry(context).or_default();
        bindings.retain(|binding| binding.keys != keys);
        let Some(action) = action else {
            return Ok(None);
        };
        let binding = Binding::new(keys, action);
        bindings.push(binding.clone());
        Ok(Some(Written {
            context,
            binding,
            at: entry.at,
        }))
    }

    /// Some key must quit from everywhere: where a person took it away, the shipped ones are put back.
    pub(super) fn keep_a_way_out(&mut self, shipped: &Self, own: &[Sheet]) -> Option<Mistake> {
        let quits = |binding: &&Binding| binding.action == Action::Program(ProgramAction::Quit);
        if self.bindings(Context::Global).iter().any(|it| quits(&it)) {
            return None;
        }
        let kept: Vec<_> = shipped
            .bindings(Context::Global)
            .iter()
            .filter(quits)
            .cloned()
            .collect();
        let words = kept
            .first()
            .map(|binding| binding.words.clone())
            .unwrap_or_default();
        let bindings = self.0.entry(Context::Global).or_default();
        bindings.retain(|binding| kept.iter().all(|quit| quit.keys != binding.keys));
        bindings.extend(kept);
        let (sheet, at) = own
            .iter()
            .rev()
            .find_map(|sheet| Some((sheet, global(sheet)?)))?;
        let words = format!("some key must quit from everywhere: {words} does so again");
        Some(sheet.mistake(at, words))
    }

    /// Whether a key that was bound can be reached, and whether it leaves in reach what is shipped.
    pub(super) fn out_of_reach(
        &self,
        shipped: &Self,
        sheet: &Sheet,
        written: &Written,
    ) -> Option<Mistake> {
        let Written {
            context,
            binding,
            at,
        } = written;
        if !self.bindings(*context).contains(binding) {
            return None;
        }
        if !self.reaches(*context, binding) {
            let first = self.before(*context, binding).unwrap_or_default();
            return Some(sheet.mistake(*at, format!("this can never be reached: {first}")));
        }
        let hidden = shipped.bindings(*context).iter().find(|other| {
            let longer =
                other.keys.len() > binding.keys.len() && other.keys.starts_with(&binding.keys);
            longer && self.bindings(*context).contains(other)
        })?;
        let words = format!(
            "this hides {}, which can never be reached any more: take that away with \"{NOTHING}\"",
            hidden.described()
        );
        Some(sheet.mistake(*at, words))
    }

    /// Whether there is a place where these keys do what they are bound to.
    fn reaches(&self, context: Context, binding: &Binding) -> bool {
        places(context).iter().any(|place| {
            let does = self.meaning(place, &binding.keys) == Meaning::Action(binding.action);
            does && self.beginning(place, &binding.keys).is_none()
        })
    }

    /// What happens before the last of some keys is pressed, and with which.
    fn beginning(&self, place: &[Context], keys: &[Key]) -> Option<Binding> {
        let beginnings = (1..keys.len()).filter_map(|count| keys.get(..count));
        beginnings
            .into_iter()
            .find_map(|keys| match self.meaning(place, keys) {
                Meaning::Action(action) => Some(Binding::new(keys.to_vec(), action)),
                Meaning::Prefix | Meaning::Nothing => None,
            })
    }

    /// What comes first where a binding can't be reached.
    fn before(&self, context: Context, binding: &Binding) -> Option<String> {
        places(context).iter().find_map(|place| {
            let first = self.beginning(place, &binding.keys).or_else(|| {
                match self.meaning(place, &binding.keys) {
                    Meaning::Action(action) => Some(Binding::new(binding.keys.clone(), action)),
                    Meaning::Prefix | Meaning::Nothing => None,
                }
            });
            first.map(|first| format!("{} comes first", first.described()))
        })
    }
}

impl Binding {
    fn described(&self) -> String {
        format!("{} ({})", self.words, self.action.name())
    }
}

/// The contexts that count together with one, in the order in which the program asks them.
fn places(context: Context) -> Vec<Vec<Context>> {
    let in_list = |pane| vec![Context::Global, pane, Context::List];
    let in_detail = |pane| vec![Context::Global, Context::Detail, pane];
    if PANES.contains(&context) {
        vec![in_list(context), in_detail(context)]
    } else if context == Context::List {
        PANES.map(in_list).into()
    } else if context == Context::Detail {
        PANES.map(in_detail).into()
    } else {
        vec![vec![Context::Global, context]]
    }
}

/// Where a sheet speaks of the keys that work everywhere.
fn global(sheet: &Sheet) -> Option<usize> {
    let (tables, _) = sheet.entries();
    let table = tables.into_iter().find(|table| table.name == "global")?;
    match &table.value {
        Value::Table(entries) => entries.first().map(|entry| entry.at),
        Value::Text(_) | Value::Texts(_) | Value::Other => None,
    }
}

fn no_such_place(written: &str) -> String {
    let (shipped, _) = Sheet::new("", super::DEFAULT).entries();
    unknown(
        "place",
        written,
        shipped.iter().map(|table| table.name.as_str()),
    )
}

fn no_such_action(written: &str) -> String {
    unknown(
        "action",
        written,
        Action::all().map(Action::name).chain([NOTHING]),
    )
}

#[cfg(test)]
mod tests;

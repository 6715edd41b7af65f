//! The words of a question about changes: what is told of each, and what people must know.

use super::{App, Draft, Tab};
use crate::{api::koyeb, domain::Clean};

impl App {
    /// What people must know of some changes besides the operation's own warning.
    pub(super) fn remarks(&self, drafts: &[Draft]) -> Vec<Clean> {
        let remarks = [self.hidden(drafts), self.first_step(drafts)];
        remarks.into_iter().flatten().collect()
    }

    /// That some of the records are not on screen, because the filter hides them.
    fn hidden(&self, drafts: &[Draft]) -> Option<Clean> {
        let keys = drafts.iter().filter_map(|draft| draft.target.as_ref());
        let keys: Vec<_> = keys.collect();
        let words = match (self.panes.grid().hidden(&keys), drafts.len()) {
            (0, _) => return None,
            (_, 1) => "Its row is not shown by the filter.".to_owned(),
            (1, _) => "1 of them is not shown by the filter.".to_owned(),
            (hidden, _) => format!("{hidden} of them are not shown by the filter."),
        };
        Some(words.into())
    }

    /// What is done first, because the session must outlive the change.
    fn first_step(&self, drafts: &[Draft]) -> Option<Clean> {
        let first = drafts.iter().find_map(|draft| self.before(draft));
        first.map(|first| {
            let step = if *first.operation == koyeb::SWITCH_ORGANIZATION {
                format!("switches into {}", first.name)
            } else {
                "leaves its scope".to_owned()
            };
            Clean::from(format!(
                "You work in this organization: usher first {step}, so that your session outlives it."
            ))
        })
    }

    /// Changes, each with the words for its record: what people call it, and if it is the only one also what the vendor
    /// calls it.
    pub(super) fn with_words(&self, drafts: Vec<Draft>) -> Vec<(Draft, Clean)> {
        let alone = drafts.len() == 1;
        let whom = |draft: Draft| {
            let words = self.whom(&draft, alone);
            (draft, words)
        };
        drafts.into_iter().map(whom).collect()
    }

    fn whom(&self, draft: &Draft, alone: bool) -> Clean {
        let provider = draft.operation.provider;
        let Some(key) = &draft.target else {
            let provider = if alone {
                format!(", {provider}")
            } else {
                String::new()
            };
            return format!("{}{provider}", draft.name).into();
        };
        let grids = || Tab::ALL.into_iter().map(|tab| self.panes.get(tab).grid());
        let name = grids().find_map(|grid| grid.name(key));
        let name = name.filter(|name| *name != draft.name);
        if !alone {
            let aside = grids().find_map(|grid| grid.aside(key));
            let aside = aside.filter(|aside| *aside != draft.name);
            let words = [name, Some(draft.name.clone()), aside];
            let words: Vec<_> = words.iter().flatten().map(Clean::raw).collect();
            return words.join(", ").into();
        }
        let name = name.map_or(String::new(), |name| format!("{name}, "));
        let id = key.id_line();
        format!("{name}{}, {provider} {id}", draft.name).into()
    }
}

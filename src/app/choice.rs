use std::time::Duration;

use super::{
    Answer, App, Choice, Draft, Effect, Form, Overlay, Palette, Running, changes::read_only,
};
use crate::{
    api::{self, CallId, Detail, Guard, Operation, Session},
    domain::Clean,
};

/// How long secrets are shown.
const REVEALED: Duration = Duration::from_secs(15);

impl App {
    /// All operations, to be searched.
    pub(super) fn open_palette(&mut self) {
        let choices = api::catalogue()
            .map(|operation| self.choice_of(operation))
            .collect();
        self.overlays
            .push(Overlay::Palette(Palette::new("Operations", choices)));
    }

    /// What can be done to the record under the cursor.
    pub(super) fn open_actions(&mut self) {
        let grid = self.panes.grid();
        let about = |operation: &&'static Operation| {
            operation.guard != Guard::Read && grid.addressed(operation).is_some()
        };
        let choices: Vec<_> = api::catalogue()
            .filter(about)
            .map(|operation| self.choice_of(operation))
            .collect();
        let undo_key = self.undo_key();
        let name = grid
            .selection(&self.facts(&undo_key))
            .map(|selection| selection.name);
        let title = name.unwrap_or_else(|| Clean::from("Nothing is chosen"));
        self.overlays
            .push(Overlay::Palette(Palette::new(title, choices)));
    }

    /// Some operations to choose from.
    pub(super) fn open_choices(&mut self, title: &'static str, operations: &[&'static Operation]) {
        let choices = operations
            .iter()
            .map(|operation| self.choice_of(operation))
            .collect();
        self.overlays
            .push(Overlay::Palette(Palette::new(title, choices)));
    }

    /// An operation was chosen: what it needs to know is asked, unless the record under the cursor tells it all.
    pub(super) fn choose(&mut self, operation: &'static Operation) -> Vec<Effect> {
        let addressed = self.panes.grid().addressed(operation);
        let (arguments, target) = match addressed {
            Some(addressed) => (addressed.arguments, Some((addressed.key, addressed.name))),
            None => (api::Arguments::NONE, None),
        };
        let intro = match &target {
            Some((_, name)) => format!("{}: {name}", operation.provider),
            None => operation.provider.to_string(),
        };
        let form = Form::about(operation, intro, arguments.clone(), target.clone());
        if !form.fields.is_empty() {
            self.overlays.push(Overlay::Form(form));
            return Vec::new();
        }
        let (target, name) = target.map_or((None, Clean::from(operation.title)), |(key, name)| {
            (Some(key), name)
        });
        self.submit(vec![Draft {
            operation,
            arguments,
            target,
            name,
            asked: true,
        }])
    }

    /// Shows what an operation answered; the form that asked for it has done its work.
    pub(super) fn show_answer(&mut self, id: CallId, running: &Running, detail: Detail) {
        self.overlays
            .retain(|overlay| !matches!(overlay, Overlay::Form(form) if form.sending == Some(id)));
        self.overlays.push(Overlay::Answer(Answer::new(
            running.operation.title,
            detail,
        )));
    }

    /// Shows the secrets of the answer on top, for a while.
    pub(super) fn reveal(&mut self) {
        if let Some(Overlay::Answer(answer)) = self.overlays.last_mut() {
            answer.revealed_until = Some(self.now.uptime + REVEALED);
        }
    }

    /// Masks what has been shown long enough.
    pub(super) fn mask_again(&mut self) {
        let over = |until: &mut Duration| *until <= self.now.uptime;
        for overlay in &mut self.overlays {
            if let Overlay::Answer(answer) = overlay {
                answer.revealed_until.take_if(over);
            }
        }
    }

    /// When secrets that are shown are masked again.
    pub(super) fn revealed_until(&self) -> Option<Duration> {
        let until = self.overlays.iter().filter_map(|overlay| match overlay {
            Overlay::Answer(answer) => answer.revealed_until,
            Overlay::Help(_)
            | Overlay::Form(_)
            | Overlay::Confirm(_)
            | Overlay::Leave(_)
            | Overlay::Palette(_) => None,
        });
        until.min()
    }

    fn choice_of(&self, operation: &'static Operation) -> Choice {
        Choice {
            operation,
            blocked: self.blocked(operation),
        }
    }

    /// Why an operation can't be done now.
    fn blocked(&self, operation: &'static Operation) -> Option<Clean> {
        if self.options.read_only && (operation.method.writes() || operation.guard != Guard::Read) {
            return Some(read_only().text);
        }
        if let Session::Absent(why) = self.accounts.session(operation.provider)
            && operation.auth != api::Auth::Public
        {
            return Some(why.clone());
        }
        self.panes
            .grid()
            .addressed(operation)?
            .refusal
            .map(Clean::from)
    }
}

//! What follows when it is known whether a change was made, or when nothing tells.

use super::{
    LOOKS, Open, Stage,
    witness::{Verdict, deletes},
};
use crate::{
    api::{Finding, Operation},
    app::{App, Effect, Notice, Overlay, Tab},
    domain::{Clean, Key},
};

impl App {
    /// A list tells of a record that what was unconfirmed of it was made.
    pub(in crate::app) fn settle_by_row(
        &mut self,
        key: &Key,
        operation: &Operation,
    ) -> Vec<Effect> {
        let is_it = |open: &Open| {
            let is_open = !matches!(open.stage, Stage::Settling(_));
            is_open && open.target() == Some(key) && open.operation == Some(operation)
        };
        match self.unconfirmed.open.iter().position(is_it) {
            Some(at) => self.conclude(at, Verdict::Made),
            None => Vec::new(),
        }
    }

    /// What was found out stands in the journal; or it can't, and stays open.
    pub(in crate::app) fn settled(
        &mut self,
        id: &str,
        written: Result<Finding, Clean>,
    ) -> Vec<Effect> {
        match written {
            Ok(_) => self.unconfirmed.open.retain(|open| &*open.change.id != id),
            Err(why) => {
                if let Some(open) = self.unconfirmed.find(id) {
                    open.stage = Stage::Idle;
                }
                self.say(Notice::bad(why));
            }
        }
        self.read_journal_again()
    }

    /// The person has seen that a change is unconfirmed.
    pub(in crate::app) fn seen(&mut self, id: &str) -> Vec<Effect> {
        let open = self.unconfirmed.open.iter();
        let at = open.zip(0..).find(|(open, _)| &*open.change.id == id);
        at.map(|(_, at)| at)
            .map_or_else(Vec::new, |at| vec![self.write_down(at, Finding::Seen)])
    }

    /// What follows from a look.
    pub(super) fn conclude(&mut self, at: usize, verdict: Verdict) -> Vec<Effect> {
        let uptime = self.now.uptime;
        let Some(open) = self.unconfirmed.open.get_mut(at) else {
            return Vec::new();
        };
        open.looks += 1;
        // What an earlier run sent has had its time.
        let next = LOOKS.get(open.looks).filter(|_| open.sent.is_some());
        match (verdict, next) {
            (Verdict::Made, _) => vec![self.settle_change(at, Finding::Made)],
            (_, Some(pause)) => {
                open.stage = Stage::Due(uptime + *pause);
                Vec::new()
            }
            (Verdict::NotMade, None) => vec![self.settle_change(at, Finding::NotMade)],
            (Verdict::Unclear, None) => {
                open.stage = Stage::Idle;
                Vec::new()
            }
        }
    }

    /// It is known now: the row, the form and what could be repeated learn of it.
    fn settle_change(&mut self, at: usize, finding: Finding) -> Effect {
        let sent = self.unconfirmed.open.get(at).and_then(|it| it.sent.clone());
        let title = self.unconfirmed.open.get(at).and_then(|it| it.operation);
        let title = title.map_or("The change", |operation| operation.title);
        let name = sent.as_ref().map(|sent| sent.name.clone());
        // What an earlier run sent is known by its id alone.
        let name = name.or_else(|| {
            let change = &self.unconfirmed.open.get(at)?.change;
            let id = change.target_line()?;
            Some(Clean::from(format!("with the id {}", id.raw())))
        });
        let name = name.filter(|name| name.as_str() != title);
        let name = name.map(|name| format!(" {name}")).unwrap_or_default();
        if let Some(sent) = &sent {
            self.calls.know(sent, finding);
            if finding == Finding::Made
                && deletes(sent.operation)
                && let Some(key) = &sent.target
            {
                for tab in Tab::ALL {
                    self.panes.get_mut(tab).grid_mut().remove(key);
                }
            }
            for overlay in &mut self.overlays {
                if let Overlay::Form(form) = overlay {
                    form.settle(sent.operation, finding);
                }
            }
        }
        self.say(match finding {
            Finding::NotMade => Notice::warning(format!("{title}{name}: it was not made")),
            Finding::Made | Finding::Seen => {
                Notice::good(format!("{title}{name}: it was made after all"))
            }
        });
        self.write_down(at, finding)
    }

    fn write_down(&mut self, at: usize, finding: Finding) -> Effect {
        self.set_stage(at, Stage::Settling(finding));
        let open = self.unconfirmed.open.get(at);
        let id = open.map(|open| open.change.id.clone());
        Effect::Settle(id.unwrap_or_default(), finding)
    }
}

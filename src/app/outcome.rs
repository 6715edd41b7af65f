//! What follows from a change: its record, the lists that it made stale, and what was waiting for it.

use super::{App, Effect, Notice, Offer, Row, Running, Tab, capital};
use crate::{
    api::{CallId, Method, Operation, Problem, Reason, Reply, Rows, koyeb},
    domain::{Clean, Direction, InvitationStatus, Key, Provider},
};

impl App {
    pub(super) fn succeeded(
        &mut self,
        id: CallId,
        mut running: Running,
        reply: Reply,
    ) -> Vec<Effect> {
        let undo = App::undo_after(&running, &reply).filter(|_| running.sequel.undo.is_some());
        if let Some(undo) = undo.or(running.sequel.undo.take()) {
            self.note_undo(&running, undo);
        }
        let mut effects = self.go_on_after(id, &mut running);
        let running = &running;
        self.accounts.sign_ins.made(&running.draft().id());
        if let Some(key) = &running.target {
            for tab in Tab::ALL {
                let grid = self.panes.get_mut(tab).grid_mut();
                grid.unmark(key);
                if running.operation.method == Method::Delete {
                    grid.remove(key);
                }
            }
        }
        self.overlays
            .retain(|overlay| overlay.sending() != Some(id));
        if effects.is_empty() && !self.one_succeeded(id) {
            let words = running.verb.done_to(&running.name);
            self.say(Notice::good(capital(&words)));
        }
        self.note_made(&running.draft(), keys(&reply));
        if let Reply::Page(page) = reply {
            self.notices.offer = joined(&page.rows).or(self.notices.offer.take());
            self.refresh(page.rows);
        } else if let Reply::Detail(detail) = reply
            && detail.given().next().is_some()
        {
            self.show_answer(id, running, detail);
        }
        if Self::signs_in(running.operation) {
            effects.extend(self.signed_in(running.operation.provider));
            return effects;
        }
        self.detail.renew(self.now.uptime);
        effects.extend(self.catch_up(running.operation));
        effects
    }

    /// A change of the session's organization holds at once, and what was waiting for it goes out.
    fn go_on_after(&mut self, id: CallId, running: &mut Running) -> Vec<Effect> {
        let mut effects = Vec::new();
        if *running.operation == koyeb::SWITCH_ORGANIZATION {
            self.switched(running);
        } else if *running.operation == koyeb::UNSCOPE_ORGANIZATION_TOKEN {
            self.accounts.organization = None;
        } else {
            return effects;
        }
        effects.push(self.ask_current_organization());
        if let Some(then) = running.sequel.then.take() {
            effects.push(self.start_then(id, *then, running.sequel.batch));
        }
        effects
    }

    /// From now on the session works in another organization, whatever becomes of asking for it.
    fn switched(&mut self, running: &Running) {
        let id = running.target.as_ref().map(|key| Clean::new(&key.id));
        if self.notices.offer.as_ref().map(|offer| &offer.id) == id.as_ref() {
            self.notices.offer = None;
        }
        self.accounts.organization = id.map(|id| (id, running.name.clone()));
    }

    pub(super) fn failed(
        &mut self,
        id: CallId,
        running: &Running,
        problem: Problem,
    ) -> Vec<Effect> {
        let is_aside = self.put_aside(id, running, &problem);
        let mut overlays = self.overlays.iter_mut();
        let overlay = overlays.find(|overlay| overlay.sending() == Some(id));
        if let Some(overlay) = overlay.filter(|_| !is_aside) {
            overlay.fail(&problem);
            self.note(Notice::bad(running.failure(&problem)));
        } else if !self.one_failed(id, running, &problem) {
            self.say(Notice::bad(running.failure(&problem)));
        }
        if problem.reason == Reason::Unconfirmed {
            self.spoil(running.operation);
        }
        let then = running.sequel.then.as_deref().cloned();
        self.calls
            .fail(&then.unwrap_or_else(|| running.draft()), problem);
        self.reload_stale(running.operation.provider)
    }

    /// Reads the lists again that a change makes stale, whoever made it.
    pub(super) fn catch_up(&mut self, operation: &Operation) -> Vec<Effect> {
        self.spoil(operation);
        self.reload_stale(operation.provider)
    }

    /// A change makes the lists stale that the catalogue names.
    fn spoil(&mut self, operation: &Operation) {
        let tabs = operation.reloads.iter().filter_map(|home| Tab::of(*home));
        self.panes.stale.extend(tabs);
    }

    /// Once no change runs any more, reads again what the changes made stale: once, not once for each.
    fn reload_stale(&mut self, provider: Provider) -> Vec<Effect> {
        if self.calls.is_changing() {
            return Vec::new();
        }
        let stale = std::mem::take(&mut self.panes.stale);
        Tab::ALL
            .into_iter()
            .filter(|tab| stale.contains(tab))
            .flat_map(|tab| self.reload(tab, Some(provider)))
            .collect()
    }
}

/// The records that an answer tells of.
fn keys(reply: &Reply) -> Vec<Key> {
    fn all<R: Row>(rows: &[R]) -> Vec<Key> {
        rows.iter().map(Row::key).collect()
    }
    match reply {
        Reply::Page(page) => match &page.rows {
            Rows::Users(rows) => all(rows),
            Rows::Organizations(rows) => all(rows),
            Rows::Invitations(rows) => all(rows),
            Rows::Credentials(rows) => all(rows),
        },
        Reply::Detail(_) | Reply::Session { .. } | Reply::Done => Vec::new(),
    }
}

/// The organization that the answer to an accept leads to.
fn joined(rows: &Rows) -> Option<Offer> {
    let Rows::Invitations(rows) = rows else {
        return None;
    };
    let accepted = |row: &&crate::domain::Invitation| {
        row.direction == Direction::Received && row.status == InvitationStatus::Accepted
    };
    rows.iter().find(accepted).map(|row| Offer {
        id: row.organization_id.clone(),
        name: row.organization.clone(),
    })
}

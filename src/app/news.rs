use super::{App, Credentials, Effect, Notice, Offer, Row, Running, Tab, capital};
use crate::{
    api::{
        CallId, Detail, DetailLine, LoadId, Method, Operation, Page, Problem, Reason, Reply, Rows,
        Session, Shown, Update, koyeb,
    },
    domain::{Clean, Direction, InvitationStatus, Key, Provider},
};

impl App {
    pub(super) fn news(&mut self, update: Update) -> Vec<Effect> {
        if let Update::Request(request) = update {
            self.log(request);
            return Vec::new();
        }
        if let Update::Limit(provider, limit) = update {
            self.limit(provider, limit);
            return Vec::new();
        }
        self.screen.redraw();
        match update {
            Update::Session(provider, session) => return self.session(provider, session),
            Update::Persona => {
                if self.panes.users.add_persona() {
                    return self.load_new(Tab::Users);
                }
            }
            Update::Page(load, page) => self.page(load, page),
            Update::Loaded(load) => {
                self.with_owner(load, |grid| grid.finish(load));
                let mut effects = self.settle_unsure(load);
                effects.extend(self.judge_listed());
                return effects;
            }
            Update::LoadFailed(load, problem) => {
                self.miss(load, &problem);
                self.with_owner(load, |grid| grid.fail(load, problem));
                self.note_failed(load);
                let mut effects = self.show_organization_of_token();
                effects.extend(self.judge_listed());
                return effects;
            }
            Update::Done(id, result) => return self.done(id, result),
            Update::SignedIn(id, outcome) => return self.tried(id, outcome),
            Update::SignedOut(provider, outcome) => self.signed_out(provider, outcome),
            Update::Open(Ok(changes)) => return self.remind(changes),
            Update::Open(Err(why)) => self.say(Notice::bad(why)),
            Update::Unconfirmed(change) => self.look_after(*change),
            Update::Journal(changes) => self.show_journal(changes),
            Update::Settled(id, written) => return self.settled(&id, written),
            // These were dealt with above: they change nothing that is on screen.
            Update::Request(_) | Update::Limit(..) => {}
        }
        Vec::new()
    }

    /// A list was read again from its beginning: a record that no longer allows a change whose outcome was not known tells
    /// that it was made. One that still allows it keeps its failure, to be repeated.
    fn settle_unsure(&mut self, load: LoadId) -> Vec<Effect> {
        let grids = || Tab::ALL.into_iter().map(|tab| self.panes.get(tab).grid());
        let mut sources = grids().flat_map(super::Grid::sources);
        let Some(source) = sources.find(|source| source.load == load) else {
            return Vec::new();
        };
        let unsure = self.calls.unsure(source.operation.provider, load);
        let made = |(key, operation): &(Key, &'static Operation)| {
            let whole = grids().all(|grid| grid.asked().is_empty());
            let gone = operation.method == Method::Delete && whole;
            grids().any(|grid| grid.refusal(key, operation).is_some())
                || (gone && !grids().any(|grid| grid.name(key).is_some()))
        };
        let (made, others): (Vec<_>, Vec<_>) = unsure.into_iter().partition(made);
        let mut effects = Vec::new();
        for (key, operation) in made {
            self.calls.settle(&key);
            effects.extend(self.settle_by_row(&key, operation));
        }
        for (key, _) in others {
            self.calls.looked(&key);
        }
        effects
    }

    fn session(&mut self, provider: Provider, session: Session) -> Vec<Effect> {
        let own = match (&session, provider) {
            (
                Session::SignedIn {
                    user_id: Some(id), ..
                },
                Provider::Contabo,
            ) => Some(id.clone()),
            _ => None,
        };
        let works = matches!(session, Session::SignedIn { .. });
        let was_refused = matches!(self.accounts.session(provider), Session::Refused(_));
        let is_refused = matches!(session, Session::Refused(_));
        self.accounts.set(provider, session);
        if works {
            self.drop_needless_sign_in(provider);
        } else if is_refused && !was_refused {
            self.mention_sign_in(provider);
        }
        let Some(own) = own else { return Vec::new() };
        self.panes.users.know_own(own.clone());
        self.panes.credentials.know_owners(&self.panes.users);
        if self.panes.credentials.add_storage_of(&own) {
            self.load_new(Tab::Credentials)
        } else {
            Vec::new()
        }
    }

    fn page(&mut self, load: LoadId, mut page: Page) {
        self.panes.users.mark_own(&mut page.rows);
        self.accounts.learn(&page.rows);
        self.panes.users.know_roles(page.roles);
        Credentials::name_owners(&mut page.rows, &self.panes.users);
        let names_owners = matches!(page.rows, Rows::Users(_));
        self.with_owner(load, |grid| grid.extend(load, page.rows, page.total));
        if names_owners {
            self.panes.credentials.know_owners(&self.panes.users);
        }
    }

    fn with_owner(&mut self, load: LoadId, then: impl FnOnce(&mut dyn super::Grid)) {
        let owner = Tab::ALL
            .into_iter()
            .find(|tab| self.panes.get(*tab).grid().owns(load));
        if let Some(tab) = owner {
            then(self.panes.get_mut(tab).grid_mut());
        }
    }

    fn done(&mut self, id: CallId, result: Result<Reply, Problem>) -> Vec<Effect> {
        let Some(running) = self.calls.end(id) else {
            return Vec::new();
        };
        let Err(result) = self.looked(id, result) else {
            return Vec::new();
        };
        let result = match self.rechecked(id, result) {
            Ok(effects) => return effects,
            Err(result) => result,
        };
        let result = match self.looked_at(id, result) {
            Ok(effects) => return effects,
            Err(result) => result,
        };
        let Err(result) = self.begin_form(id, result) else {
            return Vec::new();
        };
        if *running.operation == koyeb::GET_CURRENT_ORGANIZATION {
            if self.accounts.asked == Some(id) {
                self.know_current_organization(result);
            }
            return self.show_organization_of_token();
        }
        if running.operation.changes() {
            self.begin_looking(id, result.is_ok());
            return match result {
                Ok(reply) => self.succeeded(id, running, reply),
                Err(problem) => self.failed(id, &running, problem),
            };
        }
        let beside = self.detail.extra_awaiting(id).is_some();
        if !running.asked && !beside && !self.detail.awaits(id) {
            return Vec::new();
        }
        let answer = result.map(|reply| match reply {
            Reply::Detail(detail) => detail,
            Reply::Page(page) => {
                let detail = page.whole.unwrap_or_else(|| names(&page.rows));
                self.refresh(page.rows);
                detail
            }
            Reply::Session { .. } | Reply::Done => Detail::default(),
        });
        match answer {
            Ok(detail) if running.asked => self.show_answer(id, &running, detail),
            Err(problem) if running.asked => return self.failed(id, &running, problem),
            answer if beside => {
                if let Some(extra) = self.detail.extra_awaiting(id) {
                    extra.reading = super::Reading::of(answer);
                }
            }
            answer => {
                self.detail.answer(id, answer);
                let is_free =
                    self.overlays.is_empty() && self.panes.grid().filter().input.is_none();
                if let Some(then) = self.detail.then.take().filter(|_| is_free) {
                    return self.go_on_with(then);
                }
            }
        }
        Vec::new()
    }

    fn show_organization_of_token(&mut self) -> Vec<Effect> {
        if self.accounts.is_organizations_token() && self.panes.organizations.add_current() {
            self.load_new(Tab::Organizations)
        } else {
            Vec::new()
        }
    }

    /// An answer that did not come says nothing: what was known stays.
    fn know_current_organization(&mut self, answer: Result<Reply, Problem>) {
        let none = [Reason::NotFound, Reason::Forbidden, Reason::Refused];
        let is_none = match &answer {
            Ok(Reply::Page(page)) => page.rows.is_empty(),
            Ok(_) => false,
            Err(problem) => none.contains(&problem.reason),
        };
        let organization = match answer {
            Ok(Reply::Page(Page {
                rows: Rows::Organizations(rows),
                ..
            })) => rows.into_iter().next(),
            Err(problem) if problem.reason.says_nothing() => return,
            Ok(_) | Err(_) => None,
        };
        self.accounts.is_unscoped = is_none;
        self.accounts.organization =
            organization.map(|organization| (organization.id, organization.name));
    }

    fn succeeded(&mut self, id: CallId, mut running: Running, reply: Reply) -> Vec<Effect> {
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
        self.spoil(running.operation);
        self.detail.renew(self.now.uptime);
        effects.extend(self.reload_stale(running.operation.provider));
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

    fn failed(&mut self, id: CallId, running: &Running, problem: Problem) -> Vec<Effect> {
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

    pub(super) fn refresh(&mut self, mut rows: Rows) {
        Credentials::name_owners(&mut rows, &self.panes.users);
        let tab = match rows {
            Rows::Users(_) => Tab::Users,
            Rows::Organizations(_) => Tab::Organizations,
            Rows::Invitations(_) => Tab::Invitations,
            Rows::Credentials(_) => Tab::Credentials,
        };
        self.panes.get_mut(tab).grid_mut().refresh(rows);
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

/// A list that was asked for by hand: the name of each row.
fn names(rows: &Rows) -> Detail {
    fn lines<R: Row>(rows: &[R]) -> Vec<DetailLine> {
        let line = |row: &R| DetailLine {
            path: row.name().clone(),
            value: Shown::Text(row.key().id.as_ref().into()),
        };
        rows.iter().map(line).collect()
    }
    let lines = match rows {
        Rows::Users(rows) => lines(rows),
        Rows::Organizations(rows) => lines(rows),
        Rows::Invitations(rows) => lines(rows),
        Rows::Credentials(rows) => lines(rows),
    };
    Detail::of(lines)
}

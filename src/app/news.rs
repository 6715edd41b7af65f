use super::{App, Credentials, Effect, Notice, Row, Running, Tab};
use crate::{
    api::{
        CallId, Detail, DetailLine, LoadId, Method, Operation, Page, Problem, Reason, Reply, Rows,
        Session, Shown, Update, koyeb,
    },
    domain::{Key, Provider},
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
        if let Update::Page(load, page) = update {
            self.page(load, page);
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
            Update::Odd(load, words) => self.note_odd(load, &words),
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
            // These were dealt with above.
            Update::Request(_) | Update::Limit(..) | Update::Page(..) => {}
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
        self.take_in(id, &running, result)
    }

    /// Something was read that the person asked for, or that the detail shows.
    fn take_in(
        &mut self,
        id: CallId,
        running: &Running,
        result: Result<Reply, Problem>,
    ) -> Vec<Effect> {
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
            Ok(detail) if running.asked => self.show_answer(id, running, detail),
            Err(problem) if running.asked => return self.failed(id, running, problem),
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

    /// The record that was read to compare it; the list learns of it too.
    pub(super) fn record_in(&mut self, reply: Reply) -> Detail {
        match reply {
            Reply::Detail(detail) => detail,
            Reply::Page(page) => {
                self.refresh(page.rows);
                page.whole.unwrap_or_default()
            }
            Reply::Session { .. } | Reply::Done => Detail::default(),
        }
    }
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

use std::collections::HashSet;

use super::{App, Draft, Notice, Overlay, Pick, Running, SignInForm, draft::DraftId};
use crate::{
    api::{CallId, Limit, LoadId, Problem, Reason, Session, koyeb},
    domain::{Clean, Provider},
};

/// The sign-ins that are wanted, and what is to be repeated after them.
#[derive(Debug, Default)]
pub struct SignIns {
    /// Where: opened one after the other.
    pub(super) queue: Vec<Provider>,
    /// What a person asked for and the vendor refused for want of a sign-in.
    pub(super) refused: Vec<Refused>,
    /// What is being repeated: that is not done again.
    pub(super) repeated: HashSet<DraftId>,
    /// The attempts that run.
    pub(super) running: Vec<(CallId, Provider)>,
    /// Where the person did not want to sign in, and the last number of a call or load until then.
    pub(super) declined: Vec<(Provider, CallId)>,
    /// Whether the person waits for lists: since the start or a reload, until another key.
    pub is_awaited: bool,
}

/// Something that a person asked for and the vendor refused for want of a sign-in.
#[derive(Debug)]
pub(super) struct Refused {
    /// Its number, by which a form may know it.
    pub id: CallId,
    /// The same once more.
    pub draft: Draft,
    /// Why.
    pub problem: Problem,
}

impl SignIns {
    /// What was refused is not repeated where the same goes out anyway, or something else is done with its record.
    pub fn forget(&mut self, draft: &Draft) {
        if self.refused.is_empty() {
            return;
        }
        let id = draft.id();
        self.refused.retain(|refused| {
            let other = &refused.draft;
            (other.target.is_none() || other.target != draft.target) && other.id() != id
        });
    }

    /// Something was made: should it be asked for again, it is nothing repeated.
    pub fn made(&mut self, draft: &DraftId) {
        self.repeated.remove(draft);
    }

    /// Nothing is repeated any more.
    pub fn forget_all(&mut self) {
        self.refused.clear();
    }

    /// Whether the person did not want to sign in when that was under way already.
    fn has_declined(&self, provider: Provider, id: CallId) -> bool {
        let mut declined = self.declined.iter();
        declined.any(|(of, last)| *of == provider && id <= *last)
    }

    /// A sign-in is wanted there.
    fn want(&mut self, provider: Provider) {
        if !self.queue.contains(&provider) {
            self.queue.push(provider);
        }
    }

    /// What is to be done once more where somebody signs in, or not at all.
    pub(super) fn take(&mut self, provider: Provider) -> Vec<Refused> {
        self.queue.retain(|of| *of != provider);
        let of_it = |refused: &mut Refused| refused.draft.operation.provider == provider;
        self.refused.extract_if(.., of_it).collect()
    }
}

impl App {
    /// Puts a call aside that failed for want of a sign-in, and asks for one.
    ///
    /// # Returns
    /// Whether it will be repeated, should the person sign in.
    pub(super) fn put_aside(&mut self, id: CallId, running: &Running, problem: &Problem) -> bool {
        let operation = running.operation;
        let provider = operation.provider;
        let needed = running.sequel.then.as_deref().cloned();
        let draft = needed.unwrap_or_else(|| running.draft());
        let is_repeated = self.accounts.sign_ins.repeated.remove(&draft.id());
        let helps = problem.reason == Reason::SignIn
            && !problem.is_deactivated_organization()
            && operation.auth.is_needed()
            && self.accounts.refusal(operation).is_none();
        if !helps || is_repeated || !running.asked {
            return false;
        }
        let sign_ins = &mut self.accounts.sign_ins;
        if sign_ins.has_declined(provider, id) {
            return false;
        }
        sign_ins.forget(&draft);
        sign_ins.refused.push(Refused {
            id,
            draft,
            problem: problem.clone(),
        });
        sign_ins.want(provider);
        self.offer_sign_in();
        let is_asked = matches!(self.overlays.last(), Some(Overlay::SignIn(_)));
        if !is_asked
            && self
                .overlays
                .iter()
                .any(|overlay| overlay.sending() == Some(id))
        {
            // The form has what was typed, and can send it again.
            let refused = &mut self.accounts.sign_ins.refused;
            refused.retain(|refused| refused.id != id);
            return false;
        }
        true
    }

    /// The same for what is not even sent, because the vendor refused others of the same kind.
    pub(super) fn put_aside_too(&mut self, draft: Draft, problem: &Problem) {
        let provider = draft.operation.provider;
        let sign_ins = &mut self.accounts.sign_ins;
        let is_repeated = sign_ins.repeated.remove(&draft.id());
        let of_it = |refused: &Refused| refused.draft.operation.provider == provider;
        if !is_repeated && sign_ins.refused.iter().any(of_it) {
            sign_ins.refused.push(Refused {
                id: 0,
                draft,
                problem: problem.clone(),
            });
        }
    }

    /// A list could not be read: where the person waits for it, and it is for want of a sign-in, asks for one.
    pub(super) fn miss(&mut self, load: LoadId, problem: &Problem) {
        let (provider, reason) = (problem.provider, problem.reason);
        if problem.tried == koyeb::GET_CURRENT_USER.title && problem.status.is_some() {
            let refusals = [Reason::SignIn, Reason::Forbidden, Reason::NotFound];
            self.accounts.is_nobodys = refusals.contains(&reason);
        }
        let is_out = match self.accounts.session(provider) {
            Session::Absent(_) => self.options.setup.has(provider),
            Session::Refused(_) => true,
            Session::Ready | Session::SignedIn { .. } => false,
        };
        let sign_ins = &mut self.accounts.sign_ins;
        if reason == Reason::SignIn
            && is_out
            && sign_ins.is_awaited
            && !sign_ins.has_declined(provider, load)
        {
            sign_ins.want(provider);
            self.offer_sign_in();
        }
    }

    /// A provider does not take its token any more: says so, unless the person is asked anyway.
    pub(super) fn mention_sign_in(&mut self, provider: Provider) {
        if !self.accounts.sign_ins.is_awaited && self.overlays.is_empty() {
            let key = self.sign_in_key();
            self.say(Notice::warning(format!(
                "{provider} wants a sign-in: {key}"
            )));
        }
    }

    /// How much a provider lets us ask changed: that is drawn only where it shows.
    pub(super) fn limit(&mut self, provider: Provider, limit: Limit) {
        let before = self.seen_of_sessions();
        self.accounts.set_limit(provider, limit);
        if self.seen_of_sessions() != before {
            self.screen.redraw();
        }
    }

    /// Opens the next sign-in that is wanted, unless the person is typing something: then says how to.
    pub(super) fn offer_sign_in(&mut self) {
        let Some(provider) = self.accounts.sign_ins.queue.first().copied() else {
            return;
        };
        let is_free = match self.overlays.last() {
            None => self.panes.grid().filter().input.is_none() && self.keys.pending.is_empty(),
            Some(Overlay::SignIn(_)) => return,
            Some(overlay) => overlay.sending().is_some_and(|id| self.is_aside(id)),
        };
        if is_free {
            self.open_sign_in(provider);
            if let Some(Overlay::SignIn(form)) = self.overlays.last_mut() {
                form.is_unasked = true;
            }
        } else {
            let key = self.sign_in_key();
            self.say(Notice::warning(format!(
                "{provider} wants a sign-in: {key}"
            )));
        }
    }

    /// Asks for what signs in at a provider.
    pub(super) fn open_sign_in(&mut self, provider: Provider) {
        if let Some(Overlay::SignIn(_)) = self.overlays.last() {
            return;
        }
        self.accounts.sign_ins.want(provider);
        let why = match self.accounts.session(provider) {
            Session::Absent(why) | Session::Refused(why) => why.clone(),
            Session::Ready | Session::SignedIn { .. } => {
                let of_it = |refused: &&Refused| refused.draft.operation.provider == provider;
                let refused = self.accounts.sign_ins.refused.iter().find(of_it);
                refused.map_or_else(Clean::default, |refused| refused.problem.message.clone())
            }
        };
        let form = SignInForm::new(provider, &self.options, why);
        self.overlays.push(Overlay::SignIn(form));
    }

    /// The person wants to sign in: where it is wanted, or where they say.
    pub(super) fn sign_in(&mut self) {
        if let Some(provider) = self.wanted_sign_in() {
            return self.open_sign_in(provider);
        }
        let picks = Provider::ALL.map(Pick::SignIn);
        self.open_picks("Sign in", picks.into());
    }

    /// Where a sign-in is wanted.
    pub(super) fn wanted_sign_in(&self) -> Option<Provider> {
        let is_out = |provider: &Provider| match self.accounts.session(*provider) {
            Session::Absent(_) => self.options.setup.has(*provider),
            Session::Refused(_) => true,
            Session::Ready | Session::SignedIn { .. } => false,
        };
        let first = self.accounts.sign_ins.queue.first().copied();
        first.or_else(|| Provider::ALL.into_iter().find(is_out))
    }

    /// How to press for signing in.
    pub(super) fn sign_in_key(&self) -> String {
        let action = super::Action::Program(super::ProgramAction::SignIn);
        let keys = self.keys.map.keys_for(&[super::Context::List], action);
        keys.unwrap_or_default()
    }

    fn is_aside(&self, id: CallId) -> bool {
        let mut refused = self.accounts.sign_ins.refused.iter();
        refused.any(|refused| refused.id == id)
    }
}

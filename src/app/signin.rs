use std::collections::HashSet;

use super::{App, Draft, Effect, Notice, Overlay, Pick, Running, SignInForm, Tab};
use crate::{
    api::{
        CallId, Credentials, Limit, LoadId, Operation, Problem, Reason, Session, SignIn, SignedIn,
        koyeb, tripartie,
    },
    domain::{Clean, Key, Provider},
};

/// The sign-ins that are wanted, and what is to be repeated after them.
#[derive(Debug, Default)]
pub struct SignIns {
    /// Where: opened one after the other.
    queue: Vec<Provider>,
    /// What a person asked for and the vendor refused for want of a sign-in.
    refused: Vec<Refused>,
    /// The calls that are repetitions: they are not repeated again.
    repeated: HashSet<CallId>,
    /// The attempts that run.
    running: Vec<(CallId, Provider)>,
    /// Where the person did not want to sign in, and the last number of a call or load until then.
    declined: Vec<(Provider, CallId)>,
    /// Whether the person waits for lists: since the start or a reload, until another key.
    pub is_awaited: bool,
}

#[derive(Debug)]
struct Refused {
    /// Its number, by which a form may know it.
    id: CallId,
    draft: Draft,
    problem: Problem,
}

/// What hands out a session: afterwards everything is to be read again.
static SIGN_INS: &[&Operation] = &[
    &tripartie::AUTHENTICATE,
    &koyeb::SIGNUP,
    &koyeb::OAUTH_CALLBACK,
    &koyeb::UPDATE_PASSWORD,
    &koyeb::VALIDATE,
];

impl SignIns {
    /// What was refused about this record is not repeated: the person does something else with it.
    pub fn forget(&mut self, target: &Key) {
        self.refused
            .retain(|refused| refused.draft.target.as_ref() != Some(target));
    }

    /// Nothing is repeated any more.
    pub fn forget_all(&mut self) {
        self.refused.clear();
    }

    fn has_declined(&self, provider: Provider, id: CallId) -> bool {
        let mut declined = self.declined.iter();
        declined.any(|(of, last)| *of == provider && id <= *last)
    }

    fn want(&mut self, provider: Provider) {
        if !self.queue.contains(&provider) {
            self.queue.push(provider);
        }
    }

    fn take(&mut self, provider: Provider) -> Vec<Refused> {
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
        let is_repeated = self.accounts.sign_ins.repeated.remove(&id);
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
        if let Some(target) = &running.target {
            sign_ins.forget(target);
        }
        sign_ins.refused.push(Refused {
            id,
            draft: running.draft(),
            problem: problem.clone(),
        });
        sign_ins.want(provider);
        self.offer_sign_in();
        let is_asked = matches!(self.overlays.last(), Some(Overlay::SignIn(_)));
        let of_a_form = |overlay: &Overlay| matches!(overlay, Overlay::Form(form) if form.sending == Some(id));
        if !is_asked && self.overlays.iter().any(of_a_form) {
            // The form has what was typed, and can send it again.
            let refused = &mut self.accounts.sign_ins.refused;
            refused.retain(|refused| refused.id != id);
            return false;
        }
        true
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
            self.say(Notice::warning(format!("{provider} wants a sign-in: {key}")));
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
            Some(Overlay::Form(form)) => form.sending.is_some_and(|id| self.is_aside(id)),
            Some(_) => false,
        };
        if is_free {
            self.open_sign_in(provider);
            if let Some(Overlay::SignIn(form)) = self.overlays.last_mut() {
                form.is_unasked = true;
            }
        } else {
            let key = self.sign_in_key();
            self.say(Notice::warning(format!("{provider} wants a sign-in: {key}")));
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
        let form = SignInForm::new(provider, &self.options.setup, why);
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

    /// Lets the worker try what was typed.
    pub(super) fn try_sign_in(
        &mut self,
        provider: Provider,
        with: Credentials,
        keep: bool,
    ) -> Vec<Effect> {
        let id = self.calls.next_id();
        if let Some(Overlay::SignIn(form)) = self.overlays.last_mut() {
            form.sending = Some(id);
        }
        self.accounts.sign_ins.running.push((id, provider));
        vec![Effect::SignIn(SignIn {
            id,
            provider,
            with,
            keep,
        })]
    }

    /// What came of that.
    pub(super) fn tried(
        &mut self,
        id: CallId,
        outcome: Result<SignedIn, Problem>,
    ) -> Vec<Effect> {
        let sign_ins = &mut self.accounts.sign_ins;
        let Some(at) = sign_ins.running.iter().position(|(of, _)| *of == id) else {
            return Vec::new();
        };
        let (_, provider) = sign_ins.running.swap_remove(at);
        let is_it = |overlay: &Overlay| matches!(overlay, Overlay::SignIn(form) if form.sending == Some(id));
        match outcome {
            Ok(signed_in) => {
                let as_persona = |overlay: &Overlay| matches!(overlay, Overlay::SignIn(form) if form.sending == Some(id) && form.is_about_a_persona());
                self.accounts.has_persona |= self.overlays.iter().any(as_persona);
                self.overlays.retain(|overlay| !is_it(overlay));
                let words = format!("Signed in at {provider}, {}", signed_in.kept);
                self.say(if signed_in.is_lost {
                    Notice::warning(words)
                } else {
                    Notice::good(words)
                });
                self.signed_in(provider)
            }
            Err(problem) => {
                let form = self.overlays.iter_mut().find(|overlay| is_it(overlay));
                if let Some(Overlay::SignIn(form)) = form {
                    form.fail(&problem);
                } else {
                    let why = problem.advice();
                    self.say(Notice::bad(format!("Can't sign in at {provider}: {why}")));
                }
                Vec::new()
            }
        }
    }

    /// Somebody is signed in anew: what was refused is repeated, once, and everything of the provider is read again.
    pub(super) fn signed_in(&mut self, provider: Provider) -> Vec<Effect> {
        self.accounts.forget(provider);
        let refused = self.accounts.sign_ins.take(provider);
        let mut effects = Vec::new();
        for Refused { id, draft, .. } in refused {
            let call = self.calls.start(draft);
            self.look_out(&call);
            self.accounts.sign_ins.repeated.insert(call.id);
            for overlay in &mut self.overlays {
                if let Overlay::Form(form) = overlay
                    && form.sending == Some(id)
                {
                    form.sending = Some(call.id);
                }
            }
            effects.push(Effect::Call(call));
        }
        if provider == Provider::Koyeb {
            effects.push(self.ask_current_organization());
        }
        for tab in Tab::ALL {
            effects.extend(self.reload(tab, Some(provider)));
        }
        if self.detail.key.as_ref().is_some_and(|key| key.provider == provider) {
            self.detail.renew(self.now.uptime);
        }
        self.offer_sign_in();
        effects
    }

    /// Whether an operation hands out a session, so that somebody is signed in anew.
    pub(super) fn signs_in(operation: &Operation) -> bool {
        SIGN_INS.contains(&operation)
    }

    /// The person does not want to sign in: what was refused stays so.
    pub(super) fn decline_sign_in(&mut self, provider: Provider) {
        let last = self.calls.last_id();
        let refused = self.accounts.sign_ins.take(provider);
        for Refused { id, problem, .. } in refused {
            for overlay in &mut self.overlays {
                if let Overlay::Form(form) = overlay
                    && form.sending == Some(id)
                {
                    form.fail(&problem);
                }
            }
        }
        let declined = &mut self.accounts.sign_ins.declined;
        declined.retain(|(of, _)| *of != provider);
        declined.push((provider, last));
        self.offer_sign_in();
    }

    /// It turned out that the token works: a question that nobody has begun to answer goes.
    pub(super) fn drop_needless_sign_in(&mut self, provider: Provider) {
        let mut refused = self.accounts.sign_ins.refused.iter();
        if refused.any(|refused| refused.draft.operation.provider == provider) {
            return;
        }
        let is_needless = |overlay: &Overlay| matches!(overlay, Overlay::SignIn(form) if form.provider == provider && form.is_unasked && !form.is_touched());
        if self.overlays.iter().any(is_needless) {
            self.overlays.retain(|overlay| !is_needless(overlay));
            self.accounts.sign_ins.take(provider);
            self.offer_sign_in();
        }
    }

    /// What became of signing out.
    pub(super) fn signed_out(&mut self, provider: Provider, outcome: Result<Clean, Clean>) {
        self.accounts.forget(provider);
        self.say(match outcome {
            Ok(words) => Notice::good(format!("Signed out of {provider}, {words}")),
            Err(why) => Notice::bad(format!(
                "Signed out of {provider} for this run, but what signs in is still there: {why}"
            )),
        });
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

use super::{App, Effect, Notice, Overlay, Tab, signin::Refused};
use crate::{
    api::{CallId, Credentials, Operation, Problem, SignIn, SignedIn, koyeb, tripartie},
    domain::{Clean, Provider},
};

/// What hands out a session: afterwards everything is to be read again.
static SIGN_INS: &[&Operation] = &[
    &tripartie::AUTHENTICATE,
    &koyeb::SIGNUP,
    &koyeb::OAUTH_CALLBACK,
    &koyeb::UPDATE_PASSWORD,
    &koyeb::VALIDATE,
];

impl App {
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
    pub(super) fn tried(&mut self, id: CallId, outcome: Result<SignedIn, Problem>) -> Vec<Effect> {
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
        let mut effects = self.repeat_refused(refused);
        if provider == Provider::Koyeb {
            effects.push(self.ask_current_organization());
        }
        for tab in Tab::ALL {
            effects.extend(self.reload(tab, Some(provider)));
        }
        if self
            .detail
            .key
            .as_ref()
            .is_some_and(|key| key.provider == provider)
        {
            self.detail.renew(self.now.uptime);
        }
        self.offer_sign_in();
        effects
    }

    /// Does once more what was refused: what a form asked for goes on in its name.
    fn repeat_refused(&mut self, refused: Vec<Refused>) -> Vec<Effect> {
        let (mut effects, mut others) = (Vec::new(), Vec::new());
        for Refused { id, draft, problem } in refused {
            self.accounts.sign_ins.repeated.insert(draft.id());
            if !self
                .overlays
                .iter()
                .any(|overlay| overlay.sending() == Some(id))
            {
                others.push(draft);
                continue;
            }
            let begun = self.start_all(vec![draft]);
            let mut overlays = self.overlays.iter_mut();
            if let Some(overlay) = overlays.find(|overlay| overlay.sending() == Some(id)) {
                match begun.first() {
                    Some(Effect::Call(call)) => overlay.send_again(call.id),
                    _ => overlay.fail(&problem),
                }
            }
            effects.extend(begun);
        }
        if !others.is_empty() {
            effects.extend(self.start_all(others));
        }
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
            let mut overlays = self.overlays.iter_mut();
            if let Some(overlay) = overlays.find(|overlay| overlay.sending() == Some(id)) {
                overlay.fail(&problem);
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
}

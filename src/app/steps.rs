use crossterm::event::{KeyCode, KeyEvent};

use super::{Action, App, Clip, Draft, Effect, Notice, Overlay, Pick, Step};

impl App {
    /// Does what a pane or an overlay made of an action.
    pub(super) fn follow(&mut self, step: Step) -> Vec<Effect> {
        match step {
            Step::Handled => Vec::new(),
            Step::Ignored => self.said(Notice::warning("That key does nothing here")),
            Step::Say(notice) => self.said(notice),
            Step::Send(drafts) => {
                let effects = self.submit(drafts);
                self.hold_form(&effects);
                effects
            }
            Step::SendSome(drafts, left_out) => self.submit_some(drafts, left_out),
            Step::Confirmed(drafts) => self.confirmed(drafts),
            Step::Reverse(drafts) => {
                self.overlays.pop();
                self.reverse(drafts)
            }
            Step::Consented(step) => {
                self.overlays.pop();
                if let Step::Open(overlay) = *step {
                    self.overlays.push(*overlay);
                    return Vec::new();
                }
                self.follow(*step)
            }
            Step::AllowChanges => self.allow_changes(),
            Step::OpenExport => {
                self.open_export();
                Vec::new()
            }
            Step::Choose(operation) => self.choose(operation),
            Step::Pick(pick) => self.pick(pick),
            Step::Run(action) => {
                self.overlays.pop();
                self.act(action, KeyEvent::from(KeyCode::Null))
            }
            Step::Adjust(adjust) => self.adjust(adjust),
            Step::SignIn(provider, with, keep) => self.try_sign_in(provider, with, keep),
            Step::Export(format, path, overwrite) => self.export(format, path, overwrite),
            Step::Edit(passage) => vec![Effect::Edit(passage)],
            Step::Read(path) => vec![Effect::Read(path)],
            Step::Resolve(resolution) => self.resolve(resolution),
            Step::LookAgain(id) => self.look_again_at(&id),
            Step::Seen(id) => self.seen(&id),
            Step::Copy(text, notice) => self.copied(Clip::Text(text), notice),
            Step::CopySecret(secret) => self.copied(Clip::Secret(secret), Self::secret_copied()),
            Step::Browse(link) => {
                let host = &link.host;
                self.say(Notice::good(format!("The browser is asked to open {host}")));
                vec![Effect::Browse(link.url)]
            }
            Step::SendAndQuit => self.send_and_quit(),
            Step::DropAndQuit => {
                self.calls.take_waiting();
                vec![self.leave()]
            }
            Step::Open(_) | Step::ChooseAmong(..) | Step::Invite | Step::Reveal | Step::Close => {
                self.show_step(step);
                Vec::new()
            }
        }
    }

    /// What changes nothing but what is on screen.
    fn show_step(&mut self, step: Step) {
        match step {
            Step::Open(overlay)
                if self.screen.is_shared && matches!(*overlay, Overlay::Export(_)) =>
            {
                self.ask_before_export(Step::Open(overlay));
            }
            Step::Open(overlay) => self.overlays.push(*overlay),
            Step::ChooseAmong(title, operations) => self.open_choices(title, operations),
            Step::Invite => self.open_invite(),
            Step::Reveal => self.reveal(),
            Step::Close => self.close(),
            _ => {}
        }
    }

    fn said(&mut self, notice: Notice) -> Vec<Effect> {
        self.say(notice);
        Vec::new()
    }

    fn confirmed(&mut self, drafts: Vec<Draft>) -> Vec<Effect> {
        self.overlays.pop();
        if let Some(reading) = self.recheck(&drafts) {
            return vec![reading];
        }
        let effects = self.start_agreed(drafts);
        if let (true, Some(Overlay::Invite(_))) = (effects.is_empty(), self.overlays.last()) {
            self.overlays.pop();
        }
        self.hold_form(&effects);
        effects
    }

    fn pick(&mut self, pick: Pick) -> Vec<Effect> {
        if let Some(Overlay::Palette(_)) = self.overlays.last() {
            self.overlays.pop();
        }
        match pick {
            Pick::Operation(operation) => self.choose(operation),
            Pick::Action(action) => self.perform(action),
            Pick::Record(action, _) => self.perform(Action::Record(action)),
            Pick::SignIn(provider) => {
                self.open_sign_in(provider);
                Vec::new()
            }
            Pick::SignOut(provider) => self.sign_out(provider),
            Pick::Forget(provider, places) => {
                vec![Effect::SignOut(provider, places.is_some())]
            }
            Pick::Profile(profile) => self.switch_profile(profile),
        }
    }

    fn send_and_quit(&mut self) -> Vec<Effect> {
        let drafts = self.calls.take_waiting();
        let calls = drafts.into_iter().map(|draft| self.calls.start(draft));
        let mut effects: Vec<_> = calls.map(Effect::Call).collect();
        effects.push(self.leave());
        effects
    }

    /// The overlay on top closes: what was held for its sake goes on.
    fn close(&mut self) {
        match self.overlays.pop() {
            Some(Overlay::Leave(_)) => self.calls.go_on(self.now.uptime),
            Some(Overlay::SignIn(form)) => self.decline_sign_in(form.provider),
            Some(_) | None => {}
        }
    }

    /// The form on top waits for the call that carries its values. A list of people to invite has done its work when there
    /// are several calls.
    fn hold_form(&mut self, effects: &[Effect]) {
        match (self.overlays.last_mut(), effects.first()) {
            (Some(Overlay::Form(form)), Some(Effect::Call(call))) => form.sending = Some(call.id),
            (Some(Overlay::Totp(totp)), Some(Effect::Call(call))) => totp.sending = Some(call.id),
            (Some(Overlay::Invite(invite)), Some(Effect::Call(call))) => {
                invite.sending = Some(call.id);
            }
            _ => {}
        }
    }
}

use crossterm::event::{KeyCode, KeyEvent};

use super::{App, Clip, Effect, Notice, Overlay, Pick, Step};

impl App {
    /// Does what a pane or an overlay made of an action.
    pub(super) fn follow(&mut self, step: Step) -> Vec<Effect> {
        match step {
            Step::Handled => Vec::new(),
            Step::Ignored => {
                self.say(Notice::warning("That key does nothing here"));
                Vec::new()
            }
            Step::Say(notice) => {
                self.say(notice);
                Vec::new()
            }
            Step::Send(drafts) => {
                let effects = self.submit(drafts);
                self.hold_form(&effects);
                effects
            }
            Step::SendSome(drafts, left_out) => self.submit_some(drafts, left_out),
            Step::Open(overlay) => {
                self.overlays.push(*overlay);
                Vec::new()
            }
            Step::Choose(operation) => self.choose(operation),
            Step::Pick(pick) => {
                if let Some(Overlay::Palette(_)) = self.overlays.last() {
                    self.overlays.pop();
                }
                match pick {
                    Pick::Operation(operation) => self.choose(operation),
                    Pick::Action(action) => self.perform(action),
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
            Step::ChooseAmong(title, operations) => {
                self.open_choices(title, operations);
                Vec::new()
            }
            Step::Adjust(adjust) => self.adjust(adjust),
            Step::Export(format, path, overwrite) => self.export(format, path, overwrite),
            Step::Run(action) => {
                self.overlays.pop();
                self.act(action, KeyEvent::from(KeyCode::Null))
            }
            Step::Copy(text, notice) => {
                self.say(notice);
                vec![Effect::Copy(Clip::Text(text))]
            }
            Step::Edit(passage) => vec![Effect::Edit(passage)],
            Step::Reveal => {
                self.reveal();
                Vec::new()
            }
            Step::SignIn(provider, with, keep) => self.try_sign_in(provider, with, keep),
            Step::Close => {
                self.close();
                Vec::new()
            }
            Step::Confirmed(drafts) => {
                self.overlays.pop();
                let effects = self.start_all(drafts);
                if let (true, Some(Overlay::Invite(_))) = (effects.is_empty(), self.overlays.last())
                {
                    self.overlays.pop();
                }
                self.hold_form(&effects);
                effects
            }
            Step::Reverse(drafts) => {
                self.overlays.pop();
                self.reverse(drafts)
            }
            Step::Invite => {
                self.open_invite();
                Vec::new()
            }
            Step::Read(path) => vec![Effect::Read(path)],
            Step::SendAndQuit => self.send_and_quit(),
            Step::DropAndQuit => {
                self.calls.take_waiting();
                vec![self.leave()]
            }
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
            (Some(Overlay::Invite(invite)), Some(Effect::Call(call))) => {
                invite.sending = Some(call.id);
            }
            _ => {}
        }
    }
}

use super::{App, Effect, Notice, Overlay, Pick, Step};

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
            Step::SendSome(drafts, notice) => {
                self.say(notice);
                self.submit(drafts)
            }
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
                }
            }
            Step::ChooseAmong(title, operations) => {
                self.open_choices(title, operations);
                Vec::new()
            }
            Step::Edit(passage) => vec![Effect::Edit(passage)],
            Step::Reveal => {
                self.reveal();
                Vec::new()
            }
            Step::Close => {
                if let Some(Overlay::Leave(_)) = self.overlays.pop() {
                    self.calls.go_on(self.now.uptime);
                }
                Vec::new()
            }
            Step::Confirmed(drafts) => {
                self.overlays.pop();
                let effects = self.start_all(drafts);
                self.hold_form(&effects);
                effects
            }
            Step::SendAndQuit => self.send_and_quit(),
            Step::DropAndQuit => {
                self.calls.take_waiting();
                vec![Effect::Quit]
            }
        }
    }

    fn send_and_quit(&mut self) -> Vec<Effect> {
        let drafts = self.calls.take_waiting();
        let mut effects = self.start_all(drafts);
        effects.push(Effect::Quit);
        effects
    }

    /// The form on top waits for the call that carries its values.
    fn hold_form(&mut self, effects: &[Effect]) {
        if let (Some(Overlay::Form(form)), Some(Effect::Call(call))) =
            (self.overlays.last_mut(), effects.first())
        {
            form.sending = Some(call.id);
        }
    }
}

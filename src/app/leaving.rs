use super::{App, Effect, Leave, Notice, Overlay};
use crate::domain::Clean;

impl App {
    /// What would be lost with the program because it is told once; the second time it may be.
    fn loses_a_secret(&mut self) -> Option<Clean> {
        let holds_back = |overlay: &mut Overlay| {
            if let Overlay::Answer(answer) = overlay {
                answer.holds_back()
            } else {
                false
            }
        };
        if self.overlays.iter_mut().any(holds_back) {
            return Some("It can't be had again: keep it, or quit again without it".into());
        }
        let title = self.calls.handing_out()?.operation.title;
        let was_held_back = std::mem::replace(&mut self.calls.was_held_back, true);
        (!was_held_back).then(|| {
            let words = "is under way and tells a secret once: wait, or quit again without it";
            format!("'{title}' {words}").into()
        })
    }

    /// The person asked to leave: at once, or after saying what becomes of the changes that wait. What is told once is not
    /// thrown away by one key.
    pub(super) fn quit(&mut self) -> Vec<Effect> {
        if let Some(words) = self.loses_a_secret() {
            self.say(Notice::warning(words));
            return Vec::new();
        }
        match (self.calls.waiting(), self.overlays.last()) {
            (0, _) | (_, Some(Overlay::Leave(_))) => vec![Effect::Quit],
            (waiting, _) => {
                self.calls.hold(self.now.uptime);
                self.overlays.push(Overlay::Leave(Leave {
                    waiting,
                    profile: None,
                }));
                Vec::new()
            }
        }
    }

    /// Where the person goes after saying what becomes of the changes that wait.
    pub(super) fn leave(&mut self) -> Effect {
        self.calls.go_on(self.now.uptime);
        match self.overlays.pop() {
            Some(Overlay::Leave(Leave {
                profile: Some(name),
                ..
            })) => Effect::Profile(name),
            Some(_) | None => Effect::Quit,
        }
    }
}

use super::{App, Effect, Leave, Notice, Overlay, Pick, ProfileChoice};
use crate::domain::Provider;

impl App {
    /// The profiles that one can switch to.
    pub(super) fn open_profiles(&mut self) {
        let profiles = &self.options.setup.profiles;
        if profiles.is_empty() {
            self.say(Notice::warning(
                "The demo has no other profile: your own are there without --demo",
            ));
            return;
        }
        let picks = profiles.iter().cloned().map(Pick::Profile).collect();
        self.open_picks("Profiles", picks);
    }

    /// The person wants to go on with another profile: at once, or after saying what becomes of the changes that wait.
    pub(super) fn switch_profile(&mut self, profile: ProfileChoice) -> Vec<Effect> {
        if profile.name == self.options.profile {
            let name = &profile.name;
            self.say(Notice::warning(format!("You are in {name} already")));
            return Vec::new();
        }
        if self.calls.is_changing() {
            self.say(Notice::warning(
                "A change is under way: wait for its answer, then switch",
            ));
            return Vec::new();
        }
        match self.calls.waiting() {
            0 => vec![Effect::Profile(profile.name)],
            waiting => {
                self.calls.hold(self.now.uptime);
                self.overlays.push(Overlay::Leave(Leave {
                    waiting,
                    profile: Some(profile.name),
                }));
                Vec::new()
            }
        }
    }

    /// Where the person goes after saying what becomes of the changes that wait.
    pub(super) fn leave(&mut self) -> Effect {
        match self.overlays.pop() {
            Some(Overlay::Leave(Leave {
                profile: Some(name),
                ..
            })) => Effect::Profile(name),
            _ => Effect::Quit,
        }
    }

    /// Whether to remove what signs in, too, where that can be done.
    pub(super) fn sign_out(&mut self, provider: Provider) -> Vec<Effect> {
        let places = super::SignInForm::places(provider, &self.options.setup);
        let Some(places) = places else {
            return vec![Effect::SignOut(provider, false)];
        };
        let picks = vec![
            Pick::Forget(provider, None),
            Pick::Forget(provider, Some(places)),
        ];
        self.open_picks(format!("Sign out of {provider}"), picks);
        Vec::new()
    }
}

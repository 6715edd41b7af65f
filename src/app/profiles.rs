use super::{App, Choice, Effect, Leave, Notice, Overlay, Palette, Pick, ProfileChoice};
use crate::domain::{Clean, Provider};

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
        let choice = |profile: &ProfileChoice| Choice {
            blocked: self.refuses_profile(profile).map(Clean::from),
            pick: Pick::Profile(profile.clone()),
        };
        let choices = profiles.iter().map(choice).collect();
        self.overlays
            .push(Overlay::Palette(Palette::new("Profiles", choices)));
    }

    /// The person wants to go on with another profile: at once, or after saying what becomes of the changes that wait.
    pub(super) fn switch_profile(&mut self, profile: ProfileChoice) -> Vec<Effect> {
        if let Some(why) = self.refuses_profile(&profile) {
            self.say(Notice::warning(why));
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

    /// Why one can't switch to a profile now.
    fn refuses_profile(&self, profile: &ProfileChoice) -> Option<String> {
        if profile.name == self.options.profile {
            return Some(format!("You are in {} already", profile.name));
        }
        let words = "A change is under way: wait for its answer, then switch";
        self.calls.is_changing().then(|| words.to_owned())
    }

    /// Whether to remove what signs in, too, where that can be done.
    pub(super) fn sign_out(&mut self, provider: Provider) -> Vec<Effect> {
        let places = super::SignInForm::places(provider, &self.options);
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

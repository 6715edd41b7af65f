use super::{
    Action, App, Confirm, Draft, Effect, Notice, Overlay, ProgramAction, Step, changes::read_only,
};

/// What the person wants of the program whatever profile it runs with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stance {
    /// Whether they only want to look.
    pub looks_only: bool,
    /// Whether others see the screen.
    pub shares_screen: bool,
}

impl App {
    /// What goes on in the next profile, too.
    pub fn stance(&self) -> Stance {
        Stance {
            looks_only: self.calls.looks_only,
            shares_screen: self.screen.is_shared,
        }
    }

    /// Goes on as the person wanted it in the profile before.
    pub fn take_over(&mut self, stance: Stance) -> Vec<Effect> {
        self.screen.redraw();
        self.calls.looks_only = stance.looks_only;
        self.share(stance.shares_screen);
        if stance.looks_only {
            vec![Effect::LookOnly(true)]
        } else {
            Vec::new()
        }
    }

    /// Whether nothing may be changed now: in this whole run, or for as long as the person only wants to look.
    pub fn is_read_only(&self) -> bool {
        self.options.read_only || self.calls.looks_only
    }

    /// Why nothing may be changed now, if that is so.
    pub(super) fn refuses_changes(&self) -> Option<Notice> {
        if self.options.read_only {
            return Some(read_only());
        }
        self.calls.looks_only.then(|| {
            let key = self.look_key();
            Notice::warning(format!("Look only: {key} allows changes again"))
        })
    }

    /// The same for some drafts.
    pub(super) fn refuses_drafts(&self, drafts: &[Draft]) -> Option<Notice> {
        let changes = drafts.iter().any(|draft| draft.operation.changes());
        self.refuses_changes().filter(|_| changes)
    }

    /// Only looking begins at once; allowing changes again is asked about, and can't be had where the run may change nothing.
    pub(super) fn toggle_looking(&mut self) -> Vec<Effect> {
        self.screen.redraw();
        if self.options.read_only {
            let words = "Read-only is not this key's doing: the profile or --read-only says it, and it stays so";
            self.say(Notice::warning(words));
            return Vec::new();
        }
        if !self.calls.looks_only {
            return self.look_only();
        }
        let question = Confirm::consent(
            "Allow changes again?",
            "Until now nothing could be changed, whatever key was pressed.",
            Step::AllowChanges,
        );
        let asked =
            |overlay: &Overlay| matches!(overlay, Overlay::Confirm(it) if it.is_about_looking());
        if !self.overlays.iter().any(asked) {
            self.overlays.push(Overlay::Confirm(question));
        }
        Vec::new()
    }

    /// Nothing is changed from now on. What was asked for and not sent is dropped, and with it the questions about it.
    fn look_only(&mut self) -> Vec<Effect> {
        self.calls.looks_only = true;
        let dropped = self.calls.drop_waiting();
        self.say_result();
        let asks = |overlay: &Overlay| {
            matches!(
                overlay,
                Overlay::Confirm(_) | Overlay::Leave(_) | Overlay::Conflict(_)
            )
        };
        self.overlays.retain(|overlay| !asks(overlay));
        for overlay in &mut self.overlays {
            if let Overlay::Form(form) = overlay
                && form.is_checked()
            {
                form.stop_check();
            }
        }
        self.calls.go_on(self.now.uptime);
        let key = self.look_key();
        self.say(match dropped {
            0 => Notice::good(format!(
                "Look only: nothing can be changed until {key} allows it again"
            )),
            1 => Notice::warning(format!(
                "Look only: 1 change that waited was dropped. {key} allows changes again"
            )),
            several => Notice::warning(format!(
                "Look only: {several} changes that waited were dropped. {key} allows changes again"
            )),
        });
        vec![Effect::LookOnly(true)]
    }

    /// The person agreed: what the vendors allow can be changed again.
    pub(super) fn allow_changes(&mut self) -> Vec<Effect> {
        self.calls.looks_only = false;
        self.say(Notice::good("Changes are allowed again"));
        vec![Effect::LookOnly(false)]
    }

    fn look_key(&self) -> String {
        let looking = Action::Program(ProgramAction::LookOnly);
        let keys = self.keys.map.keys_for(&self.contexts(), looking);
        keys.unwrap_or_else(|| "the palette".to_owned())
    }
}
